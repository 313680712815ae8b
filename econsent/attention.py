"""The library's department for what needs a person: it counts what is late, open, missing or ends soon.

Everything is counted over what is small (stations, subscribers, the register, its workers); of statements only what
stands for a worker is looked up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from econsent import instant
from econsent.access import LOCAL, Asker
from econsent.audit import AuditTrail
from econsent.exchange import Need, NeedCode, Needs
from econsent.instant import SECOND
from econsent.preservation import SCOPE as PRESERVE
from econsent.preservation import PreservationDepartment
from econsent.register import SiteRegister
from econsent.stations import Stations
from econsent.store.clock import Clock
from econsent.store.subscribers import SubscriberBook

VERB = "attention.list"
_SIGNS = ("no-sign", "sign-unknown", "sign-unchecked")
_FRESH = 60 * SECOND
"""For how long (µs) what was found of the site is believed while neither the register nor the log changes."""
_Counts = dict[NeedCode, int]


@dataclass(frozen=True, slots=True)
class _Site:
    """What was found of the site: at which version of the register and size of the log, when (µs), and how much."""

    version: int
    size: int
    at: int
    counts: _Counts
    staff: int


class Attention:
    """What needs a person in an open library; safe to share between threads. `size` is the log's."""

    def __init__(
        self,
        stations: Stations,
        book: SubscriberBook,
        site: SiteRegister,
        preservations: PreservationDepartment,
        audit: AuditTrail,
        clock: Clock,
        size: Callable[[], int],
    ) -> None:
        self._stations = stations
        self._book = book
        self._site = site
        self._preservations = preservations
        self._audit = audit
        self._clock = clock
        self._size = size
        self._found: _Site | None = None
        self._turn = threading.Lock()

    def needs(self, *, asker: Asker = LOCAL) -> Needs:
        """Return what needs a person now, as far as the asker may see it; raise StoreError leaves."""
        with self._audit.asked(asker, VERB):
            now = self._clock.wall()
            counted = dict(self._counted(asker, now))
            return Needs(
                at=instant.render(now),
                needs=tuple(Need(code=code, count=many) for code, many in counted.items() if many),
            )

    def _counted(self, asker: Asker, now: int) -> Iterator[tuple[NeedCode, int]]:
        """Yield every count that the asker may see, the most urgent first."""
        if "stations.read" in asker.scopes:
            yield from self._of_stations().items()
        if "subscribers.manage" in asker.scopes:
            yield "subscriber.dead-letter", sum(many for many, _ in self._book.letters_of().values())
        sees_site = "site.read" in asker.scopes
        sees_staff = "statements.read" in asker.scopes and asker.sees("staff")
        if sees_site or sees_staff:
            found = self._of_site(now)
            if sees_site:
                yield from found.counts.items()
            if sees_staff:
                yield "staff.missing", found.staff
        if PRESERVE in asker.scopes:
            yield "log.preservation", int(self._preservations.is_due())

    def _of_stations(self) -> _Counts:
        report = self._stations.report()
        return {
            "station.late": sum(one.late for one in report.stations),
            "station.alarm": sum(alarm.acknowledged is None for one in report.stations for alarm in one.alarms),
            "station.certificate": sum(one.ends_soon for one in report.stations),
            "station.invitation": sum(one.lapsed for one in report.invitations),
        }

    def _of_site(self, now: int) -> _Site:
        """Return what is found of the site, looked at anew where register or log have changed, or after a while."""
        with self._turn:
            version, size, known = self._site.current().number, self._size(), self._found
            if known is None or (known.version, known.size) != (version, size) or not 0 <= now - known.at < _FRESH:
                known = self._found = self._look(version, size, now)
            return known

    def _look(self, version: int, size: int, now: int) -> _Site:
        findings = self._site.findings(now)
        signs = [one for one in findings if one.code in _SIGNS]
        others = [one for one in findings if one.code not in _SIGNS]
        counts: _Counts = {
            "site.camera": sum(one.sort == "may-not-film" for one in others),
            "site.sign": len(signs),
            "site.gap": sum(one.sort == "gap" for one in others),
        }
        return _Site(version, size, now, counts, len(self._site.missing(now)))
