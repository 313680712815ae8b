"""Lists of decisions by what they are, newest first (`search.py`): each is the merge of a few walks along an index.

Every row of the index of Consents has a *sort*: scope, role, state, strength and whether others stand beside it, as one
text. There are a few dozen, however many rows. A list asks for some of the sorts, of everywhere or of some devices, and
walks along each from where the page before ended: what is rare, or long ago, costs no more than what is common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from econsent.store.consents import SCAN, Consents, Sort
from econsent.store.wanted import HERE, Place


@dataclass(frozen=True, slots=True)
class Walk:
    """One sort of decisions, at one device or at all. `over`: only those whose last day is over, or only the others.

    Of decisions that may be over a page looks at `SCAN` at most.
    """

    sort: Sort | None = None
    device: str | None = None
    over: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """When decisions were made (µs; `until` not included), the place after which they begin, and what moment it is."""

    since: int | None = None
    until: int | None = None
    after: Place | None = None
    now: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list: when it was made (µs), its id, whose it is, and its sealed mark."""

    made: int
    id: int
    person: bytes
    mark: bytes

    @property
    def place(self) -> Place:
        """Where a page that ends with it ends."""
        return self.made, self.id


_Row = tuple[int, int, bytes]
_Term = tuple[str, Sequence[object]]
_NEWEST = "ORDER BY c.made DESC, c.id DESC"


class Listing(Consents):
    """The decisions of a library, in the order in which they were made."""

    def along(self, walks: Iterable[Walk], span: Span, limit: int) -> tuple[list[Listed], Place | None]:
        """Return the newest rows of several walks, and after which place there may be more, None at the end of all."""
        found: list[_Row] = []
        seen: Place | None = None
        for walk in walks:
            end = None if walk.over is None else self._window(walk, span)
            rows = self._along(walk, span, end, limit + 1)
            found += rows
            if end is not None and len(rows) <= limit:
                seen = end if seen is None else max(seen, end)
        found.sort(reverse=True)
        if seen is not None:
            found = [row for row in found if row[:2] >= seen]
        if len(found) > limit:
            return self._listed(found[:limit]), found[limit - 1][:2]
        return self._listed(found), seen

    def _along(self, walk: Walk, span: Span, end: Place | None, limit: int) -> list[_Row]:
        """Return the next rows of a walk that goes no further than a place."""
        asked = [*_terms(walk, span), (HERE, ())]
        asked += [] if end is None else [("(c.made, c.id) >= (?, ?)", end)]
        if walk.over is not None:
            asked.append(("c.ends < ?" if walk.over else "(c.ends IS NULL OR c.ends >= ?)", (span.now,)))
        where, values = _all(asked)
        sql = f"SELECT c.made, c.id, c.person FROM consent c WHERE {where} {_NEWEST} LIMIT ?"  # noqa: S608 - terms of ours
        return self._all(sql, (*values, limit), int, int, bytes)

    def _window(self, walk: Walk, span: Span) -> Place | None:
        """Return the last place at which a page looks of what may be over, None where that is all of it."""
        where, values = _all(_terms(walk, span))
        sql = f"SELECT c.made, c.id FROM consent c WHERE {where} {_NEWEST} LIMIT 1 OFFSET ?"  # noqa: S608 - terms of ours
        row = self._one(sql, (*values, SCAN - 1), int, int)
        return None if row is None else (row[0], row[1])

    def _listed(self, rows: Sequence[_Row]) -> list[Listed]:
        """Return rows with what they say."""
        if not rows:
            return []
        pairs = ",".join(["(?, ?)"] * len(rows))
        sql = (
            f"SELECT c.id, c.mark FROM (VALUES {pairs}) w"  # noqa: S608 - marks only
            " JOIN consent c ON c.person = w.column1 AND c.id = w.column2"
        )
        marks = dict(self._all(sql, [value for _, id_, person in rows for value in (person, id_)], int, bytes))
        return [Listed(made, id_, person, marks[id_]) for made, id_, person in rows if id_ in marks]


def _terms(walk: Walk, span: Span) -> list[_Term]:
    """Return the conditions that an index answers."""
    return [
        *([] if walk.device is None else [("c.device = ?", (walk.device,))]),
        *([] if walk.sort is None else [("c.sort = ?", (walk.sort.text,))]),
        *([] if span.since is None else [("c.made >= ?", (span.since,))]),
        *([] if span.until is None else [("c.made < ?", (span.until,))]),
        *([] if span.after is None else [("(c.made, c.id) < (?, ?)", span.after)]),
    ]


def _all(terms: Sequence[_Term]) -> tuple[str, tuple[object, ...]]:
    """Return conditions that all hold, and their values."""
    return " AND ".join(sql for sql, _ in terms) or "1 = 1", tuple(value for _, values in terms for value in values)


def following(span: Span, after: Place | None) -> Span:
    """Return the span that begins after a place."""
    return replace(span, after=after)
