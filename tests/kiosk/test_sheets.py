"""Pages on paper on the way through: none, an unread one or one of another text is never signed."""

from __future__ import annotations

import pytest

from econsent.document import scan
from kiosk import drafts
from kiosk.flow import Flow
from kiosk.sheets import MAX_PAGES, MEDIA_TYPE, Page, Sheets
from tests.kiosk.flowing import BLURRED, DAY, INK, PAGE, begun, made_ground, paper_way, way

SECOND = Page(b"another page", 1654, 2339, "")


def arrived(screen: str = "paper") -> Flow:
    """Return a flow whose visitor reviewed a document to be signed on paper, and came to a screen."""
    flow = begun(made_ground())
    for event, value in paper_way(flow):
        if flow.screen == screen:
            return flow
        flow.send(event, value)
    assert flow.screen == screen
    return flow


def take(flow: Flow, page: Page) -> None:
    flow.send("photo")
    flow.send("taken", page)
    flow.send("keep")


def test_two_pages_are_the_evidence_of_a_signature_on_paper() -> None:
    flow = arrived("signing")
    draft = drafts.consent(flow.sitting, DAY)
    assert (draft.signature_class, draft.witness, draft.form.reading) == ("paper", None, "self")
    assert [(file.role, file.media_type, file.data) for file in draft.evidence] == [
        ("paper", MEDIA_TYPE, PAGE.data),
        ("paper", MEDIA_TYPE, b"a scanned page"),
    ]


def test_without_a_page_nothing_is_signed() -> None:
    flow = arrived()
    assert (flow.send("sign", b"").refusal, flow.screen) == ("pages", "paper")
    assert flow.send("sign", INK).refusal == "pages"


@pytest.mark.parametrize("thing", [b"bytes", None, "page", object()])
def test_what_was_not_made_and_judged_is_no_page(thing: object) -> None:
    flow = arrived("photo")
    flow.send("taken", thing)
    assert flow.screen == "photo"


def test_a_page_that_cannot_be_read_is_not_kept() -> None:
    flow = arrived()
    take(flow, BLURRED)
    assert flow.screen == "sheet"
    assert flow.send("keep").refusal == "illegible"
    flow.send("back")
    assert flow.send("sign", b"").refusal == "pages"


def test_pages_of_a_text_that_was_changed_since_are_not_signed() -> None:
    flow = arrived()
    take(flow, PAGE)
    for _ in range(2):
        flow.send("back")
    flow.send("words", "Other words.")
    flow.send("next")
    flow.send("shown", flow.sitting.fingerprint())
    flow.send("next")
    assert flow.screen == "paper"
    assert flow.sitting.sheets.of(flow.sitting.fingerprint()) == ()
    assert flow.send("sign", b"").refusal == "pages"
    take(flow, SECOND)
    flow.send("sign", b"")
    assert [file.data for file in drafts.consent(flow.sitting, DAY).evidence] == [SECOND.data]


@pytest.mark.parametrize("screen", ["paper", "photo", "sheet"])
def test_another_language_asks_for_another_review_and_back_again_the_pages_are_there(screen: str) -> None:
    flow = arrived()
    take(flow, PAGE)
    events = {"paper": (), "photo": (("photo", None),), "sheet": (("photo", None), ("taken", SECOND))}
    for event, value in events[screen]:
        flow.send(event, value)
    flow.send("language", "ru")
    assert (flow.screen, flow.sitting.sheets.of(flow.sitting.fingerprint())) == ("review", ())
    flow.send("language", "kk")
    flow.send("shown", flow.sitting.fingerprint())
    flow.send("next")
    assert flow.screen == "paper"
    assert [page.data for page in flow.sitting.sheets.of(flow.sitting.fingerprint())] == [PAGE.data]


def test_a_kept_page_is_looked_at_again_and_taken_anew_in_its_place() -> None:
    flow = arrived()
    take(flow, PAGE)
    take(flow, SECOND)
    flow.send("look", "0")
    assert (flow.screen, flow.sitting.sheets.kept, flow.sitting.sheets.number) == ("sheet", True, 1)
    flow.send("again")
    assert flow.screen == "photo"
    third = Page(b"a third", 1, 1, "")
    flow.send("taken", third)
    assert (flow.sitting.sheets.kept, flow.sitting.sheets.number) == (False, 1)
    flow.send("keep")
    assert flow.sitting.sheets.of(flow.sitting.fingerprint()) == (third, SECOND)


def test_a_kept_page_is_taken_out() -> None:
    flow = arrived()
    take(flow, PAGE)
    take(flow, SECOND)
    flow.send("look", "0")
    flow.send("remove")
    assert flow.sitting.sheets.of(flow.sitting.fingerprint()) == (SECOND,)


def test_who_takes_a_page_anew_and_thinks_better_of_it_still_has_the_old_one() -> None:
    flow = arrived()
    take(flow, PAGE)
    flow.send("look", "0")
    flow.send("again")
    flow.send("back")
    assert flow.sitting.sheets.of(flow.sitting.fingerprint()) == (PAGE,)
    take(flow, SECOND)
    assert flow.sitting.sheets.of(flow.sitting.fingerprint()) == (PAGE, SECOND)


def test_no_more_pages_are_taken_than_a_statement_has() -> None:
    assert (MAX_PAGES, MEDIA_TYPE) == (scan.MAX_PAGES, scan.MEDIA_TYPE)
    flow = arrived()
    for _ in range(MAX_PAGES):
        take(flow, PAGE)
    assert flow.send("photo").refusal == "full"
    assert flow.send("taken", SECOND).refusal == "full"  # as from a scanner's folder
    flow.send("look", "7")
    flow.send("again")
    flow.send("taken", SECOND)
    flow.send("keep")
    assert [page.data for page in flow.sitting.sheets.of(flow.sitting.fingerprint())] == [PAGE.data] * 7 + [SECOND.data]


def test_who_would_rather_write_than_type_goes_to_paper_from_their_words() -> None:
    flow = begun(made_ground())
    for event, value in paper_way(flow):
        if flow.screen == "words":
            break
        flow.send(event, value)
    flow.send("paper")
    assert (flow.screen, flow.sitting.manner) == ("review", "paper")
    flow.send("shown", flow.sitting.fingerprint())
    assert flow.send("next").target == "paper"


@pytest.mark.parametrize("manner", ["ink", "mark", "spoken"])
def test_who_signs_in_another_way_after_all_leaves_no_page_behind(manner: str) -> None:
    flow = arrived()
    take(flow, PAGE)
    flow.send(manner)
    assert flow.sitting.sheets == Sheets()
    assert drafts.consent(flow.sitting, DAY).evidence == ()


def test_where_no_page_can_come_in_paper_is_not_a_way() -> None:
    import dataclasses

    flow = begun(dataclasses.replace(made_ground(), on_paper=False))
    for event, value in way(flow):
        if flow.screen == "sign":
            break
        flow.send(event, value)
    flow.send("paper")
    assert (flow.screen, flow.sitting.manner) == ("sign", "ink")


def test_a_failed_signature_leads_back_to_the_pages_or_is_tried_again() -> None:
    flow = arrived("signing")
    flow.send("failed")
    flow.send("back")
    assert flow.screen == "paper"
    assert len(flow.sitting.sheets.of(flow.sitting.fingerprint())) == 2
    flow.send("sign", b"")
    flow.send("failed")
    assert flow.send("retry").target == "signing"
