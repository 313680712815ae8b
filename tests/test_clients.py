"""Programs of other makers get a token for an assertion that they signed: once, for what they may and nothing else."""

from __future__ import annotations

import base64
import contextlib
import hmac
import threading
from pathlib import Path

import msgspec
import pytest
from joserfc.jwk import ECKey

from econsent import door, errors
from econsent.library import Library
from econsent.principals import ClientKeys, ClientRequest
from tests.accounts import AUDIENCE, OTHER_BIN, a_client, ask_token, noted
from tests.builders import LyingClock, open_library
from tests.smart import Ahead, Client, dated, new_key

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


@pytest.mark.parametrize("algorithm", ["RS384", "ES384", "ES256"])
def test_a_client_gets_a_token_for_its_assertion(library: Library, clock: LyingClock, algorithm: str):
    client = a_client(library, algorithm, ("decision", "system/Consent.rs"))
    granted = ask_token(library, client.assertion(AUDIENCE), "system/Consent.rs")
    assert (granted.token_type, granted.expires_in, granted.scope) == ("bearer", 300, "system/Consent.rs")
    asker = library.door.admit(granted.access_token)
    assert (asker.id, asker.scopes) == (client.id, {"system/Consent.r", "system/Consent.s"})
    clock.ahead += door.TOKEN_LIFE
    with pytest.raises(errors.AccessDenied):
        library.door.admit(granted.access_token)


def test_a_client_asks_for_all_it_may_have_by_asking_for_nothing_or_with_a_star(library: Library):
    client = a_client(library, scopes=("decision", "system/Consent.rs"))
    assert ask_token(library, client.assertion(AUDIENCE)).scope == "decision system/Consent.rs"
    assert ask_token(library, client.assertion(AUDIENCE), "system/*.cruds").scope == "system/Consent.rs"


@pytest.mark.parametrize(
    ("scope", "leaf"),
    [
        ("statements.withdraw", errors.ScopeMissing),
        ("system/Consent.rus", errors.ScopeMissing),
        ("system/*.u", errors.ScopeMissing),
        ("everything", errors.ArgumentInvalid),
        (" ", errors.ScopeMissing),
    ],
)
def test_a_client_gets_no_scope_that_it_was_not_given(library: Library, scope: str, leaf: type[Exception]):
    client = a_client(library, scopes=("decision", "system/Consent.rs"))
    with pytest.raises(leaf):
        ask_token(library, client.assertion(AUDIENCE), scope)


REFUSED: dict[str, dict] = {
    "another audience": {"aud": "https://other.example/auth/token"},
    "the server, not its token endpoint": {"aud": "https://library.example"},
    "several audiences": {"aud": [AUDIENCE, "https://other.example/auth/token"]},
    "no audience": {"aud": None},
    "another issuer": {"sub": "client-0000000000000000"},
    "expired": {"exp": Ahead(-1)},
    "good for an hour": {"exp": Ahead(3600)},
    "good for ever": {"exp": 10**300},
    "an end that is no number": {"exp": "soon"},
    "an end that is true": {"exp": True},
    "an end before the calendar": {"exp": -1},
    "no end": {"exp": None},
    "not yet valid": {"nbf": Ahead(200)},
    "from the future": {"iat": Ahead(200)},
    "no id": {"jti": None},
    "an empty id": {"jti": ""},
    "an endless id": {"jti": "x" * 1000},
    "an id that is a number": {"jti": 7},
}


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED)
def test_an_assertion_is_refused_that_has(library: Library, claims: dict):
    client = a_client(library)
    with pytest.raises(errors.AssertionRefused):
        ask_token(library, client.assertion(AUDIENCE, **dated(claims)))
    assert noted(library)[-1] == (client.id, "access.token", "library.assertion-refused")


@pytest.mark.parametrize(
    "header",
    [{"kid": "k2"}, {"kid": None}, {"typ": None}, {"typ": "at+jwt"}, {"crit": ["exp"], "exp": 1}, {"alg": "ES256"}],
    ids=str,
)
def test_an_assertion_is_refused_whose_header_has(library: Library, header: dict):
    client = a_client(library)
    key = new_key("ES256") if header.get("alg") == "ES256" else None
    try:
        said = client.assertion(AUDIENCE, header=header, key=key)
    except Exception:  # the library that signs refuses some of them itself: put together by hand
        said = by_hand(client, header)
    with pytest.raises(errors.AssertionRefused):
        ask_token(library, said)


def by_hand(client: Client, header: dict, secret: bytes | None = None) -> str:
    """Put another header on an assertion; with a secret, sign it as if that were shared (HS256)."""
    head = {"alg": client.algorithm, "kid": "k1", "typ": "JWT"} | header
    _, payload, signature = client.assertion(AUDIENCE).split(".")
    said = f"{in_base64(msgspec.json.encode(head))}.{payload}"
    return f"{said}.{signature if secret is None else in_base64(hmac.digest(secret, said.encode(), 'sha256'))}"


def in_base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_an_assertion_signed_by_another_key_or_by_none_is_refused(library: Library):
    client = a_client(library)
    unsigned = by_hand(client, {"alg": "none"}).rpartition(".")[0] + "."
    confused = by_hand(client, {"alg": "HS256"}, secret=client.key.as_pem(private=False))
    other = client.assertion(AUDIENCE, key=new_key("ES384"))
    good = client.assertion(AUDIENCE)
    changed = good[:-2] + ("AA" if good[-2:] != "AA" else "BB")
    for said in (unsigned, confused, other, changed, by_hand(client, {"alg": "RS384"})):
        with pytest.raises(errors.AssertionRefused):
            ask_token(library, said)
    ask_token(library, good)


@pytest.mark.parametrize(
    "said",
    ["", ".", "..", "a.b.c", "é.é.é", "x" * 9000, "e30.e30.e30", "e30..", "A" * 7 + ".e30.", "[].[].[]"],
    ids=repr,
)
def test_what_is_no_assertion_is_refused(library: Library, said: str):
    with pytest.raises(errors.AssertionRefused):
        ask_token(library, said)
    assert noted(library)[-1] == ("unknown", "access.token", "library.assertion-refused")


def test_an_assertion_is_used_once_also_where_another_process_saw_it(library: Library, tmp_path: Path):
    client = a_client(library)
    said = client.assertion(AUDIENCE)
    ask_token(library, said)
    with open_library(tmp_path) as other:
        for one in (library, other):
            with pytest.raises(errors.AssertionRefused):
                ask_token(one, said)


def test_one_assertion_sent_by_many_at_once_gives_one_token(library: Library):
    client, given = a_client(library), []
    said = client.assertion(AUDIENCE)

    def attempt() -> None:
        with contextlib.suppress(errors.AssertionRefused):
            given.append(ask_token(library, said))

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 1


def test_two_clients_may_use_the_same_id_of_an_assertion(library: Library):
    for client in (a_client(library), a_client(library)):
        ask_token(library, client.assertion(AUDIENCE, jti="1"))


def test_the_assertion_of_a_client_that_was_disabled_or_is_of_another_organisation_is_refused(library: Library):
    client = a_client(library)
    token = ask_token(library, client.assertion(AUDIENCE)).access_token
    library.accounts.disable(client.id)
    with pytest.raises(errors.AccessDenied):
        library.door.admit(token)
    with pytest.raises(errors.AssertionRefused):
        ask_token(library, client.assertion(AUDIENCE))
    foreign = a_client(library, controllers=(OTHER_BIN,))
    with pytest.raises(errors.ControllerForeign):
        ask_token(library, foreign.assertion(AUDIENCE))


def test_a_client_changes_its_keys(library: Library):
    client = a_client(library)
    old, client.key = client.key, new_key("ES384")
    library.accounts.replace_keys(client.id, ClientKeys(jwks=client.jwks))
    ask_token(library, client.assertion(AUDIENCE))
    with pytest.raises(errors.AssertionRefused):
        ask_token(library, client.assertion(AUDIENCE, key=old))


def a_private_set() -> dict:
    return {"keys": [ECKey.generate_key("P-256", {"kid": "k1"}).as_dict(private=True)]}


def off_the_curve() -> dict:
    key = ECKey.generate_key("P-256", {"kid": "k1"}).as_dict(private=False)
    return {"keys": [key | {"y": key["x"]}]}


@pytest.mark.parametrize(
    "jwks",
    [
        {},
        {"keys": []},
        {"keys": "k"},
        {"keys": [{}]},
        {"keys": [{"kty": "oct", "kid": "1", "k": "c2VjcmV0"}]},
        {"keys": [{"kty": "EC", "kid": "1", "crv": "P-256"}]},
        {"keys": [{"kty": "RSA", "kid": "1", "n": "AQAB", "e": "AQAB"}]},
        {"keys": [new_key("ES512").as_dict(private=False)]},
        {"keys": [new_key("ES256", "").as_dict(private=False)]},
        {"keys": [new_key("ES256").as_dict(private=False)] * 2},
        a_private_set(),
        off_the_curve(),
    ],
    ids=[
        "no keys", "an empty set", "a text", "an empty key", "symmetric", "no point", "a short modulus",
        "another curve", "no kid", "one kid twice", "private", "off the curve",
    ],
)  # fmt: skip
def test_a_client_is_not_let_in_with_keys_that_are_none_or_private(library: Library, jwks: dict):
    with pytest.raises(errors.ArgumentInvalid) as refused:
        library.accounts.add_client(ClientRequest(name="c", scopes=("decision",), jwks=jwks))
    assert refused.value.path == "jwks"
    assert library.accounts.listed("client") == []
