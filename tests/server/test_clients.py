"""A client of another maker finds its way by SMART, and gets a token over HTTP for its assertion alone."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from econsent import door, errors
from econsent.errors import by_code
from econsent.exchange import SearchRequest
from econsent.library import Library
from econsent.remote import Remote
from tests.builders import WHY, LyingClock, person
from tests.server.asking import OTHER_BIN, client_of, decide, noted, token_from
from tests.server.conftest import served
from tests.smart import Ahead, dated, new_key


@pytest.mark.parametrize("algorithm", ["RS384", "ES384", "ES256"])
@pytest.mark.parametrize("base", ["", "/fhir/R4", "/fhir/R5"])
def test_a_smart_client_finds_its_way_and_asks(library: Library, url: str, algorithm: str, base: str):
    client = client_of(library, "statements.read", "system/Consent.rs", algorithm=algorithm)
    found = httpx.get(f"{url}{base}/.well-known/smart-configuration").json()
    assert found["token_endpoint"] == f"{url}/auth/token"
    assert {"client-confidential-asymmetric", "permission-v2"} <= set(found["capabilities"])
    assert algorithm in found["token_endpoint_auth_signing_alg_values_supported"]
    said = client.form(client.assertion(found["token_endpoint"]), "statements.read system/Consent.s")
    reply = httpx.post(found["token_endpoint"], data=said)
    granted = reply.json()
    assert (reply.status_code, reply.headers["cache-control"], reply.headers["pragma"]) == (200, "no-store", "no-cache")
    assert (granted["token_type"], granted["scope"]) == ("bearer", "statements.read system/Consent.s")
    with Remote(url, granted["access_token"]) as remote:
        assert remote.find(SearchRequest(person=person())) == []
        with pytest.raises(errors.ScopeMissing):
            remote.invite(name="k", point="p", intent=WHY)
    assert (client.id, "statements.find", "ok") in noted(library)


def test_tokens_end_after_five_minutes(library: Library, url: str, clock: LyingClock):
    token = token_from(url, client_of(library, "decision")).json()["access_token"]
    assert decide(url, token).status_code == 200
    clock.ahead += door.TOKEN_LIFE
    assert decide(url, token).status_code == 401


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ({"aud": "https://other.example/auth/token"}, "invalid_client"),
        ({"exp": Ahead(-5)}, "invalid_client"),
        ({"exp": Ahead(4000)}, "invalid_client"),
        ({"nbf": Ahead(200)}, "invalid_client"),
        ({"iat": Ahead(200)}, "invalid_client"),
        ({"jti": None}, "invalid_client"),
        ({"sub": "client-of-others"}, "invalid_client"),
    ],
    ids=str,
)
def test_a_client_whose_assertion_says_otherwise_gets_no_token(library: Library, url: str, claims: dict, error: str):
    client = client_of(library, "decision")
    reply = token_from(url, client, **dated(claims))
    said = reply.json()
    assert (reply.status_code, said["error"], said["code"]) == (401, error, "library.assertion-refused")
    assert set(said) == {"error", "error_description", "code"}
    assert said["error_description"].isascii()
    assert noted(library)[-1] == (client.id, "access.token", "library.assertion-refused")


def test_a_replayed_assertion_or_one_by_another_key_gets_no_token(library: Library, url: str):
    client = client_of(library, "decision")
    once = client.form(client.assertion(f"{url}/auth/token"))
    assert [httpx.post(f"{url}/auth/token", data=once).status_code for _ in range(2)] == [200, 401]
    other = client.form(client.assertion(f"{url}/auth/token", key=new_key("ES384")))
    assert httpx.post(f"{url}/auth/token", data=other).json()["error"] == "invalid_client"


def test_the_host_header_does_not_choose_the_audience(library: Library, url: str):
    client = client_of(library, "decision")
    said = client.form(client.assertion("http://other.example/auth/token"))
    reply = httpx.post(f"{url}/auth/token", data=said, headers={"host": "other.example"})
    assert reply.json()["error"] == "invalid_client"


def test_behind_a_proxy_the_audience_is_the_public_url(library: Library):
    client = client_of(library, "decision")
    with served(library, public_url="https://library.example/consents") as url:
        found = httpx.get(f"{url}/.well-known/smart-configuration").json()
        assert found["token_endpoint"] == "https://library.example/consents/auth/token"
        said = client.form(client.assertion(found["token_endpoint"]))
        assert httpx.post(f"{url}/auth/token", data=said).status_code == 200
        assert token_from(url, client).status_code == 401


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"scope": "statements.withdraw"}, "invalid_scope"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": None}, "invalid_request"),
        ({"client_assertion": None}, "invalid_request"),
        ({"client_assertion": ""}, "invalid_client"),
        ({"client_assertion": "x" * 20_000}, "invalid_client"),
        ({"client_assertion": "ключ"}, "invalid_client"),
        ({"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"}, "invalid_request"),
    ],
    ids=lambda change: str(change)[:60],
)
def test_a_form_that_is_not_right_is_told_so_as_rfc_6749_says(library: Library, url: str, change: dict, error: str):
    client = client_of(library, "decision")
    form = client.form(client.assertion(f"{url}/auth/token")) | change
    form = {name: value for name, value in form.items() if value is not None}
    reply = httpx.post(f"{url}/auth/token", data=form)
    assert reply.json()["error"] == error
    assert reply.status_code == (401 if error == "invalid_client" else 400)


def test_a_parameter_given_twice_is_refused_and_what_is_not_known_is_passed_over(library: Library, url: str):
    client = client_of(library, "decision")
    form = list(client.form(client.assertion(f"{url}/auth/token")).items())
    kind = {"content-type": "application/x-www-form-urlencoded"}
    twice = httpx.post(
        f"{url}/auth/token", content=str(httpx.QueryParams([*form, ("scope", "decision")])), headers=kind
    )
    assert twice.json()["error"] == "invalid_request"
    more = httpx.post(
        f"{url}/auth/token", content=str(httpx.QueryParams([*form, ("client_id", client.id)])), headers=kind
    )
    assert more.status_code == 200


def test_a_client_let_in_by_another_organisation_gets_no_token(library: Library, url: str):
    reply = token_from(url, client_of(library, "decision", controllers=(OTHER_BIN,)))
    assert (reply.status_code, reply.json()["error"]) == (403, "unauthorized_client")


@given(body=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_for_a_token_the_server_makes_no_mistake(quiet: tuple[str, str], body: bytes):
    for kind in ("application/x-www-form-urlencoded", "application/json"):
        reply = httpx.post(f"{quiet[0]}/auth/token", content=body, headers={"content-type": kind})
        assert reply.status_code in (400, 401), reply.text
        assert reply.json()["code"] in by_code()


def test_a_form_too_large_is_refused(quiet: tuple[str, str]):
    kind = {"content-type": "application/x-www-form-urlencoded"}
    reply = httpx.post(f"{quiet[0]}/auth/token", content=b"a=" + b"b" * 200_000, headers=kind)
    assert (reply.status_code, reply.json()["code"]) == (413, "input.too-large")
