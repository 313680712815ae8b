"""Words written by hand, page by page."""

from __future__ import annotations

import dataclasses

from econsent.forms import Catalogue
from econsent.store.folder import shipped_forms
from kiosk import drafts
from kiosk.ground import Ground
from kiosk.sitting import Sitting
from tests.kiosk.flowing import (
    DAY,
    IIN,
    INK,
    Clock,
    at,
    by_hand,
    handwritten_way,
    walked,
)


def test_words_by_hand_are_signed_page_by_page_and_take_the_place_of_typed_ones(ground: Ground) -> None:
    flow = walked(ground, handwritten_way)
    assert flow.screen == "signing"
    consent = drafts.consent(flow.sitting, DAY)
    assert [(item.role, item.data) for item in consent.evidence] == [
        ("handwriting", b"<one/>"),
        ("handwriting", b"<two/>"),
        ("ink", INK),
    ]
    assert consent.words is None


def test_nothing_written_is_refused_and_keeps_the_visitor_at_the_page(ground: Ground) -> None:
    flow = at(ground, "words")
    flow.send("hand")
    for ink in (None, b"<one/>", b""):
        if ink is not None:
            flow.send("write", ink)
    assert flow.send("next").refusal == "empty"
    assert flow.screen == "hand"


def test_typing_instead_keeps_the_pages_until_the_visitor_leaves(ground: Ground) -> None:
    flow = at(ground, "words")
    for event, value in by_hand(flow):
        flow.send(event, value)
    flow.send("back")
    flow.send("next")
    assert (flow.screen, drafts.consent(flow.sitting, DAY).evidence) == ("review", ())
    assert drafts.consent(flow.sitting, DAY).words
    flow.send("back")
    assert flow.screen == "words"
    flow.send("hand")
    flow.send("next")
    assert len(drafts.consent(flow.sitting, DAY).evidence) == 2


def test_who_wrote_by_hand_comes_back_to_the_pages_and_not_past_them(ground: Ground) -> None:
    flow = at(ground, "words")
    for event, value in (*by_hand(flow), ("next", None)):
        flow.send(event, value)
    assert flow.send("back").target == "hand"
    flow.send("back")
    flow.send("back")
    assert flow.send("next").target == "hand"


def test_another_language_keeps_the_pages_and_a_changed_page_asks_for_another_review(ground: Ground) -> None:
    flow = at(ground, "words")
    for event, value in (*by_hand(flow), ("language", "ru"), ("next", None)):
        flow.send(event, value)
    assert flow.sitting.hand.written == (b"<one/>", b"<two/>")
    flow.send("shown", flow.sitting.fingerprint())
    flow.send("back")
    flow.send("write", b"<other/>")
    flow.send("next")
    assert flow.send("next").refusal == "unshown"


def test_pages_end_at_the_eighth_and_none_is_added_after_an_empty_one(ground: Ground) -> None:
    flow = at(ground, "words")
    flow.send("hand")
    assert flow.send("add").refusal == "page"
    for _ in range(20):
        flow.send("write", b"<one/>")
        step = flow.send("add")
    assert (step.refusal, len(flow.sitting.hand.pages), flow.sitting.hand.place) == ("page", 8, 7)
    for _ in range(20):
        flow.send("earlier")
    assert flow.sitting.hand.place == 0
    flow.send("later")
    assert flow.sitting.hand.place == 1


def test_a_workers_contract_stays_in_words_beside_the_pages(ground: Ground) -> None:
    hired = dataclasses.replace(
        ground,
        form=Catalogue.from_files(shipped_forms()).latest("staff-filming"),
        contract={"kk": "Шарт № %1, %2."},
    )
    sitting = Sitting(hired, "kk", Clock())
    sitting.authority_number, sitting.authority_date, sitting.name, sitting.iin = "17", "05032024", "Әсел", IIN
    sitting.answers = dict.fromkeys(sitting.scopes, "permit")
    sitting.hand.write(b"<one/>")
    sitting.say_by_hand(chosen=True)
    consent = drafts.consent(sitting, DAY)
    assert (consent.words, [item.role for item in consent.evidence]) == ("Шарт № 17, 05.03.2024.", ["handwriting"])
