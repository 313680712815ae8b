"""Decisions are searched for by what they are, or by a name among what was said on certain days."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Hex32, Identifier, Kind, Name, Token, Verdict

Stands = Literal["active", "ended", "entered-in-error", "abandoned"]
"""Whether a decision stands: nothing replaced it and its last day is not over, or how it came that it does not.

An `abandoned` sitting decided nothing.
"""


class DecisionQuery(Message, frozen=True, kw_only=True):
    """Which decisions; what is left out asks nothing. The answer is newest first.

    `since` and `until` are days in Kazakhstan, both of them included, on which it was said. `after` is that of
    the page before.
    """

    scope: Token | None = None
    decision: Verdict | None = None
    standing: Stands | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    point: Name | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    after: Annotated[str, Meta(max_length=200)] | None = None


class NameQuery(Message, frozen=True, kw_only=True):
    """Whose decisions, among what was said on certain days: every word of `name` begins a word of theirs.

    The days are those of `DecisionQuery`: a name is in no index, so that what was said on them is opened and read.
    """

    name: Name
    since: dt.date
    until: dt.date | None = None
    point: Name | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    after: Annotated[str, Meta(max_length=200)] | None = None


class Whose(Message, frozen=True, kw_only=True):
    """Whose a decision is: the person's identifier and name, and the name of whoever spoke for them."""

    identifier: Identifier
    name: Name
    grantor: Name | None


class FoundDecision(Message, frozen=True, kw_only=True):
    """One scope of one statement: what was decided, where, and whether it stands; `ends` is when it does at the latest.

    `scope` and `decision` are None for an abandoned sitting. `made` is by when it was said at the latest. `whose` is
    said where it was looked for by a name, and the statement opened for it: None otherwise.
    """

    id: str
    digest: Hex32
    kind: Kind
    index: int
    made: str
    device: Token
    point: Name
    scope: Token | None
    decision: Verdict | None
    standing: Stands
    ends: str | None
    whose: Whose | None = None


class DecisionsFound(Message, frozen=True, kw_only=True):
    """A page: it may hold fewer than were asked for, or none, and still be followed by others.

    `after` asks for the next page, None at the end. `points` are all at which a device stands or stood.
    """

    decisions: tuple[FoundDecision, ...]
    after: str | None
    points: tuple[Name, ...]
