"""What other systems must be able to ask (acceptance/scenarios.md, Answers)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fhirpy import SyncFHIRClient

from econsent.instant import SECOND
from econsent.library import ACCESS_TOKEN, Library
from tests.builders import BIN, IIN, SCOPE, consent, decide, make_library, make_station, withdrawal
from tests.scenarios.test_people import Passing
from tests.server.conftest import served

SYSTEM = "urn:econsent:id:kz.iin"
VERDICTS = {"permit": "CONSENT_PERMIT", "deny": "CONSENT_DENY"}


@pytest.fixture
def clock() -> Passing:
    return Passing()


@pytest.fixture
def asked(tmp_path: Path, clock: Passing) -> Iterator[tuple[Library, str, str]]:
    """A served library, its URL and token."""
    with make_library(tmp_path, clock=clock) as library, served(library) as url:
        yield library, url, (tmp_path / "library" / ACCESS_TOKEN).read_text().strip()


def video(client: SyncFHIRClient, **more: str) -> list:
    """Return a person's Consents to be filmed, of any version of FHIR."""
    search = client.resources("Consent").search(patient__identifier=f"{SYSTEM}|{IIN}", category=SCOPE, **more)
    return search.fetch_all()


def verdict(consent_: dict) -> str:
    return consent_["decision"] if "decision" in consent_ else consent_["provision"]["type"]


def consult(url: str, token: str) -> dict:
    """Ask as LEAP's consent decision service is asked, and return the card."""
    call = {
        "hook": "patient-consent-consult",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {
            "patientId": [{"system": SYSTEM, "value": IIN}],
            "scope": "patient-privacy",
            "purposeOfUse": ["TREAT"],
            "category": [{"system": "urn:econsent:scope", "code": SCOPE}],
            "actor": [{"system": "urn:econsent:id:kz.bin", "value": BIN}],
        },
    }
    headers = {"authorization": f"Bearer {token}"}
    reply = httpx.post(f"{url}/cds-services/patient-consent-consult", json=call, headers=headers)
    return reply.raise_for_status().json()["cards"][0]


def test_refuse_agree_withdraw_and_agree_again_within_a_minute_has_one_active_consent_at_each_step(
    asked: tuple[Library, str, str], clock: Passing, tmp_path: Path
) -> None:
    library, url, token = asked
    clients = [SyncFHIRClient(f"{url}/fhir/{one}", authorization=f"Bearer {token}") for one in ("R5", "R4")]
    begun, replays = clock.wall(), []
    with make_station(library, tmp_path, clock=clock) as station:
        for count, (draft, expected) in enumerate(
            (
                (consent(station, "deny"), "deny"),
                (consent(station), "permit"),
                (withdrawal(station), "deny"),
                (consent(station), "permit"),
            ),
            start=1,
        ):
            clock.ahead += 10 * SECOND
            station.sign([draft])
            station.sync(library)
            assert decide(library).decision == VERDICTS[expected]
            assert consult(url, token)["summary"] == VERDICTS[expected]
            for client in clients:
                (active,) = video(client, status="active")
                assert verdict(active) == expected
                assert len(video(client)) == count
            assert consult(url, token)["extension"]["basedOn"] == f"Consent/{active['id']}"
            replays.append((clock.wall(), VERDICTS[expected]))
    assert clock.wall() - begun < 60 * SECOND
    assert decide(library, at=begun).decision == "NO_CONSENT"
    assert [decide(library, at=moment).decision for moment, _ in replays] == [said for _, said in replays]


def test_28_a_fhir_client_nobody_here_wrote_reads_searches_and_follows_the_history(
    asked: tuple[Library, str, str], clock: Passing, tmp_path: Path
) -> None:
    library, url, token = asked
    with make_station(library, tmp_path, clock=clock) as station:
        station.sign([consent(station)])
        station.sync(library)
        station.sign([withdrawal(station)])
        station.sync(library)
    for release in ("R5", "R4"):
        client = SyncFHIRClient(f"{url}/fhir/{release}", authorization=f"Bearer {token}")
        first, last = sorted(video(client), key=lambda one: int(one["meta"]["versionId"]) * (verdict(one) == "deny"))
        assert (first["status"], verdict(first)) == ("inactive", "permit")
        assert (last["status"], verdict(last)) == ("active", "deny")
        assert client.reference("Consent", first["id"]).to_resource() == first
        history = client.execute(f"Consent/{first['id']}/_history", method="GET")
        assert [entry["resource"]["status"] for entry in history["entry"]] == ["inactive", "active"]


def test_a_withdrawal_by_a_fhir_client_is_one_and_says_who_took_it_down(
    asked: tuple[Library, str, str], clock: Passing, tmp_path: Path
) -> None:
    library, url, token = asked
    with make_station(library, tmp_path, clock=clock) as station:
        station.sign([consent(station)])
        station.sync(library)
    client = SyncFHIRClient(f"{url}/fhir/R5", authorization=f"Bearer {token}")
    (given,) = video(client)
    asking = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "patient", "valueIdentifier": {"system": SYSTEM, "value": IIN}},
            {"name": "worker", "valueString": "Б. Омар"},
            {"name": "words", "valueString": "Ойым өзгерді."},
        ],
    }
    other = {"name": "patient", "valueIdentifier": {"system": SYSTEM, "value": "850505400011"}}
    headers = {"authorization": f"Bearer {token}"}
    for wrong in (other, {"name": "patient", "valueIdentifier": {"system": SYSTEM, "value": "1"}}):
        refused = httpx.post(
            f"{url}/fhir/R5/Consent/{given['id']}/$revokeConsent",
            json={"resourceType": "Parameters", "parameter": [wrong]},
            headers=headers,
        )
        assert refused.status_code == 400
    assert decide(library).decision == "CONSENT_PERMIT"

    revoked = client.execute(f"Consent/{given['id']}/$revokeConsent", method="POST", data=asking)

    assert revoked["status"] == "inactive"
    assert (decide(library).decision, decide(library).reason) == ("CONSENT_DENY", "withdrawn")
    (active,) = video(client, status="active")
    statement = library.show(active["id"][:36]).statement
    assert (statement.kind, statement.recorder.worker, statement.words) == ("withdrawal", "Б. Омар", "Ойым өзгерді.")
    assert [one.scope for one in statement.decisions] == [SCOPE]
