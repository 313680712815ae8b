"""Whoever asks over HTTP in the tests: by a key, as a client of another maker, or as somebody who signed in."""

from __future__ import annotations

import httpx
import pyotp

from econsent.library import Library
from econsent.principals import ClientRequest, KeyRequest, PersonRequest
from tests.builders import IIN, SCOPE, LyingClock
from tests.smart import Client

PASSWORD = "correct horse battery"
QUESTION = {"person": {"system": "kz.iin", "value": IIN}, "scope": SCOPE}
OTHER_BIN = "100140000201"


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
