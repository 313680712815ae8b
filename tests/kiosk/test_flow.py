"""The way through, in every order of events: nobody signs what they did not meet, and nobody leaves anything behind."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import record
from econsent.forms import Catalogue
from econsent.store.folder import shipped_forms
from kiosk.flow import OVERLAYS, STEPS, TABLE, VISITED, Flow, diagram, step_of
from kiosk.sitting import Ground, Sitting

IIN = "900101300126"
DAY = dt.date(2026, 11, 23)
INK = b"<ink/>"


class Clock:
    """Seconds that pass only when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@functools.cache
def made_ground() -> Ground:
    catalogue = Catalogue.from_files(shipped_forms())
    names = record.Names(kk="«Сынақ» зертханасы", ru="Лаборатория «Сынақ»")
    return Ground(
        form=catalogue.latest("patient-filming"),
        notice=catalogue.latest("notice"),
        controller=record.Controller(bin="100140000122", name=names),
        place=record.Place(point="Абай даңғылы, 12", room="104", room_kind="blood-draw"),
        recorder=record.Recorder(software="tests", version="1"),
    )


@pytest.fixture
def ground() -> Ground:
    return made_ground()


def way(flow: Flow, verdict: str = "permit") -> Iterator[tuple[str, object]]:
    """Yield the events of a whole visit, one at a time, as the screens ask for them."""
    yield "patient", None
    yield from (("digit", digit) for digit in IIN)
    yield "next", None
    yield "name", "Әсел Қуанышқызы"
    yield "next", None
    yield "next", None
    yield from [("next", None)] * len(flow.sitting.pages)
    for _ in flow.sitting.scopes:
        yield "answer", verdict
        yield "next", None
    yield "next", None
    yield "shown", flow.sitting.fingerprint()
    yield "next", None
    yield "sign", INK


def begun(ground: Ground, language: str = "kk", clock: Clock | None = None) -> Flow:
    flow = Flow()
    flow.send("begin")
    flow.send("ready", Sitting(ground, language, clock or Clock()))
    return flow


def at(ground: Ground, screen: str) -> Flow:
    """Return a flow that went the ordinary way as far as a screen."""
    flow = begun(ground)
    for event, value in way(flow):
        if flow.screen == screen:
            return flow
        flow.send(event, value)
    return flow


@pytest.mark.parametrize("verdict", ["permit", "deny"])
def test_the_ordinary_way_leads_to_a_signature_in_as_many_events_for_a_refusal(ground: Ground, verdict: str) -> None:
    flow = begun(ground)
    events = [flow.send(event, value).target for event, value in way(flow, verdict)]
    assert flow.screen == "signing"
    assert len(events) == 1 + 12 + 1 + 1 + 1 + 1 + 9 + 2 * 5 + 1 + 1 + 1 + 1
    consent = flow.sitting.consent(DAY)
    assert {item.decision for item in consent.decisions} == {verdict}
    assert consent.evidence[0].data == INK


_WITHOUT_VALUE = sorted({row.event for row in TABLE} - {"ready", "language", "digit", "name", "words"})
_EVENTS = st.one_of(
    st.tuples(st.just("digit"), st.sampled_from(IIN)),
    st.tuples(st.just("name"), st.sampled_from(["Әсел", " ", ""])),
    st.tuples(st.just("answer"), st.sampled_from(["permit", "deny", "perhaps"])),
    st.tuples(st.just("words"), st.sampled_from(["Иә.", ""])),
    st.tuples(st.just("language"), st.sampled_from(["kk", "ru", "en"])),
    st.tuples(st.just("sign"), st.sampled_from([INK, b""])),
    st.tuples(
        st.sampled_from(sorted({row.event for row in TABLE} - {"ready", "language", "digit", "name", "words"})),
        st.none(),
    ),
)
_STRETCHES = st.lists(st.one_of(_EVENTS, st.integers(1, 30)), max_size=40)


@settings(max_examples=150, deadline=None)
@given(stretches=_STRETCHES)
def test_no_order_of_events_signs_what_was_not_met(stretches: list) -> None:
    """Walk at random, now and then some steps of the ordinary way (a number), and look at every signature."""
    flow = begun(made_ground())
    for stretch in stretches:
        ordinary = list(way(flow))[:stretch] if isinstance(stretch, int) and flow.sitting else []
        for event, given_value in ordinary or ([stretch] if isinstance(stretch, tuple) else []):
            value = ("something", "else") if event == "shown" and given_value is None else given_value
            before = flow.sitting.fingerprint() if flow.sitting else None
            flow.send(event, value)
            if flow.screen == "signing":
                sitting = flow.sitting
                assert sitting.noticed and sitting.informed and sitting.decided
                assert sitting.iin_is_right() and sitting.name.strip() and sitting.ink
                assert sitting.reviewed == sitting.fingerprint() == before
                assert sitting.consent(DAY).form.language == sitting.reviewed[0]
            if flow.screen == "welcome":
                assert flow.sitting is None and flow.beneath == ""


@settings(max_examples=60, deadline=None)
@given(steps=st.integers(0, 50), ways_out=st.sampled_from([("cancel", "leave"), ("idle", "leave"), ("idle", "expire")]))
def test_every_way_out_wipes_the_visitor_and_keeps_that_somebody_went_away(
    steps: int, ways_out: tuple[str, str]
) -> None:
    ground = made_ground()
    flow = begun(ground)
    for event, value in list(way(flow))[:steps]:
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
    assert IIN not in repr(parting)


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
    form = flow.sitting.consent(DAY).form
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


@pytest.mark.parametrize("screen", [*STEPS, "name"])
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
    assert flow.sitting._form_use(ground.form, ("information",)).seconds == 20


def test_every_screen_can_be_reached_and_left(ground: Ground) -> None:
    targets = {row.target for row in TABLE} | {"welcome"}
    assert {row.source for row in TABLE} <= targets
    assert all(any(row.source == screen for row in TABLE) for screen in targets - {"=", "<"})
    assert [step_of(screen) for screen in STEPS] == list(range(1, 9))
    assert not set(OVERLAYS) & set(STEPS)


def test_the_diagram_in_the_docs_is_drawn_from_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "flow.md"
    assert diagram() in page.read_text(encoding="utf-8")
