"""The signing surface, in a real window: every sample is kept, nothing drawn is lost, and nothing stays behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QImage,
    QInputDevice,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

import kiosk.ink
from econsent.document import inkml
from econsent.document.inkml import Point, Stroke
from kiosk.ink import InkPad
from kiosk.trace import Contact, Trace

PAGE = b"""
import QtQuick
import econsent.kiosk

Window {
    id: window
    width: 800; height: 600; visible: true; color: "white"
    property var carried

    Flickable {
        id: flickable
        objectName: "flickable"
        anchors.fill: parent
        contentHeight: 3000

        InkPad {
            objectName: "pad"
            x: 50; y: 50; width: 600; height: 300
            pixelsPerMillimetre: 4
            penColor: "#000000"
            Accessible.role: Accessible.Canvas
            Accessible.name: "Signature"
            onChanged: window.carried = inkml()
        }
    }
}
"""
CORNER = QPoint(50, 50)
UNITS_PER_PIXEL = 25  # at four pixels a millimetre


class Paper:
    """The pad in its window, and something to write with."""

    def __init__(self, window: QQuickWindow) -> None:
        self.window = window
        self.pad: InkPad = window.findChild(QQuickItem, "pad")
        self.finger = QTest.createTouchDevice()
        position_and_force = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
        self.measuring_finger = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen, position_and_force)

    def touch(self, *spots: tuple[int, int], finger: int = 0, lift: bool = True) -> None:
        """Put a finger down, move it without waiting for frames, and lift it."""
        first, *others = [CORNER + QPoint(*spot) for spot in spots]
        QTest.touchEvent(self.window, self.finger, False).press(finger, first, self.window).commit(False)
        for spot in others:
            QTest.touchEvent(self.window, self.finger, False).move(finger, spot, self.window).commit(False)
        if lift:
            self.lift(spots[-1], finger)

    def lift(self, spot: tuple[int, int], finger: int = 0) -> None:
        at = CORNER + QPoint(*spot)
        QTest.touchEvent(self.window, self.finger, False).release(finger, at, self.window).commit(False)

    def places(self, stroke: int = 0) -> list[tuple[int, int]]:
        return [(point.x, point.y) for point in self.pad.strokes()[stroke].points]

    def picture(self) -> QImage:
        QTest.qWait(30)
        return self.window.grabWindow().copy(50, 50, 600, 300)

    def is_dark(self, x: int, y: int) -> bool:
        return self.picture().pixelColor(x, y).lightness() < 128


@pytest.fixture
def paper(qapp: QGuiApplication) -> Iterator[Paper]:
    QAccessible.setActive(True)
    engine = QQmlApplicationEngine()
    engine.loadData(PAGE)
    window = engine.rootObjects()[0]
    assert QTest.qWaitForWindowExposed(window)
    yield Paper(window)
    window.close()
    engine.deleteLater()
    QTest.qWait(0)


def _size(width: int, height: int) -> QSizeF:
    return QSizeF(width, height)


def _units(spots: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(x * UNITS_PER_PIXEL, y * UNITS_PER_PIXEL) for x, y in spots]


def test_every_sample_between_two_frames_is_kept(paper: Paper) -> None:
    spots = [(20 + step, 100 + step % 7) for step in range(500)]
    paper.touch(*spots)
    assert paper.places() == _units(spots)


def test_lengths_are_millimetres_and_time_begins_at_the_first_contact(paper: Paper) -> None:
    paper.touch((40, 80), (80, 80))
    paper.touch((100, 100), (120, 140))
    first, second = paper.pad.strokes()
    assert (first.points[0].x, first.points[0].y, first.points[0].t) == (1000, 2000, 0)
    times = [point.t for stroke in (first, second) for point in stroke.points]
    assert times == sorted(times)
    drawing = inkml.decode(paper.pad.inkml().data())
    assert (drawing.width, drawing.height) == (15000, 7500)
    assert drawing.strokes == (first, second)


def test_a_dot_is_a_signature_and_can_be_seen(paper: Paper) -> None:
    assert paper.pad.property("empty")
    paper.touch((300, 150))
    assert not paper.pad.property("empty")
    assert len(paper.pad.strokes()[0].points) == 1
    assert paper.is_dark(300, 150)


def test_a_finger_that_measures_nothing_gives_no_force(paper: Paper) -> None:
    paper.touch((40, 80), (80, 80))
    assert {point.force for point in paper.pad.strokes()[0].points} == {None}


def test_a_finger_that_measures_gives_force(paper: Paper) -> None:
    paper.finger = paper.measuring_finger
    paper.touch((40, 80), (80, 80))
    forces = [point.force for point in paper.pad.strokes()[0].points]
    assert all(force is not None and 0 <= force <= 1 for force in forces)


def test_a_mouse_draws(paper: Paper) -> None:
    spots = [(40, 40), (60, 50), (90, 60)]
    QTest.mousePress(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(*spots[0]))
    for spot in spots[1:]:
        QTest.mouseMove(paper.window, CORNER + QPoint(*spot))
    QTest.mouseRelease(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(*spots[-1]))
    QTest.mouseMove(paper.window, CORNER + QPoint(200, 200))
    assert paper.places() == _units(spots)


def _stylus(
    paper: Paper,
    kind: QEvent.Type,
    spot: tuple[float, float],
    force: float,
    tilt: tuple[float, float] = (0.0, 0.0),
    device: QPointingDevice | None = None,
) -> None:
    device = device or QPointingDevice.primaryPointingDevice()
    at = QPointF(CORNER) + QPointF(*spot)
    button = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else button
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(kind, device, at, at, force, *tilt, 0.0, 0.0, 0.0, modifiers, button, held)
    QCoreApplication.sendEvent(paper.window, event)


def test_a_stylus_draws_with_its_force_and_between_pixels(paper: Paper) -> None:
    """Qt makes the mouse press from a stylus that nothing accepted; here it is made by hand."""
    _stylus(paper, QEvent.Type.TabletPress, (40, 40), 0.25)
    QTest.mousePress(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(40, 40))
    _stylus(paper, QEvent.Type.TabletMove, (60.5, 50.25), 0.5)
    QTest.mouseMove(paper.window, CORNER + QPoint(60, 50))
    _stylus(paper, QEvent.Type.TabletRelease, (60.5, 50.25), 0.0)
    QTest.mouseRelease(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(60, 50))
    (stroke,) = paper.pad.strokes()
    assert [(point.x, point.y, point.force) for point in stroke.points] == [(1000, 1000, 0.25), (1512, 1256, 0.5)]


def leaning_pen() -> QPointingDevice:
    """Return a stylus that measures force and how it leans."""
    able = QInputDevice.Capability
    felt = able.Position | able.Pressure | able.XTilt | able.YTilt
    kind = QInputDevice.DeviceType.Stylus
    return QPointingDevice("a stylus", 4711, kind, QPointingDevice.PointerType.Pen, felt, 1, 2)


def press_pen(
    paper: Paper, spot: tuple[int, int], force: float, tilt: tuple[float, float], pen: QPointingDevice
) -> None:
    """Put a stylus down: Qt makes the mouse press from it, which is made by hand here."""
    _stylus(paper, QEvent.Type.TabletPress, spot, force, tilt, pen)
    QTest.mousePress(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(*spot))


def test_a_stylus_that_leans_says_so(paper: Paper) -> None:
    pen = leaning_pen()
    press_pen(paper, (40, 40), 0.25, (-12.4, 60.0), pen)
    _stylus(paper, QEvent.Type.TabletMove, (60, 50), 0.5, (3.0, 91.0), pen)
    _stylus(paper, QEvent.Type.TabletRelease, (60, 50), 0.0, (3.0, 5.0), pen)
    QTest.mouseRelease(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(60, 50))
    (stroke,) = inkml.decode(paper.pad.inkml().data()).strokes
    assert [(point.force, point.tilt) for point in stroke.points] == [(0.25, (-12, 60)), (0.5, (3, 90))]


def test_the_hand_that_holds_a_stylus_draws_nothing(paper: Paper) -> None:
    """It may lie on the glass before the stylus comes down, come while it writes, and stay after it."""
    paper.touch((500, 250), (505, 252), finger=1, lift=False)
    assert not paper.pad.property("empty")
    pen = leaning_pen()
    press_pen(paper, (40, 40), 0.5, (0.0, 0.0), pen)
    paper.touch((480, 200), (470, 210), finger=2)
    _stylus(paper, QEvent.Type.TabletMove, (90, 60), 0.5, (0.0, 0.0), pen)
    _stylus(paper, QEvent.Type.TabletRelease, (90, 60), 0.0, (0.0, 0.0), pen)
    QTest.mouseRelease(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(90, 60))
    paper.lift((505, 252), finger=1)
    assert [len(stroke.points) for stroke in paper.pad.strokes()] == [2]
    assert paper.places() == _units([(40, 40), (90, 60)])
    paper.touch((300, 100), (310, 110))
    assert paper.places(1) == _units([(300, 100), (310, 110)]), "a finger draws again once the stylus is away"


def test_a_resting_palm_does_not_stop_the_finger(paper: Paper) -> None:
    paper.touch((500, 250), finger=1, lift=False)
    spots = [(40, 40), (60, 50), (90, 60)]
    first, *others = [CORNER + QPoint(*spot) for spot in spots]
    touches = QTest.touchEvent(paper.window, paper.finger, False)
    touches.stationary(1).press(2, first, paper.window).commit(False)
    for spot in others:
        QTest.touchEvent(paper.window, paper.finger, False).stationary(1).move(2, spot, paper.window).commit(False)
    assert paper.places(0) == _units([(500, 250)])
    assert paper.places(1) == _units(spots)


def test_the_page_does_not_scroll_away_under_a_signature(paper: Paper) -> None:
    spots = [(300, 20 + 10 * step) for step in range(26)]
    first, *others = [CORNER + QPoint(*spot) for spot in spots]
    QTest.touchEvent(paper.window, paper.finger).press(0, first, paper.window).commit()
    for spot in others:
        QTest.touchEvent(paper.window, paper.finger).move(0, spot, paper.window).commit()
        QTest.qWait(2)
    QTest.touchEvent(paper.window, paper.finger).release(0, others[-1], paper.window).commit()
    assert paper.window.findChild(QQuickItem, "flickable").property("contentY") == 0
    assert paper.places() == _units(spots)


def test_a_finger_that_leaves_the_paper_stays_on_its_edge(paper: Paper) -> None:
    paper.touch((590, 150), (640, 150), (590, 150))
    assert paper.places() == [(14750, 3750), (15000, 3750), (14750, 3750)]


def test_a_touch_that_is_taken_away_keeps_what_was_drawn(paper: Paper) -> None:
    paper.touch((40, 40), (60, 60), lift=False)
    QCoreApplication.sendEvent(paper.window, QTouchEvent(QEvent.Type.TouchCancel, paper.finger))
    QTest.touchEvent(paper.window, paper.finger, False).move(0, CORNER + QPoint(300, 200), paper.window).commit(False)
    paper.lift((300, 200))
    paper.touch((100, 40), (120, 60))
    assert paper.places(0) == _units([(40, 40), (60, 60)])
    assert paper.places(1) == _units([(100, 40), (120, 60)])


@pytest.mark.parametrize("interruption", ["another window", "sleep"])
def test_what_was_drawn_stays_when_another_window_comes_or_the_screen_sleeps(paper: Paper, interruption: str) -> None:
    """No lift is told then: what comes after it is a stroke of its own, and no line joins the two."""
    paper.touch((40, 40), (60, 60), lift=False)
    QTest.mousePress(paper.window, Qt.MouseButton.LeftButton, pos=CORNER + QPoint(200, 40))
    before = paper.pad.strokes()
    other = QQuickWindow()
    if interruption == "sleep":
        paper.window.hide()
        paper.window.show()
    else:
        other.resize(900, 700)
        other.show()
        other.requestActivate()
        assert QTest.qWaitForWindowActive(other)
    QTest.touchEvent(paper.window, paper.finger, False).move(0, CORNER + QPoint(500, 200), paper.window).commit(False)
    QTest.mouseMove(paper.window, CORNER + QPoint(500, 210))
    assert paper.pad.strokes() == before
    other.close()
    paper.window.requestActivate()
    assert QTest.qWaitForWindowExposed(paper.window)
    paper.touch((100, 40), (120, 60))
    assert paper.pad.strokes()[:2] == before
    assert paper.places(2) == _units([(100, 40), (120, 60)])


def test_a_stylus_whose_lift_was_lost_does_not_silence_the_fingers(paper: Paper) -> None:
    press_pen(paper, (40, 40), 0.5, (0.0, 0.0), leaning_pen())
    paper.window.hide()
    paper.window.show()
    assert QTest.qWaitForWindowExposed(paper.window)
    paper.touch((100, 40), (120, 60))
    assert paper.places(1) == _units([(100, 40), (120, 60)])


def test_what_is_painted_while_drawing_is_what_is_painted_from_the_strokes(paper: Paper) -> None:
    paper.touch(*[(20 + 5 * step, 150 + (step * 37) % 90) for step in range(80)])
    paper.touch((300, 150))
    live = paper.picture()
    paper.pad.setProperty("pixelsPerMillimetre", 4.0)
    assert paper.picture() == live
    assert live.pixelColor(20, 150).lightness() < 128


@pytest.mark.parametrize("size", [(300, 150), (300, 600), (900, 300), (0, 0)])
def test_rotating_resizing_and_sleeping_lose_nothing(paper: Paper, size: tuple[int, int]) -> None:
    paper.touch((20, 20), (300, 150), (580, 280))
    before, picture = paper.pad.inkml(), paper.picture()
    paper.pad.setSize(_size(*size))
    paper.window.hide()
    assert paper.pad.inkml() == before
    paper.window.show()
    paper.pad.setSize(_size(600, 300))
    assert QTest.qWaitForWindowExposed(paper.window)
    assert paper.pad.inkml() == before
    assert paper.picture() == picture


def test_a_smaller_pad_shows_the_whole_drawing(paper: Paper) -> None:
    paper.touch((0, 150), (598, 150))
    paper.pad.setSize(_size(300, 300))
    picture = paper.picture()
    dark = [x for x in range(300) if picture.pixelColor(x, 150).lightness() < 128]
    assert dark == list(range(len(dark)))
    assert len(dark) in (299, 300)
    assert all(picture.pixelColor(310, y).lightness() > 200 for y in range(300))


def test_drawing_on_after_the_pad_grew_makes_the_paper_larger(paper: Paper) -> None:
    paper.touch((20, 20), (580, 280))
    paper.pad.setSize(_size(700, 500))
    paper.touch((0, 0), (700, 500))
    drawing = inkml.decode(paper.pad.inkml().data())
    assert (drawing.width, drawing.height) == (17500, 12500)
    first, second = drawing.strokes
    assert [(point.x, point.y) for point in second.points] == [(0, 0), (17500, 12500)]
    # The old stroke keeps its size, and stands in the middle as it was shown.
    assert [(point.x, point.y) for point in first.points] == [(1750, 3000), (15750, 9500)]


def test_the_guess_ahead_of_the_finger_is_seen_and_never_kept(paper: Paper) -> None:
    first, second = CORNER + QPoint(100, 150), CORNER + QPoint(140, 150)
    QTest.touchEvent(paper.window, paper.finger).press(0, first, paper.window).commit()
    QTest.qWait(20)
    QTest.touchEvent(paper.window, paper.finger).move(0, second, paper.window).commit()
    assert paper.is_dark(146, 150)
    paper.lift((140, 150))
    assert not paper.is_dark(146, 150)
    assert paper.is_dark(138, 150)
    assert paper.places() == _units([(100, 150), (140, 150)])


def test_clearing_takes_back_all(paper: Paper) -> None:
    told: list[bool] = []
    paper.pad.changed.connect(lambda: told.append(paper.pad.property("empty")))
    paper.touch((40, 40), (60, 60))
    paper.touch((100, 40), (120, 60))
    QMetaObject.invokeMethod(paper.pad, "clear")
    assert paper.pad.strokes() == ()
    assert told == [False, False, True]
    blank = paper.picture()
    assert all(blank.pixelColor(x, y).lightness() > 250 for x in range(0, 600, 5) for y in range(0, 300, 5))


def test_what_was_cleared_is_not_seen_under_what_is_drawn_before_the_next_frame(paper: Paper) -> None:
    paper.touch((40, 40), (560, 40))
    assert paper.is_dark(300, 40)
    paper.pad.clear()
    paper.touch((40, 250), (60, 250))
    picture = paper.picture()
    assert picture.pixelColor(300, 40).lightness() > 250
    assert picture.pixelColor(50, 250).lightness() < 128


def test_the_last_stroke_is_taken_back_and_the_others_stay(paper: Paper) -> None:
    paper.touch((40, 40), (60, 60))
    before, picture = paper.pad.strokes(), paper.picture()
    paper.touch((100, 40), (120, 60))
    taken: Trace = paper.pad._traces[-1]
    paper.pad.takeBack()
    assert (paper.pad.strokes(), paper.picture()) == (before, picture)
    assert set(taken.x) | set(taken.t) == {0}
    paper.touch((200, 40), (220, 60), lift=False)
    paper.pad.takeBack()
    QTest.touchEvent(paper.window, paper.finger, False).move(0, CORNER + QPoint(300, 90), paper.window).commit(False)
    paper.lift((300, 90))
    assert paper.pad.strokes() == before
    paper.pad.takeBack()
    paper.pad.takeBack()
    assert paper.pad.property("empty")


def test_a_quick_hand_leaves_a_curve_without_corners(paper: Paper) -> None:
    """Few samples on a wide loop: the line must not run straight from sample to sample."""
    circle = [(round(300 + 120 * cos(turn * pi / 6)), round(150 + 120 * sin(turn * pi / 6))) for turn in range(13)]
    paper.touch(*circle)
    picture = paper.picture()
    dark = [
        hypot(x - 300, y - 150)
        for x in range(170, 400)  # without the place where it begins and ends
        for y in range(20, 281)
        if picture.pixelColor(x, y).lightness() < 60
    ]
    # The sides of a polygon come as near to the middle as 115.9, its corners are at 120: a range of 4 besides the width
    # of the line, 2.8. The curve stays within 0.1.
    assert max(dark) - min(dark) < 4


def test_clearing_under_the_finger_ends_the_stroke(paper: Paper) -> None:
    paper.touch((40, 40), (60, 60), lift=False)
    paper.pad.clear()
    QTest.touchEvent(paper.window, paper.finger).move(0, CORNER + QPoint(90, 90), paper.window).commit()
    paper.lift((90, 90))
    assert paper.pad.property("empty")
    paper.touch((10, 10))
    assert paper.pad.strokes() == (Stroke((Point(250, 250, 0),)),)


def test_wiping_overwrites_samples_and_picture(paper: Paper) -> None:
    paper.finger = paper.measuring_finger
    paper.touch((40, 40), (60, 60), (90, 90))
    trace: Trace = paper.pad._traces[0]
    image: QImage = paper.pad._image
    bits = image.constBits()
    assert any(bits)
    paper.pad.wipe()
    assert set(trace.x) | set(trace.y) | set(trace.t) | set(trace.force) == {0}
    assert not any(paper.pad._image.constBits())
    assert paper.pad.property("empty")


def test_qml_gets_the_ink_as_bytes(paper: Paper) -> None:
    paper.touch((40, 40))
    carried = paper.window.property("carried")
    assert inkml.decode(bytes(carried.data())).strokes == (Stroke((Point(1000, 1000, 0),)),)


def test_the_pad_stands_in_the_accessibility_tree(paper: Paper) -> None:
    interface = QAccessible.queryAccessibleInterface(paper.pad)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Signature"
    assert interface.role() == QAccessible.Role.Canvas


def test_endless_scribbling_stays_within_what_ink_may_be(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kiosk.ink, "MAX_SAMPLES", 10)
    paper.touch(*[(20 + step, 100) for step in range(50)])
    paper.touch((10, 10), (20, 20))
    assert [len(stroke.points) for stroke in paper.pad.strokes()] == [10]
    assert len(inkml.decode(paper.pad.inkml().data()).strokes) == 1


def test_the_most_ink_there_can_be_is_read_again() -> None:
    longest = Point(200_000, 200_000, inkml.MAX_TIME_MS, 0.1234)
    data = inkml.encode([Stroke((longest,))] * 1, 2000, 2000)
    overhead = len(inkml.encode([], 2000, 2000))
    assert overhead + (len(data) - overhead) * kiosk.ink.MAX_SAMPLES > inkml.MAX_BYTES, "as dots it would be too much"
    one_stroke = len(inkml.encode([Stroke((longest,) * 1001)], 2000, 2000)) - len(data)
    assert one_stroke / 1000 * kiosk.ink.MAX_SAMPLES < inkml.MAX_BYTES


@pytest.mark.parametrize("stamps", [(0, 0, 0), (100, 110, 130), (100, 90, 80), (100, 5_000_000, 6_000_000)])
def test_a_device_clock_is_believed_only_while_it_can_be_true(stamps: tuple[int, int, int]) -> None:
    trace = Trace(None)
    contact = Contact(trace, 40, stamps[0])
    for now, stamp in zip((40, 60, 80), stamps, strict=True):
        trace.add(0, 0, contact.moment(stamp, now), None)
        assert 40 <= trace.t[-1] <= now
    assert all(earlier <= later for earlier, later in pairwise(trace.t))
