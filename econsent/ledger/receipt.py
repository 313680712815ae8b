"""Receipts: offline proof that an entry is in the log (C2SP tlog-proof v1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from econsent.errors import ArgumentInvalid, ReceiptMalformed
from econsent.ledger.encoding import (
    INT64_MAX,
    decode_base64,
    decode_decimal,
    decode_hash,
    decode_text,
    encode_base64,
)
from econsent.ledger.note import NoteVerifier, OpenedCheckpoint, open_checkpoint
from econsent.ledger.proof import check_inclusion
from econsent.ledger.tree import HASH_SIZE, are_hashes, leaf_hash

_HEADER = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = "index "
_MAX_PROOF = 63
"""Hashes of the longest inclusion proof: a tree of up to 2**63 leaves is 63 levels high."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry's index, its inclusion proof (32-byte hashes) and the checkpoint it leads to, as a signed note.

    `extra` is carried along and proven by nothing: whoever uses it checks it.
    """

    index: int
    proof: tuple[bytes, ...]
    note: str
    extra: bytes | None = None

    def __post_init__(self) -> None:
        hashes = len(self.proof) <= _MAX_PROOF and are_hashes(self.proof)
        if not 0 <= self.index <= INT64_MAX or not hashes or self.extra == b"" or not self.note:
            raise ReceiptMalformed("A receipt has an index, hashes of 32 bytes and a checkpoint.")


def encode_receipt(receipt: Receipt) -> str:
    """Write a receipt as a tlog-proof text."""
    extra = [] if receipt.extra is None else [_EXTRA + encode_base64(receipt.extra)]
    proof = [encode_base64(digest) for digest in receipt.proof]
    return "\n".join([_HEADER, *extra, f"{_INDEX}{receipt.index}", *proof, "", receipt.note])


def parse_receipt(data: bytes | str) -> Receipt:
    """Read a tlog-proof text; raise ReceiptMalformed. Its checkpoint and proof stay unchecked until `check_receipt`."""
    try:
        head, _, note = decode_text(data).partition("\n\n")
        header, *lines = head.split("\n")
        extra = decode_base64(lines.pop(0)[len(_EXTRA) :]) if lines[0].startswith(_EXTRA) else None
        index, *proof = lines
        if header != _HEADER or not index.startswith(_INDEX):
            raise ValueError("not a tlog-proof")
        hashes = tuple(decode_hash(line) for line in proof)
        return Receipt(decode_decimal(index[len(_INDEX) :]), hashes, note, extra)
    except (ValueError, IndexError):
        raise ReceiptMalformed("This is not a receipt.") from None


def check_receipt(
    receipt: Receipt,
    entry: bytes,
    verifiers: Sequence[NoteVerifier],
    required: Sequence[NoteVerifier] | None = None,
) -> OpenedCheckpoint:
    """Check that the 32-byte entry is in the log at the receipt's checkpoint, and return that checkpoint.

    `verifiers` and `required` are those of `open_checkpoint`. Checks nothing of `extra`.
    Raises what `open_checkpoint` and `check_inclusion` raise, ArgumentInvalid for an entry that is not 32 bytes.
    """
    if len(entry) != HASH_SIZE:
        raise ArgumentInvalid("An entry of the log is the 32 bytes of a statement's digest.")
    opened = open_checkpoint(receipt.note, verifiers, required)
    checkpoint = opened.checkpoint
    check_inclusion(leaf_hash(entry), receipt.index, checkpoint.size, receipt.proof, checkpoint.root)
    return opened
