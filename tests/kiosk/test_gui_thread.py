"""The GUI thread touches no file, database, socket or other program while a visitor is at the kiosk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent.library import Library
from tests.builders import make_station
from tests.kiosk import watched

ROOT = Path(__file__).parents[2]


def done_on_the_gui_thread(library: Library, folder: Path, way: str) -> list[str]:
    make_station(library, folder).close()
    command = [sys.executable, "-m", "tests.kiosk.watched", str(folder / "station"), way]
    ran = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_the_watch_sees_a_file_that_the_gui_thread_reads_and_none_of_another_thread(library: Library, tmp_path: Path):
    assert done_on_the_gui_thread(library, tmp_path, "careless") == [f"open {watched.__file__!r}"]


@pytest.mark.parametrize("way", ["patient", "aloud", "withdrawal", "paper", "handwriting"])
def test_from_the_language_to_the_goodbye_the_gui_thread_waits_for_no_disk_and_no_network(
    library: Library, tmp_path: Path, way: str
):
    assert done_on_the_gui_thread(library, tmp_path, way) == []
