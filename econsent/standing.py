"""The fold: the statements of one person at one controller become what stands for each scope (SPEC 5).

What stands does not depend on the time of asking: a library keeps one `ScopeStanding` a scope and answers from it.
Whether it holds at a moment (`answer`) is computed each time and never written.

The fold is careful in one direction. A permit permits only by itself: nothing may replace it, and every refusal of its
scope must surely have come before it. So no permit that is withdrawn, too weak or entered in error can help another
one to permit, and one more refusal can never turn an answer into a permit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from econsent import instant
from econsent.errors import ArgumentInvalid
from econsent.identity import birth_date
from econsent.instant import Interval
from econsent.record import Decision, Kind, SignatureClass, Statement, Subject

Answer = Literal["CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"]
Reason = Literal[
    "permitted",
    "refused",
    "withdrawn",
    "conflict-deny",  # a refusal and a permit, and neither is surely later: the refusal wins
    "never-asked",
    "expired",
    "entered-in-error",
    "policy",  # identified or signed in a weaker way than the library asks of a permit
    "not-yet",  # not surely made by the moment asked about
    "reconfirm",  # a representative permitted, and the person has come of age; or the text has changed since
    "contradicted",  # the evidence of order runs in a circle: no permit can be believed to be the last
]
Method = Literal["none", "typed", "referral", "document", "eds"]
"""Ways of identification, from the weakest to the strongest."""

Role = Literal["patient", "staff"]
STALE_AFTER = 3 * 86_400
"""Seconds: a point that is closed over a weekend is not stale on Monday."""
ADULT_YEARS = 18

KAZAKHSTAN = dt.timezone(dt.timedelta(hours=5))
"""The one time zone of the country since 2024-03-01: last days end at its midnight."""

Renewals = Mapping[str, dt.date]
"""By form and version (`id/version`) the day from which whoever permitted by that text is asked anew (SPEC 11.7)."""
NO_RENEWALS: Renewals = MappingProxyType({})

_DAY = dt.timedelta(days=1)
_RANK = {method: rank for rank, method in enumerate(get_args(Method))}
_CLASSES = frozenset(get_args(SignatureClass))


class Heard(Struct, frozen=True, kw_only=True, gc=False):
    """What standing needs to know of a logged statement.

    `digest` is hex; `index` its place in the log; `after_size` the size of the last checkpoint its station had seen;
    `interval` the tighter of clock and log bracket. `forked` says that the device was by then known to be two under one
    identity: its running numbers prove no order. `of_age` is the subject's eighteenth birthday where a representative
    spoke, `role` whom the subject is filmed as, `text` the form and version that was signed (`id/version`).
    """

    digest: str
    id: str
    kind: Kind
    device: str
    seq: int
    index: int
    after_size: int
    interval: Interval
    decisions: tuple[Decision, ...] = ()
    refers_to: tuple[str, ...] = ()
    identified_by: Method = "none"
    signature_class: SignatureClass | None = None
    forked: bool = False
    of_age: dt.date | None = None
    role: Role | None = None
    text: str = ""


class Permit(Struct, frozen=True, kw_only=True, gc=False):
    """A permit that nothing replaces and no refusal opposes.

    `until` is its last day, or that of a permit which may be the later one and ends sooner. From `of_age` on the person
    must be asked anew: until then somebody else spoke. `device` made the statement, `text` is what was signed.
    """

    digest: str
    until: dt.date | None
    identified_by: Method
    signature_class: SignatureClass | None
    of_age: dt.date | None = None
    device: str = ""
    text: str = ""


class Deny(Struct, frozen=True, kw_only=True, gc=False):
    """A refusal or withdrawal that stands, its last day if it has one, and the device that made it."""

    digest: str
    withdrawn: bool
    until: dt.date | None
    device: str = ""


class ScopeStanding(Struct, frozen=True, kw_only=True, gc=False):
    """What stands for one scope, whatever the time and the policy. While a refusal stands there are no `permits`.

    `rivals` are the digests of permits that a refusal or a contradiction holds back, `errors` those entered in error.
    From the moment `settled` on, answers are exact; for an earlier one the statements are folded anew with `fold_at`.
    """

    scope: str
    permits: tuple[Permit, ...] = ()
    denies: tuple[Deny, ...] = ()
    rivals: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    settled: int = instant.BEGINNING


class Policy(Struct, frozen=True, kw_only=True):
    """What a library asks of a permit: the least identification, the signature classes, and how fresh its stations are.

    A refusal or withdrawal is never measured. `stale_after` is in seconds: a station that was not heard of for longer
    may hold a withdrawal. Raises ArgumentInvalid for a word that is none of the record's.
    """

    identification: Method = "none"
    signatures: frozenset[SignatureClass] = _CLASSES
    stale_after: Annotated[int, Meta(ge=60, le=366 * 86_400)] = STALE_AFTER

    def __post_init__(self) -> None:
        if self.identification not in _RANK or self.signatures - _CLASSES:
            raise ArgumentInvalid(
                "The policy names a way of identification or a signature class that does not exist.",
                remedy=f"Ways: {', '.join(_RANK)}. Classes: {', '.join(sorted(_CLASSES))}.",
            )

    def accepts(self, permit: Permit) -> bool:
        """Say whether a permit was identified and signed well enough."""
        return self.admits(permit.identified_by, permit.signature_class)

    def admits(self, identified_by: Method, signature_class: SignatureClass | None) -> bool:
        """Say whether this way of identification and this signature class are enough."""
        strong = _RANK.get(identified_by, -1) >= _RANK[self.identification]
        return strong and signature_class in self.signatures


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """The answer for one scope at one moment: FHIR's words, why, and the digests it rests on.

    `valid_until` is the moment (microseconds) from which this permit or refusal no longer holds, None if it has no end.
    """

    decision: Answer
    reason: Reason
    statements: tuple[str, ...]
    valid_until: int | None
    evaluated_at: int


EVERYTHING = Policy()


def heard(statement: Statement, digest: str, index: int, interval: Interval, *, forked: bool = False) -> Heard:
    """Return what standing needs of a verified statement that stands at `index` in the log."""
    known = statement.identified_by
    return Heard(
        digest=digest,
        id=statement.id,
        kind=statement.kind,
        device=statement.device.id,
        seq=statement.device.seq,
        index=index,
        after_size=statement.after.size,
        interval=interval,
        decisions=statement.decisions,
        refers_to=tuple(reference.digest for reference in statement.refers_to),
        identified_by="none" if known is None else known.method,
        signature_class=statement.signature_class,
        forked=forked,
        of_age=_of_age(statement, interval),
        role=None if statement.subject is None else statement.subject.role,
        text="" if statement.form is None else f"{statement.form.id}/{statement.form.version}",
    )


def _of_age(statement: Statement, interval: Interval) -> dt.date | None:
    """Return the day from which a representative no longer speaks for the subject, None where none did or none ends."""
    subject, grantor = statement.subject, statement.grantor
    if subject is None or grantor is None or grantor.kind != "representative":
        return None
    born = _born(subject)
    adult = None if born is None else _years_after(born, ADULT_YEARS)
    made = instant.to_datetime(interval.earliest).astimezone(KAZAKHSTAN).date()
    return adult if adult is not None and adult > made else None  # an adult's guardian goes on speaking


def _born(subject: Subject) -> dt.date | None:
    known = subject.birth_date
    if known is None and subject.identifier.system == "kz.iin":
        known = birth_date(subject.identifier.value)
    return known


def _years_after(day: dt.date, years: int) -> dt.date | None:
    """Return the same day of a later year, 1 March for 29 February; None past the end of the calendar."""
    if day.year + years > dt.MAXYEAR:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


# ── order (SPEC 5.5) ──────────────────────────────────────────────────────────────────────


def surely_before(one: Heard, other: Heard) -> bool:
    """Say whether `one` surely came before `other`: by time, by its device's count, or because the log already held it.

    Where the evidence says both that it did and that it came after, the answer is no, both ways.
    """
    return _says_before(one, other) and not _says_before(other, one)


def _says_before(one: Heard, other: Heard) -> bool:
    return (
        one.index < other.after_size
        or one.interval.latest < other.interval.earliest
        or (one.seq < other.seq and one.device == other.device and not (one.forked or other.forked))
    )


# ── fold (SPEC 5.6) ───────────────────────────────────────────────────────────────────────


class _Voice(Struct, frozen=True, gc=False):
    """One statement's say on one scope; a void one was entered in error: it gives nothing and still shadows.

    `settled` is the moment from which both the statement and its correction, if any, are surely made.
    """

    heard: Heard
    permit: bool
    until: dt.date | None
    void: bool
    settled: int


def fold(heards: Iterable[Heard]) -> dict[str, ScopeStanding]:
    """Return what stands for each scope after all of one person's statements, in whatever order they are given."""
    return fold_at(heards, instant.END)


def fold_at(heards: Iterable[Heard], at: int) -> dict[str, ScopeStanding]:
    """Return what stood at a past moment (microseconds), to be answered for that moment.

    A permit counts once it was surely made, a refusal once it may have been. What was later found to be entered in
    error never was a permit; a refusal entered in error held until the correction.
    """
    known = _once_each(heards)
    corrections = _corrections(known)
    voices: dict[str, list[_Voice]] = {}
    for item in known:
        if item.kind not in ("consent", "withdrawal") or item.interval.earliest > at:
            continue
        corrected = corrections.get(item.digest)
        for said in item.decisions:
            voices.setdefault(said.scope, []).append(_voice(item, said, corrected, at))
    return {scope: _stand(scope, said, at) for scope, said in voices.items()}


def _voice(item: Heard, said: Decision, corrected: int | None, at: int) -> _Voice:
    permit = said.decision == "permit"
    return _Voice(
        heard=item,
        permit=permit,
        until=said.until,
        void=corrected is not None and (permit or corrected <= at),
        settled=max(item.interval.latest, corrected or instant.BEGINNING),
    )


def _once_each(heards: Iterable[Heard]) -> list[Heard]:
    """Return each statement once, the newest moment first: what replaces the others is then met early."""
    ordered = sorted(heards, key=lambda item: (item.interval.latest, item.index, item.digest), reverse=True)
    return list({item.digest: item for item in ordered}.values())


def _corrections(known: Sequence[Heard]) -> dict[str, int]:
    """Return, by digest, the moment by which a statement was surely marked as entered in error."""
    moments: dict[str, int] = {}
    for item in known:
        if item.kind == "correction":
            for digest in item.refers_to:
                moments[digest] = min(item.interval.latest, moments.get(digest, instant.END))
    return moments


def _stand(scope: str, voices: Sequence[_Voice], at: int) -> ScopeStanding:
    settled = max(voice.settled for voice in voices)
    sure = [voice for voice in voices if voice.void or not voice.permit or voice.heard.interval.latest <= at]
    if not sure:
        return ScopeStanding(scope=scope, permits=tuple(_permit(one, voices) for one in voices), settled=settled)
    top = [one for one in sure if not any(surely_before(one.heard, other.heard) for other in sure)]
    denies = [voice for voice in sure if not voice.permit and not voice.void]
    free = [
        one
        for one in top
        if one.permit and not one.void and all(surely_before(deny.heard, one.heard) for deny in denies)
    ]
    if free:
        permits = tuple(_permit(one, voices) for one in free)
        return ScopeStanding(scope=scope, permits=permits, settled=min(settled, at))
    return _held_back(scope, top or sure, denies, min(settled, at))


def _held_back(scope: str, top: Sequence[_Voice], denies: Sequence[_Voice], settled: int) -> ScopeStanding:
    """Return what stands where no permit is free: the refusals that stand or oppose a permit, else the errors.

    Where the evidence of order runs in a circle each statement is surely before another; then `top` is all of them.
    """
    rivals = [voice for voice in top if voice.permit and not voice.void]
    stands = {voice.heard.digest for voice in top}
    opposing = [
        one
        for one in denies
        if one.heard.digest in stands or not all(surely_before(one.heard, rival.heard) for rival in rivals)
    ]
    return ScopeStanding(
        scope=scope,
        denies=tuple(_deny(one) for one in opposing),
        rivals=_digests(rivals),
        errors=_digests(voice for voice in top if voice.void),
        settled=settled,
    )


def _permit(voice: _Voice, voices: Sequence[_Voice]) -> Permit:
    """Return a free permit with the soonest last day among the permits that are not surely earlier."""
    days = [
        other.until
        for other in voices
        if other.until and other.permit and not other.void and not surely_before(other.heard, voice.heard)
    ]
    said = voice.heard
    return Permit(
        digest=said.digest,
        until=min(days, default=None),
        identified_by=said.identified_by,
        signature_class=said.signature_class,
        of_age=said.of_age,
        device=said.device,
        text=said.text,
    )


def _deny(voice: _Voice) -> Deny:
    said = voice.heard
    return Deny(digest=said.digest, withdrawn=said.kind == "withdrawal", until=voice.until, device=said.device)


def _digests(voices: Iterable[_Voice]) -> tuple[str, ...]:
    return tuple(voice.heard.digest for voice in voices)


# ── answer (SPEC 5.7) ─────────────────────────────────────────────────────────────────────


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
