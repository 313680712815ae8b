"""`make run`: the whole way, and everything it says it left, whether there is a display or not."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "from_screen_to_answer.py"


@pytest.mark.long
def test_the_way_from_the_screen_to_the_answer_ends_in_a_permit_that_verifies(tmp_path: Path) -> None:
    run = tmp_path / "run"
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    ended = subprocess.run(
        [sys.executable, EXAMPLE, run],
        cwd=tmp_path,
        env=environment | {"DISPLAY": ":64000"},  # named and dead, which is as good as none
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "there is no display" in ended.stdout
    summary = json.loads((run / "summary.json").read_text())
    assert (summary["before"], summary["after"]) == ("NO_CONSENT", "CONSENT_PERMIT")
    assert summary["verdict"].startswith("verified")
    assert [path for path in summary["paths"].values() if not (tmp_path / path).exists()] == []
    assert [Path(path).name.split("-")[1] for path in summary["screens"]][::10] == ["welcome.png", "done.png"]
    for said in (summary["before"], summary["after"], summary["code"], *summary["paths"].values()):
        assert said in ended.stdout


@pytest.mark.sweep
def test_where_a_person_used_the_kiosk_the_pictures_are_of_another_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(EXAMPLE), str(tmp_path)])
    runpy.run_path(str(EXAMPLE))["take_pictures"]()
    assert [path.name for path in tmp_path.iterdir()] == ["screens"]
    pictures = sorted(path.name for path in (tmp_path / "screens").iterdir())
    assert pictures[::10] == ["01-welcome.png", "11-done.png"]
