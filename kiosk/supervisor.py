"""A fresh process for each visitor: what one typed is gone with the process, whatever Python and Qt kept of it.

While a visitor is at the kiosk the next process is warmed: it has loaded the program, has no window and no station,
and waits for a line on its standard input. The supervisor itself never sees what anybody typed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from kiosk import memory

CLOSED = 20
"""Exit code of a process that staff closed by their code: no next one follows."""
NEXT_WORKER = 21
"""Exit code after a worker of HR's list: the next process begins at the staff's door, where HR goes on."""
HOPELESS = (2, 5)
"""Exit codes that another try does not change: a wrong command, and no display."""
VISITOR, BATCH = "visitor", "batch"
"""For whom a process is let in: anybody, or HR who goes on with a list."""
SETTLED = 4.0
"""Seconds after which the next process is warmed: the one that shows a window needs the machine first."""
PAUSES = (0.2, 1.0, 3.0, 10.0)
"""Seconds to wait after each failure in a row; when there is none left, whoever started the kiosk must decide."""


class Supervisor:
    """Lets in one process after another; `command` starts one that waits for its turn."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._environment = memory.forgetful(os.environ)
        self._current: subprocess.Popen[bytes] | None = None
        self._next: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self._batch = False

    def run(self) -> int:
        """Go on until staff close the kiosk (0) or nothing helps (the exit code of the last process)."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        failures = 0
        try:
            while not self._stopping:
                code = self._serve()
                if code == CLOSED or self._stopping:
                    return 0
                self._batch = code == NEXT_WORKER
                failures = failures + 1 if code and not self._batch else 0
                if code in HOPELESS or failures > len(PAUSES):
                    return code if code > 0 else 1
                if failures:
                    self._rest(PAUSES[failures - 1])
            return 0
        finally:
            self._end()

    def _serve(self) -> int:
        """Let the waiting process in, warm the one after it, and return the exit code."""
        self._current, self._next = self._next or self._start(), None
        _let_in(self._current, BATCH if self._batch else VISITOR)
        try:
            return self._current.wait(SETTLED)
        except subprocess.TimeoutExpired:
            self._next = self._start()
            return self._current.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, env=self._environment)

    def _rest(self, seconds: float) -> None:
        """Wait, while the next process is warmed; it is not let in before."""
        self._next = self._next or self._start()
        try:
            self._next.wait(seconds)
            self._next = None  # it could not even wait
        except subprocess.TimeoutExpired:
            pass

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        for process in (self._current, self._next):
            if process is not None and process.poll() is None:
                process.terminate()

    def _end(self) -> None:
        """End what still waits, and whoever still is there."""
        for process in (self._next, self._current):
            if process is not None and process.stdin is not None:
                process.stdin.close()
                process.terminate()
                process.wait()


def wait_for_turn() -> str:
    """Wait, in a process that was warmed, until it is let in; return for whom, "" where the supervisor is gone."""
    return sys.stdin.readline().strip()


def _let_in(process: subprocess.Popen[bytes], whom: str) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(f"{whom}\n".encode())
        process.stdin.flush()
    except OSError:  # it has ended already; its exit code tells why
        pass
