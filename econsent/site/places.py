"""A register ready to be asked: every place is found by dict look-ups that were prepared once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar, cast

from msgspec import Struct

from econsent.errors import CameraUnknown, EconsentError, PointUnknown, RoomUnknown, SiteDuplicate, SiteReference
from econsent.instant import DAY
from econsent.record import Place
from econsent.site.rows import Camera, Organisation, Point, Room, RosterEntry, Row

PERIMETER = "perimeter"
"""The kind of place, in the words of the law, that is no room."""
_UNCHANGED = "The register was not changed."
_MONTH = 31
_Span = tuple[int, int, RosterEntry]
_Found = TypeVar("_Found")


class Spot(Struct, frozen=True, kw_only=True, gc=False):
    """A place with all that the Order asks about it; None is what the register does not know.

    Along the perimeter there is no `room`; a question about a room, not a camera, has no `camera`.
    """

    organisation: Organisation | None
    point: Point | None
    room: Room | None
    camera: Camera | None

    @property
    def room_kind(self) -> str | None:
        """The kind of room in the words of the law, or `perimeter`."""
        if self.room is not None:
            return self.room.kind
        return None if self.point is None else PERIMETER

    @property
    def camera_kind(self) -> str | None:
        """The camera's kind; where a room is asked about, a camera in it is internal (par. 4)."""
        return self.camera.kind if self.camera is not None else None if self.room is None else "internal"

    @property
    def sign(self) -> bool | None:
        """Whether the sign is there."""
        if self.room is not None:
            return self.room.sign
        return None if self.point is None else self.point.perimeter_sign

    @property
    def place(self) -> Place | None:
        """The place as statements name it, None for a camera of no place."""
        if self.point is None:
            return None
        room = "" if self.room is None else self.room.name
        return Place(point=self.point.name, room=room, room_kind=self.room_kind or PERIMETER)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, and where each stood in its file."""

    rows: tuple[Row, ...] = ()
    places: tuple[str, ...] = ()

    def where(self, name: str, number: int) -> str:
        """Return where a row stood, its number (from 1) in the table where no file is known."""
        return self.places[number] if self.places else f"{name} {number + 1}"


class _Shifts:
    """Who works at a place when. Shifts are found by their day; contracts longer than a month are gone through."""

    __slots__ = ("_by_day", "_long")

    def __init__(self, entries: Iterable[RosterEntry]) -> None:
        self._by_day: dict[int, list[_Span]] = {}
        self._long: list[_Span] = []
        for entry in entries:
            span = (*entry.interval(), entry)
            days = range(span[0] // DAY, (span[1] - 1) // DAY + 1)
            if len(days) > _MONTH:
                self._long.append(span)
            else:
                for day in days:
                    self._by_day.setdefault(day, []).append(span)

    def at(self, moment: int) -> list[RosterEntry]:
        """Return who is there at a moment (µs)."""
        spans = (*self._long, *self._by_day.get(moment // DAY, ()))
        return [entry for begins, ends, entry in spans if begins <= moment < ends]

    def within(self, begins: int, ends: int) -> list[RosterEntry]:
        """Return who is there at some moment of a span (µs; its end not included), each entry once."""
        if not self._by_day and not self._long:
            return []
        days = range(begins // DAY, (ends - 1) // DAY + 1)
        spans = chain(self._long, chain.from_iterable(self._by_day.get(day, ()) for day in days))
        there = {id(entry): entry for first, last, entry in spans if first < ends and begins < last}
        return list(there.values())


_NOBODY = _Shifts(())


class Register:
    """All that is known of a site at one time. Made by `site.read` or `site.load`; never changes."""

    __slots__ = (
        "_by_camera", "_by_name", "_by_perimeter", "_by_room", "_cameras_of", "_in_point", "_in_room", "_organisations",
        "_points", "_rooms_of", "tables",
    )  # fmt: skip

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables: Mapping[str, Table] = MappingProxyType(dict(tables))
        organisations = self._organisations = {one.bin: one for one in self.organisations}
        points = self._points = {one.id: one for one in self.points}

        def spot(point: Point, room: Room | None, camera: Camera | None = None) -> Spot:
            return Spot(organisation=organisations[point.organisation], point=point, room=room, camera=camera)

        self._by_perimeter = {point.id: spot(point, None) for point in self.points}
        self._by_room = {room.id: spot(points[room.point], room) for room in self.rooms}
        self._by_name = {(points[room.point].name, room.name): self._by_room[room.id] for room in self.rooms}
        self._by_camera = {camera.id: self._of_camera(camera) for camera in self.cameras}
        self._rooms_of: dict[str, list[Room]] = {}
        for room in self.rooms:
            self._rooms_of.setdefault(room.point, []).append(room)
        self._cameras_of: dict[str | None, list[Camera]] = {}
        for camera in self.cameras:
            there = self._by_camera[camera.id].point
            self._cameras_of.setdefault(None if there is None else there.id, []).append(camera)
        self._in_room = _by(self.roster, lambda entry: entry.room)
        self._in_point = _by(self.roster, lambda entry: entry.point)

    @classmethod
    def of(cls, tables: Mapping[str, Table]) -> Register:
        """Return the register of these tables; raise SiteDuplicate or SiteReference, which name the row."""
        for table, columns in _UNIQUE:
            _check_unique(table, tables[table], columns)
        for table, column, other, key in _REFERENCES:
            _check_reference(table, tables[table], column, {getattr(row, key) for row in tables[other].rows})
        return cls(tables)

    def _of_camera(self, camera: Camera) -> Spot:
        if camera.room is None and camera.perimeter is None:
            return Spot(organisation=None, point=None, room=None, camera=camera)
        there = self._by_room[camera.room] if camera.room is not None else self._by_perimeter[str(camera.perimeter)]
        return Spot(organisation=there.organisation, point=there.point, room=there.room, camera=camera)

    # ── the rows ──

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations, as written."""
        return cast("tuple[Organisation, ...]", self.tables["organisation"].rows)

    @property
    def points(self) -> tuple[Point, ...]:
        """The points, as written."""
        return cast("tuple[Point, ...]", self.tables["point"].rows)

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms, as written."""
        return cast("tuple[Room, ...]", self.tables["room"].rows)

    @property
    def cameras(self) -> tuple[Camera, ...]:
        """The cameras, as written."""
        return cast("tuple[Camera, ...]", self.tables["camera"].rows)

    @property
    def roster(self) -> tuple[RosterEntry, ...]:
        """Who works where and when, as written; personal."""
        return cast("tuple[RosterEntry, ...]", self.tables["roster"].rows)

    # ── where ──

    def camera(self, camera_id: str) -> Spot:
        """Return where a camera is; raise CameraUnknown."""
        return self._find(self._by_camera, camera_id, CameraUnknown, "camera")

    def room(self, room_id: str) -> Spot:
        """Return a room, for a question that names no camera; raise RoomUnknown."""
        return self._find(self._by_room, room_id, RoomUnknown, "room")

    def room_named(self, point: str, room: str) -> Spot:
        """Return the room that a statement's place names (`record.Place`); raise RoomUnknown."""
        return self._find(self._by_name, (point, room), RoomUnknown, "room")

    def perimeter(self, point_id: str) -> Spot:
        """Return the perimeter of a point; raise PointUnknown."""
        return self._find(self._by_perimeter, point_id, PointUnknown, "point")

    def point(self, point_id: str) -> Point:
        """Return a point; raise PointUnknown."""
        return self._find(self._points, point_id, PointUnknown, "point")

    def organisation_of(self, point: Point) -> Organisation:
        """Return the organisation that works at a point of this register."""
        return self._organisations[point.organisation]

    def rooms_of(self, point_id: str) -> Sequence[Room]:
        """Return the rooms of a point, as written; of one that is not known, none."""
        return self._rooms_of.get(point_id, ())

    def cameras_of(self, point_id: str | None) -> Sequence[Camera]:
        """Return the cameras in a point's rooms and along its perimeter; of None, those in no known place."""
        return self._cameras_of.get(point_id, ())

    def _find(self, known: Mapping[Any, _Found], key: object, leaf: type[EconsentError], what: str) -> _Found:
        found = known.get(key)
        if found is None:
            raise leaf(
                f"The register has no such {what}.", remedy="Ask for one that `econsent site show` lists.", path=what
            )
        return found

    # ── who ──

    def rostered(self, spot: Spot, begins: int, ends: int) -> list[RosterEntry]:
        """Return who works at a place at some moment of a span (µs; its end not included); personal (SPEC 13.7)."""
        return [entry for place in self.shifts(spot) for entry in place.within(begins, ends)]

    def shifts(self, spot: Spot) -> list[_Shifts]:
        """Return the rosters that count at a place: a room's and its point's; along a perimeter, of all its rooms."""
        if spot.point is None:
            return []
        point = self._in_point.get(spot.point.id, _NOBODY)
        if spot.room is not None:
            return [point, self._in_room.get(spot.room.id, _NOBODY)]
        return [point, *(self._in_room.get(room.id, _NOBODY) for room in self.rooms_of(spot.point.id))]


def who_is_rostered(register: Register, spot: Spot, at: int) -> tuple[RosterEntry, ...]:
    """Return who works at a place at a moment (microseconds), nobody twice; personal."""
    return tuple({entry.worker: entry for place in register.shifts(spot) for entry in place.at(at)}.values())


def _by(entries: Iterable[RosterEntry], place: Callable[[RosterEntry], str | None]) -> dict[str, _Shifts]:
    """Return the shifts of each place."""
    sorted_out: dict[str, list[RosterEntry]] = {}
    for entry in entries:
        where = place(entry)
        if where is not None:
            sorted_out.setdefault(where, []).append(entry)
    return {where: _Shifts(there) for where, there in sorted_out.items()}


# ── what must hold between rows ───────────────────────────────────────────────────────────

_UNIQUE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("organisation", ("bin",)),
    ("point", ("id",)),
    ("point", ("name",)),  # statements know a point by its name
    ("room", ("id",)),
    ("room", ("point", "name")),
    ("camera", ("id",)),
)
_REFERENCES = (
    ("point", "organisation", "organisation", "bin"),
    ("room", "point", "point", "id"),
    ("camera", "room", "room", "id"),
    ("camera", "perimeter", "point", "id"),
    ("roster", "room", "room", "id"),
    ("roster", "point", "point", "id"),
)


def _check_unique(name: str, table: Table, columns: tuple[str, ...]) -> None:
    seen = set()
    for number, row in enumerate(table.rows):
        key = tuple(getattr(row, column) for column in columns)
        if key in seen:
            raise SiteDuplicate(
                f"Two rows have the same {' and '.join(columns)}.",
                kept=_UNCHANGED,
                remedy="Give each its own.",
                path=f"{table.where(name, number)}, {columns[-1]}",
                clause="13.6",
            )
        seen.add(key)


def _check_reference(name: str, table: Table, column: str, known: set[str]) -> None:
    for number, row in enumerate(table.rows):
        said = getattr(row, column)
        if said is not None and said not in known:
            raise SiteReference(
                f"A row names a {column} that is not in the register.",
                kept=_UNCHANGED,
                remedy="Name one that is, or add it in the same import.",
                path=f"{table.where(name, number)}, {column}",
                clause="13.6",
            )
