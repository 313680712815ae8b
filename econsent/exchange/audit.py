"""The audit trail: which lines of it, and whether it holds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Identifier, Label, Token


class AuditQuery(Message, frozen=True, kw_only=True):
    """Which lines of the trail, of one person or of one asker: from a number on, oldest first.

    With `before` it is the lines before that number, newest first; any number past the end begins with the newest.
    """

    after: Annotated[int, Meta(ge=0, le=2**53)] = 0
    before: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100
    person: Identifier | None = None
    asker: Token | None = None


class AuditLine(Message, frozen=True, kw_only=True):
    """One line (SPEC 15.7). `person` is the keyed hash in hex, the same for everything that is about one person.

    `reason` is why something was to be changed, in the words of whoever asked.
    """

    seq: int
    at: str
    asker: str
    verb: str
    outcome: str
    person: str | None = None
    scope: str | None = None
    digests: tuple[str, ...] = ()
    target: str | None = None
    times: int = 1
    reason: str = ""


class AuditReport(Message, frozen=True, kw_only=True):
    """The trail recomputed: how many lines, its signed head, and what does not hold."""

    size: int
    head: str
    problems: tuple[Label, ...]
