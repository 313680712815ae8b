"""The on-screen keyboard, by real touches: Kazakh, Russian and English, switched while typing, nothing learned."""

from __future__ import annotations

import contextlib
import os
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import QDeadlineTimer, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk import keyboard
from tests.waiting import PATIENCE

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KAZAKH_ONLY = "Әғқңөұүһі"

PAGE = """
import QtQuick
import QtQuick.Controls
import QtQuick.VirtualKeyboard

Window {
    id: window
    width: 1280; height: 800; visible: true
    property string language: "kk"
    property int hints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData | Qt.ImhNoAutoUppercase
    property alias text: area.text
    property alias panel: loader.item
    readonly property int offered: InputContext.inputEngine.wordCandidateListModel.count

    TextArea {
        id: area
        objectName: "area"
        width: parent.width; height: 200
        inputMethodHints: window.hints
    }
    Loader {
        id: loader
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
    }
    required property url keyboard
    Component.onCompleted: loader.setSource(keyboard, { "language": Qt.binding(() => window.language) })
}
"""


class Desk:
    """A window with a text field and the keyboard, and a finger."""

    def __init__(self, window: QQuickWindow, device: QPointingDevice, complaints: list[str]) -> None:
        self.window = window
        self.device = device
        self.complaints = complaints

    @property
    def text(self) -> str:
        QGuiApplication.inputMethod().commit()
        return self.window.property("text")

    @property
    def panel(self) -> QQuickItem:
        return self.window.property("panel")

    def begin(self, language: str) -> None:
        """Have an empty field in focus and the keyboard up, in this language."""
        self.window.setProperty("language", language)
        self.panel.metaObject().invokeMethod(self.panel, "reset")
        self.window.setProperty("text", "")
        self.window.findChild(QQuickItem, "area").forceActiveFocus()
        QGuiApplication.inputMethod().show()
        self.wait(lambda: self.panel.property("active") and self.key("п" if language != "en" else "p"))

    def wait(self, condition) -> None:
        deadline = QDeadlineTimer(round(1000 * PATIENCE))
        while not condition():
            assert not deadline.hasExpired()
            QTest.qWait(5)

    def visible_keys(self) -> list[QQuickItem]:
        found, waiting = [], [self.panel]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                waiting += item.childItems()
                if item.width() > 0 and item.property("keyPanelDelegate") is not None:  # a key, and laid out
                    found.append(item)
        return found

    def key(self, text: str) -> QQuickItem | None:
        return next(
            (key for key in self.visible_keys() if text in (key.property("text"), key.property("displayText"))), None
        )

    def key_of_type(self, name: str) -> QQuickItem:
        return next(key for key in self.visible_keys() if key.metaObject().className().startswith(name))

    def tap(self, key: QQuickItem) -> None:
        spot = key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint()
        QTest.touchEvent(self.window, self.device).press(0, spot, self.window).commit()
        QTest.touchEvent(self.window, self.device).release(0, spot, self.window).commit()

    def type(self, text: str) -> None:
        for character in text:
            if character.isupper():
                self.tap(self.key_of_type("ShiftKey"))
            self.tap(self.key(character.lower()))


@pytest.fixture(scope="module")
def desk(qapp: QGuiApplication) -> Iterator[Desk]:
    complaints: list[str] = []

    def note(warnings: list[QQmlError]) -> None:
        complaints.extend(warning.toString() for warning in warnings)

    engine = QQmlApplicationEngine()
    engine.warnings.connect(note)
    engine.setInitialProperties({"keyboard": QUrl.fromLocalFile(str(keyboard.FOLDER / "KeyboardPanel.qml"))})
    engine.loadData(PAGE.encode())
    window = engine.rootObjects()[0]
    device = QTest.createTouchDevice()
    assert QTest.qWaitForWindowExposed(window)
    window.requestActivate()
    yield Desk(window, device, complaints)
    window.close()
    engine.deleteLater()
    QTest.qWait(0)


@pytest.mark.parametrize(("language", "alphabet"), [("kk", KAZAKH), ("ru", RUSSIAN), ("en", string.ascii_lowercase)])
def test_every_letter_of_the_language_has_a_key_that_types_it(desk: Desk, language: str, alphabet: str) -> None:
    desk.begin(language)
    desk.type(alphabet)
    assert desk.text == alphabet


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("kk", KAZAKH_ONLY + " Үй, Іңір."), ("ru", "Съёмка, Ёж."), ("en", "I do, Yes.")],
)
def test_capitals_space_comma_and_full_stop(desk: Desk, language: str, sentence: str) -> None:
    desk.begin(language)
    desk.type(sentence)
    assert desk.text == sentence


def test_language_changes_while_a_person_types_and_nothing_is_lost(desk: Desk) -> None:
    desk.begin("kk")
    desk.type(KAZAKH_ONLY)
    desk.window.setProperty("language", "ru")
    desk.wait(lambda: desk.panel.property("typingLocale") == "ru_RU" and desk.key("1"))
    assert desk.panel.property("active")
    assert desk.key("ә") is None
    desk.type("ёъ")
    desk.window.setProperty("language", "en")
    desk.wait(lambda: desk.panel.property("typingLocale") == "en_GB" and desk.key("q"))
    desk.type("ok")
    desk.window.setProperty("language", "kk")
    desk.wait(lambda: desk.panel.property("typingLocale") == "kk_KZ" and desk.key("ә"))
    desk.type("ә")
    assert desk.text == KAZAKH_ONLY + "ёъokә"


def test_the_globe_goes_round_three_languages_and_reset_comes_home(desk: Desk) -> None:
    desk.begin("kk")
    seen = []
    for _ in range(3):
        desk.tap(desk.key_of_type("ChangeLanguageKey"))
        seen.append(desk.panel.property("typingLocale"))
    assert seen == ["ru_RU", "en_GB", "kk_KZ"]
    desk.tap(desk.key_of_type("ChangeLanguageKey"))
    desk.begin("kk")
    assert desk.panel.property("typingLocale") == "kk_KZ"


def test_reset_takes_back_the_shift_of_the_last_visitor(desk: Desk) -> None:
    for taps in (1, 2):  # the second tap locks it
        desk.begin("kk")
        for _ in range(taps):
            desk.tap(desk.key_of_type("ShiftKey"))
        desk.begin("kk")
        desk.type("аа")
        assert desk.text == "аа"


def test_symbols_are_one_tap_away_and_one_tap_back(desk: Desk) -> None:
    desk.begin("kk")
    desk.tap(desk.key("123"))
    desk.wait(lambda: desk.key("№"))
    desk.type("№1-«»?!")
    desk.tap(desk.key("АБВ"))
    desk.wait(lambda: desk.key("ә"))
    desk.type("ә")
    assert desk.text == "№1-«»?!ә"


def test_backspace_and_a_new_line(desk: Desk) -> None:
    desk.begin("kk")
    desk.type("аб")
    desk.tap(desk.key_of_type("BackspaceKey"))
    desk.tap(desk.key_of_type("EnterKey"))
    desk.type("ә")
    assert desk.text == "а\nә"


def test_a_field_of_digits_gets_a_telephone_pad(desk: Desk) -> None:
    desk.begin("kk")
    hints = desk.window.property("hints")
    desk.window.setProperty("hints", (Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData).value)
    desk.wait(lambda: desk.key("0") and not desk.key("ә"))
    desk.type("0123456789")
    typed = desk.text
    desk.window.setProperty("hints", hints)
    desk.wait(lambda: desk.key("ә"))
    assert typed == "0123456789"


def test_hiding_gives_the_screen_back(desk: Desk) -> None:
    desk.begin("kk")
    assert desk.panel.height() > 0
    desk.tap(desk.key_of_type("HideKeyboardKey"))
    desk.wait(lambda: not desk.panel.property("active"))
    assert desk.panel.height() == 0
    desk.begin("kk")
    assert desk.panel.height() > 0


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_keys_are_at_least_14_mm_and_do_not_leave_the_screen(desk: Desk, language: str, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    desk.begin(language)
    desk.wait(lambda: desk.panel.width() == size[0])
    least = 14 * desk.window.screen().physicalDotsPerInch() / 25.4
    screen = QRectF(0, 0, *size)

    def wrong() -> list[QRectF]:
        places = [key.mapRectToScene(QRectF(QPointF(), key.size())) for key in desk.visible_keys()]
        assert len(places) > 30
        return [each for each in places if min(each.width(), each.height()) < least - 1 or not screen.contains(each)]

    with contextlib.suppress(AssertionError):  # the keys are laid out in the frames that follow
        desk.wait(lambda: wrong() == [])
    assert wrong() == []
    desk.window.resize(1280, 800)


def test_nothing_typed_is_offered_or_kept(desk: Desk) -> None:
    desk.begin("kk")
    for _ in range(3):
        desk.type("құпия ")
    desk.type("құп")
    assert desk.window.property("offered") == 0
    assert desk.window.property("text") == "құпия " * 3 + "құп", "nothing waits outside the field"


def test_our_files_draw_no_complaint_from_qml(desk: Desk) -> None:
    desk.begin("kk")
    ours = [complaint for complaint in desk.complaints if "qml/keyboard" in complaint]
    assert ours == []


def test_the_first_frame_does_not_wait_for_the_keyboard() -> None:
    """Announcing it must import nothing of Qt: the panel comes by a Loader when the first screen is seen."""
    code = "import sys, os; from kiosk import keyboard; keyboard.announce(os.environ); print('PySide6' in sys.modules)"
    root = Path(keyboard.__file__).parent.parent
    environment = os.environ | {"PYTHONPATH": str(root)}
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert answer.stdout.strip() == "False"


def test_announcing_keeps_the_import_paths_that_are_there() -> None:
    environ = {"QML_IMPORT_PATH": "/elsewhere"}
    keyboard.announce(environ)
    assert environ["QML_IMPORT_PATH"].split(os.pathsep) == [str(keyboard.FOLDER / "styles"), "/elsewhere"]
    assert (Path(environ["QT_VIRTUALKEYBOARD_LAYOUT_PATH"]) / "kk_KZ" / "main.qml").is_file()
