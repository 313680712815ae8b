"""Reading aloud: what is on the screen, what is new on it, and what is in focus. It knows no screen, and reads all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.bridge import QVARIANT_MAP
from kiosk.bridge.hearing import Line, Manner, change_of, line_of, lines_of, typed_in
from kiosk.speech import PACES, VOLUMES, Passage, Queue, Speaker, Utterance, compose

if TYPE_CHECKING:
    from kiosk.bridge.kiosk import Kiosk
    from kiosk.settings import Settings

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

SETTLED = 100
"""Milliseconds after a change until the screen is read: by then it is laid out, and several changes are one."""
LISTENING = 5000
"""Milliseconds between signs of life of somebody who listens."""
_ACTS = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress})
_WALKS = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
)
"""Keys by which somebody at a keypad finds their way."""


@QmlElement
class ReadAloud(QObject):
    """The reader: `on` while the visitor listens, `silent` where it cannot be heard."""

    changed = Signal()
    wordsChanged = Signal()

    def __init__(self, kiosk: Kiosk, speaker: Speaker, recordings: Path) -> None:
        super().__init__()
        self._kiosk, self._speaker, self._recordings = kiosk, speaker, recordings
        self._queue = Queue(speaker, self._finished)
        self._window: QQuickWindow | None = None
        self._words: dict[str, str] = {}
        self._on = self._silent = self._acted = False
        self._by_keys = True
        self._forget()
        self._tongues = {card[key]: card["code"] for card in kiosk.cards for key in ("name", "greeting", "invitation")}
        self._settle, self._life = QTimer(self), QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._look)
        self._life.setInterval(LISTENING)
        self._life.timeout.connect(self._tell_life)
        for signal in (kiosk.moved, kiosk.languageChanged):
            signal.connect(self._moved)
        kiosk.wiped.connect(self._wipe)

    # ── what QML reads and asks ────────────────────────────────────────────

    def _set_words(self, words: dict[str, str]) -> None:
        self._words = dict(words)
        self.wordsChanged.emit()

    on = Property(bool, lambda self: self._on, notify=changed)
    silent = Property(bool, lambda self: self._silent, notify=changed)
    slowest = Property(bool, lambda self: self._queue.pace == PACES[-1], notify=changed)
    loudest = Property(bool, lambda self: self._queue.volume == VOLUMES[-1], notify=changed)
    softest = Property(bool, lambda self: self._queue.volume == VOLUMES[0], notify=changed)
    words = Property(QVARIANT_MAP, lambda self: self._words, _set_words, notify=wordsChanged)

    @Slot()
    def toggle(self) -> None:
        """Begin to read, or stop."""
        if self._on:
            self._stop()
        else:
            self._start()

    @Slot()
    def again(self) -> None:
        """Read the screen from its beginning."""
        if self._on:
            self._silent = False
            self._forget()
            self._settle.start()
            self.changed.emit()

    @Slot()
    def slowDown(self) -> None:
        """Read more slowly; after the slowest, at the usual speed."""
        self._queue.slow_down()
        self.changed.emit()

    @Slot(int)
    def turnVolume(self, steps: int) -> None:
        """Read louder, or with negative steps more quietly."""
        self._queue.turn(steps)
        self.changed.emit()

    # ── from the program ───────────────────────────────────────────────────

    @Slot(object)
    def use(self, settings: Settings) -> None:
        """Take from the settings whether somebody who comes by the keypad is read to unasked."""
        self._by_keys = settings.keypad_reads

    def attach(self, window: QQuickWindow) -> None:
        """Read this window, whenever something changes in it."""
        self._window = window
        window.installEventFilter(self)
        window.activeFocusItemChanged.connect(self._focused)
        window.frameSwapped.connect(self._drawn)

    def close(self) -> None:
        """Be silent and let go of the speaker."""
        self._stop()
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.activeFocusItemChanged.disconnect(self._focused)
            self._window.frameSwapped.disconnect(self._drawn)
            self._window = None
        self._speaker.close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that somebody does something; F1 begins and stops, and at the keypad the first step begins."""
        if event.type() in _ACTS:
            self._acted = True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_F1:
            if not event.isAutoRepeat():
                self.toggle()
            return True
        if self._by_keys and not self._on and event.key() in _WALKS and self._is_greeting():
            self._start()
        return False

    def _is_greeting(self) -> bool:
        return self._window is not None and bool(self._window.property("greeting"))

    # ── reading ────────────────────────────────────────────────────────────

    def _start(self) -> None:
        self._on, self._silent = True, False
        self._kiosk.note_listening(True)
        self._forget()
        self._settle.start()
        self._life.start()
        self.changed.emit()

    def _stop(self) -> None:
        self._queue.wipe()
        self._settle.stop()
        self._life.stop()
        self._forget()
        self._on = self._silent = False
        self._kiosk.note_listening(False)
        self.changed.emit()

    @Slot()
    def _wipe(self) -> None:
        """Forget what was said, how loudly and how slowly: the visitor is gone."""
        self._stop()
        self._queue.reset()
        self.changed.emit()

    def _forget(self) -> None:
        self._where: tuple[object, ...] = ()
        self._lines: list[Line] = []
        self._field: QQuickItem | None = None
        self._typed = ""

    @Slot()
    def _moved(self) -> None:
        """Be silent at once where another screen or language has come."""
        if self._on and self._where and self._where != self._place():
            self._queue.wipe()
        self._drawn()

    @Slot()
    def _drawn(self) -> None:
        if self._on and not self._settle.isActive():
            self._settle.start()

    def _place(self) -> tuple[object, ...]:
        shown = (self._shown(name) for name in ("screen", "overlay", "language"))
        behind = "" if self._window is None else str(self._window.property("behind"))
        return (*shown, behind, *(passage.section for passage in self._passages()))

    def _shown(self, name: str) -> str:
        return str(self._kiosk.property(name))

    def _passages(self) -> tuple[Passage, ...]:
        from kiosk.bridge import passages

        sitting = self._kiosk.sitting
        return passages.shown_on(self._shown("screen"), sitting, dt.date.today()) if sitting is not None else ()

    @Slot()
    def _look(self) -> None:
        """Read a screen that has come; of one that has changed, what is new, at once where the visitor did it."""
        if self._window is None:
            return
        place, lines = self._place(), lines_of(self._window, self._manner())
        known, came = set(self._lines), self._where != place
        new = lines if came else [line for line in lines if line not in known]
        acted, self._acted = self._acted, False
        self._where, self._lines = place, lines
        if came:
            self._queue.read(self._utterances([*new, *self._in_focus()]))
        elif new and not self._shown("overlay"):  # a question's seconds are seen to pass, and said once
            (self._queue.read if acted else self._queue.add)(self._utterances(new))
        self._echo(told=came)

    def _echo(self, *, told: bool) -> None:
        """Say what was typed or erased in a field since the last look; one that has just come into focus was told."""
        item = self._window.activeFocusItem() if self._window is not None else None
        typed = typed_in(item)
        before, same = self._typed, item is self._field
        self._field, self._typed = (item, typed) if typed is not None else (None, "")
        if typed is not None and same and not told and typed != before:
            self._queue.read(self._utterances([Line(change_of(before, typed, self._words), self._shown("language"))]))

    @Slot()
    def _focused(self) -> None:
        """Say what is in focus, instead of what was being said; a screen that is just coming comes first."""
        if not self._on or self._window is None or self._where != self._place():
            return
        item = self._window.activeFocusItem()
        self._field, self._typed = item, typed_in(item) or ""
        if line := self._in_focus():
            self._queue.read(self._utterances(line))

    def _in_focus(self) -> list[Line]:
        """Return what is in focus on a screen that has come, to be said last: whoever listens knows where they are."""
        item = self._window.activeFocusItem() if self._window is not None else None
        line = line_of(item, self._manner()) if item is not None else None
        return [line] if line is not None else []

    def _manner(self) -> Manner:
        return Manner(self._words, self._shown("language"), self._tongues)

    def _utterances(self, lines: list[Line]) -> list[Utterance]:
        said = [Utterance(line.text, line.language) for line in lines]
        return compose(said, self._passages(), self._recordings)

    def _finished(self, utterance: Utterance, heard: bool) -> None:
        if heard:
            for passage in utterance.passages:
                self._kiosk.note_heard(passage)
        else:
            self._queue.wipe()
        if self._silent == heard:  # a voice that came back is one again
            self._silent = not heard
            self.changed.emit()

    @Slot()
    def _tell_life(self) -> None:
        """Let nobody be asked whether they are still there while they are being read to."""
        if self._queue.speaking:
            self._kiosk.stir()
