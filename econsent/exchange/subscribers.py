"""Who is told of changes by webhook, how that goes, and what they did not take."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Label, Token

State = Literal["active", "paused", "gone"]
Index = Annotated[int, Meta(ge=-1, lt=2**53)]
"""A place in the log; -1 is before the first."""


class SubscriberRequest(Message, frozen=True, kw_only=True):
    """Who shall be told of changes: at which URL, of which scopes (none: all), from where on (default: from now on).

    `allow_private` lets the URL lead into a network that the internet does not reach, or to this machine.
    """

    url: Annotated[str, Meta(min_length=1, max_length=2048)]
    name: Label = ""
    scopes: Annotated[tuple[Token, ...], Meta(max_length=64)] = ()
    after: Index | None = None
    allow_private: bool = False


class Subscriber(Message, frozen=True, kw_only=True):
    """A subscriber and how it goes: `after` is how far it has been told, `waiting` how many lines of the log follow.

    `gone` is one whose receiver answered 410. `attempts` were made at the change now due, `next_attempt` is when the
    next may be; `failing_since` and `problem` say what is wrong, `dead_letters` how many changes were given up. Until
    `former_until` what it is told bears the signatures of secrets before its newest, too. `version` counts what people
    and programs changed of it (SPEC 15.12).
    """

    id: str
    url: str
    name: str
    controller: str
    scopes: tuple[Token, ...]
    allow_private: bool
    state: State
    after: int
    waiting: int
    dead_letters: int
    attempts: int = 0
    next_attempt: str | None = None
    failing_since: str | None = None
    problem: str = ""
    former_until: str | None = None
    version: int = 0


class Subscribed(Message, frozen=True, kw_only=True):
    """A new subscriber, and the secret by which it knows our signature: shown this once."""

    id: str
    secret: str
    after: int


class SecretRotation(Message, frozen=True, kw_only=True):
    """For how many minutes the secret before shall sign what is sent, too: 0 for one that leaked."""

    overlap_minutes: Annotated[int, Meta(ge=0, le=7 * 24 * 60)] = 24 * 60


class SecretRotated(Message, frozen=True, kw_only=True):
    """A subscriber's new secret, shown this once; until `former_until` those before it sign as well, None: no more."""

    id: str
    secret: str
    former_until: str | None


class DeadLetter(Message, frozen=True, kw_only=True):
    """A change that a subscriber did not take: when it was given up, after how many attempts, and why.

    `message` is its webhook-id; `wanted` says that it waits to be delivered once more.
    """

    index: int
    message: str
    given_up: str
    attempts: int
    problem: str
    wanted: bool


class RedeliveryRequest(Message, frozen=True, kw_only=True):
    """Which dead letters shall be delivered once more, by log index; none named: all."""

    indexes: Annotated[tuple[Index, ...], Meta(max_length=1000)] = ()


class Redelivery(Message, frozen=True, kw_only=True):
    """The dead letters that now wait to be delivered once more."""

    indexes: tuple[int, ...]
