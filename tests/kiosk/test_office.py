"""Behind the mark in the corner: the code, and what staff can have done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from econsent.library import Library
from econsent.station import Station
from kiosk import staffcode
from kiosk.__main__ import _load_fonts
from kiosk.bridge.office import KNOCKS
from kiosk.staffcode import StaffCode
from tests.builders import IIN, PASSPHRASE
from tests.kiosk.visits import Visit, open_kiosk
from tests.server.conftest import served

Come = Callable[..., Visit]
CODE = "271828"


def knock(here: Visit, times: int = KNOCKS) -> None:
    here.wait(lambda: bool(here.program.window.property("complete")))
    for _ in range(times):
        here.hand.tap("Қызметкерлер үшін")


def enter(here: Visit, code: str = CODE) -> None:
    for digit in code:
        here.hand.tap(digit)
    here.hand.tap("Келесі")
    here.wait(lambda: not here.program.office.busy)


def room(here: Visit, folder: Path) -> None:
    """Go in."""
    StaffCode(folder / "station").set(CODE)
    knock(here)
    enter(here)
    assert here.program.office.screen == "room"


def done(here: Visit, name: str) -> dict[str, object]:
    """Have something done, and return the answer."""
    here.tap(name)
    here.wait(lambda: not here.program.office.busy and bool(here.program.office.answer))
    return here.program.office.answer


def test_one_touch_on_the_mark_shows_how_the_station_is_and_no_door(visit: Come) -> None:
    here = visit("kk")
    knock(here, KNOCKS - 1)
    assert here.program.office.screen == ""


def test_the_right_code_opens_and_the_wrong_one_does_not(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    StaffCode(tmp_path / "station").set(CODE)
    knock(here)
    enter(here, "111222")
    assert here.program.office.screen == "door"
    assert "Бұл код дұрыс емес." in here.hand.texts()
    enter(here)
    assert here.program.office.screen == "room"
    here.tap("Басына")
    assert here.program.office.screen == ""
    here.go("who")


def test_too_many_guesses_have_to_wait_also_with_the_right_code(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    StaffCode(tmp_path / "station").set(CODE)
    knock(here)
    for _ in range(staffcode.FREE):
        enter(here, "111222")
    enter(here)
    assert here.program.office.screen == "door"
    assert any(text.startswith("Қате код тым көп енгізілді.") for text in here.hand.texts())


def test_where_no_code_is_set_the_door_says_so_and_stays_shut(visit: Come) -> None:
    here = visit("kk")
    knock(here)
    enter(here)
    assert here.program.office.screen == "door"
    assert any("--set-staff-code" in text for text in here.hand.texts())


def test_a_code_is_typed_at_a_keypad_too(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    StaffCode(tmp_path / "station").set(CODE)
    knock(here)
    for digit in CODE:
        QTest.keyClick(here.program.window, Qt.Key(ord(digit)))
    assert here.program.office.typed == len(CODE)


def test_staff_see_how_the_station_stands_and_a_failed_delivery_says_why(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    room(here, tmp_path)
    here.wait(lambda: any(text.startswith("Жіберілуін күтіп тұр") for text in here.hand.texts()))
    answer = done(here, "Қазір жіберу")
    assert (answer["action"], answer["state"]) == ("sync", "failed")
    assert any(str(answer["code"]) in text for text in here.hand.texts())


def test_the_exported_log_tells_of_the_station_and_of_nobody(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    here.go("done")
    here.tap("done")
    here.wait("welcome")
    room(here, tmp_path)
    answer = done(here, "Журналды сақтап алу")
    text = Path(str(answer["path"])).read_text(encoding="utf-8")
    log = json.loads(text)
    assert [item["seq"] for item in log["statements"]] == [1, 2]
    assert [item["digest"] for item in log["statements"]] == [item.digest for item in here.program.kiosk.signed]
    assert log["health"]["waiting"] == 2
    assert not [word for word in (IIN, "Әсел", "әсел", IIN[:6]) if word in text]


def test_an_export_folder_that_is_not_there_is_said(visit: Come, tmp_path: Path) -> None:
    here = visit("kk", f'export_folder = "{tmp_path}/no/stick"')
    room(here, tmp_path)
    answer = done(here, "Журналды сақтап алу")
    assert (answer["state"], "export_folder" in str(answer["remedy"])) == ("failed", True)


def test_without_a_printer_the_test_page_says_so(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    room(here, tmp_path)
    assert done(here, "Сынақ бетін басып шығару")["code"] == "kiosk.printer-absent"


def test_a_station_that_is_there_is_not_enrolled_over(visit: Come, tmp_path: Path) -> None:
    here = visit("kk", 'library_url = "http://127.0.0.1:9"')
    room(here, tmp_path)
    here.tap("Жаңа станцияны тіркеу")
    here.program.office.enrol("ABCD-EFGH-JKMN-PQRS")
    here.wait(lambda: not here.program.office.busy)
    assert here.program.office.answer["code"] == "store.exists"


def test_a_new_kiosk_is_enrolled_by_its_staff_and_serves_at_once(
    qapp: object, library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    _load_fonts()
    QAccessible.setActive(True)
    StaffCode(folder).set(CODE)
    code = library.invite(name="new", point="Абай даңғылы, 12", room="105").code
    with served(library) as url:
        here = Visit(open_kiosk(folder, f'library_url = "{url}"'), "kk")
        try:
            knock(here)
            enter(here)
            here.tap("Жаңа станцияны тіркеу")
            here.program.office.enrol("0000-0000-0000-0000")
            here.wait(lambda: not here.program.office.busy)
            assert here.program.office.answer["state"] == "failed"
            here.hand.type(code.replace("-", ""))
            here.tap("Тіркеу")
            here.wait(lambda: "Станция тіркелді." in here.hand.texts())
            QGuiApplication.inputMethod().hide()
            here.tap("Артқа")
            here.tap("Басына")
            here.go("done")
        finally:
            here.close()
    assert {path.name for path in folder.iterdir()} >= {"kiosk.toml", "staff-code.json"}
    with Station.open(folder, passphrase=PASSPHRASE) as station:
        assert station.health().waiting + station.health().delivered == 2


def test_only_staff_close_the_kiosk(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    closed: list[bool] = []
    here.program.office.closed.connect(lambda: closed.append(True))
    here.program.office.closeKiosk()
    assert closed == []
    room(here, tmp_path)
    here.tap("Киоскіні жабу")
    assert closed == [True]


def test_whoever_forgets_to_leave_is_shown_out(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    room(here, tmp_path)
    here.program.office._rest.start(300)
    here.wait(lambda: here.program.office.screen == "")


def reached_by_tab(here: Visit) -> set[str]:
    """Return the names of the controls that come into sight, whole, when the focus comes to them."""
    window = here.program.window
    seen: set[str] = set()
    for _ in range(12):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        glass = QRect(0, 0, window.width(), window.height())
        seen |= {name for name, rect in here.hand.controls() if glass.contains(rect)}
    return seen


def test_what_lies_below_comes_into_sight_with_the_focus(visit: Come, tmp_path: Path) -> None:
    here = visit("kk")
    room(here, tmp_path)
    here.program.kiosk.enlarge()
    here.program.kiosk.enlarge()
    assert set(here.hand.names()) - reached_by_tab(here) == set()
