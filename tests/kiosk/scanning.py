"""Keys as a scanner sends them and as a person presses them: a machine that halts makes neither the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.scanner import Key, Outcome, Recogniser
from tests.kiosk.visits import Visit

Pace = tuple[float, float]
FAST, SLOW = (0.0, 10.0), (90.0, float("inf"))
"""Milliseconds that pass between two keys of a scanner and of a person, at least and at most."""
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Paced(Recogniser):
    """Takes every key at the moment at which it was meant to come."""

    pace: Pace = FAST

    def __init__(self) -> None:
        super().__init__()
        self._came = 0
        self._meant = 0.0

    def key(self, kind: Key, text: str, event: Any, at: int) -> Outcome:
        if kind is not Key.SILENT:
            least, most = self.pace
            self._meant += min(max(at - self._came, least), most)
            self._came = at
        return super().key(kind, text, event, round(self._meant))


def press(here: Visit, *keys: str | Qt.Key) -> None:
    """Press keys that belong to no code."""
    for key in keys:
        QTest.keyClick(here.program.window, KEYS.get(key, key))


def send(here: Visit, keys: Iterable[str | Qt.Key], pace: Pace) -> None:
    """Press keys one after the other, and wait until none is kept back any more."""
    scans = here.program.scans
    if not isinstance(scans._recogniser, Paced):
        scans._recogniser = Paced()
    scans._recogniser.pace = pace
    press(here, *keys)
    here.wait(lambda: not scans._recogniser.waits)
