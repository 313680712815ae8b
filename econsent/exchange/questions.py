"""Somebody asks whether a person, or everyone in a room, may be filmed."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Hex32, Identifier, LegalBasis, Token


class Question(Message, frozen=True, kw_only=True):
    """May this person be filmed for this scope, at this time (default: now), in this room or by this camera?

    `room` and `camera` are ids of the library's register (docs/site.md), at most one of them.
    """

    person: Identifier
    scope: Token
    at: str | None = None
    room: Token | None = None
    camera: Token | None = None

    def __post_init__(self) -> None:
        if self.room is not None and self.camera is not None:
            raise ValueError("a question names a room or a camera, not both")


class Obligation(Message, frozen=True, kw_only=True):
    """What whoever asked must not do (HL7 v3-ActCode): not film (`NOCOLLECT`) or not use later (`NOREUSE`)."""

    code: Literal["NOCOLLECT", "NOREUSE"]
    scopes: tuple[Token, ...]


class Ground(Message, frozen=True, kw_only=True):
    """What the Order says of the place (SPEC 13): the outcome, why, and what else it rests on."""

    outcome: Token
    reason: Token
    rests_on: tuple[Token, ...]


class StationContact(Message, frozen=True, kw_only=True):
    """When a station that may know better was last heard of, and how many statements still waited there then.

    `stale_seconds` is how long before the moment asked about that was; None, like `contact`, for never.
    """

    station: Token
    contact: str | None
    stale_seconds: int | None
    waiting: int | None


class Answer(Message, frozen=True, kw_only=True):
    """The decision, why, the statements it rests on and the paragraphs it cites (SPEC 5, 13).

    `valid_until` is when a permit or refusal ends at the latest. `ground` is what the Order says of the place, None
    where none was named.
    """

    decision: Literal["CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"]
    reason: str
    scope: Token
    statements: tuple[Hex32, ...]
    valid_until: str | None
    evaluated_at: str
    cites: tuple[LegalBasis, ...] = ()
    ground: Ground | None = None
    obligations: tuple[Obligation, ...] = ()
    stations: tuple[StationContact, ...] = ()


class PersonQuestion(Message, frozen=True, kw_only=True):
    """What stands for this person, for every scope that whoever asks may know of, at this time (default: now)?"""

    person: Identifier
    at: str | None = None


class PersonAnswer(Message, frozen=True, kw_only=True):
    """An answer for each scope, in the order of the forms.

    `version` grows with whatever is logged about the person: a withdrawal may say which it has seen (SPEC 15.12).
    """

    answers: tuple[Answer, ...]
    evaluated_at: str
    version: int = 0


class RoomQuestion(Message, frozen=True, kw_only=True):
    """Who of these people may not be filmed in this room, or by this camera, now or at a time?"""

    scope: Token
    persons: Annotated[tuple[Identifier, ...], Meta(max_length=200)] = ()
    at: str | None = None
    room: Token | None = None
    camera: Token | None = None

    def __post_init__(self) -> None:
        if (self.room is None) == (self.camera is None):
            raise ValueError("a question about a room names a room or a camera, one of them")


class RoomAnswer(Message, frozen=True, kw_only=True):
    """What may be filmed there: `may_not` are the places, from 0, of those who may not, `answers` one for each person.

    `staff` is what stands for everyone who works there then (given, missing, unknown), `staff_missing` for how many it
    is not given. `may_film` is true only where everyone may be filmed; where nobody is named, only where nobody need be
    asked.
    """

    may_film: bool
    may_not: tuple[int, ...]
    answers: tuple[Answer, ...]
    ground: Ground
    staff: Token
    staff_missing: int
    stations: tuple[StationContact, ...]
    cites: tuple[LegalBasis, ...]
    evaluated_at: str
