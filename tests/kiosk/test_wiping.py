"""After each way out another process searches the kiosk's memory and its files for what the visitor typed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")
if not Path("/proc/self/mem").exists():
    pytest.skip("memory is searched through /proc", allow_module_level=True)

from PIL import Image

from econsent.library import Library
from kiosk import page
from kiosk.staffcode import StaffCode
from tests.builders import PASSPHRASE, iin, make_station
from tests.kiosk import photos
from tests.kiosk.searching import bytes_in_memory, children, in_files, in_memory
from tests.waiting import PATIENCE, unmeasured, until

ROOT = Path(__file__).parents[2]
IIN = iin(4711)
"""Not the number that stands as an example in the program's own texts."""
NAME, PARENT, NUMBER, WORDS = "Қарлыға", "Жанболат", "7305518", "мен өзім"
CODE = "481516"
wait_for = partial(until, patience=5 * PATIENCE)
"""Whole visits are waited for."""


def taps(*names: str, until: str = "") -> str:
    """Return the steps of a script that touch these in turn, again and again `until` a screen is there."""
    wanted = f'until = "{until}"\n' if until else ""
    return f"[[step]]\ntap = {json.dumps(names, ensure_ascii=False)}\n{wanted}"


def types(text: str) -> str:
    return f'[[step]]\ntype = "{text}"\n'


def waits(screen: str) -> str:
    return f'[[step]]\nwait = "{screen}"\n'


NEXT, BACK = taps("Келесі"), taps("Артқа")
SHOT = '[[step]]\nshot = "typed"\n'
"""What is searched for is all typed, and the process can be stopped and searched."""
NUMBERED = waits("identify") + types(IIN) + NEXT + waits("name") + types(NAME) + NEXT
READ = (
    taps("Әрі қарай оқу", "Түсіндім", until="information")
    + taps("Әрі қарай оқу", "Келесі", until="choices")
    + taps("Келісемін", "Келесі", until="words")
)
OWN = taps("Өзім жазамын") + types(WORDS) + NEXT + waits("review") + SHOT
AUTHORITY = (
    waits("representative")
    + types(PARENT)
    + taps("Келесі", "Анасы немесе әкесі", "Келесі")
    + waits("authority")
    + taps("Туу туралы куәлік", "Келесі")
    + types(NUMBER)
    + NEXT
    + types("05032020")
    + NEXT
)
PARENTS = taps("Қазақша", "Мен пациенттің ата-анасымын немесе заңды өкілімін") + NUMBERED + AUTHORITY + waits("notice")
COME = PARENTS + READ + OWN
COMPANION = (
    taps("Қазақша", "Мен пациентпін")
    + waits("identify")
    + types(IIN)
    + NEXT
    + waits("name")
    + types(NAME)
    + BACK
    + waits("identify")
    + BACK
    + waits("who")
    + taps("Мен біреуге еріп келдім")
    + waits("companion")
    + SHOT
)
WITHDRAW = (
    taps("Қазақша", "Келісімді қайтарып алғым келеді", "Өз келісімімді")
    + NUMBERED
    + waits("scopes")
    + taps("Бәрін таңдау", "Келесі")
    + waits("words")
    + OWN
)
HIRED = (
    taps(*["Қызметкерлер үшін"] * 5)
    + types(CODE)
    + NEXT
    + taps("Еңбек шартын жасасу кезіндегі келісім")
    + NUMBERED
    + waits("contract")
    + types(NUMBER)
    + NEXT
    + types("05032020")
    + NEXT
    + waits("information")
    + taps("Әрі қарай оқу", "Келесі", until="choices")
    + taps("Келісемін", "Келесі", until="words")
    + OWN
)
SIGN = taps("Бәрі дұрыс", until="sign") + '[[step]]\ndraw = "signature"\n' + taps("Қол қою")
LEAVE = taps("Болдырмау", "Тазалап, шығу")
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


@dataclass(frozen=True)
class Way:
    """What a visitor typed and does after; what happens to the station between, and how the process goes on."""

    goes: str
    come: str = COME
    typed: frozenset[str] = frozenset({IIN, NAME[1:], PARENT[1:], NUMBER, WORDS[1:]})
    """Without the first letter, which the keyboard may write large."""
    happens: Callable[[Path], None] = untouched
    goes_on: signal.Signals = signal.SIGCONT
    over: bool = False
    """The whole kiosk ends, not only this visit."""
    settings: str = "idle_seconds = 10\ngrace_seconds = 1\n"


ALONE = frozenset({IIN, NAME[1:], WORDS[1:]})
DONE = SIGN + waits("done") + taps("Дайын")
WAYS = {
    "done": Way(DONE),
    "done and nobody touches it": Way(
        SIGN + waits("done") + waits("welcome"), settings="idle_seconds = 10\ndone_seconds = 0.5\n"
    ),
    "cancel": Way(LEAVE),
    "idle": Way(waits("idle") + waits("welcome")),
    "idle and leaves": Way(waits("idle") + taps("Тазалап, шығу"), settings="idle_seconds = 10\ngrace_seconds = 60\n"),
    "failure": Way(SIGN + waits("failed") + LEAVE, happens=damage),
    "companion": Way(taps("Әрі қарай оқу", "Басына оралу", until="welcome"), COMPANION, frozenset({IIN, NAME[1:]})),
    "withdrawal": Way(DONE, WITHDRAW, ALONE),
    "withdrawal cancelled": Way(LEAVE, WITHDRAW, ALONE),
    "worker": Way(DONE, HIRED, ALONE | {NUMBER}),
    "worker cancelled": Way(LEAVE, HIRED, ALONE | {NUMBER}),
    "crash": Way("", goes_on=signal.SIGKILL),
    "stopped by systemd": Way("", over=True),
}
USUAL = ("done", "companion")
SWEEP = [pytest.param(way, marks=pytest.mark.sweep) for way in WAYS if way not in USUAL]


@pytest.fixture
def supervisor(library: Library, tmp_path: Path) -> Iterator[Callable[[Way], subprocess.Popen[bytes]]]:
    """Start a supervisor whose first process has a visitor with a script."""
    make_station(library, tmp_path).close()
    StaffCode(tmp_path / "station").set(CODE)
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

    def start(way: Way) -> subprocess.Popen[bytes]:
        (tmp_path / "station" / "kiosk.toml").write_text(way.settings, encoding="utf-8")
        (guests / "visitor.toml").write_text(way.come + way.goes, encoding="utf-8")
        started.append(subprocess.Popen([sys.executable, "-c", program], env=unmeasured() | own, cwd=home))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
        process.wait()


def whole_picture(folder: Path) -> bool:
    """Tell whether what was typed was photographed, to the last byte of the file."""
    found = list(folder.glob("*-typed.png"))
    return bool(found) and found[0].read_bytes().endswith(b"IEND\xaeB`\x82")


def has_window(pid: int) -> bool:
    """Tell whether a process has gone further than waiting for its turn: it has Qt's platform in memory."""
    return "libqoffscreen" in Path(f"/proc/{pid}/maps").read_text()


@pytest.mark.long
@pytest.mark.parametrize("name", [*USUAL, *SWEEP])
def test_nothing_that_was_typed_is_found_after_the_visitor(
    supervisor: Callable[[Way], subprocess.Popen[bytes]], tmp_path: Path, name: str
) -> None:
    way = WAYS[name]
    keeper = supervisor(way)
    wait_for(lambda: whole_picture(tmp_path / "guests" / "screens"), "what is typed")
    first = next(pid for pid in children(keeper.pid) if has_window(pid))
    os.kill(first, signal.SIGSTOP)
    assert in_memory(first, way.typed) == way.typed, "the search itself finds what is there"
    way.happens(tmp_path)
    if way.over:
        keeper.terminate()
    os.kill(first, way.goes_on)
    wait_for(lambda: not Path(f"/proc/{first}").exists(), "the end of the visitor's process")
    if way.over:
        keeper.wait(5 * PATIENCE)
    else:
        wait_for(lambda: any(has_window(pid) for pid in children(keeper.pid)), "the next process")
        for pid in (keeper.pid, *children(keeper.pid)):
            assert in_memory(pid, way.typed) == set()
    for folder in (tmp_path / "station", tmp_path / "home", tmp_path / "library"):
        assert in_files(folder, way.typed) == set()


ON_PAPER = (
    taps("Бәрі дұрыс", until="sign")
    + taps("Басқаша қол қою", "Қағазға, қаламмен")
    + waits("review")
    + taps("Бәрі дұрыс", until="paper")
    + '[[step]]\nshot = "paper"\n'
    + waits("sheet")
    + '[[step]]\nshot = "sheet"\n'
)


def written_anew(file: Path) -> bool:
    """Let a scanner write its file once more where it was not taken: what lies there when a sitting begins is not."""
    with contextlib.suppress(FileNotFoundError):
        if time.time() - file.stat().st_mtime > 5:
            os.utime(file)
    return False


@pytest.mark.long
def test_no_page_that_was_scanned_is_found_after_the_visitor(
    supervisor: Callable[[Way], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """The very bytes of the page, which another process makes from the same scan, lie in no memory and no file."""
    scans, screens = tmp_path / "scans", tmp_path / "guests" / "screens"
    scans.mkdir()
    settings = f'idle_seconds = 3600\n[paper]\nfolder = "{scans}"\n'
    scan = tmp_path / "scan.png"
    Image.fromarray(photos.sheet(mark="ours")[:, :, ::-1]).save(scan)
    made = page.scanned(page.opened(scan.read_bytes())[0]).data
    needle = made[len(made) // 2 :][:48]
    keeper = supervisor(Way(ON_PAPER + LEAVE, settings=settings))
    wait_for(lambda: list(screens.glob("*-paper.png")), "the way over paper")
    scan.replace(scans / "scan.png")
    wait_for(lambda: list(screens.glob("*-sheet.png")) or written_anew(scans / "scan.png"), "the page")
    first = next(pid for pid in children(keeper.pid) if has_window(pid))
    os.kill(first, signal.SIGSTOP)
    assert bytes_in_memory(first, needle), "the search itself finds what is there"
    assert list(scans.iterdir()) == []
    os.kill(first, signal.SIGCONT)
    wait_for(lambda: not Path(f"/proc/{first}").exists(), "the end of the visitor's process")
    wait_for(lambda: any(has_window(pid) for pid in children(keeper.pid)), "the next process")
    assert not [pid for pid in (keeper.pid, *children(keeper.pid)) if bytes_in_memory(pid, needle)]
    folders = [tmp_path / name for name in ("station", "home", "library", "scans")]
    assert not [
        path for folder in folders for path in folder.rglob("*") if path.is_file() and needle in path.read_bytes()
    ]


def test_no_other_program_may_read_the_memory_and_no_crash_leaves_a_core() -> None:
    asks = (
        "import ctypes, resource; from kiosk import memory; memory.leave_no_core(); "
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == ["0", "(0,", "0)"]
