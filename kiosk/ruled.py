"""Ruled paper, and a page written by hand as a picture of it: as it will stand in the document."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from econsent.document.inkml import Drawing, Stroke
from econsent.document.ruling import rules
from kiosk.brush import UNITS_PER_MM, Brush
from kiosk.trace import Feel, Trace

PAPER, INK, LINE, EDGE = QColor("#ffffff"), QColor("#101d4a"), QColor("#b9c6cc"), QColor("#7d8b90")
_PIXELS_PER_MM = 6.0
_LARGEST = 1600
"""Pixels of a picture's longer side."""


def rule(painter: QPainter, origin: QPointF, width: int, height: int, scale: float) -> None:
    """Paint an empty sheet of a size in 1/100 mm, at a scale (pixels a unit); `origin` is its upper left corner."""
    sheet = QRectF(origin, QPointF(origin.x() + width * scale, origin.y() + height * scale))
    painter.fillRect(sheet, PAPER)
    painter.setPen(QPen(LINE, 1.2))
    for down in rules(height):
        y = sheet.top() + down * scale
        painter.drawLine(QLineF(sheet.left(), y, sheet.right(), y))
    painter.setPen(QPen(EDGE, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(sheet.adjusted(0.75, 0.75, -0.75, -0.75))


def picture(drawing: Drawing) -> QImage:
    """Return a page as a picture; it may be made on any thread."""
    most = min(_PIXELS_PER_MM / UNITS_PER_MM, _LARGEST / max(drawing.width, drawing.height))
    image = QImage(round(drawing.width * most), round(drawing.height * most), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rule(painter, QPointF(), drawing.width, drawing.height, most)
    brush = Brush(INK, most, QPointF())
    for stroke in drawing.strokes:
        trace = _traced(stroke)
        for place in range(len(trace) + 1):
            brush.settle(painter, trace, place)
    painter.end()
    return image


def _traced(stroke: Stroke) -> Trace:
    trace = Trace(None if stroke.points[0].force is None else Feel(0.0))
    for point in stroke.points:
        trace.add(point.x, point.y, point.t, None if point.force is None else Feel(point.force))
    return trace
