"""The gate of a server: who shows which token, within what is let through (RFC 6750).

An asker has permits for requests, an address has permits for refusals: an address that is refused too often hears 429
instead of 401, is not let try passwords and codes at all, and costs the audit trail one entry for many attempts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from econsent.access import Asker
from econsent.door import UNKNOWN
from econsent.errors import (
    AccessDenied,
    AssertionRefused,
    CodeMalformed,
    CodeRefused,
    ControllerForeign,
    StatementUnknown,
)
from econsent.library import Library
from econsent.server.limits import Buckets, Limits, network_of

SCHEME = "bearer "
_REFUSALS = (AccessDenied, AssertionRefused, CodeMalformed, CodeRefused, ControllerForeign, StatementUnknown)
_BURST_SECONDS = 10
_MINUTE = 60


class Gate:
    """The gate before one library, in the server's loop."""

    def __init__(self, library: Library, limits: Limits) -> None:
        self._door = library.door
        self._requests = Buckets(limits.requests, limits.requests * _BURST_SECONDS)
        self._refusals = Buckets(limits.refusals / _MINUTE, limits.refusals)

    def admit(self, authorization: str, address: str) -> Asker:
        """Return who asks, by the Authorization header and the peer's address.

        Raises AccessDenied, ControllerForeign, RateLimited or StoreError leaves.
        """
        asker = self._door.admit(token_in(authorization), refused=lambda: self._refusals.take(network_of(address)))
        if wait := self._requests.take(asker.id):
            raise self._door.limited(asker.id, "access.admit", wait)
        return asker

    @contextmanager
    def attempt(self, verb: str, address: str) -> Iterator[None]:
        """Stand around what may be tried in vain: raise RateLimited where an address has done so too often."""
        peer = network_of(address)
        if wait := self._refusals.wait(peer):
            raise self._door.limited(UNKNOWN.id, verb, wait)
        try:
            yield
        except _REFUSALS:
            self._refusals.take(peer)
            raise


def token_in(authorization: str) -> str:
    """Return the token of an Authorization header, empty where it has none."""
    return authorization[len(SCHEME) :].strip() if authorization[: len(SCHEME)].lower() == SCHEME else ""
