"""From the start of the process to the first interactive frame, beside a bare Qt Quick window; and a whole visit.

Both are fresh processes, by turns; each tells the moment of its first frame with the welcome screen (or the bare
window's only text) on it, on the clock that all processes share.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROUNDS = 15
TARGET = "≤ 2.0 ×"
BARE = """
import sys, time
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b'import QtQuick\\nWindow { visible: true; width: 1280; height: 800; Text { text: "bare" } }')
window = engine.rootObjects()[0]
def first():
    print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
    import os
    os._exit(0)
window.frameSwapped.connect(first)
app.exec()
"""
OURS = """
import sys, time
from kiosk import __main__ as kiosk
class Timed(kiosk.Program):
    def _after_first_frame(self):
        print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
        import os
        os._exit(0)
kiosk.Program = Timed
kiosk.main([sys.argv[1], "--size", "1280x800"])
"""


def run() -> list[dict[str, object]]:
    """Return one row: seconds from the start of the process to the first frame, the medians of 15 turns."""
    with TemporaryDirectory() as folder:
        ours, bare = [], []
        for turn in range(ROUNDS + 1):
            times = (_first_frame(BARE, folder), _first_frame(OURS, folder))
            if turn:  # the first turn compiles and caches
                bare.append(times[0])
                ours.append(times[1])
    measured, floor = median(ours), median(bare)
    return [
        {
            "name": "kiosk: process start to first interactive frame",
            "measured": round(measured, 3),
            "floor": round(floor, 3),
            "ratio": round(measured / floor, 2),
            "target": TARGET,
            "unit": "s",
        }
    ]


def _first_frame(program: str, folder: str) -> float:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
        "QSG_RENDER_LOOP": "basic",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    started = time.clock_gettime(time.CLOCK_MONOTONIC)
    said = subprocess.run(
        [sys.executable, "-c", program, folder], env=environment, capture_output=True, text=True, check=True
    )
    return float(said.stdout) - started
