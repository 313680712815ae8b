"""The fold: the statements of one person at one controller become what stands for each scope (SPEC 5).

What stands does not depend on the time of asking: a library keeps one `ScopeStanding` a scope and answers from it.
Whether it holds at a moment (`answer`) is computed each time and never written.

The fold is careful in one direction. A permit permits only by itself: nothing may replace it, and every refusal of its
scope must surely have come before it. So no permit that is withdrawn, too weak or entered in error can help another
one to permit, and one more refusal can never turn an answer into a permit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, get_args

from msgspec import Struct

from econsent import instant
from econsent.errors import ArgumentInvalid
from econsent.instant import Interval
from econsent.record import Decision, Kind, SignatureClass, Statement

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
    "contradicted",  # the evidence of order runs in a circle: no permit can be believed to be the last
]
Method = Literal["none", "typed", "referral", "document", "eds"]
"""Ways of identification, from the weakest to the strongest."""

KAZAKHSTAN = dt.timezone(dt.timedelta(hours=5))
"""The one time zone of the country since 2024-03-01: last days end at its midnight."""

_RANK = {method: rank for rank, method in enumerate(get_args(Method))}
_CLASSES = frozenset(get_args(SignatureClass))


class Heard(Struct, frozen=True, kw_only=True, gc=False):
    """What standing needs to know of a logged statement, and nothing personal.

    `digest` is hex; `index` its place in the log; `after_size` the size of the last checkpoint its station had seen;
    `interval` the tighter of clock and log bracket. `forked` says that the device was by then known to be two under one
    identity: its running numbers prove no order.
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


class Permit(Struct, frozen=True, kw_only=True, gc=False):
    """A permit that nothing replaces and no refusal opposes.

    `until` is its last day, or that of a permit which may be the later one and ends sooner.
    """

    digest: str
    until: dt.date | None
    identified_by: Method
    signature_class: SignatureClass | None


class Deny(Struct, frozen=True, kw_only=True, gc=False):
    """A refusal or withdrawal that stands, and its last day if it has one."""

    digest: str
    withdrawn: bool
    until: dt.date | None


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
    """What a library asks of a permit: the least identification, and the signature classes it takes.

    A refusal or withdrawal is never measured. Raises ArgumentInvalid for a word that is none of the record's.
    """

    identification: Method = "none"
    signatures: frozenset[SignatureClass] = _CLASSES

    def __post_init__(self) -> None:
        if self.identification not in _RANK or self.signatures - _CLASSES:
            raise ArgumentInvalid(
                "The policy names a way of identification or a signature class that does not exist.",
                remedy=f"Ways: {', '.join(_RANK)}. Classes: {', '.join(sorted(_CLASSES))}.",
            )

    def accepts(self, permit: Permit) -> bool:
        """Say whether a permit was identified and signed well enough."""
        strong = _RANK.get(permit.identified_by, -1) >= _RANK[self.identification]
        return strong and permit.signature_class in self.signatures


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
    )


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
    )


def _deny(voice: _Voice) -> Deny:
    return Deny(digest=voice.heard.digest, withdrawn=voice.heard.kind == "withdrawal", until=voice.until)


def _digests(voices: Iterable[_Voice]) -> tuple[str, ...]:
    return tuple(voice.heard.digest for voice in voices)


# ── answer (SPEC 5.7) ─────────────────────────────────────────────────────────────────────


def answer(
    standing: ScopeStanding | None, at: int, policy: Policy = EVERYTHING, zone: dt.tzinfo = KAZAKHSTAN
) -> Standing:
    """Return the answer of a scope at a moment (microseconds); None where nothing was ever said of it.

    Last days are included and end at midnight in `zone`.
    """
    if standing is None:
        return _no_consent("never-asked", (), at)
    if standing.permits:
        return _permitted(standing, at, policy, zone)
    force = [deny for deny in standing.denies if at < _end(deny.until, zone)]
    if force:
        return _denied(force, standing.rivals, at, zone)
    if standing.denies:
        return _no_consent("expired", _names(standing.denies), at)
    if standing.errors:
        return _no_consent("entered-in-error", standing.errors, at)
    return _no_consent("contradicted", standing.rivals, at)


def _permitted(standing: ScopeStanding, at: int, policy: Policy, zone: dt.tzinfo) -> Standing:
    live = [permit for permit in standing.permits if at < _end(permit.until, zone)]
    if not live:
        return _no_consent("expired", _names(standing.permits), at)
    accepted = [permit for permit in live if policy.accepts(permit)]
    if not accepted:
        return _no_consent("policy", _names(live), at)
    if at < standing.settled:
        return _no_consent("not-yet", _names(accepted), at)
    return Standing(
        decision="CONSENT_PERMIT",
        reason="permitted",
        statements=_names(accepted),
        valid_until=_last_end(accepted, zone),
        evaluated_at=at,
    )


def _denied(force: Sequence[Deny], rivals: tuple[str, ...], at: int, zone: dt.tzinfo) -> Standing:
    plain: Reason = "withdrawn" if any(deny.withdrawn for deny in force) else "refused"
    return Standing(
        decision="CONSENT_DENY",
        reason="conflict-deny" if rivals else plain,
        statements=_names(force) + rivals,
        valid_until=_last_end(force, zone),
        evaluated_at=at,
    )


def _no_consent(reason: Reason, statements: tuple[str, ...], at: int) -> Standing:
    return Standing(decision="NO_CONSENT", reason=reason, statements=statements, valid_until=None, evaluated_at=at)


def _names(said: Iterable[Permit | Deny]) -> tuple[str, ...]:
    return tuple(one.digest for one in said)


def _last_end(said: Iterable[Permit | Deny], zone: dt.tzinfo) -> int | None:
    end = max(_end(one.until, zone) for one in said)
    return None if end > instant.END else end


@lru_cache(maxsize=4096)
def _end(until: dt.date | None, zone: dt.tzinfo) -> int:
    """Return the midnight after a last day; a moment past the end of time where there is none."""
    if until is None or until == dt.date.max:
        return instant.END + 1
    return instant.to_micros(dt.datetime.combine(until + dt.timedelta(days=1), dt.time.min, zone))
