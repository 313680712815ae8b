"""HR's batch of supplements (scenario 23): one worker after another, each alone with the screen, behind the code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent.exchange import SearchRequest
from econsent.library import Library
from kiosk import supervisor
from tests.builders import decide, open_station, person
from tests.kiosk.stages import FIRST, LIST, NAMES, SECOND
from tests.kiosk.test_office import enter, room
from tests.kiosk.test_staff_consent import keys
from tests.kiosk.visits import Visit
from tests.kiosk.ways import said, tap

Come = Callable[..., Visit]
FROM_LIST = ("StaffHall", "Supplements from HR’s list")


@pytest.fixture
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HR's medium, with the list on it."""
    place = tmp_path_factory.mktemp("stick") / "staff.csv"
    place.write_text(LIST, encoding="utf-8")
    return place


def come(visit: Come, stick: Path, **given: object) -> Visit:
    return visit("kk", f'staff_list = "{stick}"\n', **given)


def open_batch(here: Visit, folder: Path) -> None:
    room(here, folder)
    tap(here, FROM_LIST)
    here.wait(lambda: here.program.office.screen == "batch" and bool(here.program.batch.counts))


def counts(here: Visit) -> tuple[int, ...]:
    return tuple(here.program.batch.counts[name] for name in ("agreed", "partly", "refused", "left", "later"))


def ask(here: Visit, name: str, verdict: str) -> None:
    """Let a worker of the list decide and leave."""
    here.tap(name)
    here.wait("listed")
    tap(here, ("Listed", "Yes, this is me"))
    here.wait("information")
    here.go("done", verdict)
    here.tap("done")
    here.wait("welcome")


def test_23_one_worker_after_another_decides_alone_and_hr_comes_back_by_the_code(
    visit: Come, library: Library, tmp_path: Path, stick: Path
) -> None:
    here = come(visit, stick)
    open_batch(here, tmp_path)
    assert counts(here) == (0, 0, 0, 2, 1)
    assert not [text for text in here.hand.texts() if NAMES[2] in text]
    ask(here, NAMES[0], "permit")
    assert here.program.office.screen == "door"
    assert (here.program.batch.people, here.sitting) == ([], None)
    enter(here)
    here.wait(lambda: here.program.office.screen == "batch" and bool(here.program.batch.counts))
    assert counts(here) == (1, 0, 0, 1, 1)
    ask(here, NAMES[1], "deny")
    here.close()
    with open_station(tmp_path) as station:
        station.sync(library)
    answers = [decide(library, number, "staff.filming").decision for number in (FIRST, SECOND)]
    assert answers == ["CONSENT_PERMIT", "CONSENT_DENY"]
    [found] = library.find(SearchRequest(person=person(FIRST)))
    statement = library.show(found.id).statement
    assert (statement.form.id, statement.subject.role, statement.subject.name) == (
        "staff-supplement",
        "staff",
        NAMES[0],
    )
    sentence = "Бұл – 01.02.2019 күнгі № 17-К еңбек шартына толықтыру. Жұмысқа қабылданған күн: 01.02.2019."
    assert statement.words.endswith(sentence)


def test_23_an_interrupted_batch_goes_on_in_another_process_and_nothing_of_it_stays_in_the_station(
    visit: Come, tmp_path: Path, stick: Path
) -> None:
    here = come(visit, stick)
    open_batch(here, tmp_path)
    ask(here, NAMES[0], "permit")
    here.close()
    again = come(visit, stick)
    open_batch(again, tmp_path)
    assert counts(again) == (1, 0, 0, 1, 1)
    again.tap(NAMES[1])
    again.wait("listed")
    tap(again, ("Listed", "No"))
    tap(again, ("Main", "Clear and leave"))
    again.wait("welcome")
    assert again.program.office.screen == "door"
    again.close()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "station").rglob("*") if path.is_file())
    words = [word.encode() for name in NAMES for word in name.split()]
    assert not [word for word in (*words, FIRST.encode(), SECOND.encode(), "17-К".encode()) if word in kept]
    assert stick.with_name("staff.csv.done.csv").read_text(encoding="utf-8").count("\n") == 2


def test_the_worker_sees_what_the_list_says_of_them_and_of_nobody_else(
    visit: Come, tmp_path: Path, stick: Path
) -> None:
    here = come(visit, stick)
    open_batch(here, tmp_path)
    here.tap(NAMES[0])
    here.wait("listed")
    shown = " ".join(here.hand.texts())
    assert NAMES[0] in shown and "№ 17-К" in shown and "01.02.2019" in shown
    assert FIRST not in shown and FIRST[-4:] in shown
    assert NAMES[1] not in shown and here.program.batch.people == []
    here.program.kiosk.speak("ru")
    here.wait(lambda: "Это вы?" in here.hand.texts())
    assert here.sitting.has_contract()


def test_a_list_that_cannot_be_read_is_told_to_hr_and_whoever_came_meanwhile_is_not_kept_out(
    visit: Come, tmp_path: Path, stick: Path
) -> None:
    stick.write_text(LIST.replace(FIRST, "840229400126"), encoding="utf-8")
    here = come(visit, stick)
    room(here, tmp_path)
    tap(here, FROM_LIST)
    here.wait(lambda: here.program.batch.trouble.get("code") == "kiosk.staff-list")
    assert any(text.startswith("kiosk.staff-list (1: iin): Кадр бөлімінің") for text in here.hand.texts())
    assert not [text for text in here.hand.texts() if NAMES[0] in text]
    here.tap("back")
    here.tap("Басына")
    here.go("who")


def test_a_medium_that_went_away_is_told_to_staff_and_the_statement_is_safe(
    visit: Come, tmp_path: Path, stick: Path
) -> None:
    here = come(visit, stick)
    open_batch(here, tmp_path)
    here.tap(NAMES[0])
    here.wait("listed")
    stick.unlink()
    stick.parent.rmdir()
    tap(here, ("Listed", "Yes, this is me"))
    here.go("done")
    assert here.program.kiosk.signed
    here.wait(lambda: here.program.staff.trouble.get("code") == "kiosk.staff-list-unwritten")


def typed(here: Visit, folder: Path, hired: str) -> None:
    """Go as a worker who is typed, as far as the day of hiring."""
    room(here, folder)
    tap(here, ("StaffHall", "Supplement for one worker"))
    here.wait("identify")
    here.hand.type(FIRST)
    here.tap("next")
    here.wait("name")
    here.program.kiosk.send("name", "Дәурен")
    here.tap("next")
    here.wait("contract")
    here.program.kiosk.send("number", "17-К")
    here.program.kiosk.send("date", "01022019")
    here.tap("next")
    here.tap("next")
    keys(here, hired)
    here.wait(lambda: here.sitting.hired == hired)
    here.tap("next")


def test_one_worker_is_typed_where_there_is_no_list(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("kk")
    typed(here, tmp_path, "21042023")
    here.wait("information")
    here.go("done")
    here.tap("done")
    here.wait("welcome")
    assert here.program.office.screen == ""
    here.close()
    with open_station(tmp_path) as station:
        station.sync(library)
    [found] = library.find(SearchRequest(person=person(FIRST)))
    assert library.show(found.id).statement.form.id == "staff-supplement"


def test_who_was_hired_since_the_order_asked_is_led_to_the_contract(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    typed(here, tmp_path, "22042023")
    assert here.screen == "contract"
    later = "Hired later, a worker is asked at the contract itself: go back, and choose the consent at the contract."
    here.wait(lambda: said(("Contract", later)) in here.hand.texts())


def test_after_a_worker_of_the_list_the_next_process_begins_at_the_door(
    visit: Come, tmp_path: Path, stick: Path
) -> None:
    here = come(visit, stick)
    assert not here.program.office.returning
    open_batch(here, tmp_path)
    ask(here, NAMES[0], "permit")
    assert here.program.office.returning
    here.program.office.leave()
    assert not here.program.office.returning
    assert supervisor.NEXT_WORKER not in (0, supervisor.CLOSED, *supervisor.HOPELESS)
