"""Where a kiosk really stands: in a compositor that shows nothing else, on X11 with a mouse, in a unit of systemd."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent.exchange import SearchRequest
from econsent.library import Library
from tests.builders import PASSPHRASE, iin, make_station, open_station, person
from tests.waiting import PATIENCE, until

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "examples" / "kiosk" / "econsent-kiosk.service"
SIZE = ("1280", "800")
WALK = {
    "notice": ("Read on", "I understand"),
    "information": ("Read on", "Next"),
    "choices": ("I agree", "Next"),
}
"""What leads on from each screen, in turn."""


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Path:
    make_station(library, tmp_path).close()
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def display() -> Iterator[str]:
    """An X server that nobody else is on."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("there is no Xvfb or no xdotool")
    command = ["Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "x".join([*SIZE, "24"])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        yield ":" + server.stdout.readline().strip()
        server.terminate()


class Mouse:
    """A mouse and a keyboard of the X server, and eyes on what the program says that it shows."""

    def __init__(self, display: str, told: Path) -> None:
        self._environment = os.environ | {"DISPLAY": display}
        self._told = told

    def look(self) -> dict[str, Any]:
        return json.loads(self._told.read_text(encoding="utf-8")) if self._told.exists() else {"controls": {}}

    def wait(self, *screens: str) -> str:
        return self._until(lambda seen: seen["ready"] and seen["screen"] in screens, f"{screens}")["screen"]

    def click(self, name: str) -> None:
        """Press a control, and wait for what comes of it."""
        self._press(self._find(name))

    def leave_by(self, name: str) -> None:
        """Press a control, after which nothing is shown any more."""
        self._do("mousemove", *self._find(name), "click", 1)

    def walk_to(self, end: str) -> None:
        """Read and agree until a screen is there; what is not on the screen, or has just gone, is not touched."""
        while (screen := self.wait(*WALK, end)) != end:
            for name in WALK[screen]:
                seen = self._until(lambda seen: seen["ready"], "stillness")
                if seen["screen"] == screen and name in seen["controls"]:
                    self._press(seen["controls"][name])

    def type(self, text: str) -> None:
        self._do("type", "--delay", 20, text)

    def press(self, *keys: str) -> None:
        self._do("key", "--delay", 60, *keys)

    def geometry(self, pid: int) -> list[str]:
        """Return where a program's window is and how large, in pixels."""
        window = self._ask("search", "--onlyvisible", "--pid", pid).split()[-1]
        told = dict(line.split("=") for line in self._ask("getwindowgeometry", "--shell", window).split())
        return [told[name] for name in ("X", "Y", "WIDTH", "HEIGHT")]

    def _ask(self, *what: object) -> str:
        command = ["xdotool", *map(str, what)]
        return subprocess.run(
            command, env=self._environment, check=True, timeout=PATIENCE, capture_output=True, text=True
        ).stdout

    def draw(self) -> None:
        x, y, width, height = self.look()["field"]
        corners = [(0.2, 0.3), (0.5, 0.7), (0.6, 0.3), (0.8, 0.6)]
        first, *others = [(round(x + width * across), round(y + height * down)) for across, down in corners]
        self._do("mousemove", *first, "mousedown", 1)
        for corner in others:
            self._do("mousemove", *corner, "sleep", 0.05)
        self._do("mouseup", 1)

    def _find(self, name: str) -> list[int]:
        return self._until(lambda seen: name in seen["controls"], name)["controls"][name]

    def _press(self, place: list[int]) -> None:
        before = self.look()["presses"]
        self._do("mousemove", *place, "click", 1)
        self._until(lambda seen: seen["presses"] > before, "an end of the press")

    def _until(self, condition: Callable[[dict[str, Any]], object], what: str) -> dict[str, Any]:
        """Return what is shown once something holds of it and nothing moves any more."""
        until(lambda: (seen := self.look()).get("still") and condition(seen), what)
        return self.look()

    def _do(self, *what: object) -> None:
        subprocess.run(["xdotool", *map(str, what)], env=self._environment, check=True, timeout=PATIENCE)


@pytest.mark.long
def test_by_mouse_and_keyboard_of_a_real_window_from_welcome_to_done_and_no_key_leads_out_of_it(
    folder: Path, display: str
) -> None:
    told, number = folder / "told.json", iin(815)
    command = [sys.executable, str(ROOT / "tests/kiosk/shown.py"), str(told), str(folder / "station"), "--once"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND_"))}
    environment |= {"DISPLAY": display, "PYTHONPATH": str(ROOT), "QT_QUICK_BACKEND": "software"}
    process = subprocess.Popen([*command, "--passphrase-file", str(folder / "passphrase")], env=environment)
    try:
        mouse = Mouse(display, told)
        mouse.wait("welcome")
        mouse.click("English")
        mouse.wait("who")
        mouse.press("alt+F4", "Escape", "ctrl+q", "ctrl+w", "alt+Tab", "super", "F11", "ctrl+alt+BackSpace", "ctrl+o")
        assert mouse.geometry(process.pid) == ["0", "0", *SIZE]
        assert mouse.look()["screen"] == "who"
        mouse.click("I am the patient")
        mouse.wait("identify")
        mouse.type(number)
        mouse.click("Next")
        mouse.wait("name")
        mouse.type("Assel")
        mouse.click("Next")
        mouse.walk_to("words")
        mouse.click("Next")
        mouse.wait("review")
        while mouse.wait("review", "sign") == "review":
            mouse.click("Everything is right")
        mouse.draw()
        mouse.click("Sign")
        mouse.wait("done")
        mouse.leave_by("Done")
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
    with open_station(folder) as station:
        assert station.health().waiting == 2


def test_in_a_compositor_that_shows_nothing_else(folder: Path, library: Library) -> None:
    """cage refuses root, who is somebody else in a user namespace of their own."""
    if shutil.which("cage") is None:
        pytest.skip("there is no cage")
    somebody = [] if os.geteuid() else ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    with tempfile.TemporaryDirectory(prefix="cage-") as runtime:  # a socket's path is short
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))}
        environment |= {"XDG_RUNTIME_DIR": runtime, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "wayland"}
        environment |= {"WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}
        environment |= {"QT_QUICK_BACKEND": "software"}
        visitor = ["--visitor", str(ROOT / "kiosk/visitors/mixed-en.toml")]
        kiosk = [sys.executable, "-m", "kiosk", str(folder / "station"), *visitor]
        command = [*somebody, "cage", "--", *kiosk, "--passphrase-file", str(folder / "passphrase")]
        subprocess.run(command, env=environment, capture_output=True, timeout=300, check=False)
    with open_station(folder) as station:
        assert station.sync(library).delivered == 2
    found = library.find(SearchRequest(person=person("051231600017")))
    assert {library.show(item.id).statement.subject.name for item in found} == {"Maria Smith"}  # typed on the screen


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze")
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text(encoding="utf-8").replace("/usr/bin/cage", "/bin/true"), encoding="utf-8")
    ran = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (ran.returncode, [line for line in ran.stderr.splitlines() if unit.name in line]) == (0, [])


def test_a_whole_visit_needs_no_memory_that_is_written_and_run(folder: Path) -> None:
    """The unit asks for MemoryDenyWriteExecute; the kernel's own switch for it is the same promise (prctl 65)."""
    deny = (
        "import ctypes, os, sys; print(ctypes.CDLL(None).prctl(65, 1, 0, 0, 0), flush=True); "
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    visitor = ["--visitor", str(ROOT / "kiosk/visitors/refuses-ru.toml"), "--json"]
    kiosk = [sys.executable, "-m", "kiosk", str(folder / "station"), "--passphrase-file", str(folder / "passphrase")]
    environment = os.environ | {"QV4_FORCE_INTERPRETER": "1", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", deny, *kiosk, *visitor], env=environment, capture_output=True, text=True, check=False
    )
    denied, _, told = ran.stdout.partition("\n")
    if denied != "0":
        pytest.skip("this kernel has no such switch")
    assert (ran.returncode, [item["kind"] for item in json.loads(told)]) == (0, ["notice", "consent"])
