"""Python's garbage, collected on the GUI thread alone.

A cycle that nobody reaches any more may hold objects of Qt, and these end on the thread that collects. On another
thread their end takes a lock of Qt's and then waits for Python's, while the GUI thread holds Python's and waits for
Qt's: both stand still for good.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL = 250
"""Milliseconds between looks at whether there is something to collect."""


class Collector(QObject):
    """Collects from its own thread, from when it is made until it is closed; no other thread does meanwhile.

    Where Python collected nothing by itself when it was made, a program around it sees to that: what is left out of
    collections is then that program's affair, and stays as it is.
    """

    def __init__(self) -> None:
        super().__init__()
        self._was_on = gc.isenabled()
        self._wants_all = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(INTERVAL)

    @Slot()
    def settle(self) -> None:
        """Leave out of every later collection what is there now: for when all that a sitting needs is loaded.

        It stays as long as the program, and to look through it would stop the window for five frames.
        """
        if self._was_on:
            gc.freeze()

    @Slot()
    def collect_all(self) -> None:
        """Collect what is old as well, at the next look: for when nobody is at the kiosk."""
        self._wants_all = True

    def close(self) -> None:
        """Collect everything, and leave the rest to Python as before."""
        self._timer.stop()
        if self._was_on:
            gc.unfreeze()
        gc.collect()
        if self._was_on:
            gc.enable()

    @Slot()
    def _look(self) -> None:
        """Collect what is young, as Python would; what is old waits until it is asked for: it costs frames."""
        if self._wants_all:
            self._wants_all = False
            gc.collect()
            return
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
