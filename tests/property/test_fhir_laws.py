"""What is published of any history is read as what the library answers: also where its evidence contradicts itself."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from econsent.fhir.published import State, statuses
from econsent.instant import DAY
from econsent.standing import Heard, Policy, answer, fold
from tests.property.test_standing_laws import SCOPES, histories, policies

afterwards = st.integers(20 * DAY, 22 * DAY)
"""When everything of a history was surely made, and some of it has ended."""


def active(heards: list[Heard], found: dict[tuple[str, int], State]) -> dict[str, list[tuple[str, int | None]]]:
    """Return, by scope, the verdict and end of every active Consent."""
    said = {item.digest: item for item in heards}
    stands: dict[str, list[tuple[str, int | None]]] = {}
    for (digest, position), state in found.items():
        if state.status == "active":
            decision = said[digest].decisions[position - 1]
            stands.setdefault(decision.scope, []).append((decision.decision, state.ends))
    return stands


def read(stands: list[tuple[str, int | None]], at: int) -> str:
    """Return what a reader makes of it, with nothing but status, decision and period."""
    if not stands:
        return "NO_CONSENT"
    ((verdict, ends),) = stands
    if ends is not None and at >= ends:
        return "NO_CONSENT"
    return {"permit": "CONSENT_PERMIT", "deny": "CONSENT_DENY"}[verdict]


@given(histories, policies, afterwards)
def test_what_is_active_is_read_as_what_is_answered(heards: list[Heard], policy: Policy, at: int) -> None:
    stands = active(heards, statuses(heards, policy))
    now = fold(heards)
    assert {scope: read(stands.get(scope, []), at) for scope in SCOPES} == {
        scope: answer(now.get(scope), at, policy).decision for scope in SCOPES
    }


@given(histories, policies)
def test_at_most_one_consent_of_a_scope_is_active(heards: list[Heard], policy: Policy) -> None:
    found = active(heards, statuses(heards, policy))
    assert all(len(one) == 1 for one in found.values())


@given(histories)
def test_every_decision_is_published_and_every_correction_shows(heards: list[Heard]) -> None:
    found = statuses(heards)
    assert Counter(digest for digest, _ in found) == Counter(item.digest for item in heards for _ in item.decisions)
    wrong = {digest for item in heards if item.kind == "correction" for digest in item.refers_to}
    for (digest, _), state in found.items():
        assert (state.status == "entered-in-error") == (digest in wrong)


@given(histories, policies, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_answer(heards: list[Heard], policy: Policy, chance: object) -> None:
    shuffled = list(heards)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (active(heards, statuses(said, policy)) for said in (heards, shuffled))
    assert one == other
