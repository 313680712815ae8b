"""Children and young people beside a representative, at the real window, to statements that a library verified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from econsent import record
from econsent.document import inkml
from econsent.document.check import open_document
from econsent.exchange import Question, SearchRequest
from econsent.library import Library
from tests.builders import decide, person
from tests.kiosk import ways
from tests.kiosk.minors import aged
from tests.kiosk.test_visits import deliver
from tests.kiosk.test_ways import Keys, ended, kept
from tests.kiosk.visits import WORDS, Visit

Come = Callable[..., Visit]
BOTH_SIGN = "cosign_from = 16\n"


def signed(here: Visit, library: Library, folder: Path, number: str) -> tuple[record.Statement, dict[str, bytes]]:
    """Deliver; return the consent that the library verified and keeps, and the evidence in its document."""
    deliver(here, library, folder)
    statement = kept(library, person(number))
    document = library.export(statement.id, "pdf")
    return statement, dict(open_document(document).evidence)


def with_parent(here: Visit, number: str, to: str) -> None:
    ended(ways.parent(here, number))
    here.go(to)


@pytest.mark.parametrize(
    ("language", "how", "heard"),
    [
        ("kk", "Aloud: I heard it", ways.PARENT["kk"]),
        ("ru", "Aloud: a medical worker heard it", ways.WITNESS["ru"]),
        ("en", "The child draws on the screen", None),
    ],
)
def test_a_child_says_yes_aloud_or_draws(
    visit: Come, library: Library, tmp_path: Path, language: str, how: str, heard: str | None
) -> None:
    here, number = visit(language), aged(10)
    with_parent(here, number, "assent")
    ended(ways.assents(here, how=how))
    here.wait("words")
    here.go("done")
    statement, evidence = signed(here, library, tmp_path, number)
    assert (statement.assent.verdict, statement.grantor.kind) == ("yes", "representative")
    assert (statement.assent.witness and statement.assent.witness.name) == heard
    assert list(evidence) == (["ink.inkml"] if heard else ["ink.inkml", "assent.inkml"])
    if not heard:
        assert not inkml.is_empty(inkml.decode(evidence["assent.inkml"]).strokes)
        assert evidence["assent.inkml"] != evidence["ink.inkml"]
    assert decide(library, number).decision == "CONSENT_PERMIT"


def test_a_child_says_no_and_nobody_films_whatever_the_parent_chose(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here, number = visit("kk"), aged(9)
    with_parent(here, number, "assent")
    ended(ways.assents(here, "No"))
    here.wait("words")
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    assert "Жоқ, қаламаймын" in here.hand.texts()
    here.go("done")
    statement, _ = signed(here, library, tmp_path, number)
    assert statement.assent == record.Assent(verdict="no")
    assert {item.decision for item in statement.decisions} == {"deny"}
    assert {decide(library, number, item.scope).decision for item in statement.decisions} == {"CONSENT_DENY"}
    assert "«жоқ»" in statement.words


def test_what_a_no_means_is_said_before_one_goes_on_and_can_be_taken_back(visit: Come) -> None:
    here = visit("en")
    with_parent(here, aged(8), "assent")
    walk = ways.assents(here, "No")
    while next(walk) != "assent-question":
        pass
    sizes = {rect.size().toTuple() for name, rect in here.hand.controls() if name in ("Yes", "No", "Does not answer")}
    assert len(sizes) == 1
    here.tap("No")
    assert any("Then nobody is filmed" in text for text in here.hand.texts())
    here.tap("Yes")
    assert not any("Then nobody is filmed" in text for text in here.hand.texts())
    assert here.sitting.verdicts == dict.fromkeys(here.sitting.scopes, "permit")


@pytest.mark.parametrize(("years", "asked"), [(3, False), (10, True)])
def test_a_child_who_is_too_young_is_not_asked_or_does_not_answer(
    visit: Come, library: Library, tmp_path: Path, years: int, asked: bool
) -> None:
    here, number = visit("ru"), aged(years)
    ended(ways.parent(here, number))
    met = []
    here.program.kiosk.moved.connect(lambda: met.append(here.screen))
    here.go("done")  # on the way, who is asked does not answer
    assert ("assent" in met) == asked
    statement, _ = signed(here, library, tmp_path, number)
    assert statement.assent == (record.Assent(verdict="none") if asked else msgspec.UNSET)
    assert decide(library, number).decision == "CONSENT_PERMIT"


def test_a_parent_who_refuses_is_not_contradicted_by_a_child(visit: Come, library: Library, tmp_path: Path) -> None:
    here, number = visit("kk"), aged(12)
    ended(ways.parent(here, number))
    here.go("words", "deny")
    here.go("done")
    statement, _ = signed(here, library, tmp_path, number)
    assert not statement.assent
    assert decide(library, number).decision == "CONSENT_DENY"


def test_at_sixteen_one_signs_alone_where_the_organisation_says_so(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here, number = visit("ru", "sign_alone_from = 16\n"), aged(16)
    here.go("who")
    here.tap("patient")
    here.hand.type(number)
    here.tap("next")
    here.wait("name")
    here.go("done")
    statement, _ = signed(here, library, tmp_path, number)
    assert (statement.grantor.kind, bool(statement.cosignature)) == ("self", False)
    assert decide(library, number).decision == "CONSENT_PERMIT"


@pytest.mark.parametrize("manner", ["ink", "mark", "spoken"])
def test_at_sixteen_both_sign_where_the_organisation_says_so(
    visit: Come, library: Library, tmp_path: Path, manner: str
) -> None:
    here, number = visit("en", BOTH_SIGN), aged(16)
    with_parent(here, number, "handover")
    ended(ways.cosigns(here, {"mark": "A cross or a dot", "spoken": "I cannot draw: I say it aloud"}.get(manner, "")))
    if manner == "spoken":
        ways.read_on(here, "cosign", "I said it")
    else:
        here.hand.draw("cross")
        here.tap("sign")
    here.wait("done")
    statement, evidence = signed(here, library, tmp_path, number)
    assert statement.signature_class == "ink"
    assert statement.cosignature.signature_class == manner
    assert (statement.cosignature.witness is None) == (manner == "ink")
    assert list(evidence) == ["ink.inkml", "cosignature.inkml"][: 1 + (manner != "spoken")]
    assert len(set(evidence.values())) == len(evidence)
    assert decide(library, number).decision == "CONSENT_PERMIT"


def test_at_seventeen_only_the_parent_signs_by_default_and_the_young_person_is_asked(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here, number = visit("kk"), aged(17)
    with_parent(here, number, "assent")
    ended(ways.assents(here))
    here.wait("words")
    here.go("done")
    statement, _ = signed(here, library, tmp_path, number)
    assert (statement.assent.verdict, bool(statement.cosignature)) == ("yes", False)


def test_who_was_to_sign_beside_says_no(visit: Come, library: Library, tmp_path: Path) -> None:
    here, number = visit("ru", BOTH_SIGN), aged(17)
    with_parent(here, number, "handover")
    ended(ways.hands_over(here, "I do not agree"))
    here.go("done")
    statement, evidence = signed(here, library, tmp_path, number)
    assert (statement.assent.verdict, bool(statement.cosignature), list(evidence)) == ("no", False, ["ink.inkml"])
    assert decide(library, number).decision == "CONSENT_DENY"


def test_another_language_for_the_second_hand_is_another_document_for_the_first(visit: Come) -> None:
    here = visit("kk", BOTH_SIGN)
    with_parent(here, aged(16), "handover")
    assert here.sitting.ink
    here.program.kiosk.speak("ru")
    here.language = "ru"
    assert (here.screen, here.sitting.ink) == ("review", b"")
    here.go("handover")
    ended(ways.cosigns(here))
    assert here.hand.find(WORDS["ru"]["sign"]) is not None
    here.tap("back")
    here.wait("coreview")
    here.tap("back")
    here.tap("back")
    here.wait("sign")
    assert here.sitting.ink == b""


def test_both_are_named_in_what_both_review(visit: Come) -> None:
    here = visit("en", BOTH_SIGN)
    with_parent(here, aged(16), "handover")
    ended(ways.hands_over(here))
    here.wait("coreview")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    said = here.hand.texts()
    assert {"Signature", "The patient’s own signature"} <= set(said)
    assert said.index(ways.PARENT["en"], said.index("Signature")) < said.index("The patient’s own signature")
    assert WORDS["en"]["name"] in said[said.index("The patient’s own signature") :]


def test_a_newborn_without_an_iin_is_spoken_for_and_not_asked(visit: Come, library: Library, tmp_path: Path) -> None:
    here = visit("kk")
    here.go("who")
    ways.tap(here, ("Who", "I am the patient’s parent or legal representative"))
    here.wait("identify")
    ways.tap(here, ("Identify", "There is no IIN"), ("Other", "Birth certificate"), ways.NEXT)
    ways.write(here, "other", "0012345")
    here.hand.type(f"{dt.date.today():%d%m%Y}")
    ways.tap(here, ways.NEXT)
    here.wait("name")
    ways.write(here, "name", "Бала")
    ended(ways.authorised(here))
    here.go("done")
    deliver(here, library, tmp_path)
    [found] = library.find(SearchRequest(person=record.Identifier(system="birth-certificate", value="0012345")))[-1:]
    statement = library.show(found.id).statement
    assert statement.subject.birth_date == dt.date.today()
    assert not statement.assent and not statement.cosignature
    newborn = Question(person=statement.subject.identifier, scope="filming.video")
    assert library.decide(newborn).decision == "CONSENT_PERMIT"


def test_a_child_is_asked_by_keys_alone(visit: Come, library: Library, tmp_path: Path) -> None:
    here, number = visit("en"), aged(11)
    with_parent(here, number, "assent")
    keys, taps = Keys(here), here.taps
    walk = ways.assents(here)
    next(walk)
    for name in ("Next", "Yes", "Next", "Aloud: I heard it", "Next"):
        keys.to(name)
    here.wait("words")
    assert here.taps == taps
    here.go("done")
    assert signed(here, library, tmp_path, number)[0].assent.verdict == "yes"


def test_what_a_child_drew_does_not_stay_on_the_screen(visit: Come) -> None:
    here = visit("ru")
    with_parent(here, aged(10), "assent")
    ended(ways.assents(here, how="The child draws on the screen"))
    here.wait("words")
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    pads = [item for item in here.program.window.findChildren(type(here.program.window.contentItem())) if item]
    assert all(item.property("empty") for item in pads if item.inherits("InkPad"))
    entries = here.program.kiosk.entries
    assert (entries.assent["said"], entries.childText) == ("", {})


def stages_beside(here: Visit) -> Iterator[str]:
    """Come to every stage of a child that is asked and of two who sign."""
    yield from ways.parent(here, aged(10))
    here.go("assent")
    yield from ways.assents(here, how="The child draws on the screen")
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    yield from ways.parent(here, aged(16))
    here.go("handover")
    yield from ways.cosigns(here, "A cross or a dot")


def test_the_keyboard_of_a_screen_reader_finds_every_answer(visit: Come) -> None:
    here = visit("kk", BOTH_SIGN)
    for stage in stages_beside(here):
        assert all(name for name, _ in here.hand.controls()), stage
    QTest.keyClick(here.program.window, Qt.Key.Key_Tab)
    assert here.hand.focused()
