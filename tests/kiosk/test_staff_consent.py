"""Staff at the employment contract (Order 8-1 ¶2): apart from the contract, refusable, and to be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from econsent.exchange import SearchRequest
from econsent.library import Library
from econsent.record import Statement
from tests.builders import decide, iin, open_station, person
from tests.kiosk.test_office import room
from tests.kiosk.visits import Visit

Come = Callable[..., Visit]
NUMBER = iin(2024)
SCOPES = ("staff.filming", "staff.images")
CONSENT, WITHDRAWAL = "Еңбек шартын жасасу кезіндегі келісім", "Қызметкердің келісімін кері қайтарып алуы"


def keys(here: Visit, digits: str) -> None:
    for digit in digits:
        QTest.keyClick(here.program.window, Qt.Key(ord(digit)))


def identify(here: Visit, folder: Path, what: str) -> None:
    """Let staff lead a worker to the screen, who says who they are."""
    room(here, folder)
    here.tap(what)
    here.wait("identify")
    here.hand.type(NUMBER)
    here.tap("next")
    here.wait("name")
    here.program.kiosk.send("name", "Дәурен")
    here.tap("next")


def decide_all(here: Visit, folder: Path, verdict: str) -> int:
    """Go as far as the words with the same answer to everything; return the number of touches on the way."""
    identify(here, folder, CONSENT)
    here.wait("contract")
    here.program.kiosk.send("number", "17-К")
    here.program.kiosk.send("date", "01022026")
    here.tap("next")
    here.tap("next")
    here.wait("information")
    before = here.taps
    here.go("words", verdict)
    return here.taps - before


def deliver(here: Visit, library: Library, folder: Path) -> list[Statement]:
    here.close()
    with open_station(folder) as station:
        station.sync(library)
    found = library.find(SearchRequest(person=person(NUMBER)))
    return [library.show(item.id).statement for item in found]


@pytest.mark.parametrize(("verdict", "answer"), [("permit", "CONSENT_PERMIT"), ("deny", "CONSENT_DENY")])
def test_a_worker_decides_apart_from_the_contract_whose_number_and_date_are_kept(
    visit: Come, library: Library, tmp_path: Path, verdict: str, answer: str
) -> None:
    here = visit("kk")
    decide_all(here, tmp_path, verdict)
    here.go("done", verdict)
    [statement] = deliver(here, library, tmp_path)
    assert statement.subject.role == "staff"
    assert statement.form.id == "staff-filming"
    assert statement.words.endswith("Бұл 01.02.2026 күнгі № 17-К еңбек шартына қатысты.")
    assert "8-1" in {basis.paragraph for basis in statement.legal_basis}
    assert [decide(library, NUMBER, scope).decision for scope in SCOPES] == [answer] * 2


def test_refusing_takes_as_many_touches_as_agreeing(visit: Come, tmp_path: Path) -> None:
    taps = []
    for verdict in ("permit", "deny"):
        here = visit("kk")
        taps.append(decide_all(here, tmp_path, verdict))
        here.close()
    assert taps[0] == taps[1] > 0


def test_a_worker_takes_back_what_was_given(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("kk")
    decide_all(here, tmp_path, "permit")
    here.go("done")
    deliver(here, library, tmp_path)
    again = visit("kk")
    identify(again, tmp_path, WITHDRAWAL)
    again.wait("scopes")
    again.program.kiosk.send("toggle", SCOPES[0])
    again.tap("next")
    again.go("done")
    deliver(again, library, tmp_path)
    assert [decide(library, NUMBER, scope).decision for scope in SCOPES] == ["CONSENT_DENY", "CONSENT_PERMIT"]


def test_without_the_contract_it_does_not_go_on(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    identify(here, tmp_path, CONSENT)
    here.wait("contract")
    here.program.kiosk.send("next")
    assert here.screen == "contract"
    here.program.kiosk.send("number", "1")
    here.program.kiosk.send("date", "31022026")
    here.program.kiosk.send("next")
    assert here.screen == "contract"


def test_a_patient_after_a_worker_meets_the_patients_form(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    identify(here, tmp_path, CONSENT)
    here.wait("contract")
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    here.go("who")
    assert not here.sitting.is_staff
