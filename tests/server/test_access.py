"""Over HTTP nobody hears anything without a token of this library, for this, of now; the trail shows who tried."""

from __future__ import annotations

from pathlib import Path

import httpx
import pyotp
import pytest

from econsent import errors
from econsent.access import DUTIES
from econsent.exchange import AuditQuery
from econsent.library import Library
from econsent.principals import ClientRequest, KeyRequest, PersonRequest, SessionRequest
from econsent.remote import Remote
from tests.builders import IIN, SCOPE, WHY, LyingClock, make_library, person
from tests.server.asking import OTHER_BIN, PASSWORD, QUESTION, bearer, decide, key_of, noted, session_of, token_from
from tests.smart import Client

WITHDRAWAL = QUESTION | {"name": "Әсел", "scopes": [SCOPE], "worker": "Мәдина"}
del WITHDRAWAL["scope"]


# ── a token of another … ──


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


# ── people ──


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


# ── who gives access ──


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
        mine.door.sign_out(session.token)


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


# ── who reads the trail ──


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
