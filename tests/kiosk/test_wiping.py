"""After each way out another process searches the kiosk's memory and its files for what the visitor typed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")
if not Path("/proc/self/mem").exists():
    pytest.skip("memory is searched through /proc", allow_module_level=True)

from econsent.library import Library
from tests.builders import PASSPHRASE, iin, make_station
from tests.kiosk.searching import children, in_files, in_memory

ROOT = Path(__file__).parents[2]
IIN = iin(4711)
"""Not the number that stands as an example in the program's own texts."""
NAME, PARENT, NUMBER, WORDS = "Қарлыға", "Жанболат", "7305518", "мен өзім"
TYPED = {IIN, NAME[1:], PARENT[1:], NUMBER, WORDS[1:]}
"""Without the first letter, which the keyboard may write large."""
PATIENCE = 120.0
COME = f"""
[[step]]
tap = "Қазақша"
[[step]]
tap = "Мен пациенттің ата-анасымын немесе заңды өкілімін"
[[step]]
wait = "identify"
[[step]]
type = "{IIN}"
[[step]]
tap = "Келесі"
[[step]]
wait = "name"
[[step]]
type = "{NAME}"
[[step]]
tap = "Келесі"
[[step]]
wait = "representative"
[[step]]
type = "{PARENT}"
[[step]]
tap = ["Келесі", "Анасы немесе әкесі", "Келесі"]
[[step]]
wait = "authority"
[[step]]
tap = ["Туу туралы куәлік", "Келесі"]
[[step]]
type = "{NUMBER}"
[[step]]
tap = "Келесі"
[[step]]
type = "05032020"
[[step]]
tap = "Келесі"
[[step]]
wait = "notice"
[[step]]
tap = ["Әрі қарай оқу", "Түсіндім"]
until = "information"
[[step]]
tap = ["Әрі қарай оқу", "Келесі"]
until = "choices"
[[step]]
tap = ["Келісемін", "Келесі"]
until = "words"
[[step]]
tap = "Өзім жазамын"
[[step]]
type = "{WORDS}"
[[step]]
tap = "Келесі"
[[step]]
wait = "review"
[[step]]
shot = "review"
"""
SIGN = """
[[step]]
tap = "Бәрі дұрыс"
until = "sign"
[[step]]
draw = "signature"
[[step]]
tap = "Қол қою"
"""
LEAVE = """
[[step]]
tap = "Болдырмау"
[[step]]
tap = "Тазалап, шығу"
"""
STANDS = '[[step]]\nwait = "done"\npatience = 3600.0\n'


def damage(folder: Path) -> None:
    """Take from the station the table that a signature goes to."""
    with sqlite3.connect(folder / "station" / "outbox.db") as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        connection.execute("PRAGMA foreign_keys = off")
        for table in tables:
            connection.execute(f'DROP TABLE IF EXISTS "{table}"')


def untouched(_folder: Path) -> None:
    return


WAYS: dict[str, tuple[str, Callable[[Path], None], signal.Signals]] = {
    "done": (SIGN + '[[step]]\nwait = "done"\n[[step]]\ntap = "Дайын"\n', untouched, signal.SIGCONT),
    "cancel": (LEAVE, untouched, signal.SIGCONT),
    "idle": ('[[step]]\nwait = "idle"\n[[step]]\nwait = "welcome"\n', untouched, signal.SIGCONT),
    "failure": (SIGN + '[[step]]\nwait = "failed"\n' + LEAVE, damage, signal.SIGCONT),
    "crash": ("", untouched, signal.SIGKILL),
}
"""What the visitor does after the review, what happens to the station before, and how the process goes on."""
SWEEP = [pytest.param(way, marks=pytest.mark.sweep) for way in WAYS if way != "done"]


@pytest.fixture
def supervisor(library: Library, tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    """Start a supervisor whose first process has a visitor with a script."""
    make_station(library, tmp_path).close()
    (tmp_path / "station" / "kiosk.toml").write_text("idle_seconds = 10\ngrace_seconds = 1\n", encoding="utf-8")
    guests, home = tmp_path / "guests", tmp_path / "home"
    guests.mkdir()
    home.mkdir()
    (guests / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    (guests / "stands.toml").write_text(STANDS, encoding="utf-8")
    command = [sys.executable, str(ROOT / "tests/kiosk/guest.py"), str(tmp_path / "station"), str(guests)]
    program = f"import sys; from kiosk.supervisor import Supervisor; sys.exit(Supervisor({command!r}).run())"
    own = {"HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    own |= {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    started: list[subprocess.Popen[bytes]] = []

    def start(script: str) -> subprocess.Popen[bytes]:
        (guests / "visitor.toml").write_text(script, encoding="utf-8")
        started.append(subprocess.Popen([sys.executable, "-c", program], env=os.environ | own, cwd=home))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
        process.wait()


def wait_for(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"{what} does not come"
        time.sleep(0.005)


def whole_picture(folder: Path) -> bool:
    """Tell whether the review was photographed, to the last byte of the file."""
    found = list(folder.glob("*-review.png"))
    return bool(found) and found[0].read_bytes().endswith(b"IEND\xaeB`\x82")


def has_window(pid: int) -> bool:
    """Tell whether a process has gone further than waiting for its turn: it has Qt's platform in memory."""
    return "libqoffscreen" in Path(f"/proc/{pid}/maps").read_text()


@pytest.mark.parametrize("way", ["done", *SWEEP])
def test_nothing_that_was_typed_is_found_after_the_visitor(
    supervisor: Callable[[str], subprocess.Popen[bytes]], tmp_path: Path, way: str
) -> None:
    script, happens, goes_on = WAYS[way]
    keeper = supervisor(COME + script)
    wait_for(lambda: whole_picture(tmp_path / "guests" / "screens"), "the review")
    first = next(pid for pid in children(keeper.pid) if has_window(pid))
    os.kill(first, signal.SIGSTOP)
    assert in_memory(first, TYPED) == TYPED, "the search itself finds what is there"
    happens(tmp_path)
    os.kill(first, goes_on)
    wait_for(lambda: not Path(f"/proc/{first}").exists(), "the end of the visitor's process")
    wait_for(lambda: any(has_window(pid) for pid in children(keeper.pid)), "the next process")
    for pid in (keeper.pid, *children(keeper.pid)):
        assert in_memory(pid, TYPED) == set()
    for folder in (tmp_path / "station", tmp_path / "home", tmp_path / "library"):
        assert in_files(folder, TYPED) == set()


def test_no_other_program_may_read_the_memory_and_no_crash_leaves_a_core() -> None:
    asks = (
        "import ctypes, resource; from kiosk import memory; memory.leave_no_core(); "
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == ["0", "(0,", "0)"]
