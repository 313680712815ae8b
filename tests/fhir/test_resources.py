"""Everything beside Consent, read by programs that nobody here wrote."""

from __future__ import annotations

import base64
import json
from hashlib import sha1
from typing import Any

import msgspec
import pytest
from fhir.resources import get_fhir_model_class as r5_model
from fhir.resources.R4B import get_fhir_model_class as r4_model

from econsent.errors import (
    AccessDenied,
    ArgumentInvalid,
    EconsentError,
    Fault,
    RequestTooLarge,
    ResourceUnknown,
    SearchInvalid,
    StoreBusy,
)
from econsent.fhir import bundle
from econsent.fhir.audit import Asked, audit_event
from econsent.fhir.capability import OTHERS, Serving, capability_statement, parameters_of
from econsent.fhir.consent import share, stitch
from econsent.fhir.outcome import operation_outcome
from econsent.fhir.proof import JWS, Attachment, document_reference, provenance
from econsent.fhir.published import Logged, Release, consent_id, is_published
from econsent.fhir.search import parse
from tests.builders import BIN, IIN
from tests.fhir.said import Told

Json = dict[str, Any]
RELEASES: tuple[Release, ...] = ("R4", "R5")
BASE = "https://library.example/fhir/R5"
SERVING = Serving(base=BASE, token="https://library.example/oauth/token", version="0.1.0", date="2026-11-26")
PDF = b"%PDF-1.7 of a statement"
MODELS = {"R4": r4_model, "R5": r5_model}


def check(resource: bytes, release: Release) -> Json:
    """Return a resource that the models of its release take, and whose members are in the specification's order."""
    given: Json = json.loads(resource)
    model = MODELS[release](given["resourceType"]).model_validate(given)
    in_order(given, model)
    return given


def in_order(given: Json, model: Any) -> None:
    """Check the order of members at every depth: our XML has its elements in that of our JSON."""
    order = ["resourceType", *model.elements_sequence()]
    assert list(given) == sorted(given, key=order.index), given
    for name, value in given.items():
        inner = getattr(model, name, None)
        pairs = zip(value, inner, strict=True) if isinstance(value, list) else [(value, inner)]
        for one, part in pairs:
            if isinstance(one, dict):
                in_order(one, part)


def own(logged: Logged) -> list[str]:
    return [consent_id(logged.statement.id, place) for place, _ in enumerate(logged.statement.decisions, start=1)]


def files(jws: bytes) -> list[Attachment]:
    return [
        Attachment(media_type="application/pdf", url=f"{BASE}/d.pdf", size=len(PDF), sha1=sha1(PDF).digest()),
        Attachment(media_type=JWS, url=f"{BASE}/s.jws", size=len(jws), sha1=sha1(jws).digest()),
    ]


# ── Provenance ──


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", ["agreed", "withdrew", "refused", "child", "corrected", "staff", "walked-away"])
def test_every_provenance_is_well_formed(told: Told, name: str, release: Release) -> None:
    logged = told.logged[name]
    given = check(provenance(logged, told.jws[name], ["x-1"], release), release)
    assert given["id"] == logged.statement.id


@pytest.mark.parametrize("release", RELEASES)
def test_the_signature_is_the_statement_itself_over_the_version_it_brought_about(told: Told, release: Release) -> None:
    before, after = told.logged["agreed"], told.logged["withdrew"]
    brought = [*own(after), own(before)[1]]
    given = check(provenance(after, told.jws["withdrew"], brought, release), release)
    assert [target["reference"] for target in given["target"]] == [
        f"Consent/{after.statement.id}-1/_history/{after.index}",
        f"Consent/{before.statement.id}-2/_history/{after.index}",
    ]
    (signature,) = given["signature"]
    assert signature["type"][0]["code"] == "1.2.840.10065.1.12.1.7"
    assert base64.b64decode(signature["data"]) == told.library.export(after.statement.id, "jws")
    assert signature["sigFormat"] == "application/jose"
    assert signature["onBehalfOf"]["identifier"]["value"] == IIN


def test_a_representative_signs_in_the_persons_place(told: Told) -> None:
    logged = told.logged["child"]
    given = check(provenance(logged, told.jws["child"], own(logged), "R4"), "R4")
    assert given["signature"][0]["onBehalfOf"] == {"reference": "#grantor"} == given["agent"][0]["who"]
    assert given["contained"][0]["resourceType"] == "RelatedPerson"


def test_two_people_correct_and_their_signature_is_not_called_a_consent(told: Told) -> None:
    logged = told.logged["corrected"]
    given = check(provenance(logged, told.jws["corrected"], own(told.logged["mistaken"]), "R5"), "R5")
    assert given["signature"][0]["type"][0]["code"] == "1.2.840.10065.1.12.1.17"
    correction = logged.statement.correction
    assert correction is not None
    assert [agent["who"].get("display") for agent in given["agent"][:2]] == list(correction.by)


def test_a_statement_that_brought_nothing_about_has_no_provenance(told: Told) -> None:
    with pytest.raises(ResourceUnknown):
        provenance(told.logged["agreed"], b"", [], "R5")


# ── DocumentReference ──


@pytest.mark.parametrize("release", RELEASES)
def test_a_document_reference_tells_where_the_bytes_are_and_which(told: Told, release: Release) -> None:
    jws = told.jws["agreed"]
    given = check(document_reference(told.logged["agreed"], files(jws), release, in_error=False), release)
    pdf, statement = (content["attachment"] for content in given["content"])
    assert pdf["contentType"] == "application/pdf"
    assert base64.b64decode(pdf["hash"]) == sha1(PDF).digest()
    assert int(pdf["size"]) == len(PDF)
    assert statement["contentType"] == "application/jose"
    assert given["status"] == "current"


def test_a_size_is_a_text_in_r5_and_a_number_in_r4(told: Told) -> None:
    sizes = {}
    for release in RELEASES:
        given = json.loads(document_reference(told.logged["agreed"], files(b"x"), release, in_error=False))
        sizes[release] = given["content"][0]["attachment"]["size"]
    assert sizes == {"R4": len(PDF), "R5": str(len(PDF))}


def test_the_document_of_a_mistake_says_so(told: Told) -> None:
    given = check(document_reference(told.logged["mistaken"], files(b"x"), "R4", in_error=True), "R4")
    assert given["status"] == "entered-in-error"


# ── AuditEvent ──


def asked(**changes: Any) -> Asked:
    fields = {"seq": 7, "at": 1_790_000_000_000_000, "asker": "client-ab12", "verb": "decision"}
    return Asked(**(fields | {"outcome": "CONSENT_DENY", "person": b"\x01" * 16, "digests": ("ab" * 32,)} | changes))


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(
    ("outcome", "code"),
    [("CONSENT_DENY", "0"), ("ok", "0"), ("library.scope-missing", "4"), ("fhir.search", "4"), ("store.busy", "8")],
)
def test_an_audit_event_says_who_asked_what_and_what_came_of_it(outcome: str, code: str, release: Release) -> None:
    given = check(audit_event(asked(outcome=outcome), BIN, release), release)
    said = given["outcome"] if release == "R4" else given["outcome"]["code"]["code"]
    assert said == code
    assert given["agent"][0]["who"]["identifier"] == {"system": "urn:econsent:asker", "value": "client-ab12"}
    assert [entity["what"]["identifier"]["value"] for entity in given["entity"]] == ["01" * 16, "ab" * 32]


@pytest.mark.parametrize("release", RELEASES)
def test_an_audit_event_of_nobody_has_no_entity(release: Release) -> None:
    given = check(audit_event(asked(person=None, digests=()), BIN, release), release)
    assert "entity" not in given


# ── Bundle ──


@pytest.mark.parametrize("release", RELEASES)
def test_a_page_holds_the_very_bytes_of_its_consents(told: Told, release: Release) -> None:
    hits = [
        bundle.Hit(f"Consent/{name}", stitch(share(told.logged[name], release), versions[0]))
        for name in ("agreed", "refused", "child")
        for versions in [told.versions(name)[f"{name}/1"]]
    ]
    links = [("self", f"{BASE}/Consent"), ("next", f"{BASE}/Consent?_cursor=x")]
    page = bundle.page(BASE, hits, total=12, links=links)
    given = check(page, release)
    assert all(hit.resource in page for hit in hits)
    assert given["total"] == 12
    assert [(link["relation"], link["url"]) for link in given["link"]] == links
    assert [entry["fullUrl"] for entry in given["entry"]] == [f"{BASE}/{hit.address}" for hit in hits]
    assert {entry["search"]["mode"] for entry in given["entry"]} == {"match"}


@pytest.mark.parametrize("release", RELEASES)
def test_a_page_with_nothing_on_it_has_total_0_and_no_empty_list(release: Release) -> None:
    given = check(bundle.page(BASE, [], total=0, links=[("self", BASE)]), release)
    assert given["total"] == 0
    assert "entry" not in given


def test_a_base_that_a_request_made_up_stays_a_text() -> None:
    base = 'https://x/","total":99,"y":"'
    hit = bundle.Hit("Consent/1", b'{"resourceType":"Consent","id":"1"}')
    past = bundle.Past("Consent/1", hit.resource, 1, 0, True)
    for given in (
        bundle.page(base, [hit], total=1, links=[("self", base)]),
        bundle.history(base, [past], total=1, links=[("self", base)]),
    ):
        said = json.loads(given)
        assert said["total"] == 1
        assert said["entry"][0]["fullUrl"] == f"{base}/Consent/1"


def test_a_page_without_a_total_does_not_say_0() -> None:
    assert "total" not in check(bundle.page(BASE, [], total=None, links=[("self", BASE)]), "R5")


@pytest.mark.parametrize("release", RELEASES)
def test_a_history_is_newest_first_and_says_what_came_when(told: Told, release: Release) -> None:
    versions = told.versions("agreed", "withdrew")["agreed/2"]
    shared = share(told.logged["agreed"], release)
    address = f"Consent/{consent_id(shared.id, 2)}"
    past = [
        bundle.Past(address, stitch(shared, version), version.index, version.updated, number == 0)
        for number, version in enumerate(versions)
    ]
    given = check(bundle.history(BASE, past[::-1], total=2, links=[("self", BASE)]), release)
    newest, first = given["entry"]
    assert (newest["resource"]["status"], first["resource"]["status"]) == ("inactive", "active")
    assert newest["response"]["etag"] == f'W/"{told.logged["withdrew"].index}"'
    assert newest["response"]["lastModified"] == newest["resource"]["meta"]["lastUpdated"]
    assert (newest["request"]["method"], first["request"]["method"]) == ("PUT", "POST")


# ── OperationOutcome ──

ERRORS: list[tuple[EconsentError, int | None, str]] = [
    (SearchInvalid("x", remedy="y", path="date"), None, "invalid"),
    (ResourceUnknown("x"), None, "not-found"),
    (AccessDenied("x"), None, "login"),
    (RequestTooLarge("x"), None, "too-long"),
    (StoreBusy("x"), None, "transient"),
    (Fault("x"), None, "exception"),
    (ArgumentInvalid("x"), 405, "not-supported"),
]


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(("error", "status", "code"), ERRORS, ids=lambda item: getattr(item, "code", str(item)))
def test_an_error_keeps_its_stable_code(error: EconsentError, status: int | None, code: str, release: Release) -> None:
    (issue,) = check(operation_outcome(error, status), release)["issue"]
    assert issue["code"] == code
    assert issue["details"]["coding"] == [{"system": "urn:econsent:error", "code": error.code}]


# ── CapabilityStatement ──


@pytest.mark.parametrize("release", RELEASES)
def test_every_parameter_that_is_declared_is_read(release: Release) -> None:
    given = check(capability_statement(SERVING, release), release)
    (rest,) = given["rest"]
    (consent,) = [one for one in rest["resource"] if one["type"] == "Consent"]
    samples = {"token": "active", "date": "2026", "reference": f"urn:econsent:id:kz.iin|{IIN}"}
    assert {"_id", "_lastUpdated", "identifier", "status", "category", "date", "period", "patient"} <= {
        item["name"] for item in consent["searchParam"]
    }
    for item in consent["searchParam"]:
        name = item["name"] + (":identifier" if item["type"] == "reference" else "")
        parse([(name, samples[item["type"]])], release, lambda _: pytest.fail("nothing is sealed"), strict=True)
    assert {one["type"] for one in rest["resource"]} == {*OTHERS, "Consent"}


def test_each_release_declares_the_parameters_that_its_specification_has() -> None:
    r4, r5 = set(parameters_of("R4")), set(parameters_of("R5"))
    assert r4 - r5 == {"actor", "consentor", "organization", "scope"}
    assert r5 - r4 == {"controller", "grantee", "manager", "subject"}


@pytest.mark.parametrize("release", RELEASES)
def test_a_capability_statement_says_how_to_get_a_token_and_that_nothing_is_deleted(release: Release) -> None:
    given = check(capability_statement(SERVING, release), release)
    text = json.dumps(given)
    assert SERVING.token in text
    assert "SMART-on-FHIR" in text
    assert '"delete"' not in text
    assert given["fhirVersion"] == {"R4": "4.0.1", "R5": "5.0.0"}[release]


def test_published_and_shared_agree(told: Told) -> None:
    for logged in told.logged.values():
        for release in RELEASES:
            if is_published(logged.statement, release):
                assert msgspec.json.decode(stitch(share(logged, release), told_version(told, logged)))["id"]
            else:
                with pytest.raises(ResourceUnknown):
                    share(logged, release)


def told_version(told: Told, logged: Logged) -> Any:
    name = next(name for name, one in told.logged.items() if one is logged)
    return next(iter(told.versions(name).values()))[0]
