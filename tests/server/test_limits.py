"""Whoever asks too much, or is refused too often, is told to wait; nobody else is."""

from __future__ import annotations

import httpx
import pytest

from econsent.library import Library
from econsent.server.limits import Buckets, Limits, network_of
from tests.server.asking import QUESTION, bearer, decide, key_of, noted
from tests.server.conftest import served
from tests.smart import Client


def test_an_asker_that_asks_too_much_is_told_to_wait_and_others_are_not(library: Library):
    busy, other = key_of(library, "decision"), key_of(library, "decision")
    with served(library, limits=Limits(requests=0.5, refusals=0)) as url, httpx.Client(headers=bearer(busy)) as client:
        replies = [client.post(f"{url}/v1/decision", json=QUESTION) for _ in range(8)]
        assert [reply.status_code for reply in replies] == [200] * 5 + [429] * 3
        assert replies[-1].json()["code"] == "library.rate-limited"
        assert int(replies[-1].headers["retry-after"]) in (1, 2)
        assert decide(url, other).status_code == 200
    [limited] = [item.entry for item in library.audit.entries(limit=1000) if "rate" in item.entry.outcome]
    assert (limited.asker.startswith("key-"), limited.times) == (True, 3)


def test_an_address_that_is_refused_too_often_is_counted_and_whoever_has_a_token_goes_on(library: Library):
    key = key_of(library, "decision")
    before = len(noted(library))
    with served(library, limits=Limits(requests=0, refusals=5)) as url:
        assert [decide(url, "wrong").status_code for _ in range(30)] == [401] * 5 + [429] * 25
        assert decide(url, None).status_code == 429
        assert decide(url, key).status_code == 200
        said = {"login": "nobody", "password": "wrong password", "totp": "000000"}
        assert httpx.post(f"{url}/v1/sessions", json=said).status_code == 429
        assert httpx.post(f"{url}/v1/enrolments", json={"code": "x", "csr": "y"}).status_code == 429
        refused = httpx.post(f"{url}/auth/token", data=Client(id="client-1").form("a.b.c"))
        assert (refused.status_code, refused.json()["error"]) == (429, "temporarily_unavailable")
        assert "retry-after" in refused.headers
    tried = [item.entry for item in library.audit.entries(limit=1000)][before:]
    counted = {(one.verb, one.times) for one in tried if one.outcome == "library.rate-limited"}
    assert counted == {
        ("access.admit", 26),
        ("access.session.begin", 1),
        ("stations.enrol", 1),
        ("access.token", 1),
    }
    assert len([one for one in tried if one.outcome == "library.access-denied"]) == 5


def test_guesses_of_a_stations_code_are_counted(library: Library, station):
    with served(library, limits=Limits(requests=0, refusals=3)) as url:
        csr = csr_of()
        sent = [
            httpx.post(f"{url}/v1/enrolments", json={"code": "69C6-G9WZ-DGDF-X9Q5", "csr": csr}).status_code
            for _ in range(4)
        ]
    assert sent == [403, 403, 403, 429]


def csr_of() -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding

    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, hashes.SHA256())
    return request.public_bytes(Encoding.PEM).decode()


def test_a_bucket_gives_back_with_time_and_forgets_whom_it_saw_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("econsent.server.limits.REMEMBERED", 2)
    moment = [0.0]
    buckets = Buckets(2.0, 2.0, clock=lambda: moment[0])
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0.5]
    moment[0] += 0.5
    assert (buckets.wait("a"), buckets.take("a"), buckets.take("a")) == (0, 0, 0.5)
    for name in ("b", "c"):
        buckets.take(name)
    assert buckets.take("a") == 0
    assert Buckets(0, 0).take("a") == 0


def test_an_ipv6_network_is_one_party():
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") != network_of("2001:db8:0:1::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("") == ""
