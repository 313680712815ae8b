"""One contact's samples as they are collected: in memory that can be overwritten, on one clock."""

from __future__ import annotations

from array import array

from econsent.document.inkml import Point, Stroke


class Trace:
    """Samples in hundredths of a millimetre, milliseconds and, where it is measured, force from 0 to 1."""

    def __init__(self, measures_force: bool) -> None:
        self.x = array("q")
        self.y = array("q")
        self.t = array("q")
        self.force = array("d") if measures_force else None

    def __len__(self) -> int:
        return len(self.t)

    def add(self, x: int, y: int, t: int, force: float | None) -> None:
        """Append a sample; time never runs backwards within a trace."""
        self.x.append(x)
        self.y.append(y)
        self.t.append(max(t, self.t[-1] if self.t else 0))
        if self.force is not None:
            self.force.append(min(1.0, max(0.0, round(force or 0.0, 4))))

    def stroke(self, left: int, top: int) -> Stroke:
        """Return the samples as a stroke on paper whose upper left corner lies at (left, top)."""
        forces = self.force or [None] * len(self)
        rows = zip(self.x, self.y, self.t, forces, strict=True)
        return Stroke(tuple(Point(x - left, y - top, t, force) for x, y, t, force in rows))

    def wipe(self) -> None:
        """Overwrite every sample where it lies."""
        for column in (self.x, self.y, self.t, self.force):
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
