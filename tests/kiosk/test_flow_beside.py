"""A child who is asked, and a young person who signs beside the representative."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Iterator

import pytest

from econsent import record
from econsent.document.issue import statement_of
from kiosk import drafts
from kiosk.ground import Ground
from tests.kiosk.flowing import (
    CIRCUMSTANCES,
    COINK,
    DAY,
    INK,
    Event,
    asked,
    at_beside,
    begun,
    childs_way,
    consent_of,
    consenting,
    cosigned_way,
    cosigning,
    dissenting_childs_way,
    named,
    papers,
    representing,
    signing,
    verdicts,
    walked,
)
from tests.kiosk.minors import aged


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
