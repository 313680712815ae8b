"""The way through, in every order of events: nobody signs what they did not meet, and nobody leaves anything behind."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import record
from econsent.document.issue import Draft, statement_of
from kiosk import drafts
from kiosk.dates import years
from kiosk.flow import CONSENT, OVERLAYS, STEPS, TABLE, VISITED, Flow, diagram, step_of
from kiosk.ground import Ground
from kiosk.sitting import Sitting
from tests.kiosk.flowing import (
    BLURRED,
    CHILD,
    CIRCUMSTANCES,
    DAY,
    IIN,
    INK,
    PAGE,
    WAYS,
    Clock,
    Event,
    at,
    begun,
    made_ground,
    way,
)


@pytest.mark.parametrize("verdict", ["permit", "deny"])
def test_the_ordinary_way_leads_to_a_signature_in_as_many_events_for_a_refusal(ground: Ground, verdict: str) -> None:
    flow = begun(ground)
    events = [flow.send(event, value).target for event, value in way(flow, verdict)]
    assert flow.screen == "signing"
    assert len(events) == 1 + 12 + 1 + 1 + 1 + 1 + 9 + 2 * 5 + 1 + 1 + 1 + 1
    consent = drafts.consent(flow.sitting, DAY)
    assert {item.decision for item in consent.decisions} == {verdict}
    assert consent.evidence[0].data == INK


_EVENTS = st.one_of(
    st.tuples(st.just("digit"), st.sampled_from(IIN)),
    st.tuples(st.just("name"), st.sampled_from(["Әсел", " ", ""])),
    st.tuples(st.just("answer"), st.sampled_from(["permit", "deny", "perhaps"])),
    st.tuples(st.just("words"), st.sampled_from(["Иә.", ""])),
    st.tuples(st.just("language"), st.sampled_from(["kk", "ru", "en"])),
    st.tuples(st.just("sign"), st.sampled_from([INK, b""])),
    st.tuples(st.sampled_from(["taken", "turned"]), st.sampled_from([PAGE, BLURRED, b"no page"])),
    st.tuples(st.just("look"), st.sampled_from(["0", "1", "8", "-1", ""])),
    st.tuples(st.sampled_from(["paper", "photo", "keep", "again", "remove"]), st.none()),
    st.tuples(st.just("write"), st.sampled_from([b"<one/>", b"<two/>", b""])),
    st.tuples(st.sampled_from(["hand", "add", "earlier", "later"]), st.none()),
    st.tuples(st.sampled_from(["number", "witness"]), st.sampled_from(["N 1", " ", ""])),
    st.tuples(st.just("representative"), st.sampled_from(["Қуаныш", ""])),
    st.tuples(st.just("kind"), st.sampled_from(["passport", "birth-certificate", "power-of-attorney", "nothing"])),
    st.tuples(st.just("relationship"), st.sampled_from(["parent", "neighbour"])),
    st.tuples(st.sampled_from(["date", "born"]), st.sampled_from(["05032020", "31122999", "99999999", ""])),
    st.tuples(st.just("answer"), st.sampled_from(["yes", "no", "none"])),
    st.tuples(st.just("how"), st.sampled_from(["representative", "worker", "drawn", "shouted"])),
    st.tuples(st.just("drawn"), st.sampled_from([b"<drawn/>", b""])),
    st.tuples(st.just("toggle"), st.sampled_from(["filming.video", "images.training", "staff.filming"])),
    st.tuples(
        st.sampled_from(
            ["next", "back", "patient", "representative", "withdraw", "companion", "other", "mark", "spoken", "ink",
             "shown", "restore", "changes", "earlier", "idle", "stay", "cancel", "leave", "retry", "failed", "signed",
             "expire", "begin", "no"]
        ),
        st.none(),
    ),
)  # fmt: skip
_STRETCHES = st.lists(st.one_of(_EVENTS, st.tuples(st.sampled_from(WAYS), st.integers(1, 60))), max_size=40)


@settings(max_examples=150, deadline=None)
@given(stretches=_STRETCHES)
def test_no_order_of_events_signs_what_was_not_met(stretches: list) -> None:
    """Walk at random, now and then some steps of a way that leads somewhere, and look at every signature."""
    flow = begun(made_ground())
    for first, second in stretches:
        ordinary = callable(first)
        steps = (
            itertools.islice(first(flow), second)
            if ordinary and flow.sitting
            else []
            if ordinary
            else [(first, second)]
        )
        for event, given_value in steps:
            if flow.sitting is None:
                break
            value = ("something", "else") if event == "shown" and given_value is None else given_value
            before = flow.sitting.fingerprint()
            flow.send(event, value or "" if event in ("representative", "other") else value)
            if flow.screen == "signing":
                assert flow.sitting.reviewed == flow.sitting.fingerprint() == before
                assert_signed_by_who_may_and_as_met(flow.sitting)
            if flow.screen == "welcome":
                assert flow.sitting is None and flow.beneath == ""


def assert_signed_by_who_may_and_as_met(sitting: Sitting) -> None:
    assert sitting.is_identified() and sitting.name.strip()
    draft = drafts.reviewable(sitting, DAY)
    assert draft.form.language == sitting.reviewed[0]
    assert draft.form.changes_since in (None, "2025.2", "2025.1")
    if sitting.purpose == "consent":
        assert sitting.noticed and sitting.informed and sitting.decided
        assert {item.scope for item in draft.decisions} == set(sitting.scopes)
        assert sitting.speaker == "representative" or not sitting.is_minor(dt.date.today())
    else:
        assert {item.decision for item in draft.decisions} == {"deny"}
        assert not {item.scope for item in draft.decisions} - set(sitting.scopes)
    if sitting.speaker == "representative":
        assert draft.grantor.kind == "representative" and draft.grantor.authority.date <= dt.date.today()
    else:
        assert draft.grantor == record.Grantor(kind="self")
    assert bool(sitting.ink) == (sitting.manner in ("ink", "mark"))
    assert (draft.witness is None) == (sitting.manner in ("ink", "paper"))
    own = [item.role for item in draft.evidence if item.role not in ("assent", "cosignature", "handwriting")]
    assert own == ["paper"] * len(own) or sitting.manner != "paper"
    pages = sitting.sheets.of(sitting.fingerprint())
    assert (sitting.manner == "paper") == bool(pages) and all(page.legible for page in pages)
    written = [item.data for item in draft.evidence if item.role == "handwriting"]
    assert written == (list(sitting.hand.written) if sitting.by_hand else [])
    assert bool(written) == sitting.by_hand
    assert not (sitting.by_hand and draft.words)
    assert_asked_and_signed_beside(sitting, draft)


def assert_asked_and_signed_beside(sitting: Sitting, draft: Draft) -> None:
    """Hold what is signed to the ages of the ground, told here anew, and to the rules of the record."""
    record.parse(record.encode(statement_of(draft, CIRCUMSTANCES)))
    born = draft.subject.birth_date
    permits = "permit" in {item.decision for item in draft.decisions}
    represented = draft.grantor.kind == "representative" and sitting.purpose == "consent"
    age = None if born is None else years(born, dt.date.today())
    if represented and permits:
        assert bool(draft.cosignature) == (age is not None and 16 <= age < 18)
        assert bool(draft.assent) == (age is None or 7 <= age < 16)
    else:
        assert not draft.cosignature
        assert not draft.assent or (represented and draft.assent.verdict == "no")
    if draft.cosignature:
        assert sitting.cosigning.reviewed == sitting.fingerprint()
        assert bool(sitting.cosigning.ink) == (draft.cosignature.signature_class != "spoken")


@settings(max_examples=60, deadline=None)
@given(
    steps=st.integers(0, 60),
    path=st.sampled_from(WAYS),
    ways_out=st.sampled_from([("cancel", "leave"), ("idle", "leave"), ("idle", "expire")]),
)
def test_every_way_out_wipes_the_visitor_and_keeps_that_somebody_went_away(
    steps: int, path: Callable[[Flow], Iterator[Event]], ways_out: tuple[str, str]
) -> None:
    ground = made_ground()
    flow = begun(ground)
    for event, value in itertools.islice(path(flow), steps):
        flow.send(event, value)
    if flow.screen not in VISITED:
        return
    sitting = flow.sitting
    flow.send(ways_out[0])
    parting = flow.send(ways_out[1]).parting
    assert (flow.screen, flow.sitting, flow.beneath) == ("welcome", None, "")
    blank = Sitting(ground, "kk", Clock())
    blank.wipe()
    assert {name: value for name, value in vars(sitting).items() if name != "_clock"} == {
        name: value for name, value in vars(blank).items() if name != "_clock"
    }
    assert parting.kind == "abandonment"
    assert parting.subject is parting.grantor is parting.words is None
    assert not parting.evidence and not parting.decisions
    assert not [secret for secret in (IIN, CHILD, "Сапар", "1234567", "01234567") if secret in repr(parting)]


def test_after_done_nobody_went_away(ground: Ground) -> None:
    flow = at(ground, "signing")
    flow.send("signed")
    step = flow.send("leave")
    assert (step.target, step.parting, flow.sitting) == ("welcome", None, None)


def test_an_empty_pad_is_refused(ground: Ground) -> None:
    flow = at(ground, "sign")
    assert flow.send("sign", b"").refusal == "ink"
    assert flow.screen == "sign"


def test_a_failed_signature_keeps_everything_and_can_be_tried_again(ground: Ground) -> None:
    flow = at(ground, "signing")
    before = flow.sitting.fingerprint()
    assert flow.send("failed").target == "failed"
    assert flow.sitting.fingerprint() == before
    assert flow.sitting.ink == INK
    assert flow.send("retry").target == "signing"


def test_another_language_on_the_signing_screen_asks_for_another_review(ground: Ground) -> None:
    flow = at(ground, "sign")
    flow.send("language", "ru")
    assert flow.screen == "review"
    assert flow.send("next").refusal == "unshown"
    flow.send("shown", flow.sitting.fingerprint())
    flow.send("next")
    flow.send("sign", INK)
    form = drafts.consent(flow.sitting, DAY).form
    assert (form.language, form.languages_shown) == ("ru", ("kk", "ru"))


def test_another_language_in_mid_form_keeps_every_answer(ground: Ground) -> None:
    flow = at(ground, "words")
    answers, name = dict(flow.sitting.answers), flow.sitting.name
    kazakh = flow.sitting.words(DAY)
    flow.send("language", "ru")
    assert (flow.screen, flow.sitting.answers, flow.sitting.name) == ("words", answers, name)
    assert flow.sitting.words(DAY) != kazakh
    flow.send("words", "Менің сөзім.")
    flow.send("language", "en")
    assert flow.sitting.words(DAY) == "Менің сөзім."


def test_a_changed_answer_asks_for_another_review(ground: Ground) -> None:
    flow = at(ground, "sign")
    for _ in range(3):
        flow.send("back")
    assert flow.screen == "choices"
    flow.send("answer", "deny")
    for event in ("next", "next"):
        flow.send(event)
    assert flow.screen == "review"
    assert flow.send("next").refusal == "unshown"


def test_a_question_without_an_answer_is_not_passed(ground: Ground) -> None:
    flow = at(ground, "choices")
    assert flow.send("next").refusal == "unanswered"
    assert flow.sitting.question == 0


def test_events_out_of_place_change_nothing(ground: Ground) -> None:
    flow = begun(ground)
    for event in ("sign", "signed", "retry", "shown", "expire", "nonsense"):
        assert flow.send(event, INK).target == "who"
    assert flow.screen == "who"


@pytest.mark.parametrize("screen", [*CONSENT, "name"])
def test_the_warning_can_be_extended_as_often_as_needed_and_nothing_is_lost(ground: Ground, screen: str) -> None:
    flow = at(ground, screen)
    before = flow.sitting.fingerprint()
    for _ in range(20):
        assert flow.send("idle").target == "idle"
        assert flow.shown == screen
        assert flow.send("stay").target == screen
    assert flow.sitting.fingerprint() == before


def test_idle_while_asked_whether_to_stop_warns_and_comes_back(ground: Ground) -> None:
    flow = at(ground, "choices")
    flow.send("cancel")
    flow.send("idle")
    assert (flow.screen, flow.shown) == ("idle", "choices")
    assert flow.send("stay").target == "choices"


def test_time_on_screen_leaves_out_the_warning_and_never_runs_backwards(ground: Ground) -> None:
    clock = Clock()
    flow = begun(ground, clock=clock)
    for event, value in way(flow):
        if flow.screen == "information":
            break
        flow.send(event, value)
    clock.now += 20
    flow.send("idle")
    clock.now += 60
    flow.send("stay")
    clock.now -= 500
    flow.send("back")
    assert flow.sitting.seconds["information"] == 20


def test_every_screen_can_be_reached_and_left(ground: Ground) -> None:
    targets = {row.target for row in TABLE} | {"welcome"}
    assert {row.source for row in TABLE} <= targets
    assert all(any(row.source == screen for row in TABLE) for screen in targets - {"=", "<"})
    assert [step_of(screen) for screen in CONSENT] == list(range(1, 9))
    assert not set(OVERLAYS) & set(STEPS)


def test_the_diagram_in_the_docs_is_drawn_from_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "flow.md"
    assert diagram() in page.read_text(encoding="utf-8")
