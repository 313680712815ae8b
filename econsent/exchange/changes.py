"""What was logged, for those who follow the log: in a feed's pages, in a webhook's body."""

from __future__ import annotations

from typing import Literal

from econsent.exchange.message import Message
from econsent.record import Hex32, Kind, Token


class Change(Message, frozen=True, kw_only=True):
    """A statement that was logged, without a word of whom it is about: its place, and what it decided for each scope.

    `refers_to` are the digests of the statements that it withdraws or corrects.
    """

    index: int
    id: str
    digest: Hex32
    kind: Kind
    logged: str
    device: Token
    decisions: dict[str, str]
    refers_to: tuple[Hex32, ...] = ()


class Changes(Message, frozen=True, kw_only=True):
    """Changes in the order of the log; ask on from `after`, which moves past those that the asker may not see.

    `after` is -1 before the first; `size` is that of the log.
    """

    changes: tuple[Change, ...]
    after: int
    size: int


class Event(Message, frozen=True, kw_only=True):
    """The body of a webhook (Standard Webhooks): what happened, when it was logged, and in whose log (`origin`)."""

    type: Literal["statement.logged"]
    timestamp: str
    controller: str
    origin: str
    data: Change
