"""A real PostgreSQL server that tests start, on a socket and on the loopback, with a database for whoever asks."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from econsent.store import engines
from econsent.store.postgres import Server
from econsent.store.rows import Session
from tests.waiting import PATIENCE, until

ROLE = "econsent"
PASSWORD = "a long password"
ZEROBLOB = (
    "CREATE FUNCTION zeroblob(size int) RETURNS bytea LANGUAGE sql AS $$ SELECT decode(repeat('00', size), 'hex') $$"
)
"""SQLite's own function, so that one text damages the rows of either engine."""


SHAPE = """
SELECT md5(string_agg(format('%s %s %s %s %s %s', c.relname, a.attname, a.atttypid, a.attnotnull, i.indisvalid,
    i.indisready), ',' ORDER BY c.relname, a.attnum))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_index i ON i.indexrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND a.attnum > 0
"""
FILLED = """
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
"""Tables that have, or had, rows."""


def programs() -> Path | None:
    """Return the folder of the newest server's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    known = found[-1] if found else shutil.which("initdb")
    return Path(known).parent if known else None


class PortTaken(Exception):
    """Somebody else listens where the server should."""


@dataclass(frozen=True)
class Laid:
    """A schema in which a library's tables stand, and no rows; `noted` is what the library itself notes of them."""

    schema: str
    address: str
    shape: str
    noted: tuple[object, ...]

    @classmethod
    def out(cls, connection: psycopg.Connection, schema: str, database: str) -> Laid:
        """Lay the tables out in a new schema of a database."""
        connection.execute(f"CREATE SCHEMA {schema}")
        address = f"{database}&options=-csearch_path%3D{schema},public"
        server = Server(address)
        with server.writing() as session:
            engines.lay_out(session, spread=False)
            noted = session.execute("SELECT * FROM econsent").fetchone()
            session.execute("DELETE FROM econsent")
        server.close()
        return cls(schema, address, cls._shape(connection, schema), noted)

    @staticmethod
    def _shape(connection: psycopg.Connection, schema: str) -> str:
        connection.execute(f"SET search_path = {schema}")
        return connection.execute(SHAPE).fetchone()[0]

    @contextlib.contextmanager
    def found(self) -> Iterator[None]:
        """Let a library that is founded find its tables here, where there is none yet."""
        make = engines.lay_out

        def lay_out(session: Session, *, spread: bool) -> None:
            if session.execute("SELECT 1 FROM econsent").fetchone():
                make(session, spread=spread)
            else:
                session.execute("INSERT INTO econsent VALUES (?, ?, ?)", self.noted)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engines, "lay_out", lay_out)
            yield

    def emptied(self, connection: psycopg.Connection) -> bool:
        """Take every row out; where the tables are not what they were, drop them and say no."""
        if self._shape(connection, self.schema) != self.shape:
            connection.execute(f"DROP SCHEMA {self.schema} CASCADE")
            return False
        filled = ", ".join(row[0] for row in connection.execute(FILLED).fetchall())
        if filled:
            connection.execute(f"TRUNCATE {filled}")
        return True


@dataclass
class Running:
    """A server in a folder: fsync is on, the socket lies in the folder, and the loopback asks for a password."""

    folder: Path
    programs: Path
    port: int
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    _shared: str | None = None
    _laid: Laid | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        command = [
            *_unprivileged(), str(self.programs / "postgres"), "-D", str(self.folder / "data"),
            "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1", "-p", str(self.port),
            "-c", "shared_buffers=64MB", "-c", "logging_collector=off", "-c", "max_connections=60",
            *self.options,
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        until(self._answers, "PostgreSQL")

    def _answers(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            log = (self.folder / "log").read_text()
            raise PortTaken if "Address already in use" in log else RuntimeError(log)
        with contextlib.suppress(psycopg.OperationalError), self.admin():
            return True
        return False

    def stop(self, mode: str = "immediate") -> None:
        """Stop it as a power cut would (immediate), or in good order (fast)."""
        if self.process is not None:
            told = [str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-m", mode, "-w", "stop"]
            subprocess.run([*_unprivileged(), *told], check=False, capture_output=True, cwd="/")
            self.process.wait(PATIENCE)
            self.process = None

    def admin(self, database: str = "postgres") -> psycopg.Connection:
        """Return a connection of the server's owner."""
        return psycopg.connect(host=str(self.folder), port=self.port, user=ROLE, dbname=database, autocommit=True)

    def database(self, *, encoding: str = "UTF8") -> str:
        """Make an empty database and return its address."""
        name = f"library_{os.getpid()}_{next(self._numbers)}"
        with self.admin() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'")
        if encoding == "UTF8":
            with self.admin(name) as connection:
                connection.execute(ZEROBLOB)
        return f"postgresql://{ROLE}@/{name}?host={self.folder}&port={self.port}"

    @contextlib.contextmanager
    def schema(self) -> Iterator[str]:
        """Give the address of a schema of one database for a new library: that is there much sooner.

        Its tables are there and empty, for to make them is most of what a library costs; a test that changes them
        leaves none to the next. How a library makes them itself is in store/test_postgres.py.
        """
        if self._shared is None:
            self._shared = self.database()
        with self.admin(name_of(self._shared)) as connection:
            laid = self._laid or Laid.out(connection, f"library_{next(self._numbers)}", self._shared)
            self._laid = None
        with laid.found():
            yield laid.address
        with self.admin(name_of(self._shared)) as connection:
            self._laid = laid if laid.emptied(connection) else None

    def drop(self, address: str) -> None:
        """Drop a database and whoever is still in it."""
        with self.admin() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name_of(address)} WITH (FORCE)")

    def over_tcp(self, address: str, *, user: str = ROLE, password: str = PASSWORD) -> str:
        """Return the same database's address by way of the loopback."""
        word = password.replace(" ", "%20")
        return f"postgresql://{user}:{word}@127.0.0.1:{self.port}/{name_of(address)}"


def name_of(address: str) -> str:
    """Return the name of an address's database."""
    return str(conninfo_to_dict(address)["dbname"])


@contextlib.contextmanager
def running(*options: str) -> Iterator[Running]:
    """Set a new server up and run it with more options; skip where there are no programs for it."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL's server is not installed")
    folder = Path(tempfile.mkdtemp(prefix="econsent-pg-"))
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_user())
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        password = folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        init = [
            *_unprivileged(), str(found / "initdb"), "-D", str(folder / "data"), "-U", ROLE, "--encoding=UTF8",
            "--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={password}", "--no-sync",
        ]  # fmt: skip
        subprocess.run(init, check=True, capture_output=True, cwd="/")
        server = _started(folder, found, options)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path, found: Path, options: tuple[str, ...]) -> Running:
    """Start a server at a port that was free; where somebody took it meanwhile, at another."""
    for _ in range(9):
        server = Running(folder, found, _free_port(), options)
        with contextlib.suppress(PortTaken):
            server.start()
            return server
    raise AssertionError("no port stays free")


def files_of(address: str) -> list[Path]:
    """Return the files in which a schema's tables, indexes and long values lie, everything written to them."""
    sql = """
        WITH here AS (
            SELECT * FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i'))
        SELECT pg_relation_filepath(oid) FROM here UNION
        SELECT pg_relation_filepath(reltoastrelid) FROM here WHERE reltoastrelid <> 0
    """
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        names = [row[0] for row in connection.execute(sql).fetchall()]
    return [Path(str(conninfo_to_dict(address)["host"])) / "data" / name for name in names]


def new_role(server: Running) -> str:
    """Make a role that may log in and nothing else, and return its name."""
    name = f"role_{secrets.token_hex(4)}"
    with server.admin() as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")
    return name


def _user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _unprivileged() -> list[str]:
    """Return how to begin a command: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return []
    return ["setpriv", f"--reuid={_user()}", f"--regid={pwd.getpwnam(_user()).pw_gid}", "--clear-groups", "--"]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
