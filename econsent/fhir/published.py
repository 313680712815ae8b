"""What is published of a statement: one Consent for each decision, and which version of it holds (SPEC 14.3, 14.4).

Whoever keeps an index of Consents asks for `changes` after each statement of a person: where the state of a decision is
another one than before, the statement that just came brought a new version of it about. A state does not depend on the
library's policy, which may change at any time; `shown` is the state under a policy.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from econsent.instant import BEGINNING, END, Interval
from econsent.record import Decision, SignatureClass, Statement
from econsent.standing import EVERYTHING, Heard, Method, Policy, ScopeStanding, end_of, fold

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


class Strength(Struct, frozen=True, array_like=True, gc=False):
    """How a permit was identified and signed: what a policy measures."""

    method: Method
    signature_class: SignatureClass | None


class Beside(Struct, frozen=True, array_like=True, gc=False):
    """One of several permits that stand at once: its digest, the moment at which it ends, and its strength."""

    digest: str
    ends: int | None
    strength: Strength


class State(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What holds of a decision: its status, and the moment (microseconds) from which it no longer does, None for none.

    Something that has ended stays active until the next statement: readers compare its period with their clock. A
    permit has its `strength`; where several stand at once, each knows them all (`beside`).
    """

    status: Status
    ends: int | None = None
    strength: Strength | None = None
    beside: tuple[Beside, ...] = ()


Standings = Mapping[str, tuple[Beside, ...]]
"""Scope → the decisions of it that stand."""


class Change(Struct, frozen=True, gc=False):
    """The statement at `index` gave the decision at a position of the statement `digest` a new state."""

    index: int
    digest: str
    position: int
    state: State


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


def states(heards: Iterable[Heard]) -> dict[tuple[str, int], State]:
    """Return, by digest and position, what holds of every decision of one person, whatever the moment and the policy.

    At most one decision of a scope is active.
    """
    known = list(heards)
    standing, wrong = _standings(fold(known)), _corrected(known)
    return {
        (item.digest, position): state
        for item in known
        for position, state in _states_of(item, standing, wrong).items()
    }


def _states_of(item: Heard, standing: Standings, wrong: Set[str]) -> dict[int, State]:
    """Return, by position, what holds of every decision of one statement."""
    if item.kind == "abandonment":
        return {ABANDONED: State(status="not-done")}
    return {
        position: _state(item, said, standing.get(said.scope, ()), wrong)
        for position, said in enumerate(item.decisions, start=1)
    }


def _corrected(heards: Iterable[Heard]) -> set[str]:
    return {digest for item in heards if item.kind == "correction" for digest in item.refers_to}


def _state(item: Heard, said: Decision, standing: tuple[Beside, ...], wrong: Set[str]) -> State:
    mine = next((one for one in standing if one.digest == item.digest), None)
    permit = said.decision == "permit"
    if mine is None:
        status: Status = "entered-in-error" if item.digest in wrong else "inactive"
        ends = end_of(said.until, item.of_age if permit else None)
    else:
        status = "active" if mine is _longest(standing) else "inactive"
        ends = mine.ends
    return State(
        status=status,
        ends=ends,
        strength=Strength(item.identified_by, item.signature_class) if permit else None,
        beside=standing if permit and mine is not None and len(standing) > 1 else (),
    )


def changes(
    heards: Iterable[Heard], *, since: int = 0, stands: Mapping[str, ScopeStanding] | None = None
) -> Iterator[Change]:
    """Yield every new state that one person's statements brought about, in the order of the log from an index on.

    `stands` is the fold of all of them, where it is known. Only of a statement that is new, that stands or stood, or
    that was found to be in error can the state be another than before: no other is looked at.
    """
    known = sorted(heards, key=lambda item: item.index)
    first = bisect_left(known, since, key=lambda item: item.index)
    said = {item.digest: item for item in known[:first]}
    before, wrong_before = _standings(fold(said.values())), _corrected(said.values())
    for count, latest in enumerate(known[first:], start=first + 1):
        folded = stands if stands is not None and count == len(known) else fold(known[:count])
        now, wrong = _standings(folded), wrong_before | _corrected([latest])
        said[latest.digest] = latest
        concerned = {latest.digest, *(wrong - wrong_before), *_stand_in(before), *_stand_in(now)} & said.keys()
        for item in sorted((said[digest] for digest in concerned), key=lambda item: item.index):
            held = {} if item is latest else _states_of(item, before, wrong_before)
            for position, state in _states_of(item, now, wrong).items():
                if held.get(position) != state:
                    yield Change(latest.index, item.digest, position, state)
        before, wrong_before = now, wrong


def shown(digest: str, state: State, policy: Policy) -> State:
    """Return the state of a decision under a policy: a permit that it does not accept is never active.

    Who reads it would take it for an answer. Of several that stand, the one that holds longest is active.
    """
    if state.beside:
        chosen = _longest([one for one in state.beside if accepts(policy, one.strength)])
        return replace(state, status="active" if chosen is not None and chosen.digest == digest else "inactive")
    if state.status == "active" and state.strength is not None and not accepts(policy, state.strength):
        return replace(state, status="inactive")
    return state


def statuses(heards: Iterable[Heard], policy: Policy = EVERYTHING) -> dict[tuple[str, int], State]:
    """Return, by digest and position, what a policy shows of every decision of one person."""
    return {named: shown(named[0], state, policy) for named, state in states(heards).items()}


def _standings(folded: Mapping[str, ScopeStanding]) -> Standings:
    return {scope: _standing(said) for scope, said in folded.items()}


def _stand_in(standing: Standings) -> Iterator[str]:
    """Yield the digests of the statements that stand."""
    return (one.digest for several in standing.values() for one in several)


def _standing(stands: ScopeStanding) -> tuple[Beside, ...]:
    """Return the decisions of a scope that stand: permits, or refusals."""
    permits = [
        Beside(one.digest, end_of(one.until, one.of_age), Strength(one.identified_by, one.signature_class))
        for one in stands.permits
    ]
    return tuple(permits or [Beside(one.digest, end_of(one.until), _NO_STRENGTH) for one in stands.denies])


_NO_STRENGTH = Strength("none", None)


def _longest(standing: Sequence[Beside]) -> Beside | None:
    """Return the one that holds longest: of equals the first, which was made last."""
    return max(standing, key=lambda one: (one.ends is None, one.ends or 0), default=None)


def accepts(policy: Policy, strength: Strength) -> bool:
    """Say whether a policy accepts a permit of a strength."""
    return policy.admits(strength.method, strength.signature_class)
