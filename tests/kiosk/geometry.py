"""What is wrong with a screen, measured from its items: cut, overlapped, off the glass, too small, scrolled unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QElapsedTimer, QMetaObject, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from tests.kiosk.visits import Visit

PIXEL = 1.5
FRAME = 16
SETTLING = 10_000
"""Milliseconds after which a fault is there to stay."""
TARGET = 14
"""Millimetres of glass that a finger needs."""
CONTRAST = 7
"""Of a text to what it stands on, as WCAG 2.2 reckons."""


@dataclass(frozen=True)
class Seen:
    """An item, where it is painted, what of it can be seen, and the scrolling sheet it lies on."""

    item: QQuickItem
    name: str
    place: QRectF
    clip: QRectF
    sheet: QQuickItem | None
    within: tuple[QQuickItem, ...]
    ground: QColor | None = None

    @property
    def visible(self) -> QRectF:
        return self.place.intersected(self.clip)


@dataclass
class Screen:
    """All that is shown: texts, what can be pressed or typed into, and what scrolls."""

    glass: QRectF
    texts: list[Seen]
    controls: list[Seen]
    sheets: list[Seen]
    marks: list[QQuickItem]
    grounds: list[tuple[QRectF, QColor]]
    """What was painted before, and its colour."""


def look_at(window: QQuickWindow, root: QQuickItem) -> Screen:
    """Collect what is seen below an item; the keys of the on-screen keyboard, which Qt lays out, are left out."""
    glass = QRectF(0, 0, window.width(), window.height())
    screen = Screen(glass, [], [], [], [], [(glass, QColor(window.color()))])
    _walk(root, glass, None, (), screen)
    return screen


def _walk(
    item: QQuickItem, clip: QRectF, sheet: QQuickItem | None, within: tuple[QQuickItem, ...], into: Screen
) -> None:
    if not item.isVisible() or item.opacity() == 0:
        return
    place = QRectF(item.mapToScene(QPointF(0, 0)), item.mapToScene(QPointF(item.width(), item.height())))
    if item.inherits("QQuickText") and item.property("text"):
        painted = QRectF(place.topLeft(), QSizeF(item.property("paintedWidth"), item.property("paintedHeight")))
        beneath = [colour for where, colour in into.grounds if where.contains(painted.center())]
        ground = beneath[-1] if beneath else into.grounds[0][1]  # of a text that lies off the glass there is none
        into.texts.append(Seen(item, item.property("text"), painted, clip, sheet, within, ground))
    if item.inherits("QQuickRectangle") and item.property("color").alphaF() == 1:
        into.grounds.append((place.intersected(clip), item.property("color")))
    if _can_be_used(item):
        into.controls.append(Seen(item, item.property("name"), place, clip, sheet, within))
        within = (*within, item)
    if item.property("marked") is not None:
        into.marks.append(item.property("marked"))
    if item.inherits("QQuickFlickable"):
        into.sheets.append(Seen(item, "", place, clip, sheet, within))
        sheet = item
    inner = clip.intersected(place) if item.clip() else clip
    for child in item.childItems():
        if child.property("keyPanelDelegate") is None:
            _walk(child, inner, sheet, within, into)


def _can_be_used(item: QQuickItem) -> bool:
    """Tell whether an item is a Pressable or a TextBox."""
    return item.property("choosable") is not None or item.property("oneLine") is not None


def faults(here: Visit) -> list[str]:
    """Return what is wrong with the screen that is shown, or with the question over it."""
    screen = look_at(here.program.window, _uppermost(here))
    return [
        *_cut(screen), *_off(screen), *_overlaps(screen.texts, 0.3), *_overlaps(screen.controls, 0), *_hidden(screen),
        *_unsaid(screen), *_too_small(here, screen), *_faint(screen),
    ]  # fmt: skip


def _uppermost(here: Visit) -> QQuickItem:
    content: QQuickItem = here.program.window.contentItem()
    if not here.program.kiosk.property("overlay"):
        return content
    return next(item for item in _all(content) if item.property("stayName") is not None)


def every_item(here: Visit) -> Iterator[QQuickItem]:
    """Yield every item of the window, also what is not visible."""
    return _all(here.program.window.contentItem())


def _all(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _all(child)


def _cut(screen: Screen) -> Iterator[str]:
    for text in screen.texts:
        if text.item.property("truncated"):
            yield f"truncated: {text.name}"
        if text.place.width() > text.item.width() + PIXEL:
            yield f"wider than its place: {text.name}"
        for control in text.within:
            room = QRectF(control.mapToScene(QPointF(0, 0)), QSizeF(control.width(), control.height()))
            if not _grown(room).contains(text.place):
                yield f"beyond its control: {text.name}"


def _off(screen: Screen) -> Iterator[str]:
    glass = _grown(screen.glass)
    for seen in (*screen.texts, *screen.controls):
        if seen.sheet is None and not glass.contains(seen.place):
            yield f"off the screen: {seen.name}"
        if seen.sheet is not None and not _grown(QRectF(0, -1e5, glass.width(), 2e5)).contains(seen.place):
            yield f"off the screen, across: {seen.name}"


def _overlaps(seen: list[Seen], share: float) -> Iterator[str]:
    for one, other in combinations(seen, 2):
        both = one.visible.intersected(other.visible)
        least = share * min(one.visible.height(), other.visible.height())
        if both.width() > PIXEL and both.height() > max(PIXEL, least):
            yield f"overlap: {one.name} | {other.name}"


def _hidden(screen: Screen) -> Iterator[str]:
    """A text under a control that it does not belong to."""
    for text in screen.texts:
        for control in screen.controls:
            both = text.visible.intersected(control.visible)
            if control.item not in text.within and both.width() > PIXEL and both.height() > 0.3 * text.place.height():
                yield f"beneath a control: {text.name} | {control.name}"


def _unsaid(screen: Screen) -> Iterator[str]:
    """What is longer than its sheet must show that it goes on, and show a few lines at a time."""
    for sheet in screen.sheets:
        longer = sheet.item.property("contentHeight") > sheet.item.height() + PIXEL
        typed = bool(sheet.within) and bool(sheet.within[-1].property("oneLine"))
        if longer and not typed and sheet.item not in screen.marks:
            yield f"goes on unsaid: {[text.name for text in screen.texts if text.sheet == sheet.item][-1:]}"


def _faint(screen: Screen) -> Iterator[str]:
    """A text that does not stand out 7:1 from what is painted beneath it."""
    for text in screen.texts:
        found = contrast(text.item.property("color"), text.ground)
        if text.visible.height() > 0 and found < CONTRAST:
            yield f"faint, {found:.1f}: {text.name}"


def _too_small(here: Visit, screen: Screen) -> Iterator[str]:
    least = TARGET * here.program.window.property("pixelsPerMillimetre")
    for control in screen.controls:
        if min(control.place.width(), control.place.height()) < least:
            yield f"too small for a finger: {control.name}"


def luminance(color: QColor) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _grown(place: QRectF) -> QRectF:
    return place.adjusted(-PIXEL, -PIXEL, PIXEL, PIXEL)


def lasting_faults(here: Visit, on_purpose: str | tuple[str, ...] = ()) -> list[str]:
    """Return the faults that the next frames do not mend by themselves: a busy machine lays out late."""
    passed = QElapsedTimer()
    passed.start()
    while (wrong := [said for said in faults(here) if not said.startswith(on_purpose)]) and not passed.hasExpired(
        SETTLING
    ):
        QTest.qWait(FRAME)
    return wrong


def faults_of_all_sheets(here: Visit) -> list[str]:
    """Return the faults of a screen, and of every further sheet of answers that it turns to."""
    wrong = lasting_faults(here)
    for options in [item for item in every_item(here) if item.property("sheets") is not None]:
        for _ in range(options.property("sheets") - 1 if options.isVisible() else 0):
            QMetaObject.invokeMethod(options, "turn")
            wrong += lasting_faults(here)
    return wrong
