"""What HTTP adds to FHIR: formats, versions, what is not allowed, who may ask, and what of it stands in the trail."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from econsent.library import Library
from econsent.principals import KeyRequest
from tests.builders import IIN, consent, make_station, person
from tests.server.conftest import served

SYSTEM = "urn:econsent:id:kz.iin"
RELEASES = pytest.mark.parametrize("release", ["R5", "R4"])


@pytest.fixture
def consented(library: Library, tmp_path) -> str:
    """The id of a Consent that somebody gave."""
    with make_station(library, tmp_path) as station:
        signed = station.sign([consent(station)])[0]
        station.sync(library)
    return f"{signed.id}-1"


@pytest.fixture
def client(library: Library, token: str) -> Iterator[httpx.Client]:
    with (
        served(library) as url,
        httpx.Client(base_url=f"{url}/fhir", headers={"authorization": f"Bearer {token}"}) as client,
    ):
        yield client


@RELEASES
def test_a_consent_has_a_version_that_a_client_need_not_fetch_twice(client, consented: str, release: str) -> None:
    first = client.get(f"/{release}/Consent/{consented}")
    assert first.headers["etag"] == f'W/"{first.json()["meta"]["versionId"]}"'
    assert first.headers["last-modified"].endswith("GMT")
    again = client.get(f"/{release}/Consent/{consented}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"/{release}/Consent/{consented}", headers={"if-none-match": 'W/"999"'})
    assert other.content == first.content
    head = client.head(f"/{release}/Consent/{consented}")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


@RELEASES
def test_json_and_xml_are_written_as_the_client_likes_them(client, consented: str, release: str) -> None:
    likes = {
        "application/fhir+xml": "xml",
        "application/fhir+xml, */*;q=0.1": "xml",
        "application/fhir+json, application/xml;q=0.9": "json",
        "text/html;q=0.9, */*;q=0.1": "json",
        "": "json",
    }
    for accept, form in likes.items():
        reply = client.get(f"/{release}/Consent/{consented}", headers={"accept": accept})
        assert reply.headers["content-type"].startswith(f"application/fhir+{form}"), accept
    assert client.get(f"/{release}/Consent?_format=xml").text.startswith("<?xml")
    assert client.get(f"/{release}/Consent", headers={"accept": "text/html"}).status_code == 406
    posted = client.post(f"/{release}/Consent/_search", content=b"{}", headers={"content-type": "application/json"})
    assert posted.status_code == 415


@RELEASES
def test_nothing_is_created_changed_or_deleted(client, consented: str, release: str) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = client.request(method, f"/{release}/Consent/{consented}")
        assert reply.status_code == 405
        assert "GET" in reply.headers["allow"]
        assert reply.json()["resourceType"] == "OperationOutcome"
    assert client.post(f"/{release}/Consent", json={"resourceType": "Consent"}).status_code == 405


@RELEASES
def test_strict_handling_refuses_what_is_left_out_else(client, consented: str, release: str) -> None:
    lenient = client.get(f"/{release}/Consent?status=active&colour=red")
    assert lenient.json()["link"][0]["url"].endswith("/Consent?status=active")
    strict = client.get(f"/{release}/Consent?status=active&colour=red", headers={"prefer": "handling=strict"})
    assert strict.status_code == 400
    assert strict.json()["issue"][0]["expression"] == ["colour"]


def test_who_may_search_may_not_withdraw_and_the_trail_has_the_attempt(
    client, library: Library, consented: str
) -> None:
    made = library.accounts.add_key(KeyRequest(name="reader", scopes=("system/Consent.s",)))
    reader = {"authorization": f"Bearer {made.key}"}
    assert client.get("/R5/Consent", headers=reader).status_code == 200
    for path in (f"/R5/Consent/{consented}", f"/R5/Consent/{consented}/_history", "/R5/AuditEvent?date=ge2020"):
        refused = client.get(path, headers=reader)
        assert (refused.status_code, refused.json()["issue"][0]["code"]) == (403, "forbidden")
    asking = {
        "resourceType": "Parameters",
        "parameter": [{"name": "patient", "valueIdentifier": {"system": SYSTEM, "value": IIN}}],
    }
    refused = client.post(f"/R5/Consent/{consented}/$revokeConsent", json=asking, headers=reader)
    assert refused.status_code == 403
    verbs = {(kept.entry.verb, kept.entry.outcome) for kept in library.audit.entries(limit=1000)}
    assert ("consents.revoke", "library.scope-missing") in verbs
    assert client.get("/R5/Consent").status_code == 200


@RELEASES
def test_a_search_is_one_line_of_the_trail_that_names_the_person_by_hash(
    client, library: Library, consented: str, release: str
) -> None:
    client.post(f"/{release}/Consent/_search", data={"patient:identifier": f"{SYSTEM}|{IIN}"})
    hashed = library._home.keys.vault.person(person())
    lines = library.audit.entries(person=hashed, limit=1000)
    assert [line.entry.verb for line in lines] == ["consents.search"]
    found = client.get(f"/{release}/AuditEvent?date=ge2020-01-01&_count=200").json()
    events = [entry["resource"] for entry in found["entry"]]
    assert str(lines[0].seq) in [event["id"] for event in events]
    assert hashed.hex() in client.get(f"/{release}/AuditEvent/{lines[0].seq}").text
    assert IIN not in str(found)
