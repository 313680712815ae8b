"""Ink as SVG: paths with classes of the stylesheet, and the moments at which each piece of them was drawn.

A piece is as much of a stroke as was drawn with one weight within a tenth of a second, so that a replay keeps the speed
of the hand. Coordinates are hundredths of a millimetre, as InkML has them here (SPEC 10.5).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from econsent.document.inkml import Drawing, Point, decode

WEIGHTS = 4
"""How many widths there are, from a light hand to a heavy one."""
_WIDTH = 45
"""Hundredths of a millimetre: the width of a line that a finger draws, which has no force."""
_PIECE_MS = 100
_ROOM = 2500
"""Points of one drawing on a page; where more were measured, only every so many of them are drawn."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: its path, its weight from 1 to `WEIGHTS`, and when it was drawn, in ms from the beginning."""

    path: str
    weight: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Ink:
    """A drawing as a page shows it; `box` is what is seen of the pad: its left, top, width and height."""

    pieces: tuple[Piece, ...]
    box: tuple[int, int, int, int]
    seconds: float


def ink_of(data: bytes, *, whole: bool = False) -> Ink:
    """Return a drawing (InkML), cropped to what was drawn or the whole of its pad; raise InkMalformed."""
    drawing = decode(data)
    count = sum(len(stroke.points) for stroke in drawing.strokes)
    strokes = [_thinned(stroke.points, count) for stroke in drawing.strokes]
    pieces = tuple(piece for points in strokes for piece in _pieces(points))
    box = (0, 0, drawing.width, drawing.height) if whole else _box(drawing)
    return Ink(pieces, box, round(max((piece.ends for piece in pieces), default=0) / 1000, 1))


def page_of(data: bytes) -> bytes:
    """Return a page written by hand (InkML) as an SVG file: dark on white, as paper is; raise InkMalformed."""
    ink = ink_of(data, whole=True)
    paths = Markup("").join(
        Markup('<path d="{}" stroke-width="{}"/>').format(piece.path, width_of(piece.weight)) for piece in ink.pieces
    )
    left, top, width, height = ink.box
    return (
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}">'
            '<rect width="100%" height="100%" fill="#fff"/>'
            '<g fill="none" stroke="#14222a" stroke-linecap="round" stroke-linejoin="round">{}</g></svg>'
        )
        .format(left, top, width, height, paths)
        .encode()
    )


def width_of(weight: int) -> int:
    """Return the width of a line in hundredths of a millimetre."""
    return round(_WIDTH * (0.5 + weight / WEIGHTS))


def _weight(force: float | None) -> int:
    return WEIGHTS // 2 if force is None else min(WEIGHTS, 1 + int(force * WEIGHTS))


def _pieces(points: Sequence[Point]) -> Iterator[Piece]:
    """Cut a stroke where its weight changes, and every tenth of a second; each piece goes on where the last ended."""
    run = [points[0]]
    for point in points[1:]:
        changed = _weight(point.force) != _weight(run[-1].force)
        if len(run) > 1 and (changed or point.t - run[0].t > _PIECE_MS):
            yield _piece(run)
            run = run[-1:]
        run.append(point)
    yield _piece(run)


def _piece(run: Sequence[Point]) -> Piece:
    steps = "".join(f"l{after.x - before.x} {after.y - before.y}" for before, after in pairwise(run)) or "h0"
    return Piece(f"M{run[0].x} {run[0].y}{steps}", _weight(run[-1].force), run[0].t, run[-1].t)


def _box(drawing: Drawing) -> tuple[int, int, int, int]:
    """Return what holds everything that was drawn, with a margin."""
    points = [point for stroke in drawing.strokes for point in stroke.points]
    if not points:
        return 0, 0, drawing.width, drawing.height
    left, right = min(point.x for point in points), max(point.x for point in points)
    top, bottom = min(point.y for point in points), max(point.y for point in points)
    margin = 2 * _WIDTH + (right - left) // 20
    return left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin


def _thinned(points: Sequence[Point], count: int) -> Sequence[Point]:
    """Return a stroke with its share of the room on a page: its ends, and between them every so many of its points."""
    step = math.ceil(count / _ROOM)
    return points if step == 1 else [*points[:-1:step], points[-1]]
