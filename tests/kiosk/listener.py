"""Someone who does not see: knows what was said and nothing else, and has the keys of a keypad and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.speech import Utterance
from tests.kiosk.ears import Ears
from tests.kiosk.visits import CALM, Visit
from tests.kiosk.ways import Words, said
from tests.waiting import PATIENCE

KEYS = {str(digit): Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)} | {
    "*": Qt.Key.Key_Asterisk,
    "⏎": Qt.Key.Key_Enter,
    "↓": Qt.Key.Key_Down,
    "↑": Qt.Key.Key_Up,
}
"""All that the keypad has."""
TELEPHONE = {
    "kk": "2аәбвгғ 3деёжз 4ийкқл 5мнңоөп 6рстуұү 7фхһцч 8шщъыі 9ьэюя",
    "ru": "2абвгәғ 3деёжз 4ийклқ 5мнопңө 6рстуұү 7фхцчһ 8шщъыі 9ьэюя",
    "en": "2abc 3def 4ghi 5jkl 6mno 7pqrs 8tuv 9wxyz",
}
"""Which key has a letter: what everybody knows from telephones."""
HELD = 9
"""Hundredths of a second for which keys are held back: they could be a scanner's."""
SIGNS: dict[str, Words] = {"ь": ("Phrases", "soft sign"), "ъ": ("Phrases", "hard sign")}
"""Letters without a sound, by their names."""


class Listener:
    """`visit` is only what the keys go to; `choices` and every step follow from what the ears were told."""

    def __init__(self, visit: Visit, ears: Ears) -> None:
        self._visit, self._ears = visit, ears
        self._keys = {letter: group[0] for group in TELEPHONE[visit.language].split() for letter in group[1:]}
        self._known = 0

    # ── ears ───────────────────────────────────────────────────────────────

    def hush(self) -> None:
        """Wait until the kiosk has said what it had to say."""
        reader = self._visit.program.reader
        for _ in range(4):
            QTest.qWait(3)
        self._visit.wait(lambda: not reader._settle.isActive() and not reader._queue.speaking)

    def rest(self) -> None:
        """Wait until nothing on the screen moves any more, and all of it was said."""
        self._visit.rest()
        self.hush()

    def news(self) -> list[str]:
        """Return what has been said since the last time."""
        known, self._known = self._known, len(self._ears.heard)
        return self._ears.texts[known:]

    def everything(self) -> list[str]:
        """Return all that has been said so far."""
        return self._ears.texts

    def utterances(self) -> list[Utterance]:
        """Return the same, each in its language."""
        return list(self._ears.heard)

    def hear(self, words: Words | str) -> list[str]:
        """Wait until something that begins so is said; return what was said since the last time."""
        wanted = words if isinstance(words, str) else said(words)
        heard: list[str] = []

        def came() -> bool:
            heard.extend(self.news())
            return any(text.removeprefix(self._alert()).startswith(wanted) for text in heard)

        try:
            self._visit.wait(came)
        except Exception:
            raise AssertionError(f"“{wanted}” is not heard, but {heard}") from None
        self.hush()
        return heard + self.news()

    @staticmethod
    def _alert() -> str:
        return said(("Phrases", "Please note: %1")).replace("%1", "")

    # ── fingers ────────────────────────────────────────────────────────────

    def press(self, keys: str) -> None:
        for key in keys:
            pause = CALM if key.isdigit() else 1
            QTest.keyClick(self._visit.program.window, KEYS[key], Qt.KeyboardModifier.KeypadModifier)
            QTest.qWait(pause)

    def dial(self, digits: str) -> None:
        """Type a number, and hear that it has come."""
        self.press(digits)
        for _ in range(HELD):
            QTest.qWait(10)
        self.hush()

    def spell(self, name: str) -> None:
        """Write a name by ear: each key again until its letter is heard."""
        before = ""
        for letter in name:
            key = self._keys[letter.lower()]
            if key == before:
                self.press("1")
            self._until(key, letter)
            before = key

    def _until(self, key: str, letter: str) -> None:
        for _ in range(8):
            self.dial(key)
            if self._ears.texts[-1] == (said(SIGNS[letter]) if letter in SIGNS else letter):
                return
        raise AssertionError(f"“{letter}” is not heard at {key}: {self._ears.texts[-9:]}")

    def seek(self, *names: Words | str) -> str:
        """Go on from control to control until one of these is heard; return which."""
        wanted = [name if isinstance(name, str) else said(name) for name in names]
        self.hush()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.press("↓")
            QTest.qWait(1)  # what comes into focus is said at once
            heard = self._ears.texts[-1]
            for name in wanted:
                if heard == name or heard.startswith((f"{name},", f"{name}.")):
                    return name
        raise AssertionError(f"{wanted} is not heard: {self._ears.texts[-90:]}")

    def wake(self, name: str) -> None:
        """Come to the welcome screen by the first key, which begins the reading, and choose a language."""
        self.press("↓")
        self.hush()
        if self._ears.texts[-1] == name:  # where one is stands at the end of what is read
            self.press("⏎")
        else:
            self.choose(name)

    def choose(self, *names: Words | str) -> str:
        """Press the control of one of these names; return which, and hear what comes of it."""
        found = self.seek(*names)
        self.news()
        self.press("⏎")
        self.rest()
        return found

    def choose_until(self, names: Iterable[Words], wanted: Words | str) -> list[str]:
        """Press whichever of these there is, until something is said; return all that was said on the way."""
        title = wanted if isinstance(wanted, str) else said(wanted)
        heard: list[str] = []
        end = time.monotonic() + 5 * PATIENCE  # a text is read on the way
        while time.monotonic() < end:
            self.choose(*names)
            heard += self.news()
            if title in heard:
                return heard
        raise AssertionError(f"“{title}” is not heard, but {heard}")


def comes(visit: Callable[..., Visit], language: str, settings: str = "") -> tuple[Visit, Listener]:
    """Open a kiosk, and let somebody come to it who has found its keypad."""
    ears = Ears()
    here = visit(language, settings, speaker=ears)
    here.wait(lambda: bool(here.program.window.property("complete")))
    return here, Listener(here, ears)
