"""Words written by hand, at the real window: several pages, to a signed statement whose document shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from econsent.document import inkml
from econsent.document.check import open_document
from econsent.envelope import open_envelope
from econsent.library import Library
from econsent.trust import Trust
from econsent.verify import verify_statement
from kiosk import inkpage
from kiosk.inkpage import InkPage
from tests.builders import open_station
from tests.kiosk import ways
from tests.kiosk.test_ways import Keys, ended
from tests.kiosk.visits import Visit

Come = Callable[..., Visit]


def sheets(here: Visit) -> list[InkPage]:
    """Return the pages on the screen, in order."""
    found, waiting = [], [here.program.window.contentItem()]
    while waiting:
        item = waiting.pop(0)
        waiting += item.childItems()
        found += [item] if isinstance(item, InkPage) else []
    return sorted(found, key=lambda page: page.property("index"))


def pages(here: Visit) -> list[bytes]:
    """Return the ink of the pages on which something is written."""
    return [page.inkml().data() for page in sheets(here) if not page.property("empty")]


def count(here: Visit) -> int:
    return here.program.kiosk.entries.hand["count"]


def to_the_page(here: Visit) -> None:
    here.go("words", "deny")
    ways.tap(here, ("OwnWords", "Write by hand"))
    here.wait("hand")


def waiting(library: Library, tmp_path: Path) -> list:
    """Return what the station's outbox holds, opened with the library's key."""
    with open_station(tmp_path) as station:
        envelopes = [item.envelope for item in station._outbox.waiting(9)]
    return [open_envelope(envelope, library._home.keys.envelope) for envelope in envelopes]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_words_by_hand_on_two_pages_are_signed_and_stand_in_the_document(
    visit: Come, library: Library, tmp_path: Path, language: str
) -> None:
    here = visit(language)
    here.go("words", "deny")
    ended(ways.by_hand(here))
    written = pages(here)
    assert len(written) == 2 and written[0] != written[1]
    ways.tap(here, ways.NEXT)
    here.go("done")
    here.close()
    kept = waiting(library, tmp_path)[-1]
    opened = open_document(kept.document, roots=[library._home.root])
    assert list(opened.evidence) == ["handwriting.inkml", "handwriting-2.inkml", "ink.inkml"]
    assert list(opened.evidence.values())[:2] == written
    verified = verify_statement(kept.jws, Trust((library._home.root,)), evidence=kept.evidence)
    assert (verified.statement.words, verified.evidence) == (None, True)


def test_the_review_shows_every_page_that_was_written(visit: Come) -> None:
    here = visit("en")
    here.go("words")
    ended(ways.by_hand(here))
    ways.tap(here, ways.NEXT)
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    shown = [block for block in here.program.kiosk.entries.review["blocks"] if block["kind"] == "sheet"]
    assert [block["plain"] for block in shown] == ["1 / 2", "2 / 2"]
    dark = [_dark(block["picture"]) for block in shown]
    assert all(dark) and dark[0] != dark[1]
    assert "A page written by hand" in [node.text(QAccessible.Text.Name) for node in here.hand._nodes()]


def _dark(image) -> int:
    return sum(
        image.pixelColor(x, y).lightness() < 90 for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    )


def test_an_empty_page_is_refused_and_what_is_missing_is_said(visit: Come) -> None:
    here = visit("en")
    to_the_page(here)
    here.tap("Next")
    assert here.screen == "hand"
    assert any("Nothing is written yet" in text for text in here.hand.texts())
    here.tap("Add a page")
    assert count(here) == 1
    assert any("Please write on this page first" in text for text in here.hand.texts())


def test_goes_back_and_forth_takes_back_and_clears_one_page_alone(visit: Come) -> None:
    here = visit("en")
    here.go("words")
    ended(ways.by_hand(here))
    assert "Page 2 of 2" in here.hand.texts()
    here.tap("Previous page")
    second = pages(here)[1]
    assert "Page 1 of 2" in here.hand.texts()
    strokes = sheets(here)[0].strokes()
    here.tap("Take back a stroke")
    assert sheets(here)[0].strokes() == strokes[:-1]
    here.tap("Clear")
    assert (sheets(here)[0].property("empty"), pages(here)) == (True, [second])
    assert "Clear" not in here.hand.names()
    here.tap("Next page")
    here.tap("Next")
    here.wait("review")
    assert here.sitting.handwritten == (second,)


def test_typing_instead_keeps_the_pages_and_another_language_does_too(visit: Come) -> None:
    here = visit("en")
    here.go("words")
    ended(ways.by_hand(here))
    written = pages(here)
    here.tap("Back")
    here.wait("words")
    here.tap("Next")
    here.wait("review")
    assert here.sitting.handwritten == ()
    here.tap("Back")
    here.program.kiosk.speak("kk")
    ways.tap(here, ("OwnWords", "Back to the pages by hand"))
    here.wait("hand")
    assert pages(here) == written
    ways.tap(here, ways.NEXT)
    here.wait("review")
    assert here.sitting.handwritten == tuple(written)


def test_turning_the_screen_changes_nothing_that_was_written(visit: Come) -> None:
    here = visit("en")
    here.go("words")
    ended(ways.by_hand(here))
    written, window = pages(here), here.program.window
    for width, height in ((800, 1280), (640, 480), (1920, 1080), (1280, 800)):
        window.resize(width, height)
        here.wait(lambda width=width: window.width() == width)
        QTest.qWait(30)
        here.program.kiosk.enlarge()
        assert pages(here) == written
    window.hide()
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    assert pages(here) == written


def test_a_full_page_and_the_last_one_say_so(visit: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inkpage, "MAX_PAGE_SAMPLES", 60)
    here = visit("en")
    to_the_page(here)
    here.hand.draw("signature")
    assert sum(len(stroke.points) for stroke in sheets(here)[0].strokes()) == 60
    assert any("This page is full" in text for text in here.hand.texts())
    for _ in range(7):
        here.tap("Add a page")
        here.hand.draw("signature")
    assert "Add a page" not in here.hand.names()
    assert any("All pages are full" in text for text in here.hand.texts())
    here.tap("Next")
    here.wait("review")
    assert len(here.sitting.handwritten) == 8


def test_keys_pass_over_the_page_which_says_what_it_is(visit: Come) -> None:
    here = visit("en")
    keys = Keys(here)
    here.go("words")
    keys.to("Write by hand")
    here.wait("hand")
    seen = []
    for _ in range(20):
        keys.press(Qt.Key.Key_Tab)
        seen.append(here.hand.focused())
    place = seen.index("Page to write on")
    assert {"Back", "Next"} & set(seen[place + 1 :])
    roles = {node.text(QAccessible.Text.Name): node.role() for node in here.hand._nodes()}
    assert roles["Page to write on"] == QAccessible.Role.Canvas
    keys.to("Back")
    here.wait("words")


def test_who_walks_away_leaves_nothing_on_any_page(visit: Come) -> None:
    here = visit("en")
    here.go("words")
    ended(ways.by_hand(here))
    kept = sheets(here)
    traces = [trace for page in kept for trace in page._traces]
    assert any(any(trace.x) for trace in traces)
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    assert all(page.property("empty") for page in sheets(here))
    assert not any(any(trace.x) or any(trace.y) or any(trace.t) for trace in traces)
    assert here.program.kiosk.entries.review == {}


def test_a_page_keeps_its_shape_and_is_never_shown_larger_than_life(visit: Come) -> None:
    here = visit("en")
    to_the_page(here)
    here.hand.draw("cross")
    drawn = inkml.decode(pages(here)[0])
    page = sheets(here)[0]
    assert page.brush.scale * 100 == pytest.approx(here.program.window.property("pixelsPerMillimetre"), rel=0.01)
    here.program.window.resize(1920, 1080)
    QTest.qWait(50)
    assert page.width() / page.brush.scale > drawn.width, "there is more room than the sheet has"
    here.hand.draw("cross")
    again = inkml.decode(pages(here)[0])
    assert (again.width, again.height) == (drawn.width, drawn.height)
    assert again.strokes[:2] == drawn.strokes
