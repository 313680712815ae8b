"""Moments with their error bounds: text, intervals, clocks that drift, jump and were never checked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent import instant
from econsent.errors import EconsentError, InstantInvalid
from econsent.instant import BEGINNING, DAY, END, SECOND, ClockCheck, ClockReading, Interval, interval_of

ALMATY = dt.timezone(dt.timedelta(hours=5))
NOON = instant.parse("2026-11-23T12:00:00+05:00")
HOUR = 3600 * SECOND
BOOTED = 40 * SECOND

moments = st.integers(BEGINNING, END)
intervals = st.tuples(moments, moments).map(lambda ends: Interval(min(ends), max(ends)))


# ── text ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T05:00:00+05:00", 0),
        ("1970-01-01T00:00:00.000001Z", 1),
        ("2026-11-23T12:00:00+05:00", 1_795_417_200 * SECOND),
        ("2026-11-23T07:00:00.5-00:00", 1_795_417_200 * SECOND + SECOND // 2),
        ("9999-12-31T23:59:59Z", END),
    ],
)
def test_a_time_is_read_to_the_microsecond(text: str, micros: int) -> None:
    assert instant.parse(text) == micros


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-11-23",
        "2026-11-23T12:00:00",  # no offset
        "2026-11-23T12:00+05:00",
        "2026-11-23 12:00:00+05:00",
        "2026-11-23x12:00:00+05:00",
        "20261123T120000+0500",
        "2026-W48-1T12:00:00+05:00",
        "2026-11-23T12:00:00,5+05:00",
        "2026-11-23T12:00:00.1234567+05:00",
        "2026-11-23T12:00:00+05",
        "2026-11-23T12:00:00+05:00:30",
        "2026-11-23T12:00:00+05:99",
        "2026-11-23T12:00:00+24:00",
        "2026-11-23T24:00:00Z",
        "2026-11-23T23:59:60Z",
        "2026-02-30T12:00:00Z",
        "2026-11-23T12:00:00Z\n",
        "٢٠٢٦-11-23T12:00:00Z",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59-23:59",  # the year 10000 where it is counted
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_what_is_not_rfc_3339_with_an_offset_is_refused(text: str) -> None:
    with pytest.raises(InstantInvalid):
        instant.parse(text)


@given(st.text(alphabet="0123456789-:.+TZ ", max_size=35) | st.text(max_size=35))
def test_any_text_is_a_time_or_our_error(text: str) -> None:
    try:
        moment = instant.parse(text)
    except InstantInvalid:
        return
    assert BEGINNING <= moment <= END


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_a_rendered_moment_is_read_again_to_the_millisecond(moment: int, offset: int) -> None:
    moment = min(moment, END - DAY)
    text = instant.render(moment, dt.timezone(dt.timedelta(minutes=offset)))
    if moment >= DAY:
        assert instant.parse(text) == moment - moment % 1000


@pytest.mark.parametrize(("micros", "zone"), [(END, ALMATY), (10**20, dt.UTC), (-(10**18), dt.UTC)])
def test_a_moment_without_a_date_in_the_calendar_is_our_error(micros: int, zone: dt.tzinfo) -> None:
    with pytest.raises(InstantInvalid):
        instant.render(micros, zone)


def test_a_datetime_without_an_offset_is_refused() -> None:
    with pytest.raises(InstantInvalid):
        instant.to_micros(dt.datetime(2026, 11, 23, 12))


# ── intervals ─────────────────────────────────────────────────────────────────────────────


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InstantInvalid):
        Interval(1, 0)


@given(intervals, intervals)
def test_of_two_intervals_at_most_one_is_before_the_other(one: Interval, other: Interval) -> None:
    assert not (one.before(other) and other.before(one))
    assert not one.before(one)


@given(intervals, intervals)
def test_the_tighter_of_clock_and_bracket_lies_in_the_bracket(clock: Interval, bracket: Interval) -> None:
    tight = clock.within(bracket)
    assert bracket.earliest <= tight.earliest <= tight.latest <= bracket.latest
    if not clock.before(bracket) and not bracket.before(clock):
        assert clock.earliest <= tight.earliest
        assert tight.latest <= clock.latest


@pytest.mark.parametrize("lie", [-365 * DAY, 365 * DAY])
def test_a_clock_that_lies_by_a_year_is_placed_by_the_log(lie: int) -> None:
    bracket = Interval(NOON, NOON + HOUR)
    assert Interval(NOON + lie, NOON + lie + SECOND).within(bracket) == bracket


# ── clocks ────────────────────────────────────────────────────────────────────────────────


def checked(offset: int = 0, error: int = SECOND // 10) -> ClockCheck:
    return ClockCheck(at=NOON, offset=offset, error=error, monotonic=BOOTED)


def rebooted(offset: int = 0, error: int = SECOND // 10) -> ClockCheck:
    return ClockCheck(at=NOON, offset=offset, error=error)


def test_a_clock_never_checked_says_nothing() -> None:
    assert interval_of(ClockReading(NOON, BOOTED)) == (Interval(BEGINNING, END), "unchecked")


def test_at_the_check_the_error_is_that_of_the_check() -> None:
    interval, known = interval_of(ClockReading(NOON, BOOTED, checked(offset=-DAY)))
    assert known == "checked"
    assert interval == Interval(NOON - DAY - SECOND // 10, NOON - DAY + SECOND // 10)


def test_the_error_grows_with_the_time_since_the_check() -> None:
    interval, known = interval_of(ClockReading(NOON + DAY, BOOTED + DAY, checked(error=0)))
    assert known == "checked"
    drift = DAY * instant.DRIFT_PPM // 1_000_000
    assert interval == Interval(NOON + DAY - drift, NOON + DAY + drift)
    assert drift == 17_280_000  # 17.28 s a day


@pytest.mark.parametrize("wall", [BEGINNING, NOON - DAY, NOON + 2 * DAY, NOON + 365 * DAY])
def test_a_wall_clock_set_in_mid_sitting_changes_nothing(wall: int) -> None:
    honest = interval_of(ClockReading(NOON + HOUR, BOOTED + HOUR, checked()))
    assert interval_of(ClockReading(wall, BOOTED + HOUR, checked())) == honest


@pytest.mark.parametrize("wall", [NOON, NOON + HOUR, NOON + 2 * DAY, NOON + 365 * DAY])
def test_after_a_restart_only_the_check_is_sure(wall: int) -> None:
    """Two days ahead or honest: nobody can tell, so the wall clock orders nothing."""
    interval, known = interval_of(ClockReading(wall, SECOND, rebooted(offset=SECOND)))
    assert known == "drifting"
    assert interval == Interval(NOON + SECOND - SECOND // 10, END)


@pytest.mark.parametrize("wall", [BEGINNING, instant.parse("2019-01-01T00:00:00Z"), NOON - 1])
def test_after_a_restart_a_wall_clock_before_the_check_is_plainly_wrong(wall: int) -> None:
    interval, known = interval_of(ClockReading(wall, SECOND, rebooted()))
    assert known == "unchecked"
    assert interval == Interval(NOON - SECOND // 10, END)


def test_a_monotonic_clock_before_that_of_the_check_belongs_to_another_start() -> None:
    assert interval_of(ClockReading(NOON + HOUR, BOOTED - 1, checked()))[1] == "drifting"


@given(
    true=st.integers(NOON, NOON + 100 * DAY),
    offset=st.integers(-1000 * DAY, 1000 * DAY),
    ppm=st.integers(-instant.DRIFT_PPM + 1, instant.DRIFT_PPM - 1),
    set_by=st.integers(-2000 * DAY, 2000 * DAY),
    restarted=st.booleans(),
)
def test_the_true_moment_is_in_the_interval_whatever_the_wall_clock_says(
    true: int, offset: int, ppm: int, set_by: int, restarted: bool
) -> None:
    elapsed = true - NOON
    counted = elapsed + elapsed * ppm // 1_000_000
    check = ClockCheck(at=NOON - offset, offset=offset, error=2, monotonic=None if restarted else BOOTED)
    reading = ClockReading(NOON - offset + counted + set_by, SECOND if restarted else BOOTED + counted, check)
    interval, _ = interval_of(reading)
    assert interval.earliest <= true <= interval.latest


@given(*[st.integers(-(10**18), 10**18)] * 4, st.none() | st.integers(0, 10**18), st.integers(0, 10**18))
def test_any_reading_gives_an_interval_inside_the_calendar(
    wall: int, at: int, offset: int, monotonic: int, then: int | None, error: int
) -> None:
    try:
        interval, known = interval_of(ClockReading(wall, monotonic, ClockCheck(at, offset, error, then)))
    except EconsentError:
        pytest.fail("a clock may say anything")
    assert BEGINNING <= interval.earliest <= interval.latest <= END
    assert known in ("checked", "drifting", "unchecked")
