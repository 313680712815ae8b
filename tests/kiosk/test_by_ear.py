"""Scenario 20: the whole way by keypad and speech, by somebody who knows nothing but what was said to them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent import codes
from econsent.library import Library
from kiosk.bridge.hearing import change_of
from tests.builders import decide, person
from tests.kiosk.listener import TELEPHONE, Listener, comes
from tests.kiosk.test_visits import deliver
from tests.kiosk.test_voices import spoken
from tests.kiosk.test_ways import kept
from tests.kiosk.visits import IIN, WORDS, Visit
from tests.kiosk.ways import CHILD, NEXT, PARENT, WITNESS, Words, said

Come = Callable[..., Visit]
pytestmark = pytest.mark.long
ALL = ("kk", "ru", "en")
CODE = re.compile(r"(?:\w, \w, \w, \w(?:\. |$)){4}")
PERMIT, DENY = ("Choices", "I agree"), ("Choices", "I do not agree")
REVIEW, SIGN, RIGHT = ("Review", "Is everything right?"), ("Sign", "Sign here"), ("Review", "Everything is right")
WHATEVER = {
    "self": ("Choices", "Whatever you choose, your blood is drawn all the same."),
    "worker": ("Choices", "Whatever you choose, your contract, pay and position stay the same."),
    "representative": ("Choices", "Whatever you choose, the patient’s blood is drawn all the same."),
}
HOW_TO_SPELL = (
    "TextBox",
    "On a keypad, 2 to 9 write letters, as on a telephone. The same key again writes its next letter. 1 ends a letter, "
    "0 is a space, the star takes back the last letter.",
)
PAPER = (
    "Unready",
    "Nothing was entered and nothing is lost. Please ask the medical worker for a paper form: it counts just the same.",
)
KEPT = (
    "Failed",
    "Everything you entered is still here. Please try again, or ask the medical worker for a paper form.",
)
SAVED, WITHDRAWN = ("Done", "Thank you. It is saved."), ("Done", "Thank you. The withdrawal is saved.")


def also(*sample: str) -> list[object]:
    """Return the languages: the sample's in every run, the others in the sweep."""
    return [pytest.param(each, marks=() if each in sample else pytest.mark.sweep) for each in ALL]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a changed screen sooner than a person needs."""
    monkeypatch.setattr("kiosk.bridge.aloud.SETTLED", 15)


def arrive(who: Listener, language: str, as_whom: Words) -> None:
    who.wake(WORDS[language]["language"])
    who.hear(("Who", "Who are you?"))
    who.choose(as_whom)


def tell_who(who: Listener, language: str, number: str = IIN, title: Words = ("PersonName", "Your name")) -> None:
    who.dial(number)
    who.choose(NEXT)
    assert said(HOW_TO_SPELL) in who.hear(title)
    who.spell(WORDS[language]["name"])
    who.press("⏎")


def is_told_what_is_missing(who: Listener) -> None:
    who.choose(NEXT)
    who.hear(("Identify", "Please type all 12 digits."))


def is_asked_whether_they_are_there(here: Visit, who: Listener) -> None:
    here.program.kiosk.send("idle")
    who.hear(("Main", "Are you still here?"))
    who.choose(("Main", "I need more time"))


def read_and_decide(who: Listener, verdict: Words, speaker: str = "self") -> None:
    who.choose_until(
        [("Notice", "Read on"), ("Notice", "I understand"), ("Information", "Read on"), NEXT], WHATEVER[speaker]
    )
    for _ in range(20):
        who.choose(verdict)
        assert f"{said(('Phrases', '%1, chosen')).replace('%1', said(verdict))}" in who.news()
        who.choose(NEXT)
        if said(("OwnWords", "In your own words")) in who.news():
            return
    raise AssertionError("the questions do not end")


def say_it_aloud(who: Listener, language: str, wanted: Words = SAVED) -> str:
    """Sign without drawing: choose to say it, with a witness who is there too; return the number of the receipt."""
    who.choose(NEXT)
    who.hear(REVIEW)
    who.choose_until([RIGHT], SIGN)
    who.choose(("Sign", "Sign another way"))
    who.choose(("Sign", "I cannot draw: I say it aloud"))
    who.choose_until([("Witness", "Read on"), ("Witness", "I am the witness")], ("Witness", "Name of the witness"))
    who.spell(WITNESS[language])
    who.press("⏎")
    who.hear(REVIEW)
    who.choose_until([RIGHT], ("Sign", "Say your decision aloud"))
    while who.choose(("Sign", "Read on"), ("Sign", "I said it")) == said(("Sign", "Read on")):
        pass
    return listen_to_the_number(who, who.hear(wanted))


def listen_to_the_number(who: Listener, heard: list[str]) -> str:
    """Hear the receipt's number letter by letter, and once more by going back to it."""
    [number] = [text for text in heard if CODE.fullmatch(text)]
    assert who.seek(number) == number
    return "-".join(four.replace(", ", "") for four in number.split(". "))


def leave(here: Visit, who: Listener) -> None:
    who.choose(("Done", "Done"))
    here.wait("welcome")
    assert (here.taps, here.program.reader.on) == (0, False)


@pytest.mark.parametrize("language", also("kk"))
def test_20_blind_the_whole_way_by_keypad_and_speech_without_drawing(
    visit: Come, library: Library, tmp_path: Path, language: str
) -> None:
    here, who = comes(visit, language)
    arrive(who, language, ("Who", "I am the patient"))
    is_told_what_is_missing(who)
    tell_who(who, language)
    is_asked_whether_they_are_there(here, who)
    read_and_decide(who, PERMIT)
    number = say_it_aloud(who, language)
    assert codes.read(number) == codes.read(here.program.kiosk.signed[-1].code)
    leave(here, who)
    deliver(here, library, tmp_path)
    statement = kept(library, person(IIN))
    assert (statement.subject.name, statement.witness.name) == (WORDS[language]["name"], WITNESS[language])
    assert (statement.signature_class, statement.form.reading, statement.evidence) == ("spoken", "aloud", ())
    assert decide(library).decision == "CONSENT_PERMIT"


@pytest.mark.parametrize("language", also("ru"))
def test_20_withdraws_by_ear(visit: Come, library: Library, tmp_path: Path, language: str) -> None:
    here, who = comes(visit, language)
    arrive(who, language, ("Who", "I want to withdraw consent"))
    who.choose(("Whose", "My own"))
    tell_who(who, language)
    who.hear(("Scopes", "What do you withdraw?"))
    who.choose(("Scopes", "Choose all"))
    who.choose(NEXT)
    say_it_aloud(who, language, WITHDRAWN)
    leave(here, who)
    deliver(here, library, tmp_path)
    assert kept(library, person(IIN), "withdrawal").signature_class == "spoken"


@pytest.mark.parametrize("language", also("en"))
def test_20_a_parent_who_does_not_see_refuses_for_a_child(
    visit: Come, library: Library, tmp_path: Path, language: str
) -> None:
    here, who = comes(visit, language)
    arrive(who, language, ("Who", "I am the patient’s parent or legal representative"))
    tell_who(who, language, CHILD, ("PersonName", "The patient’s name"))
    who.hear(("Representative", "Name of the legal representative"))
    who.spell(PARENT[language])
    who.press("⏎")
    who.choose(("Representative", "Parent"))
    who.choose(NEXT)
    who.choose(("Authority", "Birth certificate"))
    who.choose(NEXT)
    who.hear(("Authority", "Number of the document"))
    who.dial("0765432")
    who.press("⏎")
    who.hear(("Authority", "Date of the document"))
    who.dial("12032020")
    who.choose(NEXT)
    read_and_decide(who, DENY, "representative")
    say_it_aloud(who, language)
    leave(here, who)
    deliver(here, library, tmp_path)
    assert kept(library, person(CHILD)).grantor.name == PARENT[language]
    assert decide(library, CHILD).decision == "CONSENT_DENY"


@pytest.mark.parametrize("language", also("ru"))
def test_20_hears_what_the_station_cannot_do_and_that_nothing_is_lost(
    visit: Come, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """The disk is full before anything was typed, and again when it should be saved."""
    usage = shutil.disk_usage("/")

    def fill() -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1))

    here, who = comes(visit, language)
    fill()
    who.wake(WORDS[language]["language"])
    heard = who.hear(("Unready", "This screen cannot take signatures now"))
    assert said(PAPER) in heard
    monkeypatch.undo()
    monkeypatch.setattr("kiosk.bridge.aloud.SETTLED", 15)
    who.choose(("Unready", "Try again"))
    who.hear(("Who", "Who are you?"))
    here.go("sign")
    fill()
    here.go("failed")
    assert said(KEPT) in who.hear(("Failed", "It was not saved"))
    monkeypatch.undo()
    who.choose(("Failed", "Try again"))
    who.hear(SAVED)


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", also("kk"))
def test_all_that_the_kiosk_says_is_speech_that_can_be_heard(visit: Come, language: str, tmp_path: Path) -> None:
    """What was said, given to espeak-ng: no line of it is silence, nor a letter that somebody spells, nor a number."""
    here, who = comes(visit, language)
    who.wake(WORDS[language]["language"])
    who.hear(("Who", "Who are you?"))
    for screen in ("identify", "name", "information", "choices"):
        here.go(screen)
        who.rest()
    number = ", ".join("7K3P")
    letters = [letter for group in TELEPHONE[language].split() for letter in group[1:]]
    lines = {each.text: each.language for each in who.utterances()}
    spelled = [change_of("", letter, here.program.reader.property("words")) for letter in [*letters, " ", "-", "."]]
    for text, spoken_in in {**lines, **dict.fromkeys([number, *spelled], language)}.items():
        seconds, loudest = spoken(spoken_in, text, tmp_path / "said.wav")
        assert loudest > 500, text
        assert seconds > 0.02 * len(text), text
