"""The real program, which besides tells a file what it shows: for tests that use it only by a real mouse and keyboard.

python shown.py FILE ARGUMENT …      FILE is replaced whenever the screen or its controls change
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible

from kiosk import __main__ as program
from kiosk.visitor import Hand

OFTEN = 50


class Presses(QObject):
    """Counts how often a button of the mouse was let go over a window."""

    def __init__(self, window: QObject) -> None:
        super().__init__()
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.MouseButtonRelease
        return False


class Shown(program.Program):
    """A program that tells where its controls are, as a screen reader would be told."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        QAccessible.setActive(True)
        self._hand = Hand(self.window, self.kiosk)
        self._presses = Presses(self.window)
        self._seen: dict[str, object] = {}
        self._told = ""
        self._timer = QTimer()
        self._timer.timeout.connect(self._tell)
        self._timer.start(OFTEN)

    def _tell(self) -> None:
        field = self._hand._field()
        places = {name: [rect.center().x(), rect.center().y()] for name, rect in self._hand.controls()}
        seen = {
            "presses": self._presses.count,
            "screen": self._hand.screen,
            "ready": bool(self.window.property("complete")) and not self.kiosk.property("busy"),
            "controls": places,
            "field": [field.x(), field.y(), field.width(), field.height()] if field else None,
        }
        text = json.dumps(seen | {"still": seen == self._seen})
        self._seen = seen
        if text != self._told:
            self._told = text
            fresh = Path(sys.argv[1]).with_suffix(".new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(sys.argv[1])

    def close(self, *given: float) -> None:
        self._timer.stop()
        super().close(*given)


if __name__ == "__main__":
    program.Program = Shown
    sys.exit(program.main(sys.argv[2:]))
