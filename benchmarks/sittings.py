"""Sittings at the kiosk, in memory: what a change of the screen costs the GUI thread, how long one takes, what stays.

A frame's time is the floor of a change. Work is the GUI thread's own processor time, drawing by the CPU included, from
what brings a change about to the end of the frame that shows it: what other programs do to the machine is not in it.
Every visitor has a fresh process, so that the first time a screen is shown is what people meet; the same over many
sittings of one process stands beside it. Memory is flat where after hundreds of visitors it is what it was: of the
kiosk as it is set up, in which each visitor has a process and a supervisor stays, and of one process that is never
left. Nothing glides (`motion = false`).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ink import FRAME_MS, IN_MEMORY
from tests.builders import make_library, make_station

Row = dict[str, object]

FRESH = 8
"""Processes, each of one sitting."""
SITTINGS = 500
SOME = 50
"""Sittings after which a process has all that it keeps; memory is the middle of as many, then and at the end."""
VISITORS = 500
VISITOR = "import sys; sys.stdin.readline()"
"""A process that is let in and leaves: the supervisor knows no more of one."""
SUPERVISOR = f"""
import os, sys
from kiosk.supervisor import CLOSED, Supervisor

class Counting(Supervisor):
    came = 0

    def _serve(self):
        code = super()._serve()
        self.came += 1
        print(open("/proc/self/statm").read().split()[1], flush=True)
        return CLOSED if self.came == {VISITORS} else code

Counting([sys.executable, "-c", {VISITOR!r}]).run()
"""
PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 2**20


def run() -> list[Row]:
    """Let visitors come, to fresh processes and to one that stays."""
    with tempfile.TemporaryDirectory() as folder:
        with make_library(Path(folder)) as library:
            make_station(library, Path(folder)).close()
        place = Path(folder) / "station", Path(folder) / "script.json"
        (place[0] / "kiosk.toml").write_text("motion = false\n")
        _sit(*place, 0)
        fresh = [_sit(*place, 1) for _ in range(FRESH)]
        stayed = _sit(*place, SITTINGS)
        after = [_sit(*place, 1) for _ in range(FRESH)]
    first = [spent for each in fresh for _, spent in each["changes"]]
    later = [spent for _, spent in stayed["changes"]]
    held = [spent for each in (*fresh, stayed) for _, spent in each["stretches"]]
    return [
        _frame("a screen that a process shows for the first time, p95", _p95(first)),
        _frame("the same, median", statistics.median(first)),
        _frame("a screen that was shown before, p95", _p95(later)),
        _frame("what a screen puts off, its longest turn of the event loop, p95", _p95(held)),
        _frame("what a touch changes on a screen, p95", _p95(stayed["touches"])),
        _row("a whole sitting by script", statistics.median(stayed["seconds"]), None, "≤ 3", "s"),
        _memory(f"memory of a visitor's process after {SITTINGS} others, beside the first", _held(after), _held(fresh)),
        _flat(f"memory of the supervisor after {VISITORS} visitors", list(_supervised())),
        _flat(f"memory of one process that is never left after {SITTINGS} sittings", stayed["memory"]),
    ]


def _sit(station: Path, script: Path, count: int) -> dict[str, list]:  # type: ignore[type-arg]
    """Run one kiosk for so many visitors; return what it told."""
    command = [sys.executable, "-m", "benchmarks._sitting", str(station), str(script), str(count)]
    ran = subprocess.run(command, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return json.loads(ran.stdout or "{}")  # type: ignore[no-any-return]


def _supervised() -> Iterator[int]:
    """Yield the supervisor's bytes after each visitor."""
    command = [sys.executable, "-c", SUPERVISOR]
    ran = subprocess.run(command, env=_environment(), stdout=subprocess.PIPE, check=True)
    for line in ran.stdout.split():
        yield int(line) * PAGE


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parents[1])
    nobody = "unix_socket:/nowhere/speechd.sock"  # the machine's own voice stays silent
    return os.environ | IN_MEMORY | {"PYTHONPATH": root, "SPEECHD_ADDRESS": nobody}


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[18]


def _frame(name: str, spent: float) -> Row:
    return _row(f"GUI thread: {name}", spent, FRAME_MS, "≤ 1 ×", "ms")


def _flat(name: str, memory: list[int]) -> Row:
    some, last = (statistics.median(part) for part in (memory[SOME : 2 * SOME], memory[-SOME:]))
    return _memory(f"{name}, beside after {SOME}", last, some)


def _held(visits: list[dict[str, list]]) -> float:  # type: ignore[type-arg]
    return statistics.median(visit["memory"][-1] for visit in visits)


def _memory(name: str, held: float, before: float) -> Row:
    return _row(name, held / MIB, before / MIB, "≤ 1.05 ×", "MiB")


def _row(name: str, measured: float, floor: float | None, target: str, unit: str) -> Row:
    ratio = None if floor is None else measured / floor
    return {"name": name, "measured": measured, "floor": floor, "ratio": ratio, "target": target, "unit": unit}


if __name__ == "__main__":
    began = time.monotonic()
    for result in run():
        print(result)
    print(f"{time.monotonic() - began:.0f} s")
