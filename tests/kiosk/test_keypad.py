"""Without touch: keys of a keypad, and a scanner that types like a keyboard; the way by ear is in test_by_ear.py."""

from __future__ import annotations

import string
from collections.abc import Callable

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import QCoreApplication, Qt

from kiosk import drafts
from kiosk.bridge.hearing import change_of
from tests.kiosk.ears import Ears
from tests.kiosk.listener import TELEPHONE
from tests.kiosk.scanning import FAST, SLOW, press, send
from tests.kiosk.test_keyboard import KAZAKH
from tests.kiosk.visits import IIN, Visit

Come = Callable[..., Visit]
LATIN = [group[1:] for group in TELEPHONE["en"].split()]


def test_a_scanned_iin_is_taken_whole(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    here.hand.type("12")
    send(here, f"{IIN}\n", FAST)
    assert (here.screen, here.sitting.iin) == ("identify", IIN)


def test_typed_digits_are_no_scan_and_none_is_lost(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    send(here, IIN, SLOW)
    assert here.sitting.iin == IIN


def test_a_scan_never_lands_in_a_text_field(visit: Come) -> None:
    here = visit("en")
    here.go("name")
    send(here, f"{IIN}\n", FAST)
    assert (here.screen, here.sitting.name) == ("name", "")
    send(here, "assel", SLOW)
    here.wait(lambda: here.sitting.name == "assel")


def test_garbage_is_told_and_changes_nothing(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    here.hand.type("90")
    send(here, "https\n", FAST)
    send(here, "900101300127\n", FAST)
    assert here.sitting.iin == "90"
    assert any("This code is not known here" in text for text in here.hand.texts())
    here.hand.type("0")
    assert not any("This code is not known here" in text for text in here.hand.texts())


def test_a_referral_is_kept_beside_the_iin(visit: Come) -> None:
    here = visit("en", "referral_pattern = 'np-[0-9]{8}'")
    here.go("identify")
    send(here, "np-00012345\n", FAST)
    assert (here.sitting.referral, here.sitting.iin) == ("np-00012345", "")
    assert any("Your referral was read" in text for text in here.hand.texts())
    send(here, f"{IIN}\n", FAST)
    here.tap("next")
    here.wait("name")
    assert drafts.notice(here.sitting).identified_by.method == "referral"


def test_somebody_who_comes_by_the_keypad_is_read_to(visit: Come) -> None:
    ears = Ears()
    here = visit("en", speaker=ears)
    here.wait(lambda: bool(here.program.window.property("complete")))
    press(here, Qt.Key.Key_Tab)
    assert here.program.reader.on
    here.wait(lambda: "Қазақша" in ears.texts)


def test_and_not_where_the_organisation_does_not_want_it(visit: Come) -> None:
    here = visit("en", "keypad_reads = false", speaker=Ears())
    here.wait(lambda: bool(here.program.window.property("complete")))
    press(here, Qt.Key.Key_Tab)
    assert not here.program.reader.on


@pytest.mark.parametrize(
    ("language", "keys", "written"),
    [
        ("kk", "22" + "66" + "33" + "44444", "Әсел"),
        ("en", "2" + "66" + "1" + "66" + "2", "Anna"),
        ("ru", "22" + "0" + "22", "Б Б"),
        ("en", "2" + "1" + "1" + "2", "A-A"),
        ("en", "22" + "*" + "3", "D"),
        ("en", "2222", "A"),
        ("en", "2" + "*" + "*" + "2", "A"),
    ],
)
def test_a_name_is_spelled_by_the_digits_of_a_keypad(visit: Come, language: str, keys: str, written: str) -> None:
    here = visit(language)
    here.go("name")
    for key in keys:
        send(here, key, SLOW)
    here.wait(lambda: here.sitting.name == written)


def test_a_letter_of_another_keyboard_ends_the_one_that_was_open(visit: Come) -> None:
    here = visit("en")
    here.go("name")
    for key in ("2", "b", "2"):
        send(here, key, SLOW)
    here.wait(lambda: here.sitting.name == "Aba")


@pytest.mark.parametrize(("language", "alphabet"), [("kk", KAZAKH), ("ru", KAZAKH), ("en", string.ascii_lowercase)])
def test_every_letter_has_a_key_of_the_telephone(visit: Come, language: str, alphabet: str) -> None:
    """In Russian too a name may have letters that only Kazakh has; they come after the others."""
    visit(language).go("who")
    letters = [QCoreApplication.translate("Spelling", each) for each in LATIN]
    assert sorted("".join(letters)) == sorted(alphabet)
    assert letters == [group[1:] for group in TELEPHONE[language].split()]


@pytest.mark.parametrize(
    ("before", "typed", "said"),
    [
        ("", "Ә", "Ә"),
        ("Ә", "Ә ", "space"),
        ("Қар", "Қаж", "ж"),
        ("Қар", "Қа", "р erased"),
        ("ab", "", "ab erased"),
        ("Асл", "Асел", "е"),
        ("a ", "a", "space erased"),
        ("аа", "ааа", "а"),
        ("Асел", "Асель", "soft sign"),
        ("", "erased", "erased"),
    ],
)
def test_what_has_changed_in_a_field_is_said_and_nothing_else(before: str, typed: str, said: str) -> None:
    assert change_of(before, typed, {"erased": "%1 erased", " ": "space", "ь": "soft sign"}) == said


def test_the_keypads_own_enter_ends_a_line_and_writes_none(visit: Come) -> None:
    here = visit("en")
    here.go("name")
    send(here, "assel", SLOW)
    press(here, Qt.Key.Key_Enter)
    here.wait("notice")
    assert here.sitting.name == "assel"
