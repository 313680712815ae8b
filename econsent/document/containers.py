"""The one way to check anything: a statement, a document, a bundle or a receipt, alone or together.

Whatever form it comes in, every statement goes through the numbered procedure of `verify.py` (SPEC 7). Files given
together support one another, and must speak of the same statements.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from econsent import instant, keys, record
from econsent.document.bundle import AFTER, RECEIPT, unpack
from econsent.document.check import check_document, open_document
from econsent.document.naming import evidence_names
from econsent.document.verdict import Verified, of_receipt, of_statement
from econsent.envelope import MAGIC as ENVELOPE
from econsent.errors import (
    ArgumentInvalid,
    CertificateInvalid,
    EconsentError,
    EvidenceMismatch,
    FilesApart,
    FileUnknown,
)
from econsent.record import Statement
from econsent.trust import Trust
from econsent.verify import (
    VerifiedCheckpoint,
    VerifiedReceipt,
    VerifiedStatement,
    open_after,
    verify_receipt,
    verify_statement,
)

File = bytes | str | Path
"""A file's bytes, or where it is."""
Sort = Literal["statement", "document", "bundle"]

MAX_FILE = 512 * 1024 * 1024
_MAX_PEM = 1024 * 1024


def verify(*files: File, roots: Iterable[File], at: dt.datetime | None = None) -> list[Verified]:
    """Check files against root certificates (PEM) and return what they prove, one entry for each statement.

    Known are a compact JWS, a sealed PDF, a bundle, a receipt (tlog-proof), evidence and a certified checkpoint.
    `at` is the moment at which a document's certificates must be valid; by default when its statement was made.
    Raises ProofError leaves whose `path` names the file, InputError leaves, or ArgumentInvalid for a file not read.
    """
    if not files:
        raise ArgumentInvalid("No file was given to verify.")
    trust = Trust(load_roots(roots))
    pile = _Pile()
    for number, file in enumerate(files, 1):
        _put(pile, _load(file, number), trust)
    alone = _share_out(pile)
    proven = [_prove(case, trust, at) for case in pile.cases.values()]
    _check_alone(alone, bool(proven))
    _check_together(pile)
    return proven or [
        of_receipt(thing.proves, thing.name) for thing in alone if isinstance(thing.proves, VerifiedReceipt)
    ]


def load_roots(roots: Iterable[File]) -> tuple[bytes, ...]:
    """Return the DER of every certificate in PEM files; raise CertificateInvalid."""
    found: list[bytes] = []
    for number, root in enumerate(roots, 1):
        thing = _load(root, number)
        with _naming(thing.name):
            found += _certificates(thing.data)
    return tuple(found)


# ── what was given ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Thing:
    """A file: its name, its bytes, and what it turned out to be where it supports a statement."""

    name: str
    data: bytes = field(repr=False)
    proves: VerifiedReceipt | VerifiedCheckpoint | None = None


@dataclass(slots=True)
class _Case:
    """A statement and whatever was given that supports it, by the names of the files."""

    jws: bytes = field(repr=False)
    statement: Statement = field(repr=False)
    files: list[str] = field(default_factory=list)
    sorts: set[Sort] = field(default_factory=set)
    documents: list[_Thing] = field(default_factory=list)
    evidence: dict[str, bytes] = field(default_factory=dict, repr=False)
    receipt: _Thing | None = None
    after: _Thing | None = None


@dataclass(slots=True)
class _Pile:
    """Everything given: statements by digest, and what supports them."""

    cases: dict[bytes, _Case] = field(default_factory=dict)
    supports: list[_Thing] = field(default_factory=list)
    sorts: set[Sort] = field(default_factory=set)

    def case(self, jws: bytes, name: str, sort: Sort) -> _Case:
        """Return the case of a statement, new or already there, with one more file to it."""
        digest = record.digest(jws)
        if digest not in self.cases:
            self.cases[digest] = _Case(jws, record.parse(keys.open_jws(jws).payload))
        case = self.cases[digest]
        case.files.append(name)
        case.sorts.add(sort)
        self.sorts.add(sort)
        return case


def _load(file: File, number: int) -> _Thing:
    if isinstance(file, bytes):
        return _Thing(f"file {number}", file)
    path = Path(file)
    try:
        if path.stat().st_size > MAX_FILE:
            raise ArgumentInvalid("The file is larger than anything that can be verified.", path=path.name)
        return _Thing(path.name, path.read_bytes())
    except OSError as error:
        raise ArgumentInvalid(f"The file cannot be read ({error.strerror}).", path=path.name) from None


def _certificates(pem: bytes) -> list[bytes]:
    try:
        if len(pem) > _MAX_PEM:
            raise ValueError("too large")
        return [certificate.public_bytes(Encoding.DER) for certificate in x509.load_pem_x509_certificates(pem)]
    except ValueError:
        raise CertificateInvalid("This is not a root certificate in PEM.", clause="3.1") from None


def _put(pile: _Pile, thing: _Thing, trust: Trust) -> None:
    """Sort one file by its first bytes; what proves something by itself is checked at once."""
    data = thing.data
    with _naming(thing.name):
        if data.startswith(b"%PDF-"):
            _put_document(pile, thing, trust)
        elif data.startswith(b"PK"):
            _put_bundle(pile, thing, trust)
        elif data.startswith(b"eyJ") and data.count(b".") == 2:
            pile.case(data, thing.name, "statement")
        elif data.startswith(ENVELOPE):
            raise FileUnknown("This is a sealed envelope: only the library it is for can open it.")
        else:
            pile.supports.append(_support(thing, trust))


def _support(thing: _Thing, trust: Trust) -> _Thing:
    """Return a receipt or a certified checkpoint, checked; anything else may be an evidence file."""
    if thing.data.startswith(b"c2sp.org/"):
        return _Thing(thing.name, thing.data, verify_receipt(thing.data, trust))
    if thing.data.startswith(b'{"checkpoint":'):
        return _Thing(thing.name, thing.data, open_after(thing.data, trust))
    return thing


def _put_document(pile: _Pile, thing: _Thing, trust: Trust) -> None:
    opened = open_document(thing.data, roots=trust.roots)
    case = pile.case(opened.jws, thing.name, "document")
    case.documents.append(thing)
    case.evidence |= opened.evidence


def _put_bundle(pile: _Pile, thing: _Thing, trust: Trust) -> None:
    bundle = unpack(thing.data)
    opened = open_document(bundle.document, roots=trust.roots)
    if opened.jws != bundle.jws:
        raise FilesApart("The bundle's document is of another statement than the bundle.")
    case = pile.case(bundle.jws, thing.name, "bundle")
    case.documents.append(_Thing(thing.name, bundle.document))
    case.evidence |= dict(zip(opened.evidence, bundle.evidence, strict=True))
    for part, data in ((RECEIPT, bundle.receipt), (AFTER, bundle.after)):
        if data is not None:
            with _naming(part):
                pile.supports.append(_support(_Thing(thing.name, data), trust))


# ── what belongs to what ──────────────────────────────────────────────────────────────────


def _share_out(pile: _Pile) -> list[_Thing]:
    """Give every supporting file to all statements it belongs to; return those that belong to none."""
    alone = []
    for thing in pile.supports:
        taken = [_take(case, thing) for case in pile.cases.values()]
        if not any(taken):
            alone.append(thing)
    return alone


def _take(case: _Case, thing: _Thing) -> bool:
    """Give a supporting file to a statement it belongs to; say whether it does."""
    if isinstance(thing.proves, VerifiedReceipt):
        belongs = thing.proves.digest == record.digest(case.jws)
        case.receipt = thing if belongs else case.receipt
    elif isinstance(thing.proves, VerifiedCheckpoint):
        seen = thing.proves.checkpoint
        belongs = (seen.size, seen.root.hex()) == (case.statement.after.size, case.statement.after.root)
        case.after = thing if belongs else case.after
    else:
        belongs = _take_evidence(case, thing)
    if belongs and thing.name not in case.files:
        case.files.append(thing.name)
    return belongs


def _take_evidence(case: _Case, thing: _Thing) -> bool:
    found = sha256(thing.data).hexdigest()
    said = case.statement.evidence
    names = [name for name, item in zip(evidence_names(said), said, strict=True) if item.sha256 == found]
    case.evidence |= dict.fromkeys(names, thing.data)
    return bool(names)


def _check_alone(things: Sequence[_Thing], proven: bool) -> None:
    """Refuse supporting files that support nothing given; a receipt alone proves something by itself."""
    for thing in things:
        if isinstance(thing.proves, VerifiedReceipt):
            if proven:
                raise FilesApart("The receipt is of another statement than the files beside it.", path=thing.name)
        elif thing.proves is not None:
            raise FilesApart("No statement given beside it has seen this checkpoint.", path=thing.name)
        elif proven:
            raise EvidenceMismatch(
                "The file is not evidence of any statement given beside it.", path=thing.name, clause="7.6"
            )
        else:
            raise FileUnknown(
                "The file is none of those that can be verified.",
                remedy="Give a statement, document, bundle or receipt; evidence goes beside its statement.",
                path=thing.name,
            )


def _check_together(pile: _Pile) -> None:
    """Check that every sort of file given speaks of every statement: a swapped file cannot hide among good ones."""
    for case in pile.cases.values():
        if lacking := pile.sorts - case.sorts:
            raise FilesApart(
                f"The {min(lacking)} given is of another statement than this file.",
                remedy="Give the files of one statement together, or each by itself.",
                path=case.files[0],
            )


# ── what it proves ────────────────────────────────────────────────────────────────────────


def _prove(case: _Case, trust: Trust, at: dt.datetime | None) -> Verified:
    names = evidence_names(case.statement.evidence)
    whole = all(name in case.evidence for name in names)
    with _naming(case.files[0]):
        verified = verify_statement(
            case.jws,
            trust,
            evidence=[case.evidence[name] for name in names] if whole else None,
            receipt=case.receipt.data if case.receipt else None,
            after=case.after.data if case.after else None,
        )
    for document in case.documents:
        with _naming(document.name):
            check_document(document.data, roots=trust.roots, at=at or _moment_in(verified))
    given = [name for name in names if name in case.evidence]
    return of_statement(verified, case.files, evidence=given, document=bool(case.documents), after=bool(case.after))


def _moment_in(verified: VerifiedStatement) -> dt.datetime:
    """Return the first moment at which the statement may have been made and its certificates were valid."""
    begins = max(keys.load_certificate(der).not_valid_before_utc for der in verified.chain)
    return max(begins, instant.to_datetime(verified.interval.earliest))


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Put the name of the file before the path in an error."""
    try:
        yield
    except EconsentError as error:
        error.path = f"{name}: {error.path}" if error.path else name
        raise
