"""Calls made by turns, over the same numbers in the same order, and the row that two of them come to."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence


def race(calls: Sequence[Callable[[int], object]], *, asked: int, rounds: int) -> list[float]:
    """Make every call by turns with every number below `asked`; return the median time of one, in microseconds.

    Each round goes through the numbers in another order, the same for all.
    """
    times: list[list[float]] = [[] for _ in calls]
    numbers = list(range(asked))
    for turn in range(rounds):
        random.Random(turn).shuffle(numbers)
        for call, measured in zip(calls, times, strict=True):
            began = time.perf_counter()
            for number in numbers:
                call(number)
            measured.append((time.perf_counter() - began) / asked * 1e6)
    return [statistics.median(measured) for measured in times]


def beside(name: str, measured: float, floor: float, target: str, unit: str = "µs") -> dict[str, object]:
    """Return the row of something measured beside its floor."""
    return {
        "name": name,
        "measured": round(measured, 1),
        "floor": round(floor, 1),
        "ratio": round(measured / floor, 2),
        "target": target,
        "unit": unit,
    }
