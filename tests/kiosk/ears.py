"""Someone who listens: a loudspeaker that notes what it was told to say, and says it as quickly as it is asked to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from kiosk.speech import Utterance


class Ears:
    """A Speaker. What it is given is heard after `each` milliseconds; with `each` None it never comes to an end."""

    def __init__(self, each: int | None = 0, *, deaf: bool = False) -> None:
        self.each, self.deaf = each, deaf
        self.heard: list[Utterance] = []
        self.paces: list[tuple[float, float]] = []
        self.stops = 0
        self._turn = 0

    @property
    def texts(self) -> list[str]:
        return [utterance.text for utterance in self.heard]

    def say(self, utterance: Utterance, pace: float, volume: float, done: Callable[[bool], None]) -> None:
        self._turn += 1
        turn = self._turn
        self.heard.append(utterance)
        self.paces.append((pace, volume))
        if self.each is not None:
            QTimer.singleShot(self.each, lambda: done(not self.deaf) if turn == self._turn else None)

    def stop(self) -> None:
        self._turn += 1
        self.stops += 1

    def close(self) -> None:
        self._turn += 1
