"""HR's way by keypad and speech: staff at the contract, and the list of supplements, by workers who do not see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent.library import Library
from kiosk.bridge.office import KNOCKS
from kiosk.staffcode import StaffCode
from tests.builders import decide, iin, person
from tests.kiosk.listener import Listener, comes
from tests.kiosk.stages import CODE, FIRST, LIST, NAMES, SECOND
from tests.kiosk.test_by_ear import DENY, PERMIT, also, impatient, read_and_decide, say_it_aloud, tell_who
from tests.kiosk.test_visits import deliver
from tests.kiosk.test_ways import kept
from tests.kiosk.visits import WORDS, Visit
from tests.kiosk.ways import NEXT, said

__all__ = ["impatient"]
Come = Callable[..., Visit]
pytestmark = pytest.mark.long
FOR_STAFF, DOOR, HALL = ("StaffCorner", "For staff"), ("StaffDoor", "Staff code"), ("StaffHall", "For staff")
CONTRACT = ("Contract", "Number of the contract")
NUMBER = iin(2024)


def knock(who: Listener) -> None:
    """Come to the staff's door, with nothing but what is heard."""
    who.press("↓")
    who.hush()
    who.seek(FOR_STAFF)
    who.press("⏎" * KNOCKS)
    who.hear(DOOR)


def come_in(who: Listener, room: tuple[str, str] = HALL) -> None:
    """Type the code, hearing how many digits have come, and never which."""
    who.dial(CODE)
    heard = who.everything()[-9:]
    assert said(("StaffDoor", "Digits typed: %1")).replace("%1", str(len(CODE))) in heard
    assert not {*heard} & {*CODE}
    who.choose(NEXT)
    who.hear(room)


def in_language(here: Visit, who: Listener) -> None:
    """Choose the language in the staff's room: by its name, as everywhere."""
    who.choose(WORDS[here.language]["language"])
    here.wait(lambda: here.program.kiosk.property("language") == here.language)


def tell_contract(who: Listener, number: str, *days: str) -> None:
    who.hear(CONTRACT)
    who.dial(number)
    who.press("⏎")
    for day in days:
        who.dial(day)
        who.choose(NEXT)


@pytest.mark.parametrize("language", also("kk"))
def test_a_worker_agrees_at_the_contract_by_ear(visit: Come, library: Library, tmp_path: Path, language: str) -> None:
    here, who = comes(visit, language)
    StaffCode(tmp_path / "station").set(CODE)
    knock(who)
    come_in(who)
    in_language(here, who)
    who.choose(("StaffHall", "Consent at the employment contract"))
    who.hear(("Identify", "Type your IIN"))
    tell_who(who, language, NUMBER)
    tell_contract(who, "17", "01022026")
    read_and_decide(who, PERMIT, "worker")
    say_it_aloud(who, language)
    who.choose(("Done", "Done"))
    here.wait("welcome")
    assert here.taps == 0
    deliver(here, library, tmp_path)
    statement = kept(library, person(NUMBER))
    assert (statement.subject.role, statement.signature_class, statement.form.reading) == ("staff", "spoken", "aloud")
    assert decide(library, NUMBER, "staff.filming").decision == "CONSENT_PERMIT"


@pytest.mark.parametrize("language", also("ru"))
def test_one_worker_after_another_by_ear_from_hrs_list(
    visit: Come, library: Library, tmp_path: Path, language: str
) -> None:
    stick = tmp_path / "staff.csv"
    stick.write_text(LIST, encoding="utf-8")
    here, who = comes(visit, language, f'staff_list = "{stick}"\n')
    StaffCode(tmp_path / "station").set(CODE)
    knock(who)
    come_in(who)
    in_language(here, who)
    who.choose(("StaffHall", "Supplements from HR’s list"))
    asked(who, language, NAMES[0], DENY)
    here.wait(lambda: here.program.office.screen == "door")
    who.press("↓")
    who.hear(DOOR)
    come_in(who, ("StaffBatch", "Supplements to contracts"))
    here.wait(lambda: bool(here.program.batch.counts))
    asked(who, "kk", NAMES[1], PERMIT)
    assert here.taps == 0
    deliver(here, library, tmp_path)
    answers = [decide(library, number, "staff.filming").decision for number in (FIRST, SECOND)]
    assert answers == ["CONSENT_DENY", "CONSENT_PERMIT"]


def asked(who: Listener, language: str, name: str, verdict: tuple[str, str]) -> None:
    """Let HR choose a worker of the list, who then decides alone, and leaves."""
    who.choose(name)
    who.hear(("Listed", "Is this you?"))
    while who.choose(("Listed", "Read on"), ("Listed", "Yes, this is me")) == said(("Listed", "Read on")):
        pass
    read_and_decide(who, verdict, "worker")
    say_it_aloud(who, language)
    who.choose(("Done", "Done"))
