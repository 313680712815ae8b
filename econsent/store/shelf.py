"""What a library keeps: the log, checkpoints, sealed statements, what stands, devices.

Laid out so that it can be spread over machines (SPEC 8): the log with its unique digests and ids is one small table in
one place; everything about a person carries the person's keyed hash, by which it is distributed. No key reaches from
one person's rows to another's. Nothing personal stands in clear in any column.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from econsent.errors import StoreDamaged
from econsent.ledger import Coordinates, Node
from econsent.store.rows import OR_NULL, Packed, Room, Session, Tables, fetch_all, fetch_one, insert, marks

_LEVEL_SHIFT = 48

_IN_ONE_PLACE = Tables.alike("""
CREATE TABLE log_entry (
    idx INT PRIMARY KEY, digest BYTES NOT NULL UNIQUE, statement_id BYTES NOT NULL UNIQUE, person BYTES NOT NULL,
    kind TEXT NOT NULL, device TEXT NOT NULL, seq INT NOT NULL, seen INT NOT NULL, at INT NOT NULL,
    UNIQUE (device, seq)) KEPT;
CREATE TABLE log_node (id INT PRIMARY KEY, hash BYTES NOT NULL) KEPT;
CREATE TABLE checkpoint (size INT PRIMARY KEY, root BYTES NOT NULL, note TEXT NOT NULL, at INT NOT NULL) KEPT;
CREATE TABLE device (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, place BYTES NOT NULL, certificates BYTES NOT NULL, revoked_at INT,
    enrolled INT NOT NULL, seq INT NOT NULL, digest BYTES, contact INT, waiting INT, oldest INT, ends INT NOT NULL,
    clock TEXT, revocation BYTES) KEPT;
CREATE TABLE invitation (
    code BYTES PRIMARY KEY, device TEXT NOT NULL, name TEXT NOT NULL, place BYTES NOT NULL, expires INT NOT NULL,
    used INT, cancelled INT) KEPT;
CREATE TABLE quarantine (
    digest BYTES PRIMARY KEY, code TEXT NOT NULL, device TEXT NOT NULL, at INT NOT NULL, envelope BYTES NOT NULL) KEPT;
CREATE TABLE alarm (
    at INT NOT NULL, code TEXT NOT NULL, device TEXT NOT NULL, seq INT NOT NULL, acknowledgement BYTES,
    PRIMARY KEY (code, device, seq)) KEPT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value BYTES NOT NULL) KEPT;
""")

TABLES = Tables(
    sqlite=_IN_ONE_PLACE.sqlite
    + """
CREATE TABLE person (person BLOB PRIMARY KEY, wrapped_key BLOB) STRICT, WITHOUT ROWID;
CREATE TABLE statement (
    idx INTEGER PRIMARY KEY, person BLOB NOT NULL, heard BLOB NOT NULL, jws BLOB NOT NULL, papers BLOB NOT NULL) STRICT;
CREATE INDEX statement_by_person ON statement (person, idx);
CREATE TABLE standing (person BLOB PRIMARY KEY, stands BLOB NOT NULL) STRICT, WITHOUT ROWID;
""",
    postgres=_IN_ONE_PLACE.postgres
    + """
CREATE TABLE person (person BYTEA PRIMARY KEY, wrapped_key BYTEA);
CREATE TABLE statement (
    person BYTEA NOT NULL, idx BIGINT NOT NULL, heard BYTEA NOT NULL, jws BYTEA NOT NULL, papers BYTEA NOT NULL,
    PRIMARY KEY (person, idx));
ALTER TABLE statement ALTER COLUMN jws SET STORAGE EXTERNAL, ALTER COLUMN papers SET STORAGE EXTERNAL;
CREATE TABLE standing (person BYTEA PRIMARY KEY, stands BYTEA NOT NULL);
""",
    distributed=("person", "statement", "standing"),
)


_CHECKPOINT = "SELECT size, root, note, at FROM checkpoint"
_CHECKPOINT_TYPES = (int, bytes, str, int)
_ENTRY = "SELECT idx, digest, statement_id, person, kind, device, seq, seen, at FROM log_entry"
_ENTRY_TYPES = (int, bytes, bytes, bytes, str, str, int, int, int)
_AT_ONCE = 1000
ALL = 2**62
"""As a limit: every row; as an index: after all of them."""
_certificates = Packed(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement and its log entry: `jws` is sealed under the person's key, bound to the digest.

    `at` is when it was logged, by the library's clock.
    """

    index: int
    digest: bytes
    person: bytes
    at: int
    heard: bytes
    jws: bytes


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

    `enrolled` is the size of the log when it was enrolled, `clock` what its last statement said of its clock.
    """

    id: str
    certificates: tuple[str, ...]
    revoked_at: int | None
    enrolled: int
    seq: int
    digest: bytes | None
    clock: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: where a statement is kept, what kind it is, who made it and when it was logged (µs)."""

    index: int
    digest: bytes
    statement_id: bytes
    person: bytes
    kind: str
    device: str
    seq: int
    seen: int
    at: int


@dataclass(frozen=True, slots=True)
class Reached:
    """A station that is trusted: when it was last heard of (µs), and how many statements still waited there then."""

    id: str
    name: str
    place: bytes
    contact: int | None
    waiting: int | None


class Shelf(Room):
    """The log, statements, standing and devices of a library."""

    @contextlib.contextmanager
    def writing(self) -> Iterator[Pen]:
        """Run a block as one durable transaction in the log's lane."""
        with self.engine.writing() as session:
            yield Pen(session)

    # ── the log ──

    def size(self) -> int:
        """Return the number of entries in the log."""
        with self.engine.foreign_errors:
            return _size(self.engine.connection)

    def nodes(self, coordinates: Sequence[Coordinates]) -> list[bytes]:
        """Return the stored hashes at coordinates, in their order (a ledger.NodeReader)."""
        with self.engine.foreign_errors:
            return read_nodes(self.engine.connection, coordinates)

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

    def lines(self, start: int, limit: int) -> list[Entry]:
        """Return the log's lines from an index on, oldest first."""
        sql = f"{_ENTRY} WHERE idx >= ? ORDER BY idx LIMIT ?"
        return [Entry(*row) for row in self._all(sql, (start, limit), *_ENTRY_TYPES)]

    def lines_at(self, indexes: Iterable[int]) -> list[Entry]:
        """Return the log's lines at some indexes, in no order."""
        wanted = tuple(indexes)
        if not wanted:
            return []
        return [Entry(*row) for row in self._all(f"{_ENTRY} WHERE idx IN ({marks(wanted)})", wanted, *_ENTRY_TYPES)]

    def heard_at(self, entries: Sequence[Entry]) -> dict[int, bytes]:
        """Return the fold input of each of some lines of the log, by index."""
        if not entries:
            return {}
        persons, indexes = list({entry.person for entry in entries}), [entry.index for entry in entries]
        sql = (
            f"SELECT idx, heard FROM statement WHERE idx IN ({marks(indexes)})"  # noqa: S608 - marks only
            f" AND person IN ({marks(persons)})"
        )
        return dict(self._all(sql, (*indexes, *persons), int, bytes))

    def statement(self, index: int) -> KeptStatement | None:
        """Return a kept statement, None where it is unknown: the log knows under whose hash it is kept."""
        lines = self.lines(index, 1)
        if not lines or lines[0].index != index:
            return None
        sql = "SELECT heard, jws FROM statement WHERE person = ? AND idx = ?"
        row = self._one(sql, (lines[0].person, index), bytes, bytes)
        return None if row is None else KeptStatement(index, lines[0].digest, lines[0].person, lines[0].at, *row)

    def papers(self, person: bytes, index: int) -> bytes | None:
        """Return a statement's sealed evidence and document, None where they are not here."""
        row = self._one("SELECT papers FROM statement WHERE person = ? AND idx = ?", (person, index), bytes)
        return None if row is None else row[0]

    def heard_of(self, person: bytes, limit: int = ALL, before: int = ALL) -> list[tuple[int, bytes]]:
        """Return log index and fold input of a person's statements before an index, newest first."""
        sql = "SELECT idx, heard FROM statement WHERE person = ? AND idx < ? ORDER BY idx DESC LIMIT ?"
        return [(index, heard) for index, heard in self._all(sql, (person, before, limit), int, bytes)]

    def standing(self, person: bytes) -> bytes | None:
        """Return what stands for a person, for every scope, as it was folded last."""
        with self.engine.foreign_errors:
            row = fetch_one(self.engine.connection, "SELECT stands FROM standing WHERE person = ?", (person,), bytes)
        return None if row is None else row[0]

    def standings(self, persons: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what stands, by person, for those of many who ever said something; a decision asks of one."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(persons), _AT_ONCE):
            part = persons[start : start + _AT_ONCE]
            sql = f"SELECT person, stands FROM standing WHERE person IN ({marks(part)})"  # noqa: S608 - marks only
            found |= dict(self._all(sql, part, bytes, bytes))
        return found

    def wrapped_key(self, person: bytes) -> bytes | None:
        """Return a person's wrapped key, None where the person was forgotten; raise StoreDamaged where it is lost."""
        row = self._one("SELECT wrapped_key FROM person WHERE person = ?", (person,), (bytes, OR_NULL))
        if row is None:
            raise StoreDamaged("A person's key is lost.", remedy="Restore the last good copy.")
        key: bytes | None = row[0]
        return key

    # ── devices and settings ──

    def alarms(self) -> list[tuple[str, str, int]]:
        """Return what was noticed, oldest first: code, device, running number."""
        rows = self._all("SELECT code, device, seq FROM alarm ORDER BY at, device, seq", (), str, str, int)
        return [(code, device, seq) for code, device, seq in rows]

    def quarantined(self) -> list[tuple[bytes, str]]:
        """Return digest and code of every envelope that was set aside, oldest first."""
        rows = self._all("SELECT digest, code FROM quarantine ORDER BY at", (), bytes, str)
        return [(digest, code) for digest, code in rows]

    def reached(self) -> list[Reached]:
        """Return every station that is trusted now."""
        sql = "SELECT id, name, place, contact, waiting FROM device WHERE revoked_at IS NULL ORDER BY id"
        return [Reached(*row) for row in self._all(sql, (), str, str, bytes, (int, OR_NULL), (int, OR_NULL))]

    def places(self) -> list[tuple[str, bytes]]:
        """Return id and place of every device there ever was."""
        return [(device, place) for device, place in self._all("SELECT id, place FROM device", (), str, bytes)]

    def setting(self, name: str) -> bytes | None:
        """Return what was set under a name, None where nothing was."""
        row = self._one("SELECT value FROM setting WHERE name = ?", (name,), bytes)
        return None if row is None else row[0]


class Pen:
    """What may be done inside a transaction; it sees its own writes."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def size(self) -> int:
        """Return the number of entries in the log."""
        return _size(self.session)

    def nodes(self, coordinates: Sequence[Coordinates]) -> list[bytes]:
        """Return the stored hashes at coordinates, in their order (a ledger.NodeReader)."""
        return read_nodes(self.session, coordinates)

    def known(self, statement_ids: Sequence[bytes], digests: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
        """Return index and digest by statement id, of all entries that have one of the ids or digests."""
        these = marks(statement_ids)
        sql = (
            f"SELECT statement_id, idx, digest FROM log_entry WHERE statement_id IN ({these})"  # noqa: S608 - marks only
            f" UNION SELECT statement_id, idx, digest FROM log_entry WHERE digest IN ({these})"
        )
        rows = fetch_all(self.session, sql, (*statement_ids, *digests), bytes, int, bytes)
        return {row[0]: (row[1], row[2]) for row in rows}

    def checkpoint(self, size: int) -> KeptCheckpoint | None:
        """Return the checkpoint of a size, None where none was published."""
        row = fetch_one(self.session, f"{_CHECKPOINT} WHERE size = ?", (size,), *_CHECKPOINT_TYPES)
        return None if row is None else KeptCheckpoint(*row)

    def device(self, device_id: str) -> KeptDevice | None:
        """Return an enrolled device, None where it is unknown."""
        row = fetch_one(
            self.session,
            "SELECT id, certificates, revoked_at, enrolled, seq, digest, clock FROM device WHERE id = ?",
            (device_id,),
            *(str, bytes, (int, OR_NULL), int, int, (bytes, OR_NULL), (str, OR_NULL)),
        )
        if row is None:
            return None
        known, certificates, *rest = row
        return KeptDevice(known, _certificates.decode(certificates), *rest)

    def wrapped_keys(self, persons: Sequence[bytes]) -> dict[bytes, bytes | None]:
        """Return the wrapped keys of those persons who have one."""
        sql = f"SELECT person, wrapped_key FROM person WHERE person IN ({marks(persons)})"  # noqa: S608 - marks only
        return dict(fetch_all(self.session, sql, persons, bytes, (bytes, OR_NULL)))

    def heard_of(self, persons: Sequence[bytes]) -> list[tuple[bytes, int, bytes]]:
        """Return person, log index and fold input of all statements of some persons, oldest first."""
        sql = f"SELECT person, idx, heard FROM statement WHERE person IN ({marks(persons)}) ORDER BY idx"  # noqa: S608
        rows = fetch_all(self.session, sql, persons, bytes, int, bytes)
        return [(person, index, heard) for person, index, heard in rows]

    def add_entries(self, entries: Iterable[Entry]) -> None:
        """Append lines to the log."""
        insert(self.session, "INSERT INTO log_entry VALUES", map(_row, entries))

    def add_nodes(self, nodes: Iterable[Node]) -> None:
        """Store complete subtrees' hashes."""
        rows = ((level << _LEVEL_SHIFT | index, value) for level, index, value in nodes)
        insert(self.session, "INSERT INTO log_node VALUES", rows)

    def add_checkpoint(self, kept: KeptCheckpoint) -> None:
        """Store a checkpoint that is about to be published."""
        self.session.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?)", (kept.size, kept.root, kept.note, kept.at))

    def add_persons(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Store new persons' wrapped keys; who was forgotten begins anew."""
        begin_anew = (
            " ON CONFLICT (person) DO UPDATE SET wrapped_key = excluded.wrapped_key WHERE person.wrapped_key IS NULL"
        )
        insert(self.session, "INSERT INTO person VALUES", rows, begin_anew)

    def add_statements(self, rows: Iterable[tuple[int, bytes, bytes, bytes, bytes]]) -> None:
        """Store sealed statements: index, person, fold input, JWS, evidence with document."""
        insert(self.session, "INSERT INTO statement (idx, person, heard, jws, papers) VALUES", rows)

    def put_standing(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Replace what stands: person, state of every scope."""
        replace = " ON CONFLICT (person) DO UPDATE SET stands = excluded.stands"
        insert(self.session, "INSERT INTO standing VALUES", rows, replace)

    def add_device(self, device_id: str, name: str, place: bytes, certificate: str, ends: int) -> None:
        """Enrol a device at the log's size now, or give a known one another certificate, good until `ends` (µs)."""
        known = self.device(device_id)
        certificates = msgspec.msgpack.encode([*(known.certificates if known else ()), certificate])
        self.session.execute(
            "INSERT INTO device (id, name, place, certificates, enrolled, seq, ends) VALUES (?, ?, ?, ?, ?, 0, ?)"
            " ON CONFLICT (id) DO UPDATE SET certificates = excluded.certificates, ends = excluded.ends",
            (device_id, name, place, certificates, self.size(), ends),
        )

    def put_contact(self, device_id: str, contact: int, waiting: int, oldest: int | None = None) -> None:
        """Keep when a device was heard of, how many statements still waited there, and since when the oldest."""
        sql = "UPDATE device SET contact = ?, waiting = ?, oldest = ? WHERE id = ?"
        self.session.execute(sql, (contact, waiting, oldest, device_id))

    def put_setting(self, name: str, value: bytes) -> None:
        """Set something under a name."""
        self.session.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )

    def put_progress(self, device: KeptDevice, contact: int) -> None:
        """Keep a device's last running number, that statement's digest and clock, and the time of contact."""
        sql = "UPDATE device SET seq = ?, digest = ?, clock = ?, contact = ? WHERE id = ?"
        self.session.execute(sql, (device.seq, device.digest, device.clock, contact, device.id))

    def revoke(self, device_id: str, at_size: int, revocation: bytes) -> None:
        """Trust a device no more from this log size on; `revocation` is sealed and says who revoked it and why."""
        self.session.execute(
            "UPDATE device SET revoked_at = ?, revocation = ? WHERE id = ? AND revoked_at IS NULL",
            (at_size, revocation, device_id),
        )

    def has_seq(self, device_id: str, seq: int) -> bool:
        """Say whether a device's running number is taken."""
        sql = "SELECT 1 FROM log_entry WHERE device = ? AND seq = ?"
        return self.session.execute(sql, (device_id, seq)).fetchone() is not None

    def seen_before(self, device_id: str, seq: int) -> int | None:
        """Return the size of the checkpoint that a device's last statement below a number had seen, if any."""
        sql = "SELECT seen FROM log_entry WHERE device = ? AND seq < ? ORDER BY seq DESC LIMIT 1"
        row = fetch_one(self.session, sql, (device_id, seq), int)
        return None if row is None else int(row[0])

    def add_alarm(self, at: int, code: str, device_id: str, seq: int) -> None:
        """Note something that a person should look at, once."""
        sql = "INSERT INTO alarm (at, code, device, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self.session.execute(sql, (at, code, device_id, seq))

    def acknowledge(self, device_id: str, upto: int, acknowledgement: bytes) -> int:
        """Note who has seen to what was noticed of a device up to a moment (µs), sealed; return how many that were."""
        sql = (
            "UPDATE alarm SET acknowledgement = ? WHERE device = ? AND at <= ? AND acknowledgement IS NULL"
            " RETURNING seq"
        )
        return len(fetch_all(self.session, sql, (acknowledgement, device_id, upto), int))

    def has_alarm(self, code: str, device_id: str) -> bool:
        """Say whether an alarm of this code was ever noted of a device."""
        sql = "SELECT 1 FROM alarm WHERE code = ? AND device = ?"
        return self.session.execute(sql, (code, device_id)).fetchone() is not None

    def add_quarantine(self, digest: bytes, code: str, device_id: str, at: int, envelope: bytes) -> None:
        """Set an envelope of a device aside, sealed as it came."""
        sql = "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self.session.execute(sql, (digest, code, device_id, at, envelope))

    def add_invitation(self, code: bytes, device_id: str, name: str, place: bytes, expires: int) -> None:
        """Keep an invitation by the hash of its code."""
        self.session.execute(
            "INSERT INTO invitation VALUES (?, ?, ?, ?, ?, NULL, NULL)", (code, device_id, name, place, expires)
        )

    def cancel_invitation(self, device_id: str, now: int) -> bool:
        """Take an invitation back; say whether it was there, and neither used nor taken back before."""
        sql = (
            "UPDATE invitation SET cancelled = ? WHERE device = ? AND used IS NULL AND cancelled IS NULL"
            " RETURNING device"
        )
        return fetch_one(self.session, sql, (now, device_id), str) is not None

    def use_invitation(self, code: bytes, now: int) -> tuple[str, str, bytes] | None:
        """Use an invitation up and return device id, name and place.

        None where it is unknown, used, expired or taken back.
        """
        row = fetch_one(
            self.session,
            "UPDATE invitation SET used = ? WHERE code = ? AND used IS NULL AND cancelled IS NULL AND expires > ?"
            " RETURNING device, name, place",
            (now, code, now),
            *(str, str, bytes),
        )
        return None if row is None else (row[0], row[1], row[2])


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.index, entry.digest, entry.statement_id, entry.person, entry.kind, entry.device, entry.seq, entry.seen,
        entry.at,
    )  # fmt: skip


def read_nodes(session: Session, coordinates: Sequence[Coordinates]) -> list[bytes]:
    """Return hashes in the order asked for, by one query; raise StoreDamaged where one is missing."""
    ids = [level << _LEVEL_SHIFT | index for level, index in coordinates]
    sql = f"SELECT id, hash FROM log_node WHERE id IN ({marks(ids)})"  # noqa: S608 - marks only
    found = dict(fetch_all(session, sql, ids, int, bytes))
    try:
        return [found[key] for key in ids]
    except KeyError:
        raise StoreDamaged("The log lacks a node.", remedy="Run `econsent log check`.") from None


def _size(session: Session) -> int:
    row = fetch_one(session, "SELECT idx FROM log_entry ORDER BY idx DESC LIMIT 1", (), int)
    return 0 if row is None else int(row[0]) + 1
