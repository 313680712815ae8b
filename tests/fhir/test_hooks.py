"""patient-consent-consult as LEAP's clients call it, answered from what stands."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from econsent.errors import ArgumentInvalid, EconsentError
from econsent.exchange import Answer
from econsent.fhir import hooks
from tests.builders import BIN, IIN, iin
from tests.fhir.said import CHANGED, EXPIRED, Told

PERSON = {"system": "urn:econsent:id:kz.iin", "value": IIN}
VIDEO = {"system": "urn:econsent:scope", "code": "filming.video"}
PHOTO = {"system": "urn:econsent:scope", "code": "filming.photo"}
TRAINING = {"system": "urn:econsent:scope", "code": "images.training"}
OURS = {"system": "urn:econsent:id:kz.bin", "value": BIN}
SOURCE = hooks.Source("Laboratory", "https://library.example")


def call(**context: Any) -> bytes:
    asked = {"patientId": [PERSON], "category": [VIDEO], "purposeOfUse": ["TREAT"]} | context
    return json.dumps({"hook": hooks.SERVICE, "hookInstance": "x-1", "context": asked, "prefetch": {}}).encode()


def consult(told: Told, **context: Any) -> dict[str, Any]:
    """Ask a real library and return the one card."""
    asked = hooks.questions(hooks.read(call(**context)).context, BIN)
    answers = [told.library.decide(question) for question in asked]
    (card,) = json.loads(msgspec.json.encode(hooks.card(answers, SOURCE, "Consent/x-1")))["cards"]
    return card


def test_a_withdrawal_is_a_deny_and_obliges_not_to_collect(told: Told) -> None:
    card = consult(told)
    assert card["summary"] == card["extension"]["decision"] == "CONSENT_DENY"
    assert card["indicator"] == "critical"
    assert card["source"] == {"label": "Laboratory", "url": "https://library.example"}
    assert card["extension"]["basedOn"] == "Consent/x-1"
    assert card["extension"]["obligations"] == [
        {
            "id": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "NOCOLLECT"},
            "parameters": {"codes": [VIDEO]},
        }
    ]


def test_a_permit_obliges_to_nothing(told: Told) -> None:
    card = consult(told, category=[PHOTO])
    assert card["extension"]["decision"] == "CONSENT_PERMIT"
    assert card["indicator"] == "info"
    assert "obligations" not in card["extension"]


def test_of_several_uses_the_refused_one_decides_and_only_it_obliges(told: Told) -> None:
    card = consult(told, category=[PHOTO, VIDEO])
    assert card["extension"]["decision"] == "CONSENT_DENY"
    assert [item["parameters"]["codes"] for item in card["extension"]["obligations"]] == [[VIDEO]]


@pytest.mark.parametrize("number", [EXPIRED, iin(99)])
def test_nothing_that_holds_is_no_consent(told: Told, number: str) -> None:
    card = consult(told, patientId=[PERSON | {"value": number}], category=[TRAINING])
    assert card["extension"]["decision"] == "NO_CONSENT"
    assert card["indicator"] == "warning"
    assert card["extension"]["obligations"][0]["id"]["code"] == "NOREUSE"


def test_older_callers_send_objects_where_newer_ones_send_lists(told: Told) -> None:
    assert consult(told, patientId=PERSON, category=PHOTO) == consult(told, category=[PHOTO])


def test_one_known_identifier_among_strangers_is_enough(told: Told) -> None:
    strangers = [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "1"}, {"value": "2"}]
    assert consult(told, patientId=[*strangers, PERSON])["summary"] == "CONSENT_DENY"


def test_a_refusal_under_one_identifier_of_a_person_refuses(told: Told) -> None:
    both = [PERSON, PERSON | {"value": CHANGED}]
    assert consult(told, patientId=both, category=[VIDEO])["summary"] == "CONSENT_DENY"


def test_who_consented_to_us_did_not_consent_to_others(told: Told) -> None:
    other = OURS | {"value": "990340012345"}
    assert consult(told, category=[PHOTO], actor=[other])["summary"] == "NO_CONSENT"
    assert consult(told, category=[PHOTO], actor=[other, OURS])["summary"] == "CONSENT_PERMIT"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\xff",
        b"[" * 10_000,
        call(patientId=None),
        call(patientId=[{"system": "x"}]),
        call(patientId=[PERSON] * 17),
        call().replace(b"patient-consent-consult", b"patient-view"),
    ],
)
def test_what_is_no_call_of_the_hook_is_refused(body: bytes) -> None:
    with pytest.raises(ArgumentInvalid):
        hooks.read(body)


@pytest.mark.parametrize(
    "context",
    [
        {"patientId": []},
        {"patientId": [{"value": IIN}]},
        {"patientId": [PERSON | {"value": "900101300127"}]},
        {"category": []},
        {"category": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]},
        {"category": [VIDEO | {"code": "Filming Video"}]},
    ],
)
def test_what_is_not_clear_is_refused_and_never_a_permit(context: dict[str, Any]) -> None:
    with pytest.raises(EconsentError) as refused:
        hooks.questions(hooks.read(call(**context)).context, BIN)
    assert refused.value.status == 400
    assert "9001" not in str(refused.value)


def test_no_answers_are_no_consent() -> None:
    assert hooks.card([], SOURCE).cards[0].summary == "NO_CONSENT"


def test_the_service_can_be_discovered() -> None:
    (service,) = hooks.services()["services"]
    assert service["id"] == service["hook"] == "patient-consent-consult"


def test_every_decision_has_its_card(told: Told) -> None:
    for decision in ("CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"):
        answer = msgspec.structs.replace(some_answer(told), decision=decision)
        assert hooks.card([answer], SOURCE).cards[0].extension.decision == decision


def some_answer(told: Told) -> Answer:
    return told.library.decide(hooks.questions(hooks.read(call()).context, BIN)[0])
