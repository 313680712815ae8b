"""Order and fold: the statements of one person become what stands for each scope (SPEC 5.5, 5.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from econsent import instant
from econsent.record import Decision
from econsent.standing.said import (
    Deny,
    Heard,
    Permit,
    ScopeStanding,
)


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
