"""Dates in a FHIR search: a prefix, a date as precise as it is written, and what they ask of a moment or a period.

A date stands for all of its moments, from the first to before the next one's first; a day is a day in Kazakhstan.
"""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from econsent import instant
from econsent.errors import InstantInvalid, SearchInvalid
from econsent.standing import KAZAKHSTAN

_DATE = re.compile(
    r"(?P<prefix>eq|ne|gt|ge|lt|le|sa|eb)?"
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)"
    r"(T\d\d:\d\d(:(?P<second>\d\d)(\.(?P<fraction>\d{1,6}))?)?(Z|[+-]\d\d:\d\d))?)?)?",
    re.ASCII,
)
_MINUTE = 60 * instant.SECOND


class Reach(Struct, frozen=True, kw_only=True):
    """What is asked of a period, in microseconds: its start and end at or after one moment, before another.

    None asks nothing. A period without a start began before everything, one without an end ends after everything; a
    single moment is its own start and end.
    """

    start_from: int | None = None
    start_before: int | None = None
    end_from: int | None = None
    end_before: int | None = None


def reaches(text: str, parameter: str) -> tuple[Reach, ...]:
    """Return what one value of a date parameter asks, any of which suffices; raise SearchInvalid.

    By FHIR's prefixes: ``eq`` that all of it lies within, ``gt`` and ``lt`` that some of it lies beyond, ``sa`` and
    ``eb`` that all of it does. The approximate ``ap`` is refused: how near is near enough is not for us to say.
    """
    prefix, low, high = _span(text, parameter)
    within = Reach(start_from=low, end_before=high)
    above, below = Reach(end_from=high), Reach(start_before=low)
    return {
        "eq": (within,),
        "ne": (Reach(start_before=low), Reach(end_from=high)),
        "gt": (above,),
        "lt": (below,),
        "ge": (above, within),
        "le": (below, within),
        "sa": (Reach(start_from=high),),
        "eb": (Reach(end_before=low),),
    }[prefix]


def moments(text: str, parameter: str) -> tuple[Reach, ...]:
    """Return the same for something that is a moment: there ``ge`` and ``le`` are one stretch, not two."""
    prefix, low, high = _span(text, parameter)
    if prefix == "ge":
        return (Reach(start_from=low),)
    if prefix == "le":
        return (Reach(end_before=high),)
    return reaches(text, parameter)


def _span(text: str, parameter: str) -> tuple[str, int, int]:
    """Return the prefix, the first moment, and the first moment after."""
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        prefix = found["prefix"] or "eq"
        written = text.removeprefix(found["prefix"] or "")
        low, high = _day(found) if "T" not in written else _time(written, found)
    except (ValueError, OverflowError, InstantInvalid):
        raise SearchInvalid(
            "A date of the search cannot be read.",
            remedy="Write ge2026-11-23 or lt2026-11-23T10:00:00%2B05:00: a time needs its offset.",
            path=parameter,
        ) from None
    return prefix, low, high


def _day(found: re.Match[str]) -> tuple[int, int]:
    year, month, day = int(found["year"]), found["month"], found["day"]
    first = dt.date(year, int(month or 1), int(day or 1))
    if day:
        after = first + dt.timedelta(days=1)
    elif month:
        after = (first + dt.timedelta(days=31)).replace(day=1)
    else:
        after = dt.date(year + 1, 1, 1)
    return _midnight(first), _midnight(after)


def _midnight(day: dt.date) -> int:
    return instant.to_micros(dt.datetime.combine(day, dt.time.min, KAZAKHSTAN))


def _time(written: str, found: re.Match[str]) -> tuple[int, int]:
    low = instant.to_micros(dt.datetime.fromisoformat(written))
    fraction = found["fraction"]
    if fraction:
        return low, low + 10 ** (6 - len(fraction))
    return low, low + (instant.SECOND if found["second"] else _MINUTE)
