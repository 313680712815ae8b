"""From a pointer event to the frame that shows it, on a pad that already holds two thousand samples.

The floor is the same window without ink: a rectangle moves, and a frame shows it. Both run by turns, in memory, drawn
by the CPU; a floor's frame costs what Qt Quick itself waits and does. A p99 is the middle of five, as a machine that
other work interrupts for a tenth of a second says nothing of ink.
"""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QPoint, QSizeF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.ink import InkPad

FRAME_MS = 1000 / 60
SAMPLES = 2_000
ROUNDS, RUNS = 200, 5
IN_MEMORY = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QSG_RENDER_LOOP": "basic"}

PAGE = b"""
import QtQuick
import econsent.kiosk

Window {
    width: 1080; height: 800; visible: true; color: "white"

    InkPad { objectName: "pad"; width: 1080; height: 500; pixelsPerMillimetre: 4 }
    Rectangle { objectName: "bare"; y: 600; width: 40; height: 40; color: "black" }
}
"""


class Frames:
    """Tells how long a window's next frame takes, asleep until it is there."""

    def __init__(self, window: QQuickWindow) -> None:
        self._loop = QEventLoop()
        window.frameSwapped.connect(self._loop.quit)

    def milliseconds(self, cause: Callable[[], object]) -> float:
        """Return how long it takes from a cause to the end of the first frame after it."""
        QTest.qWait(0)
        began = time.perf_counter()
        cause()
        self._loop.exec()
        return (time.perf_counter() - began) * 1000


def run() -> list[dict[str, object]]:
    """Measure frames of ink beside frames of a rectangle, one sample's own work, and a picture made anew."""
    for name, value in IN_MEMORY.items():
        os.environ.setdefault(name, value)
    application = QGuiApplication.instance() or QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(PAGE)
    window = engine.rootObjects()[0]
    QTest.qWaitForWindowExposed(window)
    ours, floor, own = _strokes(window)
    anew = _anew(window.findChild(QQuickItem, "pad"))
    window.close()
    engine.deleteLater()
    application.processEvents()
    return [
        _row(f"ink: event to frame at {SAMPLES} samples, p99", _p99(ours), _p99(floor), FRAME_MS),
        _row("the same, median", statistics.median(ours), statistics.median(floor), FRAME_MS),
        _row("a sample between frames, beside the frame's time", own, FRAME_MS, ""),
        _row(f"picture made anew from {SAMPLES} samples, beside the frame's time", anew, FRAME_MS, ""),
    ]


def _strokes(window: QQuickWindow) -> tuple[list[float], list[float], float]:
    """Draw without a pause, then a frame a sample by turns with the rectangle; return both, and ms a first sample."""
    finger, frames = QTest.createTouchDevice(), Frames(window)
    bare: QQuickItem = window.findChild(QQuickItem, "bare")
    QTest.touchEvent(window, finger, False).press(0, _spot(0), window).commit(False)
    began = time.perf_counter()
    for step in range(1, SAMPLES):
        QTest.touchEvent(window, finger, False).move(0, _spot(step), window).commit(False)
    own = (time.perf_counter() - began) / SAMPLES * 1000
    ours, floor = [], []
    for step in range(SAMPLES, SAMPLES + ROUNDS * RUNS):
        touch = QTest.touchEvent(window, finger, False).move(0, _spot(step), window)
        ours.append(frames.milliseconds(lambda touch=touch: touch.commit(False)))
        floor.append(frames.milliseconds(lambda step=step: bare.setX(1 + step % 900)))
    QTest.touchEvent(window, finger, False).release(0, _spot(step), window).commit(False)
    return ours, floor, own


def _anew(pad: InkPad) -> float:
    """Return ms to paint the picture from the strokes, as a change of size does."""
    times = []
    for width in (900, 1080) * 5:
        began = time.perf_counter()
        pad.setSize(QSizeF(width, 500))
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _spot(step: int) -> QPoint:
    """Return a place on a long signature that crosses itself."""
    return QPoint(round(540 + 480 * math.sin(step / 97)), round(250 + 200 * math.sin(step / 11)))


def _p99(times: list[float]) -> float:
    runs = [times[start : start + ROUNDS] for start in range(0, len(times), ROUNDS)]
    return statistics.median(statistics.quantiles(run, n=100)[98] for run in runs)


def _row(name: str, measured: float, floor: float, target: float | str) -> dict[str, object]:
    most = target if isinstance(target, str) else f"≤ {target:.1f}"
    return {"name": name, "measured": measured, "floor": floor, "ratio": measured / floor, "target": most, "unit": "ms"}
