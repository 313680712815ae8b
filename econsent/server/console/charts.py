"""Charts drawn on the server as SVG: shapes with classes of the stylesheet, no script and no style of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a column: where it stands and how tall it is, in the chart's units, what it counts and how many."""

    x: float
    y: float
    height: float
    sort: str
    many: int


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart of stacked columns: its bars, the width of each, and the counts that the lines across it mark."""

    bars: tuple[Bar, ...]
    width: float
    marks: tuple[tuple[float, int], ...]


HEIGHT, WIDTH = 100.0, 240.0
"""Units of a chart, which the page stretches."""
_GAP = 0.2
_STEPS = (1, 2, 5)


def columns(counts: Sequence[Sequence[tuple[str, int]]]) -> Columns:
    """Return stacked columns of counts: for each column, from the ground up, what is counted and how many."""
    tallest = max((sum(many for _, many in column) for column in counts), default=0)
    step = _step(tallest)
    top = step * -(-tallest // step) or 1
    slot = WIDTH / max(1, len(counts))
    bars: list[Bar] = []
    for place, column in enumerate(counts):
        ground = HEIGHT
        for sort, many in column:
            if many:
                height = HEIGHT * many / top
                ground -= height
                bars.append(Bar(round(slot * (place + _GAP / 2), 2), round(ground, 2), round(height, 2), sort, many))
    marks = tuple((round(HEIGHT - HEIGHT * count / top, 2), count) for count in range(step, top + 1, step))
    return Columns(tuple(bars), round(slot * (1 - _GAP), 2), marks)


def _step(tallest: int) -> int:
    """Return a round count of which at most four fit under the tallest column."""
    decade = 1
    while True:
        for digit in _STEPS:
            if tallest <= 4 * digit * decade:
                return digit * decade
        decade *= 10
