"""The way through, in every order of events: nobody signs what they did not meet, and nobody leaves anything behind."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import record
from econsent.document.issue import Circumstances, Draft, statement_of
from econsent.forms import Catalogue
from econsent.store.folder import shipped_forms
from kiosk import drafts
from kiosk.dates import years
from kiosk.flow import CONSENT, OVERLAYS, STEPS, TABLE, VISITED, WITHDRAWAL, Flow, diagram, step_of, steps_of
from kiosk.ground import Ground
from kiosk.sheets import Page
from kiosk.sitting import Sitting
from kiosk.stafflist import Worker
from tests.kiosk.minors import aged

IIN = "900101300126"
DAY = dt.date(2026, 11, 23)
INK, COINK = b"<ink/>", b"<coink/>"
CHILD = "051231600017"
"""Born on 31 December 2005: of age; `aged` makes one that is not."""


CIRCUMSTANCES = Circumstances(
    id="019aaf5e-1c00-7000-8000-000000000001",
    made=record.Made(
        at="2026-11-23T10:00:00.000+05:00",
        clock="unchecked",
        earliest="1970-01-01T00:00:00.000+00:00",
        latest="9999-12-31T23:59:59.000+00:00",
    ),
    after=record.SeenCheckpoint(size=1, root="ab" * 32),
    device=record.Device(id="kiosk-1", seq=1, prev=None),
    controller=record.Controller(bin="100140000122", name=record.Names(kk="Сынақ", ru="Сынақ")),
)


class Clock:
    """Seconds that pass only when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@functools.cache
def made_ground() -> Ground:
    catalogue = Catalogue.from_files(shipped_forms())
    names = record.Names(kk="«Сынақ» зертханасы", ru="Лаборатория «Сынақ»")
    form = catalogue.latest("patient-filming")
    return Ground(
        form=form,
        earlier=tuple(dataclasses.replace(form, version=version) for version in ("2025.2", "2025.1")),
        notice=catalogue.latest("notice"),
        withdrawal=catalogue.latest("withdrawal"),
        controller=record.Controller(bin="100140000122", name=names),
        place=record.Place(point="Абай даңғылы, 12", room="104", room_kind="blood-draw"),
        recorder=record.Recorder(software="tests", version="1"),
        on_paper=True,
        cosign_from=16,
    )


@pytest.fixture
def ground() -> Ground:
    return made_ground()


Event = tuple[str, object]


def consenting(flow: Flow, verdict: str = "permit") -> Iterator[Event]:
    """Yield the events from the notice to the words."""
    yield "next", None
    yield from [("next", None)] * len(flow.sitting.pages)
    for _ in flow.sitting.scopes:
        yield "answer", verdict
        yield "next", None


def signing(flow: Flow, manner: str = "ink") -> Iterator[Event]:
    """Yield the events from the words to the signature."""
    yield "next", None
    yield "shown", flow.sitting.fingerprint()
    yield "next", None
    if manner != "ink":
        yield manner, None
        yield "witness", "Сейіт А."
        yield "next", None
        yield "shown", flow.sitting.fingerprint()
        yield "next", None
    yield "sign", b"" if manner == "spoken" else INK


def by_hand(flow: Flow) -> Iterator[Event]:
    """Yield the events from the words to two pages written by hand, between which one is left empty."""
    yield "hand", None
    yield "write", b"<one/>"
    yield "add", None
    yield "write", b"<spoilt/>"
    yield "add", None
    yield "write", b"<two/>"
    yield "earlier", None
    yield "write", b""


def named(iin: str = IIN, name: str = "Әсел Қуанышқызы") -> Iterator[Event]:
    yield from (("digit", digit) for digit in iin)
    yield "next", None
    yield "name", name
    yield "next", None


def representing() -> Iterator[Event]:
    yield "representative", "Қуаныш Сапар"
    yield "relationship", "parent"
    yield "next", None
    yield "kind", "birth-certificate"
    yield "number", "AB 1234567"
    yield "date", "05.03.2020"
    yield "next", None


def way(flow: Flow, verdict: str = "permit") -> Iterator[Event]:
    """Yield the events of a whole visit, one at a time, as the screens ask for them."""
    yield "patient", None
    yield from named()
    yield from consenting(flow, verdict)
    yield from signing(flow)


def parents_way(flow: Flow) -> Iterator[Event]:
    yield "representative", None
    yield from named(CHILD)
    yield from representing()
    yield from consenting(flow)
    yield from signing(flow)


def way_back(flow: Flow) -> Iterator[Event]:
    """Yield the events of a withdrawal."""
    yield "withdraw", None
    yield "patient", None
    yield from named()
    yield "toggle", "filming.video"
    yield "next", None
    yield from signing(flow)


def nobodys_number(flow: Flow) -> Iterator[Event]:
    """Yield the events of a person without an IIN who cannot write."""
    yield "patient", None
    yield "other", "passport"
    yield "number", "N 01234567"
    yield "next", None
    yield "name", "Anna"
    yield "next", None
    yield from consenting(flow)
    yield from signing(flow, "mark")


PAGE = Page(b"a page", 1654, 2339, "")
BLURRED = Page(b"a blurred page", 1654, 2339, "blurred")


def papers(flow: Flow) -> Iterator[Event]:
    """Yield the events from the words to a signature on two pages of paper, one of which is taken twice."""
    yield "next", None
    for _ in range(2):
        yield "shown", flow.sitting.fingerprint()
        yield "next", None
        if flow.screen == "sign":
            yield "paper", None
    yield "photo", None
    yield "taken", BLURRED
    yield "again", None
    yield "taken", PAGE
    yield "keep", None
    yield "taken", Page(b"a scanned page", 2339, 1654, "", "folder")
    yield "keep", None
    yield "sign", b""


def paper_way(flow: Flow) -> Iterator[Event]:
    yield "patient", None
    yield from named()
    yield from consenting(flow)
    yield from papers(flow)


def asked(said: str = "yes", how: str = "representative") -> Iterator[Event]:
    """Yield the events of a child that is asked."""
    yield "answer", said
    if said == "yes":
        yield "how", how
        if how != "representative":
            yield ("worker", "Айгүл") if how == "worker" else ("drawn", b"<drawn/>")
    yield "next", None


def childs_way(flow: Flow, said: str = "yes", how: str = "representative", verdict: str = "permit") -> Iterator[Event]:
    yield "representative", None
    yield from named(aged(10))
    yield from representing()
    yield from consenting(flow, verdict)
    if flow.screen == "assent":
        yield from asked(said, how)
    yield from signing(flow)


def drawing_childs_way(flow: Flow) -> Iterator[Event]:
    yield from childs_way(flow, how="drawn")


def dissenting_childs_way(flow: Flow) -> Iterator[Event]:
    yield from childs_way(flow, "no")


def cosigning(flow: Flow, manner: str = "ink") -> Iterator[Event]:
    """Yield the events from the representative's signature to that of the patient beside it."""
    yield "next", None
    yield "shown", flow.sitting.fingerprint()
    yield "next", None
    if manner != "ink" and flow.sitting.cosigning.manner == "ink":
        yield manner, None
        yield "witness", "Сейіт А."
        yield "next", None
        yield "shown", flow.sitting.fingerprint()
        yield "next", None
        yield "sign", INK
        yield from cosigning(flow, manner)
        return
    yield "sign", b"" if manner == "spoken" else COINK


def cosigned_way(flow: Flow, manner: str = "ink") -> Iterator[Event]:
    yield "representative", None
    yield from named(aged(16))
    yield from representing()
    yield from consenting(flow)
    yield from signing(flow)
    yield from cosigning(flow, manner)


def spoken_beside_way(flow: Flow) -> Iterator[Event]:
    yield from cosigned_way(flow, "spoken")


def handwritten_way(flow: Flow) -> Iterator[Event]:
    yield "patient", None
    yield from named()
    yield from consenting(flow)
    yield from by_hand(flow)
    yield from signing(flow)


def returning(flow: Flow) -> Iterator[Event]:
    """Yield the events of somebody who signed the text before the last one, and looks at what has changed."""
    yield "patient", None
    yield from named()
    yield "next", None
    yield from [("changes", None), ("earlier", None), ("next", None)]
    yield from list(consenting(flow))[1:]
    yield from signing(flow)


WAYS = (
    way, returning, parents_way, way_back, nobodys_number, paper_way, childs_way, drawing_childs_way,
    dissenting_childs_way,
    cosigned_way, handwritten_way, spoken_beside_way,
)  # fmt: skip


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


# ── people ──


def walked(ground: Ground, path: Callable[[Flow], Iterator[Event]]) -> Flow:
    flow = begun(ground)
    for event, value in path(flow):
        flow.send(event, value)
    return flow


def test_a_parent_signs_for_a_child_with_what_the_right_rests_on(ground: Ground) -> None:
    flow = walked(ground, parents_way)
    assert flow.screen == "signing"
    notice, consent = drafts.to_sign(flow.sitting, DAY)
    assert consent.subject.identifier.value == CHILD
    assert consent.grantor == notice.grantor
    assert (consent.grantor.name, consent.grantor.relationship) == ("Қуаныш Сапар", "parent")
    assert consent.grantor.authority == record.Authority(
        kind="birth-certificate", number="AB 1234567", date=dt.date(2020, 3, 5)
    )
    assert "Қуаныш Сапар" in consent.words
    assert step_of("representative", flow.sitting) == 3
    assert len(steps_of(flow.sitting)) == len(CONSENT) + 1


def test_a_companion_who_is_no_representative_is_turned_away_and_cannot_sign(ground: Ground) -> None:
    flow = begun(ground)
    assert flow.send("companion").target == "companion"
    for event in ("next", "sign", "patient", "representative"):
        assert flow.send(event, INK).target == "companion"
    assert flow.send("back").target == "who"


def test_a_child_alone_is_led_to_whoever_may_sign(ground: Ground) -> None:
    flow = begun(ground)
    flow.send("patient")
    for event, value in named(aged(10)):
        flow.send(event, value)
    assert flow.screen == "minor"
    assert flow.send("next").target == "minor"
    flow.send("representative")
    assert (flow.screen, flow.sitting.speaker) == ("representative", "representative")
    for event, value in representing():
        flow.send(event, value)
    assert flow.screen == "notice"


def test_at_sixteen_one_signs_alone_where_the_organisation_says_so(ground: Ground) -> None:
    flow = begun(dataclasses.replace(ground, alone_from=10))
    flow.send("patient")
    for event, value in named(aged(10)):
        flow.send(event, value)
    assert flow.screen == "notice"


@pytest.mark.parametrize(
    ("event", "value", "refusal"),
    [("date", "31129999", "authority"), ("number", " ", "authority"), ("date", "30022020", "authority")],
)
def test_a_representative_without_a_whole_document_goes_no_further(
    ground: Ground, event: str, value: str, refusal: str
) -> None:
    flow = begun(ground)
    flow.send("representative")
    for sent in [*named(CHILD), *list(representing())[:-1], (event, value)]:
        flow.send(*sent)
    assert flow.screen == "authority"
    assert flow.send("next").refusal == refusal


def test_a_withdrawal_is_said_by_scope_without_showing_what_stands(ground: Ground) -> None:
    flow = walked(ground, way_back)
    assert flow.screen == "signing"
    [draft] = drafts.to_sign(flow.sitting, DAY)
    assert (draft.kind, draft.form.id) == ("withdrawal", "withdrawal")
    assert [(item.scope, item.decision) for item in draft.decisions] == [("filming.video", "deny")]
    assert not [scope for scope in flow.sitting.scopes_to_withdraw if scope.startswith("staff.")]
    assert [step_of(screen, flow.sitting) for screen in WITHDRAWAL] == list(range(1, 7))


def test_a_representative_withdraws_for_a_child(ground: Ground) -> None:
    flow = begun(ground)
    for event, value in [("withdraw", None), ("representative", None), *named(aged(10)), *representing()]:
        flow.send(event, value)
    assert flow.screen == "scopes"
    assert flow.send("next").refusal == "nothing"
    assert flow.send("back").target == "authority"


def test_who_changes_their_mind_about_what_they_came_for_leaves_nothing_of_the_other_way(ground: Ground) -> None:
    flow = begun(ground)
    for event, value in [("representative", None), *named(CHILD), *representing()]:
        flow.send(event, value)
    for _ in range(5):
        flow.send("back")
    assert flow.screen == "who"
    flow.send("patient")
    assert (flow.sitting.representative, flow.sitting.authority_number) == ("", "")
    assert drafts.notice(flow.sitting).grantor == record.Grantor(kind="self")


def test_without_an_iin_another_number_does_and_a_mark_has_its_witness(ground: Ground) -> None:
    flow = walked(ground, nobodys_number)
    assert flow.screen == "signing"
    consent = drafts.consent(flow.sitting, DAY)
    assert consent.subject.identifier == record.Identifier(system="passport", value="N 01234567")
    assert (consent.signature_class, consent.witness.name, consent.form.reading) == ("mark", "Сейіт А.", "worker")


def test_who_cannot_draw_says_it_before_a_witness(ground: Ground) -> None:
    flow = at(ground, "sign")
    for event, value in [("spoken", None), ("next", None)]:
        step = flow.send(event, value)
    assert step.refusal == "witness"
    for event, value in [("witness", "Сейіт А."), ("next", None)]:
        flow.send(event, value)
    assert flow.screen == "review"
    assert flow.send("next").refusal == "unshown"  # the document says another signature now
    flow.send("shown", flow.sitting.fingerprint())
    flow.send("next")
    assert flow.send("sign", INK).refusal == "ink"
    assert flow.send("sign", b"").target == "signing"
    consent = drafts.consent(flow.sitting, DAY)
    assert (consent.signature_class, consent.evidence) == ("spoken", ())


def test_another_manner_forgets_the_witness_and_the_drawing(ground: Ground) -> None:
    flow = at(ground, "sign")
    for event, value in [("mark", None), ("witness", "Сейіт А."), ("back", None)]:
        flow.send(event, value)
    assert (flow.screen, flow.sitting.manner, flow.sitting.witness) == ("review", "ink", "")


# ── somebody who signed an earlier text ──


def test_who_read_what_has_changed_signs_a_statement_that_says_so_and_reads_the_whole_text_all_the_same(
    ground: Ground,
) -> None:
    flow = walked(ground, returning)
    assert flow.screen == "signing"
    notice, consent = drafts.to_sign(flow.sitting, DAY)
    assert (consent.form.changes_since, notice.form.changes_since) == ("2025.1", None)
    assert flow.sitting.informed


def test_who_went_back_before_the_end_of_the_changes_was_not_shown_them(ground: Ground) -> None:
    flow = at(ground, "information")
    for event in ("changes", "back"):
        flow.send(event)
    assert (flow.screen, flow.sitting.page, flow.sitting.changes_since) == ("information", 0, "")


def test_before_the_first_text_there_is_none_to_go_back_to(ground: Ground) -> None:
    flow = at(ground, "information")
    flow.send("changes")
    for _ in range(5):
        flow.send("earlier")
    assert flow.sitting.beside == 1
    alone = at(dataclasses.replace(ground, earlier=()), "information")
    assert alone.send("changes").target == "information"


def test_looking_at_the_changes_after_the_review_asks_for_another_review(ground: Ground) -> None:
    flow = at(ground, "sign")
    while flow.screen != "information":
        flow.send("back")
    for event in ("changes", "next"):
        flow.send(event)
    while flow.screen != "review":
        flow.send("next")
    assert flow.send("next").refusal == "unshown"


# ── beside the representative ──


def consent_of(flow: Flow) -> Draft:
    return drafts.consent(flow.sitting, DAY)


def verdicts(draft: Draft) -> set[str]:
    return {item.decision for item in draft.decisions}


@pytest.mark.parametrize(
    ("how", "manner", "heard"),
    [("representative", "spoken", "Қуаныш Сапар"), ("worker", "spoken", "Айгүл"), ("drawn", "drawn", None)],
)
def test_a_childs_yes_is_heard_by_somebody_named_or_drawn(
    ground: Ground, how: str, manner: str, heard: str | None
) -> None:
    flow = walked(ground, functools.partial(childs_way, how=how))
    assert flow.screen == "signing"
    consent = consent_of(flow)
    assert (consent.assent.verdict, consent.assent.manner) == ("yes", manner)
    assert (consent.assent.witness and consent.assent.witness.name) == heard
    assert [file.role for file in consent.evidence] == ["ink", "assent"][: 1 + (how == "drawn")]
    assert verdicts(consent) == {"permit"}


def test_a_childs_no_makes_every_answer_a_refusal_in_fewer_touches_than_a_yes(ground: Ground) -> None:
    flow = walked(ground, dissenting_childs_way)
    assert flow.screen == "signing"
    consent = consent_of(flow)
    assert consent.assent == record.Assent(verdict="no")
    assert verdicts(consent) == {"deny"}
    assert "«жоқ»" in consent.words and "Қуаныш Сапар" in consent.words
    assert len(list(asked("no"))) < len(list(asked("yes")))


def test_a_child_who_does_not_answer_leaves_the_decision_with_the_representative(ground: Ground) -> None:
    flow = walked(ground, functools.partial(childs_way, said="none"))
    assert consent_of(flow).assent == record.Assent(verdict="none")
    assert verdicts(consent_of(flow)) == {"permit"}


def test_a_child_is_not_asked_to_repeat_a_refusal(ground: Ground) -> None:
    flow = walked(ground, functools.partial(childs_way, verdict="deny"))
    assert flow.screen == "signing"
    assert not consent_of(flow).assent


@pytest.mark.parametrize(("years", "asked"), [(0, False), (6, False), (7, True), (15, True), (18, False)])
def test_only_who_is_of_an_age_to_understand_is_asked(ground: Ground, years: int, asked: bool) -> None:
    flow = begun(ground)
    for event, value in childs_way(flow):
        if event == "digit":
            continue
        if event == "next" and flow.screen == "identify":
            flow.sitting.iin = aged(years)
        flow.send(event, value)
        if flow.screen in ("assent", "words"):
            break
    assert flow.screen == ("assent" if asked else "words")


def test_without_an_answer_of_the_child_it_does_not_go_on(ground: Ground) -> None:
    flow = begun(ground)
    for event, value in childs_way(flow):
        if flow.screen == "assent":
            break
        flow.send(event, value)
    for said, how in ((None, None), ("yes", None), ("yes", "worker"), ("yes", "drawn"), ("perhaps", None)):
        if said:
            flow.send("answer", said)
        if how:
            flow.send("how", how)
        assert flow.send("next").refusal == "assent"
        assert flow.screen == "assent"


@pytest.mark.parametrize("change", ["answer", "child"])
def test_a_child_is_asked_anew_where_the_answers_or_the_child_are_others(ground: Ground, change: str) -> None:
    flow = walked(ground, childs_way)
    assert flow.sitting.assent.whole
    if change == "answer":
        flow.sitting.answer("permit")
    else:
        flow.sitting.iin = aged(11)
    assert not flow.sitting.assent.whole
    assert flow.send("failed").target == "failed"
    assert flow.send("retry").target == "review"


@pytest.mark.parametrize("manner", ["ink", "mark", "spoken"])
def test_two_sign_and_each_in_their_own_manner(ground: Ground, manner: str) -> None:
    flow = walked(ground, functools.partial(cosigned_way, manner=manner))
    assert flow.screen == "signing"
    consent = consent_of(flow)
    assert (consent.signature_class, consent.witness) == ("ink", None)
    assert consent.cosignature.signature_class == manner
    assert (consent.cosignature.witness is None) == (manner == "ink")
    roles = {file.role: file.data for file in consent.evidence}
    assert roles == {"ink": INK} | ({} if manner == "spoken" else {"cosignature": COINK})


def at_beside(ground: Ground, screen: str) -> Flow:
    """Return a flow that went the way of two who sign as far as a screen."""
    flow = begun(ground)
    for event, value in cosigned_way(flow):
        if flow.screen == screen:
            return flow
        flow.send(event, value)
    return flow


def test_who_signs_beside_reviews_the_document_too(ground: Ground) -> None:
    flow = at_beside(ground, "coreview")
    assert flow.send("next").refusal == "unshown"
    flow.send("shown", ("something", "else"))
    assert flow.send("next").refusal == "unshown"
    flow.send("shown", flow.sitting.fingerprint())
    assert flow.send("next").target == "cosign"
    assert flow.send("sign", b"").refusal == "ink"


@pytest.mark.parametrize("screen", ["handover", "coreview", "cosign", "cowitness"])
def test_neither_ink_survives_another_language(ground: Ground, screen: str) -> None:
    flow = at_beside(ground, "cosign" if screen == "cowitness" else screen)
    if screen == "cowitness":
        flow.send("mark")
    assert flow.send("language", "ru").target == "review"
    assert (flow.sitting.ink, flow.sitting.cosigning.ink, flow.sitting.cosigning.reviewed) == (b"", b"", None)
    assert flow.send("next").refusal == "unshown"


@pytest.mark.parametrize(("events", "screen"), [(["back"], "sign"), (["next", "back", "back"], "sign")])
def test_back_from_the_second_hand_takes_the_first_ink_back(ground: Ground, events: list[str], screen: str) -> None:
    flow = at_beside(ground, "handover")
    assert flow.sitting.ink == INK
    for event in events:
        flow.send(event)
    assert (flow.screen, flow.sitting.ink) == (screen, b"")


def test_who_was_to_sign_beside_may_say_no(ground: Ground) -> None:
    flow = at_beside(ground, "handover")
    assert flow.send("no").target == "review"
    assert flow.sitting.ink == b""
    flow.send("shown", flow.sitting.fingerprint())
    flow.send("next")
    assert flow.send("sign", INK).target == "signing"
    consent = consent_of(flow)
    assert (verdicts(consent), consent.assent.verdict) == ({"deny"}, "no")
    assert not consent.cosignature
    record.parse(record.encode(statement_of(consent, CIRCUMSTANCES)))


def test_where_nothing_is_permitted_nobody_signs_beside(ground: Ground) -> None:
    flow = begun(ground)
    for event, value in cosigned_way(flow):
        flow.send(event, "deny" if event == "answer" else value)
        if flow.screen == "signing":
            break
    assert flow.screen == "signing"
    assert not consent_of(flow).cosignature


@pytest.mark.parametrize(
    ("alone_from", "cosign_from", "years", "ends", "screens"),
    [
        (16, 18, 16, "signing", ("minor", "handover")),  # the patient signs alone
        (18, 16, 17, "signing", ("handover",)),  # both sign
        (18, 18, 17, "signing", ("assent",)),  # the representative signs, and asks
    ],
)
def test_the_three_ways_of_who_is_sixteen_or_seventeen(
    ground: Ground, alone_from: int, cosign_from: int, years: int, ends: str, screens: tuple[str, ...]
) -> None:
    flow = begun(dataclasses.replace(ground, alone_from=alone_from, cosign_from=cosign_from))
    met = set()
    alone = alone_from == 16

    def walk() -> Iterator[Event]:
        yield ("patient" if alone else "representative"), None
        yield from named(aged(years))
        yield from () if alone else representing()
        yield from consenting(flow)
        yield from asked() if flow.screen == "assent" else ()
        yield from signing(flow)
        yield from cosigning(flow) if flow.screen == "handover" else ()

    for event, value in walk():
        met.add(flow.send(event, value).target)
    assert flow.screen == ends
    assert (set(screens) & met == set()) if alone else set(screens) <= met
    consent = consent_of(flow)
    assert (bool(consent.cosignature), bool(consent.assent)) == (cosign_from == 16, not alone and cosign_from == 18)


def test_who_takes_back_consent_for_a_child_asks_nobody(ground: Ground) -> None:
    flow = begun(ground)
    flow.send("withdraw")
    flow.send("representative")
    for event, value in itertools.chain(named(aged(16)), representing()):
        flow.send(event, value)
    flow.send("toggle", "filming.video")
    flow.send("next")
    for event, value in signing(flow):
        flow.send(event, value)
    assert flow.screen == "signing"
    [draft] = drafts.to_sign(flow.sitting, DAY)
    assert not draft.cosignature and not draft.assent


def test_on_paper_the_patient_signs_beside_at_the_screen(ground: Ground) -> None:
    flow = begun(ground)

    def walk() -> Iterator[Event]:
        yield "representative", None
        yield from named(aged(17))
        yield from representing()
        yield from consenting(flow)
        yield from papers(flow)
        yield from cosigning(flow)

    for event, value in walk():
        flow.send(event, value)
    assert flow.screen == "signing"
    assert [file.role for file in consent_of(flow).evidence] == ["paper", "paper", "cosignature"]


# ── words by hand ──


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


# ── a supplement to a contract ──

SUPPLEMENT_SENTENCE = {"kk": "%1, %2, %3", "ru": "%1 / %2 / %3", "en": "%2 %1 %3"}
LAW = dt.date(2023, 4, 22)


@functools.cache
def made_supplement() -> Ground:
    form = Catalogue.from_files(shipped_forms()).latest("staff-supplement")
    return dataclasses.replace(made_ground(), form=form, earlier=(), contract=SUPPLEMENT_SENTENCE, hired_before=LAW)


def worker(hired: dt.date = dt.date(2019, 2, 1), kind: str = "iin", number: str = CHILD) -> Worker:
    return Worker("Дәурен Сапар", kind, number, "17-К", dt.date(2019, 1, 31), hired)


def listed(given: Worker) -> Flow:
    flow = Flow()
    flow.send("begin")
    sitting = Sitting(made_supplement(), "kk", Clock())
    sitting.come("consent", "self")
    sitting.take_listed(given)
    flow.send("listed", sitting)
    return flow


def supplementing(flow: Flow, verdict: str = "permit") -> Iterator[Event]:
    yield "next", None
    yield from list(consenting(flow, verdict))[1:]
    yield from signing(flow)


def supplemented(flow: Flow) -> Flow:
    for event, value in supplementing(flow):
        flow.send(event, value)
    return flow


def test_a_worker_of_the_list_is_asked_with_the_supplement_and_signs_as_a_worker() -> None:
    flow = supplemented(listed(worker()))
    assert flow.screen == "signing"
    [draft] = drafts.to_sign(flow.sitting, DAY)
    assert (draft.form.id, draft.subject.role, draft.subject.identifier.value) == ("staff-supplement", "staff", CHILD)
    assert draft.words.endswith("17-К, 31.01.2019, 01.02.2019")
    assert draft.grantor == record.Grantor(kind="self")


def test_what_a_number_of_a_contract_looks_like_changes_nothing_of_the_sentence() -> None:
    flow = supplemented(listed(dataclasses.replace(worker(), contract="%3 %2")))
    assert flow.sitting.words(DAY).endswith("%3 %2, 31.01.2019, 01.02.2019")


def test_a_worker_of_the_list_without_an_iin_goes_by_the_other_number() -> None:
    sitting = supplemented(listed(worker(kind="passport", number="N 01"))).sitting
    assert drafts.reviewable(sitting, DAY).subject.identifier == record.Identifier(system="passport", value="N 01")


def test_who_says_that_the_list_means_somebody_else_is_asked_whether_to_stop_and_leaves_nothing() -> None:
    flow = listed(worker())
    assert flow.send("back").target == "stopping"
    assert flow.send("leave").target == "welcome"
    assert flow.sitting is None


@settings(max_examples=60, deadline=None)
@given(
    hired=st.dates(dt.date(2023, 4, 1), dt.date(2023, 5, 15)),
    events=st.lists(
        st.tuples(st.sampled_from(["next", "back", "shown", "changes", "stay", "cancel", "language"]), st.just("kk"))
        | st.tuples(st.just("answer"), st.sampled_from(["permit", "deny"]))
        | st.tuples(st.just("employed"), st.sampled_from(["01012020", "22042023", "99", ""]))
        | st.tuples(st.just("sign"), st.just(INK)),
        max_size=60,
    ),
    way_first=st.integers(0, 60),
)
def test_nobody_hired_since_the_order_asked_signs_a_supplement(
    hired: dt.date, events: list[Event], way_first: int
) -> None:
    flow = listed(worker(hired))
    for event, value in [*itertools.islice(supplementing(flow), way_first), *events]:
        if flow.sitting is None:
            break
        flow.send(event, flow.sitting.fingerprint() if event == "shown" else value)
        if flow.screen == "signing":
            assert hired < LAW
            assert flow.sitting.informed and flow.sitting.decided and flow.sitting.was_hired_before()


def test_what_fails_while_the_second_hand_reviews_is_not_signed_by_the_first_alone(ground: Ground) -> None:
    flow = at_beside(ground, "coreview")
    flow.send("failed")
    assert flow.sitting.ink == INK
    assert flow.send("retry").target == "review"
    whole = walked(ground, cosigned_way)
    whole.send("failed")
    assert whole.send("retry").target == "signing"


@pytest.mark.parametrize("seen", [None, ("another", "document")])
def test_the_second_hand_signs_nothing_that_it_did_not_review(ground: Ground, seen: object) -> None:
    flow = at_beside(ground, "cosign")
    flow.sitting.cosigning.reviewed = seen
    assert flow.send("sign", COINK).target == "cosign"
    flow.sitting.cosigning.reviewed = flow.sitting.fingerprint()
    assert flow.send("sign", COINK).target == "signing"
