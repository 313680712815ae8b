"""Names of the files inside a document: one statement, then its evidence in the order the statement lists it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from econsent.record import Evidence

STATEMENT = "statement.jws"
STATEMENT_TYPE = "application/jose"
"""Media type of a compact JWS (RFC 7515 section 9.2.1)."""

_SUFFIXES = {
    "application/inkml+xml": "inkml",
    "application/pdf": "pdf",
    "application/pkcs7-signature": "p7s",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tiff",
}


def evidence_names(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return a name for every file: ``ink.inkml``, then ``ink-2.inkml`` where a role comes again."""
    seen: Counter[str] = Counter()
    names = []
    for item in evidence:
        seen[item.role] += 1
        number = "" if seen[item.role] == 1 else f"-{seen[item.role]}"
        names.append(f"{item.role}{number}.{_SUFFIXES.get(item.media_type, 'bin')}")
    return tuple(names)
