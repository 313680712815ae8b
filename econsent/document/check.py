"""Open and check a document: nothing of it is parsed as a PDF before its bytes are proven to be those that were sealed.

The signature's own bytes are the only ones it does not cover: they are rebuilt from their parts and compared, so that
no byte of the file can change unnoticed. Trust in the certificates is apart, in `check_document`.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from econsent import keys, record
from econsent.document import cms
from econsent.document.naming import STATEMENT, evidence_names
from econsent.errors import (
    AttachmentMissing,
    DocumentCertificateMismatch,
    DocumentChangedAfter,
    DocumentError,
    DocumentMalformed,
    DocumentNotCovered,
    DocumentNotSigned,
    DocumentSignatureInvalid,
    DocumentStatementMismatch,
    EconsentError,
)
from econsent.instant import Interval, to_micros

_RANGE = re.compile(rb"/ByteRange \[0 ([0-9]{1,12}) ([0-9]{1,12}) ([0-9]{1,12})\]")
_ASK_AGAIN = "Ask for the document again from where it is kept."


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document whose bytes are those that `chain` sealed, with the statement and evidence it carries.

    `evidence` is by file name, in the order the statement lists it. Whether `chain` is to be trusted is not asked here.
    """

    jws: bytes
    statement: record.Statement
    evidence: dict[str, bytes]
    chain: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """An opened document whose certificates end in a trusted root and were valid at the time asked."""

    opened: OpenedDocument
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class _Seal:
    """Where the signature stands (`start` of its ``<``, `end` after its ``>``), its bytes and the parts."""

    start: int
    end: int
    contents: bytes
    parts: cms.Parts


def check_document(pdf: bytes, *, roots: Sequence[bytes], at: dt.datetime) -> CheckedDocument:
    """Open a document; check the certificates that sealed it against roots (DER) at a moment (SPEC 7.11-7.16).

    Raise DocumentError leaves as `open_document` does, or CertificateForeign, -Invalid or -Expired.
    The statement inside is checked by `econsent.verify`, as every statement is.
    """
    moment = to_micros(at)
    opened = open_document(pdf, roots=roots)
    keys.check_validity(opened.chain, Interval(moment, moment))
    return CheckedDocument(opened, at)


def open_document(pdf: bytes, *, roots: Sequence[bytes] | None = None) -> OpenedDocument:
    """Return what a document carries once its one signature is proven to cover every byte of it (SPEC 7.11-7.15).

    With `roots` (DER) nothing is parsed that no trusted certificate sealed: anybody can seal a small file that unfolds
    into gigabytes. Raise a DocumentError leaf that names what failed, or a KeysError or RecordError leaf for the
    certificates or the statement inside.
    """
    seal = _find_seal(pdf)
    _prove(pdf, seal)
    if roots is not None:
        keys.check_chain(seal.parts.chain, tuple(roots))
    with _refusing(DocumentMalformed, "The document's inner structure cannot be read.", "7.14"):
        files = _read(pdf, seal)
    return _assemble(files, seal.parts.chain)


def _find_seal(pdf: bytes) -> _Seal:
    if not pdf.startswith(b"%PDF-"):
        raise DocumentMalformed("This is not a PDF.", clause="7.11")
    found = list(_RANGE.finditer(pdf))
    if not found:
        raise DocumentNotSigned("The document carries no signature.", remedy=_ASK_AGAIN, clause="7.11")
    start, end, rest = map(int, found[-1].groups())
    if end + rest < len(pdf):
        raise DocumentChangedAfter(
            "Something was added to the document after it was sealed.", remedy=_ASK_AGAIN, clause="7.11"
        )
    region = pdf[start:end]
    if end + rest > len(pdf) or region[:1] != b"<" or region[-1:] != b">":
        raise DocumentNotCovered("The signature does not cover the whole document.", remedy=_ASK_AGAIN, clause="7.11")
    with _refusing(DocumentSignatureInvalid, "The document's signature cannot be read.", "7.12"):
        contents = bytes.fromhex(region[1:-1].decode("ascii"))
        return _Seal(start, end, contents, cms.take_apart(contents))


def _prove(pdf: bytes, seal: _Seal) -> None:
    """Check that the signature is over these bytes, by its own certificate, and is written in its one form."""
    digest = sha256(pdf[: seal.start])
    digest.update(pdf[seal.end :])
    if digest.digest() != seal.parts.digest:
        raise DocumentSignatureInvalid(
            "The document was changed after it was sealed.", remedy=_ASK_AGAIN, clause="7.12"
        )
    with _refusing(DocumentSignatureInvalid, "The document's signature cannot be read.", "7.12"):
        canonical = cms.assemble(seal.parts).hex().upper().encode()
    room = seal.end - seal.start - 2
    if len(seal.parts.chain) != 2 or canonical.ljust(room, b"0") != pdf[seal.start + 1 : seal.end - 1]:
        raise DocumentSignatureInvalid(
            "The document's signature is not in its one form.", remedy=_ASK_AGAIN, clause="7.12"
        )
    _check_signature(seal.parts)


def _check_signature(parts: cms.Parts) -> None:
    if int.from_bytes(parts.signature[32:]) > keys.P256_ORDER // 2:
        raise DocumentSignatureInvalid("The document's signature is not low-S.", clause="7.13")
    key = keys.load_certificate(parts.chain[0]).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise DocumentSignatureInvalid("The document was not sealed with ES256.", clause="7.13")
    signed = cms.attributes(parts.digest, parts.chain[0])
    try:
        key.verify(cms.to_der(parts.signature), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise DocumentSignatureInvalid(
            "The document's signature does not fit its certificate.", clause="7.13"
        ) from None


def _read(pdf: bytes, seal: _Seal) -> dict[str, bytes]:
    """Return the attachments of a proven document by name."""
    reader = PdfFileReader(io.BytesIO(pdf))
    signatures = reader.embedded_signatures
    if len(signatures) != 1:
        raise DocumentNotCovered(
            "The document has more than the one signature that covers it.", remedy=_ASK_AGAIN, clause="7.11"
        )
    (signature,) = signatures
    covered = [0, seal.start, seal.end, len(pdf) - seal.end]
    if list(signature.byte_range) != covered or signature.pkcs7_content != seal.contents:
        raise DocumentNotCovered(
            "The signature shown is not the one that covers the document.", remedy=_ASK_AGAIN, clause="7.11"
        )
    leaves = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    names = [str(leaves[place]) for place in range(0, len(leaves), 2)]
    files = {name: _file(leaves[2 * place + 1]) for place, name in enumerate(names)}
    if len(files) != len(names):
        raise DocumentStatementMismatch("Two attached files have one name.", clause="7.14")
    return files


def _file(specification: DictionaryObject) -> bytes:
    data: bytes = specification["/EF"]["/F"].data
    return data


def _assemble(files: dict[str, bytes], chain: tuple[bytes, ...]) -> OpenedDocument:
    """Check that the attachments are the statement and exactly the evidence it lists, sealed by one certificate."""
    if STATEMENT not in files:
        raise AttachmentMissing("The document does not carry its statement.", remedy=_ASK_AGAIN, clause="7.14")
    jws = files[STATEMENT]
    opened = keys.open_jws(jws)
    if opened.chain != chain:
        raise DocumentCertificateMismatch(
            "The document was sealed by another certificate than its statement.", clause="7.15"
        )
    statement = record.parse(opened.payload)
    names = evidence_names(statement.evidence)
    if missing := [name for name in names if name not in files]:
        raise AttachmentMissing(
            f"The document does not carry {missing[0]}.", path=missing[0], remedy=_ASK_AGAIN, clause="7.14"
        )
    if len(files) != 1 + len(names):
        raise DocumentStatementMismatch("The document carries a file that its statement does not name.", clause="7.14")
    for name, said in zip(names, statement.evidence, strict=True):
        if len(files[name]) != said.size or sha256(files[name]).hexdigest() != said.sha256:
            raise DocumentStatementMismatch(
                f"{name} is not the file that the statement names.", path=name, clause="7.14"
            )
    return OpenedDocument(jws, statement, {name: files[name] for name in names}, chain)


@contextmanager
def _refusing(error: type[DocumentError], what: str, clause: str) -> Iterator[None]:
    """Turn whatever a parser makes of foreign bytes into one error of ours."""
    try:
        yield
    except EconsentError:
        raise
    except Exception:  # noqa: BLE001 - asn1crypto and pyHanko raise many kinds; any of them means the same to the reader
        raise error(what, remedy=_ASK_AGAIN, clause=clause) from None
