"""What a screen says of itself, read from the accessibility tree in reading order: the very texts that are seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow

Role = QAccessible.Role
TEXTS = (Role.StaticText, Role.Heading, Role.Graphic, Role.Canvas)
CONTROLS: Mapping[QAccessible.Role, str] = {
    Role.Button: "button",
    Role.RadioButton: "choice",
    Role.CheckBox: "choice",
    Role.EditableText: "field",
}
"""Role → the words that tell it; see qml/parts/Spoken.qml."""
BETWEEN = ("\n", "·")
"""What stands between words of several languages in one line."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How lines are put into words: a phrase for each role, the language, and names that are in another one."""

    words: Mapping[str, str]
    language: str
    tongues: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is said on a screen, and in which language."""

    text: str
    language: str


def lines_of(window: QQuickWindow, manner: Manner) -> list[Line]:
    """Return everything that a screen says, in reading order: of a question over it, the question alone.

    The tools at hand on every screen are told when they are in focus, and the digits of a keypad too.
    """
    root = QAccessible.queryAccessibleInterface(window)
    if root is None:
        return []
    dialog = next((node for node, _ in _beneath(root) if node.role() == Role.Dialog), None)
    return [line for node, tool in _beneath(dialog or root) for line in _lines(node, manner, tool=tool)]


def line_of(item: QQuickItem, manner: Manner) -> Line | None:
    """Return what a control in focus says: its name, role and state; what was typed in a field, too."""
    node = QAccessible.queryAccessibleInterface(item)
    if node is None or not node.isValid() or not _name(node):
        return None
    if node.role() not in CONTROLS:
        return Line(_name(node), manner.language)
    typed = typed_in(item)
    said = _control(node, manner)
    return Line(f"{said.text} {typed}", said.language) if typed else said


def typed_in(item: QQuickItem | None) -> str | None:
    """Return what was typed in a field; None where it is no field, or a secret one."""
    node = QAccessible.queryAccessibleInterface(item) if item is not None else None
    if item is None or node is None or node.role() != Role.EditableText or node.state().passwordEdit:
        return None
    return str(item.property("text") or "")


def change_of(before: str, typed: str, words: Mapping[str, str]) -> str:
    """Return what to say of a field's text that has changed: what is new in it, or what was erased; a sign by name."""
    start = _alike(before, typed)
    end = _alike(before[start:][::-1], typed[start:][::-1])
    new, erased = typed[start : len(typed) - end], before[start : len(before) - end]
    change = (new or erased).strip() or " "
    said = words.get(change.lower(), change) if len(change) == 1 else change
    return said if new else words.get("erased", "%1").replace("%1", said)


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    differ = (place for place, (ours, theirs) in enumerate(zip(one, other, strict=False)) if ours != theirs)
    return next(differ, min(len(one), len(other)))


def _beneath(node: QAccessibleInterface, *, tool: bool = False) -> Iterator[tuple[QAccessibleInterface, bool]]:
    """Yield what is seen beneath a node, in reading order, and whether it is one of the tools that are always at hand.

    What is inside of a control is that control's own.
    """
    for place in range(node.childCount()):
        child = node.child(place)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        yield child, tool
        if child.role() not in CONTROLS:
            yield from _beneath(child, tool=tool or child.role() == Role.ToolBar)


def _lines(node: QAccessibleInterface, manner: Manner, *, tool: bool) -> Iterator[Line]:
    role, name = node.role(), _name(node)
    if not name:
        return
    if role == Role.AlertMessage:
        yield Line(manner.words.get("alert", "%1").replace("%1", name), manner.language)
    elif role in CONTROLS:
        if len(name) > 1 and not tool:
            yield _control(node, manner)
            if explained := node.text(QAccessible.Text.Description).strip():
                yield Line(explained, manner.language)
    elif role in TEXTS:
        yield from _tongues(name, manner)


def _control(node: QAccessibleInterface, manner: Manner) -> Line:
    name, kind = _name(node), CONTROLS[node.role()]
    if name in manner.tongues:
        return Line(name, manner.tongues[name])
    if kind == "choice":
        kind = "chosen" if node.state().checked else "unchosen"
    return Line(manner.words.get(kind, "%1").replace("%1", name), manner.language)


def _tongues(text: str, manner: Manner) -> Iterator[Line]:
    """Yield a text whole, or where it greets in several languages, each of them in itself."""
    parts = [text]
    for mark in BETWEEN:
        parts = [part for whole in parts for part in whole.split(mark)]
    parts = [part.strip() for part in parts]
    if all(part in manner.tongues for part in parts):
        yield from (Line(part, manner.tongues[part]) for part in parts)
    else:
        yield Line(text, manner.language)


def _name(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name).strip()
