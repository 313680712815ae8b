"""What a page of Consents must be, and the SQL that finds it without looking at more than it must (SPEC 14.15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from econsent.fhir.dates import Reach
from econsent.fhir.published import Release, Status, Strength, accepts
from econsent.record import SignatureClass
from econsent.standing import Method, Policy, Role
from econsent.store.rows import marks

SELDOM: frozenset[Status] = frozenset(("entered-in-error", "not-done"))
"""States of so few Consents that they have an index of their own."""
PLACES = 7
"""Bits of a position: a statement has 64 decisions at most."""
_METHODS = get_args(Method)
_CLASSES = get_args(SignatureClass)
GONE = "c.person IN (SELECT person FROM person WHERE wrapped_key IS NULL)"
HERE = "c.person NOT IN (SELECT person FROM person WHERE wrapped_key IS NULL)"
"""Persons who were forgotten are in no page and in no count."""


Column = Literal["updated", "made"]
Place = tuple[int, int]
"""Where a page ended: the value of the column that sorts, and the row's id."""


def row_id(index: int, position: int) -> int:
    """Return the id of the row of a decision: unique in the log, and in its order."""
    return index << PLACES | position


def index_and_position(row: int) -> tuple[int, int]:
    """Return of which statement, and at which position in it, a row is."""
    return row >> PLACES, row & (1 << PLACES) - 1


def strength_code(strength: Strength | None) -> int:
    """Return a permit's strength as a number over 0; 0 for what is no permit."""
    if strength is None:
        return 0
    signed = strength.signature_class
    number = len(_CLASSES) if signed is None else _CLASSES.index(signed)
    return 1 + _METHODS.index(strength.method) * (len(_CLASSES) + 1) + number


def accepted_by(policy: Policy) -> frozenset[int]:
    """Return the strengths that a policy accepts, and that of what is no permit."""
    every = [Strength(method, signed) for method in _METHODS for signed in _CLASSES]
    return frozenset(strength_code(one) for one in every if accepts(policy, one)) | {strength_code(None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a page must be: each field is a condition, None asks nothing; what is in a set or tuple of it is OR.

    `ranges` are person, first and last row id. `accepted` are the strengths that the policy accepts. The tuples of
    `updated`, `made` and `period` are AND, of OR. A page is sorted by `column` and begins after a place.
    """

    release: Release
    ranges: tuple[tuple[bytes, int, int], ...] | None = None
    persons: frozenset[bytes] | None = None
    grantors: tuple[frozenset[bytes], ...] = ()
    roles: frozenset[Role] | None = None
    nobody: bool = False
    statuses: frozenset[str] | None = None
    accepted: frozenset[int] | None = None
    scopes: frozenset[str] | None = None
    updated: tuple[tuple[Reach, ...], ...] = ()
    made: tuple[tuple[Reach, ...], ...] = ()
    period: tuple[tuple[Reach, ...], ...] = ()
    column: Column = "updated"
    descending: bool = True
    after: Place | None = None
    limit: int = 50

    @property
    def is_narrow(self) -> bool:
        """Say whether few rows can be meant at all."""
        return self.ranges is not None or self.persons is not None or bool(self.grantors) or self.is_seldom

    @property
    def is_of_sorts(self) -> bool:
        """Say whether nothing is asked but what the sorts of rows tell: scope, role and state."""
        named = self.ranges is not None or self.persons is not None or bool(self.grantors)
        return not (named or self.updated or self.made or self.period)

    @property
    def is_seldom(self) -> bool:
        """Say whether only states are asked for that few Consents have."""
        return self.statuses is not None and self.statuses <= SELDOM


class Terms:
    """The conditions of a search as SQL over ``consent c``, each with its values."""

    def __init__(self, wanted: Wanted) -> None:
        self._terms: list[str] = [HERE]
        self._values: list[object] = []
        self._who(wanted)
        self._what(wanted)
        of_few = wanted.is_narrow and not wanted.is_seldom
        self.order = f"c.{wanted.column}" + (" + 0" if of_few else "")
        """What sorts: for few rows an expression, lest an engine walk along the column's index to find them."""
        self.is_filtered = len(self._terms) > 1
        """Whether there are conditions that the sorted column does not answer."""
        self._when(wanted)

    @classmethod
    def of_column(cls, wanted: Wanted) -> Terms:
        """Return the conditions on the column that sorts, and nothing else."""
        terms = cls.__new__(cls)
        terms._terms, terms._values = ["1 = 1"], []
        terms._bounds(wanted)
        terms.begin(wanted)
        return terms

    @property
    def sql(self) -> str:
        """The conditions; the column that sorts is bounded first, which its index answers."""
        return " AND ".join(self._terms)

    @property
    def values(self) -> tuple[object, ...]:
        """The values of their marks."""
        return tuple(self._values)

    def begin(self, wanted: Wanted, end: Place | None = None) -> None:
        """Add where a page begins, and the last place at which it looks."""
        column, later = f"c.{wanted.column}", "<" if wanted.descending else ">"
        if wanted.after is not None:
            self._add(f"({column}, c.id) {later} (?, ?)", *wanted.after)
        if end is not None:
            self._add(f"({column}, c.id) {'>=' if wanted.descending else '<='} (?, ?)", *end)

    def _add(self, sql: str, *values: object) -> None:
        self._terms.append(sql)
        self._values += values

    def _any(self, terms: Sequence[tuple[str, Sequence[object]]]) -> None:
        """Add alternatives."""
        self._add(f"({' OR '.join(sql for sql, _ in terms)})", *(value for _, values in terms for value in values))

    def _in(self, column: str, values: Iterable[object]) -> None:
        given = list(values)
        self._add(f"{column} IN ({marks(given)})", *given)

    def _who(self, wanted: Wanted) -> None:
        if wanted.ranges is not None:
            self._any([("(c.person = ? AND c.id BETWEEN ? AND ?)", one) for one in wanted.ranges])
        if wanted.persons is not None:
            self._in("c.person", sorted(wanted.persons))
        for grantors in wanted.grantors:
            these = sorted(grantors)
            mine = f"(c.grantor IS NULL AND c.person IN ({marks(these)}))"
            self._any([(f"c.grantor IN ({marks(these)})", these), (mine, these)])
        if wanted.roles is not None:
            of_roles = (f"c.role IN ({marks(list(wanted.roles))})", sorted(wanted.roles))
            self._any([*([of_roles] if wanted.roles else []), *([("c.role IS NULL", ())] if wanted.nobody else [])])

    def _what(self, wanted: Wanted) -> None:
        if wanted.scopes is not None:
            self._in("c.scope", sorted(wanted.scopes))
        if wanted.statuses is not None:
            self._state(wanted.statuses, wanted.accepted)
        for period in wanted.period:
            self._add("(c.starts IS NOT NULL OR c.ends IS NOT NULL)")
            self._any([_of_period(reach) for reach in period])

    def _state(self, statuses: frozenset[str], accepted: frozenset[int] | None) -> None:
        """Ask for states as a policy shows them; of permits that stand beside others the row does not tell."""
        if statuses <= SELDOM:  # its index is found by these very words
            self._add("c.status IN ('entered-in-error', 'not-done')")
        plain = (f"c.status IN ({marks(list(statuses))})", sorted(statuses))
        if accepted is None or len(statuses & {"active", "inactive"}) != 1:
            self._any([plain] if statuses <= SELDOM else [plain, _BESIDE])
            return
        strong = (f"(c.status = 'active' AND c.strength IN ({marks(list(accepted))}))", sorted(accepted))
        weak = (f"(c.status = 'active' AND c.strength NOT IN ({marks(list(accepted))}))", sorted(accepted))
        others = sorted(statuses - {"active"})
        same = [(f"c.status IN ({marks(others)})", others)] if others else []
        self._any([*same, strong if "active" in statuses else weak, _BESIDE])

    def _when(self, wanted: Wanted) -> None:
        for column, conditions in (("c.updated", wanted.updated), ("c.made", wanted.made)):
            for condition in conditions:
                self._any([_of_moment(reach, column) for reach in condition])
                self.is_filtered = self.is_filtered or column != f"c.{wanted.column}" or len(condition) > 1
        self._bounds(wanted)

    def _bounds(self, wanted: Wanted) -> None:
        """Bound the column that sorts by all that is asked of it: nothing is logged before it was made."""
        conditions = wanted.updated if wanted.column == "updated" else wanted.made
        lows = [low for condition in conditions if (low := low_of(condition)) is not None]
        highs = [high for condition in conditions if (high := high_of(condition)) is not None]
        if wanted.column == "updated":
            lows += [low for condition in wanted.made if (low := low_of(condition)) is not None]
        else:
            highs += [high for condition in wanted.updated if (high := high_of(condition)) is not None]
        if lows:
            self._add(f"c.{wanted.column} >= ?", max(lows))
        if highs:
            self._add(f"c.{wanted.column} < ?", min(highs))


_BESIDE: tuple[str, Sequence[object]] = ("c.beside = 1", ())


def _of_moment(reach: Reach, column: str) -> tuple[str, Sequence[object]]:
    """Return what is asked of a moment, which is its own start and end."""
    asked = [(f"{column} >= ?", reach.start_from), (f"{column} < ?", reach.start_before)]
    asked += [(f"{column} >= ?", reach.end_from), (f"{column} < ?", reach.end_before)]
    return _all(asked)


def _of_period(reach: Reach) -> tuple[str, Sequence[object]]:
    """Return what is asked of a period, from its first moment to its last."""
    return _all(
        [
            ("c.starts >= ?", reach.start_from),
            ("(c.starts IS NULL OR c.starts < ?)", reach.start_before),
            ("(c.ends IS NULL OR c.ends >= ?)", reach.end_from),
            ("c.ends < ?", reach.end_before),
        ]
    )


def _all(asked: Sequence[tuple[str, int | None]]) -> tuple[str, Sequence[object]]:
    given = [(sql, value) for sql, value in asked if value is not None]
    return f"({' AND '.join(sql for sql, _ in given) or '1 = 1'})", [value for _, value in given]


def low_of(condition: Sequence[Reach]) -> int | None:
    """Return the moment before which no alternative reaches, None where one has no such bound."""
    lows = [max((x for x in (one.start_from, one.end_from) if x is not None), default=None) for one in condition]
    return None if None in lows else min(low for low in lows if low is not None)


def high_of(condition: Sequence[Reach]) -> int | None:
    """Return the moment from which no alternative reaches, None where one has no such bound."""
    highs = [min((x for x in (one.start_before, one.end_before) if x is not None), default=None) for one in condition]
    return None if None in highs else max(high for high in highs if high is not None)
