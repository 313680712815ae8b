"""Which engine keeps a library: its tables, all rooms together, made or opened."""

from __future__ import annotations

from pathlib import Path

from econsent.store import (
    consents,
    preservations,
    releases,
    revisions,
    roll,
    schema,
    shelf,
    sites,
    subscribers,
    trail,
    works,
)
from econsent.store.rows import Engine, Session
from econsent.store.sqlite import Database

VERSION = 6
FILE = "library.db"
ROOMS = (
    shelf.TABLES,
    consents.TABLES,
    trail.TABLES,
    sites.TABLES,
    roll.TABLES,
    subscribers.TABLES,
    releases.TABLES,
    works.TABLES,
    revisions.TABLES,
    preservations.TABLES,
)
"""The tables of every room of a library's store."""


def make(folder: Path) -> Engine:
    """Make the tables of a new library in its folder; raise StoreError leaves."""
    return Database(folder / FILE, _sqlite(), VERSION, create=True)


def open_engine(folder: Path) -> Engine:
    """Open the tables of a library; raise StoreMissing or StoreDamaged."""
    return Database(folder / FILE, _sqlite(), VERSION)


def lay_out(session: Session, *, spread: bool) -> None:
    """Make the tables of a new library in an empty database on a server; raise StoreError leaves."""
    schema.lay_out(session, ROOMS, VERSION, spread=spread)


def check_server(engine: Engine) -> None:
    """Raise StoreMissing or StoreDamaged where a database on a server holds no library of this version."""
    with engine.foreign_errors:
        schema.check_version(engine.connection, VERSION)


def _sqlite() -> str:
    return "\n".join(room.sqlite for room in ROOMS)
