"""Over HTTP nobody hears anything without a token of this library, for this, of now; the trail shows who tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyotp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from econsent import door, errors
from econsent.access import DUTIES
from econsent.errors import by_code
from econsent.exchange import AuditQuery, SearchRequest
from econsent.library import Library
from econsent.principals import ClientRequest, KeyRequest, PersonRequest, SessionRequest
from econsent.remote import Remote
from econsent.server.limits import Buckets, Limits, network_of
from tests.builders import IIN, SCOPE, WHY, LyingClock, make_library, person
from tests.server.conftest import served
from tests.smart import Ahead, Client, dated, new_key

PASSWORD = "correct horse battery"
QUESTION = {"person": {"system": "kz.iin", "value": IIN}, "scope": SCOPE}
WITHDRAWAL = QUESTION | {"name": "Әсел", "scopes": [SCOPE], "worker": "Мәдина"}
del WITHDRAWAL["scope"]
OTHER_BIN = "100140000201"


@pytest.fixture
def clock() -> LyingClock:
    return LyingClock()


@pytest.fixture
def library(tmp_path: Path, clock: LyingClock) -> Iterator[Library]:
    with make_library(tmp_path, clock=clock) as library:
        yield library


def key_of(library: Library, *scopes: str, **other) -> str:
    return library.accounts.add_key(KeyRequest(name="k", scopes=scopes, **other)).key


def client_of(library: Library, *scopes: str, algorithm: str = "ES384", **other) -> Client:
    client = Client(algorithm)
    client.id = library.accounts.add_client(ClientRequest(name="c", scopes=scopes, jwks=client.jwks, **other)).id
    return client


def session_of(library: Library, url: str, duty: str, clock: LyingClock) -> str:
    """Sign somebody in over HTTP, as an app for workers does."""
    added = library.accounts.add_person(PersonRequest(login=duty, name="Айгүл", duty=duty, password=PASSWORD))
    code = pyotp.parse_uri(added.otpauth).at(clock.wall() // 1_000_000)
    reply = httpx.post(f"{url}/v1/sessions", json={"login": duty, "password": PASSWORD, "totp": code})
    assert reply.status_code == 201, reply.text
    return reply.json()["token"]


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def decide(url: str, token: str | None) -> httpx.Response:
    return httpx.post(f"{url}/v1/decision", json=QUESTION, headers={} if token is None else bearer(token))


def token_from(url: str, client: Client, scope: str | None = "decision", **claims) -> httpx.Response:
    return httpx.post(f"{url}/auth/token", data=client.form(client.assertion(f"{url}/auth/token", **claims), scope))


def noted(library: Library) -> list[tuple[str, str, str]]:
    return [(item.entry.asker, item.entry.verb, item.entry.outcome) for item in library.audit.entries(limit=1000)]


# ── a token of another … ──────────────────────────────────────────────────────────────


def test_no_answer_without_a_token_or_with_one_of_another_scope_controller_or_time(
    library: Library, url: str, clock: LyingClock, tmp_path: Path
):
    other_library = make_library(tmp_path / "other")
    elsewhere = key_of(other_library, "decision")
    other_library.close()
    past = key_of(library, "statements.read", days=1)
    clock.ahead += 25 * 3600 * 1_000_000
    tried = [
        (None, "library.access-denied", 401, 'Bearer realm="econsent"'),
        (".", "library.access-denied", 401, None),
        ("wrong", "library.access-denied", 401, 'Bearer realm="econsent", error="invalid_token"'),
        (elsewhere, "library.access-denied", 401, 'Bearer realm="econsent", error="invalid_token"'),
        (past, "library.access-denied", 401, 'Bearer realm="econsent", error="invalid_token"'),
        (key_of(library, "statements.read", controllers=(OTHER_BIN,)), "library.controller-foreign", 403, None),
        (
            key_of(library, "decision"),
            "library.scope-missing",
            403,
            'Bearer realm="econsent", error="insufficient_scope"',
        ),
    ]
    before = len(noted(library))
    for token, code, status, challenge in tried:
        headers = {} if token is None else bearer(token)
        reply = httpx.post(f"{url}/v1/find", json={"person": QUESTION["person"]}, headers=headers)
        assert (reply.status_code, reply.json()["code"]) == (status, code), token
        assert challenge is None or reply.headers["www-authenticate"] == challenge
    attempts = noted(library)[before:]
    assert [outcome for _, _, outcome in attempts if outcome != "ok"] == [code for _, code, _, _ in tried]
    assert library.audit.check().problems == ()


def test_the_trail_of_all_attempts_names_no_person_and_holds_no_token(library: Library, url: str, tmp_path: Path):
    key = key_of(library, "statements.read")
    guess = "guess-of-a-token"
    httpx.post(f"{url}/v1/find", json={"person": QUESTION["person"]}, headers=bearer(key))
    decide(url, guess)
    httpx.post(f"{url}/v1/sessions", json={"login": "aigul.serikova", "password": "wrong password", "totp": "1"})
    library.audit.flush()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "library").glob("library.db*"))
    for secret in (IIN, key, guess, "aigul.serikova", "wrong password"):
        assert secret.encode() not in kept, secret


@pytest.mark.parametrize(
    "header",
    ["Bearer " + "x" * 40_000, "Bearer ключ".encode(), "Basic YTpi", "Bearer", "Bearer a b", "Token x"],
    ids=lambda header: str(header)[:20],
)
def test_odd_authorization_headers_open_nothing(quiet: tuple[str, str], header: str | bytes):
    reply = httpx.get(f"{quiet[0]}/v1/log/report", headers={"authorization": header})
    assert (reply.status_code, reply.json()["code"]) == (401, "library.access-denied")


def test_the_scheme_is_read_in_any_case(quiet: tuple[str, str]):
    url, token = quiet
    assert httpx.get(f"{url}/v1/log/report", headers={"authorization": f"bEaReR {token}"}).status_code == 200


# ── people ────────────────────────────────────────────────────────────────────────────


def test_a_reader_cannot_withdraw_nor_do_what_else_it_is_not_there_for(library: Library, url: str, clock: LyingClock):
    reader = session_of(library, url, "reader", clock)
    reply = httpx.post(f"{url}/v1/withdrawals", json=WITHDRAWAL, headers=bearer(reader))
    assert (reply.status_code, reply.json()["code"]) == (403, "library.scope-missing")
    assert httpx.get(f"{url}/v1/access", headers=bearer(reader)).status_code == 403
    assert library.check_log().size == 0
    [attempt] = [entry for entry in noted(library) if entry[1] == "statements.withdraw"]
    assert attempt[0].startswith("person-")
    assert attempt[2] == "library.scope-missing"
    registrar = session_of(library, url, "registrar", clock)
    assert httpx.post(f"{url}/v1/withdrawals", json=WITHDRAWAL, headers=bearer(registrar)).status_code == 201


@pytest.mark.parametrize("duty", DUTIES)
def test_a_session_says_what_it_may(library: Library, url: str, clock: LyingClock, duty: str):
    token = session_of(library, url, duty, clock)
    assert library.door.admit(token).scopes == DUTIES[duty].scopes


def test_signing_out_ends_the_session_and_a_key_is_not_signed_out(library: Library, url: str, clock: LyingClock):
    token = session_of(library, url, "reader", clock)
    assert (
        httpx.delete(f"{url}/v1/sessions", params={"everywhere": "perhaps"}, headers=bearer(token)).status_code == 400
    )
    reply = httpx.delete(f"{url}/v1/sessions", headers=bearer(token))
    assert (reply.status_code, reply.content) == (204, b"")
    assert httpx.delete(f"{url}/v1/sessions", headers=bearer(token)).status_code == 401
    assert httpx.delete(f"{url}/v1/sessions", headers=bearer(key_of(library, "decision"))).status_code == 400


def test_whoever_does_not_get_in_is_told_the_same_and_then_to_wait(library: Library, url: str):
    library.accounts.add_person(PersonRequest(login="aigul", name="Айгүл", duty="hr", password=PASSWORD))
    for login in ("aigul", "nobody"):
        said = {"login": login, "password": "wrong password", "totp": "000000"}
        replies = [httpx.post(f"{url}/v1/sessions", json=said) for _ in range(6)]
        assert [reply.status_code for reply in replies] == [401] * 5 + [429]
        assert len({reply.text for reply in replies[:5]}) == 1
        assert 1 <= int(replies[-1].headers["retry-after"]) <= 30


# ── clients ───────────────────────────────────────────────────────────────────────────


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


# ── who gives access ──────────────────────────────────────────────────────────────────


def test_an_admin_lets_in_and_takes_back_over_the_network(library: Library, url: str, clock: LyingClock):
    admin = session_of(library, url, "admin", clock)
    with Remote(url, admin) as remote:
        issued = remote.accounts.add_key(KeyRequest(name="camera", scopes=("decision",)), intent=WHY)
        assert decide(url, issued.key).status_code == 200
        rotated = remote.accounts.rotate_key(issued.principal.id, intent=WHY)
        assert (decide(url, issued.key).status_code, decide(url, rotated.key).status_code) == (401, 200)
        client = Client()
        client.id = remote.accounts.add_client(
            ClientRequest(name="LIS", scopes=("decision",), jwks=client.jwks), intent=WHY
        ).id
        assert token_from(url, client).status_code == 200
        assert remote.accounts.disable(issued.principal.id, intent=WHY).state == "disabled"
        assert decide(url, rotated.key).status_code == 401
        listed = {one.id: one.state for one in remote.accounts.listed()}
        assert listed[issued.principal.id] == "disabled"
        assert listed[client.id] == "active"
        assert [one.kind for one in remote.accounts.listed("client")] == ["client"]
        with pytest.raises(errors.PrincipalUnknown):
            remote.accounts.rotate_key(client.id, intent=WHY)
        with pytest.raises(errors.PrincipalUnknown):
            remote.accounts.disable("../../v1/library", intent=WHY)
    admin_id = next(one.id for one in library.accounts.listed("person"))
    changes = [entry for entry in noted(library) if entry[1] in ("access.key.add", "access.disable")]
    assert changes == [(admin_id, "access.key.add", "ok"), (admin_id, "access.disable", "ok")]


def test_a_person_is_let_in_signs_in_and_out_over_the_network(library: Library, url: str, token: str):
    with Remote(url, token) as remote:
        added = remote.accounts.add_person(
            PersonRequest(login="aigul", name="Ә", duty="reader", password=PASSWORD), intent=WHY
        )
        request = SessionRequest(login="aigul", password=PASSWORD, totp=pyotp.parse_uri(added.otpauth).now())
        session = remote.door.sign_in(request)
        with pytest.raises(errors.AccessDenied):
            remote.door.sign_in(request)
        renewed = remote.accounts.renew_totp(added.principal.id, intent=WHY)
        assert renewed.otpauth != added.otpauth
        with pytest.raises(errors.LoginTaken):
            remote.accounts.add_person(PersonRequest(login="aigul", name="Ә", duty="hr", password=PASSWORD), intent=WHY)
    with Remote(url, session.token) as mine, pytest.raises(errors.AccessDenied):
        mine.door.sign_out()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("keys", {"name": "k", "scopes": ["everything"]}),
        ("keys", {"name": "k", "scopes": ["decision"], "controllers": ["1"]}),
        ("clients", {"name": "c", "scopes": ["decision"], "jwks": {"keys": []}}),
        ("clients", {"name": "c", "scopes": ["decision"], "jwks": []}),
        ("people", {"login": "Айгүл", "name": "n", "duty": "reader", "password": PASSWORD}),
        ("people", {"login": "a", "name": "n", "duty": "king", "password": PASSWORD}),
        ("people", {"login": "a", "name": "n", "duty": "reader", "password": "short"}),
    ],
)
def test_nobody_is_let_in_by_what_is_not_right(quiet: tuple[str, str], path: str, body: dict):
    url, token = quiet
    reply = httpx.post(f"{url}/v1/access/{path}", json=body, headers=bearer(token) | {"econsent-reason": "x"})
    assert reply.status_code == 400
    assert PASSWORD not in reply.text
    assert [one["id"] for one in httpx.get(f"{url}/v1/access", headers=bearer(token)).json()] == ["key-first"]


# ── how much ──────────────────────────────────────────────────────────────────────────


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


# ── who reads the trail ───────────────────────────────────────────────────────────────


def test_the_privacy_officer_reads_who_asked_about_a_person_and_that_is_noted_too(
    library: Library, url: str, clock: LyingClock
):
    key = key_of(library, "statements.read")
    httpx.post(f"{url}/v1/find", json={"person": QUESTION["person"]}, headers=bearer(key))
    decide(url, "wrong")
    officer = session_of(library, url, "privacy-officer", clock)
    with Remote(url, officer) as remote:
        [asked] = remote.inspection.find(AuditQuery(person=person()))
        assert (asked.verb, asked.outcome, asked.asker.startswith("key-")) == ("statements.find", "ok", True)
        [guess] = remote.inspection.find(AuditQuery(asker="unknown"))
        assert guess.outcome == "library.access-denied"
        everything = remote.inspection.find(AuditQuery())
        assert [one.seq for one in remote.inspection.find(AuditQuery(after=2, limit=2))] == [2, 3]
        report = remote.inspection.check()
    assert report.problems == ()
    assert report.size > len(everything)
    assert [one.verb for one in library.inspection.find(AuditQuery(person=person()))] == [
        "statements.find",
        "audit.read",
    ]
    assert IIN not in str(everything)


@pytest.mark.parametrize("duty", sorted(DUTIES.keys() - {"privacy-officer"}))
def test_nobody_else_reads_the_trail(library: Library, url: str, clock: LyingClock, duty: str):
    with Remote(url, session_of(library, url, duty, clock)) as remote:
        for verb in (lambda: remote.inspection.find(AuditQuery()), remote.inspection.check):
            with pytest.raises(errors.ScopeMissing):
                verb()


def test_who_is_there_for_staff_alone_does_not_read_the_trail_of_all(library: Library, url: str):
    key = key_of(library, "audit.read", subjects=("staff",))
    assert httpx.get(f"{url}/v1/audit/report", headers=bearer(key)).status_code == 403
