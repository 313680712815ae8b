"""How ink looks: smooth pieces between samples, wider under more force, and a guess at where the pen will be next."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from econsent.document.ruling import PEN
from kiosk.trace import Trace

UNITS_PER_MM = 100

_LEAD_MS, _LEAD_MM = 12.0, 3.0  # how far ahead a guess looks, and how long it is at most
_THINNEST, _GROWTH = 0.6, 0.8  # of the width, under no force and added by full force


class Brush:
    """Paints traces, given in hundredths of a millimetre, at a scale (pixels a unit) and from an origin (pixels)."""

    def __init__(self, color: QColor, scale: float, origin: QPointF) -> None:
        self.color = color
        self.scale = scale
        self.origin = origin
        width = PEN * scale
        self._even = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

    def settle(self, painter: QPainter, trace: Trace, place: int) -> QRectF:
        """Paint the piece that the sample at `place` settles, or past the last sample the stroke's end; return where.

        Pieces run from middle to middle of neighbouring samples, bent by the sample between them.
        """
        return self._paint(painter, trace, place, self._piece(trace, place))

    def lead(self, painter: QPainter, trace: Trace) -> None:
        """Paint what no sample has settled: up to the last one, and on to where it seems to be going."""
        if len(trace) > 1:
            self._paint(painter, trace, len(trace) - 1, self._guess(trace))

    def lead_bounds(self, trace: Trace) -> QRectF:
        """Return where `lead` paints."""
        return self._bounds(self._guess(trace), self._pen(trace, len(trace) - 1)) if len(trace) > 1 else QRectF()

    def _paint(self, painter: QPainter, trace: Trace, place: int, path: QPainterPath) -> QRectF:
        pen = self._pen(trace, place)
        painter.setPen(pen)
        painter.drawPath(path)
        return self._bounds(path, pen)

    def _bounds(self, path: QPainterPath, pen: QPen) -> QRectF:
        reach = pen.widthF() + 1
        return path.controlPointRect().adjusted(-reach, -reach, reach, reach)

    def _pen(self, trace: Trace, place: int) -> QPen:
        if not trace.force:
            return self._even
        pen = QPen(self._even)
        pen.setWidthF(pen.widthF() * (_THINNEST + _GROWTH * trace.force[min(place, len(trace) - 1)]))
        return pen

    def _at(self, trace: Trace, place: int) -> QPointF:
        return self.origin + QPointF(trace.x[place], trace.y[place]) * self.scale

    def _middle(self, trace: Trace, place: int) -> QPointF:
        """Return the middle between the sample at `place` and the one before; the first sample is its own."""
        return (self._at(trace, max(0, place - 1)) + self._at(trace, place)) / 2

    def _piece(self, trace: Trace, place: int) -> QPainterPath:
        if place == len(trace):
            return _line(self._middle(trace, place - 1), self._at(trace, place - 1))
        start = self._middle(trace, max(0, place - 1))
        if place < 2:
            return _line(start, self._middle(trace, place))
        path = QPainterPath(start)
        path.quadTo(self._at(trace, place - 1), self._middle(trace, place))
        return path

    def _guess(self, trace: Trace) -> QPainterPath:
        last = len(trace) - 1
        here = self._at(trace, last)
        path = _line(self._middle(trace, last), here)
        elapsed = trace.t[last] - trace.t[last - 1]
        if elapsed > 0:
            step = (here - self._at(trace, last - 1)) * (_LEAD_MS / elapsed)
            longest = _LEAD_MM * UNITS_PER_MM * self.scale
            path.lineTo(here + step * min(1.0, longest / max(longest, hypot(step.x(), step.y()))))
        return path


def _line(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    path.lineTo(end if end != start else start + QPointF(0.01, 0))  # a path of no length paints no dot
    return path
