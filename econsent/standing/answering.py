"""The answer of a scope at a moment, computed each time and never written (SPEC 5.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

from econsent import instant
from econsent.standing.said import (
    EVERYTHING,
    KAZAKHSTAN,
    NO_RENEWALS,
    Deny,
    Permit,
    Policy,
    Reason,
    Renewals,
    ScopeStanding,
    Standing,
)

_DAY = dt.timedelta(days=1)


def end_of(until: dt.date | None, of_age: dt.date | None = None, zone: dt.tzinfo = KAZAKHSTAN) -> int | None:
    """Return the moment from which a decision no longer holds, None for never: after its last day, or on a birthday."""
    return _known_end(min(_end(until, zone), _birthday(of_age, zone)))


def answer(
    standing: ScopeStanding | None,
    at: int,
    policy: Policy = EVERYTHING,
    zone: dt.tzinfo = KAZAKHSTAN,
    renewals: Renewals = NO_RENEWALS,
) -> Standing:
    """Return the answer of a scope at a moment (microseconds); None where nothing was ever said of it.

    Last days are included and end at midnight in `zone`; the day of a renewal begins with it.
    """
    if standing is None:
        return _no_consent("never-asked", (), at)
    if standing.permits:
        return _permitted(standing, at, policy, zone, renewals)
    force = [deny for deny in standing.denies if at < _end(deny.until, zone)]
    if force:
        return _denied(force, standing.rivals, at, zone)
    if standing.denies:
        return _no_consent("expired", _names(standing.denies), at)
    if standing.errors:
        return _no_consent("entered-in-error", standing.errors, at)
    return _no_consent("contradicted", standing.rivals, at)


def permits(
    standing: ScopeStanding | None,
    at: int,
    policy: Policy = EVERYTHING,
    zone: dt.tzinfo = KAZAKHSTAN,
    renewals: Renewals = NO_RENEWALS,
) -> bool:
    """Say whether `answer` would permit, without the words."""
    return standing is not None and at >= standing.settled and bool(_accepted(standing, at, policy, zone, renewals))


def _accepted(standing: ScopeStanding, at: int, policy: Policy, zone: dt.tzinfo, renewals: Renewals) -> list[Permit]:
    return [one for one in standing.permits if at < permit_end(one, zone, renewals) and policy.accepts(one)]


def _permitted(standing: ScopeStanding, at: int, policy: Policy, zone: dt.tzinfo, renewals: Renewals) -> Standing:
    accepted = _accepted(standing, at, policy, zone, renewals)
    if not accepted:
        return _not_permitted(standing, at, zone, renewals)
    if at < standing.settled:
        return _no_consent("not-yet", _names(accepted), at)
    return Standing(
        decision="CONSENT_PERMIT",
        reason="permitted",
        statements=_names(accepted),
        valid_until=_known_end(max([permit_end(permit, zone, renewals) for permit in accepted])),
        evaluated_at=at,
    )


def _not_permitted(standing: ScopeStanding, at: int, zone: dt.tzinfo, renewals: Renewals) -> Standing:
    """Say why none of the permits that stand permits: too old, somebody else's, of another text, or too weak."""
    live = [permit for permit in standing.permits if at < _end(permit.until, zone)]
    if not live:
        return _no_consent("expired", _names(standing.permits), at)
    own = [permit for permit in live if at < permit_end(permit, zone, renewals)]
    return _no_consent("policy", _names(own), at) if own else _no_consent("reconfirm", _names(live), at)


def _denied(force: Sequence[Deny], rivals: tuple[str, ...], at: int, zone: dt.tzinfo) -> Standing:
    plain: Reason = "withdrawn" if any(deny.withdrawn for deny in force) else "refused"
    return Standing(
        decision="CONSENT_DENY",
        reason="conflict-deny" if rivals else plain,
        statements=_names(force) + rivals,
        valid_until=_known_end(max(_end(deny.until, zone) for deny in force)),
        evaluated_at=at,
    )


def _no_consent(reason: Reason, statements: tuple[str, ...], at: int) -> Standing:
    return Standing(decision="NO_CONSENT", reason=reason, statements=statements, valid_until=None, evaluated_at=at)


def _names(said: Iterable[Permit | Deny]) -> tuple[str, ...]:
    return tuple(one.digest for one in said)


def permit_end(permit: Permit, zone: dt.tzinfo = KAZAKHSTAN, renewals: Renewals = NO_RENEWALS) -> int:
    """Return the moment from which a permit no longer holds.

    After its last day, when its subject comes of age, or when the text has changed so that it must be asked anew.
    """
    return min(_end(permit.until, zone), _birthday(permit.of_age, zone), _birthday(renewals.get(permit.text), zone))


def _known_end(end: int) -> int | None:
    return None if end > instant.END else end


def _birthday(day: dt.date | None, zone: dt.tzinfo) -> int:
    """Return the midnight with which a day begins; a moment past the end of time where there is none."""
    return instant.END + 1 if day is None else _end(day - _DAY, zone)


@lru_cache(maxsize=4096)
def _end(until: dt.date | None, zone: dt.tzinfo) -> int:
    """Return the midnight after a last day; a moment past the end of time where there is none."""
    if until is None or until == dt.date.max:
        return instant.END + 1
    return instant.to_micros(dt.datetime.combine(until + dt.timedelta(days=1), dt.time.min, zone))
