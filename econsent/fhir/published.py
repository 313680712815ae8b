"""What is published of a statement: one Consent for each decision, and which version of it holds (SPEC 14.3, 14.4).

Whoever keeps an index of Consents asks `statuses` after each statement of a person: where the answer for a decision is
another one than before, the statement that just came brought a new version of it about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from econsent.instant import BEGINNING, END, Interval
from econsent.record import Decision, Statement
from econsent.standing import EVERYTHING, Heard, Policy, ScopeStanding, end_of, fold

Release = Literal["R4", "R5"]
Status = Literal["active", "inactive", "entered-in-error", "not-done"]

FHIR_VERSION: dict[Release, str] = {"R4": "4.0.1", "R5": "5.0.0"}
_MILLISECOND = 1000
ABANDONED = 0
"""Position of the one Consent that stands for an abandonment, which decides nothing."""


class Logged(Struct, frozen=True, kw_only=True):
    """A statement in the log: digest in hex, index, when it was logged, between which moments it was made (µs)."""

    statement: Statement
    digest: str
    index: int
    logged: int
    interval: Interval


class State(Struct, frozen=True, kw_only=True, gc=False):
    """What holds of a decision: its status, and the moment (microseconds) from which it no longer does, None for none.

    Something that has ended stays active until the next statement: readers compare its period with their clock.
    """

    status: Status
    ends: int | None = None


class Version(Struct, frozen=True, kw_only=True, gc=False):
    """One version of a Consent.

    `position` of the decision in its statement, from 1; `index` of the statement that brought this version about:
    the versionId; `updated` when that one was logged, and `ends` as in State, in microseconds.
    """

    position: int
    status: Status
    index: int
    updated: int
    ends: int | None = None


def consent_id(statement_id: str, position: int) -> str:
    """Return the id of the Consent for a decision."""
    return f"{statement_id}-{position}"


def is_published(statement: Statement, release: Release) -> bool:
    """Say whether a statement has Consents in a release: R4 has no place for staff, nor for who walked away."""
    if statement.kind == "abandonment":
        return release == "R5"
    decides = statement.kind in ("consent", "withdrawal") and statement.subject is not None
    return decides and (release == "R5" or (statement.subject is not None and statement.subject.role == "patient"))


def start_of(interval: Interval, said: Decision) -> int | None:
    """Return when a period starts: a permit once it was surely made, a refusal once it may have been (SPEC 14.6).

    In microseconds, None where nothing is known. A permit's start is rounded up to the millisecond that is written, so
    that no reader takes it to be sure before it is.
    """
    if said.decision == "permit":
        return min(END, -(-interval.latest // _MILLISECOND) * _MILLISECOND)
    return None if interval.earliest == BEGINNING else interval.earliest


def period(start: int | None, ends: int | None) -> tuple[int | None, int | None]:
    """Return the first and the last moment of a Consent's period, as it is written and searched for.

    Our end is the first moment after, FHIR's the last one within. Where a last day had passed before the statement was
    surely made, nothing is said of the start: FHIR has no period that ends before it starts.
    """
    late = start is not None and ends is not None and start >= ends
    return (None if late else start), (None if ends is None else ends - 1)


def statuses(heards: Iterable[Heard], policy: Policy = EVERYTHING) -> dict[tuple[str, int], State]:
    """Return, by digest and position, what holds of every decision of one person, whatever the moment of asking.

    At most one decision of a scope is active. A permit that the policy does not accept never is: who reads it would
    take it for an answer.
    """
    known = list(heards)
    wrong = {digest for item in known if item.kind == "correction" for digest in item.refers_to}
    active = {scope: _active(stands, policy) for scope, stands in fold(known).items()}
    found: dict[tuple[str, int], State] = {}
    for item in known:
        if item.kind == "abandonment":
            found[item.digest, ABANDONED] = State(status="not-done")
        for position, said in enumerate(item.decisions, start=1):
            stands = active.get(said.scope)
            if stands is not None and stands[0] == item.digest:
                found[item.digest, position] = State(status="active", ends=stands[1])
            else:
                status: Status = "entered-in-error" if item.digest in wrong else "inactive"
                found[item.digest, position] = State(status=status, ends=_own_end(item, said))
    return found


def _own_end(item: Heard, said: Decision) -> int | None:
    return end_of(said.until, item.of_age if said.decision == "permit" else None)


def _active(stands: ScopeStanding, policy: Policy) -> tuple[str, int | None] | None:
    """Return the one decision that stands for a scope, and its end: of several the one that holds longest."""
    ends = [(one.digest, end_of(one.until, one.of_age)) for one in stands.permits if policy.accepts(one)]
    ends += [(one.digest, end_of(one.until)) for one in stands.denies]
    return max(ends, key=lambda one: (one[1] is None, one[1] or 0), default=None)
