"""One contact's samples as they are collected: in memory that can be overwritten, on one clock."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from econsent.document.inkml import MAX_TILT, Point, Stroke


class Feel(NamedTuple):
    """What a device measures besides the place: force from 0 to 1, and of a pen its tilt in degrees along x and y."""

    force: float
    tilt: tuple[float, float] | None = None


class Trace:
    """Samples in hundredths of a millimetre, milliseconds and, where they are measured, force and whole degrees.

    `feel` is what the device says of its first sample: what it does not measure then it never does.
    """

    def __init__(self, feel: Feel | None) -> None:
        self.x = array("q")
        self.y = array("q")
        self.t = array("q")
        self.force = array("d") if feel is not None else None
        self.tilt = (array("b"), array("b")) if feel is not None and feel.tilt is not None else None

    def __len__(self) -> int:
        return len(self.t)

    def add(self, x: int, y: int, t: int, feel: Feel | None) -> None:
        """Append a sample; time never runs backwards within a trace."""
        self.x.append(x)
        self.y.append(y)
        self.t.append(max(t, self.t[-1] if self.t else 0))
        if self.force is not None:
            self.force.append(min(1.0, max(0.0, round(feel.force if feel else 0.0, 4))))
        if self.tilt is not None:
            for column, angle in zip(self.tilt, (feel and feel.tilt) or (0.0, 0.0), strict=True):
                column.append(min(MAX_TILT, max(-MAX_TILT, round(angle))))

    def stroke(self, left: int, top: int) -> Stroke:
        """Return the samples as a stroke on paper whose upper left corner lies at (left, top)."""
        forces = self.force or [None] * len(self)
        tilts = list(zip(*self.tilt, strict=True)) if self.tilt else [None] * len(self)
        rows = zip(self.x, self.y, self.t, forces, tilts, strict=True)
        return Stroke(tuple(Point(x - left, y - top, t, force, tilt) for x, y, t, force, tilt in rows))

    def wipe(self) -> None:
        """Overwrite every sample where it lies."""
        for column in (self.x, self.y, self.t, self.force, *(self.tilt or ())):
            if column:
                memoryview(column).cast("B")[:] = bytes(len(column) * column.itemsize)


class Contact:
    """A contact under way: its trace, and how its device's clock lies to ours."""

    def __init__(self, trace: Trace, started: int, stamp: int) -> None:
        self.trace = trace
        self._started = started
        self._stamp = stamp

    def moment(self, stamp: int, now: int) -> int:
        """Return ms since the first contact: by the device's clock, which knows better, but never later than now."""
        return min(now, self._started + max(0, stamp - self._stamp))
