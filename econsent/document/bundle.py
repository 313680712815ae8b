"""A statement with everything that proves it, in one ZIP that has one spelling (SPEC 4.8).

Entries are stored, undated and in a fixed order, so that the same statement gives the same bytes and any changed byte
shows. The root certificate is never inside: whoever checks must have it from elsewhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from econsent import keys, record
from econsent.document.naming import STATEMENT, evidence_names
from econsent.errors import BundleMalformed, EvidenceMismatch
from econsent.record import Evidence

DOCUMENT = "document.pdf"
RECEIPT = "receipt.tlog-proof"
AFTER = "after.checkpoint"
MAX_BUNDLE = 256 * 1024 * 1024
"""Bytes a bundle may have."""
_MAX_ENTRIES = 128
_UNDATED = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds, not yet checked: `evidence` is in the order the statement lists it.

    `receipt` is a tlog-proof, `after` the certified checkpoint that the statement's station had seen.
    """

    jws: bytes
    evidence: tuple[bytes, ...]
    document: bytes
    receipt: bytes | None
    after: bytes | None


def pack(
    *,
    jws: bytes,
    evidence: Sequence[tuple[Evidence, bytes]],
    document: bytes,
    receipt: bytes | None,
    after: bytes | None,
) -> bytes:
    """Return the bundle of a statement, with each evidence file beside what the statement says of it."""
    names = evidence_names([said for said, _ in evidence])
    entries: list[tuple[str, bytes | None]] = [
        (STATEMENT, jws),
        (DOCUMENT, document),
        *zip(names, (content for _, content in evidence), strict=True),
        (RECEIPT, receipt),
        (AFTER, after),
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            if content is not None:
                archive.writestr(_entry(name), content)
    return out.getvalue()


def unpack(data: bytes) -> Bundle:
    """Return what a bundle holds; raise BundleMalformed, EvidenceMismatch, or what its statement's form raises."""
    files = _files(data)
    if STATEMENT not in files or DOCUMENT not in files:
        raise BundleMalformed("A bundle holds a statement and its document.", clause="4.8")
    statement = record.parse(keys.open_jws(files[STATEMENT]).payload)
    names = evidence_names(statement.evidence)
    if missing := [name for name in names if name not in files]:
        raise EvidenceMismatch("An evidence file is missing from the bundle.", path=missing[0], clause="7.6")
    found = Bundle(
        jws=files[STATEMENT],
        evidence=tuple(files[name] for name in names),
        document=files[DOCUMENT],
        receipt=files.get(RECEIPT),
        after=files.get(AFTER),
    )
    _check_spelling(found, statement.evidence, data)
    return found


def _check_spelling(found: Bundle, said: Sequence[Evidence], data: bytes) -> None:
    """Check that packing what was found gives the same bytes: nothing is hidden between or behind the entries."""
    evidence = tuple(zip(said, found.evidence, strict=True))
    again = pack(jws=found.jws, evidence=evidence, document=found.document, receipt=found.receipt, after=found.after)
    if again != data:
        raise BundleMalformed(
            "The bundle was changed, or packed anew by another program.", remedy="Export it again.", clause="4.8"
        )


def _files(data: bytes) -> dict[str, bytes]:
    """Return the entries of a ZIP by name; refuse compression, so that nothing small unfolds into something huge."""
    if len(data) > MAX_BUNDLE:
        raise BundleMalformed("The bundle is larger than one can be.", clause="4.8")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(data))
            return {entry.filename: archive.read(entry) for entry in entries}
    except BundleMalformed:
        raise
    except Exception:  # noqa: BLE001 - zipfile raises many kinds for hostile bytes; any of them means the same here
        raise BundleMalformed("The bundle cannot be read.", remedy="Export it again.", clause="4.8") from None


def _check_entries(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > _MAX_ENTRIES or any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
        raise BundleMalformed("A bundle has few entries and none of them is compressed.", clause="4.8")
    if len({entry.filename for entry in entries}) != len(entries):
        raise BundleMalformed("Two files in the bundle have one name.", clause="4.8")
    if sum(entry.file_size for entry in entries) > size:
        raise BundleMalformed("The bundle says it holds more than it does.", clause="4.8")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _UNDATED)
    entry.create_system = _UNIX
    entry.external_attr = 0o100644 << 16
    return entry
