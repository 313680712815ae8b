"""Keys, people and clients that a library lets in, and what each shows to come in."""

from __future__ import annotations

import pyotp

from econsent.access import Asker
from econsent.instant import SECOND
from econsent.library import Library
from econsent.principals import ClientRequest, KeyRequest, PersonRequest, SessionRequest, TokenRequest
from tests.builders import LyingClock
from tests.smart import TYPE, Client

AUDIENCE = "https://library.example/auth/token"
PASSWORD = "қарлығаш ұшып келді"
MINUTE = 60 * SECOND
OTHER_BIN = "100140000201"


def a_key(library: Library, *scopes: str, **other) -> str:
    return library.accounts.add_key(KeyRequest(name="camera", scopes=scopes or ("decision",), **other)).key


class Person:
    """Somebody with an authenticator app on a phone."""

    def __init__(self, library: Library, clock: LyingClock, duty: str = "reader", login: str = "aigul") -> None:
        self.library, self.clock, self.login = library, clock, login
        made = library.accounts.add_person(
            PersonRequest(login=login, name="Айгүл Серікова", duty=duty, password=PASSWORD)
        )
        self.id = made.principal.id
        self.app = pyotp.parse_uri(made.otpauth)

    def code(self, steps: int = 0) -> str:
        return self.app.at(self.clock.wall() // SECOND, counter_offset=steps)

    def sign_in(self, password: str = PASSWORD, code: str | None = None, login: str | None = None):
        request = SessionRequest(login=login or self.login, password=password, totp=code or self.code())
        return self.library.door.sign_in(request)

    def asker(self) -> Asker:
        self.clock.ahead += 31 * SECOND  # the next code
        return self.library.door.admit(self.sign_in().token)


def a_client(library: Library, algorithm: str = "ES384", scopes: tuple[str, ...] = ("decision",), **other) -> Client:
    client = Client(algorithm)
    client.id = library.accounts.add_client(
        ClientRequest(name="Laboratory system", scopes=scopes, jwks=client.jwks, **other)
    ).id
    return client


def ask_token(library: Library, assertion: str, scope: str | None = None):
    request = TokenRequest(
        grant_type="client_credentials", client_assertion_type=TYPE, client_assertion=assertion, scope=scope
    )
    return library.door.grant(request, AUDIENCE)


def noted(library: Library) -> list[tuple[str, str, str]]:
    return [(item.entry.asker, item.entry.verb, item.entry.outcome) for item in library.audit.entries(limit=1000)]
