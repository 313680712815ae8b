"""What is seen, measured: nothing is cut, overlapped or off the screen, contrast is 7:1, targets are 14 mm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import QMetaObject, QMetaType, QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from econsent.library import Library
from kiosk import flow
from kiosk.__main__ import dots_per_inch
from kiosk.bridge.look import TEXT_SCALES
from tests.kiosk import photos, stages, ways
from tests.kiosk.geometry import FRAME, TARGET, contrast, every_item, faults_of_all_sheets, lasting_faults
from tests.kiosk.stills import Still
from tests.kiosk.visits import Visit

Come = Callable[..., Visit]
SIZES = ((1280, 800), (1920, 1080), (1080, 1920))
SAMPLE = {"kk": ((1280, 800), 2), "ru": ((1080, 1920), 1)}
"""Language → on which glass, in which size of text, every stage is looked at: long words, and the two narrowest."""
EVERYTHING = list(product(SIZES, range(len(TEXT_SCALES))))
"""The same of a sweep, in each language."""
QML = Path(__file__).parents[2] / "kiosk" / "qml"
LITERAL = re.compile(r"\"#[0-9a-fA-F]{3,8}\"|Qt\.(?:rgba\((?!Theme)|color|lighter|darker)")
MOTION = re.compile(r"\bBehavior on\b|\b\w*(?:Animation|Animator)\b *\{|\bTransition\b *\{")
BESIDE = {
    "Welcome": "welcome", "StaffRoom": "", "StaffDoor": "staff-door", "StaffHall": "staff-room",
    "StaffBatch": "staff-batch", "StaffEnrolment": "staff-enrol",
}  # fmt: skip
"""Files of screens that are not the flow's, and what stands in each."""


def enlarge(here: Visit, times: int) -> None:
    for _ in range(times):
        here.program.kiosk.enlarge()


def show(here: Visit, size: tuple[int, int], scale: int) -> None:
    """Show the screen that is there on another glass, in another size of text; the largest in the darker colours."""
    if here.program.window.size().toTuple() != size:
        here.program.window.resize(*size)
    while here.program.kiosk.property("textScale") != TEXT_SCALES[scale]:
        here.program.kiosk.enlarge()
    if here.program.kiosk.property("highContrast") != (scale == 2):
        here.program.kiosk.changeContrast()
    QTest.qWait(FRAME)
    here.program.window.grabWindow()  # which lays out what waits for a frame


def look_around(here: Visit, looks: Sequence[tuple[tuple[int, int], int]]) -> tuple[dict[str, list[str]], set[str]]:
    """Go every way, and look at each stage on each glass; return what is wrong where, and which screens were seen."""
    wrong: dict[str, list[str]] = {}
    seen: set[str] = set()
    for stage in stages.every(here):
        seen.add(f"staff-{here.program.office.screen}" if here.program.office.screen else here.screen)
        for size, scale in looks:
            show(here, size, scale)
            found = faults_of_all_sheets(here)
            if found:
                wrong[f"{stage} {size[0]}x{size[1]} x{TEXT_SCALES[scale]}"] = found
        if len(looks) > 1:
            show(here, SIZES[0], 0)
    return wrong, seen


def screens_of(window: QQuickWindow) -> set[str]:
    """Return every screen there is: of the flow, of the staff, and the questions over them."""
    files = window.property("files").toVariant()
    written = {file.stem for file in (QML / "screens").glob("*.qml")}
    assert written == {*files.values(), *BESIDE}, "a screen that no look is taken at"
    return {*files, *flow.OVERLAYS, *filter(None, BESIDE.values())}


@pytest.mark.long
@pytest.mark.no_cover
@pytest.mark.parametrize("language", SAMPLE)
def test_nothing_is_cut_overlapped_or_off_the_screen(
    visit: Come, library: Library, tmp_path: Path, language: str
) -> None:
    here = visit(
        language,
        stages.prepare(library, tmp_path),
        camera=Still(photos.photo(photos.ASKEW)),
        size=SAMPLE[language][0],
    )
    wrong, seen = look_around(here, [SAMPLE[language]])
    assert wrong == {}
    assert seen == screens_of(here.program.window)


@pytest.mark.sweep
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_nothing_is_cut_anywhere(visit: Come, library: Library, tmp_path: Path, language: str) -> None:
    here = visit(language, stages.prepare(library, tmp_path), camera=Still(photos.photo(photos.ASKEW)))
    assert look_around(here, EVERYTHING)[0] == {}


def theme_of(here: Visit, high: bool) -> QObject:
    """Return the theme with one of its two sets of colours."""
    if here.program.kiosk.property("highContrast") != high:
        here.program.kiosk.changeContrast()
    return here.program.engine.singletonInstance("kiosk.qml", "Theme")


def pairs_of(theme: QObject, kind: str) -> list[tuple[str, str]]:
    """Return the pairs of colours that the theme declares, by their names."""
    return [(one, other) for one, others in theme.property(kind).toVariant().items() for other in others]


@pytest.mark.parametrize("high", [False, True])
def test_text_stands_out_seven_to_one_and_what_is_drawn_three_to_one(visit: Come, high: bool) -> None:
    theme = theme_of(visit("kk"), high)
    assert theme.property("highContrast") == high
    weak = {
        pair: round(found, 1)
        for kind, least in (("texts", 7), ("shapes", 3))
        for pair in pairs_of(theme, kind)
        if (found := contrast(*map(theme.property, pair))) < least
    }
    assert weak == {}


def test_every_colour_of_the_theme_is_in_a_pair_and_none_stands_beside_the_theme(visit: Come) -> None:
    theme = theme_of(visit("kk"), high=False)
    meta = theme.metaObject()
    own = [meta.property(place) for place in range(meta.propertyOffset(), meta.propertyCount())]
    colours = {each.name() for each in own if each.metaType().id() == QMetaType.Type.QColor.value}
    paired = {name for kind in ("texts", "shapes") for pair in pairs_of(theme, kind) for name in pair}
    assert colours == paired | set(theme.property("quiet"))
    written = [file.name for file in sorted(QML.rglob("*.qml")) if LITERAL.search(file.read_text())]
    assert written == ["Theme.qml", "KeyboardPanel.qml"], "the keyboard's own hold until Main gives it the theme's"


@pytest.mark.parametrize(("dpi", "size"), [(92, (1920, 1080)), (141, (1920, 1080)), (200, (2732, 2048))])
def test_a_target_is_as_large_on_the_glass_whatever_the_screens_density(
    visit: Come, monkeypatch: pytest.MonkeyPatch, dpi: float, size: tuple[int, int]
) -> None:
    monkeypatch.setattr("kiosk.__main__._dots_per_inch", lambda: dpi)
    here = visit("kk", size=size)
    here.go("identify")
    least = TARGET * dpi / 25.4
    assert here.program.window.property("pixelsPerMillimetre") == pytest.approx(dpi / 25.4)
    assert {name: rect.size() for name, rect in here.hand.controls() if min(rect.width(), rect.height()) < least} == {}
    assert lasting_faults(here) == []


@pytest.mark.parametrize(("said", "believed"), [(141.0, 141.0), (400.0, 400.0), (25.4, 96.0), (0.0, 96.0), (9e9, 96.0)])
def test_a_screen_that_says_nonsense_of_its_density_is_taken_for_a_usual_one(said: float, believed: float) -> None:
    assert dots_per_inch(said) == believed


def test_motion_can_be_turned_off_and_there_is_but_one(visit: Come) -> None:
    moving = [file.name for file in QML.rglob("*.qml") if MOTION.search(file.read_text())]
    assert moving == ["Reader.qml"]
    here = visit("kk", f"motion = false\n{stages.SETTINGS}")
    here.go("notice")
    here.wait(lambda: not here.program.kiosk.property("motion"))
    assert here.program.engine.singletonInstance("kiosk.qml", "Theme").property("calm") == 0
    reader = next(item for item in every_item(here) if item.property("atEnd") is False and item.isVisible())
    sheet = next(item for item in reader.childItems() if item.inherits("QQuickFlickable"))
    here.wait(lambda: reader.property("whole") and sheet.property("contentHeight") > sheet.height())
    QMetaObject.invokeMethod(reader, "readOn")
    assert sheet.property("contentY") > 0


def test_reading_on_where_nothing_stands_yet_leaves_the_text_where_it_comes(visit: Come) -> None:
    here = visit("kk", f"motion = false\n{stages.SETTINGS}")
    here.go("notice")
    reader = next(
        item for item in every_item(here) if item.metaObject().indexOfProperty("atEnd") >= 0 and item.isVisible()
    )
    sheet = next(item for item in reader.childItems() if item.inherits("QQuickFlickable"))
    reader.setProperty("blocks", [])
    here.wait(lambda: sheet.property("contentHeight") < sheet.height())
    QMetaObject.invokeMethod(reader, "readOn")
    assert sheet.property("contentY") == 0


def tree_of(here: Visit) -> Iterator[QAccessibleInterface]:
    """Yield the accessibility tree as a screen reader is given it, one level after the other."""
    waiting = [QAccessible.queryAccessibleInterface(here.program.window)]
    while waiting:
        node = waiting.pop(0)
        for child in map(node.child, range(node.childCount())):
            if child is not None and child.isValid() and not child.state().invisible:
                waiting.append(child)
                yield child


def said(node: QAccessibleInterface) -> tuple[QAccessible.Role, str, QRect]:
    return node.role(), node.text(QAccessible.Text.Name), node.rect()


def test_on_the_other_ways_everything_is_named_and_nothing_is_chosen_beforehand(visit: Come) -> None:
    here = visit("en")
    for stage in ways.tour(here):
        assert [said(node) for node in here.hand._nodes()] == [said(node) for node in tree_of(here)], stage
        assert all(name for name, _ in here.hand.controls()), stage
        assert set(here.hand.chosen()) <= {"English"}, stage


def test_both_answers_weigh_the_same(visit: Come) -> None:
    here = visit("ru")
    here.go("choices")
    sizes = {rect.size().toTuple() for name, rect in here.hand.controls() if "огласен" in name}
    assert len(sizes) == 1
    assert here.sitting.answers == {}
