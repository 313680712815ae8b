"""Which engine keeps a library: its tables, all rooms together, made or opened."""

from __future__ import annotations

from pathlib import Path

from econsent.store import roll, shelf, sites, trail
from econsent.store.rows import Engine
from econsent.store.sqlite import Database

VERSION = 2
FILE = "library.db"
ROOMS = (shelf.TABLES, trail.TABLES, sites.TABLES, roll.TABLES)
"""The tables of every room of a library's store."""


def make(folder: Path) -> Engine:
    """Make the tables of a new library in its folder; raise StoreError leaves."""
    return Database(folder / FILE, _sqlite(), VERSION, create=True)


def open_engine(folder: Path) -> Engine:
    """Open the tables of a library; raise StoreMissing or StoreDamaged."""
    return Database(folder / FILE, _sqlite(), VERSION)


def _sqlite() -> str:
    return "\n".join(room.sqlite for room in ROOMS)
