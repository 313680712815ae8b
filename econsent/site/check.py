"""A site held against the rule table: what one camera may do, and what of the whole site may not be filmed, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import Literal, Protocol

from econsent import placement
from econsent.exchange import SiteFinding
from econsent.instant import DAY
from econsent.placement import Law, PatientAnswer, Ruling, StaffAnswer
from econsent.site.places import Register, Spot
from econsent.site.rows import Point, RosterEntry

_BLOOD_DRAW = "blood-draw"
Sort = Literal["may-not-film", "condition", "gap"]
AskStaff = Callable[[RosterEntry], StaffAnswer]


class Stands(Protocol):
    """What stands for a person and a scope: `standing.Standing`, `exchange.Answer` and the like."""

    @property
    def decision(self) -> str:
        """``CONSENT_PERMIT``, ``CONSENT_DENY`` or ``NO_CONSENT``."""

    @property
    def reason(self) -> str:
        """Why, in the words of SPEC 5.7."""


# ── one camera ────────────────────────────────────────────────────────────────────────────

_PATIENT: dict[str, PatientAnswer] = {"withdrawn": "withdrawn", "policy": "not-entitled", "contradicted": "unknown"}


def patient_answer(stands: Stands | None) -> PatientAnswer:
    """Return what the rule table takes of a patient's standing; None: it could not be found out."""
    if stands is None:
        return "unknown"
    if stands.decision == "CONSENT_PERMIT":
        return "permit"
    if stands.decision == "CONSENT_DENY":
        return _PATIENT.get(stands.reason, "refused")
    return _PATIENT.get(stands.reason, "none")


def staff_answer(standings: Iterable[Stands | None]) -> StaffAnswer:
    """Return what the rule table takes of the standings of everyone rostered (None: it could not be found out).

    Nobody rostered is unknown, not given: somebody draws the blood.
    """
    known = list(standings)
    if any(one is not None and one.decision != "CONSENT_PERMIT" for one in known):
        return "missing"
    return "given" if known and None not in known else "unknown"


def rule(law: Law, spot: Spot, *, patient: PatientAnswer = "not-asked", staff: StaffAnswer = "not-asked") -> Ruling:
    """Return what the law says of filming at a place, as a camera asks it (SPEC 13.2-13.5)."""
    return placement.evaluate(
        law,
        organisation=None if spot.organisation is None else spot.organisation.kind,
        collection_point=None if spot.point is None else spot.point.collection_point,
        room=spot.room_kind,
        camera=spot.camera_kind,
        sign=spot.sign,
        patient=patient,
        staff=staff,
    )


# ── the whole site ────────────────────────────────────────────────────────────────────────


def check(register: Register, law: Law, at: int, staff: AskStaff | None = None) -> tuple[SiteFinding, ...]:
    """Return what of a site may not be filmed and why, on what condition the rest may, and what the register lacks.

    `at` is microseconds: rosters count for the day from then on. `staff` says of a worker whether consent stands;
    without it, staff consent is a condition, like that of the patient, whom nobody knows beforehand.
    """
    if not register.points:
        return (_gap("register-empty", None),)
    found = [
        *_cameras(register, law, at, staff),
        *_points(register),
        *_kinds(register, law),
        *_rosters(register, law, at),
    ]
    order = ("may-not-film", "condition", "gap")
    return tuple(sorted(found, key=lambda one: order.index(one.sort)))


def _cameras(register: Register, law: Law, at: int, staff: AskStaff | None) -> Iterator[SiteFinding]:
    known: dict[tuple[str | None, str | None, str | None], tuple[Sort, Ruling] | None] = {}
    for camera in register.cameras:
        spot = register.camera(camera.id)
        if spot.point is None:
            yield _ruled("may-not-film", spot, rule(law, spot), "camera-without-place")
            continue
        kind = (camera.room, camera.perimeter, camera.kind)  # cameras of one kind in one place are all ruled alike
        if kind not in known:
            known[kind] = _held_against(law, register, spot, at, staff)
        found = known[kind]
        if found is not None:
            yield _ruled(found[0], spot, found[1])


def _held_against(
    law: Law, register: Register, spot: Spot, at: int, staff: AskStaff | None
) -> tuple[Sort, Ruling] | None:
    """Return what is to be said of a camera at a place, None where it may film whoever comes."""
    at_best = rule(law, spot, patient="permit", staff="given")
    if not at_best.permits:
        return "may-not-film", at_best
    workers = _workers(register, spot, at, staff)
    with_them = rule(law, spot, patient="permit", staff=workers)
    if not with_them.permits and workers != "not-asked":
        return "may-not-film", with_them
    today = rule(law, spot, staff=workers)
    return None if today.permits else ("condition", today)


def _workers(register: Register, spot: Spot, at: int, staff: AskStaff | None) -> StaffAnswer:
    if staff is None:
        return "not-asked"
    answers = {staff(entry) for entry in register.rostered(spot, at, at + DAY)}
    if "missing" in answers:
        return "missing"
    return "given" if answers == {"given"} else "unknown"


def _points(register: Register) -> Iterator[SiteFinding]:
    drawing = {room.point for room in register.rooms if room.kind == _BLOOD_DRAW}
    for point in register.points:
        if not point.licence:
            yield _gap("point-without-licence", point)
        if not point.annex:
            yield _gap("point-without-annex", point)
        if point.collection_point is None:
            yield _gap("collection-point-unknown", point)
        if point.collection_point and point.id not in drawing:
            yield _gap("collection-point-without-blood-draw-room", point)


def _kinds(register: Register, law: Law) -> Iterator[SiteFinding]:
    kinds = {one.bin: one.kind for one in register.organisations}
    for point in register.points:
        if kinds[point.organisation] not in law.organisations:
            yield _gap("organisation-kind-unknown", point)
        if point.perimeter_sign and point.perimeter_sign_checked is None:
            yield _gap("sign-unchecked", point)
    for room in register.rooms:
        if room.kind not in law.rooms:
            yield _gap("room-kind-unknown", register.room(room.id).point, room.id)
        if room.sign and room.sign_checked is None:
            yield _gap("sign-unchecked", register.room(room.id).point, room.id)


def _rosters(register: Register, law: Law, at: int) -> Iterator[SiteFinding]:
    """Return the places with cameras where nobody is rostered, and how many workers need a supplement to a contract."""
    places = {camera.room or camera.perimeter: register.camera(camera.id) for camera in register.cameras}
    for spot in places.values():
        if spot.point is not None and not register.rostered(spot, at, at + DAY):
            yield _gap("nobody-rostered", spot.point, "" if spot.room is None else spot.room.id)
    for point in register.points:
        entries = register.rostered(register.perimeter(point.id), at, at + DAY)
        before = {entry.worker for entry in entries if entry.hired < law.in_force}
        if before:
            yield _gap("supplement-needed", point, count=len(before))


def _ruled(sort: Sort, spot: Spot, ruling: Ruling, code: str = "") -> SiteFinding:
    what, remedy = _WORDS.get(code or ruling.reason, _OTHER)
    return SiteFinding(
        sort=sort,
        code=code or ruling.reason,
        point="" if spot.point is None else spot.point.id,
        room="" if spot.room is None else spot.room.id,
        camera="" if spot.camera is None else spot.camera.id,
        outcome=ruling.outcome,
        paragraphs=ruling.paragraphs,
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
