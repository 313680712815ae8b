"""What keeps a log provable once its keys, its clock or SHA-256 are no longer believed (SPEC 18; after RFC 4998).

A preservation is a note about the log at one size, dated by an outside time-stamping authority. Beside the log's own
root it has that of a second tree, of SHA-512, over what every statement says, and it names the token before it: each
one dates all that came before while that can still be believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha512

from econsent.errors import PreservationMalformed
from econsent.ledger.encoding import decode_decimal, is_line
from econsent.ledger.tree import leaf_hash

SCHEMA = "econsent-preservation/1"
WIDTH = 64
"""Bytes of a hash of the second tree."""
NONE = "none"
_NOTE = re.compile(
    r"econsent-preservation/1\n"
    r"origin (?P<origin>[^\n]+)\n"
    r"number (?P<number>[1-9][0-9]*)\n"
    r"size (?P<size>[1-9][0-9]*)\n"
    r"sha256-root (?P<root>[0-9a-f]{64})\n"
    r"sha512-root (?P<second>[0-9a-f]{128})\n"
    r"checkpoint-sha512 (?P<checkpoint>[0-9a-f]{128})\n"
    r"previous-token-sha512 (?P<previous>[0-9a-f]{128}|none)\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreservationNote:
    """What is dated: the log of this origin, at this size, has these two roots.

    `checkpoint` is the SHA-512 of the signed checkpoint of that size, `previous` that of the token before, None in the
    first one.
    """

    origin: str
    number: int
    size: int
    root: bytes
    second_root: bytes
    checkpoint: bytes
    previous: bytes | None

    def __post_init__(self) -> None:
        is_first = self.number == 1
        if not (self.origin and is_line(self.origin)) or self.size < 1 or is_first != (self.previous is None):
            raise PreservationMalformed("A preservation is of a log that has entries, and follows the one before.")

    @property
    def text(self) -> str:
        """The eight lines that are dated (SPEC 18.3)."""
        previous = NONE if self.previous is None else self.previous.hex()
        return (
            f"{SCHEMA}\norigin {self.origin}\nnumber {self.number}\nsize {self.size}\n"
            f"sha256-root {self.root.hex()}\nsha512-root {self.second_root.hex()}\n"
            f"checkpoint-sha512 {self.checkpoint.hex()}\nprevious-token-sha512 {previous}\n"
        )

    @property
    def imprint(self) -> bytes:
        """The SHA-512 of the text, which the authority dates."""
        return sha512(self.text.encode()).digest()


def parse_preservation(text: str) -> PreservationNote:
    """Read the note of a preservation; raise PreservationMalformed for any spelling that `text` would not write."""
    found = _NOTE.fullmatch(text)
    try:
        if found is None:
            raise ValueError("not such a note")
        number, size = decode_decimal(found["number"]), decode_decimal(found["size"])
    except ValueError:
        raise PreservationMalformed("This is not the note of a preservation.") from None
    return PreservationNote(
        origin=found["origin"],
        number=number,
        size=size,
        root=bytes.fromhex(found["root"]),
        second_root=bytes.fromhex(found["second"]),
        checkpoint=bytes.fromhex(found["checkpoint"]),
        previous=None if found["previous"] == NONE else bytes.fromhex(found["previous"]),
    )


def preserved_leaf(entry: bytes, files: Sequence[bytes]) -> bytes:
    """Return the leaf of the second tree: SHA-512 over the log's entry and the SHA-512 of each file of the statement.

    Of a statement that is forgotten there are no files, and the entry alone is hashed (SPEC 18.2).
    """
    return leaf_hash(entry + b"".join(sha512(file).digest() for file in files), sha512)
