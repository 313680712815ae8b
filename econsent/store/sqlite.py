"""SQLite through sqlite-utils: how a database in a folder is opened, written and reported on.

WAL with full sync: when a transaction has returned, it survives a power cut. Foreign errors never leave this module.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import sqlite_utils

from econsent.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreMissing, StoreUnwritable
from econsent.store.folder import check_space, is_there
from econsent.store.rows import LOG_LANE

APPLICATION_ID = 0x45434F4E
"""``ECON``: says in the file's header whose database it is."""

_BUSY_MS = 20_000
_PAGE_BYTES = 16 * 1024
"""A sealed statement of 60 kB fills four pages, not fifteen: a batch is written half as fast again."""
CACHE_KIB = 16 * 1024
"""Memory that a connection may keep pages in: a whole batch of deposits, so that none spills before its commit."""
_CODES: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_READONLY: StoreUnwritable,
    sqlite3.SQLITE_IOERR: StoreUnwritable,
    sqlite3.SQLITE_CANTOPEN: StoreUnwritable,
    sqlite3.SQLITE_PERM: StoreUnwritable,
}
_WORDS: dict[type[StoreError], tuple[str, str]] = {
    StoreBusy: ("Another process holds the database.", "Close the other program and try again."),
    StoreFull: ("The disk is full.", "Free some space and try again."),
    StoreUnwritable: ("The disk refuses to write.", "Check the folder's owner, the mount and the disk."),
    StoreDamaged: ("The database is damaged or truncated.", "Run `econsent fsck` and restore the last good copy."),
}


class ForeignErrors:
    """Turns errors of SQLite and of the file system into leaves of our tree, naming the file and nothing in it.

    Entered at every query: a class, for a generator takes four times as long.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin; nothing is held."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise ours in place of theirs."""
        if isinstance(error, sqlite3.Error | UnicodeDecodeError):  # its own messages quote what it could not read
            primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            leaf = _CODES.get(primary, StoreDamaged)
            what, remedy = _WORDS[leaf]
            raise leaf(
                f"{what} ({self._path.name})", kept="What was saved before is unchanged.", remedy=remedy
            ) from None
        if isinstance(error, OSError):
            raise StoreUnwritable(
                f"The disk refuses ({error.strerror}, {self._path.name}).",
                kept="What was saved before is unchanged.",
                remedy=_WORDS[StoreUnwritable][1],
            ) from None


class Database:
    """One SQLite file, a connection for each thread that uses it.

    `schema` is created where the file is new, in one transaction with `version`; an older or foreign file is refused.
    Each connection keeps up to `cache_kib` KiB of pages in memory.
    """

    def __init__(
        self, path: Path, schema: str, version: int, *, create: bool = False, cache_kib: int = CACHE_KIB
    ) -> None:
        self.path = path
        self._cache_kib = cache_kib
        self._local = threading.local()
        self._opened: list[sqlite_utils.Database] = []
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        if not create and not is_there(path):
            raise StoreMissing(f"There is no {path.name} in this folder.", remedy="Check the folder's name.")
        self.foreign_errors = ForeignErrors(path)
        """Stands around every use of `connection`."""
        with self.foreign_errors:
            self._check_whole(create)
            if create:
                self._create(schema, version)
            self._check_header(version)

    @property
    def utils(self) -> sqlite_utils.Database:
        """This thread's connection as sqlite-utils knows it."""
        known: sqlite_utils.Database | None = getattr(self._local, "db", None)
        if known is None:
            known = self._local.db = self._connect("rw")
        return known

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for the hot paths."""
        return self.utils.conn

    def close(self) -> None:
        """Close every connection of every thread."""
        with self._lock:
            for db in self._opened:
                db.close()
            self._opened.clear()
            self._local = threading.local()

    @property
    def name(self) -> str:
        """The file's name, for reports."""
        return self.path.name

    def check_space(self) -> None:
        """Raise StoreFull where the disk has less than the reserve."""
        check_space(self.path.parent)

    @contextlib.contextmanager
    def writing(self, lane: str = LOG_LANE) -> Iterator[sqlite3.Connection]:
        """Run a block as one durable transaction: when it has ended all of it is on disk, or none of it ever is."""
        # Threads take turns here: SQLite's own waiting is for other processes, and sleeps longer than a commit lasts.
        with self._turn, self.foreign_errors:
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def check(self) -> list[str]:
        """Return what SQLite's own integrity check finds, nothing for a sound file."""
        with self.foreign_errors:
            rows = self.connection.execute("PRAGMA integrity_check(20)").fetchall()
        return [row[0] for row in rows if row[0] != "ok"]

    def _connect(self, mode: str) -> sqlite_utils.Database:
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{self._cache_kib}")
        connection.execute("PRAGMA trusted_schema = OFF")
        db = sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)
        with self._lock:
            self._opened.append(db)
        return db

    def _create(self, schema: str, version: int) -> None:
        self._local.db = self._connect("rwc")
        self.connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        self.utils.enable_wal()
        with self.writing() as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
            for statement in filter(None, map(str.strip, schema.split(";"))):
                connection.execute(statement)

    def _check_whole(self, create: bool) -> None:
        """Refuse a file that ends within a page: SQLite would read zeros. An unfinished log may still mend it."""
        log = self.path.with_name(self.path.name + "-wal")
        if create or (log.exists() and log.stat().st_size):
            return
        if self.path.stat().st_size % _PAGE_BYTES:
            raise _damaged(self.path)

    def _check_header(self, version: int) -> None:
        found = (
            self.connection.execute("PRAGMA application_id").fetchone()[0],
            self.connection.execute("PRAGMA user_version").fetchone()[0],
        )
        if found != (APPLICATION_ID, version):
            raise _damaged(self.path)


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"{path.name} is truncated, or not a database of this version of econsent.",
        kept="It was not touched.",
        remedy="Run `econsent fsck` and restore the last good copy.",
    )
