"""The machine's clocks: wall, monotonic, and which start of the machine they belong to."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from econsent import instant


class Clock(Protocol):
    """Where time comes from; tests bring one that lies."""

    def wall(self) -> int:
        """Return the wall clock in microseconds since the epoch."""

    def monotonic(self) -> int:
        """Return microseconds since some moment of this boot; never goes back, counts through sleep."""

    def boot(self) -> str:
        """Return a name of this start of the machine; monotonic clocks of two starts cannot be compared."""

    def zone(self) -> dt.tzinfo:
        """Return the offset in which wall time is written."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clocks of this machine."""

    def wall(self) -> int:
        """Return the wall clock in microseconds since the epoch."""
        return time.time_ns() // 1000

    def monotonic(self) -> int:
        """Return microseconds since this boot, sleep included (CLOCK_BOOTTIME)."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000

    def boot(self) -> str:
        """Return the kernel's id of this boot, or a constant where there is none."""
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return "unknown"

    def zone(self) -> dt.tzinfo:
        """Return the machine's offset now."""
        return instant.to_datetime(self.wall()).astimezone().tzinfo or dt.UTC


SYSTEM = SystemClock()
