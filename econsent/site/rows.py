"""The rows of a register: frozen, by keyword, unknown columns refused (docs/site.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar

import msgspec

from econsent import identity, instant
from econsent.record import Identifier, Label, Name, Names, Part, Token

Check = Callable[[str], object]


def _bin(text: str) -> None:
    if identity.parse_bin(text) != text:
        raise ValueError("a BIN is written without spaces")


class Row(Part, frozen=True, kw_only=True):
    """Base of the rows; `CHECKS` are what a column must be besides its type: they raise EconsentError or ValueError."""

    CHECKS: ClassVar[Mapping[str, Check]] = MappingProxyType({})


class Organisation(Row, frozen=True, kw_only=True):
    """A medical organisation: its BIN, its names, and its kind in the words of the law."""

    CHECKS: ClassVar[Mapping[str, Check]] = MappingProxyType({"bin": _bin})

    bin: str
    names: Names
    kind: Token


class Point(Row, frozen=True, kw_only=True):
    """A place where an organisation works; `name` is what statements made there call it (`record.Place.point`).

    `licence` and `annex` are numbers of documents. `collection_point`: does it collect and receive biological material
    (None: not known). `perimeter_sign`: is the sign along the perimeter, where external cameras are.
    """

    id: Token
    name: Name
    organisation: str
    address: Label = ""
    licence: Label = ""
    annex: Label = ""
    collection_point: bool | None = None
    perimeter_sign: bool | None = None
    perimeter_sign_checked: dt.date | None = None


class Room(Row, frozen=True, kw_only=True):
    """A room of a point: its name, its kind in the words of the law, whether the sign is there, and who saw it when.

    `name` is what statements made there call it (`record.Place.room`).
    """

    id: Token
    point: Token
    name: Name
    kind: Token
    sign: bool | None = None
    sign_checked: dt.date | None = None


class Camera(Row, frozen=True, kw_only=True):
    """A camera in a room, or along the perimeter of a point; with neither nobody knows where it is."""

    id: Token
    kind: Token
    room: Token | None = None
    perimeter: Token | None = None

    def __post_init__(self) -> None:
        if self.room is not None and self.perimeter is not None:
            raise ValueError("a camera is in a room or along a perimeter, not both")


class RosterEntry(Row, frozen=True, kw_only=True):
    """A worker who works in a room, or anywhere in a point, from a moment until another (not included; None: no end).

    `begins` and `ends`, written `from` and `until`, are RFC 3339 with an offset; `hired` is the contract's first day.
    """

    CHECKS: ClassVar[Mapping[str, Check]] = MappingProxyType({"from": instant.parse, "until": instant.parse})

    worker: Identifier
    name: Name
    job: Label
    hired: dt.date
    begins: str = msgspec.field(name="from")
    ends: str | None = msgspec.field(name="until", default=None)
    room: Token | None = None
    point: Token | None = None

    def __post_init__(self) -> None:
        if (self.room is None) == (self.point is None):
            raise ValueError("a worker is rostered for a room or for a point, one of them")
        if self.ends is not None and instant.parse(self.ends) <= instant.parse(self.begins):
            raise ValueError("a shift ends after it begins")

    def interval(self) -> tuple[int, int]:
        """Return from when until when (not included), in microseconds; without an end until the end of time."""
        return instant.parse(self.begins), instant.END + 1 if self.ends is None else instant.parse(self.ends)


TABLES: Mapping[str, type[Row]] = MappingProxyType(
    {"organisation": Organisation, "point": Point, "room": Room, "camera": Camera, "roster": RosterEntry}
)
"""The tables of a register, in the order in which they refer to one another."""
