"""A station's outbox: sealed envelopes waiting for the library, and the little that signing and sending need.

Nothing personal is here: envelopes are sealed to the library, the rest are numbers and digests.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from econsent.errors import StoreDamaged
from econsent.instant import ClockCheck
from econsent.store.rows import OR_NULL, Packed, fetch_all, fetch_one
from econsent.store.sqlite import Database

VERSION = 1
FILE = "outbox.db"
CACHE_KIB = 1024
"""An envelope is written once and read once: with more, a kiosk's memory grows with all that waits."""

_ENDLESS = 2**62
_WAITING = """
WITH oldest AS (
    SELECT seq, length(envelope) AS size FROM envelope WHERE state = 'waiting' ORDER BY seq LIMIT ?),
reckoned AS (SELECT seq, sum(size) OVER (ORDER BY seq) AS total, row_number() OVER (ORDER BY seq) AS place FROM oldest)
SELECT seq, digest, envelope FROM envelope JOIN reckoned USING (seq) WHERE total <= ? OR place = 1 ORDER BY seq
"""
"""Sizes are summed before an envelope is read: one with pages on paper has tens of megabytes."""

Shape = TypeVar("Shape", bound=msgspec.Struct)

SCHEMA = """
CREATE TABLE envelope (
    seq INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'quarantined')), code TEXT, idx INTEGER,
    envelope BLOB) STRICT;
CREATE INDEX envelope_waiting ON envelope (seq) WHERE state = 'waiting';
CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID
"""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """Where a device is: its last running number, that statement's digest, and the last checkpoint it saw."""

    seq: int = 0
    digest: bytes | None = None
    seen_size: int = 0
    seen_root: bytes


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """The last time the library was reached: wall clock, and the clock check made then, with this boot's id."""

    at: int
    check: ClockCheck
    boot: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An envelope that waits: running number, digest, sealed bytes."""

    seq: int
    digest: bytes
    envelope: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """An envelope about to be queued: running number, digest, kind, wall clock, sealed bytes."""

    seq: int
    digest: bytes
    kind: str
    at: int
    envelope: bytes


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait, were delivered and set aside, and when the oldest waiting one was made (µs, None for none)."""

    waiting: int
    delivered: int
    quarantined: int
    oldest: int | None


class Outbox:
    """A station's SQLite file."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.database = Database(folder / FILE, SCHEMA, VERSION, create=create, cache_kib=CACHE_KIB)

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    def progress(self) -> Progress | None:
        """Return where the device is, None before enrolment."""
        return self._state("progress", Progress)

    def contact(self) -> Contact | None:
        """Return the last contact with the library, None where there was none."""
        return self._state("contact", Contact)

    def begin(self, progress: Progress, contact: Contact) -> None:
        """Keep the state in which a device was enrolled."""
        with self.database.writing() as connection:
            _put(connection, "progress", progress)
            _put(connection, "contact", contact)

    def queue(self, pending: Sequence[Pending]) -> None:
        """Queue envelopes and advance the device, in one durable transaction: all of it or nothing.

        What was seen of the log meanwhile, by a delivery in another process, stays seen.
        """
        rows = [(item.seq, item.digest, item.kind, item.at, item.envelope) for item in pending]
        with self.database.writing() as connection:
            connection.executemany(
                "INSERT INTO envelope (seq, digest, kind, at, state, envelope) VALUES (?, ?, ?, ?, 'waiting', ?)", rows
            )
            for last in pending[-1:]:
                known = _progress(connection)
                _put(connection, "progress", msgspec.structs.replace(known, seq=last.seq, digest=last.digest))

    def waiting(self, limit: int, most: int = _ENDLESS) -> list[Waiting]:
        """Return the oldest envelopes that wait, of `most` bytes together; the first however large it is."""
        with self.database.foreign_errors:
            rows = fetch_all(self.database.connection, _WAITING, (limit, most), int, bytes, bytes)
        return [Waiting(*row) for row in rows]

    def settle(
        self,
        delivered: Iterable[tuple[int, bytes]],
        quarantined: Iterable[tuple[str, bytes]],
        seen: tuple[int, bytes],
        contact: Contact,
    ) -> None:
        """Keep a reply: delivered (index, digest), set aside (code, digest), the newest checkpoint and the contact.

        A delivered envelope's bytes are given up here, for the library holds them; one set aside keeps them.
        """
        with self.database.writing() as connection:
            connection.executemany(
                "UPDATE envelope SET state = 'delivered', idx = ?, envelope = NULL WHERE digest = ?", delivered
            )
            connection.executemany("UPDATE envelope SET state = 'quarantined', code = ? WHERE digest = ?", quarantined)
            progress = _progress(connection)
            if seen[0] >= progress.seen_size:
                _put(connection, "progress", msgspec.structs.replace(progress, seen_size=seen[0], seen_root=seen[1]))
            _put(connection, "contact", contact)

    def counts(self) -> Counts:
        """Return how the queue stands."""
        with self.database.foreign_errors:
            rows = dict(
                fetch_all(self.database.connection, "SELECT state, count(*) FROM envelope GROUP BY state", (), str, int)
            )
            sql = "SELECT min(at) FROM envelope WHERE state = 'waiting'"
            [(oldest,)] = fetch_all(self.database.connection, sql, (), (int, OR_NULL))
        return Counts(rows.get("waiting", 0), rows.get("delivered", 0), rows.get("quarantined", 0), oldest)

    def numbers(self) -> list[tuple[int, bytes, str]]:
        """Return running number, digest and state of every envelope ever queued, oldest first."""
        with self.database.foreign_errors:
            sql = "SELECT seq, digest, state FROM envelope ORDER BY seq"
            return [(row[0], row[1], row[2]) for row in fetch_all(self.database.connection, sql, (), int, bytes, str)]

    def _state(self, name: str, shape: type[Shape]) -> Shape | None:
        with self.database.foreign_errors:
            row = fetch_one(self.database.connection, "SELECT value FROM state WHERE name = ?", (name,), bytes)
        return None if row is None else Packed(shape).decode(row[0])


def _progress(connection: sqlite3.Connection) -> Progress:
    row = fetch_one(connection, "SELECT value FROM state WHERE name = 'progress'", (), bytes)
    if row is None:
        raise StoreDamaged("The device's progress is missing.", remedy="Run `econsent fsck`.")
    return Packed(Progress).decode(row[0])


def _put(connection: sqlite3.Connection, name: str, value: Progress | Contact) -> None:
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, msgspec.msgpack.encode(value)))
