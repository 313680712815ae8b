"""PostgreSQL through psycopg: how a database on a server is reached, written and reported on.

When a transaction has returned, the server has put it on disk (`synchronous_commit`). Transactions of one lane wait for
one another in the server itself (advisory locks, which end with their transaction), so that any number of processes on
any number of machines keep one log. Foreign errors never leave this module (`sqlstate`).
"""

from __future__ import annotations

import contextlib
import functools
import ipaddress
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from econsent.errors import ArgumentInvalid, StoreMissing, StoreUnreachable, StoreUnwritable
from econsent.store.rows import FREE_LANE, LOG_LANE, Session, fetch_one
from econsent.store.schema import differences
from econsent.store.sqlstate import ForeignErrors

OLDEST = 15_00_00
"""PostgreSQL 15, as the server writes its number."""
_LANES = 0x45434F4E
"""``ECON``: the first half of our advisory locks' keys; the second says which lane."""

_DEFAULTS: dict[str, str | int] = {
    "application_name": "econsent",
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Where the address does not say otherwise: a server that is gone is noticed within half a minute."""
_SETTINGS = """
SET client_encoding = 'UTF8'; SET synchronous_commit = 'on'; SET lock_timeout = '20s'; SET statement_timeout = '60s';
SET idle_in_transaction_session_timeout = '60s'; SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 3; SET bytea_output = 'hex'; SET default_transaction_deferrable = off
"""
"""Nothing waits for ever, on either side: also a process of ours that froze in a transaction gives its lane free."""
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
"""Every statement sees what was committed before it: also what a transaction saw that the lane had to wait for."""

_Connection = psycopg.Connection[tuple[Any, ...]]


class Server:
    """One database on a server, a connection for each thread that uses it.

    `address` is a URL (``postgresql://``) that libpq understands; nothing of it is ever repeated.
    """

    def __init__(self, address: str) -> None:
        self._parameters = _parsed(address)
        self._local = threading.local()
        self._opened: dict[threading.Thread, _Connection] = {}
        self._lock = threading.Lock()
        self.foreign_errors = ForeignErrors()
        """Stands around every use of `connection`."""

    @property
    def name(self) -> str:
        """What reports call it."""
        return "database"

    @property
    def connection(self) -> Session:
        """This thread's session, for reading; where its connection was lost since, it is connected anew."""
        return _Reading(self)

    @contextlib.contextmanager
    def writing(self, lane: str = LOG_LANE) -> Iterator[Session]:
        """Run a block as one durable transaction: when it has ended all of it is kept, or none of it ever is.

        A connection that was lost before the block is replaced; within it, the block fails and nothing is kept.
        """
        joined: Session | None = getattr(self._local, "joined", None)
        if joined is not None:
            yield joined
            return
        with self.foreign_errors:
            connection = self._begun(lane)
            try:
                yield _Writing(connection)
                ended = connection.execute("COMMIT").statusmessage
            except BaseException:
                _undo(connection)
                raise
            if ended != "COMMIT":  # it rolls back without a word where a statement before has failed
                raise StoreUnwritable("The database server gave a transaction up.", kept="Nothing of it was kept.")

    @contextlib.contextmanager
    def joining(self, session: Session) -> Iterator[None]:
        """Let what this thread writes in the block be part of the transaction that is open in a session."""
        self._local.joined = session
        try:
            yield
        finally:
            self._local.joined = None

    def check(self) -> list[str]:
        """Return what of tables and indexes is not as it was made, and where the server does not keep its word."""
        with self.foreign_errors:
            return differences(self.connection)

    def check_space(self) -> None:
        """Do nothing: the server itself says when its disk is full, and the transaction is then given up."""

    def close(self) -> None:
        """Close every connection of every thread."""
        with self._lock:
            for connection in self._opened.values():
                connection.close()
            self._opened.clear()
            self._local = threading.local()

    def connected(self) -> _Connection:
        """Return this thread's connection, made anew where there is none or where it was lost."""
        known: _Connection | None = getattr(self._local, "connection", None)
        if known is None or known.closed:
            known = self._local.connection = self._connect()
        return known

    def _connect(self) -> _Connection:
        connection = psycopg.connect(
            **self._parameters,
            autocommit=True,
            cursor_factory=psycopg.RawCursor,
        )
        try:
            _check_server(connection)
            connection.execute(_SETTINGS)
        except BaseException:
            connection.close()
            raise
        with self._lock:
            for thread in [thread for thread in self._opened if not thread.is_alive()]:
                self._opened.pop(thread).close()
            self._opened[threading.current_thread()] = connection
        return connection

    def _begun(self, lane: str) -> _Connection:
        """Return this thread's connection with a transaction begun, once it is its turn."""
        begin = _BEGIN if lane == FREE_LANE else f"{_BEGIN}; SELECT pg_advisory_xact_lock({_LANES}, {_lane(lane)})"
        known: _Connection | None = getattr(self._local, "connection", None)
        idle = known is not None and not known.closed
        try:
            return self._run(begin)
        except psycopg.OperationalError:
            if not (idle and known is not None and known.closed):
                raise
        return self._run(begin)  # it was lost while nothing was asked of it: nothing has happened yet

    def _run(self, begin: str) -> _Connection:
        connection = self.connected()
        try:
            connection.execute(begin)
        except BaseException:
            _undo(connection)
            raise
        return connection


class _Reading:
    """This thread's session outside any transaction: each statement stands for itself and may be asked once more."""

    __slots__ = ("_server",)

    def __init__(self, server: Server) -> None:
        self._server = server

    def execute(self, sql: str, values: Any = (), /) -> Any:
        """Run one statement; once more over a new connection where the old one turns out to be lost."""
        connection = self._server.connected()
        alone = connection.info.transaction_status == TransactionStatus.IDLE
        try:
            return connection.execute(numbered(sql), values, binary=True)
        except psycopg.OperationalError:
            if not (alone and connection.closed):
                raise
        return self._server.connected().execute(numbered(sql), values, binary=True)


class _Writing:
    """A session within one transaction; it never changes to another connection."""

    __slots__ = ("_connection",)

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Any = (), /) -> Any:
        """Run one statement."""
        return self._connection.execute(numbered(sql), values, binary=True)


class TableCabinet:
    """The files of a library in the table `file`: any process that has the address and the passphrase can open it."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def read(self, name: str) -> bytes:
        """Return a file's bytes; raise StoreMissing where it is not there, or another StoreError leaf."""
        with self._server.foreign_errors:
            row = fetch_one(self._server.connection, "SELECT bytes FROM file WHERE name = ?", (name,), bytes)
        if row is None:
            raise StoreMissing(f"{name} is not in the database.", remedy="Restore the last good copy.")
        content: bytes = row[0]
        return content

    def write(self, name: str, content: bytes) -> None:
        """Put a whole file in place; raise StoreError leaves."""
        with self._server.writing() as session:
            session.execute(
                "INSERT INTO file VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes",
                (name, content),
            )


@functools.lru_cache(maxsize=512)
def numbered(sql: str) -> str:
    """Return SQL with PostgreSQL's own ``$1``, ``$2``, … in the places of its `?` marks; no text in it may hold one."""
    first, *rest = sql.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))


def _parsed(address: str) -> dict[str, Any]:
    try:
        return _DEFAULTS | conninfo_to_dict(address)
    except psycopg.Error:
        raise ArgumentInvalid(
            "This is not the address of a database.",
            kept="Nothing was begun.",
            remedy="Write postgresql://ROLE@HOST/DATABASE; special letters of a password as %40 and the like.",
        ) from None


def _lane(lane: str) -> int:
    return zlib.crc32(lane.encode()) >> 1


def _undo(connection: _Connection) -> None:
    """Give a transaction up; a connection that cannot even do that is closed, which gives it up too."""
    try:
        if connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            connection.execute("ROLLBACK")
        elif connection.info.transaction_status != TransactionStatus.IDLE:
            connection.close()
    except psycopg.Error:
        connection.close()


def _check_server(connection: _Connection) -> None:
    """Refuse a server that is too old, or across a network in clear: keys and who asks would be there to read."""
    if connection.info.server_version < OLDEST:
        raise StoreUnwritable("The database server is older than PostgreSQL 15.", remedy="Upgrade it.")
    if not connection.pgconn.ssl_in_use and not _is_here(connection):
        raise StoreUnreachable(
            "The database server speaks without TLS over a network.",
            kept="Nothing was read or written.",
            remedy="Switch `ssl` on there; give sslmode=verify-full and the authority's certificate in sslrootcert.",
        )


def _is_here(connection: _Connection) -> bool:
    """Say whether a connection does not leave this machine: a socket in a folder, or the loopback."""
    address = connection.info.hostaddr
    return connection.info.host.startswith(("/", "@")) or ipaddress.ip_address(address).is_loopback
