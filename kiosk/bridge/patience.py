"""How long a kiosk waits for its visitor: rest while they are at work, grace once they are asked. On the GUI thread."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.flow import VISITED

if TYPE_CHECKING:
    from kiosk.settings import Settings

ON_PAPER = ("paper", "photo", "sheet")
"""Screens at which somebody may be busy with a pen."""
_SECOND = 1000


class Patience(QObject):
    """The clocks of a visit; `ticked` while a visitor is asked whether they are still there."""

    rested = Signal()
    expired = Signal()
    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest, self._grace, self._tick = QTimer(self), QTimer(self), QTimer(self)
        self._tick.setInterval(_SECOND // 4)
        for timer, timed_out in ((self._rest, self.rested), (self._grace, self.expired)):
            timer.setSingleShot(True)
            timer.timeout.connect(timed_out)
        self._tick.timeout.connect(self.ticked)

    @property
    def remaining(self) -> int:
        """Return the seconds that are left of the grace, the last begun one whole."""
        return max(0, ceil(self._grace.remainingTime() / _SECOND))

    def begin(self, screen: str, settings: Settings | None) -> None:
        """Start what is timed on a screen, and nothing before the settings are read."""
        self.stop()
        if settings is None:
            return
        if screen in VISITED or screen == "stopping":
            idle = settings.paper.idle_seconds if screen in ON_PAPER else settings.idle_seconds
            self._rest.start(_milliseconds(idle))
        elif screen in ("done", "unready"):
            self._rest.start(_milliseconds(settings.done_seconds))
        elif screen == "idle":
            self._grace.start(_milliseconds(settings.grace_seconds))
            self._tick.start()

    def stir(self) -> None:
        """Take a sign of life: the time of rest begins anew."""
        if self._rest.isActive():
            self._rest.start()

    def stop(self) -> None:
        """Stop the clocks: a timer that runs must not outlive its thread's care."""
        for timer in (self._rest, self._grace, self._tick):
            timer.stop()


def _milliseconds(seconds: float) -> int:
    return round(seconds * _SECOND)
