"""What a page is laid out of, and how pieces are put on pages. Lengths are points; `top` is measured from below."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from econsent.document.inkml import Drawing, Stroke
from econsent.document.scan import Scan
from econsent.document.typeface import LINE, TEXT, TINT

_ENDLESS = 1e6


class Piece(Protocol):
    """Something with a height; `before` is the space above it, `keep` holds it on the page of the next piece."""

    @property
    def before(self) -> float: ...

    @property
    def keep(self) -> bool: ...

    def height(self) -> float:
        """Return its height without the space above."""

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Return what fits into a height and the rest, or None where it is not to be cut there."""

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it with its upper edge at `top`."""


@dataclass(frozen=True)
class Column:
    """Paragraphs below one another, each with the space above it; measured when it is made."""

    left: float
    width: float
    lines: tuple[tuple[float, Paragraph], ...]
    heights: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        measured = (space + paragraph.wrap(self.width, _ENDLESS)[1] for space, paragraph in self.lines)
        object.__setattr__(self, "heights", tuple(measured))

    @property
    def height(self) -> float:
        """Return the height of all paragraphs and spaces."""
        return sum(self.heights)

    def split(self, room: float) -> tuple[Column, Column] | None:
        """Cut at a line of text; a first paragraph, which may be a heading, is never left alone."""
        fit, used = 0, 0.0
        while fit < len(self.lines) and used + self.heights[fit] <= room:
            used += self.heights[fit]
            fit += 1
        if fit == len(self.lines):
            return self, replace(self, lines=())
        upper, lower = list(self.lines[:fit]), list(self.lines[fit:])
        space, cut = lower[0]
        parts = cut.split(self.width, room - used - space)
        if len(parts) == 2:
            upper.append((space, parts[0]))
            lower[0] = (0, parts[1])
        else:
            cut.wrap(self.width, _ENDLESS)  # ReportLab forgets the lines that it could not part
            lower[0] = (0, cut)
        if len(upper) < min(2, len(self.lines)):
            return None
        return replace(self, lines=tuple(upper)), replace(self, lines=tuple(lower))

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the paragraphs from an upper edge downwards."""
        for (_, paragraph), height in zip(self.lines, self.heights, strict=True):
            top -= height
            paragraph.drawOn(canvas, self.left, top)


@dataclass(frozen=True)
class Row:
    """Columns side by side; `bar` is the colour of a line along the left side."""

    columns: tuple[Column, ...]
    before: float = 0
    keep: bool = False
    bar: Color | None = None

    def height(self) -> float:
        """Return the height of the tallest column."""
        return max(column.height for column in self.columns)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Cut every column, so that they go on side by side."""
        upper: list[Column] = []
        lower: list[Column] = []
        for column in self.columns:
            parts = column.split(room)
            if parts is None:
                return None
            upper.append(parts[0])
            lower.append(parts[1])
        return replace(self, columns=tuple(upper)), replace(self, columns=tuple(lower), before=0)

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the columns from the same upper edge."""
        if self.bar is not None:
            left = self.columns[0].left - 14
            canvas.setStrokeColor(self.bar)
            canvas.setLineWidth(2)
            canvas.line(left, top - 3, left, top - self.height())
        for column in self.columns:
            column.draw(canvas, top)


@dataclass(frozen=True)
class Answer:
    """One question with its answer and a mark before it; both answers weigh the same to the eye."""

    row: Row
    left: float
    permitted: bool
    before: float = 0
    keep: bool = False

    def height(self) -> float:
        """Return the height of the row."""
        return self.row.height()

    def split(self, room: float) -> None:
        """Stay whole: a question is not parted from its answer."""
        return

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the row and a tick or a cross of the same size and colour."""
        self.row.draw(canvas, top)
        x, y, side = self.left, top - 11.5, 7.5
        canvas.setStrokeColor(TEXT)
        canvas.setLineWidth(1.5)
        canvas.setLineCap(1)
        if self.permitted:
            canvas.lines([(x, y + 3.4, x + 2.8, y), (x + 2.8, y, x + side, y + side)])
        else:
            canvas.lines([(x, y, x + side, y + side), (x, y + side, x + side, y)])


@dataclass(frozen=True)
class Panel:
    """A column in a tinted box."""

    column: Column
    left: float
    width: float
    before: float = 0
    keep: bool = False
    padding: float = 12

    def height(self) -> float:
        """Return the height of the box."""
        return self.column.height + 2 * self.padding

    def split(self, room: float) -> None:
        """Stay whole."""
        return

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the box and what stands in it."""
        canvas.setFillColor(TINT)
        canvas.roundRect(self.left, top - self.height(), self.width, self.height(), 4, stroke=0, fill=1)
        self.column.draw(canvas, top - self.padding)


@dataclass(frozen=True)
class Ink:
    """A drawing over a line to sign on, at its natural size or smaller, drawn as vectors."""

    drawing: Drawing | None
    left: float
    width: float
    room: float = 92
    before: float = 0
    keep: bool = True

    def height(self) -> float:
        """Return the height kept for ink, drawn or not."""
        return self.room

    def split(self, room: float) -> None:
        """Stay whole."""
        return

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the line and, standing on it, the strokes."""
        base = top - self.room
        _hairline(canvas, self.left, self.left + self.width, base)
        if self.drawing is not None:
            _draw_strokes(canvas, self.drawing.strokes, (self.left + 8, base + 6, self.width - 16, self.room - 12))


@dataclass(frozen=True)
class Picture:
    """A page that was signed on paper, as large as fits into a width and a height."""

    scan: Scan
    left: float
    width: float
    room: float
    before: float = 0
    keep: bool = False

    def height(self) -> float:
        """Return the height that the picture fills."""
        return self.scan.height * self._scale()

    def _scale(self) -> float:
        return min(self.width / self.scan.width, self.room / self.scan.height)

    def split(self, room: float) -> None:
        """Stay whole."""
        return

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the very JPEG, and a hairline around it."""
        scale = self._scale()
        wide, high = self.scan.width * scale, self.scan.height * scale
        left = self.left + (self.width - wide) / 2
        canvas.drawImage(ImageReader(io.BytesIO(self.scan.data)), left, top - high, wide, high)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.rect(left, top - high, wide, high, stroke=1, fill=0)


POINT = 72 / 2540
"""Points in 1/100 mm, the unit of ink."""


def _draw_strokes(canvas: Canvas, strokes: Sequence[Stroke], box: tuple[float, float, float, float]) -> None:
    """Fit the strokes into left, bottom, width, height and draw each as a curve through the middles of its samples."""
    left, bottom, width, height = box
    across = [point.x for stroke in strokes for point in stroke.points]
    down = [point.y for stroke in strokes for point in stroke.points]
    if not across:
        return
    scale = min(POINT, width / max(1, max(across) - min(across)), height / max(1, max(down) - min(down)))
    canvas.setStrokeColor(TEXT)
    canvas.setFillColor(TEXT)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.setLineWidth(1.3)
    for stroke in strokes:
        curve = [
            (left + (point.x - min(across)) * scale, bottom + (max(down) - point.y) * scale) for point in stroke.points
        ]
        draw_stroke(canvas, curve, 0.9)


def draw_stroke(canvas: Canvas, curve: list[tuple[float, float]], dot: float) -> None:
    """Draw a curve through the middles of its samples, in points; one that goes nowhere is a dot of this radius."""
    if len(set(curve)) == 1:
        canvas.circle(*curve[0], dot, stroke=0, fill=1)
        return
    path = canvas.beginPath()
    path.moveTo(*curve[0])
    start = curve[0]
    for bend, after in pairwise(curve[1:]):
        end = ((bend[0] + after[0]) / 2, (bend[1] + after[1]) / 2)
        path.curveTo(*_toward(start, bend), *_toward(end, bend), *end)
        start = end
    path.lineTo(*curve[-1])
    canvas.drawPath(path, stroke=1, fill=0)


def _toward(point: tuple[float, float], bend: tuple[float, float]) -> tuple[float, float]:
    """Return the cubic control point of a quadratic curve that bends at a sample."""
    return point[0] + (bend[0] - point[0]) * 2 / 3, point[1] + (bend[1] - point[1]) * 2 / 3


def paginate(pieces: Sequence[Piece], room: float) -> list[list[tuple[float, Piece]]]:
    """Return pages of (distance from the upper edge, piece), each page `room` high."""
    pages: list[list[tuple[float, Piece]]] = [[]]
    used = 0.0
    queue = deque(pieces)
    while queue:
        piece = queue.popleft()
        fresh = not pages[-1]
        at = used if fresh else used + piece.before
        whole = at + piece.height()
        if whole + (0 if fresh else _kept(piece, queue, room)) <= room or (fresh and piece.split(room) is None):
            pages[-1].append((at, piece))
            used = whole
            continue
        parts = piece.split(room - at) if fresh or not piece.keep else None
        if parts is not None:
            pages[-1].append((at, parts[0]))
        queue.appendleft(piece if parts is None else parts[1])
        pages.append([])
        used = 0.0
    return pages


def _kept(piece: Piece, queue: deque[Piece], most: float) -> float:
    """Return the height of what must stand on the same page below a piece; nothing where that is more than a page."""
    total, place = 0.0, 0
    while piece.keep and place < len(queue):
        piece = queue[place]
        total += piece.before + piece.height()
        place += 1
    return total if total <= most else 0


def _hairline(canvas: Canvas, left: float, right: float, y: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(left, y, right, y)
