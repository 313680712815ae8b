"""An engine as others build them reads R4 and R5 to the same decision that the library gives.

It knows nothing of ours: only active Consents, the newest of a person and scope, its period against the reader's clock;
in R4 the type of the root provision, in R5 the decision, which each provision would negate.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest

from econsent import instant, standing
from econsent.fhir.consent import consent
from econsent.fhir.published import Release, is_published, statuses
from econsent.instant import DAY
from econsent.standing import Policy
from tests.fhir.said import PEOPLE, Told, version_of

Json = Mapping[str, Any]
NEGATED = {"permit": "deny", "deny": "permit"}
ANSWERS = {"permit": "CONSENT_PERMIT", "deny": "CONSENT_DENY"}
PATIENTS = [names for names in PEOPLE if names not in (("staff",), ("walked-away",))]


def engine(consents: Iterable[Json], scope: str, at: dt.datetime) -> str:
    """Return the decision that a reader of either release comes to."""
    concerned = [given for given in consents if given["status"] == "active" and speaks_of(given, scope)]
    if not concerned:
        return "NO_CONSENT"
    newest = max(concerned, key=lambda given: given["meta"]["lastUpdated"])
    root = newest.get("provision") if "decision" not in newest else None
    period = (root or newest).get("period", {})
    start, end = (dt.datetime.fromisoformat(period[name]) if name in period else at for name in ("start", "end"))
    if not start <= at <= end:
        return "NO_CONSENT"
    if root is not None:
        return ANSWERS[root["type"]]
    return ANSWERS[NEGATED[newest["decision"]] if newest.get("provision") else newest["decision"]]


def speaks_of(given: Json, scope: str) -> bool:
    codings = [coding for item in given["category"] for coding in item["coding"]]
    return {"system": "urn:econsent:scope", "code": scope} in codings


def published(told: Told, names: Sequence[str], release: Release, policy: Policy = standing.EVERYTHING) -> list[Json]:
    """Return the current version of every Consent after these statements."""
    logged = {told.logged[name].digest: told.logged[name] for name in names}
    return [
        json.loads(consent(logged[digest], version_of(state, position, logged[digest]), release))
        for (digest, position), state in statuses(told.heard(*names), policy).items()
        if is_published(logged[digest].statement, release)
    ]


def asked(told: Told, names: Sequence[str], at: int, policy: Policy = standing.EVERYTHING) -> dict[str, str]:
    """Return what standing answers for each scope."""
    stands = standing.fold(told.heard(*names))
    return {scope: standing.answer(said, at, policy).decision for scope, said in stands.items()}


@pytest.mark.parametrize("days", [0, 30, 400])
@pytest.mark.parametrize("names", PATIENTS, ids="+".join)
def test_r4_and_r5_are_read_as_what_the_library_answers(told: Told, names: Sequence[str], days: int) -> None:
    for count in range(1, len(names) + 1):
        said = names[:count]
        at = told.logged[said[-1]].logged + days * DAY
        answers = asked(told, said, at)
        for release in ("R4", "R5"):
            consents = published(told, said, release)
            read = {scope: engine(consents, scope, instant.to_datetime(at)) for scope in answers}
            assert read == answers
    assert answers


def test_staff_are_read_from_r5_alone(told: Told) -> None:
    at = told.logged["staff"].logged
    consents = published(told, ["staff"], "R5")
    answers = asked(told, ["staff"], at)
    assert answers == {scope: engine(consents, scope, instant.to_datetime(at)) for scope in answers}
    assert set(answers.values()) == {"CONSENT_PERMIT"}
    assert published(told, ["staff"], "R4") == []


def test_all_three_answers_were_read(told: Told) -> None:
    moments = {name: told.logged[name].logged for name in told.logged}
    seen = {
        asked(told, ["agreed"], moments["agreed"])["filming.video"],
        asked(told, ["agreed", "withdrew"], moments["withdrew"])["filming.video"],
        asked(told, ["expired"], moments["expired"])["filming.video"],
    }
    assert seen == {"CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"}


def test_the_last_microsecond_of_a_permit_is_read_as_we_answer_it(told: Told) -> None:
    until = told.logged["agreed"].statement.decisions[0].until
    midnight = standing.end_of(until)
    assert midnight is not None
    for moment, answer in ((midnight - 1000, "CONSENT_PERMIT"), (midnight, "NO_CONSENT")):
        assert asked(told, ["agreed"], moment)["filming.photo"] == answer
        for release in ("R4", "R5"):
            consents = published(told, ["agreed"], release)
            assert engine(consents, "filming.photo", instant.to_datetime(moment)) == answer


def test_a_permit_that_the_policy_does_not_accept_is_not_active(told: Told) -> None:
    strict = Policy(identification="document")
    at = told.logged["agreed"].logged
    assert asked(told, ["agreed"], at, strict)["filming.video"] == "NO_CONSENT"
    for release in ("R4", "R5"):
        consents = published(told, ["agreed"], release, strict)
        assert {given["status"] for given in consents} == {"inactive"}
        assert engine(consents, "filming.video", instant.to_datetime(at)) == "NO_CONSENT"


def test_a_provision_in_r5_would_turn_the_decision_around(told: Told) -> None:
    """The engine must be able to fail: with R4's provision copied into R5 it reads the opposite."""
    (given,) = [one for one in published(told, ["agreed"], "R5") if speaks_of(one, "filming.video")]
    at = instant.to_datetime(told.logged["agreed"].logged)
    assert engine([given], "filming.video", at) == "CONSENT_PERMIT"
    assert engine([{**given, "provision": [{"purpose": []}]}], "filming.video", at) == "CONSENT_DENY"
