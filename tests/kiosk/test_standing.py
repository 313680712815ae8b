"""A document that is made over several frames: nobody goes on to sign it before all of it stands on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6.QtQuick")

from tests.kiosk.visits import Visit

Come = Callable[..., Visit]


def test_the_document_counts_as_shown_with_its_last_block_and_not_with_its_first(visit: Come) -> None:
    here = visit("en")
    entries, seen = here.program.kiosk.entries, list[bool]()

    def came() -> None:
        if entries.reviewed_blocks and here.sitting is not None:
            seen.append(here.sitting.reviewed == here.sitting.fingerprint())

    entries.reviewChanged.connect(came)
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    assert seen[0] is False
    assert here.sitting.reviewed == here.sitting.fingerprint()
    said = here.hand.texts()
    assert all(block["plain"] in said for block in entries.review["blocks"])


def test_a_screen_that_shows_less_than_the_whole_document_does_not_let_anybody_sign(visit: Come) -> None:
    here = visit("en")
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    here.program.kiosk.send("back")
    here.program.kiosk.send("words", "Other words than those that were shown.")
    here.program.kiosk.send("next")
    here.program.kiosk.stand(0)
    here.program.kiosk.stand(here.program.kiosk.entries.reviewed_blocks)  # of the document before
    here.program.kiosk.send("next")
    assert here.screen == "review"
    assert here.program.kiosk.property("refusal") == "unshown"
    here.wait(lambda: not here.program.kiosk.property("busy"))
    here.tap("right")
    here.wait("sign")


def test_a_question_over_a_document_that_comes_meanwhile_does_not_leave_it_unshown(visit: Come) -> None:
    here = visit("en")
    here.go("words")
    here.program.kiosk.send("next")
    here.program.kiosk.send("cancel")
    assert here.screen == "stopping"
    here.wait(lambda: here.program.kiosk.entries.reviewed_blocks > 0)
    here.wait(lambda: here.program.kiosk._review.stands)
    here.program.kiosk.send("stay")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    here.tap("right")
    here.wait("sign")
