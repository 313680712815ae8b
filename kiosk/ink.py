"""The signing surface: takes pen, finger and mouse, and keeps what was drawn as strokes in millimetres.

Qt Quick joins touch moves into one a frame, so the press is taken where Qt Quick delivers it and every further sample
by a filter on the window, with its own time and force. The picture is derived: each sample paints one piece into an
image of our own; another size, screen or direction paints it anew from the strokes.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import Property, QByteArray, QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QImage,
    QInputDevice,
    QMouseEvent,
    QPainter,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem, QQuickWindow

from econsent.document import inkml
from econsent.document.inkml import Stroke
from kiosk.brush import UNITS_PER_MM, Brush
from kiosk.trace import Contact, Feel, Trace

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

MAX_SAMPLES: Final = 200_000
"""More than ten minutes without lifting the pen, and never more than `inkml.MAX_BYTES` of InkML."""

_MOUSE, _PEN = -1, -2  # contacts beside the touch points, whose ids are not negative


@QmlElement
class InkPad(QQuickPaintedItem):
    """A pad to sign on. QML gives it an `Accessible.role` and `Accessible.name`.

    The paper is as large as the pad at the first contact: a smaller pad shows it smaller, a larger one at its true
    size, and drawing where no paper is makes it larger.
    """

    changed = Signal()
    penChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._traces: list[Trace] = []
        self._contacts: dict[int, Contact] = {}
        self._samples = 0
        self._first = 0  # the first contact, in ms of the monotonic clock
        self._stylus: Feel | None = None  # while a stylus is down
        self.paper = QRect(0, 0, 1, 1)  # hundredths of a millimetre
        self.brush = Brush(QColor("#101820"), 1.0, QPointF())
        self._image = QImage()
        self._tail = QRectF()
        self._density = 0.0
        self._watched: QQuickWindow | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptTouchEvents(True)
        self.windowChanged.connect(self._watch)

    # ── what QML and the bridge see ──────────────────────────────────────────

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Tell whether nothing was drawn; a single dot is something."""
        return not self._traces

    @Property(bool, notify=changed)
    def full(self) -> bool:
        """Tell whether no more is taken."""
        return self._samples >= self.most_samples()

    def most_samples(self) -> int:
        """Return how many samples are taken at most."""
        return MAX_SAMPLES

    def _get_color(self) -> QColor:
        return self.brush.color

    def _set_color(self, color: QColor) -> None:
        self.brush = Brush(QColor(color), self.brush.scale, self.brush.origin)
        self._redraw()
        self.penChanged.emit()

    def _get_density(self) -> float:
        return self._density

    def _set_density(self, density: float) -> None:
        self._density = density
        self._fit()
        self.penChanged.emit()

    penColor = Property(QColor, _get_color, _set_color, notify=penChanged)
    pixelsPerMillimetre = Property(
        float, _get_density, _set_density, notify=penChanged, doc="0: what the screen says of itself"
    )

    @Slot()
    def clear(self) -> None:
        """Take away all ink, to begin anew."""
        self.wipe()

    @Slot()
    def takeBack(self) -> None:
        """Take away the stroke that was begun last, also where it is still being drawn."""
        if self._traces:
            self._drop(self._traces[-1])

    @Slot()
    def wipe(self) -> None:
        """Overwrite samples and picture, and forget that anything was drawn."""
        for trace in self._traces:
            trace.wipe()
        self._traces.clear()
        self._contacts.clear()
        self._samples = 0
        self._fit()
        self._redraw()
        self.changed.emit()

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was drawn, in the order in which the strokes began."""
        return tuple(trace.stroke(self.paper.x(), self.paper.y()) for trace in self._traces)

    @Slot(result=QByteArray)
    def inkml(self) -> QByteArray:
        """Return the ink as InkML; see econsent.document.inkml."""
        width, height = self.paper.width() / UNITS_PER_MM, self.paper.height() / UNITS_PER_MM
        return QByteArray(inkml.encode(self.strokes(), width, height))

    # ── paper and glass ──────────────────────────────────────────────────────

    def _pixels_per_unit(self) -> float:
        screen = self._watched.screen() if self._watched else None
        dots = screen.physicalDotsPerInch() if screen else 96.0
        return (self._density or dots / 25.4) / UNITS_PER_MM

    @Slot()
    def _fit(self) -> None:
        """Lay the paper on the glass, and paint it."""
        width, height, scale = self.width(), self.height(), self._pixels_per_unit()
        if width < 1 or height < 1:
            return  # asleep, or not laid out yet: the strokes wait
        if self._traces:
            scale = min(scale, width / self.paper.width(), height / self.paper.height())
            corner = QPointF(self.paper.topLeft()) * scale
            spare = QPointF(width - self.paper.width() * scale, height - self.paper.height() * scale)
            origin = spare / 2 - corner
        else:
            self.paper = QRect(0, 0, max(1, round(width / scale)), max(1, round(height / scale)))
            origin = QPointF()
        self.brush = Brush(self.brush.color, scale, origin)
        self._redraw()

    def cover(self) -> None:
        """Make the paper reach as far as the glass does, before a stroke can leave it."""
        corner = (QPointF() - self.brush.origin) / self.brush.scale
        size = self.size() / self.brush.scale
        self.paper = self.paper.united(QRect(corner.toPoint(), size.toSize()))

    def spot(self, scene: QPointF) -> QPointF:
        """Return where a place in the window lies on the paper, in hundredths of a millimetre."""
        return (self.mapFromScene(scene) - self.brush.origin) / self.brush.scale

    def _place(self, scene: QPointF) -> tuple[int, int]:
        spot = self.spot(scene)
        left, top = self.paper.x(), self.paper.y()
        right, bottom = left + self.paper.width(), top + self.paper.height()
        return min(right, max(left, round(spot.x()))), min(bottom, max(top, round(spot.y())))

    def geometryChange(self, new: QRectF | QRect, old: QRectF | QRect) -> None:
        """Paint anew where the pad has another size; nothing drawn is lost."""
        super().geometryChange(new, old)
        if new.size() != old.size():
            self._fit()

    @Slot(QQuickWindow)
    def _watch(self, window: QQuickWindow | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.screenChanged.disconnect(self._fit)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.screenChanged.connect(self._fit)
            self._fit()

    # ── contacts ─────────────────────────────────────────────────────────────

    def touchEvent(self, event: QTouchEvent) -> None:
        """Begin a stroke at each new touch, which Qt Quick may deliver twice; the filter takes what follows."""
        for point in event.points() if self._stylus is None else ():  # beside a stylus it is the hand that holds it
            if point.state() == QEventPoint.State.Pressed and point.id() not in self._contacts:
                self._begin(point.id(), point.scenePosition(), _finger(event, point), event.timestamp())
        self.setKeepTouchGrab(True)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke; where a stylus is down, Qt made this press from it."""
        pointer = _MOUSE if self._stylus is None else _PEN
        self._begin(pointer, event.scenePosition(), self._stylus, event.timestamp())
        self.setKeepMouseGrab(True)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        self._extend(_MOUSE, event.scenePosition(), None, event.timestamp())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the stroke."""
        self._end(_MOUSE)

    def mouseUngrabEvent(self) -> None:
        """Keep what was drawn when something takes the pointer away."""
        self._end(_MOUSE)
        self._end(_PEN)

    def touchUngrabEvent(self) -> None:
        """Keep what was drawn when something takes the touches away."""
        for touch in [key for key in self._contacts if key >= 0]:
            self._end(touch)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take every sample of a contact under way, before Qt Quick joins them; hold back nothing.

        Here `position` is the place in the window; `scenePosition` becomes that only when Qt Quick delivers the event.
        """
        if isinstance(event, QTouchEvent):
            self._touches(event)
        elif isinstance(event, QTabletEvent):
            self._pen(event)
        elif event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self._let_go()
        return False

    def _let_go(self) -> None:
        """End every stroke where another window comes on top or the screen sleeps: no lift may ever be told."""
        self._stylus = None
        for key in list(self._contacts):
            self._end(key)

    def _touches(self, event: QTouchEvent) -> None:
        if event.type() in (QEvent.Type.TouchBegin, QEvent.Type.TouchCancel):
            self.touchUngrabEvent()  # a lift that never came must not silence its finger
        for point in event.points():
            if point.state() == QEventPoint.State.Updated:
                self._extend(point.id(), point.position(), _finger(event, point), event.timestamp())
            elif point.state() == QEventPoint.State.Released:
                self._end(point.id())

    def _pen(self, event: QTabletEvent) -> None:
        down = event.type() != QEvent.Type.TabletRelease and event.buttons() != Qt.MouseButton.NoButton
        self._stylus = _felt(event) if down else None
        if event.type() == QEvent.Type.TabletPress:
            for palm in [contact for key, contact in self._contacts.items() if key >= 0]:
                self._drop(palm.trace)
        elif event.type() == QEvent.Type.TabletMove:
            self._extend(_PEN, event.position(), self._stylus, event.timestamp())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end(_PEN)

    def _begin(self, key: int, scene: QPointF, feel: Feel | None, stamp: int) -> None:
        if self.full or not self.takes(scene):
            return
        now = time.monotonic_ns() // 1_000_000
        if not self._traces:
            self._first = now
        self.cover()
        contact = Contact(Trace(feel), now - self._first, stamp)
        self._contacts[key] = contact
        self._traces.append(contact.trace)
        if self._image.isNull():
            self._redraw()
        self._extend(key, scene, feel, stamp)
        self.changed.emit()

    def takes(self, _scene: QPointF) -> bool:
        """Tell whether a stroke may begin at a place in the window."""
        return True

    def _extend(self, key: int, scene: QPointF, feel: Feel | None, stamp: int) -> None:
        contact = self._contacts.get(key)
        if contact is None or self.full:
            return
        now = time.monotonic_ns() // 1_000_000 - self._first
        contact.trace.add(*self._place(scene), contact.moment(stamp, now), feel)
        self._samples += 1
        self._paint_new(contact.trace, len(contact.trace) - 1)
        if self.full:
            self.changed.emit()

    def _end(self, key: int) -> None:
        contact = self._contacts.pop(key, None)
        if contact is not None:
            self._paint_new(contact.trace, len(contact.trace))

    def _drop(self, trace: Trace) -> None:
        """Take a stroke away as if it had not been drawn."""
        self._contacts = {key: each for key, each in self._contacts.items() if each.trace is not trace}
        self._traces.remove(trace)
        self._samples -= len(trace)
        trace.wipe()
        self._fit()
        self.changed.emit()

    # ── picture ──────────────────────────────────────────────────────────────

    def paint(self, painter: QPainter) -> None:
        """Show the image and, on top of it, what the contacts under way have not settled."""
        painter.drawImage(QPointF(), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for contact in self._contacts.values():
            self.brush.lead(painter, contact.trace)

    def _redraw(self) -> None:
        self._image.fill(0)
        ratio = self._watched.effectiveDevicePixelRatio() if self._watched else 1.0
        size = (self.size() * ratio).toSize()
        if size.isEmpty():
            return
        self.update(self.boundingRect().toAlignedRect())  # Qt forgets an update of everything at one of a part
        if self._image.isNull() and not self._traces:
            return
        if self._image.size() != size:
            self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            self._image.setDevicePixelRatio(ratio)
            self._image.fill(0)
        under_way = [contact.trace for contact in self._contacts.values()]
        painter = self._painter()
        for trace in self._traces:
            for place in range(len(trace) + (trace not in under_way)):
                self.brush.settle(painter, trace, place)
        painter.end()

    def _painter(self) -> QPainter:
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _paint_new(self, trace: Trace, place: int) -> None:
        """Paint what the sample at `place` settles, and ask for a frame of that and of the unsettled ends alone."""
        painter = self._painter()
        dirty = self.brush.settle(painter, trace, place).united(self._tail)
        painter.end()
        self._tail = QRectF()
        for contact in self._contacts.values():
            self._tail = self._tail.united(self.brush.lead_bounds(contact.trace))
        self.update(dirty.united(self._tail).toAlignedRect())


def _finger(event: QTouchEvent, point: QEventPoint) -> Feel | None:
    device = event.device()
    measured = device is not None and QInputDevice.Capability.Pressure in device.capabilities()
    return Feel(point.pressure()) if measured else None


def _felt(event: QTabletEvent) -> Feel:
    device = event.device()
    leans = device is not None and QInputDevice.Capability.XTilt in device.capabilities()
    return Feel(event.pressure(), (event.xTilt(), event.yTilt()) if leans else None)
