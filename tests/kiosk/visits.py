"""One kiosk with everything real behind it, and a hand that uses it by touch."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, QSize
from PySide6.QtTest import QTest

from kiosk.__main__ import Program
from kiosk.camera import Source
from kiosk.speech import Speaker
from kiosk.visitor import Hand
from tests.builders import PASSPHRASE
from tests.waiting import PATIENCE

IIN = "900101300126"
CALM = 40
"""Milliseconds between the keys of a person: closer ones are a scanner's (kiosk/scanner.py)."""
STILL = 6
"""Hundredths of a second without a frame, after which nothing moves."""
OWN = "__METAOBJECT__"
"""Where PySide keeps the metaobject that it gave to one object alone."""
WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "kk": {
            "language": "Қазақша", "patient": "Мен пациентпін", "next": "Келесі", "on": "Әрі қарай оқу",
            "back": "Артқа",
            "understood": "Түсіндім", "permit": "Келісемін", "deny": "Келіспеймін", "right": "Бәрі дұрыс",
            "sign": "Қол қою", "done": "Дайын", "clear": "Тазалау", "more": "Маған тағы уақыт керек",
            "leave": "Тазалап, шығу", "cancel": "Болдырмау", "again": "Қайталап көру", "name": "Әсел",
        },
        "ru": {
            "language": "Русский", "patient": "Я пациент", "next": "Далее", "on": "Читать дальше", "back": "Назад",
            "understood": "Мне понятно", "permit": "Согласен (согласна)", "deny": "Не согласен (не согласна)",
            "right": "Всё верно", "sign": "Подписать", "done": "Готово", "clear": "Очистить",
            "more": "Мне нужно ещё время", "leave": "Очистить и выйти", "cancel": "Отмена",
            "again": "Попробовать ещё раз", "name": "Асель",
        },
        "en": {
            "language": "English", "patient": "I am the patient", "next": "Next", "on": "Read on", "back": "Back",
            "understood": "I understand", "permit": "I agree", "deny": "I do not agree", "right": "Everything is right",
            "sign": "Sign", "done": "Done", "clear": "Clear", "more": "I need more time", "leave": "Clear and leave",
            "cancel": "Cancel", "again": "Try again", "name": "Assel",
        },
    }
)  # fmt: skip
"""The names of the controls, as a visitor reads or hears them."""
ORDER = ("who", "identify", "name", "notice", "information", "choices", "words", "review", "sign", "done")


@dataclass
class Visit:
    """A visitor who knows one language, at a kiosk; `taps` counts what they touched."""

    program: Program
    language: str = "kk"
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.program.engine.warnings.connect(lambda found: self.complaints.extend(item.toString() for item in found))
        self.hand = Hand(self.program.window, self.program.kiosk)
        self.taps = self.frames = 0
        self.closed = False
        self.program.window.frameSwapped.connect(self._draws)

    def _draws(self) -> None:
        self.frames += 1

    def close(self) -> None:
        """Close the kiosk; what its station signed is durable then, and the station is free."""
        if not self.closed:
            self.closed = True
            self.complaints += with_their_own_metaobject()
            self.program.close()

    @property
    def screen(self) -> str:
        return self.hand.screen

    @property
    def sitting(self):
        return self.program.kiosk._flow.sitting

    def wait(self, condition: str | Callable[[], bool], patience: float = PATIENCE) -> None:
        if isinstance(condition, str):
            wanted = condition
            self.hand.wait(lambda: self.screen == wanted, patience, wanted)
        else:
            self.hand.wait(condition, patience)

    def rest(self) -> None:
        """Wait until nothing on the screen moves any more: a page that is read on glides, and its button changes."""
        still = 0
        while still < STILL:
            drawn = self.frames
            QTest.qWait(10)
            still = still + 1 if drawn == self.frames else 0

    def tap(self, key: str) -> None:
        """Touch a control by its name in the visitor's language, or by the name given."""
        name = WORDS[self.language].get(key, key)
        self.hand.wait(lambda: self.hand.find(name) is not None, PATIENCE, name)
        self.hand.tap(name)
        self.taps += 1

    def read(self, until: str) -> None:
        words = WORDS[self.language]
        self.hand.tap_until([words["on"], words["understood"], words["next"]], until, PATIENCE)

    def go(self, to: str, verdicts: Mapping[int, str] | str = "permit", name: str | None = None) -> None:
        """Go the ordinary way from wherever the visitor is as far as a screen."""
        while (before := self.screen) != to:
            self._step(verdicts, name)
            self.wait(lambda before=before: self.screen != before)

    def _step(self, verdicts: Mapping[int, str] | str, name: str | None) -> None:
        screen = self.screen
        if screen == "welcome":
            self.wait(lambda: bool(self.program.window.property("complete")))
            self.tap("language")
            self.wait(lambda: self.screen not in ("welcome", "checking"))
        elif screen == "who":
            self.tap("patient")
        elif screen == "identify":
            self.hand.type(IIN)
            self.tap("next")
        elif screen == "name":
            self.hand.type(name or WORDS[self.language]["name"])
            self.tap("next")
        elif screen in ("notice", "information"):
            self.read("information" if screen == "notice" else "choices")
        elif screen == "choices":
            for place in range(len(self.sitting.scopes)):
                self.tap(verdicts if isinstance(verdicts, str) else verdicts.get(place, "deny"))
                self.tap("next")
        elif screen == "assent":
            self._stay_silent()
        elif screen == "words":
            self.tap("next")
        elif screen == "review":
            self.wait(lambda: not self.program.kiosk.property("busy"))
            self.tap("right")
        elif screen == "sign":
            self.hand.draw("signature")
            self.tap("sign")
            self.wait(lambda: self.screen not in ("sign", "signing"))
        else:
            raise AssertionError(f"no ordinary way on from {screen}: {self.hand.texts()}")

    def _stay_silent(self) -> None:
        """Let a child not answer."""
        from tests.kiosk import ways

        for _ in ways.assents(self, "Does not answer"):
            pass
        self.wait(lambda: self.screen != "assent")


def with_their_own_metaobject() -> list[str]:
    """Name the objects of types that QML knows whose metaobject ends with them, and not with their type (ADR 0029)."""
    seen = [each for each in gc.get_objects() if issubclass(type(each), QObject)]
    known = [each for each in seen if hasattr(sys.modules[type(each).__module__], "QML_IMPORT_NAME")]
    return [f"{type(each).__name__}: make a Slot of what its signals call" for each in known if OWN in vars(each)]


def open_kiosk(
    folder: Path,
    settings: str = "",
    size: tuple[int, int] = (1280, 800),
    *,
    once: bool = False,
    speaker: Speaker | None = None,
    camera: Source | None = None,
) -> Program:
    """Open the kiosk of the station in a folder, with what stands in its kiosk.toml."""
    (folder / "kiosk.toml").write_text(settings, encoding="utf-8")
    program = Program(
        folder, passphrase=lambda: PASSPHRASE, once=once, size=QSize(*size), speaker=speaker, camera=camera
    )
    assert QTest.qWaitForWindowExposed(program.window)
    program.window.requestActivate()
    return program
