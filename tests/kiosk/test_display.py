"""A display that is named and a display that answers are not the same."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.display import answers

DEAD = ":64000"


@pytest.fixture
def living() -> Iterator[str]:
    """A display of X11 that answers."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb")
    with subprocess.Popen(["Xvfb", "-displayfd", "1", "-nolisten", "tcp"], stdout=subprocess.PIPE, text=True) as server:
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


def test_a_living_display_answers_to_those_who_may_use_it(living: str) -> None:
    assert answers({"DISPLAY": living})
    assert answers({"DISPLAY": living, "WAYLAND_DISPLAY": "dead"})
    assert not answers({"DISPLAY": living, "QT_QPA_PLATFORM": "wayland"})


@pytest.mark.parametrize("name", ["", DEAD, "no such display", f"localhost{DEAD}"])
def test_a_name_alone_is_no_display(name: str) -> None:
    assert not answers({"DISPLAY": name})


def test_a_socket_that_was_left_behind_is_no_display(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        seen = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert not answers(seen)
        compositor.listen()
        assert answers(seen)
        assert answers({"WAYLAND_DISPLAY": str(tmp_path / "wayland-7")})
        assert not answers(seen | {"QT_QPA_PLATFORM": "xcb"})


def test_what_was_chosen_on_purpose_is_believed() -> None:
    assert answers({"QT_QPA_PLATFORM": "offscreen"})
    assert answers({"QT_QPA_PLATFORM": "eglfs", "DISPLAY": DEAD})
    assert not answers({"QT_QPA_PLATFORM": "xcb", "DISPLAY": DEAD})
