"""What is read aloud: utterances in order, one at a time, how slowly and how loudly. No Qt.

A `Speaker` is whatever makes the sound: an engine, recordings, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

PACES = (1.0, 0.8, 0.6)
"""Shares of the usual speed."""
VOLUMES = (0.1, 0.25, 0.45, 0.7, 1.0)
USUAL_VOLUME = 3
RECORDINGS = ("ogg", "wav")
"""How the files of recorded speech end, the first preferred."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a form that is on the screen, by the texts that show it."""

    form: str
    version: str
    language: str
    section: str
    texts: tuple[str, ...]
    digest: str | None = None
    """The SHA-256 in hex of the one recording that the form names for it, "" where it names others alone.

    None where the form names none at all: then whatever the station has is played.
    """


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words in a language; a `recording` of them is played instead where there is one."""

    text: str
    language: str
    recording: Path | None = None
    passages: tuple[Passage, ...] = ()
    """What has been heard to the end when this has been."""
    digest: str = ""
    """The SHA-256 in hex without which the recording is not played; "" where nobody has said."""


class Speaker(Protocol):
    """Makes the sound of one utterance at a time."""

    def say(self, utterance: Utterance, pace: float, volume: float, done: Callable[[bool], None]) -> None:
        """Begin to speak; call `done` once, with whether it was heard. Nothing is called after `stop`."""

    def stop(self) -> None:
        """Be silent at once, and forget what was said."""

    def close(self) -> None:
        """Let go of the device."""


class Queue:
    """What is still to be said. `finished` is told each utterance, and whether it was heard."""

    def __init__(self, speaker: Speaker, finished: Callable[[Utterance, bool], None]) -> None:
        self._speaker, self._finished = speaker, finished
        self._waiting: list[Utterance] = []
        self._said: Utterance | None = None
        self._turn = 0
        self.reset()

    def reset(self) -> None:
        """Go back to the usual speed and volume."""
        self._pace, self._volume = 0, USUAL_VOLUME

    @property
    def speaking(self) -> bool:
        """Tell whether something is being said or waits."""
        return self._said is not None

    @property
    def pace(self) -> float:
        """Return the speed as a share of the usual one."""
        return PACES[self._pace]

    @property
    def volume(self) -> float:
        """Return the volume, more than 0 and at most 1."""
        return VOLUMES[self._volume]

    def slow_down(self) -> None:
        """Speak more slowly; after the slowest, at the usual speed again."""
        self._pace = (self._pace + 1) % len(PACES)
        self._repeat()

    def turn(self, steps: int) -> None:
        """Speak louder, or with negative `steps` more quietly."""
        self._volume = min(len(VOLUMES) - 1, max(0, self._volume + steps))
        self._repeat()

    def read(self, utterances: Iterable[Utterance]) -> None:
        """Say these now, instead of whatever was to be said."""
        self.wipe()
        self.add(utterances)

    def add(self, utterances: Iterable[Utterance]) -> None:
        """Say these after what is being said."""
        self._waiting += utterances
        if self._said is None:
            self._next()

    def wipe(self) -> None:
        """Be silent, and forget everything that was to be said."""
        self._turn += 1
        speaking, self._said = self._said is not None, None
        self._waiting.clear()
        if speaking:
            self._speaker.stop()

    def _repeat(self) -> None:
        """Begin the utterance under way anew: a change of speed or volume is heard at once."""
        if self._said is not None:
            self.read([self._said, *self._waiting])

    def _next(self) -> None:
        self._turn += 1
        self._said = self._waiting.pop(0) if self._waiting else None
        if self._said is not None:
            turn, said = self._turn, self._said
            self._speaker.say(said, self.pace, self.volume, lambda heard: self._end(turn, said, heard))

    def _end(self, turn: int, utterance: Utterance, heard: bool) -> None:
        """Go on; what a speaker says of an utterance that was cut short comes too late to count."""
        if turn != self._turn:
            return
        self._next()
        self._finished(utterance, heard)


def recording_of(folder: Path, passage: Passage) -> Path | None:
    """Return where the recorded speech of a section is, FOLDER/form/version/language/section.ogg or .wav."""
    if passage.digest == "":
        return None
    place = folder / passage.form / passage.version / passage.language
    files = (place / f"{passage.section}.{ending}" for ending in RECORDINGS)
    return next((file for file in files if file.is_file()), None)


def compose(lines: Iterable[Utterance], passages: Iterable[Passage], folder: Path) -> list[Utterance]:
    """Return what to say of the lines of a screen: of a section its recording, or its lines, the last marked.

    A recording takes the place of a section only where all of it is among the lines.
    """
    said = list(lines)
    for passage in passages:
        places = _places(said, passage.texts)
        if not places:
            continue
        file = recording_of(folder, passage)
        if file is None:
            said[places[-1]] = _marked(said[places[-1]], passage)
            continue
        whole = Utterance(" ".join(passage.texts), passage.language, file, (passage,), passage.digest or "")
        said = [
            whole if place == places[0] else line
            for place, line in enumerate(said)
            if place == places[0] or place not in places
        ]
    return said


def _marked(line: Utterance, passage: Passage) -> Utterance:
    return replace(line, passages=(*line.passages, passage))


def _places(lines: list[Utterance], texts: tuple[str, ...]) -> list[int]:
    """Return where these texts stand, in their order; nowhere unless all of them do."""
    places: list[int] = []
    for text in texts:
        start = places[-1] + 1 if places else 0
        found = next((place for place in range(start, len(lines)) if lines[place].text == text), None)
        if found is None:
            return []
        places.append(found)
    return places
