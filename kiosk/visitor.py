"""A scripted visitor: uses the real window by touch, and finds what to touch by the names that everybody hears.

A script is TOML, a list of steps:

    [[step]]
    tap = "Next"            # or a list, touched in turn where they are on the screen
    until = "choices"       # ... again and again until this screen is there

    [[step]]
    type = "900101300126"   # on the keypad of the screen, or on the on-screen keyboard

    [[step]]
    draw = "signature"      # or "cross" or "dot", on the field to sign in or the page to write on

    [[step]]
    wait = "done"           # a screen, for at most `patience` seconds

    [[step]]
    shot = "done"           # a picture, NN-done.png
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtQml import QQmlEngine, QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from econsent.errors import ArgumentInvalid, InputError
from kiosk.bridge.kiosk import Kiosk

MILLISECOND = 1000
PATIENCE = 60.0
"""Seconds to wait for what a quiet machine does at once."""
_FRAME = 16  # ms
_STILL = 250  # ms: longer than the only motion there is (Theme.calm)
_PRESSED = (QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox)
Strokes = Sequence[Sequence[tuple[float, float]]]
"""Strokes of points, in shares of a field's width and height."""


def _loops() -> list[tuple[float, float]]:
    """Return the loops of a signature, from a wide one to narrow ones."""
    turns = [place / 90 for place in range(91)]
    return [
        (0.14 + 0.62 * turn + 0.035 * math.cos(40 * turn), 0.52 - 0.24 * math.sin(40 * turn) * (1 - 0.75 * turn))
        for turn in turns
    ]


def _line(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    shares = [place / 16 for place in range(17)]
    return [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in shares]


DRAWINGS: dict[str, Strokes] = {
    "signature": (_loops(), _line((0.30, 0.80), (0.86, 0.68))),
    "cross": (_line((0.42, 0.30), (0.58, 0.66)), _line((0.58, 0.30), (0.42, 0.66))),
    "dot": ([(0.5, 0.5)],),
}


class StuckVisitor(InputError):
    """A scripted visitor does not find on the screen what its script names."""

    code = "kiosk.visitor-stuck"


class Act(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a script; exactly one of tap, type, draw, wait and shot."""

    tap: str | list[str] | None = None
    until: str | None = None
    type: str | None = None
    draw: str | None = None
    wait: str | None = None
    shot: str | None = None
    patience: float = PATIENCE

    def __post_init__(self) -> None:
        chosen = [name for name in ("tap", "type", "draw", "wait", "shot") if getattr(self, name) is not None]
        if len(chosen) != 1:
            raise ValueError("a step does one thing")
        if self.draw is not None and self.draw not in DRAWINGS:
            raise ValueError(f"a visitor can draw {' or '.join(DRAWINGS)}")


class Script(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a visitor does, in order."""

    step: tuple[Act, ...]


class Visitor:
    """Someone at the window."""

    def __init__(self, script: Script, screens: Path | None = None) -> None:
        self._script = script
        self._screens = screens
        self._pictures = 0

    @classmethod
    def read(cls, file: Path, screens: Path | None) -> Visitor:
        """Return the visitor of a script; raise ArgumentInvalid."""
        try:
            return cls(msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Script), screens)
        except (OSError, ValueError) as error:
            raise ArgumentInvalid(f"The visitor's script cannot be used: {error}.") from None

    def visit(self, window: QQuickWindow, kiosk: Kiosk) -> None:
        """Do every step; raise StuckVisitor, naming the step, where it cannot be done."""
        hand = Hand(window, kiosk)
        hand.wait(lambda: bool(window.property("complete")), PATIENCE)
        for number, act in enumerate(self._script.step, 1):
            try:
                self._do(act, hand)
            except StuckVisitor as error:
                raise StuckVisitor(f"Step {number}: {error.what}", remedy=f"There is: {hand.seen()}.") from None

    def _do(self, act: Act, hand: Hand) -> None:
        if act.tap is not None:
            hand.tap_until([act.tap] if isinstance(act.tap, str) else act.tap, act.until, act.patience)
        elif act.type is not None:
            hand.type(act.type)
        elif act.draw is not None:
            hand.draw(act.draw)
        elif act.wait is not None:
            wanted = act.wait
            hand.wait(lambda: hand.screen == wanted, act.patience, wanted)
        elif act.shot is not None and self._screens is not None:
            self._picture(act.shot, hand, self._screens)

    def _picture(self, name: str, hand: Hand, folder: Path) -> None:
        self._pictures += 1
        folder.mkdir(parents=True, exist_ok=True)
        hand.picture(folder / f"{self._pictures:02}-{name}.png")


class Hand:
    """A finger on a window, and eyes that read the accessibility tree."""

    def __init__(self, window: QQuickWindow, kiosk: Kiosk) -> None:
        self._window = window
        self._kiosk = kiosk
        self._device = QTest.createTouchDevice()

    @property
    def screen(self) -> str:
        """Return the screen that is shown, or the question over it."""
        return str(self._kiosk.property("overlay") or self._kiosk.property("screen"))

    def names(self) -> list[str]:
        """Return the names of everything that can be pressed now; nothing that was typed."""
        return [name for name, _ in self.controls()]

    def seen(self) -> str:
        """Return the screen, what can be pressed there, and the code of its trouble; nothing that was typed."""
        code = self._kiosk.property("trouble").get("code")
        return f"{self.screen}{f' ({code})' if code else ''}, {', '.join(self.names())}"

    def texts(self) -> list[str]:
        """Return everything that is said on the screen, as it is read aloud."""
        spoken = (QAccessible.Role.StaticText, QAccessible.Role.Heading, QAccessible.Role.AlertMessage)
        return [node.text(QAccessible.Text.Name) for node in self._nodes() if node.role() in spoken]

    def find(self, name: str) -> QRect | None:
        """Return where a control is, in the window; None where there is none of this name."""
        return next((rect for own, rect in self.controls() if own == name), None)

    def tap_until(self, names: Sequence[str], until: str | None, patience: float) -> None:
        """Touch the named controls in turn: each once, or again and again until a screen is there."""
        if until is None:
            for name in names:
                self.wait(partial(self._is_there, name), patience, name)
                self.tap(name)
            return
        deadline = QDeadlineTimer(round(patience * MILLISECOND))
        while not deadline.hasExpired():
            for name in names:
                QTest.qWait(1)
                if self.screen == until:
                    return
                rect = self._steady(name)
                if rect is not None:
                    self.touch(rect.center())
        raise StuckVisitor(f"“{until}” does not come.")

    def _is_there(self, name: str) -> bool:
        return self.find(name) is not None

    def tap(self, name: str) -> None:
        """Touch a control."""
        rect = self._steady(name)
        if rect is None:
            raise StuckVisitor(f"There is no “{name}”.")
        self.touch(rect.center())

    def _steady(self, name: str | None) -> QRect | None:
        """Return where a control, or with no name the field to sign in, is once it stays there.

        A screen that has just come is still being laid out: it stays once a frame has passed and changed nothing.
        """
        look = self._field if name is None else partial(self.find, name)
        rect, before = look(), None
        while rect is not None and rect != before:
            QTest.qWait(_FRAME)
            self._settle()  # on a busy machine the wait may end before what was due in it is done
            rect, before = look(), rect
        return rect

    def _field(self) -> QRect | None:
        return next((self._in_window(node) for node in self._nodes() if node.role() == QAccessible.Role.Canvas), None)

    def touch(self, spot: QPoint) -> None:
        """Touch a spot and let go."""
        QTest.touchEvent(self._window, self._device).press(0, spot, self._window).commit()
        QTest.touchEvent(self._window, self._device).release(0, spot, self._window).commit()
        self._settle()

    def type(self, text: str) -> None:
        """Type on what the screen offers: its keypad, or the on-screen keyboard."""
        for character in text:
            if self.find(character) is not None:
                self.tap(character)
            else:
                self._press_key(character)

    def draw(self, what: str) -> None:
        """Draw on the field for the signature."""
        field = self._steady(None)
        if field is None:
            raise StuckVisitor("There is no field to sign in.")
        for stroke in DRAWINGS[what]:
            points = [_within(field, point) for point in stroke]
            QTest.touchEvent(self._window, self._device).press(0, points[0], self._window).commit()
            for point in points[1:]:
                QTest.touchEvent(self._window, self._device).move(0, point, self._window).commit()
            QTest.touchEvent(self._window, self._device).release(0, points[-1], self._window).commit()
        self._settle()

    def picture(self, file: Path) -> None:
        """Save what the window shows, once nobody waits for the station and nothing moves."""
        self.wait(lambda: not self._kiosk.property("busy"), PATIENCE)
        QTest.qWait(_STILL)
        self._window.grabWindow().save(str(file))

    def wait(self, condition: Callable[[], bool], patience: float, wanted: str = "the next screen") -> None:
        """Wait for something to come true; the window goes on meanwhile."""
        deadline = QDeadlineTimer(round(patience * MILLISECOND))
        while not condition():
            if deadline.hasExpired():
                raise StuckVisitor(f"“{wanted}” does not come.")
            QTest.qWait(5)

    def _settle(self) -> None:
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    # ── the on-screen keyboard, whose keys are not in the accessibility tree ──

    def _press_key(self, character: str) -> None:
        self.wait(lambda: self._key(character) is not None, PATIENCE, character)
        key = self._key(character)
        if key is not None and character.isalpha() and key.property("uppercased") != character.isupper():
            self._press(next(key for key in self._keys() if key.metaObject().className().startswith("ShiftKey")))
            key = self._key(character)
        if key is not None:
            self._press(key)

    def _key(self, character: str) -> QQuickItem | None:
        wanted = character.lower()
        for key in self._keys():
            if wanted in (str(key.property("text")).lower(), str(key.property("displayText")).lower()):
                return key
            if character == " " and key.metaObject().className().startswith("SpaceKey"):
                return key
        return None

    def _keys(self) -> Iterator[QQuickItem]:
        waiting = [self._window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                waiting += item.childItems()
                if item.property("keyType") is not None and item.property("keyPanelDelegate") is not None:
                    yield item

    def _press(self, key: QQuickItem) -> None:
        self.touch(key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint())

    # ── the accessibility tree ──

    def controls(self) -> Iterator[tuple[str, QRect]]:
        """Yield everything that can be pressed: its name and its place in the window."""
        found = [(node, _PRESSED.index(node.role())) for node in self._nodes() if node.role() in _PRESSED]
        for node, _ in sorted(found, key=lambda one: one[1]):
            yield node.text(QAccessible.Text.Name), self._in_window(node)

    def fields(self) -> Iterator[tuple[str, QRect]]:
        """Yield every field for one line of typing (longer ones scroll): its name and its place in the window."""
        for node in self._nodes():
            if node.role() == QAccessible.Role.EditableText and not node.state().multiLine:
                yield node.text(QAccessible.Text.Name), self._in_window(node)

    def chosen(self) -> list[str]:
        """Return the names of the answers that are chosen, as they are read aloud."""
        roles = (QAccessible.Role.RadioButton, QAccessible.Role.CheckBox)
        return [
            node.text(QAccessible.Text.Name) for node in self._nodes() if node.role() in roles and node.state().checked
        ]

    def focused(self) -> str:
        """Return the name of what has the focus of the keys; "" where nothing with a name has it."""
        found = [node.text(QAccessible.Text.Name) for node in self._nodes() if node.state().focused]
        return found[-1] if found else ""

    def _nodes(self) -> Iterator[QAccessibleInterface]:
        """Yield what the accessibility tree shows, one level after the other.

        The tree is built from the items: asked for its children one by one, Qt goes through every item of every screen,
        also of those that are not shown, for each of them.
        """
        waiting = [self._window.contentItem()]
        while waiting:
            for item, node in _told_below(waiting.pop(0)):
                waiting.append(item)
                yield node

    def _in_window(self, node: QAccessibleInterface) -> QRect:
        rect = node.rect()
        return QRect(self._window.mapFromGlobal(rect.topLeft()), rect.size())


def _told_below(parent: QQuickItem) -> Iterator[tuple[QQuickItem, QAccessibleInterface]]:
    """Yield the visible children that an item has in the accessibility tree: it leaves out items that say nothing."""
    for item in parent.childItems():
        if not item.isVisible():
            continue
        node = QAccessible.queryAccessibleInterface(item)
        if node is None:
            yield from _told_below(item)
        elif node.isValid() and not node.state().invisible:
            if _is_left_out(item):
                yield from _told_below(item)
            else:
                yield item, node


def _is_left_out(item: QQuickItem) -> bool:
    """Tell whether an item that the tree once showed says nothing any more: Qt keeps what described it."""
    return QQmlProperty.read(item, "Accessible.ignored", QQmlEngine.contextForObject(item)) is True


def _within(field: QRect, share: tuple[float, float]) -> QPoint:
    return QPoint(field.x() + round(field.width() * share[0]), field.y() + round(field.height() * share[1]))
