"""One kiosk in a process of its own, used by touch alone: what a sitting costs its GUI thread, and how much it keeps.

    python -m benchmarks._sitting STATION SCRIPT COUNT

With COUNT 0 a visitor finds what to touch by its name, and SCRIPT becomes a list of the places. Otherwise so many
visitors come one after another, and touch the same places: nothing but the kiosk works on the GUI thread then. Prints
JSON: for each sitting its seconds and the process's bytes afterwards; for every change of the screen the milliseconds
of the GUI thread's own processor time, from what brought it about to the end of the frame that shows it, and the
longest turn of the event loop from then until the next change: what a screen puts off must not hold up a touch either.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QPoint, QSize
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from benchmarks.ink import IN_MEMORY
from kiosk import __main__ as program
from kiosk import keyboard
from kiosk.visitor import DRAWINGS, _within
from tests.builders import PASSPHRASE
from tests.kiosk.visits import Visit

SIZE = QSize(1280, 800)
QUIET = 0.02
"""Seconds without a frame after which a screen is at rest."""
AGAIN = 0.5
"""Seconds after which a touch that changed nothing is made again."""
PATIENCE = 120.0
PAGE = os.sysconf("SC_PAGE_SIZE")

Touch = tuple[str, list[tuple[int, int]]]
"""On which screen, and at which places of the window: several for a stroke."""


class Work:
    """The GUI thread's processor time, from what wakes it to the end of the frame that shows what came of it."""

    def __init__(self, here: Visit) -> None:
        self.changes: list[tuple[str, float]] = []
        self.touches: list[float] = []
        self.stretches: list[tuple[str, float]] = []
        self.frames = 0
        self._here, self._shown = here, here.screen
        self._began = time.thread_time()
        self._change, self._touched = "", False
        self._of = 0
        QAbstractEventDispatcher.instance().awake.connect(self._wake)
        here.program.kiosk.moved.connect(self._move)
        here.program.window.frameSwapped.connect(self._show)

    def touch(self) -> None:
        """Begin to count: a touch is about to be delivered."""
        self._began, self._touched = time.thread_time(), True

    def turn(self, spent: float) -> None:
        """Take the seconds of the event loop's last turn: the longest since a screen came is kept of each."""
        if self.changes and (not self.stretches or len(self.changes) != self._of):
            self.stretches.append((self.changes[-1][0], 0.0))
            self._of = len(self.changes)
        if self.stretches:
            screen, longest = self.stretches[-1]
            self.stretches[-1] = screen, max(longest, spent * 1000)

    def _wake(self) -> None:
        if not self._change and not self._touched:
            self._began = time.thread_time()

    def _move(self) -> None:
        if self._here.screen != self._shown:
            self._change = self._shown = self._here.screen

    def _show(self) -> None:
        spent = (time.thread_time() - self._began) * 1000
        if self._change:
            self.changes.append((self._change, spent))
        elif self._touched:
            self.touches.append(spent)
        self.frames += 1
        self._change, self._touched = "", False
        self._began = time.thread_time()


class Replay:
    """Touches the places of a script."""

    def __init__(self, here: Visit, work: Work, script: Sequence[Touch]) -> None:
        self._here, self._work = here, work
        self._script = script
        self._order = list(dict.fromkeys(screen for screen, _ in script))
        self._window, self._kiosk = here.program.window, here.program.kiosk
        self._device = QTest.createTouchDevice()

    def go(self) -> None:
        """Touch all of them, each once its screen is there and at rest."""
        last: Touch | None = None
        for touch in self._script:
            if self._arrive(touch[0], last):
                self.rest()
                self._touch(touch)
                last = touch

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window go on until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise SystemExit(f"It stands still: {self._here.hand.seen()}")
            self._turn()

    def rest(self) -> None:
        """Let the window go on until it has drawn all that it has to."""
        frames, since = self._work.frames, time.monotonic()
        while time.monotonic() - since < QUIET:
            self._turn()
            if self._work.frames != frames:
                frames, since = self._work.frames, time.monotonic()

    def _arrive(self, screen: str, last: Touch | None) -> bool:
        """Wait for a screen; return False where it is passed already.

        A page that has just come is measured a frame later: a touch may come too early, and is made again, or was made
        twice when the places were noted, and is left out.
        """
        later = self._order[self._order.index(screen) + 1 :]
        again = time.monotonic() + AGAIN

        def there() -> bool:
            nonlocal again
            if last is not None and last[0] == self._here.screen != screen and time.monotonic() > again:
                self._touch(last)
                again = time.monotonic() + AGAIN
            return self._here.screen in later or (self._here.screen == screen and not self._kiosk.property("busy"))

        self.until(there)
        return self._here.screen == screen

    def _touch(self, touch: Touch) -> None:
        places = [QPoint(*place) for place in touch[1]]
        QTest.touchEvent(self._window, self._device).press(0, places[0], self._window).commit()
        for place in places[1:]:
            QTest.touchEvent(self._window, self._device).move(0, place, self._window).commit()
        self._work.touch()
        QTest.touchEvent(self._window, self._device).release(0, places[-1], self._window).commit()

    def _turn(self) -> None:
        began = time.thread_time()
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self._work.turn(time.thread_time() - began)
        time.sleep(0.001)


def note(here: Visit) -> list[Touch]:
    """Go the ordinary way by the names of things; return what was touched."""
    script: list[Touch] = []
    hand = here.hand
    touch, draw = hand.touch, hand.draw

    def touched(spot: QPoint) -> None:
        script.append((here.screen, [spot.toTuple()]))
        touch(spot)

    def drawn(what: str) -> None:
        rect = hand._steady(None)
        script.extend((here.screen, [_within(rect, at).toTuple() for at in stroke]) for stroke in DRAWINGS[what])
        draw(what)

    hand.touch, hand.draw = touched, drawn  # type: ignore[method-assign]
    here.go("done")
    here.tap("done")
    return script


def measure(here: Visit, script: Sequence[Touch], count: int) -> dict[str, object]:
    """Let so many visitors come; return what it took."""
    work = Work(here)
    replay = Replay(here, work, script)
    seconds, memory = [], []
    replay.rest()
    for _ in range(count):
        began = time.monotonic()
        replay.go()
        replay.until(lambda: here.screen == "welcome")
        seconds.append(time.monotonic() - began)
        memory.append(int(Path("/proc/self/statm").read_text().split()[1]) * PAGE)
    told = {"changes": work.changes, "stretches": work.stretches, "touches": work.touches}
    return told | {"seconds": seconds, "memory": memory}


def main(station: Path, file: Path, count: int) -> None:
    os.environ.update(IN_MEMORY)
    keyboard.announce(os.environ)
    app = QGuiApplication(sys.argv[:1])
    program._load_fonts()
    QAccessible.setActive(True)
    here = Visit(program.Program(station, passphrase=lambda: PASSPHRASE, size=SIZE))
    here.wait(lambda: bool(here.program.window.property("complete")))
    if count:
        print(json.dumps(measure(here, json.loads(file.read_text()), count)))
    else:
        file.write_text(json.dumps(note(here)))
    here.close()
    del app


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
