"""A page written by hand as a piece of a document: the sheet with its rules, and every stroke where it was written."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from econsent.document.inkml import Drawing, Stroke
from econsent.document.pieces import POINT, draw_stroke
from econsent.document.ruling import PEN, rules
from econsent.document.typeface import LINE, TEXT


@dataclass(frozen=True)
class SheetPiece:
    """A sheet at its natural size, or as much smaller as it must be to fit `width` and `most`; drawn as vectors."""

    drawing: Drawing
    left: float
    width: float
    most: float
    before: float = 0
    keep: bool = False

    @property
    def scale(self) -> float:
        """Return points in 1/100 mm of the sheet."""
        return min(POINT, self.width / self.drawing.width, self.most / self.drawing.height)

    def height(self) -> float:
        """Return the height of the sheet."""
        return self.drawing.height * self.scale

    def split(self, room: float) -> None:
        """Stay whole."""
        return

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the sheet, its rules and what was written."""
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        for down in rules(self.drawing.height):
            y = top - down * self.scale
            canvas.line(self.left, y, self.left + self.drawing.width * self.scale, y)
        canvas.setLineWidth(0.8)
        canvas.rect(self.left, top - self.height(), self.drawing.width * self.scale, self.height(), stroke=1, fill=0)
        canvas.setStrokeColor(TEXT)
        canvas.setFillColor(TEXT)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setLineWidth(PEN * self.scale)
        for stroke in self.drawing.strokes:
            draw_stroke(canvas, self._curve(stroke, top), PEN * self.scale)

    def _curve(self, stroke: Stroke, top: float) -> list[tuple[float, float]]:
        return [(self.left + point.x * self.scale, top - point.y * self.scale) for point in stroke.points]
