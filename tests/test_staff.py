"""HR sees whose consent is missing (scenario 23): of everybody whom the register names, and of nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from econsent import errors, instant
from econsent.access import DUTIES, Asker
from econsent.exchange import StaffReport, WithdrawalRequest
from econsent.library import Library
from econsent.station import Station
from tests.builders import consent, person, subject
from tests.sites import NURSE, REGISTRAR, WHOLE

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


def as_duty(duty: str) -> Asker:
    rights = DUTIES[duty]
    return Asker(id=duty, kind="person", scopes=rights.scopes, subjects=rights.subjects)


def told(report: StaffReport) -> dict[str, tuple[str, str | None, str]]:
    return {one.worker.value: (one.asked, one.decision, one.reason) for one in report.missing}


def test_23_hr_sees_who_was_never_asked_who_refused_and_who_took_it_back(library: Library, station: Station):
    library.site.import_files([WHOLE])
    hired = {entry.worker.value: entry.hired for entry in library.site.current().register.roster}
    before = library.site.staff(asker=as_duty("hr"))
    asked = {number: "supplement" if day < before.in_force else "contract" for number, day in hired.items()}
    assert set(asked.values()) == {"supplement", "contract"}
    assert before.registered == len(hired) == 2
    assert told(before) == {number: (asked[number], "NO_CONSENT", "never-asked") for number in hired}
    station.sign([consent(station, form="staff-filming", iin=NURSE)])
    station.sign([consent(station, "deny", form="staff-filming", iin=REGISTRAR)])
    station.sync(library)
    refused = library.site.staff(asker=as_duty("hr"))
    assert told(refused) == {REGISTRAR: (asked[REGISTRAR], "CONSENT_DENY", "refused")}
    gone = WithdrawalRequest(
        person=person(NURSE), name="А", scopes=("staff.filming",), worker="М", role="staff", language="kk"
    )
    library.withdraw(gone, asker=as_duty("hr"))
    assert told(library.site.staff(asker=as_duty("hr")))[NURSE] == (asked[NURSE], "CONSENT_DENY", "withdrawn")


def test_what_a_worker_said_as_a_patient_is_no_consent_of_a_worker(library: Library, station: Station):
    library.site.import_files([WHOLE])
    station.sign([consent(station, iin=NURSE, subject=subject(NURSE))])
    station.sync(library)
    assert told(library.site.staff())[NURSE][1:] == ("NO_CONSENT", "never-asked")


def test_before_a_register_is_known_nobody_is_missing(library: Library):
    report = library.site.staff()
    assert (report.number, report.registered, report.missing) == (0, 0, ())


def test_whoever_is_not_there_for_staff_learns_nothing_and_every_question_is_in_the_trail(library: Library):
    library.site.import_files([WHOLE])
    patients = Asker(id="desk", kind="person", scopes=DUTIES["reader"].scopes, subjects=frozenset(("patient",)))
    for asker in (as_duty("admin"), patients):
        with pytest.raises(errors.ScopeMissing):
            library.site.staff(asker=asker)
    library.site.staff(asker=as_duty("hr"))
    lines = [line for line in library.audit.entries() if line.entry.verb == "staff.missing"]
    assert [(line.entry.asker, line.entry.outcome) for line in lines] == [
        ("admin", "library.scope-missing"), ("desk", "library.scope-missing"), ("hr", "ok"),
    ]  # fmt: skip


def test_a_moment_that_is_none_is_refused(library: Library, tmp_path: Path):
    with pytest.raises(errors.InstantInvalid):
        library.site.staff("yesterday")
    assert instant.parse(library.site.staff().at)
