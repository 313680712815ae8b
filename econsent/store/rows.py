"""What every engine under a library has in common: SQL with `?` marks in, checked rows out.

A room of the store (`shelf`, `trail`, …) names its tables once and speaks to whichever engine keeps them: `sqlite` in a
folder, `postgres` on a server. Both run the same SQL; only the tables are written down for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from econsent.errors import EconsentError, StoreDamaged

Shape = TypeVar("Shape")

OR_NULL = type(None)
"""Stands in a column's types where the column may be empty."""
Types = type | tuple[type, ...]

LOG_LANE = "log"
"""What takes part in the log's growth: one transaction at a time among all processes."""
TRAIL_LANE = "trail"
"""The audit trail: one writer at a time, beside the log."""
SITE_LANE = "site"
"""The versions of a site's register: one import at a time."""
ROLL_LANE = "roll"
"""Who may ask: one change at a time, beside the log."""
FORMS_LANE = "forms"
"""The forms that the organisation releases: one release at a time."""
PRESERVATION_LANE = "preservation"
"""What keeps the log provable later: one preservation at a time."""
FREE_LANE = ""
"""Transactions that need no turn: their rows guard themselves."""

_ROWS_AT_ONCE = 1000
"""Of ten columns at most: far below the 32,766 values that SQLite binds since 3.32, and the 65,535 of PostgreSQL."""


class Session(Protocol):
    """A connection: runs SQL and gives a cursor with `fetchone` and `fetchall`."""

    def execute(self, sql: str, values: Any = (), /) -> Any:
        """Run one statement; its values stand in the places of the `?` marks."""


class Engine(Protocol):
    """Where rows are kept. Reads use the calling thread's session; writes happen inside `writing`."""

    @property
    def name(self) -> str:
        """What reports call it; no password and no path."""

    @property
    def connection(self) -> Session:
        """The calling thread's session, for reading."""

    @property
    def foreign_errors(self) -> AbstractContextManager[None]:
        """Stands around every use of `connection`: what the engine raises comes out as leaves of our tree."""

    def writing(self, lane: str = LOG_LANE) -> AbstractContextManager[Session]:
        """Run a block as one durable transaction; those of one lane never run at the same time."""

    def check(self) -> list[str]:
        """Return what the engine's own check of integrity finds, nothing for sound data."""

    def check_space(self) -> None:
        """Raise StoreFull where the next write may not fit."""

    def close(self) -> None:
        """Let every session go."""


@dataclass(frozen=True, slots=True)
class Tables:
    """A room's tables as each engine makes them, statements parted by semicolons.

    `distributed` are those that Citus spreads by their column `person`; the others stay in one place.
    """

    sqlite: str
    postgres: str
    distributed: tuple[str, ...] = ()

    @classmethod
    def alike(cls, ddl: str) -> Tables:
        """Return tables that need no difference: BYTES, INT and KEPT stand for each engine's own words.

        Texts are ordered by their bytes on both: a server's language must not order, or after its upgrade break, a key.
        """
        return cls(
            sqlite=ddl.replace(" BYTES", " BLOB").replace(" INT", " INTEGER").replace(") KEPT", ") STRICT"),
            postgres=ddl.replace(" BYTES", " BYTEA")
            .replace(" INT", " BIGINT")
            .replace(" TEXT", ' TEXT COLLATE "C"')
            .replace(") KEPT", ")"),
        )


def fetch_one(session: Session, sql: str, values: Sequence[object], *types: Types) -> tuple[Any, ...] | None:
    """Return the first row of a query, None where there is none; raise StoreDamaged for a value of another type."""
    row: tuple[Any, ...] | None = session.execute(sql, values).fetchone()
    if row and not all(map(isinstance, row, types)):
        raise changed()
    return row


def fetch_all(session: Session, sql: str, values: Sequence[object], *types: Types) -> list[tuple[Any, ...]]:
    """Return every row of a query; raise StoreDamaged for a value of another type."""
    rows: list[tuple[Any, ...]] = session.execute(sql, values).fetchall()
    if not all(map(_are, zip(*rows, strict=False), types)):  # a column at a time: pages have many rows
        raise changed()
    return rows


def _are(values: tuple[object, ...], types: Types) -> bool:
    """Say whether all values of a column are of its types."""
    return set(map(type, values)) <= (set(types) if isinstance(types, tuple) else {types})


def insert(session: Session, head: str, rows: Iterable[tuple[object, ...]], tail: str = "") -> None:
    """Insert rows of one width by as few statements as can be: each gives the interpreter up and must win it back."""
    left = list(rows)
    while left:
        part, left = left[:_ROWS_AT_ONCE], left[_ROWS_AT_ONCE:]
        lines = ",".join([f"({marks(part[0])})"] * len(part))
        session.execute(f"{head} {lines}{tail}", tuple(chain.from_iterable(part)))


def marks(values: Sequence[object]) -> str:
    """Return a mark for each value, parted by commas; for none the one word that no value is in the list of."""
    return ",".join("?" * len(values)) or "NULL"


class Room:
    """A part of the store over an engine: reads that say what is wrong in our words."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def _one(self, sql: str, values: Sequence[object], *types: Types) -> tuple[Any, ...] | None:
        with self.engine.foreign_errors:
            return fetch_one(self.engine.connection, sql, values, *types)

    def _all(self, sql: str, values: Sequence[object], *types: Types) -> list[tuple[Any, ...]]:
        with self.engine.foreign_errors:
            return fetch_all(self.engine.connection, sql, values, *types)


class Packed(Generic[Shape]):
    """A column that holds a value of one type in MessagePack."""

    def __init__(self, shape: type[Shape]) -> None:
        self._decoder = msgspec.msgpack.Decoder(shape)

    def decode(self, blob: bytes) -> Shape:
        """Return what a column holds; raise StoreDamaged where that is not a value of the type."""
        try:
            return self._decoder.decode(blob)
        except (msgspec.MsgspecError, EconsentError, ValueError):
            raise changed() from None


def read_json(blob: bytes, shape: type[Shape]) -> Shape:
    """Return what a column of JSON holds; raise StoreDamaged where that is not a value of the type."""
    try:
        return msgspec.json.decode(blob, type=shape)
    except (msgspec.MsgspecError, EconsentError, ValueError):
        raise changed() from None


def changed() -> StoreDamaged:
    """Return the error of a row that something else has written."""
    return StoreDamaged(
        "A row of the database cannot be read: its bytes were changed.",
        kept="Nothing was changed now.",
        remedy="Run `econsent fsck` and restore the last good copy.",
    )
