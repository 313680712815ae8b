"""Scans, taken out of the keys of a window before any field gets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from kiosk.scanner import FASTEST, Key, Recogniser

PATIENCE = 2 * FASTEST
"""Milliseconds after which keys kept back go where they would have gone: no code is coming."""
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_TOUCHES = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress})
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ScanFilter(QObject):
    """An event filter of a window; installed last, so that nobody else sees the keys of a code.

    `taken` is told each code. `watches` says whether a code may come now; while it says no, keys pass untouched.
    """

    def __init__(self, window: QObject, taken: Callable[[str], object], watches: Callable[[], bool]) -> None:
        super().__init__()
        self._window, self._taken, self._watches = window, taken, watches
        self._recogniser = Recogniser()
        self._passing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._give_up)
        window.installEventFilter(self)

    def close(self) -> None:
        """Let go of the window; keys kept back are forgotten."""
        self._timer.stop()
        self._recogniser.let_go()
        self._window.removeEventFilter(self)
        self._window = self

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep keys back while they may be a code; what the on-screen keyboard sends comes from no device."""
        if event.type() in _TOUCHES:
            self._give_up()
        if event.type() not in _KEYS or self._passing or not event.spontaneous():
            return False
        if not isinstance(event, QKeyEvent) or not (self._recogniser.waits or self._watches()):
            return False
        outcome = self._recogniser.key(_kind(event), event.text(), _copy(event), event.timestamp())
        self._let_through(outcome.through)
        if self._recogniser.waits:
            self._timer.start()
        if outcome.code is not None:
            self._taken(outcome.code)
        return outcome.kept

    def _give_up(self) -> None:
        self._let_through(self._recogniser.let_go())

    def _let_through(self, events: tuple[Any, ...]) -> None:
        self._passing = True
        try:
            for event in events:
                QCoreApplication.sendEvent(self._window, event)
        finally:
            self._passing = False


def _kind(event: QKeyEvent) -> Key:
    if event.type() == QEvent.Type.KeyRelease or event.key() in _MODIFIERS:
        return Key.SILENT
    if event.isAutoRepeat():
        return Key.OTHER
    if event.key() in _ENTERS:
        return Key.ENTER
    return Key.CHARACTER if event.text().isprintable() and event.text() else Key.OTHER


def _copy(event: QKeyEvent) -> QKeyEvent:
    """Return the same event, to be sent again: Qt takes its own back when the filter returns."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
