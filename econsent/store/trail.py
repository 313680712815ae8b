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
CREATE INDEX audit_by_person ON audit ((seq >> 12), person, seq) WHERE person IS NOT NULL;
CREATE INDEX audit_by_asker ON audit (asker, seq);
CREATE TABLE audit_head (id INT PRIMARY KEY, size INT NOT NULL, note TEXT NOT NULL) KEPT;
""")

_STRETCH = 12
"""A person's entries are looked for by stretches of 2^12: the index grows at its end, not all over itself."""
_ROW = "SELECT seq, entry, chain FROM audit"
_TYPES = (int, bytes, bytes)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """A row of the trail: its number from 0, the packed entry, and the hash of everything up to and with it."""

    seq: int
    entry: bytes
    chain: bytes


NewEntry = tuple[int, int, str, str, bytes | None, bytes, bytes]
"""A row to be appended: number, moment (µs), asker, verb, person, packed entry, chain."""


class Trail(Room):
    """The audit trail of a library."""

    @contextmanager
    def appending(self) -> Iterator[TrailPen]:
        """Run a block as one durable transaction; no other process appends meanwhile."""
        with self.engine.writing(TRAIL_LANE) as session:
            yield TrailPen(session)

    def entries(
        self,
        after: int,
        limit: int,
        *,
        before: int | None = None,
        person: bytes | None = None,
        asker: str | None = None,
    ) -> list[KeptEntry]:
        """Return rows from a number on, of a person or an asker where one is given: oldest first.

        With `before` it is the rows from `after` up to that number, which is left out: newest first.
        """
        asked: list[tuple[str, object]] = [("seq >= ?", after)]
        asked += [] if before is None else [("seq < ?", before)]
        asked += [] if asker is None else [("asker = ?", asker)]
        newest = before is not None
        if person is None:
            return self._found(asked, limit, newest=newest)
        found: list[KeptEntry] = []
        for stretch in self._stretches(after, before):
            of_person = [("(seq >> 12) = ?", stretch), ("person = ?", person), *asked]
            found += self._found(of_person, limit - len(found), newest=newest)
            if len(found) >= limit:
                break
        return found

    def _stretches(self, after: int, before: int | None) -> Sequence[int]:
        """Return the stretches of the trail in the order in which they are looked through."""
        last = self._last() if before is None else min(self._last(), before - 1)
        stretches = range(after >> _STRETCH, (last >> _STRETCH) + 1)
        return stretches if before is None else stretches[::-1]

    def _found(self, asked: Sequence[tuple[str, object]], limit: int, *, newest: bool) -> list[KeptEntry]:
        order = "ORDER BY seq DESC" if newest else "ORDER BY seq"
        sql = f"{_ROW} WHERE {' AND '.join(term for term, _ in asked)} {order} LIMIT ?"
        return [KeptEntry(*row) for row in self._all(sql, (*(value for _, value in asked), limit), *_TYPES)]

    def _last(self) -> int:
        row = self._one("SELECT seq FROM audit ORDER BY seq DESC LIMIT 1", (), int)
        return -1 if row is None else int(row[0])

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
        insert(self._session, "INSERT INTO audit VALUES", rows)

    def put_head(self, size: int, note: str) -> None:
        """Keep the signed head of everything appended so far."""
        self._session.execute(
            "INSERT INTO audit_head VALUES (0, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET size = excluded.size, note = excluded.note",
            (size, note),
        )
