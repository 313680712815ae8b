"""What is seen, measured: nothing is cut, overlapped or off the screen, contrast is 7:1, targets are 14 mm."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.bridge.kiosk import TEXT_SCALES
from tests.kiosk import ways
from tests.kiosk.visits import ORDER, Visit

Come = Callable[..., Visit]
SIZES = ((1280, 800), (1920, 1080), (1080, 1920))
EVERYTHING = list(product(("kk", "ru", "en"), SIZES, range(len(TEXT_SCALES))))
SAMPLE = [
    ("kk", (1280, 800), 0),
    ("kk", (1280, 800), 2),
    ("ru", (1080, 1920), 2),
    ("ru", (1280, 800), 2),
    ("en", (1920, 1080), 1),
]
LARGEST = [("kk", (1280, 800), 2), ("ru", (1080, 1920), 2)]
"""The longest words on the smallest screen and on the narrowest."""
PIXEL = 1.5
FRAME = 16
SETTLING = 3000
"""Milliseconds after which a fault is there to stay."""


def walk(item: QQuickItem, clip: QRectF, found: list[tuple[QQuickItem, QRectF, QRectF]]) -> None:
    """Collect every visible text with where it is painted, and the part of the window in which it can be seen."""
    if not item.isVisible() or item.opacity() == 0:
        return
    place = QRectF(item.mapToScene(QPointF(0, 0)), item.mapToScene(QPointF(item.width(), item.height())))
    if item.inherits("QQuickText") and item.property("text"):
        painted = QRectF(place.topLeft(), QSizeF(item.property("paintedWidth"), item.property("paintedHeight")))
        found.append((item, painted, clip))
    inner = clip.intersected(place) if item.clip() else clip
    for child in item.childItems():
        if child.property("keyPanelDelegate") is None:
            walk(child, inner, found)


def faults(here: Visit) -> list[str]:
    """Return what is wrong with the screen that is shown."""
    window = here.program.window
    glass = QRectF(0, 0, window.width(), window.height())
    texts: list[tuple[QQuickItem, QRectF, QRectF]] = []
    walk(window.contentItem(), glass, texts)
    wrong = [f"truncated: {item.property('text')}" for item, _, _ in texts if item.property("truncated")]
    wrong += [
        f"wider than its place: {item.property('text')}"
        for item, painted, _ in texts
        if painted.width() > item.width() + PIXEL
    ]
    seen = [(item, painted.intersected(clip), painted, clip) for item, painted, clip in texts]
    wrong += [
        f"off the screen: {item.property('text')}"
        for item, _, painted, clip in seen
        if clip == glass and not glass.adjusted(-PIXEL, -PIXEL, PIXEL, PIXEL).contains(painted)
    ]
    for (one, first, *_), (other, second, *_) in combinations(seen, 2):
        both = first.intersected(second)
        if both.width() > PIXEL and both.height() > 0.3 * min(first.height(), second.height()):
            wrong.append(f"overlap: {one.property('text')} | {other.property('text')}")
    controls = [(name, QRectF(rect)) for name, rect in (*here.hand.controls(), *here.hand.fields()) if name]
    wrong += [f"off the screen: {name}" for name, rect in controls if not glass.adjusted(-2, -2, 2, 2).contains(rect)]
    for (name, first), (other, second) in combinations(controls, 2):
        both = first.intersected(second)
        if both.width() > 2 and both.height() > 2:
            wrong.append(f"overlap: {name} | {other}")
    return wrong


def lasting_faults(here: Visit, on_purpose: str | tuple[str, ...] = "nothing") -> list[str]:
    """Return the faults that the next frames do not mend by themselves: a busy machine lays out late."""
    passed = QElapsedTimer()
    passed.start()
    while (wrong := [said for said in faults(here) if not said.startswith(on_purpose)]) and not passed.hasExpired(
        SETTLING
    ):
        QTest.qWait(FRAME)
    return wrong


def enlarge(here: Visit, times: int) -> None:
    for _ in range(times):
        here.program.kiosk.enlarge()


def look(here: Visit, scale: int) -> dict[str, list[str]]:
    """Go the whole way, and return the faults of each screen."""
    found: dict[str, list[str]] = {}
    here.wait(lambda: bool(here.program.window.property("complete")), 30)
    enlarge(here, scale)
    for screen in ("welcome", *ORDER):
        if screen != "welcome":
            here.go(screen, "deny")
        here.wait(lambda: not here.program.kiosk.busy)
        found[screen] = lasting_faults(here)
    return {screen: wrong for screen, wrong in found.items() if wrong}


@pytest.mark.parametrize(("language", "size", "scale"), SAMPLE)
def test_nothing_is_cut_overlapped_or_off_the_screen(
    visit: Come, language: str, size: tuple[int, int], scale: int
) -> None:
    assert look(visit(language, size=size), scale) == {}


@pytest.mark.sweep
@pytest.mark.parametrize(("language", "size", "scale"), EVERYTHING)
def test_nothing_is_cut_anywhere(visit: Come, language: str, size: tuple[int, int], scale: int) -> None:
    assert look(visit(language, size=size), scale) == {}


def look_around(here: Visit, scale: int) -> dict[str, list[str]]:
    """Go every other way, and return the faults of each stage."""
    here.wait(lambda: bool(here.program.window.property("complete")), 30)
    found = {}
    for stage in ways.tour(here):
        if here.program.kiosk.property("textScale") != TEXT_SCALES[scale]:  # each visitor begins with the smallest
            enlarge(here, scale)
        found[stage] = lasting_faults(here)
    return {stage: wrong for stage, wrong in found.items() if wrong}


@pytest.mark.parametrize(("language", "size", "scale"), LARGEST)
def test_nothing_is_cut_on_the_other_ways(visit: Come, language: str, size: tuple[int, int], scale: int) -> None:
    assert look_around(visit(language, size=size), scale) == {}


@pytest.mark.sweep
@pytest.mark.parametrize(("language", "size", "scale"), EVERYTHING)
def test_nothing_is_cut_anywhere_on_the_other_ways(
    visit: Come, language: str, size: tuple[int, int], scale: int
) -> None:
    assert look_around(visit(language, size=size), scale) == {}


@pytest.mark.parametrize("overlay", ["cancel", "idle"])
@pytest.mark.parametrize("scale", [0, 2])
def test_the_questions_over_a_screen_fit(visit: Come, overlay: str, scale: int) -> None:
    """They lie over the screen on purpose."""
    here = visit("kk")
    here.go("who")
    enlarge(here, scale)
    here.program.kiosk.send(overlay)
    assert lasting_faults(here, on_purpose="overlap") == []


def luminance(color: QColor) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = (
    ("ink", "ground"), ("ink", "surface"), ("ink", "pressed"), ("soft", "ground"), ("soft", "surface"),
    ("primaryInk", "primary"), ("primaryInk", "primaryPressed"), ("primary", "surface"), ("noticeInk", "notice"),
    ("noticeInk", "surface"),
)  # fmt: skip


@pytest.mark.parametrize("high", [False, True])
def test_text_stands_out_seven_to_one(visit: Come, high: bool) -> None:
    here = visit("kk")
    if high:
        here.program.kiosk.changeContrast()
    theme = here.program.engine.singletonInstance("kiosk.qml", "Theme")
    assert theme.property("highContrast") == high
    weak = {
        (text, ground): round(contrast(theme.property(text), theme.property(ground)), 1)
        for text, ground in PAIRS
        if contrast(theme.property(text), theme.property(ground)) < 7
    }
    assert weak == {}
    assert contrast(theme.property("line"), theme.property("surface")) >= 3


def test_targets_are_fourteen_millimetres_on_the_glass(visit: Come) -> None:
    here = visit("ru")
    least = 14 * here.program.window.property("pixelsPerMillimetre")
    for screen in ORDER[:-1]:
        here.go(screen)
        small = [(name, rect.size()) for name, rect in here.hand.controls() if min(rect.width(), rect.height()) < least]
        assert small == [], screen


def test_on_the_other_ways_targets_are_as_large_and_named_and_nothing_is_chosen_beforehand(visit: Come) -> None:
    here = visit("en")
    least = 14 * here.program.window.property("pixelsPerMillimetre")
    for stage in ways.tour(here):
        controls = list(here.hand.controls())
        assert all(name for name, _ in controls), stage
        assert [name for name, rect in controls if min(rect.width(), rect.height()) < least] == [], stage
        assert set(here.hand.chosen()) <= {"English"}, stage


def test_both_answers_weigh_the_same(visit: Come) -> None:
    here = visit("ru")
    here.go("choices")
    sizes = {rect.size().toTuple() for name, rect in here.hand.controls() if "огласен" in name}
    assert len(sizes) == 1
    assert here.sitting.answers == {}
