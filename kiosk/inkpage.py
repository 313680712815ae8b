"""A page to write on by hand: the signing surface's ink on a ruled sheet that keeps its shape."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement

from kiosk import ruled
from kiosk.ink import InkPad

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

MAX_PAGE_SAMPLES: Final = 60_000
"""Four minutes with the pen down at 240 samples a second; eight such pages are within an envelope (SPEC 6.1)."""


@QmlElement
class InkPage(InkPad):
    """A sheet as large as the item at its first stroke, and from then on shown whole, and never larger than life.

    A stroke begins on the sheet. What a pen's tip does beyond the edge stays on the edge.
    """

    def most_samples(self) -> int:
        """Return how many samples a page takes."""
        return MAX_PAGE_SAMPLES

    def takes(self, scene: QPointF) -> bool:
        """Tell whether a place in the window is on the sheet."""
        return QRectF(self.paper).contains(self.spot(scene))

    def cover(self) -> None:
        """Keep the sheet as it is: its rules lie where they were written on."""

    def paint(self, painter: QPainter) -> None:
        """Show the sheet, and the ink on it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = self.brush.origin + QPointF(self.paper.topLeft()) * self.brush.scale
        ruled.rule(painter, corner, self.paper.width(), self.paper.height(), self.brush.scale)
        super().paint(painter)
