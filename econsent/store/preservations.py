"""What keeps the log provable later: each preservation sealed, and the leaves of the second tree, many in a row.

A preservation is sealed under the vault and bound to its number and size: the roots under which its authority was
trusted stand in it. Leaves are hashes, and lie in clear: the roots in the notes show what was changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from econsent.ledger.preservation import WIDTH
from econsent.store.rows import PRESERVATION_LANE, Packed, Room, Session, Tables, fetch_one
from econsent.store.vault import Vault

TABLES = Tables.alike("""
CREATE TABLE preservation (number INT PRIMARY KEY, size INT NOT NULL, sealed BYTES NOT NULL) KEPT;
CREATE TABLE preserved_leaf (first INT PRIMARY KEY, hashes BYTES NOT NULL) KEPT;
""")

_OWNER = b"preservation"
_AT_ONCE = 4096
"""Leaves in a row: a quarter of a mebibyte."""
_encode = msgspec.msgpack.Encoder().encode


class Preserved(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A preservation: note, token (DER), the checkpoint as it was signed, and the roots (DER) that were trusted then.

    What the token says stands beside it: the moment (µs), the authority, and when (µs) its certificates end.
    """

    note: str
    token: bytes
    checkpoint: str
    roots: tuple[bytes, ...]
    at: int
    authority: str
    ends: int


@dataclass(frozen=True, slots=True)
class KeptPreservation:
    """A row: its number from 1, the size of the log that it is about, and what is sealed in it."""

    number: int
    size: int
    sealed: bytes


_ROW = "SELECT number, size, sealed FROM preservation"
_TYPES = (int, int, bytes)
_preserved = Packed(Preserved)


def open_preserved(vault: Vault, kept: KeptPreservation) -> Preserved:
    """Return what a row holds; raise StoreDamaged."""
    return _preserved.decode(vault.open_row(_OWNER, _bound(kept.number, kept.size), kept.sealed))


class PreservationShelf(Room):
    """The preservations of a library, and the second tree's leaves."""

    @contextmanager
    def adding(self) -> Iterator[PreservationPen]:
        """Run a block as one durable transaction; no other preservation comes in between."""
        with self.engine.writing(PRESERVATION_LANE) as session:
            yield PreservationPen(session)

    def all(self) -> list[KeptPreservation]:
        """Return every preservation, the oldest first."""
        return [KeptPreservation(*row) for row in self._all(f"{_ROW} ORDER BY number", (), *_TYPES)]

    def newest(self) -> KeptPreservation | None:
        """Return the newest preservation, None before the first."""
        row = self._one(f"{_ROW} ORDER BY number DESC LIMIT 1", (), *_TYPES)
        return None if row is None else KeptPreservation(*row)

    def one(self, number: int) -> KeptPreservation | None:
        """Return a preservation by its number, None where it is unknown."""
        row = self._one(f"{_ROW} WHERE number = ?", (number,), *_TYPES)
        return None if row is None else KeptPreservation(*row)

    def leaves(self) -> Iterator[bytes]:
        """Yield the hash of every leaf, from the first on; end where one is missing."""
        start = 0
        while True:
            row = self._one("SELECT hashes FROM preserved_leaf WHERE first = ?", (start,), bytes)
            if row is None or not row[0] or len(row[0]) % WIDTH:
                return
            hashes: bytes = row[0]
            yield from (hashes[place : place + WIDTH] for place in range(0, len(hashes), WIDTH))
            start += len(hashes) // WIDTH


class PreservationPen:
    """What may be done inside a transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def number(self) -> int:
        """Return the number of the newest preservation, 0 before the first."""
        row = fetch_one(self._session, "SELECT number FROM preservation ORDER BY number DESC LIMIT 1", (), int)
        return 0 if row is None else int(row[0])

    def add(self, vault: Vault, number: int, size: int, preserved: Preserved) -> None:
        """Keep a preservation, sealed."""
        sealed = vault.seal_row(_OWNER, _bound(number, size), _encode(preserved))
        self._session.execute("INSERT INTO preservation VALUES (?, ?, ?)", (number, size, sealed))

    def add_leaves(self, first: int, hashes: bytes) -> None:
        """Keep the hashes of leaves, one after the other, that follow those which are kept."""
        step = _AT_ONCE * WIDTH
        for start in range(0, len(hashes), step):
            row = (first + start // WIDTH, hashes[start : start + step])
            self._session.execute("INSERT INTO preserved_leaf VALUES (?, ?)", row)


def _bound(number: int, size: int) -> str:
    return f"preservation {number} {size}"
