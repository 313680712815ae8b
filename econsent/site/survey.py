"""One camera held against the rule table: what it may do for a day, and by which words of the law.

Whoever says it, of one camera or of all, says it by this code: the check, and what shows a point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from msgspec import Struct

from econsent import placement
from econsent.exchange import Filming
from econsent.instant import DAY
from econsent.placement import Law, PatientAnswer, Ruling, StaffAnswer
from econsent.site.places import Register, Spot
from econsent.site.rows import Camera, RosterEntry

AskStaff = Callable[[RosterEntry], StaffAnswer]
WITHOUT_PLACE = "camera-without-place"


class Stands(Protocol):
    """What stands for a person and a scope: `standing.Standing`, `exchange.Answer` and the like."""

    @property
    def decision(self) -> str:
        """``CONSENT_PERMIT``, ``CONSENT_DENY`` or ``NO_CONSENT``."""

    @property
    def reason(self) -> str:
        """Why, in the words of SPEC 5.7."""


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


class Held(Struct, frozen=True, kw_only=True, gc=False):
    """What is to be said of a camera for a day: whether it may film, and the ruling that says so.

    `filming` is `may-film` where it may film whoever comes, `condition` where something is asked anew each time.
    `code` is the ruling's reason, or that nobody knows where the camera is.
    """

    filming: Filming
    code: str
    ruling: Ruling


class Survey:
    """A register held against the law for the day that begins at a moment (µs); everything is found out once.

    `staff` says of a worker whether consent stands; without it, staff consent is a condition, like that of the
    patient, whom nobody knows beforehand.
    """

    def __init__(self, register: Register, law: Law, at: int, staff: AskStaff | None = None) -> None:
        self.register = register
        self.law = law
        self._at = at
        self._staff = staff
        self._held: dict[tuple[str | None, str | None, str], Held] = {}
        self._rostered: dict[tuple[str, str | None], list[RosterEntry]] = {}

    def held(self, camera: Camera) -> Held:
        """Return what a camera may do; those of one kind in one place are all ruled alike."""
        place = (camera.room, camera.perimeter, camera.kind)
        known = self._held.get(place)
        if known is None:
            known = self._held[place] = self._hold(self.register.camera(camera.id))
        return known

    def rostered(self, spot: Spot) -> list[RosterEntry]:
        """Return who works at a place at some moment of the day; personal."""
        if spot.point is None:
            return []
        place = (spot.point.id, None if spot.room is None else spot.room.id)
        known = self._rostered.get(place)
        if known is None:
            known = self._rostered[place] = self.register.rostered(spot, self._at, self._at + DAY)
        return known

    def _hold(self, spot: Spot) -> Held:
        if spot.point is None:
            return Held(filming="may-not-film", code=WITHOUT_PLACE, ruling=rule(self.law, spot))
        at_best = rule(self.law, spot, patient="permit", staff="given")
        if not at_best.permits:
            return _said("may-not-film", at_best)
        workers = self._workers(spot)
        with_them = rule(self.law, spot, patient="permit", staff=workers)
        if not with_them.permits and workers != "not-asked":
            return _said("may-not-film", with_them)
        today = rule(self.law, spot, staff=workers)
        return _said("may-film" if today.permits else "condition", today)

    def _workers(self, spot: Spot) -> StaffAnswer:
        if self._staff is None:
            return "not-asked"
        answers = {self._staff(entry) for entry in self.rostered(spot)}
        if "missing" in answers:
            return "missing"
        return "given" if answers == {"given"} else "unknown"


def _said(filming: Filming, ruling: Ruling) -> Held:
    return Held(filming=filming, code=ruling.reason, ruling=ruling)
