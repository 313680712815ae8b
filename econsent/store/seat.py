"""Where a library stands: in a folder of this machine, or in a database on a server."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from econsent.errors import ArgumentInvalid, EconsentError, StoreDriverMissing, StoreMissing
from econsent.store import engines, folder
from econsent.store.cabinet import Cabinet, FolderCabinet
from econsent.store.rows import Engine

if TYPE_CHECKING:
    from econsent.store.postgres import Server

_SCHEMES = ("postgresql://", "postgres://")
_CARD = "library.json"


class Seat(Protocol):
    """A place for one library: its files, its rows, and where its passphrase comes from."""

    @property
    def keeps_secrets(self) -> bool:
        """Whether what opens the library may lie here: a folder is its owner's alone, a database is not."""

    @property
    def cabinet(self) -> Cabinet:
        """The library's files; raise StoreMissing where there is no library, or other StoreError leaves."""

    def passphrase(self, given: str | None) -> str:
        """Return the passphrase of the library's keys; raise KeyMissing."""

    def founding(self, given: str | None) -> AbstractContextManager[tuple[str, Cabinet]]:
        """Begin a library and give the passphrase for its keys; where the block fails, nothing of it is left."""

    def make(self) -> Engine:
        """Return the new tables, within `founding`."""

    def open(self) -> Engine:
        """Return the library's rows; raise StoreMissing, StoreDamaged or StoreUnreachable."""

    def close(self) -> None:
        """Let go of what `cabinet` has opened, where `open` was not reached."""


def seat_of(where: str | Path, *, spread: bool = False) -> Seat:
    """Return the seat at a folder or at a database's address; `spread` asks for Citus. Raise ArgumentInvalid."""
    if is_address(where):
        return ServerSeat(str(where), spread=spread)
    if spread:
        raise ArgumentInvalid("A folder cannot be spread over machines.", remedy="Give the address of a database.")
    return FolderSeat(Path(where))


def is_address(where: str | Path) -> bool:
    """Say whether this is the address of a database, not a folder's name."""
    return isinstance(where, str) and where.startswith(_SCHEMES)


class FolderSeat:
    """A folder, which is its owner's alone."""

    keeps_secrets = True

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def cabinet(self) -> Cabinet:
        """The folder's files; raise StoreMissing where it holds no library, or StoreForbidden."""
        if not folder.is_there(self._path / _CARD):
            raise StoreMissing(
                "There is no library in this folder.",
                kept="It was not touched.",
                remedy="Check its name, or run `econsent init`.",
            )
        return FolderCabinet(self._path)

    def passphrase(self, given: str | None) -> str:
        """Return the one given, that of the named file, or the one kept in the folder; raise KeyMissing."""
        return folder.passphrase_for(self._path, given)

    @contextlib.contextmanager
    def founding(self, given: str | None) -> Iterator[tuple[str, Cabinet]]:
        """Make the folder; where the block fails it is emptied."""
        folder.make_folder(self._path)
        try:
            secret = folder.new_passphrase(self._path, given)
            folder.make_folder(self._path / "keys")
            yield secret, FolderCabinet(self._path)
        except EconsentError:
            folder.clear_folder(self._path)
            raise

    def make(self) -> Engine:
        """Return the new tables, in a file."""
        return engines.make(self._path)

    def open(self) -> Engine:
        """Return the rows in the folder's database; raise StoreMissing or StoreDamaged."""
        return engines.open_engine(self._path)

    def close(self) -> None:
        """Do nothing: files are closed as soon as they are read."""


class ServerSeat:
    """A database on a server. Its passphrase is never kept in it."""

    keeps_secrets = False

    def __init__(self, address: str, *, spread: bool = False) -> None:
        self._address = address
        self._spread = spread
        self._reached: Server | None = None

    @property
    def cabinet(self) -> Cabinet:
        """The files in the database; raise StoreMissing where it holds no library."""
        from econsent.store.postgres import TableCabinet

        server = self._server()
        engines.check_server(server)
        return TableCabinet(server)

    def passphrase(self, given: str | None) -> str:
        """Return the one given or that of the named file; raise KeyMissing."""
        return folder.passphrase_for(None, given)

    @contextlib.contextmanager
    def founding(self, given: str | None) -> Iterator[tuple[str, Cabinet]]:
        """Begin one transaction, which holds the tables, the files and the first rows, or nothing of them."""
        from econsent.store.postgres import TableCabinet

        secret = self.passphrase(given)
        server = self._server()
        try:
            with server.writing() as session, server.joining(session):
                engines.lay_out(session, spread=self._spread)
                yield secret, TableCabinet(server)
        except BaseException:
            server.close()
            raise

    def make(self) -> Engine:
        """Return the tables that `founding` made."""
        return self._server()

    def open(self) -> Engine:
        """Return the rows in the database."""
        return self._server()

    def close(self) -> None:
        """Close the connections."""
        if self._reached is not None:
            self._reached.close()

    def _server(self) -> Server:
        if self._reached is None:
            if find_spec("psycopg") is None:
                raise StoreDriverMissing(
                    "A database server needs a package that is not installed.",
                    remedy="pip install 'econsent[postgres]'",
                )
            from econsent.store.postgres import Server

            self._reached = Server(self._address)
        return self._reached
