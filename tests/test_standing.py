"""What stands, situation by situation (SPEC 5): order, withdrawal, doubt, correction, expiry, policy, the past."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from econsent import instant
from econsent.errors import ArgumentInvalid
from econsent.instant import DAY, SECOND, Interval
from econsent.record import Decision
from econsent.standing import (
    EVERYTHING,
    KAZAKHSTAN,
    Heard,
    Policy,
    ScopeStanding,
    Standing,
    answer,
    fold,
    fold_at,
    surely_before,
)

PHOTO = "filming.photo"
VIDEO = "filming.video"
MORNING = instant.parse("2026-11-23T08:00:00+05:00")
HOUR = 3600 * SECOND
LATER = MORNING + 30 * DAY

_numbers = itertools.count(1)


def said(kind: str = "consent", at: int | None = MORNING, **changes: Any) -> Heard:
    """A statement whose moment is known to a second, from a kiosk of its own that had seen nothing of the log."""
    number = next(_numbers)
    interval = Interval(instant.BEGINNING, LATER) if at is None else Interval(at, at + SECOND)
    fields: dict[str, Any] = {
        "digest": f"{number:064x}",
        "id": f"id-{number}",
        "kind": kind,
        "device": f"kiosk-{number}",
        "seq": 1,
        "index": number,
        "after_size": 0,
        "interval": interval,
        "identified_by": "typed",
        "signature_class": "ink",
    }
    return Heard(**fields | changes)


def permit(at: int | None = MORNING, until: dt.date | None = None, scope: str = PHOTO, **changes: Any) -> Heard:
    return said(at=at, decisions=(Decision(scope=scope, decision="permit", until=until),), **changes)


def refusal(at: int | None = MORNING, until: dt.date | None = None, scope: str = PHOTO, **changes: Any) -> Heard:
    return said(at=at, decisions=(Decision(scope=scope, decision="deny", until=until),), **changes)


def withdrawal(at: int | None = MORNING, **changes: Any) -> Heard:
    return said("withdrawal", at, decisions=(Decision(scope=PHOTO, decision="deny"),), **changes)


def correction(of: Heard, at: int = MORNING + 5 * HOUR, **changes: Any) -> Heard:
    return said("correction", at, refers_to=(of.digest,), **changes)


def ask(*heards: Heard, at: int = LATER, scope: str = PHOTO, policy: Policy = EVERYTHING) -> Standing:
    """The answer to every order of arrival: they must agree."""
    answers = [answer(fold(order).get(scope), at, policy) for order in itertools.permutations(heards)]
    assert all(one == answers[0] for one in answers)
    return answers[0]


def verdict(standing: Standing) -> tuple[str, str]:
    return standing.decision, standing.reason


def digests(*heards: Heard) -> set[str]:
    return {item.digest for item in heards}


# ── one after another ─────────────────────────────────────────────────────────────────────


def test_nobody_ever_asked() -> None:
    assert ask() == Standing(
        decision="NO_CONSENT", reason="never-asked", statements=(), valid_until=None, evaluated_at=LATER
    )


def test_a_consent_permits_and_names_what_it_rests_on() -> None:
    consent = permit()
    answered = ask(consent)
    assert verdict(answered) == ("CONSENT_PERMIT", "permitted")
    assert answered.statements == (consent.digest,)
    assert answered.evaluated_at == LATER


def test_a_refusal_denies() -> None:
    no = refusal()
    answered = ask(no)
    assert verdict(answered) == ("CONSENT_DENY", "refused")
    assert answered.statements == (no.digest,)


def test_a_consent_withdrawn_an_hour_later_is_denied() -> None:
    consent, back = permit(), withdrawal(MORNING + HOUR)
    answered = ask(consent, back)
    assert verdict(answered) == ("CONSENT_DENY", "withdrawn")
    assert answered.statements == (back.digest,)


def test_a_person_who_withdrew_may_consent_again() -> None:
    again = permit(MORNING + 2 * HOUR)
    answered = ask(permit(), withdrawal(MORNING + HOUR), again)
    assert verdict(answered) == ("CONSENT_PERMIT", "permitted")
    assert answered.statements == (again.digest,)


def test_a_scope_that_a_newer_statement_does_not_name_is_untouched() -> None:
    photo, video = permit(), refusal(MORNING + HOUR, scope=VIDEO)
    assert ask(photo, video).decision == "CONSENT_PERMIT"
    assert ask(photo, video, scope=VIDEO).decision == "CONSENT_DENY"


def test_one_statement_may_permit_one_scope_and_refuse_another() -> None:
    both = said(decisions=(Decision(scope=PHOTO, decision="permit"), Decision(scope=VIDEO, decision="deny")))
    assert ask(both).decision == "CONSENT_PERMIT"
    assert ask(both, scope=VIDEO).decision == "CONSENT_DENY"


@pytest.mark.parametrize("kind", ["notice", "abandonment", "correction"])
def test_what_is_neither_consent_nor_withdrawal_decides_nothing(kind: str) -> None:
    decisions = (Decision(scope=PHOTO, decision="deny"), Decision(scope=VIDEO, decision="permit"))
    intruder = said(kind, MORNING + HOUR, decisions=decisions)
    assert ask(permit(), intruder).decision == "CONSENT_PERMIT"
    assert ask(permit(), intruder, scope=VIDEO).reason == "never-asked"


def test_the_same_statement_delivered_twice_is_heard_once() -> None:
    consent = permit()
    assert ask(consent, consent) == ask(consent)
    loosely = msgspec.structs.replace(consent, interval=Interval(MORNING, MORNING + DAY))
    assert fold([consent, loosely]) == fold([loosely, consent]) == fold([consent])


# ── order ─────────────────────────────────────────────────────────────────────────────────


def test_a_consent_given_before_the_withdrawal_and_arriving_after_it_revives_nothing() -> None:
    back = withdrawal(MORNING + HOUR, index=10, after_size=8)
    old = permit(MORNING, index=11, after_size=3)
    assert verdict(ask(old, back)) == ("CONSENT_DENY", "withdrawn")


def test_a_consent_of_an_unknown_time_arriving_after_the_withdrawal_revives_nothing() -> None:
    back, old = withdrawal(MORNING + HOUR, index=10), permit(None, index=11)
    answered = ask(old, back)
    assert verdict(answered) == ("CONSENT_DENY", "conflict-deny")
    assert set(answered.statements) == digests(old, back)


def test_moments_that_touch_are_not_in_order() -> None:
    first = permit(interval=Interval(MORNING, MORNING + SECOND))
    touching = refusal(interval=Interval(MORNING + SECOND, MORNING + HOUR))
    later = permit(interval=Interval(MORNING + HOUR + 1, MORNING + 2 * HOUR))
    assert not surely_before(first, touching)
    assert surely_before(touching, later)
    assert ask(first, touching).reason == "conflict-deny"
    assert ask(first, touching, later).decision == "CONSENT_PERMIT"


def test_one_kiosk_without_a_clock_still_counts() -> None:
    no, yes = refusal(None, device="kiosk", seq=4), permit(None, device="kiosk", seq=5)
    assert ask(no, yes).decision == "CONSENT_PERMIT"
    assert ask(permit(None, device="kiosk", seq=3), no).reason == "refused"


def test_two_kiosks_without_clocks_do_not_count_together() -> None:
    assert ask(refusal(None, seq=4), permit(None, seq=5)).reason == "conflict-deny"


def test_a_station_that_had_seen_the_log_with_the_refusal_in_it_spoke_later() -> None:
    no = refusal(None, index=7)
    assert ask(no, permit(None, index=9, after_size=8)).decision == "CONSENT_PERMIT"
    assert ask(no, permit(None, index=9, after_size=7)).reason == "conflict-deny"


def test_evidence_that_contradicts_itself_orders_nothing() -> None:
    no = refusal(MORNING + HOUR, device="kiosk", seq=1)
    yes = permit(MORNING, device="kiosk", seq=2)
    assert not surely_before(no, yes)
    assert not surely_before(yes, no)
    assert ask(no, yes).reason == "conflict-deny"


def test_two_statements_of_a_cloned_kiosk_with_one_number_are_not_in_order() -> None:
    no, yes = refusal(None, device="kiosk", seq=5), permit(None, device="kiosk", seq=5)
    assert ask(no, yes).reason == "conflict-deny"


def _circle(*kinds: str) -> list[Heard]:
    """Three statements, each surely before the next, and the last before the first."""
    first = said(None, MORNING, device="kiosk", seq=2, index=5)
    second = said(None, MORNING + HOUR, index=2)
    third = said(None, None, device="kiosk", seq=1, index=3, after_size=3)
    names = {"yes": "permit", "no": "deny"}
    return [
        msgspec.structs.replace(one, kind="consent", decisions=(Decision(scope=PHOTO, decision=names[kind]),))
        for one, kind in zip((first, second, third), kinds, strict=True)
    ]


def test_evidence_that_runs_in_a_circle_permits_nothing() -> None:
    circle = _circle("yes", "yes", "yes")
    assert all(surely_before(one, other) for one, other in zip(circle, circle[1:] + circle[:1], strict=True))
    assert verdict(ask(*circle)) == ("NO_CONSENT", "contradicted")
    assert set(ask(*circle).statements) == digests(*circle)


def test_a_refusal_in_a_circle_is_not_lost() -> None:
    assert verdict(ask(*_circle("yes", "no", "yes"))) == ("CONSENT_DENY", "conflict-deny")


def test_a_chain_of_refusals_does_not_help_a_permit_over_the_first() -> None:
    """The first refusal may be the later one for all that the two statements themselves show."""
    no = refusal(None, device="kiosk", seq=1)
    yes = permit(MORNING + HOUR)
    assert ask(no, yes).reason == "conflict-deny"
    assert ask(no, refusal(MORNING, device="kiosk", seq=2), yes).decision == "CONSENT_DENY"


# ── last days ─────────────────────────────────────────────────────────────────────────────


def test_the_last_day_is_included_and_ends_at_midnight_in_kazakhstan() -> None:
    consent = permit(until=dt.date(2026, 12, 1))
    midnight = instant.parse("2026-12-02T00:00:00+05:00")
    assert ask(consent, at=midnight - 1).valid_until == midnight
    assert ask(consent, at=midnight - 1).decision == "CONSENT_PERMIT"
    after = ask(consent, at=midnight)
    assert verdict(after) == ("NO_CONSENT", "expired")
    assert after.statements == (consent.digest,)


def test_another_zone_has_another_midnight() -> None:
    standing = fold([permit(until=dt.date(2026, 12, 1))])[PHOTO]
    midnight = instant.parse("2026-12-02T00:00:00Z")
    assert answer(standing, midnight - 1, zone=dt.UTC).decision == "CONSENT_PERMIT"
    assert answer(standing, midnight - 1, zone=KAZAKHSTAN).reason == "expired"


@pytest.mark.parametrize("day", [dt.date.max, dt.date.max - dt.timedelta(days=1), None])
def test_a_permit_to_the_end_of_time_is_no_error(day: dt.date | None) -> None:
    assert ask(permit(until=day)).decision == "CONSENT_PERMIT"


def test_a_permit_that_ended_before_time_began_is_over() -> None:
    assert ask(permit(until=dt.date.min)).reason == "expired"


def test_a_refusal_replaced_by_a_consent_stays_replaced_when_the_consent_expires() -> None:
    answered = ask(refusal(), permit(MORNING + HOUR, until=dt.date(2026, 11, 24)))
    assert verdict(answered) == ("NO_CONSENT", "expired")


def test_a_longer_consent_does_not_outlive_the_shorter_one_that_replaced_it() -> None:
    long, short = permit(), permit(MORNING + HOUR, until=dt.date(2026, 11, 24))
    assert ask(long, short).reason == "expired"
    assert ask(permit(until=dt.date(2026, 11, 24)), permit(MORNING + HOUR)).decision == "CONSENT_PERMIT"


def test_of_two_consents_in_no_order_the_shorter_bounds_both() -> None:
    day = dt.date(2026, 11, 24)
    noon = MORNING + 4 * HOUR
    both = (permit(), permit(until=day))
    assert ask(*both, at=noon).decision == "CONSENT_PERMIT"
    assert set(ask(*both, at=noon).statements) == digests(*both)
    assert ask(*both, at=noon).valid_until == instant.parse("2026-11-25T00:00:00+05:00")
    assert ask(*both).reason == "expired"


def test_a_consent_that_is_bounded_leaves_standing_one_that_is_not() -> None:
    """The short consent may be later than the one at a known time, not than the one of its own kiosk."""
    short = permit(None, until=dt.date(2026, 11, 24), device="kiosk", seq=1)
    bounded, unbounded = permit(MORNING + HOUR), permit(None, device="kiosk", seq=2)
    answered = ask(short, bounded, unbounded)
    assert answered.decision == "CONSENT_PERMIT"
    assert answered.statements == (unbounded.digest,)


def test_a_refusal_with_a_last_day_leaves_no_answer_afterwards() -> None:
    no = refusal(until=dt.date(2026, 11, 24))
    assert ask(no, at=MORNING + HOUR).valid_until == instant.parse("2026-11-25T00:00:00+05:00")
    assert verdict(ask(no)) == ("NO_CONSENT", "expired")
    assert verdict(ask(no, permit())) == ("NO_CONSENT", "expired")


# ── entered in error ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("make", [permit, refusal, withdrawal])
def test_after_a_correction_the_scope_is_unanswered_again(make: Any) -> None:
    wrong = make()
    answered = ask(wrong, correction(wrong))
    assert verdict(answered) == ("NO_CONSENT", "entered-in-error")
    assert answered.statements == (wrong.digest,)


@pytest.mark.parametrize("older", [permit, refusal])
def test_a_corrected_statement_still_shadows_what_it_replaced(older: Any) -> None:
    wrong = permit(MORNING + HOUR)
    assert ask(older(), wrong, correction(wrong)).reason == "entered-in-error"


def test_a_statement_that_the_wrong_one_did_not_replace_stands() -> None:
    wrong, right = permit(), refusal(MORNING + HOUR)
    assert ask(wrong, right, correction(wrong)).reason == "refused"
    wrong, right = refusal(), permit()
    assert ask(wrong, right, correction(wrong)).statements == (right.digest,)


def test_a_consent_after_the_wrong_one_permits() -> None:
    wrong, right = permit(), permit(MORNING + HOUR)
    assert ask(wrong, right, correction(wrong)).statements == (right.digest,)


def test_a_consent_entered_in_error_does_not_help_another_over_a_refusal() -> None:
    no = refusal(None, device="kiosk", seq=1)
    wrong, right = permit(None, device="kiosk", seq=2), permit(MORNING + HOUR)
    assert ask(no, wrong, right, correction(wrong)).reason == "conflict-deny"


def test_a_correction_cannot_be_corrected() -> None:
    wrong = permit()
    first = correction(wrong)
    assert ask(wrong, first, correction(first)).reason == "entered-in-error"


def test_a_correction_of_an_unknown_statement_changes_nothing() -> None:
    assert ask(permit(), correction(permit())).decision == "CONSENT_PERMIT"


@pytest.mark.parametrize("kind", ["consent", "withdrawal", "notice", "abandonment"])
def test_what_refers_to_a_consent_in_another_way_is_no_correction_of_it(kind: str) -> None:
    consent = permit()
    assert ask(consent, said(kind, MORNING + HOUR, refers_to=(consent.digest,))).decision == "CONSENT_PERMIT"


def test_a_consent_entered_in_error_does_not_bound_another() -> None:
    wrong, right = permit(until=dt.date(2026, 11, 24)), permit()
    assert ask(wrong, right).reason == "expired"
    assert ask(wrong, right, correction(wrong)).decision == "CONSENT_PERMIT"


def test_a_consent_entered_in_error_is_no_rival_of_a_refusal() -> None:
    wrong, no = permit(), refusal()
    answered = ask(wrong, no, correction(wrong))
    assert verdict(answered) == ("CONSENT_DENY", "refused")
    assert answered.statements == (no.digest,)


# ── policy ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("least", "method", "decision"),
    [
        ("none", "none", "CONSENT_PERMIT"),
        ("typed", "none", "NO_CONSENT"),
        ("referral", "typed", "NO_CONSENT"),
        ("referral", "referral", "CONSENT_PERMIT"),
        ("referral", "document", "CONSENT_PERMIT"),
        ("document", "referral", "NO_CONSENT"),
        ("document", "eds", "CONSENT_PERMIT"),
        ("eds", "document", "NO_CONSENT"),
        ("none", "something-new", "NO_CONSENT"),
    ],
)
def test_a_permit_is_identified_well_enough_or_does_not_permit(least: Any, method: str, decision: str) -> None:
    consent = permit(identified_by=method)
    answered = ask(consent, policy=Policy(identification=least))
    assert answered.decision == decision
    assert answered.reason == ("permitted" if decision == "CONSENT_PERMIT" else "policy")
    assert answered.statements == (consent.digest,)


def test_a_permit_is_signed_in_an_accepted_way_or_does_not_permit() -> None:
    policy = Policy(signatures=frozenset({"eds", "paper"}))
    assert ask(permit(signature_class="ink"), policy=policy).reason == "policy"
    assert ask(permit(signature_class=None), policy=policy).reason == "policy"
    assert ask(permit(signature_class="paper"), policy=policy).decision == "CONSENT_PERMIT"


def test_a_policy_that_accepts_no_signature_permits_nothing() -> None:
    assert ask(permit(), policy=Policy(signatures=frozenset())).reason == "policy"


def test_a_refusal_never_needs_more_than_a_permit_did() -> None:
    policy = Policy(identification="eds", signatures=frozenset({"eds"}))
    strong = permit(identified_by="eds", signature_class="eds")
    assert ask(strong, policy=policy).decision == "CONSENT_PERMIT"
    weak = withdrawal(MORNING + HOUR, identified_by="none", signature_class="spoken")
    assert ask(strong, weak, policy=policy).reason == "withdrawn"


def test_a_weak_permit_does_not_help_a_strong_one_over_a_refusal() -> None:
    no = refusal(None, device="kiosk", seq=1)
    weak = permit(None, device="kiosk", seq=2)
    strong = permit(MORNING + HOUR, identified_by="document")
    assert ask(no, weak, strong, policy=Policy(identification="document")).decision != "CONSENT_PERMIT"


@pytest.mark.parametrize("words", [{"identification": "passport"}, {"signatures": frozenset({"thumb"})}])
def test_a_policy_with_an_unknown_word_is_refused(words: Any) -> None:
    with pytest.raises(ArgumentInvalid):
        Policy(**words)


# ── the past ──────────────────────────────────────────────────────────────────────────────


def ask_then(at: int, *heards: Heard) -> tuple[str, str]:
    return verdict(answer(fold_at(heards, at).get(PHOTO), at))


def test_what_stood_yesterday_is_not_what_stands_today() -> None:
    history = permit(), withdrawal(MORNING + DAY), permit(MORNING + 2 * DAY)
    assert ask_then(MORNING - 1, *history) == ("NO_CONSENT", "never-asked")
    assert ask_then(MORNING + HOUR, *history) == ("CONSENT_PERMIT", "permitted")
    assert ask_then(MORNING + DAY + HOUR, *history) == ("CONSENT_DENY", "withdrawn")
    assert ask_then(MORNING + 3 * DAY, *history) == ("CONSENT_PERMIT", "permitted")


def test_a_permit_counts_from_when_it_was_surely_made() -> None:
    consent = permit()
    assert ask_then(MORNING + SECOND - 1, consent) == ("NO_CONSENT", "not-yet")
    assert ask_then(MORNING + SECOND, consent) == ("CONSENT_PERMIT", "permitted")


def test_a_withdrawal_counts_from_when_it_may_have_been_made() -> None:
    history = permit(), withdrawal(interval=Interval(MORNING + HOUR, MORNING + DAY))
    assert ask_then(MORNING + HOUR - 1, *history)[0] == "CONSENT_PERMIT"
    assert ask_then(MORNING + HOUR, *history) == ("CONSENT_DENY", "withdrawn")


def test_a_refusal_stands_until_the_consent_after_it_is_surely_made() -> None:
    history = refusal(), permit(interval=Interval(MORNING + HOUR, MORNING + DAY))
    assert ask_then(MORNING + 2 * HOUR, *history) == ("CONSENT_DENY", "refused")
    assert ask_then(MORNING + DAY, *history) == ("CONSENT_PERMIT", "permitted")


def test_what_was_entered_in_error_never_was_a_permit() -> None:
    wrong = permit()
    assert ask_then(MORNING + HOUR, wrong, correction(wrong)) == ("NO_CONSENT", "entered-in-error")


def test_a_refusal_entered_in_error_held_until_its_correction() -> None:
    wrong, right = refusal(), permit()
    history = wrong, right, correction(wrong, MORNING + DAY)
    assert ask_then(MORNING + HOUR, *history) == ("CONSENT_DENY", "conflict-deny")
    assert ask_then(MORNING + 2 * DAY, *history) == ("CONSENT_PERMIT", "permitted")


def test_of_two_corrections_the_first_one_counts() -> None:
    wrong, right = refusal(), permit()
    history = wrong, right, correction(wrong, MORNING + DAY), correction(wrong, MORNING + 9 * DAY)
    assert ask_then(MORNING + 2 * DAY, *history) == ("CONSENT_PERMIT", "permitted")


def test_what_a_correction_freed_is_not_asked_about_a_moment_before_it() -> None:
    wrong, right = refusal(), permit()
    standing = fold([wrong, right, correction(wrong, MORNING + DAY)])[PHOTO]
    assert answer(standing, MORNING + DAY).reason == "not-yet"
    assert answer(standing, MORNING + DAY + SECOND).decision == "CONSENT_PERMIT"


def test_what_stands_today_is_not_asked_about_a_moment_before_it_was_settled() -> None:
    standing = fold([refusal(), permit(MORNING + HOUR)])[PHOTO]
    assert standing.settled == MORNING + HOUR + SECOND
    assert answer(standing, standing.settled).decision == "CONSENT_PERMIT"
    assert verdict(answer(standing, standing.settled - 1)) == ("NO_CONSENT", "not-yet")


def test_a_consent_whose_moment_nothing_bounds_never_permits() -> None:
    assert ask(permit(interval=Interval(instant.BEGINNING, instant.END))).reason == "not-yet"


# ── keeping ───────────────────────────────────────────────────────────────────────────────


def _rows() -> Iterable[list[Heard]]:
    wrong = refusal()
    yield [permit(until=dt.date(2027, 1, 1))]
    yield [permit(None), withdrawal(None)]
    yield [wrong, correction(wrong)]


@pytest.mark.parametrize("heards", list(_rows()))
def test_what_stands_can_be_kept_as_a_row_and_answered_from_it(heards: list[Heard]) -> None:
    row = fold(heards)[PHOTO]
    kept = msgspec.json.decode(msgspec.json.encode(row), type=ScopeStanding)
    assert kept == row
    assert answer(kept, LATER) == answer(row, LATER)


def test_what_was_heard_can_be_kept_as_a_row() -> None:
    said_before = permit(until=dt.date(2027, 1, 1))
    assert msgspec.json.decode(msgspec.json.encode(said_before), type=Heard) == said_before
