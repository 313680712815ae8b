"""The other ways through, gone at the real window by touch or by keys, to the library's answer."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from econsent import record
from econsent.exchange import Answer, Question, SearchRequest
from econsent.library import Library
from kiosk.bridge.hearing import Manner, lines_of
from tests.builders import decide, person
from tests.kiosk import ways
from tests.kiosk.test_visits import deliver, left_on
from tests.kiosk.visits import CALM, IIN, WORDS, Visit
from tests.waiting import PATIENCE

Come = Callable[..., Visit]
PASSPORT = record.Identifier(system="passport", value="12345678")


def ended(walk: Iterator[str]) -> None:
    """Go a way to its end."""
    for _ in walk:
        pass


def kept(library: Library, identifier: record.Identifier, kind: str = "consent") -> record.Statement:
    """Return the one statement of a kind that the library keeps of a person."""
    found = [library.show(item.id).statement for item in library.find(SearchRequest(person=identifier))]
    [statement] = [each for each in found if each.kind == kind]
    return statement


def answer(library: Library, identifier: record.Identifier, scope: str = "filming.video") -> Answer:
    return library.decide(Question(person=identifier, scope=scope))


def test_a_parent_decides_for_a_child(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("kk")
    ended(ways.parent(here))
    assert here.screen == "notice"
    here.go("done")
    deliver(here, library, tmp_path)
    grantor = kept(library, person(ways.CHILD)).grantor
    assert (grantor.kind, grantor.relationship, grantor.name) == ("representative", "parent", "Қуаныш")
    assert grantor.authority == record.Authority(kind="birth-certificate", number="0765432", date=dt.date(2020, 3, 12))
    assert decide(library, ways.CHILD).decision == "CONSENT_PERMIT"


def test_who_only_came_along_is_turned_away_and_nothing_is_asked_of_them(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here = visit("ru")
    ended(ways.companion(here))
    assert here.sitting is None
    assert here.program.kiosk.signed == []
    deliver(here, library, tmp_path)
    assert library.find(SearchRequest(person=person(IIN))) == []


def test_a_child_alone_without_an_iin_is_not_let_sign_until_a_parent_comes(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here = visit("en")
    ended(ways.child_alone(here))
    here.go("done", "deny")
    deliver(here, library, tmp_path)
    statement = kept(library, PASSPORT)
    assert (statement.subject.birth_date, statement.grantor.kind) == (dt.date(2020, 3, 5), "representative")
    assert answer(library, PASSPORT).decision == "CONSENT_DENY"


def test_without_an_iin_and_by_a_cross_before_a_witness(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("ru")
    ended(ways.unnumbered(here, "01021950"))
    here.go("sign")
    ended(ways.by_mark(here))
    here.tap("sign")
    here.wait("done")
    deliver(here, library, tmp_path)
    statement = kept(library, PASSPORT)
    assert (statement.signature_class, statement.witness.name) == ("mark", "Ольга")
    assert [item.role for item in statement.evidence] == ["ink"]
    assert answer(library, PASSPORT).decision == "CONSENT_PERMIT"


def test_a_dot_before_a_witness_is_enough(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("en")
    here.go("sign", "deny")
    ended(ways.witnessed(here, "A cross or a dot"))
    here.tap("sign")
    assert "Please make a cross or a dot in the white field first." in here.hand.texts()
    here.hand.draw("dot")
    here.tap("sign")
    here.wait("done")
    deliver(here, library, tmp_path)
    statement = kept(library, person(IIN))
    assert (statement.signature_class, statement.witness.name) == ("mark", "Mary")


def test_says_the_decision_aloud_before_a_witness(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("kk")
    here.go("sign", "deny")
    ended(ways.aloud(here))
    ways.read_on(here, "sign", "I said it")
    here.wait("done")
    deliver(here, library, tmp_path)
    statement = kept(library, person(IIN))
    assert (statement.signature_class, statement.witness.name, statement.evidence) == ("spoken", "Айгүл", ())
    assert decide(library).decision == "CONSENT_DENY"


def test_withdraws_one_use_without_seeing_what_stands(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("ru")
    here.go("done")
    here.tap("done")
    here.wait("welcome")
    here.language = "en"
    ended(ways.withdrawing(here, "images.training"))
    here.go("done")
    assert [item.kind for item in here.program.kiosk.signed] == ["withdrawal"]
    deliver(here, library, tmp_path)
    assert kept(library, person(IIN), "withdrawal").form.language == "en"
    assert decide(library, scope="images.training").decision == "CONSENT_DENY"
    assert decide(library, scope="filming.video").decision == "CONSENT_PERMIT"


def test_who_cannot_see_hears_what_each_choice_is_about(visit: Come) -> None:
    """Also where there is no room on the screen for more than its name."""
    here = visit("en")
    walk = ways.withdrawing(here)
    while next(walk) != "scopes":
        pass
    heard = [line.text for line in lines_of(here.program.window, Manner({}, "en", {}))]
    about = heard.index("Consent to being recorded on video in the blood-draw room.")
    assert heard[about - 1] == "Video"


def test_chooses_all_scopes_or_none_with_one_touch(visit: Come) -> None:
    here = visit("en")
    walk = ways.withdrawing(here)
    while next(walk) != "scopes":
        pass
    here.tap("Next")
    assert "Please choose at least one." in here.hand.texts()
    for wanted in (5, 0, 5):
        here.tap("Choose all")
        assert len(here.sitting.withdrawn) == wanted
    here.tap("Video")
    assert "Choose all" not in here.hand.chosen()
    here.tap("Choose all")
    assert len(here.sitting.withdrawn) == 5


@pytest.mark.parametrize("digits", ["31022020", "01013000"])
def test_a_day_that_cannot_be_is_said_at_once_and_goes_no_further(visit: Come, digits: str) -> None:
    here = visit("en")
    walk = ways.unnumbered(here, digits)
    while next(walk) != "other-born":
        pass
    assert any("no such day" in text for text in here.hand.texts())
    here.tap("next")
    assert here.screen == "other"


def test_another_number_is_masked_like_an_iin_once_it_was_typed(visit: Come) -> None:
    here = visit("en")
    ended(ways.unnumbered(here, "01021950"))
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    said = "\n".join(here.hand.texts())
    assert "12345678" not in said
    assert "••••5678" in said


def test_who_walks_away_from_another_way_leaves_nothing_on_the_screen(visit: Come) -> None:
    here = visit("en")
    ended(ways.child_alone(here))
    here.go("sign")
    ended(ways.by_mark(here))
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    assert left_on(here.program.window.contentItem()) == []
    entries = here.program.kiosk.entries
    for name in ("iin", "name", "witness", "other", "representative", "authority", "scopes"):
        assert not getattr(entries, name)
    assert (entries.purpose, entries.speaker, entries.manner) == ("consent", "self", "ink")


class Keys:
    """A visitor with a keyboard and no finger: Tab, Enter, letters; knows where the focus is by its name."""

    def __init__(self, here: Visit) -> None:
        self.here, self.window = here, here.program.window

    def press(self, key: Qt.Key | str) -> None:
        """Press a key as slowly as a person does, in the window that is in front, as the only one of a kiosk is."""
        if not self.window.isActive():
            self.window.requestActivate()
            self.here.wait(self.window.isActive)
        QTest.keyClick(self.window, key)
        QTest.qWait(CALM)

    def to(self, *names: str) -> str:
        """Go with Tab to whichever of these there is, press it, and return which it was."""
        self.here.wait(lambda: bool({*names} & {*self.here.hand.names()}))
        end = time.monotonic() + PATIENCE
        while (found := self.here.hand.focused()) not in names:
            assert time.monotonic() < end, f"Tab does not come to {names}, but to {found}"
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Return)
        return found

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter)


def test_withdraws_with_the_keyboard_alone(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("en")
    keys, words = Keys(here), WORDS["en"]
    here.wait(lambda: bool(here.program.window.property("complete")))
    keys.to("English")
    here.wait("who")
    keys.to("I want to withdraw consent")
    keys.to("My own")
    here.wait("identify")
    keys.type(IIN)
    keys.to("Next")
    here.wait("name")
    keys.type("Anna")
    keys.press(Qt.Key.Key_Return)
    here.wait("scopes")
    keys.to("Video")
    keys.to("Next")
    here.wait("words")
    keys.to("Next")
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    keys.to(words["right"])
    here.wait("sign")
    keys.to("Sign another way")
    keys.to("I cannot draw: I say it aloud")
    here.wait("witness")
    keys.to("I am the witness")
    here.wait(lambda: [name for name, _ in here.hand.fields()] == ["Name of the witness"])
    keys.type("Mary")
    keys.press(Qt.Key.Key_Return)
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    keys.to(words["right"])
    here.wait("sign")
    keys.to("I said it")
    here.wait("done")
    keys.to("Done")
    here.wait("welcome")
    assert here.taps == 0
    deliver(here, library, tmp_path)
    statement = kept(library, person(IIN), "withdrawal")
    assert (statement.subject.name, statement.witness.name) == ("Anna", "Mary")
    assert decide(library).decision == "CONSENT_DENY"
