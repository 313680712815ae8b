"""Without touch: by keys alone, by ear alone, and by a scanner that types like a keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk import drafts
from tests.kiosk.ears import Ears
from tests.kiosk.visits import IIN, WORDS, Visit

Come = Callable[..., Visit]
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
FAST, SLOW = 1, 90
"""Milliseconds before a key, of a scanner and of a person."""


def press(here: Visit, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(here.program.window, key, Qt.KeyboardModifier.NoModifier, FAST)


def type_keys(here: Visit, text: str, pause: int) -> None:
    for letter in text:
        if letter in KEYS:
            QTest.keyClick(here.program.window, KEYS[letter], Qt.KeyboardModifier.NoModifier, pause)
        else:
            QTest.keyClick(here.program.window, letter, Qt.KeyboardModifier.NoModifier, pause)
    for _ in range(25):
        QTest.qWait(4)


def test_a_scanned_iin_is_taken_whole(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    here.hand.type("12")
    type_keys(here, f"{IIN}\n", FAST)
    assert (here.screen, here.sitting.iin) == ("identify", IIN)


def test_typed_digits_are_no_scan_and_none_is_lost(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    type_keys(here, IIN, SLOW)
    assert here.sitting.iin == IIN


def test_a_scan_never_lands_in_a_text_field(visit: Come) -> None:
    here = visit("en")
    here.go("name")
    type_keys(here, f"{IIN}\n", FAST)
    assert (here.screen, here.sitting.name) == ("name", "")
    type_keys(here, "assel", SLOW)
    here.wait(lambda: here.sitting.name == "assel")


def test_garbage_is_told_and_changes_nothing(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    here.hand.type("90")
    type_keys(here, "https\n", FAST)
    type_keys(here, "900101300127\n", FAST)
    assert here.sitting.iin == "90"
    assert any("This code is not known here" in text for text in here.hand.texts())
    here.hand.type("0")
    assert not any("This code is not known here" in text for text in here.hand.texts())


def test_a_referral_is_kept_beside_the_iin(visit: Come) -> None:
    here = visit("en", "referral_pattern = 'np-[0-9]{8}'")
    here.go("identify")
    type_keys(here, "np-00012345\n", FAST)
    assert (here.sitting.referral, here.sitting.iin) == ("np-00012345", "")
    assert any("Your referral was read" in text for text in here.hand.texts())
    type_keys(here, f"{IIN}\n", FAST)
    here.tap("next")
    here.wait("name")
    assert drafts.notice(here.sitting).identified_by.method == "referral"


def test_somebody_who_comes_by_the_keypad_is_read_to(visit: Come) -> None:
    ears = Ears()
    here = visit("en", speaker=ears)
    here.wait(lambda: bool(here.program.window.property("complete")), 30)
    press(here, Qt.Key.Key_Tab)
    assert here.program.reader.on
    here.wait(lambda: "Қазақша" in ears.texts)


def test_and_not_where_the_organisation_does_not_want_it(visit: Come) -> None:
    here = visit("en", "keypad_reads = false", speaker=Ears())
    here.wait(lambda: bool(here.program.window.property("complete")), 30)
    press(here, Qt.Key.Key_Tab)
    assert not here.program.reader.on


class Fingers:
    """Someone at a keypad who does not see: goes on from control to control until the right one is heard."""

    def __init__(self, here: Visit, ears: Ears) -> None:
        self.here, self.ears = here, ears

    def still(self) -> None:
        reader = self.here.program.reader
        for _ in range(5):
            QTest.qWait(5)
        self.here.wait(lambda: not reader._settle.isActive() and not reader._queue.speaking)

    def seek(self, said: str) -> None:
        """Go on by keys until this is what is heard last."""
        for step in range(60):
            press(self.here, Qt.Key.Key_Down if step % 2 else Qt.Key.Key_Tab)
            self.still()
            if self.ears.texts[-1].startswith(said):
                return
        raise AssertionError(f"“{said}” is not heard: {self.ears.texts[-60:]}")

    def act(self, said: str, until: Callable[[], bool]) -> None:
        self.still()
        self.seek(said)
        press(self.here, Qt.Key.Key_Return)
        self.here.wait(until)
        self.still()


@pytest.mark.parametrize("language", ["en"])
def test_by_keys_and_ear_alone_from_welcome_to_the_signature(visit: Come, language: str) -> None:
    """Scenario 20. Nothing is touched; what is pressed is what was heard."""
    ears = Ears()
    here = visit(language, speaker=ears)
    here.wait(lambda: bool(here.program.window.property("complete")), 30)
    words = WORDS[language]
    hands = Fingers(here, ears)

    def there(screen: str) -> Callable[[], bool]:
        return lambda: here.screen == screen

    hands.act(words["language"], there("who"))
    hands.act(words["patient"], there("identify"))
    type_keys(here, IIN, SLOW)
    hands.act(f"{words['next']}, button", there("name"))
    type_keys(here, "assel\n", SLOW)
    here.wait("notice")
    hands.still()
    for _ in range(99):
        if here.screen == "choices":
            break
        QTest.qWait(250)  # a page that is read on glides, and its button changes at the end
        names = here.hand.names()
        name = next(words[key] for key in ("on", "understood", "next") if words[key] in names)
        hands.act(name, lambda: True)
    for place in range(len(here.sitting.scopes)):
        hands.act(words["deny"], lambda place=place: len(here.sitting.answers) == place + 1)
        assert f"{words['deny']}, chosen" in ears.texts
        hands.act(words["next"], lambda place=place: here.screen == "words" or here.sitting.question == place + 1)
    hands.act(words["next"], there("review"))
    here.wait(lambda: not here.program.kiosk.property("busy"))
    hands.act(words["right"], there("sign"))
