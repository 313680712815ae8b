"""A program of another maker that asks by SMART Backend Services: its keys, and the assertions that it signs."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SIGNS = ["RS384", "ES384", "ES256", "RS256", "ES512", "PS384", "HS256", "none"]


def new_key(algorithm: str, kid: str = "k1") -> ECKey | RSAKey:
    if algorithm == "RS384":
        return RSAKey.generate_key(2048, {"kid": kid})
    return ECKey.generate_key({"ES384": "P-384", "ES256": "P-256", "ES512": "P-521"}[algorithm], {"kid": kid})


@dataclass
class Client:
    """A client with one key; `id` is what the library called it."""

    algorithm: str = "ES384"
    id: str = ""
    key: Any = field(default=None)

    def __post_init__(self) -> None:
        self.key = self.key or new_key(self.algorithm)

    @property
    def jwks(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def claims(self, audience: str, **other: Any) -> dict[str, Any]:
        now = int(time.time())
        said = {"iss": self.id, "sub": self.id, "aud": audience, "exp": now + 240, "jti": str(uuid.uuid4())} | other
        return {name: value for name, value in said.items() if value is not None}

    def assertion(self, audience: str, *, header: dict[str, Any] | None = None, key: Any = None, **claims: Any) -> str:
        """Sign what a client says of itself; claims that are None are left out."""
        head = {"alg": self.algorithm, "kid": "k1", "typ": "JWT"} | (header or {})
        head = {name: value for name, value in head.items() if value is not None}
        return jwt.encode(head, self.claims(audience, **claims), key or self.key, algorithms=SIGNS, default_type=None)

    def form(self, assertion: str, scope: str | None = "decision", **other: str) -> dict[str, str]:
        said = {"grant_type": "client_credentials", "client_assertion_type": TYPE, "client_assertion": assertion}
        return said | ({} if scope is None else {"scope": scope}) | other


class Ahead(int):
    """Seconds from the moment at which a test runs, which may be long after it was collected."""


def dated(claims: dict) -> dict:
    """Return claims with every `Ahead` reckoned from now."""
    now = int(time.time())
    return {name: now + value if isinstance(value, Ahead) else value for name, value in claims.items()}
