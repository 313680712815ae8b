"""A moment with its error bounds: earliest, latest, how it is known.

Moments in memory are whole microseconds since 1970-01-01T00:00:00Z; on the wire they are RFC 3339 with an offset.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from econsent.errors import InstantInvalid

SECOND = 1_000_000
DAY = 86_400 * SECOND
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:[0-5]\d)", re.ASCII)
"""RFC 3339 without its lower-case letters, and no finer than we count."""

BEGINNING = 0
"""Earliest moment of a clock that was never checked: 1970-01-01T00:00:00Z."""
END = 253_402_300_799 * SECOND
"""Latest moment of a clock that was never checked: 9999-12-31T23:59:59Z."""

DRIFT_PPM = 200
"""How fast an uncompensated quartz clock may drift, in microseconds a second: ten times what data sheets say."""


def to_micros(moment: dt.datetime) -> int:
    """Return microseconds since the epoch; raise InstantInvalid for a time without an offset."""
    if moment.utcoffset() is None:
        raise InstantInvalid("A time without an offset says nothing.", remedy="Write it as 2026-11-23T10:00:00+05:00.")
    return (moment - _EPOCH) // dt.timedelta(microseconds=1)


def to_datetime(micros: int, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """Return an aware datetime of microseconds since the epoch; raise InstantInvalid outside the years 1 to 9999."""
    try:
        return (_EPOCH + dt.timedelta(microseconds=micros)).astimezone(zone)
    except OverflowError:
        raise InstantInvalid("No calendar here has a date for this moment.") from None


def parse(text: str) -> int:
    """Return the microseconds of an RFC 3339 time from 1970 to 9999 with an offset; raise InstantInvalid."""
    try:
        moment = to_micros(dt.datetime.fromisoformat(text)) if _RFC_3339.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None or not BEGINNING <= moment <= END:
        raise InstantInvalid("This is not a time.", remedy="Write it as 2026-11-23T10:00:00+05:00, with the offset.")
    return moment


def render(micros: int, zone: dt.tzinfo = dt.UTC) -> str:
    """Return RFC 3339 with milliseconds (rounded down) and an offset; raise InstantInvalid as `to_datetime` does."""
    second, rest = divmod(micros, SECOND)
    moment, offset = _second(second, zone)
    return f"{moment}.{rest // 1000:03d}{offset}"


@lru_cache(maxsize=4096)
def _second(second: int, zone: dt.tzinfo) -> tuple[str, str]:
    """Return the text of a second and its offset: a library answers thousands of times in one, about few midnights."""
    text = to_datetime(second * SECOND, zone).isoformat(timespec="seconds")
    return text[:19], text[19:]


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A moment known to lie between two moments, both included, in microseconds since the epoch."""

    earliest: int
    latest: int

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise InstantInvalid("An interval ends before it begins.")

    def before(self, other: Interval) -> bool:
        """Say whether this moment surely came before the other."""
        return self.latest < other.earliest

    def within(self, bracket: Interval) -> Interval:
        """Return the tighter of a clock's interval and the log's bracket (SPEC 5.4).

        The bracket is proven, the clock is a claim: where they do not meet, the clock is wrong and the bracket stands.
        """
        earliest = max(self.earliest, bracket.earliest)
        latest = min(self.latest, bracket.latest)
        return Interval(earliest, latest) if earliest <= latest else bracket


@dataclass(frozen=True, slots=True)
class ClockCheck:
    """When and how well a clock was last compared with the library's.

    `offset` is library minus local, `error` half the round trip, `at` the local wall clock then, all in microseconds;
    `monotonic` is the monotonic clock then, None once the machine has restarted.
    """

    at: int
    offset: int
    error: int
    monotonic: int | None = None


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What a clock says now: the wall and monotonic clocks in microseconds and the last check, if there was one."""

    wall: int
    monotonic: int
    check: ClockCheck | None = None


def interval_of(reading: ClockReading) -> tuple[Interval, Literal["checked", "drifting", "unchecked"]]:
    """Return the interval a reading stands for and how it is known: ``checked``, ``drifting`` or ``unchecked``.

    A check of the same uptime is carried forward by the monotonic clock, which no one can set back: ``checked``.
    After a restart only the check itself is sure: the statement is not older, however the wall clock was set since:
    ``drifting``. A wall clock that stands before the check is plainly wrong: ``unchecked``, with the same bounds.
    """
    check = reading.check
    if check is None:
        return Interval(BEGINNING, END), "unchecked"
    if check.monotonic is not None and reading.monotonic >= check.monotonic:
        elapsed = reading.monotonic - check.monotonic
        return _around(check.at + check.offset + elapsed, check.error + elapsed * DRIFT_PPM // 1_000_000), "checked"
    since = Interval(min(END, max(BEGINNING, check.at + check.offset - check.error)), END)
    return since, "unchecked" if reading.wall < check.at else "drifting"


def _around(moment: int, error: int) -> Interval:
    inside = min(END, max(BEGINNING, moment))
    return Interval(max(BEGINNING, inside - error), min(END, inside + error))
