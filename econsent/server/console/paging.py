"""Long lists by parts: which part of a list a page shows, and where the parts beside it begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from econsent.errors import ArgumentInvalid
from econsent.server.console.visit import Visit

Item = TypeVar("Item")
SIZE = 50
_FROM, _DIGITS = "from", 9


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """Some of `many` things in their order: those that begin at the place `start`, counted from 0."""

    items: Sequence[Item]
    start: int
    many: int
    size: int = SIZE

    @property
    def back(self) -> int | None:
        """Where the part before begins, None for the first."""
        return max(0, self.start - self.size) if self.start else None

    @property
    def on(self) -> int | None:
        """Where the next part begins, None for the last."""
        end = self.start + len(self.items)
        return end if end < self.many else None


def part(visit: Visit, every: Sequence[Item], size: int = SIZE, *, holding: int | None = None) -> Part[Item]:
    """Return the part that a page's address asks for, or the one that holds a place; raise ArgumentInvalid."""
    if holding is not None:
        start = holding - holding % size
        return Part(every[start : start + size], start, len(every), size)
    start = min(begins(visit), max(0, len(every) - 1))
    return Part(every[start : start + size], start, len(every), size)


def begins(visit: Visit) -> int:
    """Return the place at which a page's address begins the list; raise ArgumentInvalid."""
    said = visit.request.query_params.get(_FROM, "0")
    if not (said.isascii() and said.isdigit() and len(said) <= _DIGITS):
        raise ArgumentInvalid("This is no place in a list.", path=_FROM)
    return int(said)
