"""The numbered procedure: one way to check a statement and a receipt (SPEC 7).

Nothing here reads a clock, a disk or the network: trust and time are arguments. Success returns the verified thing,
failure raises; the comments carry the numbers of SPEC 7, and so do the vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import msgspec

from econsent import keys, ledger, record
from econsent.errors import (
    BracketBroken,
    CertificateInvalid,
    DeviceMismatch,
    EconsentError,
    EvidenceMismatch,
    JwsMalformed,
    ReceiptMismatch,
)
from econsent.instant import BEGINNING, END, SECOND, Interval
from econsent.record import Hex32, Statement
from econsent.trust import Trust

CLOCK_SUFFIX = "/clock"
"""The library's dating key is named after the log with this suffix (SPEC 4.5)."""


class ReceiptExtra(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a receipt's ``extra`` line holds: the statement's digest, and the log's certificates (SPEC 4.6).

    `chain` is base64 DER: the certificate of the log key, of its clock key, and of the authority that issued both.
    """

    digest: Hex32
    chain: tuple[str, str, str]


class CertifiedCheckpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signed checkpoint with the certificates of the keys that signed it (SPEC 4.7)."""

    checkpoint: str
    chain: tuple[str, str, str]


_extra_decoder = msgspec.json.Decoder(ReceiptExtra)


@dataclass(frozen=True, slots=True)
class VerifiedReceipt:
    """A receipt that proves: the entry `digest` stands at `index` under `checkpoint`, dated `cosigned_at` (seconds).

    `controller` is the BIN of the organisation whose log it is.
    """

    digest: bytes
    index: int
    checkpoint: ledger.Checkpoint
    cosigned_at: int
    controller: str


@dataclass(frozen=True, slots=True)
class VerifiedCheckpoint:
    """A certified checkpoint that holds, dated `cosigned_at` (seconds), of the log of the organisation of that BIN."""

    checkpoint: ledger.Checkpoint
    cosigned_at: int
    controller: str


@dataclass(frozen=True, slots=True)
class VerifiedStatement:
    """A statement that went through the procedure.

    `interval` is the tighter of its clock and of every bracket that was given; `receipt` is None where none was given,
    `evidence` tells whether the evidence files were there to check.
    """

    statement: Statement
    jws: bytes
    digest: bytes
    chain: tuple[bytes, ...]
    interval: Interval
    evidence: bool
    receipt: VerifiedReceipt | None = None


def verify_statement(
    jws: bytes,
    trust: Trust,
    *,
    evidence: Sequence[bytes] | None = None,
    receipt: bytes | None = None,
    after: bytes | None = None,
    bracket: Interval | None = None,
    index: int | None = None,
) -> VerifiedStatement:
    """Check a statement against what is trusted and return it (SPEC 7.1-7.10).

    `evidence` are the files in the order the statement lists them; `receipt` a tlog-proof; `after` the certified
    checkpoint that the statement says its station had seen. A library that holds the log gives `bracket` and `index`
    instead. Raises ProofError or InputError leaves whose message names what failed.
    """
    opened = keys.open_jws(jws)  # 7.1
    keys.check_chain(opened.chain, trust.roots)  # 7.2
    keys.check_signature(jws, opened.chain[0])  # 7.3
    statement = record.parse(opened.payload)  # 7.4
    _check_device(statement, opened.chain[0])  # 7.5
    if evidence is not None:
        _check_evidence(statement, evidence)  # 7.6
    digest = record.digest(jws)
    proven = None if receipt is None else _check_receipt(receipt, digest, statement, trust)  # 7.7
    seen = None if after is None else _check_after(after, statement, proven, trust)  # 7.8
    place = proven.index if proven is not None else index
    if place is not None and statement.after.size > place:  # 7.8
        raise BracketBroken("The statement says it saw a checkpoint that already contained it.", clause="7.8")
    interval = _tighten(statement, bracket, proven, seen)
    keys.check_validity(opened.chain, interval)  # 7.9
    if place is not None:
        trust.check_device(statement.device.id, certificate_sha256(opened.chain[0]), place)  # 7.10
    return VerifiedStatement(statement, jws, digest, opened.chain, interval, evidence is not None, proven)


def verify_receipt(receipt: bytes, trust: Trust) -> VerifiedReceipt:
    """Check a receipt by itself and return what it proves (SPEC 7.7)."""
    parsed = ledger.parse_receipt(receipt)
    extra = _extra_of(parsed)
    verifiers = note_verifiers(extra.chain, trust.roots)
    digest = bytes.fromhex(extra.digest)
    opened = ledger.check_receipt(parsed, digest, verifiers)
    dated = _dated(opened, extra.chain)
    return VerifiedReceipt(digest, parsed.index, opened.checkpoint, dated, _controller(extra.chain))


@lru_cache(maxsize=256)
def note_verifiers(
    chain: tuple[str, str, str], roots: tuple[bytes, ...]
) -> tuple[ledger.NoteVerifier, ledger.NoteVerifier]:
    """Return the log's and its clock's verifier keys, believed because a trusted root certifies them (SPEC 4.6)."""
    log, clock, issuer = _decode_chain(chain)
    names = []
    for certificate in (log, clock):
        keys.check_chain((certificate, issuer), roots)
        names.append(keys.common_name(certificate))
    if names[1] != names[0] + CLOCK_SUFFIX:
        raise ReceiptMismatch("The receipt's certificates are not those of one log.", clause="4.6")
    return (
        ledger.NoteVerifier(names[0], keys.ed25519_key(log)),
        ledger.NoteVerifier(names[1], keys.ed25519_key(clock), ledger.KeyType.COSIGNATURE),
    )


def _decode_chain(chain: tuple[str, str, str]) -> tuple[bytes, ...]:
    try:
        return tuple(keys.decode_base64(item) for item in chain)
    except JwsMalformed:
        raise CertificateInvalid("A certificate of the log is not canonical base64.", clause="4.6") from None


def _controller(chain: tuple[str, str, str]) -> str:
    return keys.controller_bin(_decode_chain(chain)[0])


def _dated(opened: ledger.OpenedCheckpoint, chain: tuple[str, str, str]) -> int:
    """Return when a checkpoint was dated, in seconds; its certificates must have been valid then (SPEC 4.5-4.6)."""
    if opened.cosigned_at is None:
        raise ReceiptMismatch("The checkpoint is not dated by the library's clock key.", clause="4.5")
    at = opened.cosigned_at * SECOND
    keys.check_validity(_decode_chain(chain), Interval(at, at + SECOND - 1))
    return opened.cosigned_at


@lru_cache(maxsize=4096)
def certificate_sha256(der: bytes) -> str:
    """Return the hex SHA-256 fingerprint by which a device's certificate is known."""
    return sha256(der).hexdigest()


def _extra_of(receipt: ledger.Receipt) -> ReceiptExtra:
    try:
        extra = _extra_decoder.decode(receipt.extra or b"")
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise ReceiptMismatch("The receipt does not carry the log's certificates.", clause="4.6") from None
    if msgspec.json.encode(extra) != receipt.extra:
        raise ReceiptMismatch("The receipt's extra line is not written as it must be.", clause="4.6")
    return extra


def _check_device(statement: Statement, certificate: bytes) -> None:
    if statement.device.id != keys.common_name(certificate):
        raise DeviceMismatch("The statement names another device than its certificate.", clause="7.5")
    if statement.controller.bin != keys.controller_bin(certificate):
        raise DeviceMismatch("The statement names another controller than its certificate.", clause="7.5")


def _check_evidence(statement: Statement, evidence: Sequence[bytes]) -> None:
    if len(evidence) != len(statement.evidence):
        raise EvidenceMismatch("Not every evidence file is there, or one too many.", clause="7.6")
    for number, (said, content) in enumerate(zip(statement.evidence, evidence, strict=True)):
        if len(content) != said.size or sha256(content).hexdigest() != said.sha256:
            raise EvidenceMismatch(
                f"The {said.role} evidence is not the file that was signed.", path=f"evidence[{number}]", clause="7.6"
            )


def _check_receipt(receipt: bytes, digest: bytes, statement: Statement, trust: Trust) -> VerifiedReceipt:
    with _naming("receipt"):
        proven = verify_receipt(receipt, trust)
        if proven.digest != digest:
            raise ReceiptMismatch("The receipt speaks of another statement.", clause="7.7")
        if proven.controller != statement.controller.bin:
            raise ReceiptMismatch("The receipt is from the log of another organisation.", clause="7.7")
        return proven


def _check_after(after: bytes, statement: Statement, proven: VerifiedReceipt | None, trust: Trust) -> int:
    """Return from which second on the statement was made: anybody knows the hash of nothing, so size 0 proves none."""
    with _naming("after"):
        opened = open_after(after, trust)
        seen = opened.checkpoint
        if (seen.size, seen.root.hex()) != (statement.after.size, statement.after.root):
            raise BracketBroken("The checkpoint given is not the one that the statement had seen.", clause="7.8")
        if opened.controller != statement.controller.bin:
            raise BracketBroken("The earlier checkpoint is of another organisation's log.", clause="7.8")
        if proven is not None and seen.origin != proven.checkpoint.origin:
            raise BracketBroken("The two checkpoints are of different logs.", clause="7.8")
        if proven is not None and opened.cosigned_at > proven.cosigned_at:
            raise BracketBroken("The earlier checkpoint is dated later than the receipt's.", clause="7.8")
        return opened.cosigned_at if seen.size else BEGINNING


@contextmanager
def _naming(part: str) -> Iterator[None]:
    """Name the part that failed: its errors look like those of the statement itself."""
    try:
        yield
    except EconsentError as error:
        error.path = f"{part}: {error.path}" if error.path else part
        raise


def open_after(after: bytes, trust: Trust) -> VerifiedCheckpoint:
    """Open a checkpoint that carries its log's certificates (SPEC 4.7)."""
    try:
        kept = msgspec.json.decode(after, type=CertifiedCheckpoint)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise BracketBroken("The earlier checkpoint cannot be read.", clause="4.7") from None
    if msgspec.json.encode(kept) != after:
        raise BracketBroken("The earlier checkpoint is not written as it must be.", clause="4.7")
    opened = ledger.open_checkpoint(kept.checkpoint, note_verifiers(kept.chain, trust.roots))
    return VerifiedCheckpoint(opened.checkpoint, _dated(opened, kept.chain), _controller(kept.chain))


def _tighten(
    statement: Statement, bracket: Interval | None, proven: VerifiedReceipt | None, seen: int | None
) -> Interval:
    """Return the tighter of the device's clock and what the log proves (SPEC 5.4)."""
    interval = statement.made.interval()
    if bracket is not None:
        interval = interval.within(bracket)
    earliest = BEGINNING if seen is None else seen * SECOND
    latest = END if proven is None else (proven.cosigned_at + 1) * SECOND
    return interval.within(Interval(earliest, latest))
