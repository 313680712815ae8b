"""A register ready to be asked: every place is found by dict look-ups that were prepared once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct

from econsent.errors import CameraUnknown, EconsentError, PointUnknown, RoomUnknown, SiteDuplicate, SiteReference
from econsent.record import Place
from econsent.site.rows import Camera, Organisation, Point, Room, RosterEntry, Row

PERIMETER = "perimeter"
"""The kind of place, in the words of the law, that is no room."""
_UNCHANGED = "The register was not changed."


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
    """Who is there when: between two changes it is always the same people."""

    __slots__ = ("_begins", "_there")

    def __init__(self, entries: Iterable[RosterEntry]) -> None:
        spans = [(*entry.interval(), entry) for entry in entries]
        arriving: dict[int, list[RosterEntry]] = {}
        leaving: dict[int, list[RosterEntry]] = {}
        for begins, ends, entry in spans:
            arriving.setdefault(begins, []).append(entry)
            leaving.setdefault(ends, []).append(entry)
        self._begins = sorted(arriving.keys() | leaving.keys())
        self._there: list[tuple[RosterEntry, ...]] = []
        there: dict[int, RosterEntry] = {}
        for moment in self._begins:
            for entry in leaving.get(moment, ()):
                there.pop(id(entry))
            there |= {id(entry): entry for entry in arriving.get(moment, ())}
            self._there.append(tuple(there.values()))

    def at(self, moment: int) -> tuple[RosterEntry, ...]:
        """Return who is there at a moment."""
        place = bisect_right(self._begins, moment)
        return self._there[place - 1] if place else ()

    def within(self, begins: int, ends: int) -> tuple[RosterEntry, ...]:
        """Return who is there at some moment of a span (its end not included), each once."""
        first, last = bisect_right(self._begins, begins), bisect_right(self._begins, ends - 1)
        spans = self._there[max(first - 1, 0) : last]
        return tuple({id(entry): entry for span in spans for entry in span}.values())


_NOBODY = _Shifts(())


class Register:
    """All that is known of a site at one time. Made by `site.read` or `site.load`; never changes."""

    __slots__ = ("_by_camera", "_by_name", "_by_perimeter", "_by_room", "_shifts", "tables")

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables: Mapping[str, Table] = MappingProxyType(dict(tables))
        organisations = {one.bin: one for one in self.organisations}
        points = {one.id: one for one in self.points}

        def spot(point: Point, room: Room | None, camera: Camera | None = None) -> Spot:
            return Spot(organisation=organisations[point.organisation], point=point, room=room, camera=camera)

        self._by_perimeter = {point.id: spot(point, None) for point in self.points}
        self._by_room = {room.id: spot(points[room.point], room) for room in self.rooms}
        self._by_name = {(points[room.point].name, room.name): self._by_room[room.id] for room in self.rooms}
        self._by_camera = {camera.id: self._of_camera(camera) for camera in self.cameras}
        self._shifts = self._prepare_shifts()

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

    def _prepare_shifts(self) -> dict[tuple[str, str], _Shifts]:
        """Return who works in each room (those of its point too), and in each point with all its rooms."""
        by_room: dict[str, list[RosterEntry]] = {}
        by_point: dict[str, list[RosterEntry]] = {}
        for entry in self.roster:
            if entry.room is not None:
                by_room.setdefault(entry.room, []).append(entry)
            else:
                by_point.setdefault(str(entry.point), []).append(entry)
        shifts: dict[tuple[str, str], _Shifts] = {}
        everybody = {point: list(entries) for point, entries in by_point.items()}
        for room in self.rooms:
            here = by_room.get(room.id, [])
            everybody.setdefault(room.point, []).extend(here)
            shifts["room", room.id] = _Shifts([*here, *by_point.get(room.point, ())])
        return shifts | {("point", point): _Shifts(entries) for point, entries in everybody.items()}

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

    def _find(self, known: Mapping[Any, Spot], key: object, leaf: type[EconsentError], what: str) -> Spot:
        found = known.get(key)
        if found is None:
            raise leaf(f"The register has no such {what}.", remedy="Ask for one that `econsent site` knows.", path=what)
        return found

    # ── who ──

    def shifts(self, spot: Spot) -> _Shifts:
        """Return who works at a place: of a room's roster and its point's; along a perimeter, of all of both."""
        if spot.room is not None:
            return self._shifts.get(("room", spot.room.id), _NOBODY)
        return _NOBODY if spot.point is None else self._shifts.get(("point", spot.point.id), _NOBODY)


def who_is_rostered(register: Register, spot: Spot, at: int) -> tuple[RosterEntry, ...]:
    """Return who works at a place at a moment (microseconds), nobody twice; personal."""
    return tuple({entry.worker: entry for entry in register.shifts(spot).at(at)}.values())


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
