"""Clients that nobody here wrote read, search, page and follow the history, without a special case (scenario 28)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import httpx
import pytest
from fhirclient.client import FHIRClient
from fhirclient.models import bundle as r4_bundle
from fhirclient.models import consent as r4_consent
from fhirclient.models.capabilitystatement import CapabilityStatement
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import AuthorizationError, OperationOutcome, ResourceNotFound

from econsent.library import ACCESS_TOKEN
from tests.builders import IIN
from tests.fhir.said import PEOPLE, Told, everything
from tests.fhir.test_r4_by_node import NODE
from tests.server.conftest import served

SYSTEM = "urn:econsent:id:kz.iin"
RELEASES = ("R5", "R4")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Told, str, str]]:
    """A library to which everything was said, its URL and its token."""
    folder = tmp_path_factory.mktemp("spoken")
    told = Told(folder)
    everything(told)
    with served(told.library) as url:
        yield told, url, (folder / "library" / ACCESS_TOKEN).read_text().strip()
    told.close()


def fhirpy_client(spoken: tuple[Told, str, str], release: str) -> SyncFHIRClient:
    _, url, token = spoken
    return SyncFHIRClient(f"{url}/fhir/{release}", authorization=f"Bearer {token}")


@pytest.mark.parametrize("release", RELEASES)
def test_fhirpy_pages_through_all_that_a_person_decided(spoken: tuple[Told, str, str], release: str) -> None:
    told = spoken[0]
    client = fhirpy_client(spoken, release)
    search = client.resources("Consent").search(patient__identifier=f"{SYSTEM}|{IIN}")
    for way in (search, client.resources("Consent").search(**{"patient:identifier": f"{SYSTEM}|{IIN}"})):
        every = way.limit(2).fetch_all()
        assert len(every) == len({one.id for one in every}) == 6
    said = [told.logged["agreed"], told.logged["withdrew"]]
    assert {one["id"][:36] for one in every} == {one.statement.id for one in said}
    active = client.resources("Consent").search(patient__identifier=f"{SYSTEM}|{IIN}", status="active").fetch_all()
    assert len(active) == len({one["category"][0]["coding"][0]["code"] for one in active}) == 5
    assert search.count() == 6


@pytest.mark.parametrize("release", RELEASES)
def test_fhirpy_reads_one_and_follows_its_history(spoken: tuple[Told, str, str], release: str) -> None:
    told = spoken[0]
    client = fhirpy_client(spoken, release)
    position = 1 + [one.scope for one in told.logged["agreed"].statement.decisions].index("filming.video")
    consent = client.reference("Consent", f"{told.logged['agreed'].statement.id}-{position}").to_resource()
    assert consent["status"] == "inactive"
    history = client.execute(f"Consent/{consent['id']}/_history", method="GET")
    versions = [entry["resource"] for entry in history["entry"]]
    assert [one["status"] for one in versions] == ["inactive", "active"]
    assert [int(one["meta"]["versionId"]) for one in versions] == [
        told.logged["withdrew"].index,
        told.logged["agreed"].index,
    ]
    for one in versions:
        again = client.execute(f"Consent/{one['id']}/_history/{one['meta']['versionId']}", method="GET")
        assert again == one
    assert versions[0] == consent.serialize()


@pytest.mark.parametrize("release", RELEASES)
def test_fhirpy_is_told_what_it_may_not(spoken: tuple[Told, str, str], release: str) -> None:
    client = fhirpy_client(spoken, release)
    with pytest.raises(ResourceNotFound):
        client.reference("Consent", "01a21752-7f59-7650-a5cf-71e5b6da9173-1").to_resource()
    with pytest.raises(OperationOutcome, match=r"fhir\.search"):
        client.resources("Consent").search(status="nonsense").fetch()
    (some,) = client.resources("Consent").limit(1).fetch()
    with pytest.raises(OperationOutcome, match="not-supported"):
        some.delete()
    with pytest.raises(OperationOutcome, match="not-supported"):
        client.resource("Consent", status="active").create()
    with pytest.raises(AuthorizationError):
        SyncFHIRClient(f"{spoken[1]}/fhir/{release}").resources("Consent").fetch()


@pytest.fixture
def smart(spoken: tuple[Told, str, str]) -> FHIRClient:
    """fhirclient, which parses every answer strictly as R4."""
    _, url, token = spoken
    client = FHIRClient(settings={"app_id": "test", "api_base": f"{url}/fhir/R4/"})
    client.server.session.headers["authorization"] = f"Bearer {token}"
    return client


def test_fhirclient_searches_and_pages_through_r4(smart: FHIRClient) -> None:
    search = r4_consent.Consent.where(struct={"patient:identifier": f"{SYSTEM}|{IIN}", "_count": "2"})
    found = list(search.perform_resources_iter(smart.server))
    assert len({one.id for one in found}) == 6
    decided = {(one.provision.type, one.status) for one in found}
    assert decided == {("permit", "active"), ("permit", "inactive"), ("deny", "active")}
    assert all(one.patient.identifier.value == IIN for one in found)


def test_fhirclient_reads_consent_capabilities_and_history_of_r4(
    spoken: tuple[Told, str, str], smart: FHIRClient
) -> None:
    told = spoken[0]
    capabilities = CapabilityStatement.read_from("metadata", smart.server)
    assert capabilities.fhirVersion == "4.0.1"
    consent = r4_consent.Consent.read(f"{told.logged['refused'].statement.id}-1", smart.server)
    assert (consent.status, consent.provision.type) == ("inactive", "deny")
    history = r4_bundle.Bundle.read_from(f"Consent/{consent.id}/_history", smart.server)
    assert [entry.resource.status for entry in history.entry] == ["inactive", "active"]


@pytest.mark.parametrize("release", RELEASES)
def test_fhir_kit_client_does_all_that_it_can(spoken: tuple[Told, str, str], release: str) -> None:
    assert (NODE / "node_modules").is_dir(), "run `make setup`: it installs what tests/node/package.json names"
    told, url, token = spoken
    agreed, withdrew = (told.logged[name] for name in ("agreed", "withdrew"))
    position = 1 + [one.scope for one in agreed.statement.decisions].index("filming.video")
    consent, unknown = f"{agreed.statement.id}-{position}", "01a21752-7f59-7650-a5cf-71e5b6da9173-1"
    search = {"patient:identifier": f"{SYSTEM}|{IIN}", "_count": 2}
    asked = {"base": f"{url}/fhir/{release}", "token": token, "search": search, "id": consent, "unknown": unknown}
    ran = subprocess.run(
        ["node", "client.mjs"], cwd=NODE, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found = json.loads(ran.stdout)
    assert found["capabilities"]["fhirVersion"].startswith("4" if release == "R4" else "5")
    every = [entry["resource"]["id"] for page in found["pages"] for entry in page["entry"]]
    assert len(found["pages"]) == 3 and len(every) == len(set(every)) == 6
    assert {one[:36] for one in every} == {agreed.statement.id, withdrew.statement.id}
    assert [entry["resource"]["id"] for entry in found["posted"]["entry"]] == every[:2]
    versions = [entry["resource"] for entry in found["history"]["entry"]]
    assert [one["status"] for one in versions] == ["inactive", "active"]
    assert found["versions"] == versions and found["consent"] == versions[0]
    refused = {name: found[name]["status"] for name in ("unknown", "nonsense", "deleted", "stranger")}
    assert refused == {"unknown": 404, "nonsense": 400, "deleted": 405, "stranger": 401}
    assert all(found[name]["outcome"]["resourceType"] == "OperationOutcome" for name in refused)


@pytest.mark.parametrize("release", RELEASES)
def test_every_consent_is_found_once_by_paging_over_all(spoken: tuple[Told, str, str], release: str) -> None:
    told = spoken[0]
    every = fhirpy_client(spoken, release).resources("Consent").limit(3).fetch_all()
    published = sum(
        max(1, len(told.logged[name].statement.decisions))
        for names in PEOPLE
        for name in names
        if name != "corrected" and (release == "R5" or name not in ("staff", "walked-away"))
    )
    assert len(every) == len({one["id"] for one in every}) == published


@pytest.mark.parametrize("release", RELEASES)
def test_a_person_in_a_url_is_in_no_link_and_no_error(spoken: tuple[Told, str, str], release: str) -> None:
    _, url, token = spoken
    headers = {"authorization": f"Bearer {token}"}
    for query in (
        f"patient:identifier={SYSTEM}|{IIN}&_count=2",
        f"_id={IIN}",
        f"status={IIN}",
        f"patient={IIN}",
        f"{IIN}=1",
        f"_count={IIN}",
        f"_cursor={IIN}",
        f"patient:identifier={SYSTEM}|{IIN}&date={IIN}",
    ):
        reply = httpx.get(f"{url}/fhir/{release}/Consent?{query}", headers=headers)
        shown = [link["url"] for link in reply.json().get("link", ())] or [reply.text]
        assert not [text for text in shown if IIN in text], query
    path = httpx.get(f"{url}/fhir/{release}/Consent/{IIN}", headers=headers)
    assert path.status_code == 404
    assert IIN not in path.text


def test_the_document_that_a_reference_leads_to_is_the_one_that_was_signed(
    spoken: tuple[Told, str, str],
) -> None:
    told, url, token = spoken
    headers = {"authorization": f"Bearer {token}"}
    for release in RELEASES:
        base = f"{url}/fhir/{release}"
        statement = told.logged["agreed"].statement.id
        consent = httpx.get(f"{base}/Consent/{statement}-1", headers=headers).json()
        source = consent["sourceReference"]
        reference = (source[0] if isinstance(source, list) else source)["reference"]
        document = httpx.get(f"{base}/{reference}", headers=headers).json()
        pdf, jws = (one["attachment"] for one in document["content"])
        assert httpx.get(pdf["url"], headers=headers).content == told.library.export(statement, "pdf")
        assert httpx.get(jws["url"], headers=headers).content == told.jws["agreed"]
        found = httpx.get(f"{base}/Provenance?target=Consent/{statement}-1", headers=headers).json()
        targets = [one["reference"] for entry in found["entry"] for one in entry["resource"]["target"]]
        assert f"Consent/{statement}-1/_history/{told.logged['agreed'].index}" in targets
