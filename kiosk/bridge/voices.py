"""The kiosk's voice: recordings first, then Qt's text to speech. On a thread of its own: opening takes seconds."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256

from PySide6.QtCore import QLocale, QObject, QThread, QTimer, QUrl, Signal, Slot

from kiosk import dispatcher
from kiosk.bridge.languages import LOCALES
from kiosk.bridge.troubles import Trouble
from kiosk.speech import Utterance

ENGINE = "speechd"
TOPIC = "speech"
"""Under what staff are told that nothing can be heard."""
USUAL_RATE = -0.1
"""A little slower than an engine's own speed, on Qt's scale from -1 to 1."""
CLOSING = 5000
"""Milliseconds that closing waits for an engine that is just being opened."""
PULSE = 1000
"""Milliseconds between two looks at whether an engine that speaks is still there: one that dies says nothing of it."""
SLOWEST_LETTER, SLOWEST_START = 400, 8000
"""Milliseconds after which an engine that neither ends nor fails is taken for stuck."""

ABSENT = Trouble("kiosk.speech-absent")
NO_VOICE = Trouble("kiosk.voice-missing")
STUCK = Trouble("kiosk.speech-stuck")
RECORDINGS = "recordings"
"""Under what staff are told that a recording is not the one that was released."""
CHANGED = Trouble("kiosk.recording-changed")


class _Recorded(QObject):
    """Plays files."""

    ended = Signal(bool)

    def __init__(self, has_sound: Callable[[], bool]) -> None:
        super().__init__()
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

        self._has_sound = has_sound
        self._output, self._player = QAudioOutput(self), QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.mediaStatusChanged.connect(self._changed)

    def begin(self, utterance: Utterance, pace: float, volume: float) -> bool:
        """Play the recording; return False where there is nothing that it could be heard from."""
        if utterance.recording is None or not self._has_sound():
            return False
        self._output.setVolume(volume)
        self._player.setSource(QUrl.fromLocalFile(str(utterance.recording)))
        self._player.setPlaybackRate(pace)
        self._player.play()
        return True

    def stop(self) -> None:
        self._player.stop()
        self._player.setSource(QUrl())

    def _changed(self, status: object) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        if status == QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit(True)
        elif status == QMediaPlayer.MediaStatus.InvalidMedia:
            self.ended.emit(False)


class _Engine(QObject):
    """Speaks by Qt's text to speech; made anew where the one before could not be opened."""

    ended = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        from PySide6.QtTextToSpeech import QTextToSpeech

        self._states = QTextToSpeech.State
        self._speech = QTextToSpeech(name, self)
        self._speaks = False
        self._speech.stateChanged.connect(self._changed)

    def is_open(self) -> bool:
        return self._speech.state() != self._states.Error

    def begin(self, utterance: Utterance, pace: float, volume: float) -> bool:
        """Speak; return False where there is no voice for the language."""
        locale = QLocale(LOCALES[utterance.language])
        if all(known.language() != locale.language() for known in self._speech.availableLocales()):
            return False  # asked to speak it all the same, an engine fails as if it were gone
        self._speech.setLocale(locale)
        self._speech.setRate(USUAL_RATE - (1 - pace))
        self._speech.setVolume(volume)
        self._speaks = False
        self._speech.say(utterance.text)
        return True

    def stop(self) -> None:
        self._speaks = False
        self._speech.stop()

    def _changed(self, state: object) -> None:
        if state == self._states.Speaking:
            self._speaks = True
        elif state == self._states.Error:
            self.ended.emit(False)
        elif state == self._states.Ready and self._speaks:
            self._speaks = False
            self.ended.emit(True)


class _Worker(QObject):
    """On the voice's thread: says one utterance at a time, and tells what became of it."""

    ended = Signal(int, bool)
    noted = Signal(object)
    checked = Signal(object)
    """Whether a recording is the one that its form names: None, or a Trouble why not."""

    def __init__(self, engine: str, has_sound: Callable[[], bool]) -> None:
        super().__init__()
        self._name, self._has_sound = engine, has_sound
        self._engine: _Engine | None = None
        self._server: int | None = None
        self._recorded: _Recorded | None = None
        self._turn = 0
        self._utterance: Utterance | None = None
        self._pace = self._volume = 1.0
        self._limit: QTimer | None = None
        self._pulse: QTimer | None = None

    @Slot(int, object, float, float)
    def say(self, turn: int, utterance: Utterance, pace: float, volume: float) -> None:
        self._turn, self._utterance, self._pace, self._volume = turn, utterance, pace, volume
        if not self._is_whole(utterance) or not self._player().begin(utterance, pace, volume):
            self._speak(utterance)

    def _is_whole(self, utterance: Utterance) -> bool:
        """Tell whether there is a recording to play: where the form names one, that very one."""
        if utterance.recording is None or not utterance.digest:
            return utterance.recording is not None
        try:
            whole = sha256(utterance.recording.read_bytes()).hexdigest() == utterance.digest
        except OSError:
            whole = False
        self.checked.emit(None if whole else CHANGED)
        return whole

    @Slot()
    def stop(self) -> None:
        self._utterance = None
        self._watch(None)
        if self._recorded is not None:
            self._recorded.stop()
        if self._is_alive() and self._engine is not None:
            self._engine.stop()

    @Slot()
    def close(self) -> None:
        self.stop()
        self._engine = self._recorded = self._limit = self._pulse = None
        self.thread().quit()

    def _player(self) -> _Recorded:
        if self._recorded is None:
            self._recorded = _Recorded(self._has_sound)
            self._recorded.ended.connect(self._played)
        return self._recorded

    def _played(self, heard: bool) -> None:
        if self._utterance is not None and not heard:
            self._speak(self._utterance)
        else:
            self._end(heard)

    def _speak(self, utterance: Utterance) -> None:
        engine = self._opened()
        if engine is None:
            self._fail(ABSENT)
        elif not engine.begin(utterance, self._pace, self._volume):
            self._fail(NO_VOICE)
        else:
            self._watch(round((SLOWEST_START + SLOWEST_LETTER * len(utterance.text)) / self._pace))

    def _opened(self) -> _Engine | None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if self._name == ENGINE and not dispatcher.start(os.environ):
            return None
        if not self._is_alive() or self._engine is None or not self._engine.is_open():
            self._drop()
            if self._name in QTextToSpeech.availableEngines():
                self._server = self._serving()
                self._engine = _Engine(self._name)
                self._engine.ended.connect(self._spoken)
        return self._engine if self._engine is not None and self._engine.is_open() else None

    def _serving(self) -> int | None:
        return dispatcher.serving(os.environ) if self._name == ENGINE else 0

    def _is_alive(self) -> bool:
        """Tell whether there is an engine, and its line still leads to who was there when it was opened."""
        if self._engine is not None and (self._server is None or self._serving() != self._server):
            self._drop()
        return self._engine is not None

    def _drop(self) -> None:
        """Use this engine no more: whatever is asked of libspeechd on a dead line can end the whole process."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.deleteLater()

    @Slot(bool)
    def _spoken(self, heard: bool) -> None:
        if heard:
            self.noted.emit(None)
            self._end(True)
        elif self._utterance is not None:
            self._drop()
            self._fail(ABSENT)

    def _watch(self, limit: int | None) -> None:
        """Wait no longer than this for the end of an utterance, nor for an engine that has died."""
        if self._limit is None or self._pulse is None:
            self._limit, self._pulse = QTimer(self), QTimer(self)
            self._limit.setSingleShot(True)
            self._limit.timeout.connect(self._give_up)
            self._pulse.timeout.connect(self._feel)
        for timer in (self._limit, self._pulse):
            timer.stop()
        if limit is not None:
            self._limit.start(limit)
            self._pulse.start(PULSE)

    @Slot()
    def _give_up(self) -> None:
        if self._is_alive() and self._engine is not None:
            self._engine.stop()
        self._drop()  # whatever it is stuck at, another one is not
        self._fail(STUCK)

    @Slot()
    def _feel(self) -> None:
        if self._utterance is not None and not self._is_alive():
            self._fail(ABSENT)

    def _fail(self, trouble: Trouble) -> None:
        self.noted.emit(trouble)
        self._end(False)

    def _end(self, heard: bool) -> None:
        self._watch(None)
        if self._utterance is not None:
            self._utterance = None
            self.ended.emit(self._turn, heard)


class Voice(QObject):
    """The Speaker of a kiosk with a loudspeaker. `note` is told for staff what is wrong, and None when it is over."""

    _say = Signal(int, object, float, float)
    _stop = Signal()
    _close = Signal()

    def __init__(
        self,
        note: Callable[[str, Trouble | None], None],
        engine: str = ENGINE,
        has_sound: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__()
        self._note, self._engine, self._has_sound = note, engine, has_sound or _has_sound
        self._turn = 0
        self._done: Callable[[bool], None] | None = None
        self._thread: QThread | None = None
        self._worker: _Worker | None = None

    def say(self, utterance: Utterance, pace: float, volume: float, done: Callable[[bool], None]) -> None:
        """Begin to speak, on the voice's own thread."""
        if self._thread is None:
            self._begin()
        self._turn, self._done = self._turn + 1, done
        self._say.emit(self._turn, utterance, pace, volume)

    def stop(self) -> None:
        """Be silent."""
        self._done = None
        self._stop.emit()

    def close(self) -> None:
        """Let go of engine and loudspeaker, and end the thread."""
        self._done = None
        if self._thread is not None:
            self._close.emit()
            if not self._thread.wait(CLOSING):
                self._thread.terminate()  # an engine that does not answer holds it, and nothing of ours
                self._thread.wait(CLOSING)
            self._thread = self._worker = None

    def _begin(self) -> None:
        self._thread, self._worker = QThread(), _Worker(self._engine, self._has_sound)
        self._worker.moveToThread(self._thread)
        self._say.connect(self._worker.say)
        self._stop.connect(self._worker.stop)
        self._close.connect(self._worker.close)
        self._worker.ended.connect(self._ended)
        self._worker.noted.connect(self._noted)
        self._worker.checked.connect(self._checked)
        self._thread.start()

    @Slot(object)
    def _noted(self, trouble: Trouble | None) -> None:
        self._note(TOPIC, trouble)

    @Slot(object)
    def _checked(self, trouble: Trouble | None) -> None:
        self._note(RECORDINGS, trouble)

    @Slot(int, bool)
    def _ended(self, turn: int, heard: bool) -> None:
        done, self._done = (self._done, None) if turn == self._turn else (None, self._done)
        if done is not None:
            done(heard)


def _has_sound() -> bool:
    from PySide6.QtMultimedia import QMediaDevices

    return bool(QMediaDevices.audioOutputs())
