"""The laws of standing (SPEC 5), for any history: also for one whose evidence contradicts itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from econsent.instant import BEGINNING, DAY, END, Interval
from econsent.record import Decision
from econsent.standing import Heard, Policy, Standing, answer, fold, fold_at, surely_before
from econsent.standing import permits as permits_now

SCOPES = ("filming.photo", "filming.video")
METHODS = ("none", "typed", "referral", "document", "eds")
CLASSES = ("ink", "mark", "paper", "spoken", "eds")
FIRST_DAY = dt.date(1970, 1, 1)

DAYS = st.none() | st.integers(0, 20).map(lambda days: FIRST_DAY + dt.timedelta(days=days))


def _decisions(verdicts: tuple[str, ...]) -> st.SearchStrategy[tuple[Decision, ...]]:
    one = st.tuples(st.sampled_from(SCOPES), st.sampled_from(verdicts), DAYS)
    said = st.lists(one, min_size=1, max_size=2, unique_by=lambda item: item[0])
    return said.map(lambda items: tuple(Decision(scope=s, decision=d, until=u) for s, d, u in items))


def _heards(verdicts: tuple[str, ...] = ("permit", "deny")) -> st.SearchStrategy[Heard]:
    """One statement. Few moments, numbers and kiosks, so that statements meet, overlap and contradict one another."""
    return st.builds(
        _heard,
        st.sampled_from(("consent", "consent", "consent", "withdrawal", "correction", "notice")),
        st.tuples(st.sampled_from("abc"), st.integers(1, 5), st.integers(0, 8), st.integers(0, 8)),
        st.tuples(st.integers(0, 20), st.integers(0, 20)),
        _decisions(verdicts),
        st.integers(0, 6),
        st.tuples(st.sampled_from(METHODS), st.sampled_from(CLASSES)),
    )


def _heard(kind: Any, place: Any, days: Any, decisions: tuple[Decision, ...], refers: int, ways: Any) -> Heard:
    device, seq, index, after_size = place
    if kind == "withdrawal":
        decisions = tuple(replace(one, decision="deny") for one in decisions)
    return Heard(
        digest="",
        id="",
        kind=kind,
        device=device,
        seq=seq,
        index=index,
        after_size=after_size,
        interval=Interval(min(days) * DAY, max(days) * DAY),
        decisions=decisions if kind in ("consent", "withdrawal") else (),
        refers_to=(f"{refers:064x}",) if kind == "correction" else (),
        identified_by=ways[0],
        signature_class=ways[1],
        text=f"form/{seq % 3}",
    )


def _named(number: int, item: Heard) -> Heard:
    return replace(item, digest=f"{number:064x}", id=f"id-{number}")


histories = st.lists(_heards(), max_size=7).map(lambda items: [_named(*pair) for pair in enumerate(items)])
denials = _heards(("deny",)).filter(lambda item: item.kind != "correction").map(lambda item: _named(100, item))
permits = _heards(("permit",)).filter(lambda item: item.kind != "correction").map(lambda item: _named(100, item))
newcomers = _heards().filter(lambda item: item.kind != "correction").map(lambda item: _named(100, item))
policies = st.builds(
    Policy, identification=st.sampled_from(METHODS), signatures=st.frozensets(st.sampled_from(CLASSES), min_size=1)
)
moments = st.integers(0, 22 * DAY)


def answers(heards: Iterable[Heard], at: int, policy: Policy) -> dict[str, Standing]:
    """The answers of now, and of then, for every scope."""
    now, then = fold(heards), fold_at(heards, at)
    return {scope: answer(now.get(scope), at, policy) for scope in SCOPES} | {
        f"{scope} then": answer(then.get(scope), at, policy) for scope in SCOPES
    }


def permitted(found: dict[str, Standing]) -> set[str]:
    return {scope for scope, standing in found.items() if standing.decision == "CONSENT_PERMIT"}


@given(histories, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_standing(history: list[Heard], random: Any) -> None:
    shuffled = history + [item for item in history if random.random() < 0.3]
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(history)
    assert fold_at(shuffled, 10 * DAY) == fold_at(history, 10 * DAY)


@given(histories, st.lists(st.integers(0, 7), max_size=7))
def test_folding_at_every_arrival_ends_where_folding_once_ends(history: list[Heard], cuts: list[int]) -> None:
    kept: dict[str, Heard] = {}
    standing = fold([])
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(history)], strict=True):
        kept |= {item.digest: item for item in history[max(0, start - 1) : end]}
        standing = fold(kept.values())
    assert standing == fold(history)


renewals = st.dictionaries(
    st.sampled_from(["form/0", "form/1", "form/2"]), st.integers(0, 20).map(lambda n: FIRST_DAY + dt.timedelta(days=n))
)


@given(histories, moments, policies, renewals)
def test_a_newer_text_turns_permits_into_no_answer_and_nothing_into_a_permit(
    history: list[Heard], at: int, policy: Policy, asked_anew: dict[str, dt.date]
) -> None:
    for stands in fold(history).values():
        before, after = answer(stands, at, policy), answer(stands, at, policy, renewals=asked_anew)
        assert permits_now(stands, at, policy, renewals=asked_anew) == (after.decision == "CONSENT_PERMIT")
        if after.decision != before.decision:
            assert (before.decision, after.decision) == ("CONSENT_PERMIT", "NO_CONSENT")
            assert after.reason in ("reconfirm", "policy")
        elif before.decision == "CONSENT_DENY":
            assert after == before
        elif after.decision == "CONSENT_PERMIT":
            assert (after.valid_until or END + 1) <= (before.valid_until or END + 1)


@given(histories, denials, moments, policies)
def test_one_more_refusal_never_permits(history: list[Heard], more: Heard, at: int, policy: Policy) -> None:
    assert permitted(answers([*history, more], at, policy)) <= permitted(answers(history, at, policy))


@given(histories, newcomers, moments)
def test_a_permit_below_policy_never_permits(history: list[Heard], more: Heard, at: int) -> None:
    weak = replace(more, identified_by="typed")
    policy = Policy(identification="document")
    with_it = answers([*history, weak], at, policy)
    assert permitted(with_it) <= permitted(answers(history, at, policy))
    assert all(weak.digest not in found.statements for found in with_it.values() if found.reason == "permitted")


@given(histories, permits, newcomers, moments, policies)
def test_a_statement_entered_in_error_never_permits(
    history: list[Heard], wrong: Heard, other: Heard, at: int, policy: Policy
) -> None:
    marked = replace(_named(101, other), kind="correction", decisions=(), refers_to=(wrong.digest,))
    found = answers([*history, wrong, marked], at, policy)
    assert permitted(found) <= permitted(answers(history, at, policy))


@given(histories, moments)
def test_the_answer_rests_on_statements_that_say_so(history: list[Heard], at: int) -> None:
    void = {digest for item in history if item.kind == "correction" for digest in item.refers_to}
    said = {
        (item.digest, said.scope): said.decision
        for item in history
        if item.kind in ("consent", "withdrawal")
        for said in item.decisions
    }
    for scope, found in answers(history, at, Policy()).items():
        verdicts = {said[digest, scope.removesuffix(" then")] for digest in found.statements}
        if found.decision == "CONSENT_PERMIT":
            assert verdicts == {"permit"}
            assert not void & set(found.statements)
        elif found.decision == "CONSENT_DENY":
            assert "deny" in verdicts
        assert bool(found.statements) == (found.reason != "never-asked")


@given(histories, moments)
def test_a_permit_is_the_last_word_by_its_own_evidence(history: list[Heard], at: int) -> None:
    """The rule as it is spoken: a permit that nothing replaces, and before which every refusal surely came."""
    void = {digest for item in history if item.kind == "correction" for digest in item.refers_to}
    now = fold(history)
    for scope in SCOPES:
        said = [(item, one) for item in history for one in item.decisions if one.scope == scope]
        last = {
            item.digest
            for item, one in said
            if one.decision == "permit"
            and item.digest not in void
            and not any(surely_before(item, other) for other, _ in said)
            and all(
                surely_before(other, item) for other, no in said if no.decision == "deny" and other.digest not in void
            )
        }
        found = answer(now.get(scope), at)
        assert set(found.statements) <= last if found.decision == "CONSENT_PERMIT" else True
        assert (found.reason in ("permitted", "expired", "not-yet")) or not last


@given(histories, moments)
def test_from_the_moment_it_is_settled_the_row_answers_as_the_past_does(history: list[Heard], at: int) -> None:
    then = fold_at(history, at)
    for scope, standing in fold(history).items():
        if at >= standing.settled:
            assert then[scope] == standing
        else:
            assert answer(standing, at).decision != "CONSENT_PERMIT"


@given(histories, moments, policies)
def test_a_permit_holds_until_the_moment_it_names_and_no_longer(history: list[Heard], at: int, policy: Policy) -> None:
    for standing in fold(history).values():
        found = answer(standing, at, policy)
        if found.decision != "NO_CONSENT" and found.valid_until is not None:
            assert at < found.valid_until
            assert answer(standing, found.valid_until - 1, policy).decision == found.decision
            assert answer(standing, found.valid_until, policy).decision == "NO_CONSENT"


# ── a world with a true order ─────────────────────────────────────────────────────────────


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Heard], list[str]]:
    """A history as honest stations and one log make it, in its true order; arrival is in another."""
    spoken = draw(histories.filter(bool))
    arrival = draw(st.permutations(range(len(spoken))))
    wide = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=7, max_size=7))
    history: list[Heard] = []
    counters: dict[str, int] = {}
    for number, item in enumerate(spoken):
        counters[item.device] = counters.get(item.device, 0) + 1
        early, late = wide[number]
        history.append(
            replace(
                item,
                seq=counters[item.device],
                index=arrival[number],
                after_size=min(item.after_size, *arrival[number:]),
                interval=Interval(max(BEGINNING, (number - early) * DAY), (number + late) * DAY),
            )
        )
    return history, [item.digest for item in history]


@given(worlds(), policies)
def test_among_honest_stations_a_permit_is_what_the_person_said_last(
    world: tuple[list[Heard], list[str]], policy: Policy
) -> None:
    history, true_order = world
    void = {digest for item in history if item.kind == "correction" for digest in item.refers_to}
    at = 20 * DAY
    for scope, standing in fold(history).items():
        if answer(standing, at, policy).decision != "CONSENT_PERMIT":
            continue
        said = {
            item.digest: one
            for item in history
            for one in item.decisions
            if one.scope == scope and item.digest not in void
        }
        last = said[max(said, key=true_order.index)]
        assert last.decision == "permit"
        assert last.until is None or at < ((last.until - FIRST_DAY).days + 1) * DAY


@given(worlds())
def test_among_honest_stations_what_is_surely_before_was_before(world: tuple[list[Heard], list[str]]) -> None:
    history, true_order = world
    for one in history:
        for other in history:
            if surely_before(one, other):
                assert true_order.index(one.digest) < true_order.index(other.digest)
