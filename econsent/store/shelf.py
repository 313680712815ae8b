"""What a library keeps, in SQLite: the log, checkpoints, sealed statements, what stands, devices.

Laid out for later distribution (SPEC 8): the log with its unique digests and ids is one small table; everything about a
person carries the person's keyed hash. Nothing personal stands in clear in any column.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from econsent.errors import StoreDamaged
from econsent.ledger import Coordinates, Node
from econsent.store.database import OR_NULL, Database, Packed, Types, fetch_all, fetch_one, insert

VERSION = 1
FILE = "library.db"
_LEVEL_SHIFT = 48

SCHEMA = """
CREATE TABLE log_entry (idx INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, statement_id BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE log_node (id INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, root BLOB NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE person (person BLOB PRIMARY KEY, wrapped_key BLOB) STRICT, WITHOUT ROWID;
CREATE TABLE statement (
    idx INTEGER PRIMARY KEY, person BLOB NOT NULL, kind TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    heard BLOB NOT NULL, content BLOB NOT NULL, UNIQUE (device, seq)) STRICT;
CREATE INDEX statement_by_person ON statement (person, idx);
CREATE TABLE standing (
    person BLOB NOT NULL, scope TEXT NOT NULL, stands BLOB NOT NULL, PRIMARY KEY (person, scope)) STRICT, WITHOUT ROWID;
CREATE TABLE device (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, place BLOB NOT NULL, certificates BLOB NOT NULL, revoked_at INTEGER,
    enrolled INTEGER NOT NULL, seq INTEGER NOT NULL, digest BLOB, contact INTEGER) STRICT;
CREATE TABLE invitation (
    code BLOB PRIMARY KEY, device TEXT NOT NULL, name TEXT NOT NULL, place BLOB NOT NULL, expires INTEGER NOT NULL,
    used INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    digest BLOB PRIMARY KEY, code TEXT NOT NULL, at INTEGER NOT NULL, envelope BLOB NOT NULL) STRICT;
CREATE TABLE alarm (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, code TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER,
    UNIQUE (code, device, seq)) STRICT;
CREATE TABLE token (sha256 BLOB PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID
"""


_CHECKPOINT = "SELECT size, root, note, at FROM checkpoint"
_CHECKPOINT_TYPES = (int, bytes, str, int)
_certificates = Packed(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A row of `statement` with its log entry: content is sealed under the person's key, bound to the digest."""

    index: int
    digest: bytes
    person: bytes
    heard: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint as it was published; `at` is the library's clock then, microseconds since the epoch."""

    size: int
    root: bytes
    note: str
    at: int


@dataclass(frozen=True, slots=True)
class KeptDevice:
    """An enrolled device: its certificates' fingerprints, its last running number and that statement's digest.

    `enrolled` is the size of the log when it was enrolled.
    """

    id: str
    certificates: tuple[str, ...]
    revoked_at: int | None
    enrolled: int
    seq: int
    digest: bytes | None


class Shelf:
    """A library's SQLite file. Reads use the calling thread's connection; writes happen inside `writing`."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.database = Database(folder / FILE, SCHEMA, VERSION, create=create)

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Pen]:
        """Run a block as one durable transaction."""
        with self.database.writing() as connection:
            yield Pen(connection)

    # ── the log ──

    def size(self) -> int:
        """Return the number of entries in the log."""
        with self.database.foreign_errors:
            return _size(self.database.connection)

    def nodes(self, coordinates: Sequence[Coordinates]) -> list[bytes]:
        """Return the stored hashes at coordinates, in their order (a ledger.NodeReader)."""
        with self.database.foreign_errors:
            return read_nodes(self.database.connection, coordinates)

    def entries(self, start: int, end: int) -> list[bytes]:
        """Return the digests of entries start <= index < end."""
        rows = self._all("SELECT digest FROM log_entry WHERE idx >= ? AND idx < ? ORDER BY idx", (start, end), bytes)
        return [row[0] for row in rows]

    def index_of(self, statement_id: bytes) -> int | None:
        """Return the log index of a statement, None where it is unknown."""
        row = self._one("SELECT idx FROM log_entry WHERE statement_id = ?", (statement_id,), int)
        return None if row is None else int(row[0])

    def index_of_prefix(self, prefix: bytes) -> int | None:
        """Return the log index of the one digest that begins so, None where there is none or more than one."""
        end = (int.from_bytes(prefix) + 1).to_bytes(len(prefix) + 1)[-len(prefix) :]
        rows = self._all("SELECT idx FROM log_entry WHERE digest >= ? AND digest < ? LIMIT 2", (prefix, end), int)
        return int(rows[0][0]) if len(rows) == 1 else None

    def latest_checkpoint(self) -> KeptCheckpoint:
        """Return the newest checkpoint; raise StoreDamaged where there is none."""
        row = self._one(f"{_CHECKPOINT} ORDER BY size DESC LIMIT 1", (), *_CHECKPOINT_TYPES)
        if row is None:
            raise StoreDamaged("The log has no checkpoint.", remedy="Restore the last good copy.")
        return KeptCheckpoint(*row)

    def first_checkpoint_over(self, index: int) -> KeptCheckpoint:
        """Return the first checkpoint that contains an entry; raise StoreDamaged where there is none."""
        row = self._one(f"{_CHECKPOINT} WHERE size > ? ORDER BY size LIMIT 1", (index,), *_CHECKPOINT_TYPES)
        if row is None:
            raise StoreDamaged("An entry is under no checkpoint.", remedy="Restore the last good copy.")
        return KeptCheckpoint(*row)

    def checkpoint(self, size: int) -> KeptCheckpoint | None:
        """Return the checkpoint of a size, None where none was published."""
        row = self._one(f"{_CHECKPOINT} WHERE size = ?", (size,), *_CHECKPOINT_TYPES)
        return None if row is None else KeptCheckpoint(*row)

    def checkpoints(self) -> list[KeptCheckpoint]:
        """Return every checkpoint, smallest first."""
        rows = self._all(f"{_CHECKPOINT} ORDER BY size", (), *_CHECKPOINT_TYPES)
        return [KeptCheckpoint(*row) for row in rows]

    # ── statements and standing ──

    def statement(self, index: int) -> KeptStatement | None:
        """Return a kept statement, None where it is unknown or was forgotten."""
        row = self._one(
            "SELECT s.idx, e.digest, s.person, s.heard, s.content"
            " FROM statement s JOIN log_entry e ON e.idx = s.idx WHERE s.idx = ?",
            (index,),
            *(int, bytes, bytes, bytes, bytes),
        )
        return None if row is None else KeptStatement(*row)

    def heard_of(self, person: bytes, limit: int = -1) -> list[tuple[int, bytes]]:
        """Return log index and fold input of a person's statements, newest first."""
        sql = "SELECT idx, heard FROM statement WHERE person = ? ORDER BY idx DESC LIMIT ?"
        return [(index, heard) for index, heard in self._all(sql, (person, limit), int, bytes)]

    def standing(self, person: bytes, scope: str) -> bytes | None:
        """Return what stands for a person and a scope, as it was folded last."""
        sql = "SELECT stands FROM standing WHERE person = ? AND scope = ?"
        with self.database.foreign_errors:
            row = fetch_one(self.database.connection, sql, (person, scope), bytes)
        return None if row is None else row[0]

    def wrapped_key(self, person: bytes) -> bytes | None:
        """Return a person's wrapped key, None where the person was forgotten; raise StoreDamaged where it is lost."""
        row = self._one("SELECT wrapped_key FROM person WHERE person = ?", (person,), (bytes, OR_NULL))
        if row is None:
            raise StoreDamaged("A person's key is lost.", remedy="Restore the last good copy.")
        key: bytes | None = row[0]
        return key

    # ── devices, invitations, tokens ──

    def alarms(self) -> list[tuple[str, str, int]]:
        """Return what was noticed, oldest first: code, device, running number."""
        rows = self._all("SELECT code, device, seq FROM alarm ORDER BY id", (), str, str, int)
        return [(code, device, seq) for code, device, seq in rows]

    def quarantined(self) -> list[tuple[bytes, str]]:
        """Return digest and code of every envelope that was set aside, oldest first."""
        rows = self._all("SELECT digest, code FROM quarantine ORDER BY at", (), bytes, str)
        return [(digest, code) for digest, code in rows]

    def has_token(self, sha256: bytes) -> bool:
        """Say whether an access token of this hash was given out."""
        return self._one("SELECT 1 FROM token WHERE sha256 = ?", (sha256,), int) is not None

    def _one(self, sql: str, values: Sequence[object], *types: Types) -> tuple[Any, ...] | None:
        with self.database.foreign_errors:
            return fetch_one(self.database.connection, sql, values, *types)

    def _all(self, sql: str, values: Sequence[object], *types: Types) -> list[tuple[Any, ...]]:
        with self.database.foreign_errors:
            return fetch_all(self.database.connection, sql, values, *types)


class Pen:
    """What may be done inside a transaction; it sees its own writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def size(self) -> int:
        """Return the number of entries in the log."""
        return _size(self._connection)

    def nodes(self, coordinates: Sequence[Coordinates]) -> list[bytes]:
        """Return the stored hashes at coordinates, in their order (a ledger.NodeReader)."""
        return read_nodes(self._connection, coordinates)

    def known(self, statement_ids: Sequence[bytes], digests: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
        """Return index and digest by statement id, of all entries that have one of the ids or digests."""
        marks = ",".join("?" * len(statement_ids))
        sql = (
            f"SELECT statement_id, idx, digest FROM log_entry WHERE statement_id IN ({marks})"  # noqa: S608 - marks only
            f" UNION SELECT statement_id, idx, digest FROM log_entry WHERE digest IN ({marks})"
        )
        rows = fetch_all(self._connection, sql, (*statement_ids, *digests), bytes, int, bytes)
        return {row[0]: (row[1], row[2]) for row in rows}

    def checkpoint(self, size: int) -> KeptCheckpoint | None:
        """Return the checkpoint of a size, None where none was published."""
        row = fetch_one(self._connection, f"{_CHECKPOINT} WHERE size = ?", (size,), *_CHECKPOINT_TYPES)
        return None if row is None else KeptCheckpoint(*row)

    def device(self, device_id: str) -> KeptDevice | None:
        """Return an enrolled device, None where it is unknown."""
        row = fetch_one(
            self._connection,
            "SELECT id, certificates, revoked_at, enrolled, seq, digest FROM device WHERE id = ?",
            (device_id,),
            *(str, bytes, (int, OR_NULL), int, int, (bytes, OR_NULL)),
        )
        if row is None:
            return None
        known, certificates, *rest = row
        return KeptDevice(known, _certificates.decode(certificates), *rest)

    def wrapped_keys(self, persons: Sequence[bytes]) -> dict[bytes, bytes | None]:
        """Return the wrapped keys of those persons who have one."""
        marks = ",".join("?" * len(persons))
        sql = f"SELECT person, wrapped_key FROM person WHERE person IN ({marks})"  # noqa: S608 - marks only
        return dict(fetch_all(self._connection, sql, persons, bytes, (bytes, OR_NULL)))

    def heard_of(self, persons: Sequence[bytes]) -> list[tuple[bytes, int, bytes]]:
        """Return person, log index and fold input of all statements of some persons, oldest first."""
        marks = ",".join("?" * len(persons))
        sql = f"SELECT person, idx, heard FROM statement WHERE person IN ({marks}) ORDER BY person, idx"  # noqa: S608
        rows = fetch_all(self._connection, sql, persons, bytes, int, bytes)
        return [(person, index, heard) for person, index, heard in rows]

    def add_entries(self, rows: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Append log entries: index, digest, statement id."""
        insert(self._connection, "INSERT INTO log_entry VALUES", rows)

    def add_nodes(self, nodes: Iterable[Node]) -> None:
        """Store complete subtrees' hashes."""
        rows = ((level << _LEVEL_SHIFT | index, value) for level, index, value in nodes)
        insert(self._connection, "INSERT INTO log_node VALUES", rows)

    def add_checkpoint(self, kept: KeptCheckpoint) -> None:
        """Store a checkpoint that is about to be published."""
        self._connection.execute(
            "INSERT INTO checkpoint VALUES (?, ?, ?, ?)", (kept.size, kept.root, kept.note, kept.at)
        )

    def add_persons(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Store new persons' wrapped keys; who was forgotten begins anew."""
        begin_anew = " ON CONFLICT (person) DO UPDATE SET wrapped_key = excluded.wrapped_key WHERE wrapped_key IS NULL"
        insert(self._connection, "INSERT INTO person VALUES", rows, begin_anew)

    def add_statements(self, rows: Iterable[tuple[int, bytes, str, str, int, int, bytes, bytes]]) -> None:
        """Store sealed statements: index, person, kind, device, seq, size seen, fold input, content."""
        insert(self._connection, "INSERT INTO statement VALUES", rows)

    def put_standing(self, rows: Iterable[tuple[bytes, str, bytes]]) -> None:
        """Replace what stands: person, scope, state."""
        insert(self._connection, "INSERT OR REPLACE INTO standing VALUES", rows)

    def add_device(self, device_id: str, name: str, place: bytes, certificate: str) -> None:
        """Enrol a device at the log's size now, or add a renewed certificate to a known one."""
        known = self.device(device_id)
        certificates = msgspec.msgpack.encode([*(known.certificates if known else ()), certificate])
        self._connection.execute(
            "INSERT INTO device VALUES (?, ?, ?, ?, NULL, ?, 0, NULL, NULL)"
            " ON CONFLICT (id) DO UPDATE SET certificates = excluded.certificates",
            (device_id, name, place, certificates, self.size()),
        )

    def put_progress(self, device_id: str, seq: int, digest: bytes | None, contact: int) -> None:
        """Keep a device's last running number, that statement's digest and the time of contact."""
        self._connection.execute(
            "UPDATE device SET seq = ?, digest = ?, contact = ? WHERE id = ?", (seq, digest, contact, device_id)
        )

    def revoke(self, device_id: str, at_size: int) -> None:
        """Trust a device no more from this log size on."""
        self._connection.execute(
            "UPDATE device SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (at_size, device_id)
        )

    def has_seq(self, device_id: str, seq: int) -> bool:
        """Say whether a device's running number is taken."""
        sql = "SELECT 1 FROM statement WHERE device = ? AND seq = ?"
        return self._connection.execute(sql, (device_id, seq)).fetchone() is not None

    def seen_before(self, device_id: str, seq: int) -> int | None:
        """Return the size of the checkpoint that a device's last statement below a number had seen, if any."""
        sql = "SELECT seen FROM statement WHERE device = ? AND seq < ? ORDER BY seq DESC LIMIT 1"
        row = fetch_one(self._connection, sql, (device_id, seq), int)
        return None if row is None else int(row[0])

    def add_alarm(self, at: int, code: str, device_id: str, seq: int) -> None:
        """Note something that a person should look at, once."""
        self._connection.execute(
            "INSERT OR IGNORE INTO alarm (at, code, device, seq) VALUES (?, ?, ?, ?)", (at, code, device_id, seq)
        )

    def has_alarm(self, code: str, device_id: str) -> bool:
        """Say whether an alarm of this code was ever noted of a device."""
        sql = "SELECT 1 FROM alarm WHERE code = ? AND device = ?"
        return self._connection.execute(sql, (code, device_id)).fetchone() is not None

    def add_quarantine(self, digest: bytes, code: str, at: int, envelope: bytes) -> None:
        """Set an envelope aside, sealed as it came."""
        self._connection.execute("INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?)", (digest, code, at, envelope))

    def add_invitation(self, code: bytes, device_id: str, name: str, place: bytes, expires: int) -> None:
        """Keep an invitation by the hash of its code."""
        self._connection.execute(
            "INSERT INTO invitation VALUES (?, ?, ?, ?, ?, NULL)", (code, device_id, name, place, expires)
        )

    def use_invitation(self, code: bytes, now: int) -> tuple[str, str, bytes] | None:
        """Use an invitation up and return device id, name and place; None where it is unknown, used or expired."""
        row = fetch_one(
            self._connection,
            "UPDATE invitation SET used = ? WHERE code = ? AND used IS NULL AND expires > ?"
            " RETURNING device, name, place",
            (now, code, now),
            *(str, str, bytes),
        )
        return None if row is None else (row[0], row[1], row[2])

    def add_token(self, sha256: bytes, name: str) -> None:
        """Keep an access token by its hash."""
        self._connection.execute("INSERT INTO token VALUES (?, ?)", (sha256, name))


def read_nodes(connection: sqlite3.Connection, coordinates: Sequence[Coordinates]) -> list[bytes]:
    """Return hashes in the order asked for, by one query; raise StoreDamaged where one is missing."""
    ids = [level << _LEVEL_SHIFT | index for level, index in coordinates]
    marks = ",".join("?" * len(ids))
    sql = f"SELECT id, hash FROM log_node WHERE id IN ({marks})"  # noqa: S608 - marks only
    found = dict(fetch_all(connection, sql, ids, int, bytes))
    try:
        return [found[key] for key in ids]
    except KeyError:
        raise StoreDamaged("The log lacks a node.", remedy="Run `econsent log check`.") from None


def _size(connection: sqlite3.Connection) -> int:
    row = fetch_one(connection, "SELECT idx FROM log_entry ORDER BY idx DESC LIMIT 1", (), int)
    return 0 if row is None else int(row[0]) + 1
