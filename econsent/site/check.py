"""A site held against the rule table: what of it may not be filmed and why, and what the register lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from econsent.exchange import SiteFinding
from econsent.placement import Law
from econsent.site.places import Register, Spot
from econsent.site.rows import Camera, Point, Room
from econsent.site.survey import AskStaff, Held, Survey

_BLOOD_DRAW = "blood-draw"
_ORDER = ("may-not-film", "condition", "gap")


def check(register: Register, law: Law, at: int, staff: AskStaff | None = None) -> tuple[SiteFinding, ...]:
    """Return what of a site may not be filmed and why, on what condition the rest may, and what the register lacks.

    `at` is microseconds: rosters count for the day from then on. `staff` is what a `Survey` asks.
    """
    if not register.points:
        return (_gap("register-empty", None),)
    return _found(Survey(register, law, at, staff), register.points, register.rooms, register.cameras)


def check_point(survey: Survey, point: Point) -> tuple[SiteFinding, ...]:
    """Return what a check of the whole site finds of one point."""
    register = survey.register
    return _found(survey, (point,), register.rooms_of(point.id), register.cameras_of(point.id))


def _found(
    survey: Survey, points: Iterable[Point], rooms: Iterable[Room], cameras: Iterable[Camera]
) -> tuple[SiteFinding, ...]:
    found = [
        *_cameras(survey, cameras),
        *_points(survey, points),
        *_kinds(survey, points, rooms),
        *_rosters(survey, points, cameras),
    ]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.sort)))


def _cameras(survey: Survey, cameras: Iterable[Camera]) -> Iterator[SiteFinding]:
    for camera in cameras:
        held = survey.held(camera)
        if held.filming != "may-film":
            yield _ruled(survey.register.camera(camera.id), held)


def _points(survey: Survey, points: Iterable[Point]) -> Iterator[SiteFinding]:
    for point in points:
        if not point.licence:
            yield _gap("point-without-licence", point)
        if not point.annex:
            yield _gap("point-without-annex", point)
        if point.collection_point is None:
            yield _gap("collection-point-unknown", point)
        if point.collection_point and all(room.kind != _BLOOD_DRAW for room in survey.register.rooms_of(point.id)):
            yield _gap("collection-point-without-blood-draw-room", point)


def _kinds(survey: Survey, points: Iterable[Point], rooms: Iterable[Room]) -> Iterator[SiteFinding]:
    register, law = survey.register, survey.law
    for point in points:
        if register.organisation_of(point).kind not in law.organisations:
            yield _gap("organisation-kind-unknown", point)
        if point.perimeter_sign and point.perimeter_sign_checked is None:
            yield _gap("sign-unchecked", point)
    for room in rooms:
        if room.kind not in law.rooms:
            yield _gap("room-kind-unknown", register.room(room.id).point, room.id)
        if room.sign and room.sign_checked is None:
            yield _gap("sign-unchecked", register.room(room.id).point, room.id)


def _rosters(survey: Survey, points: Iterable[Point], cameras: Iterable[Camera]) -> Iterator[SiteFinding]:
    """Return the places with cameras where nobody is rostered, and how many workers need a supplement to a contract."""
    places = {(camera.room, camera.perimeter): survey.register.camera(camera.id) for camera in cameras}
    for spot in places.values():
        if spot.point is not None and not survey.rostered(spot):
            yield _gap("nobody-rostered", spot.point, "" if spot.room is None else spot.room.id)
    for point in points:
        entries = survey.rostered(survey.register.perimeter(point.id))
        before = {entry.worker for entry in entries if entry.hired < survey.law.in_force}
        if before:
            yield _gap("supplement-needed", point, count=len(before))


def _ruled(spot: Spot, held: Held) -> SiteFinding:
    what, remedy = _WORDS.get(held.code, _OTHER)
    return SiteFinding(
        sort="condition" if held.filming == "condition" else "may-not-film",
        code=held.code,
        point="" if spot.point is None else spot.point.id,
        room="" if spot.room is None else spot.room.id,
        camera="" if spot.camera is None else spot.camera.id,
        outcome=held.ruling.outcome,
        paragraphs=held.ruling.paragraphs,
        what=what,
        remedy=remedy,
    )


def _gap(code: str, point: Point | None, room: str = "", count: int = 0) -> SiteFinding:
    what, remedy = _WORDS[code]
    there = "" if point is None else point.id
    said = what.format(count=count)
    return SiteFinding(sort="gap", code=code, point=there, room=room, count=count, what=said, remedy=remedy)


_OTHER = ("The law does not permit filming here.", "Switch the camera off and ask a jurist.")
_NEVER = "Take the camera out: nobody's consent opens this room."
_WORDS = MappingProxyType(
    {
        "register-empty": (
            "The register has no point: nothing is known of any camera.",
            "Import a register.",
        ),
        "camera-without-place": (
            "Nobody knows where this camera is.",
            "Name its room, or the point along whose perimeter it is; until then switch it off.",
        ),
        "personal-hygiene": ("Premises of personal hygiene are never filmed.", _NEVER),
        "procedure-room": ("Procedure and manipulation rooms are never filmed.", _NEVER),
        "operating-block": ("Operating blocks are never filmed.", _NEVER),
        "no-collection-point": (
            "This blood-draw room is not that of a point that collects and receives biological material.",
            "Take the camera out. Where the licence says otherwise, correct collection_point.",
        ),
        "collection-point-unknown": (
            "It is not known whether the point collects and receives biological material.",
            "Look into the licence and its annex, and set collection_point.",
        ),
        "unclear-8-1": (
            "It is unclear whether paragraph 8-1 reaches this place.",
            "Leave the camera off until a person of the organisation, with a jurist, has decided.",
        ),
        "unclear-11": (
            "It is unclear whether paragraph 11 means this room or only the corridor before it.",
            "Leave the camera off until a person of the organisation, with a jurist, has decided.",
        ),
        "unlisted": (
            "The Order does not list this place, this kind of camera in it, or this organisation.",
            "Compare the kinds in the register with the list; leave the camera off until a person has decided.",
        ),
        "no-sign": (
            "The sign that says that the place is filmed is missing.",
            "Put the sign up, then set it in the register.",
        ),
        "sign-unknown": ("It is not known whether the sign is there.", "Look, put it up, and set it in the register."),
        "staff-consent-missing": (
            "A worker's consent is needed.",
            "Ask for it when the employment contract is made; until then the camera is off while that worker is there.",
        ),
        "staff-unknown": (
            "It is not known who works here, or whether they agree.",
            "Roster whoever works here; until then the camera is off.",
        ),
        "patient-not-asked": (
            "Only a patient who has given consent may be filmed here.",
            "Ask the library before every recording.",
        ),
        "point-without-licence": ("The point has no licence number.", "Enter it: inspectors look for it first."),
        "point-without-annex": ("The point has no annex to its licence.", "Enter the annex that names this address."),
        "collection-point-without-blood-draw-room": (
            "The point collects biological material and has no blood-draw room.",
            "Add the room, or correct collection_point.",
        ),
        "organisation-kind-unknown": (
            "The law does not know this kind of organisation.",
            "Choose one of those that docs/site.md lists.",
        ),
        "room-kind-unknown": (
            "The law does not list this kind of room.",
            "Choose another kind, or have no camera here.",
        ),
        "sign-unchecked": ("Nobody has written down when the sign was seen.", "Look, and enter the day."),
        "nobody-rostered": (
            "Nobody is rostered here for the day.",
            "Roster whoever works here, or in the whole point.",
        ),
        "supplement-needed": (
            "{count} of those rostered here were hired before the Order asked for staff consent.",
            "Have each sign the supplement (staff-supplement); the list of staff without a consent names them.",
        ),
    }
)
