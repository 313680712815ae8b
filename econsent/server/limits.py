"""How much is let through: a bucket of permits for each asker, and one of refusals for each address.

Kept in memory by each process. What was not seen for longest is forgotten first, as if it had never asked.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

REMEMBERED = 20_000
"""Askers, or addresses, that are remembered."""
_V6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests a second of one asker, and refusals a minute of one address; 0 lets everything through.

    Either may come at once for a while: ten seconds' worth of requests, a minute's worth of refusals.
    """

    requests: float = 500.0
    refusals: float = 60.0


NO_LIMITS = Limits(0, 0)


class Buckets:
    """A bucket for each name: `burst` permits, of which `rate` a second come back. For the server's loop alone."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take a permit and return 0, or the seconds until there is one."""
        if self._rate <= 0:
            return 0.0
        now = self._clock()
        left = self._now_left(name, now)
        if left < 1:
            return (1 - left) / self._rate
        self._left[name] = left - 1, now
        self._left.move_to_end(name)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return 0.0

    def wait(self, name: str) -> float:
        """Return the seconds until there is a permit, 0 where there is one, and take none."""
        if self._rate <= 0:
            return 0.0
        left = self._now_left(name, self._clock())
        return 0.0 if left >= 1 else (1 - left) / self._rate

    def _now_left(self, name: str, now: float) -> float:
        left, then = self._left.get(name, (self._burst, now))
        return min(self._burst, left + (now - then) * self._rate)


def network_of(address: str) -> str:
    """Return what one party may be thought to have: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if known.version == 6:
        return str(ipaddress.ip_network((known.packed, _V6_NETWORK), strict=False))
    return str(known)
