"""Waiting for a number of the store to grow, such as the log's size: one thread a process looks, however many wait.

Other processes write to the same store and tell nobody, so it looks a few times a second while anybody waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from econsent.errors import EconsentError

LOOK = 0.2
"""Seconds between looks while somebody waits; what this process writes itself is told at once (`look`)."""


class Watch:
    """Wakes whoever waits for a number of one open library to grow; safe to share between threads."""

    def __init__(self, number: Callable[[], int]) -> None:
        self.number = number
        """What is looked at."""
        self._turn = threading.Lock()
        self._waiting: dict[object, tuple[int, Callable[[], None]]] = {}
        self._wake = threading.Event()
        self._closing = False
        self._watcher: threading.Thread | None = None

    def call_when(self, after: int, call: Callable[[], None]) -> Callable[[], None]:
        """Call once, from the watching thread, when the number is past another; return what takes that back.

        Where it cannot be looked at, and at the end, everybody is called: the next question says what is wrong.
        """
        ticket = object()
        with self._turn:
            if self._closing:
                call()
                return lambda: None
            self._waiting[ticket] = (after, call)
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._work, name="econsent-watch", daemon=True)
                self._watcher.start()
        self._wake.set()
        return lambda: self._forget(ticket)

    def wait(self, after: int, seconds: float) -> None:
        """Block until the number is past another, or for so many seconds."""
        grown = threading.Event()
        forget = self.call_when(after, grown.set)
        try:
            grown.wait(seconds)
        finally:
            forget()

    def look(self) -> None:
        """Look now: this process has just written."""
        self._wake.set()

    def close(self) -> None:
        """Wake everybody and end."""
        with self._turn:
            self._closing = True
        self._wake.set()
        if self._watcher is not None:
            self._watcher.join()

    # ── inside ──

    def _forget(self, ticket: object) -> None:
        with self._turn:
            self._waiting.pop(ticket, None)

    def _work(self) -> None:
        while not self._closing:
            self._wake.wait(LOOK if self._waiting else None)
            self._wake.clear()
            if self._waiting:
                self._call_past(self._now())
        self._call_past(None)

    def _now(self) -> int | None:
        """Return the number, None where it cannot be looked at."""
        try:
            return self.number()
        except EconsentError:
            return None

    def _call_past(self, now: int | None) -> None:
        with self._turn:
            due = [ticket for ticket, (after, _) in self._waiting.items() if now is None or now > after]
            calls = [self._waiting.pop(ticket)[1] for ticket in due]
        for call in calls:
            call()
