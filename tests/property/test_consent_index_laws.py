"""The index of Consents does not depend on how statements came in: by ones, in batches, or derived anew from all."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from econsent.fhir.published import Change, changes, shown, states
from econsent.standing import Heard, Policy, fold
from econsent.store.consents import Mark
from econsent.store.publishing import rows
from tests.property.test_standing_laws import histories, policies

PERSON = b"somebody"


def arrived(history: list[Heard], random: Any) -> list[Heard]:
    """Put a history into an order of arrival, which is the order of the log."""
    shuffled = list(history)
    random.shuffle(shuffled)
    return [replace(item, index=index) for index, item in enumerate(shuffled)]


def logged(index: int) -> int:
    return 1_000 * index


def derived(heards: list[Heard]) -> dict[int, Mark]:
    return {row.id: row.mark for row in rows(PERSON, heards, logged, {})}


@given(histories, st.randoms(use_true_random=False), st.lists(st.integers(0, 7), max_size=4))
def test_the_index_kept_batch_by_batch_is_the_one_derived_anew(
    history: list[Heard], random: Any, cuts: list[int]
) -> None:
    heards = arrived(history, random)
    index: dict[int, Mark] = {}
    ends = sorted({*(min(cut, len(heards)) for cut in cuts), len(heards)})
    for start, end in zip([0, *ends], ends, strict=False):
        known = heards[:end]
        index |= {row.id: row.mark for row in rows(PERSON, known, logged, {}, since=start)}
    assert index == derived(heards)


@given(histories, st.randoms(use_true_random=False), st.integers(0, 7))
def test_what_a_statement_changed_is_what_holds_after_it_and_did_not_before(
    history: list[Heard], random: Any, since: int
) -> None:
    heards = arrived(history, random)
    expected = []
    for count in range(min(since, len(heards)) + 1, len(heards) + 1):
        before, now = states(heards[: count - 1]), states(heards[:count])
        new = {named: state for named, state in now.items() if before.get(named) != state}
        expected += [Change(count - 1, *named, state) for named, state in new.items()]
    assert list(changes(heards, since=since)) == expected
    assert list(changes(heards, since=since, stands=fold(heards))) == expected


@given(histories, st.randoms(use_true_random=False), policies)
def test_the_last_version_of_a_history_is_the_one_in_the_index(
    history: list[Heard], random: Any, policy: Policy
) -> None:
    heards = arrived(history, random)
    last: dict[tuple[int, int], Mark] = {}
    by_digest = {heard.digest: heard.index for heard in heards}
    for change in changes(heards):
        assert change.index >= by_digest[change.digest]
        last[by_digest[change.digest], change.position] = Mark(change.index, logged(change.index), change.state)
    assert {index << 7 | position: mark for (index, position), mark in last.items()} == derived(heards)
    now = states(heards)
    for (digest, position), state in now.items():
        mark = last[by_digest[digest], position]
        assert shown(digest, mark.state, policy) == shown(digest, state, policy)
