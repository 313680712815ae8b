"""What is said of those who may ask and to them: keys, clients and people, and how each is let in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from econsent.access import EVERY_SCOPE, Duty, read_scopes
from econsent.exchange import Message
from econsent.identity import parse_bin
from econsent.record import Label, Name
from econsent.standing import Role

ScopeWord = Annotated[str, Meta(min_length=1, max_length=100)]
Scopes = Annotated[tuple[ScopeWord, ...], Meta(min_length=1, max_length=100)]
Subjects = Annotated[tuple[Role, ...], Meta(min_length=1, max_length=2)]
Controllers = Annotated[tuple[str, ...], Meta(max_length=100)]
Login = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9._@-]{0,63}\Z")]
Password = Annotated[str, Meta(min_length=12, max_length=1024)]
Said = Annotated[str, Meta(max_length=1024)]
State = Literal["active", "expired", "disabled"]
Sort = Literal["key", "client", "person"]


class _Admitted(Message, frozen=True, kw_only=True):
    """Base of whoever is let in: by which organisations; by default the one whose library it is."""

    name: Name
    controllers: Controllers = ()

    def __post_init__(self) -> None:
        if any(parse_bin(number) != number for number in self.controllers):
            raise ValueError("a BIN is written without spaces")


class _Programme(_Admitted, frozen=True, kw_only=True):
    """Base of a program that is let in: what it may ask, and whose statements it sees."""

    scopes: Scopes
    subjects: Subjects = ("patient", "staff")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not read_scopes(self.scopes, EVERY_SCOPE):
            raise ValueError("the scopes come to nothing")


class KeyRequest(_Programme, frozen=True, kw_only=True):
    """A key for a program of a small site, good for some days or until it is removed."""

    days: Annotated[int, Meta(ge=1, le=3660)] | None = None


class ClientRequest(_Programme, frozen=True, kw_only=True):
    """A client that signs assertions (SMART Backend Services): `jwks` is its public JWK set (RFC 7517)."""

    jwks: dict[str, Any]


class ClientKeys(Message, frozen=True, kw_only=True):
    """The public JWK set that takes the place of a client's."""

    jwks: dict[str, Any]


class PersonRequest(_Admitted, frozen=True, kw_only=True):
    """A person who signs in with a password and a one-time code, and what they are there for."""

    login: Login
    duty: Duty
    password: Password


class NewPassword(Message, frozen=True, kw_only=True):
    """The password that takes the place of a person's."""

    password: Password


class Principal(Message, frozen=True, kw_only=True):
    """Whoever may ask: nothing here lets anybody in. `scopes` and `subjects` of a person are those of the duty.

    `version` counts what was changed of it: a change may say which one it has seen (SPEC 15.12).
    """

    id: str
    kind: Sort
    name: Label
    state: State
    scopes: tuple[str, ...]
    subjects: tuple[Role, ...]
    controllers: tuple[str, ...]
    created: str
    expires: str | None = None
    login: str | None = None
    duty: Duty | None = None
    version: int = 0


class IssuedKey(Message, frozen=True, kw_only=True):
    """A new key, which is shown now and never again."""

    principal: Principal
    key: str


class EnrolledPerson(Message, frozen=True, kw_only=True):
    """A person, and what their authenticator app is to be shown now; it is never shown again."""

    principal: Principal
    otpauth: str


class SessionRequest(Message, frozen=True, kw_only=True):
    """A person signs in: the one-time code is the six digits that the authenticator app shows."""

    login: Said
    password: Said
    totp: Said


class Session(Message, frozen=True, kw_only=True):
    """A token with which a person asks until it expires or they sign out."""

    token: str
    expires: str
    duty: Duty
    scopes: tuple[str, ...]


class TokenRequest(Message, frozen=True, kw_only=True):
    """A client asks for a token (RFC 6749 4.4, RFC 7523); without `scope` for all that it may have."""

    grant_type: str
    client_assertion_type: str
    client_assertion: str
    scope: str | None = None


class GrantedToken(Message, frozen=True, kw_only=True):
    """The answer to a client (RFC 6749 5.1); `expires_in` in seconds."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - RFC 6749's word
    expires_in: int
    scope: str


TokenError = Literal[
    "invalid_request",
    "invalid_client",
    "invalid_scope",
    "unauthorized_client",
    "unsupported_grant_type",
    "temporarily_unavailable",
]


class TokenRefusal(Message, frozen=True, kw_only=True):
    """Why a client gets no token (RFC 6749 5.2), and our stable code."""

    error: TokenError
    error_description: str
    code: str


class SmartConfiguration(Message, frozen=True, kw_only=True):
    """Where clients get tokens, and how they prove who they are (SMART App Launch 2)."""

    token_endpoint: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("private_key_jwt",)
    token_endpoint_auth_signing_alg_values_supported: tuple[str, ...]
    grant_types_supported: tuple[str, ...] = ("client_credentials",)
    scopes_supported: tuple[str, ...]
    code_challenge_methods_supported: tuple[str, ...] = ("S256",)
    """SMART asks every server to say so, also one without the flow that it is for."""
    capabilities: tuple[str, ...] = ("client-confidential-asymmetric", "permission-v2")
