"""How a day went: counts by hour and point, of people whom whoever asks is there for."""

from __future__ import annotations

import datetime as dt

import pytest

from econsent import errors, instant
from econsent.exchange import DecisionQuery, Tally, WithdrawalRequest
from econsent.instant import DAY
from econsent.library import Library
from econsent.standing import KAZAKHSTAN
from tests.builders import LyingClock, abandonment, asker, consent, iin, make_library, notice, person
from tests.hand import Hand, consent_of, deposit

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


class Abroad(LyingClock):
    """A machine that is set to another zone than the country whose days are counted."""

    def zone(self) -> dt.tzinfo:
        return dt.timezone(-dt.timedelta(hours=10))


def test_a_day_is_kazakhstans_whatever_the_machines_zone(tmp_path):
    clock = Abroad()
    with make_library(tmp_path, clock=clock) as library:
        hand = Hand.enrol(library)
        deposit(library, [hand.say(consent_of(hand, 1))])
        day = library.overview.day()
        there = instant.to_datetime(clock.wall(), KAZAKHSTAN)
        assert day.day == there.date()
        assert day.hours[there.hour].consents + day.hours[there.hour - 1].consents == 1
        found = library.search.decisions(DecisionQuery(since=there.date(), until=there.date()))
        assert {one.decision for one in found.decisions} == {"permit"}
        before = there.date() - dt.timedelta(days=1)
        assert library.search.decisions(DecisionQuery(until=before)).decisions == ()


def test_a_day_is_counted_by_hour_and_point_and_goes_on_where_it_was(library: Library, clock: LyingClock):
    hand = Hand.enrol(library)
    first = library.overview.day()
    assert first.total == Tally()
    deposit(
        library, [hand.say(consent_of(hand, 1)), hand.say(consent_of(hand, 2, "deny")), hand.say(abandonment(hand))]
    )
    second = library.overview.day()
    assert second.total == Tally(consents=1, refusals=1, abandonments=1)
    assert sum(hour != Tally() for hour in second.hours) == 1
    deposit(library, [hand.say(notice(hand))])
    library.withdraw(WithdrawalRequest(person=person(iin(1)), name="N", scopes=("filming.video",), worker="W"))
    third = library.overview.day()
    assert third.total == Tally(consents=1, refusals=1, abandonments=1, notices=1, withdrawals=1)
    assert {one.point for one in third.points} == {hand.place.point, library.controller.name.kk}
    clock.ahead += DAY
    assert library.overview.day().total == Tally()
    assert library.overview.day(third.day) == third
    assert library.overview.day(third.day - dt.timedelta(days=1)).total == Tally()


def test_hr_counts_staff_alone_and_an_admin_nobody(library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand)), hand.say(abandonment(hand))])
    assert library.overview.day(asker=asker("reader")).total == Tally(consents=1, abandonments=1)
    assert library.overview.day(asker=asker("hr")).total == Tally(abandonments=1)
    with pytest.raises(errors.ScopeMissing):
        library.overview.day(asker=asker("admin"))


def test_what_is_said_before_a_day_that_was_looked_at_early_does_not_count_in_it(library: Library):
    hand = Hand.enrol(library)
    tomorrow = library.overview.day().day + dt.timedelta(days=1)
    assert library.overview.day(tomorrow).total == Tally()
    deposit(library, [hand.say(consent_of(hand, 1))])
    assert library.overview.day(tomorrow).total == Tally()
    assert library.overview.day().total == Tally(consents=1)


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1969, 12, 31), dt.date.max])
def test_a_day_that_no_log_has_is_refused(library: Library, day: dt.date):
    with pytest.raises(errors.ArgumentInvalid) as refused:
        library.overview.day(day)
    assert refused.value.path == "day"
