"""Decisions are found by scope, standing, time and point, page by page, of people whom whoever asks is there for."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

import msgspec
import pytest

from econsent import errors, instant
from econsent.access import Asker
from econsent.exchange import (
    AuditQuery,
    CorrectionRequest,
    DecisionQuery,
    FoundDecision,
    NameQuery,
    Whose,
    WithdrawalRequest,
)
from econsent.instant import DAY
from econsent.library import Library
from econsent.standing import EVERYTHING, Policy
from tests.builders import IIN, SCOPE, LyingClock, abandonment, asker, consent, iin, person
from tests.hand import Hand, consent_of, deposit

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def hand(library: Library) -> Hand:
    return Hand.enrol(library)


def found(library: Library, **query) -> list[FoundDecision]:
    """Return everything that is found, page by page."""
    who = query.pop("asker", asker("reader"))
    lines: list[FoundDecision] = []
    while True:
        page = library.search.decisions(DecisionQuery(**query), asker=who)
        lines += page.decisions
        if page.after is None:
            return lines
        query["after"] = page.after


def test_what_was_refused_or_withdrawn_is_found_and_what_it_replaced_has_ended(library: Library, hand: Hand):
    permits = [hand.say(consent_of(hand, number)) for number in (1, 2)]
    refusal = hand.say(consent_of(hand, 3, "deny"))
    deposit(library, [*permits, refusal])
    withdrawn = library.withdraw(
        WithdrawalRequest(person=person(iin(1)), name="N", scopes=("filming.video",), worker="W")
    )
    refused = found(library, scope="filming.video", decision="deny", standing="active")
    assert [one.id for one in refused] == [withdrawn.id, refusal.statement.id]
    assert [one.id for one in found(library, scope="filming.video", decision="permit", standing="active")] == [
        permits[1].statement.id
    ]
    [ended] = found(library, standing="ended")
    assert (ended.id, ended.scope, ended.decision) == (permits[0].statement.id, "filming.video", "permit")
    assert (ended.point, ended.device, ended.digest) == (hand.place.point, hand.device_id, permits[0].digest.hex())
    assert IIN not in repr(found(library)) and "Әсел" not in repr(found(library))


def test_pages_follow_one_another_and_nothing_is_there_twice_or_missing(library: Library, hand: Hand):
    deposit(library, [hand.say(consent_of(hand, number)) for number in range(1, 8)])
    whole = found(library, limit=200)
    assert len(whole) == 7 * len(hand.catalogue.latest("patient-filming").scopes)
    for limit in (1, 3, 5):
        assert found(library, limit=limit) == whole
    made = [instant.parse(one.made) for one in whole]
    assert made == sorted(made, reverse=True)


def test_days_are_those_of_the_library_both_included(library: Library, clock: LyingClock, hand: Hand):
    today = instant.to_datetime(clock.wall(), clock.zone()).date()
    said = hand.say(consent(hand))
    deposit(library, [said])
    after, before = today + dt.timedelta(days=1), today - dt.timedelta(days=1)
    for since, until, there in (
        (None, None, 1),
        (today, today, 1),
        (before, today, 1),
        (after, None, 0),
        (None, before, 0),
    ):
        assert bool(found(library, scope=SCOPE, since=since, until=until)) == there, (since, until)


def test_a_permit_whose_last_day_is_over_has_ended(library: Library, clock: LyingClock, hand: Hand):
    deposit(library, [hand.say(consent(hand))])
    [stands] = found(library, scope=SCOPE, standing="active")
    assert stands.ends is not None
    clock.ahead += instant.parse(stands.ends) - clock.wall() + DAY
    assert found(library, scope=SCOPE, standing="active") == []
    assert [one.id for one in found(library, scope=SCOPE, standing="ended")] == [stands.id]


def test_a_point_is_found_where_its_station_stands_and_the_answer_names_all_points(library: Library, hand: Hand):
    deposit(library, [hand.say(consent(hand))])
    library.withdraw(WithdrawalRequest(person=person(), name="N", scopes=(SCOPE,), worker="W"))
    desk = library.controller.name.kk
    page = library.search.decisions(DecisionQuery(point=desk))
    assert [(one.kind, one.point) for one in page.decisions] == [("withdrawal", desk)]
    assert set(page.points) == {desk, hand.place.point}
    assert library.search.decisions(DecisionQuery(point="nowhere")).decisions == ()


def test_hr_finds_the_staff_of_long_ago_behind_everybody_else(library: Library, hand: Hand):
    staff = hand.say(consent(hand, form="staff-filming", iin=iin(9)))
    deposit(
        library, [staff, *(hand.say(consent_of(hand, number)) for number in range(1, 5)), hand.say(abandonment(hand))]
    )
    page = library.search.decisions(DecisionQuery(limit=1), asker=asker("hr"))
    assert [one.kind for one in page.decisions] == ["abandonment"], "it is about nobody"
    [found_staff] = library.search.decisions(DecisionQuery(decision="permit", limit=1), asker=asker("hr")).decisions
    assert found_staff.id == staff.statement.id
    assert found(library, decision="deny", asker=asker("hr")) == [], "who walks away refuses nothing"


def test_what_is_entered_in_error_or_abandoned_is_found_as_such(library: Library, hand: Hand):
    wrong, left = hand.say(consent(hand)), hand.say(abandonment(hand))
    deposit(library, [wrong, left])
    library.correct(CorrectionRequest(id=wrong.statement.id, reason="Not hers", by=("A", "B")))
    assert {one.id for one in found(library, standing="entered-in-error")} == {wrong.statement.id}
    [abandoned] = found(library, standing="abandoned")
    assert (abandoned.id, abandoned.scope, abandoned.decision) == (left.statement.id, None, None)


def test_a_permit_that_the_policy_does_not_accept_does_not_stand(library: Library, hand: Hand):
    deposit(library, [hand.say(consent(hand))])
    assert found(library, scope=SCOPE, standing="active")
    library.set_policy(Policy(identification="document"))
    assert found(library, scope=SCOPE, standing="active") == []
    assert [one.standing for one in found(library, scope=SCOPE, standing="ended")] == ["ended"]
    library.set_policy(EVERYTHING)
    assert found(library, scope=SCOPE, standing="active")


def test_hr_finds_staff_alone_an_admin_nothing_and_the_trail_says_who_looked(library: Library, hand: Hand):
    staff = hand.say(consent(hand, form="staff-filming", iin=iin(2)))
    deposit(library, [hand.say(consent(hand)), staff])
    assert {one.id for one in found(library, asker=asker("hr"))} == {staff.statement.id}
    with pytest.raises(errors.ScopeMissing):
        found(library, asker=asker("admin"))
    lines = library.inspection.find(AuditQuery(asker="person-hr"))
    assert [(line.verb, line.outcome, line.digests) for line in lines] == [
        ("statements.search", "ok", (staff.digest.hex(),))
    ]


@pytest.mark.parametrize("after", ["", "nonsense", "ŋ", "A" * 60])
def test_a_page_of_another_library_is_refused(library: Library, after: str):
    with pytest.raises(errors.ArgumentInvalid) as refused:
        library.search.decisions(DecisionQuery(after=after))
    assert refused.value.path == "after"


def test_a_scope_that_nobody_decided_finds_nothing(library: Library, hand: Hand):
    deposit(library, [hand.say(consent(hand))])
    assert found(library, scope="filming.dream") == []


def test_the_last_days_of_the_calendar_are_no_fault(library: Library):
    assert found(library, since=dt.date(1, 1, 1), until=dt.date(9999, 12, 30)) == []
    with pytest.raises(errors.ArgumentInvalid):
        found(library, until=dt.date(9999, 12, 31))


# ── by a name, on certain days ──


def of_name(library: Library, name: str, who: Asker | None = None, **query: object) -> list[FoundDecision]:
    """Return what is found of a name since long ago, page after page."""
    lines: list[FoundDecision] = []
    asked = {"name": name, "since": dt.date(2020, 1, 1), **query}
    while True:
        page = library.search.named(NameQuery(**asked), **({} if who is None else {"asker": who}))
        lines += page.decisions
        if page.after is None:
            return lines
        asked["after"] = page.after


def test_somebody_is_found_by_the_beginning_of_their_name_among_what_was_said_on_some_days(
    library: Library, hand: Hand, monkeypatch: pytest.MonkeyPatch
):
    deposit(library, [hand.say(consent_of(hand, number)) for number in range(1, 5)])
    asel = consent_of(hand, 5)
    subject = msgspec.structs.replace(asel.subject, name="БОЛАТ Серік")
    bolat = hand.say(replace(asel, subject=subject))
    deposit(library, [bolat, hand.say(abandonment(hand))])
    for said in ("Болат", "бол", "серік БОЛАТ", unicodedata.normalize("NFD", "Серік")):
        assert {one.id for one in of_name(library, said)} == {bolat.statement.id}
    assert of_name(library, "олат") == of_name(library, "Болат Асқар") == []
    with pytest.raises(errors.ArgumentInvalid):
        of_name(library, " \N{NO-BREAK SPACE} ")
    assert of_name(library, "Болат", point="nowhere") == []
    assert of_name(library, "Болат", until=dt.date(2020, 1, 2)) == []
    whole = of_name(library, "Болат")
    assert {one.whose for one in whole} == {Whose(identifier=subject.identifier, name="БОЛАТ Серік", grantor=None)}
    assert {one.whose for one in found(library)} == {None}
    monkeypatch.setattr("econsent.search._OPENED", 2)
    assert of_name(library, "Болат", limit=1) == whole


def test_however_long_the_days_are_one_answer_opens_no_more_statements_and_says_where_the_next_goes_on(
    library: Library, hand: Hand, monkeypatch: pytest.MonkeyPatch
):
    deposit(library, [hand.say(abandonment(hand)) for _ in range(20)])
    monkeypatch.setattr("econsent.search._OPENED", 2)
    query, answers = NameQuery(name="Nobody", since=dt.date(2000, 1, 1)), 0
    while query is not None:
        page = library.search.named(query)
        answers += 1
        query = None if page.after is None else msgspec.structs.replace(query, after=page.after)
        assert page.decisions == ()
    assert answers == 3, "eight of twenty at once"


def test_who_is_there_for_staff_alone_finds_no_patient_by_name_and_the_trail_tells_no_name(
    library: Library, hand: Hand
):
    said = hand.say(consent_of(hand, 1))
    deposit(library, [said])
    name = said.statement.subject.name
    assert of_name(library, name, asker("hr")) == []
    assert of_name(library, name, asker("privacy-officer")) != []
    with pytest.raises(errors.ScopeMissing):
        of_name(library, name, asker("admin"))
    lines = [line for line in library.inspection.find(AuditQuery()) if line.verb == "statements.search.name"]
    assert len(lines) == 3
    assert name not in repr(lines)
