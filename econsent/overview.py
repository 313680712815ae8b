"""The library's department for whoever looks at a day: counts by hour and point.

The log only grows, so what was counted once is counted for good: a day that is looked at again costs its new lines.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from econsent import instant
from econsent.access import LOCAL, Asker
from econsent.audit import AuditTrail
from econsent.errors import ArgumentInvalid
from econsent.exchange import Day, PointDay, Tally
from econsent.record import Place
from econsent.standing import KAZAKHSTAN, Heard, Role
from econsent.store import answers
from econsent.store.clock import Clock
from econsent.store.rows import read_json
from econsent.store.shelf import Entry, Shelf
from econsent.store.vault import Vault

_BATCH = 500
_HOURS = 24
_DAYS = 40
"""Days that are remembered."""
_FIRST, _LAST = dt.date(1970, 1, 1), dt.date(9998, 12, 31)
"""The days that an instant can be of, each with the one after it."""
_SORTS = {
    "withdrawal": "withdrawals",
    "notice": "notices",
    "abandonment": "abandonments",
    "correction": "corrections",
}
_Key = tuple[int, str, Role | None, str]
"""An hour, a device, whom it is about and which count of a `Tally`."""


@dataclass(slots=True)
class _Counted:
    """What was counted of a day: up to which index of the log, and how many of each."""

    upto: int
    counts: Counter[_Key] = field(default_factory=Counter)


class Overview:
    """The days of an open library; safe to share between threads."""

    def __init__(self, shelf: Shelf, vault: Vault, audit: AuditTrail, clock: Clock) -> None:
        self._shelf = shelf
        self._vault = vault
        self._audit = audit
        self._clock = clock
        self._counted: dict[dt.date, _Counted] = {}
        self._counting = threading.Lock()

    def day(self, day: dt.date | None = None, *, asker: Asker = LOCAL) -> Day:
        """Return how a day went, by default today, as far as the asker sees people.

        What is about nobody, such as an abandonment, is counted for everybody. Raises ScopeMissing, or ArgumentInvalid
        for a day before 1970 or after 9998.
        """
        with self._audit.asked(asker, "statements.day"):
            asker.require("statements.read")
            now = instant.to_datetime(self._clock.wall(), KAZAKHSTAN)
            wanted = now.date() if day is None else day
            if not _FIRST <= wanted <= _LAST:
                raise ArgumentInvalid("No log has such a day.", remedy="Name a day of this century.", path="day")
            with self._counting:
                counts = dict(self._upto_now(wanted).counts)
            return _day(wanted, {key: many for key, many in counts.items() if asker.sees(key[2])}, self._points())

    def _upto_now(self, day: dt.date) -> _Counted:
        begins, ends = self._bounds(day)
        counted = self._counted.get(day)
        if counted is None:
            while len(self._counted) >= _DAYS:
                self._counted.pop(min(self._counted))
            counted = self._counted[day] = _Counted(self._first_since(begins))
        while lines := self._shelf.lines(counted.upto, _BATCH):
            before_end = [line for line in lines if line.at < ends]
            self._add(counted, [line for line in before_end if line.at >= begins], begins)
            if before_end:
                counted.upto = before_end[-1].index + 1
            if len(before_end) < len(lines):
                break
        return counted

    def _add(self, counted: _Counted, lines: list[Entry], begins: int) -> None:
        heards = self._shelf.heard_at(lines)
        for line in lines:
            heard = answers.read_heard(self._vault, line.person, line.index, heards[line.index])
            hour = (line.at - begins) // (3600 * instant.SECOND)
            counted.counts[hour, line.device, heard.role, _sort(heard)] += 1

    def _bounds(self, day: dt.date) -> tuple[int, int]:
        """Return the first moment (µs) of a day in Kazakhstan, and of the next."""
        both = (dt.datetime.combine(one, dt.time(), KAZAKHSTAN) for one in (day, day + dt.timedelta(days=1)))
        begins, ends = (instant.to_micros(one) for one in both)
        return begins, ends

    def _first_since(self, at: int) -> int:
        """Return the index of the first line of a moment or later: lines are logged in the order of the clock."""
        low, high = 0, self._shelf.size()
        while low < high:
            middle = (low + high) // 2
            if self._shelf.lines(middle, 1)[0].at < at:
                low = middle + 1
            else:
                high = middle
        return low

    def _points(self) -> Mapping[str, str]:
        """Return the point at which each device stands or stood."""
        return {device: read_json(place, Place).point for device, place in self._shelf.places()}


def _sort(heard: Heard) -> str:
    if heard.kind == "consent":
        return "consents" if any(one.decision == "permit" for one in heard.decisions) else "refusals"
    return _SORTS[heard.kind]


def _day(day: dt.date, counts: Mapping[_Key, int], points: Mapping[str, str]) -> Day:
    total: Counter[str] = Counter()
    hours: list[Counter[str]] = [Counter() for _ in range(_HOURS)]
    by_point: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (hour, device, _, sort), many in counts.items():
        for counter in (total, hours[hour], by_point[points.get(device, device)]):
            counter[sort] += many
    ranked = sorted(by_point.items(), key=lambda one: (-one[1].total(), one[0]))
    return Day(
        day=day,
        total=Tally(**total),
        hours=tuple(Tally(**hour) for hour in hours),
        points=tuple(PointDay(point=name, tally=Tally(**counter)) for name, counter in ranked),
    )
