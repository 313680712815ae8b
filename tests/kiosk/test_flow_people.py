"""Whoever comes: representatives, children, companions, people without an IIN, and those who signed an earlier text."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from econsent import record
from kiosk import drafts
from kiosk.flow import CONSENT, WITHDRAWAL, step_of, steps_of
from kiosk.ground import Ground
from tests.kiosk.flowing import (
    CHILD,
    DAY,
    INK,
    at,
    begun,
    named,
    nobodys_number,
    parents_way,
    representing,
    returning,
    walked,
    way_back,
)
from tests.kiosk.minors import aged


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
