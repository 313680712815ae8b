"""The rows of the audit trail: who asked what, when, and what was answered, each bound to the one before.

Nobody is named: an asker by its id, a person by the keyed hash under which statements are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from econsent.store.rows import TRAIL_LANE, Room, Session, Tables, fetch_one, insert

TABLES = Tables.alike("""
CREATE TABLE audit (
    seq INT PRIMARY KEY, at INT NOT NULL, asker TEXT NOT NULL, verb TEXT NOT NULL, person BYTES, entry BYTES NOT NULL,
    chain BYTES NOT NULL) KEPT;
CREATE INDEX audit_by_person ON audit (person, seq);
CREATE INDEX audit_by_asker ON audit (asker, seq);
CREATE TABLE audit_head (id INT PRIMARY KEY, size INT NOT NULL, note TEXT NOT NULL) KEPT;
""")

_ROW = "SELECT seq, entry, chain FROM audit"
_TYPES = (int, bytes, bytes)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """A row of the trail: its number from 0, the packed entry, and the hash of everything up to and with it."""

    seq: int
    entry: bytes
    chain: bytes


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A row to be appended."""

    seq: int
    at: int
    asker: str
    verb: str
    person: bytes | None
    entry: bytes
    chain: bytes


class Trail(Room):
    """The audit trail of a library."""

    @contextmanager
    def appending(self) -> Iterator[TrailPen]:
        """Run a block as one durable transaction; no other process appends meanwhile."""
        with self.engine.writing(TRAIL_LANE) as session:
            yield TrailPen(session)

    def entries(
        self, after: int, limit: int, *, person: bytes | None = None, asker: str | None = None
    ) -> list[KeptEntry]:
        """Return rows from a number on, oldest first, of a person or an asker where one is given."""
        asked: list[tuple[str, object]] = [("seq >= ?", after)]
        asked += [] if person is None else [("person = ?", person)]
        asked += [] if asker is None else [("asker = ?", asker)]
        sql = f"{_ROW} WHERE {' AND '.join(term for term, _ in asked)} ORDER BY seq LIMIT ?"
        return [KeptEntry(*row) for row in self._all(sql, (*(value for _, value in asked), limit), *_TYPES)]

    def head(self) -> tuple[int, str] | None:
        """Return the newest signed head and how many entries it covers, None before the first."""
        row = self._one("SELECT size, note FROM audit_head WHERE id = 0", (), int, str)
        return None if row is None else (row[0], row[1])


class TrailPen:
    """What may be done inside a transaction of the trail."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last(self) -> KeptEntry | None:
        """Return the newest row, None where there is none."""
        row = fetch_one(self._session, f"{_ROW} ORDER BY seq DESC LIMIT 1", (), *_TYPES)
        return None if row is None else KeptEntry(*row)

    def append(self, rows: Sequence[NewEntry]) -> None:
        """Append rows, which carry their numbers and hashes."""
        insert(
            self._session,
            "INSERT INTO audit VALUES",
            ((row.seq, row.at, row.asker, row.verb, row.person, row.entry, row.chain) for row in rows),
        )

    def put_head(self, size: int, note: str) -> None:
        """Keep the signed head of everything appended so far."""
        self._session.execute(
            "INSERT INTO audit_head VALUES (0, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET size = excluded.size, note = excluded.note",
            (size, note),
        )
