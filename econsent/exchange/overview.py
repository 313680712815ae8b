"""How a day went: counts, and nothing that names anybody."""

from __future__ import annotations

import datetime as dt

from econsent.exchange.message import Message
from econsent.record import Name


class Tally(Message, frozen=True, kw_only=True):
    """How many statements of each sort were logged.

    A consent that refuses everything it was asked is a refusal, one that permits anything is a consent.
    """

    consents: int = 0
    refusals: int = 0
    withdrawals: int = 0
    notices: int = 0
    abandonments: int = 0
    corrections: int = 0


class PointDay(Message, frozen=True, kw_only=True):
    """What was said at one point."""

    point: Name
    tally: Tally


class Day(Message, frozen=True, kw_only=True):
    """A day by the library's clock, in Kazakhstan: in each of its hours, and at each point, the busiest first."""

    day: dt.date
    total: Tally
    hours: tuple[Tally, ...]
    points: tuple[PointDay, ...]
