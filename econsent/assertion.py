"""A client's signed assertion (`private_key_jwt`, RFC 7523, as SMART Backend Services narrows it).

Time, keys and audience are arguments. That an assertion is used once is for whoever remembers which were.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from joserfc import jws as jose
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from msgspec import Struct

from econsent.errors import ArgumentInvalid, AssertionRefused
from econsent.instant import END, SECOND

Said = TypeVar("Said")

ALGORITHMS = ("RS384", "ES384", "ES256")
"""SMART asks servers for the first two; HL7's test clients and P-256 keys in hardware have the third."""
TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MAX_ASSERTION = 8 * 1024
"""Characters an assertion may have: a tenth of it is usual."""
LIFE = 300 * SECOND
"""How far ahead an assertion may expire (SMART App Launch 2, 5 minutes)."""
SKEW = 30 * SECOND
"""How far the client's clock may be ahead of ours."""
MAX_KEYS = 16
CURVES = ("P-256", "P-384")
_RSA_BITS = range(2048, 8193)
_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")

_REGISTRY = jose.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)


class Jwk(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A public key of a client (RFC 7517): RSA, or EC on P-256 or P-384. Members that say nothing of it are dropped."""

    kty: Literal["EC", "RSA"]
    kid: str = msgspec.field(default="")
    crv: str | None = None
    x: str | None = None
    y: str | None = None
    n: str | None = None
    e: str | None = None


class _Header(Struct, frozen=True, kw_only=True):
    alg: str
    kid: str
    typ: str


class _Issuer(Struct, frozen=True, kw_only=True):
    iss: str


class _Claims(_Issuer, frozen=True, kw_only=True):
    sub: str
    aud: str | tuple[str, ...]
    exp: int | float
    jti: str
    iat: int | float | None = None
    nbf: int | float | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What an assertion proved: its id, and when (µs) nobody takes it any more."""

    jti: str
    expires: int


def read_keys(key_set: bytes) -> tuple[Jwk, ...]:
    """Return the public keys of a JWK set; raise ArgumentInvalid, also for one with anything private in it."""
    try:
        raw = msgspec.json.decode(key_set)["keys"]
        keys = msgspec.convert(raw, list[Jwk])
    except (msgspec.MsgspecError, KeyError, TypeError, UnicodeDecodeError, RecursionError):
        raise _no_keys("This is not a JWK set.") from None
    if any(name in key for key in raw for name in _PRIVATE):
        raise _no_keys("There is a private key in it, which nobody but its owner may have.")
    check_keys(keys)
    return tuple(keys)


def check_keys(keys: Sequence[Jwk]) -> None:
    """Check that keys can be used and told apart; raise ArgumentInvalid."""
    names = {key.kid for key in keys}
    if not 1 <= len(keys) <= MAX_KEYS or len(names) != len(keys) or "" in names:
        raise _no_keys(f"A client has 1 to {MAX_KEYS} keys, each with a `kid` of its own.")
    if any(_usable(key) is None for key in keys):
        raise _no_keys("A key is not RSA of 2048 to 8192 bits, nor EC on P-256 or P-384.")


def claimed(assertion: str) -> str:
    """Return which client an assertion says it is of, which it does not yet prove; raise AssertionRefused."""
    if len(assertion) > MAX_ASSERTION or not assertion.isascii() or assertion.count(".") != 2:
        raise refused("is not a compact JWS")
    return _read(_raw(assertion.split(".")[1]), _Issuer, "payload").iss


def check(assertion: str, *, client: str, keys: Sequence[Jwk], audience: str, now: int) -> Checked:
    """Check who signed an assertion, for whom and when; `now` in microseconds. Raises AssertionRefused."""
    header = _read(_raw(assertion.partition(".")[0]), _Header, "header")
    if header.alg not in ALGORITHMS or header.typ.upper() != "JWT":
        raise refused(f"is not a JWT signed by {', '.join(ALGORITHMS)}")
    named = [key for key in keys if key.kid == header.kid]
    if not named:
        raise refused("is signed with a key that is not registered")
    claims = _read(_verified(assertion, _usable(named[0])), _Claims, "payload")
    if claims.iss != client or claims.sub != client:
        raise refused("does not name the client as both iss and sub")
    if audience not in (claims.aud, *(claims.aud if len(claims.aud) == 1 else ())):
        raise refused("is for another audience; aud is the token endpoint alone")
    return Checked(_once(claims.jti), _timely(claims, now))


def _timely(claims: _Claims, now: int) -> int:
    """Return when an assertion expires (µs); refuse one that has, or not soon enough, or that is not yet valid."""
    expires = _micros(claims.exp)
    if expires <= now:
        raise refused("has expired")
    if expires > now + LIFE + SKEW:
        raise refused("expires in more than 5 minutes")
    if any(said is not None and _micros(said) > now + SKEW for said in (claims.nbf, claims.iat)):
        raise refused("is not yet valid")
    return expires


def _micros(seconds: float) -> int:
    """Return a NumericDate in microseconds; what is no time of the calendar is refused."""
    if not 0 <= seconds <= END // SECOND:
        raise refused("has a time that is none")
    return int(seconds * SECOND)


def _once(jti: str) -> str:
    if not 1 <= len(jti) <= 256:
        raise refused("has no jti of 1 to 256 characters")
    return jti


def _verified(assertion: str, key: ECKey | RSAKey | None) -> bytes:
    """Return the payload once the signature fits, by an algorithm that is the key's own."""
    try:
        return jose.deserialize_compact(assertion, key, registry=_REGISTRY).payload or b""
    except (JoseError, ValueError, TypeError):
        raise refused("is not signed by the key that it names") from None


def _usable(key: Jwk) -> ECKey | RSAKey | None:
    """Return a key ready to verify with, None for one that cannot be."""
    members: dict[str, Any] = msgspec.to_builtins(key)
    try:
        # joserfc looks at the numbers when the key is first used: `public_key` is that use
        if key.kty == "EC" and key.crv in CURVES:
            ec = ECKey.import_key(members)
            return ec if ec.public_key is not None else None
        rsa = RSAKey.import_key(members) if key.kty == "RSA" else None
        return rsa if rsa is not None and rsa.public_key.key_size in _RSA_BITS else None
    except (JoseError, ValueError, TypeError, UnsupportedAlgorithm):
        return None


def _raw(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refused("is not base64url") from None


def _read(content: bytes, said: type[Said], part: str) -> Said:
    try:
        return msgspec.json.decode(content, type=said)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise refused(f"has a {part} that lacks what it must have") from None


def refused(why: str) -> AssertionRefused:
    """Return the error that says why an assertion is refused, in words that go on after "The assertion"."""
    return AssertionRefused(f"The assertion {why}.", kept="No token was given out.", clause="15.5")


def _no_keys(what: str) -> ArgumentInvalid:
    return ArgumentInvalid(what, kept="Nothing was changed.", remedy="Give the client's public JWK set.", path="jwks")
