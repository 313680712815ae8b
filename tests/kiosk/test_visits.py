"""Whole visits at the real window, by touch, with a real station behind it and no library to be reached."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from econsent.exchange import SearchRequest
from econsent.identity import check_digit
from econsent.library import Library
from econsent.station import Station
from tests.builders import decide, open_station, person
from tests.kiosk.visits import IIN, ORDER, WORDS, Visit

Come = Callable[..., Visit]
SCOPES = ("filming.photo", "filming.video", "images.quality-control", "images.training", "images.publication")


def deliver(visit: Visit, library: Library, folder: Path) -> None:
    """Close the kiosk, and bring to the library what its station keeps."""
    visit.close()
    with open_station(folder) as station:
        assert station.sync(library).problems == ()


def answers(library: Library) -> list[str]:
    return [decide(library, IIN, scope).decision for scope in SCOPES]


def statements(library: Library) -> list:
    return library.find(SearchRequest(person=person(IIN)))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_agrees_from_language_to_done(visit: Come, library: Library, tmp_path: Path, language: str) -> None:
    here = visit(language)
    assert answers(library) == ["NO_CONSENT"] * 5
    here.go("done")
    signed = here.program.kiosk.signed
    assert [item.kind for item in signed] == ["notice", "consent"]
    here.tap("done")
    here.wait("welcome")
    deliver(here, library, tmp_path)
    assert answers(library) == ["CONSENT_PERMIT"] * 5


def test_16_refuses_with_as_many_touches_as_agreeing(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("ru")
    here.go("done", "permit")
    agreeing, here.taps = here.taps, 0
    here.tap("done")
    here.wait("welcome")
    here.taps = 0
    here.go("done", "deny")
    assert here.taps == agreeing
    deliver(here, library, tmp_path)
    assert answers(library) == ["CONSENT_DENY"] * 5


def test_16_refuses_one_scope_only(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("en")
    here.go("done", {0: "permit", 1: "permit", 2: "permit", 3: "permit"})
    deliver(here, library, tmp_path)
    assert answers(library) == ["CONSENT_PERMIT"] * 4 + ["CONSENT_DENY"]


def test_22_kazakh_to_russian_in_mid_form(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("kk")
    here.go("words", name="Әсел Қуанышқызы")
    before = dict(here.sitting.answers)
    here.tap("Русский")
    here.language = "ru"
    assert here.screen == "words"
    assert here.sitting.answers == before
    assert "Әсел Қуанышқызы" in here.sitting.words(dt.date.today())
    here.go("done")
    digest = here.program.kiosk.signed[-1].digest
    deliver(here, library, tmp_path)
    found = next(item for item in statements(library) if item.digest == digest)
    statement = library.show(found.id).statement
    assert (statement.form.language, statement.form.languages_shown) == ("ru", ("kk", "ru"))
    assert statement.subject.name == "Әсел Қуанышқызы"


def test_another_language_on_the_signing_screen_leads_to_another_review(visit: Come) -> None:
    here = visit("kk")
    here.go("sign")
    here.hand.draw("cross")
    here.tap("English")
    here.language = "en"
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    here.tap("right")
    here.wait("sign")
    here.tap("sign")
    assert here.screen == "sign"  # the ink was drawn under another text, and is gone
    assert here.program.kiosk.property("refusal") == "ink"


@pytest.mark.parametrize("screen", ORDER[:-1])
def test_14_walks_away_and_the_next_person_sees_nothing(visit: Come, tmp_path: Path, screen: str) -> None:
    here = visit("ru", "idle_seconds = 3.0\ngrace_seconds = 0.3")
    here.go(screen)
    if screen == "sign":
        here.hand.draw("signature")
    if screen == "words":
        here.tap("Написать свой текст")
        here.hand.type("нет")
    here.wait("idle")
    here.wait("welcome")
    assert here.sitting is None
    kiosk = here.program.kiosk
    assert (kiosk.property("language"), kiosk.property("textScale"), kiosk.property("highContrast")) == (
        "kk",
        1.0,
        False,
    )
    for name in ("iin", "name", "words", "page", "question", "notice", "review"):
        assert not getattr(kiosk.entries, name)
    assert left_on(here.program.window.contentItem()) == []
    here.close()
    with open_station(tmp_path) as station:
        assert station.health().waiting == 1


def left_on(item) -> list[str]:
    """Return every text that somebody typed, and every pad with ink, that is still on an item."""
    found = [str(item.property("text"))] if item.inherits("QQuickTextEdit") and item.property("text") else []
    found += ["ink"] if item.inherits("InkPad") and not item.property("empty") else []
    return found + [text for child in item.childItems() for text in left_on(child)]


def test_the_next_visitor_signs_only_their_own(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("kk")
    here.go("words", name="Бірінші")
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    here.go("done", "deny", name="Екінші")
    deliver(here, library, tmp_path)
    kinds = [item.kind for item in statements(library)]
    assert sorted(kinds) == ["consent", "notice"]
    assert {library.show(item.id).statement.subject.name for item in statements(library)} == {"Екінші"}


def test_15_slow_hands_extend_the_warning_again_and_again(visit: Come) -> None:
    here = visit("kk", "idle_seconds = 0.3\ngrace_seconds = 20")
    here.wait(lambda: bool(here.program.window.property("complete")))
    here.tap("language")
    here.wait("idle")
    for _ in range(3):
        here.tap("more")
        here.wait("who")
        here.wait("idle")
    here.tap("more")
    here.tap("patient")
    for digit in IIN:
        if here.screen == "idle":
            here.tap("more")
        here.tap(digit)
        here.wait("idle")
        here.tap("more")
    assert here.sitting.iin == IIN


def test_15_a_finger_that_rests_on_a_button_for_long_presses_it(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    window, spot = here.program.window, here.hand._steady("1").center()
    QTest.touchEvent(window, here.hand._device).press(0, spot, window).commit()
    QTest.qWait(2 * QGuiApplication.styleHints().mousePressAndHoldInterval())
    QTest.touchEvent(window, here.hand._device).release(0, spot, window).commit()
    assert here.sitting.iin == "1"


def test_a_question_over_the_screen_can_be_answered_with_going_on(visit: Come) -> None:
    here = visit("en")
    here.go("choices")
    here.tap("permit")
    here.tap("cancel")
    here.wait("stopping")
    here.tap("Go on")
    here.wait("choices")
    assert here.sitting.answers == {"filming.photo": "permit"}


def test_an_empty_pad_is_refused_and_says_why(visit: Come) -> None:
    here = visit("en")
    here.go("sign")
    here.tap("sign")
    assert here.screen == "sign"
    assert "Please sign with your finger in the white field first." in here.hand.texts()
    here.hand.draw("cross")
    here.tap("clear")
    here.tap("sign")
    assert here.screen == "sign"
    here.hand.draw("cross")
    here.tap("sign")
    here.wait("done")


def test_a_cross_is_enough(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("en")
    here.go("sign")
    here.hand.draw("cross")
    here.tap("sign")
    here.wait("done")
    digest = here.program.kiosk.signed[-1].digest
    deliver(here, library, tmp_path)
    found = next(item for item in statements(library) if item.digest == digest)
    statement = library.show(found.id).statement
    assert (statement.signature_class, [item.role for item in statement.evidence]) == ("ink", ["ink"])


@pytest.mark.parametrize(
    ("digits", "message"),
    [
        ("900101", "Please type all 12 digits."),
        ("900101300127", "This number is not right. Please compare it with your identity card."),
    ],
)
def test_a_wrong_iin_is_said_plainly_and_can_be_mended(visit: Come, digits: str, message: str) -> None:
    here = visit("en")
    here.go("identify")
    here.hand.type(digits)
    here.tap("next")
    assert here.screen == "identify"
    assert message in here.hand.texts()
    for _ in digits:
        here.tap("Delete the last digit")
    assert here.sitting.iin == ""
    here.hand.type(IIN)
    here.tap("next")
    here.wait("name")


def test_a_birth_date_that_cannot_be_is_only_doubted(visit: Come) -> None:
    base = next(base for base in (f"990231500{serial:02d}" for serial in range(99)) if check_digit(base) is not None)
    here = visit("en")
    here.go("identify")
    here.hand.type(f"{base}{check_digit(base)}")
    assert any("unusual" in text for text in here.hand.texts())
    here.tap("next")
    here.wait("name")


def test_own_words_take_the_place_of_the_ready_text_and_it_can_come_back(visit: Come) -> None:
    here = visit("kk")
    here.go("words", "deny")
    ready = here.program.kiosk.entries.words
    here.tap("Өзім жазамын")
    here.hand.type("жоқ")
    here.wait(lambda: (here.sitting.own_words or "").lower() == "жоқ")
    QGuiApplication.inputMethod().hide()
    here.tap("Дайын мәтінге оралу")
    assert here.program.kiosk.entries.words == ready


def test_a_full_disk_is_said_before_anything_is_typed(visit: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    here = visit("en")
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1))
    here.wait(lambda: bool(here.program.window.property("complete")))
    here.tap("language")
    here.wait("unready")
    assert "store.full" in here.hand.texts()
    assert any("paper form" in text for text in here.hand.texts())
    monkeypatch.undo()
    here.tap("again")
    here.wait("who")


def test_a_second_kiosk_on_one_station_says_that_it_is_busy(visit: Come, tmp_path: Path) -> None:
    with open_station(tmp_path):
        here = visit("en")
        here.wait(lambda: bool(here.program.window.property("complete")))
        here.tap("language")
        here.wait("unready")
        assert "store.busy" in here.hand.texts()


def test_a_missing_key_is_said_before_anything_is_typed(visit: Come, tmp_path: Path) -> None:
    (tmp_path / "station" / "keys" / "device.pem").unlink()
    here = visit("en")
    here.wait(lambda: bool(here.program.window.property("complete")))
    here.tap("language")
    here.wait("unready")
    assert "signing.key-missing" in here.hand.texts()
    here.tap("To the beginning")
    here.wait("welcome")


def test_a_disk_that_fills_in_mid_signature_keeps_everything_and_says_no_done(
    visit: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = visit("en")
    here.go("sign")
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1))
    here.go("failed")
    assert "store.full" in here.hand.texts()
    assert here.program.kiosk.signed == []
    monkeypatch.undo()
    here.tap("again")
    here.wait("done")
    assert len(here.program.kiosk.signed) == 2


def test_a_broken_settings_file_is_told_to_staff_and_the_kiosk_goes_on(visit: Come) -> None:
    here = visit("en", "idle_seconds = 'soon'")
    here.go("who")
    trouble = here.program.staff.property("trouble")
    assert (trouble["code"], trouble["place"]) == ("kiosk.settings", "1: idle_seconds")


def test_the_iin_is_shown_whole_only_while_it_is_typed(visit: Come) -> None:
    here = visit("kk")
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    said = "\n".join(here.hand.texts())
    assert IIN not in said
    assert "••••••••0126" in said


def test_every_control_in_reach_has_a_name_and_the_focus_goes_round(visit: Come) -> None:
    here = visit("ru")
    for screen in ORDER[:-1]:
        here.go(screen)
        names = here.hand.names()
        assert all(names), (screen, names)
        assert {"Отмена", "Крупный текст", "Высокий контраст", "Қазақша", "Русский", "English"} <= set(names)


def test_once_means_that_the_program_ends_after_one_visitor(visit: Come) -> None:
    here = visit("en", once=True)
    over: list[bool] = []
    here.program.kiosk.over.connect(lambda: over.append(True))
    here.go("choices")
    here.tap("cancel")
    here.tap("leave")
    here.wait(lambda: over == [True])


def test_station_is_free_again_when_the_kiosk_is_closed(visit: Come, tmp_path: Path) -> None:
    here = visit("en")
    here.go("who")
    here.close()
    with open_station(tmp_path) as station:
        assert isinstance(station, Station)


def test_words_of_the_visitors_are_those_of_the_screens() -> None:
    assert len({tuple(words) for words in WORDS.values()}) == 1
