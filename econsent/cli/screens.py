"""The screens of a form before it is released. The kiosk draws them, in a process of its own: no Qt comes in here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from econsent.errors import ScreensNotDrawn

SHOWN = ("patient-filming", "staff-filming", "withdrawal", "notice")
"""The ids of the forms that a kiosk shows; one of another id has no screens."""
_KEPT = "The documents are drawn."
_WITHOUT = "Or leave the screens out with --no-screens."
PATIENCE = 600
"""Seconds after which a process that draws is given up."""


def draw_screens(own: Mapping[str, bytes], form_id: str, out: Path, size: str) -> list[str]:
    """Have the kiosk photograph the screens of a form, and return the files; none where no kiosk shows it.

    `own` are an organisation's own forms (relative path → bytes), MANIFEST among them. Raises ScreensNotDrawn.
    """
    if form_id not in SHOWN:
        return []
    if find_spec("PySide6") is None or find_spec("kiosk") is None:
        raise ScreensNotDrawn(
            "The kiosk is not installed here, and so the screens cannot be drawn.",
            kept=_KEPT,
            remedy=f"Install it with: pip install 'econsent[kiosk]'. {_WITHOUT}",
        )
    with TemporaryDirectory() as folder:
        for path, raw in own.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        return _drawn_by_kiosk([folder, form_id, "--out", str(out), "--size", size])


def _drawn_by_kiosk(arguments: list[str]) -> list[str]:
    command = [sys.executable, "-m", "kiosk.preview", *arguments]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise _not_drawn("it did not come to an end") from None
    if ended.returncode != 0:
        raise _not_drawn((ended.stderr.strip().splitlines() or [f"it ended with code {ended.returncode}"])[-1])
    drawn: list[str] = json.loads(ended.stdout.splitlines()[-1])
    return drawn


def _not_drawn(why: str) -> ScreensNotDrawn:
    return ScreensNotDrawn(
        f"The kiosk could not draw the screens: {why.rstrip('.')}.",
        kept=_KEPT,
        remedy=f"docs/kiosk-setup.md tells what the kiosk needs of a machine. {_WITHOUT}",
    )
