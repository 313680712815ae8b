"""`make run` without a display: the whole way, and everything it says it left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "from_screen_to_answer.py"


def test_the_way_from_the_screen_to_the_answer_ends_in_a_permit_that_verifies(tmp_path: Path) -> None:
    run = tmp_path / "run"
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    ended = subprocess.run(
        [sys.executable, EXAMPLE, run],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    summary = json.loads((run / "summary.json").read_text())
    assert (summary["before"], summary["after"]) == ("NO_CONSENT", "CONSENT_PERMIT")
    assert summary["verdict"].startswith("verified")
    assert [path for path in summary["paths"].values() if not (tmp_path / path).exists()] == []
    assert [Path(path).name.split("-")[1] for path in summary["screens"]][::10] == ["welcome.png", "done.png"]
    for said in (summary["before"], summary["after"], summary["code"], *summary["paths"].values()):
        assert said in ended.stdout
