"""One process after another: who is let in when, and what ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import memory
from kiosk.supervisor import CLOSED, NEXT_WORKER, Supervisor
from tests.waiting import PATIENCE, unmeasured, until

CHILD = """
import os, sys, time
from itertools import count
from pathlib import Path
folder = Path(sys.argv[1])

def numbered(what):
    for number in count():
        try:
            (folder / f"{what}-{number}").touch(exist_ok=False)
            return number
        except FileExistsError:
            pass

numbered("made")
if not sys.stdin.readline():
    sys.exit(0)
number = numbered("in")
codes = (folder / "codes").read_text().split()
time.sleep(float((folder / "stays").read_text()))
sys.exit(int(codes[number]))
"""


def supervised(folder: Path, codes: str, stays: float = 0.0) -> Supervisor:
    (folder / "codes").write_text(codes, encoding="utf-8")
    (folder / "stays").write_text(str(stays), encoding="utf-8")
    return Supervisor([sys.executable, "-c", CHILD, str(folder)])


def came(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("in-*"))


@pytest.fixture(autouse=True)
def as_they_were(monkeypatch: pytest.MonkeyPatch):
    """Give the signals back to pytest, and measure nothing in processes that are ended while they end."""
    for name in {*os.environ} - {*unmeasured()}:
        monkeypatch.delenv(name)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_a_fresh_process_for_each_visitor_until_staff_close(tmp_path: Path) -> None:
    assert supervised(tmp_path, f"0 0 {CLOSED} 0").run() == 0
    assert came(tmp_path) == ["in-0", "in-1", "in-2"]


def test_after_a_worker_of_hrs_list_the_next_process_is_let_in_for_hr(tmp_path: Path) -> None:
    child = CHILD.replace("if not sys.stdin.readline():", "whom = sys.stdin.readline()\nif not whom:")
    child = child.replace("codes =", '(folder / f"in-{number}").write_text(whom)\ncodes =')
    supervised(tmp_path, f"0 {NEXT_WORKER} {NEXT_WORKER} 0 {CLOSED}")
    assert Supervisor([sys.executable, "-c", child, str(tmp_path)]).run() == 0
    told = [(tmp_path / f"in-{number}").read_text().strip() for number in range(5)]
    assert told == ["visitor", "visitor", "batch", "batch", "visitor"]


@pytest.mark.parametrize("code", [2, 5])
def test_what_another_try_does_not_change_ends_it(tmp_path: Path, code: int) -> None:
    assert supervised(tmp_path, str(code)).run() == code
    assert came(tmp_path) == ["in-0"]


def test_after_a_crash_the_next_one_is_let_in(tmp_path: Path) -> None:
    assert supervised(tmp_path, f"1 0 {CLOSED}").run() == 0
    assert len(came(tmp_path)) == 3


def test_one_failure_after_another_is_for_whoever_started_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.supervisor.PAUSES", (0.01, 0.01))
    assert supervised(tmp_path, "7 7 7 7").run() == 7
    assert len(came(tmp_path)) == 3


def test_the_next_process_is_warm_before_the_last_one_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.supervisor.SETTLED", 0.05)
    until_the_next = """while number == 0 and not (folder / "made-1").exists():
    time.sleep(0.01)
(folder / f"out-{number}").touch()
sys.exit("""
    supervised(tmp_path, f"0 {CLOSED}")
    child = CHILD.replace("sys.exit(int", f"{until_the_next}int")
    assert Supervisor([sys.executable, "-c", child, str(tmp_path)]).run() == 0
    made, out, came = ((tmp_path / name).stat().st_mtime_ns for name in ("made-1", "out-0", "in-1"))
    assert made <= out <= came


def test_asked_to_stop_it_ends_everybody(tmp_path: Path) -> None:
    supervised(tmp_path, "0", stays=600)
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    program = f"import sys; from kiosk.supervisor import Supervisor; sys.exit(Supervisor({command!r}).run())"
    keeper = subprocess.Popen([sys.executable, "-c", program])
    until(lambda: came(tmp_path))
    keeper.terminate()
    assert keeper.wait(PATIENCE) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_what_is_freed_is_overwritten_and_what_was_set_stays() -> None:
    told = memory.forgetful({"GLIBC_TUNABLES": "glibc.malloc.check=1", "PATH": "/bin"})
    assert told["PATH"] == "/bin"
    assert told["PYTHONMALLOC"] == "malloc"
    assert told["GLIBC_TUNABLES"] == f"glibc.malloc.check=1:{memory.TUNABLES}"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux ends it")
def test_a_process_whose_supervisor_is_gone_ends() -> None:
    program = f"from kiosk import memory; memory.end_with({os.getpid() + 1}); print('still here')"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")
