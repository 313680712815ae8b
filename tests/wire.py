"""A wire between a station and a real library that breaks when a test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from econsent import exchange
from econsent.errors import RemoteUnreachable
from econsent.library import Library

CUT = "cut"
"""Nothing arrives."""
LOST = "lost"
"""The library has committed, and its reply does not come back."""
WHOLE = "whole"


class Wire:
    """The verbs that a station needs, over a wire that fails as `plan` says, call by call, and then no more.

    `change` may alter a reply on its way. `arrived` lists the digests the library answered for, in the order of calls.
    """

    def __init__(
        self,
        library: Library,
        plan: Iterable[str] = (),
        change: Callable[[exchange.DepositReply], exchange.DepositReply] = lambda reply: reply,
    ) -> None:
        self.library = library
        self._plan = iter(plan)
        self._change = change
        self.arrived: list[str] = []

    def enrol(self, request: exchange.EnrolmentRequest) -> exchange.Enrolment:
        return self.library.enrol(request)

    @property
    def forms(self):
        return self.library.forms

    def contact(self, jws: bytes) -> None:
        self.library.contact(jws)

    def deposit(self, envelopes: Sequence[bytes], *, seen: int = 0) -> exchange.DepositReply:
        what = next(self._plan, WHOLE)
        if what == CUT:
            raise RemoteUnreachable("The wire is cut.")
        reply = self.library.deposit(envelopes, seen=seen)
        self.arrived += [place.digest for place in reply.delivered if place is not None]
        if what == LOST:
            raise RemoteUnreachable("The reply was lost.")
        return self._change(reply)
