"""What Prometheus reads: who may, what is counted, and that every application counts for itself."""

from __future__ import annotations

from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from econsent.exchange import FRAMES, pack_frames
from econsent.library import Library
from econsent.principals import KeyRequest
from tests.builders import IIN, consent, iin, make_library
from tests.hand import Hand, deposit
from tests.server.conftest import served

QUESTION = {"person": {"system": "kz.iin", "value": IIN}, "scope": "filming.video"}


def read(url: str, token: str) -> dict[tuple[str, frozenset], float]:
    """Return every sample by its name and labels."""
    reply = httpx.get(f"{url}/metrics", headers={"authorization": f"Bearer {token}"})
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(reply.text)
        for sample in family.samples
    }


def key(name: str, **labels: str) -> tuple[str, frozenset]:
    return name, frozenset(labels.items())


def test_what_happens_is_counted(library: Library, url: str, token: str):
    bearer = {"authorization": f"Bearer {token}"}
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand, iin=IIN))])
    for _ in range(3):
        httpx.post(f"{url}/v1/decision", json=QUESTION, headers=bearer)
    unasked = QUESTION | {"person": {"system": "kz.iin", "value": iin(7)}}
    httpx.post(f"{url}/v1/decision", json=unasked, headers=bearer)
    said = hand.say(consent(hand, iin=iin(8)))
    httpx.post(f"{url}/v1/deposits", content=pack_frames([said.envelope, b"x"]), headers={"content-type": FRAMES})
    for path in ("/nowhere", "/elsewhere", "/v1/statements/a", "/v1/statements/b"):
        httpx.get(url + path, headers=bearer)
    samples = read(url, token)
    for name, labels, value in (
        ("econsent_requests_total", {"route": "/v1/decision", "method": "POST", "status": "200"}, 4),
        ("econsent_requests_total", {"route": "none", "method": "GET", "status": "404"}, 2),
        (
            "econsent_requests_total",
            {"route": "/v1/statements/{statement_id}", "method": "GET", "status": "404"},
            2,
        ),
        ("econsent_request_seconds_count", {"route": "/v1/decision"}, 4),
        ("econsent_decisions_total", {"answer": "CONSENT_PERMIT", "reason": "permitted"}, 3),
        ("econsent_decisions_total", {"answer": "NO_CONSENT", "reason": "never-asked"}, 1),
        ("econsent_deposited_statements_total", {"outcome": "delivered"}, 1),
        ("econsent_deposited_statements_total", {"outcome": "envelope.malformed"}, 1),
        ("econsent_log_statements", {}, 2),
    ):
        assert samples[key(name, **labels)] == value, (name, labels)
    assert samples[key("econsent_audit_waiting")] >= 0
    assert samples[key("process_resident_memory_bytes")] > 0


def test_no_label_grows_with_what_people_send(url: str, token: str):
    def send(numbers: range) -> int:
        for number in numbers:
            bearer = {"authorization": f"Bearer {token}"}
            httpx.get(f"{url}/v1/statements/{number}", headers=bearer)
            httpx.get(f"{url}/{number}", headers=bearer)
            httpx.get(f"{url}/r/{number}?{number}={number}")
            httpx.request("PROPFIND" if number % 2 else "LINK", f"{url}/v1/library")
        return len(read(url, token))

    send(range(2))
    assert send(range(2, 4)) == send(range(4, 20))


def test_only_who_has_the_scope_reads_them(library: Library, url: str):
    assert httpx.get(f"{url}/metrics").status_code == 401
    keys = {
        scope: library.accounts.add_key(KeyRequest(name=scope, scopes=(scope,)))
        for scope in ("decision", "metrics.read")
    }
    for scope, status in (("decision", 403), ("metrics.read", 200)):
        assert httpx.get(f"{url}/metrics", headers={"authorization": f"Bearer {keys[scope].key}"}).status_code == status
    (entry,) = library.audit.entries(asker=keys["decision"].principal.id)
    assert (entry.entry.verb, entry.entry.outcome) == ("metrics.read", "library.scope-missing")


def test_two_applications_in_one_process_count_apart(library: Library, url: str, token: str, tmp_path: Path):
    with make_library(tmp_path / "other") as other, served(other) as elsewhere:
        httpx.get(f"{elsewhere}/healthz")
        foreign = (tmp_path / "other" / "library" / "access-token").read_text().strip()
        counted = key("econsent_requests_total", route="/healthz", method="GET", status="200")
        assert counted in read(elsewhere, foreign)
        assert counted not in read(url, token)
