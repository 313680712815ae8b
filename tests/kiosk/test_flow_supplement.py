"""A supplement to a contract: workers of HR's list, and nobody who was hired since the Order asked."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import record
from econsent.forms import Catalogue
from econsent.store.folder import shipped_forms
from kiosk import drafts
from kiosk.flow import Flow
from kiosk.ground import Ground
from kiosk.sitting import Sitting
from kiosk.stafflist import Worker
from tests.kiosk.flowing import (
    CHILD,
    DAY,
    INK,
    Clock,
    Event,
    consenting,
    made_ground,
    signing,
)

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
