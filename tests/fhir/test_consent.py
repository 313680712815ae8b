"""Consents of real statements, read by programs that nobody here wrote, and the traps on the way to them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from fhir.resources.consent import Consent
from fhir.resources.R4B.consent import Consent as ConsentR4
from fhirclient.models.consent import Consent as ClientConsent
from pydantic import ValidationError

from econsent import instant
from econsent.errors import ResourceUnknown
from econsent.fhir.consent import Shared, consent, share, stitch
from econsent.fhir.published import Release, Version, is_published
from econsent.instant import Interval
from tests.builders import BIN, IIN
from tests.fhir.said import COMES_OF_AGE, PEOPLE, Told
from tests.fhir.test_resources import check

Json = dict[str, Any]
SUBJECTS = {"R4": "patient", "R5": "subject"}
_SECONDS = re.compile(r"(?<=T\d\d:\d\d:\d\d)(?:\.(\d+))?(?=[+Z])")


def every(told: Told, release: Release) -> Iterator[Json]:
    """Return every version of every Consent of a release."""
    for names in PEOPLE:
        for key, versions in told.versions(*names).items():
            logged = told.logged[key.partition("/")[0]]
            if is_published(logged.statement, release):
                yield from (json.loads(consent(logged, version, release)) for version in versions)


def latest(told: Told, name: str, release: Release, position: int = 2, last: str | None = None) -> Json:
    """Return the newest version of a decision; position 2 is filming.video."""
    names = next(group for group in PEOPLE if name in group)
    names = names[: names.index(last or names[-1]) + 1]
    versions = told.versions(*names)[f"{name}/{position}"]
    return json.loads(consent(told.logged[name], versions[-1], release))


def read_by(model: type[Any], given: Json) -> Json:
    """Return what another program makes of it; that one writes microseconds, or none, where we write milliseconds."""
    written = model.model_validate(given).model_dump_json()
    return json.loads(_SECONDS.sub(lambda found: f".{(found[1] or '0'):0<3.3}", written))


def test_every_r5_consent_parses_and_its_decision_survives(told: Told) -> None:
    count = 0
    for given in every(told, "R5"):
        again = read_by(Consent, given)
        assert again == given
        assert again.get("decision") in (("permit", "deny") if "subject" in given else (None,))
        count += 1
    assert count > 30


def test_every_r4_consent_has_the_elements_of_r4(told: Told) -> None:
    for given in every(told, "R4"):
        assert read_by(ConsentR4, given) == given


@pytest.mark.parametrize("release", ["R5", "R4"])
def test_members_come_in_the_order_of_the_specification(told: Told, release: Release) -> None:
    for given in every(told, release):
        check(json.dumps(given).encode(), release)


def test_fhirclient_reads_every_r4_consent(told: Told) -> None:
    for given in every(told, "R4"):
        read = ClientConsent(given)  # raises for whatever it does not know or misses
        assert read.as_json() == given


MUTATIONS: dict[str, Json] = {
    "no status": {"status": None},
    "a decision twice": {"decision": ["permit", "deny"]},
    "two subjects": {"subject": [{"reference": "Patient/1"}, {"reference": "Patient/2"}]},
    "one grantor, not a list": {"grantor": {"reference": "Patient/1"}},
    "a time in the date": {"date": "2026-11-23 10:00"},
    "an element of R4": {"patient": {"reference": "Patient/1"}},
    "a scope, which R5 dropped": {"scope": {"text": "patient-privacy"}},
    "a type in the provision": {"provision": [{"type": "permit"}]},
    "an unknown element": {"decisions": "permit"},
    "a period that is a text": {"period": "2026"},
    "an id with a slash": {"id": "a/b"},
    "another resource": {"resourceType": "Contract"},
}


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS.keys())
def test_a_mutated_consent_is_refused(told: Told, mutation: Json) -> None:
    given = latest(told, "agreed-after-all", "R5")
    Consent.model_validate(given)
    changed = {name: value for name, value in (given | mutation).items() if value is not None}
    with pytest.raises(ValidationError):
        Consent.model_validate(changed)


# ── traps (shared notes on FHIR: each was seen in a real system) ──


def test_in_r5_a_decision_stands_without_a_provision_that_would_negate_it(told: Told) -> None:
    assert all("provision" not in given for given in every(told, "R5"))


def test_in_r4_the_decision_is_the_type_of_the_one_root_provision(told: Told) -> None:
    for given in every(told, "R4"):
        assert "decision" not in given
        assert given["provision"]["type"] in ("permit", "deny")
        assert "provision" not in given["provision"]


def test_a_refusal_is_active_and_denies_for_an_engine_reads_rejected_as_no_consent(told: Told) -> None:
    r5, r4 = (latest(told, "refused", release, last="refused") for release in ("R5", "R4"))
    assert (r5["status"], r5["decision"]) == ("active", "deny")
    assert (r4["status"], r4["provision"]["type"]) == ("active", "deny")


def test_a_withdrawal_is_active_and_denies_and_what_it_withdrew_is_inactive(told: Told) -> None:
    said, before = latest(told, "withdrew", "R5", position=1), latest(told, "agreed", "R5")
    assert (said["status"], said["decision"]) == ("active", "deny")
    assert (before["status"], before["decision"]) == ("inactive", "permit")
    assert before["meta"]["versionId"] == str(told.logged["withdrew"].index)
    assert instant.parse(before["meta"]["lastUpdated"]) == told.logged["withdrew"].logged


def test_the_first_version_is_that_of_the_statement_itself(told: Told) -> None:
    given = latest(told, "agreed", "R5", last="agreed")
    assert given["id"] == f"{told.logged['agreed'].statement.id}-2"
    assert given["meta"]["versionId"] == str(told.logged["agreed"].index)
    assert given["status"] == "active"


def test_a_withdrawal_of_one_scope_leaves_the_others_alone(told: Told) -> None:
    versions = told.versions("agreed", "withdrew")
    assert [version.status for version in versions["agreed/1"]] == ["active"]
    assert [version.status for version in versions["agreed/2"]] == ["active", "inactive"]


@pytest.mark.parametrize("names", PEOPLE, ids="+".join)
def test_exactly_one_consent_of_a_person_and_scope_is_active_though_dates_tie_in_r5(
    told: Told, names: tuple[str, ...]
) -> None:
    for count in range(1, len(names) + 1):
        active: dict[str, int] = {}
        for key, versions in told.versions(*names[:count]).items():
            name, _, position = key.partition("/")
            if versions[-1].status == "active":
                scope = told.logged[name].statement.decisions[int(position) - 1].scope
                active[scope] = active.get(scope, 0) + 1
        corrected = names[:count] == ("mistaken", "corrected")
        scopes = {said.scope for name in names[:count] for said in told.logged[name].statement.decisions}
        assert active == ({} if corrected else dict.fromkeys(scopes, 1))


def test_two_consents_of_one_day_have_one_date_in_r5_and_exact_periods(told: Told) -> None:
    noon = instant.parse("2026-11-23T12:00:00+05:00")
    given = []
    for name, moment in (("refused", noon), ("agreed-after-all", noon + instant.SECOND)):
        logged = msgspec.structs.replace(told.logged[name], interval=Interval(moment, moment))
        version = Version(position=1, status="active", index=1, updated=moment)
        given.append(json.loads(consent(logged, version, "R5")))
    assert [one["date"] for one in given] == ["2026-11-23"] * 2
    assert [one["period"]["start"] for one in given] == [
        "2026-11-23T12:00:00.000+05:00",
        "2026-11-23T12:00:01.000+05:00",
    ]


def test_what_was_entered_in_error_says_so(told: Told) -> None:
    for release in ("R5", "R4"):
        given = latest(told, "mistaken", release)
        assert given["status"] == "entered-in-error"
        assert given["meta"]["versionId"] == str(told.logged["corrected"].index)


def test_what_has_expired_stays_active_with_a_past_end(told: Told) -> None:
    given = latest(told, "expired", "R5")
    assert given["status"] == "active"
    assert given["period"]["end"] == "2021-01-01T23:59:59.999+05:00"
    assert latest(told, "expired", "R4")["provision"]["period"] == given["period"]


def test_no_period_starts_after_its_end(told: Told) -> None:
    periods = [given.get("period", {}) for given in every(told, "R5")]
    whole = [period for period in periods if {"start", "end"} <= period.keys()]
    assert whole
    assert all(instant.parse(period["start"]) <= instant.parse(period["end"]) for period in whole)
    assert "start" not in latest(told, "expired", "R5")["period"]


def test_a_last_day_is_wholly_inside_the_period(told: Told) -> None:
    until = told.logged["agreed"].statement.decisions[0].until
    assert until is not None
    assert latest(told, "agreed", "R5", position=1)["period"]["end"] == f"{until}T23:59:59.999+05:00"


def test_who_walked_away_is_not_done_in_r5_of_nobody_and_decides_nothing(told: Told) -> None:
    given = latest(told, "walked-away", "R5", position=0)
    assert given["status"] == "not-done"
    assert {"subject", "decision", "grantor", "category"} & given.keys() == set()
    assert given["id"].endswith("-0")


@pytest.mark.parametrize("name", ["staff", "walked-away"])
def test_r4_has_no_place_for_staff_nor_for_who_walked_away(told: Told, name: str) -> None:
    with pytest.raises(ResourceUnknown):
        share(told.logged[name], "R4")


def test_a_correction_is_no_consent(told: Told) -> None:
    with pytest.raises(ResourceUnknown):
        share(told.logged["corrected"], "R5")


@pytest.mark.parametrize("release", ["R4", "R5"])
def test_what_decisions_share_can_be_kept(told: Told, release: Release) -> None:
    shared = share(told.logged["child"], release)
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(shared), type=Shared)
    (version,) = told.versions("child")["child/3"]
    assert stitch(kept, version) == consent(told.logged["child"], version, release)


@pytest.mark.parametrize("position", [-1, 0, 6])
def test_a_statement_has_no_other_decisions_than_its_own(told: Told, position: int) -> None:
    shared = share(told.logged["agreed"], "R5")
    with pytest.raises(ResourceUnknown):
        stitch(shared, Version(position=position, status="active", index=0, updated=0))


def test_staff_are_practitioners_photographed_at_work(told: Told) -> None:
    given = latest(told, "staff", "R5", position=1)
    assert given["subject"]["type"] == "Practitioner"
    assert "098" in {item["coding"][0]["code"] for item in given["category"]}


@pytest.mark.parametrize(("name", "position", "codes"), [
    ("agreed", 1, ["filming.photo", "097"]),
    ("agreed", 2, ["filming.video", "136"]),
    ("agreed", 4, ["images.training", "097", "136"]),
])  # fmt: skip
def test_a_scope_is_a_category_with_hl7s_codes_beside_ours(
    told: Told, name: str, position: int, codes: list[str]
) -> None:
    for release in ("R5", "R4"):
        given = latest(told, name, release, position)
        assert [item["coding"][0]["code"] for item in given["category"]] == codes


def test_persons_and_organisations_are_named_by_identifier_and_no_name_of_a_patient_travels(told: Told) -> None:
    subject = told.logged["agreed"].statement.subject
    assert subject is not None
    for release in ("R5", "R4"):
        given = latest(told, "agreed", release)
        assert given[SUBJECTS[release]] == {
            "type": "Patient",
            "identifier": {"system": "urn:econsent:id:kz.iin", "value": IIN},
        }
        assert subject.name not in json.dumps(given, ensure_ascii=False)
    r5, r4 = latest(told, "agreed", "R5"), latest(told, "agreed", "R4")
    for organisation in (*r5["controller"], *r5["manager"], *r5["grantee"], *r4["organization"]):
        assert organisation["identifier"] == {"system": "urn:econsent:id:kz.bin", "value": BIN}


def test_a_representative_is_the_grantor_with_relationship_and_authority_document(told: Told) -> None:
    r5, r4 = latest(told, "child", "R5"), latest(told, "child", "R4")
    assert r5["grantor"] == r4["performer"] == [{"reference": "#grantor"}]
    assert r5["contained"] == r4["contained"]
    (related,) = r5["contained"]
    assert r5["subject"]["identifier"] == {"system": "urn:econsent:id:passport", "value": "N 0123456"}
    assert related["patient"] == r5["subject"] != r5["grantor"][0]
    assert [coding["code"] for coding in related["relationship"][0]["coding"]] == ["parent", "PRN"]
    assert related["identifier"][-1] == {
        "system": "urn:econsent:authority:birth-certificate",
        "value": "АБ 123456",
        "period": {"start": "2019-05-06"},
    }


def test_who_cosigned_is_a_grantor_beside_the_representative(told: Told) -> None:
    r5, r4 = latest(told, "cosigned", "R5"), latest(told, "cosigned", "R4")
    assert r5["grantor"] == r4["performer"] == [{"reference": "#grantor"}, r5["subject"]]
    assert "verification" not in r5.keys() | r4.keys()


@pytest.mark.parametrize(("name", "verified"), [("assented", True), ("silent", False)])
def test_a_childs_assent_is_a_verification_with_the_child(told: Told, name: str, verified: bool) -> None:
    r5, r4 = latest(told, name, "R5"), latest(told, name, "R4")
    assert r5["verification"] == r4["verification"] == [{"verified": verified, "verifiedWith": r5["subject"]}]
    assert r5["grantor"] == [{"reference": "#grantor"}]


def test_what_a_representative_permitted_ends_when_the_person_comes_of_age(told: Told) -> None:
    eve = COMES_OF_AGE - dt.timedelta(days=1)
    assert latest(told, "child", "R5")["period"]["end"] == f"{eve}T23:59:59.999+05:00"


def test_who_speaks_alone_is_the_grantor(told: Told) -> None:
    r5, r4 = latest(told, "agreed", "R5"), latest(told, "agreed", "R4")
    assert r5["grantor"] == [r5["subject"]]
    assert r4["performer"] == [r4["patient"]]
    assert "contained" not in r5


def test_the_text_and_the_law_are_named(told: Told) -> None:
    form = told.logged["agreed"].statement.form
    assert form is not None
    r5, r4 = latest(told, "agreed", "R5"), latest(told, "agreed", "R4")
    name = f"{form.id}:{form.version}:{form.language}"
    assert r5["policyText"][0]["identifier"] == {"system": "urn:econsent:form", "value": name}
    assert r4["policy"] == [{"uri": f"urn:econsent:form:{name}"}]
    assert [item["text"] for item in r5["regulatoryBasis"]] == r4["policyRule"]["text"].split("; ")
    assert r5["regulatoryBasis"][0]["text"].startswith("ҚР ДСМ-335/2020 8-1")


def test_a_consent_leads_to_its_document_and_to_its_statement(told: Told) -> None:
    logged = told.logged["agreed"]
    reference = {"reference": f"DocumentReference/{logged.statement.id}"}
    assert latest(told, "agreed", "R5")["sourceReference"] == [reference]
    given = latest(told, "agreed", "R4")
    assert given["sourceReference"] == reference
    assert {"system": "urn:econsent:statement", "value": logged.digest} in given["identifier"]
