"""Whoever holds a station's key cannot date a statement back past what the log has already shown to that station."""

from __future__ import annotations

import pytest

from econsent.instant import BEGINNING, END, Interval
from econsent.ledger import EMPTY_ROOT
from econsent.library import Library
from econsent.record import SeenCheckpoint
from tests.builders import decide, iin
from tests.hand import Hand, Said, consent_of, deposit

BOTH_ENGINES = True

ANY_TIME = Interval(BEGINNING, END)
SOMEBODY = 1
NOTHING = SeenCheckpoint(size=0, root=EMPTY_ROOT.hex())


def say(hand: Hand, number: int) -> Said:
    return hand.say(consent_of(hand, number), interval=ANY_TIME, clock="unchecked")


def codes(reply) -> list[str]:
    return [item.code for item in reply.refused]


def test_a_statement_that_says_its_station_had_seen_nothing_yet(library: Library):
    hand = Hand.enrol(library)
    hand.see(deposit(library, [say(hand, 100)]))
    hand.see(deposit(library, [say(hand, 101)]))
    hand.after = NOTHING
    assert codes(deposit(library, [say(hand, SOMEBODY)])) == ["verify.bracket"]
    assert decide(library, iin(SOMEBODY)).decision == "NO_CONSENT"


def test_two_in_one_delivery_of_which_the_second_has_seen_less(library: Library):
    hand = Hand.enrol(library)
    hand.see(deposit(library, [say(hand, 100)]))
    first = say(hand, 101)
    hand.after = NOTHING
    assert codes(deposit(library, [first, say(hand, SOMEBODY)])) == ["verify.bracket"]


def test_a_number_that_was_left_free_to_be_filled_with_an_old_date(library: Library):
    hand = Hand.enrol(library)
    hand.see(deposit(library, [say(hand, 100)]))
    hand.see(deposit(library, [say(hand, 101)]))
    free = hand.seq
    say(hand, 102)
    deposit(library, [say(hand, 103)])
    hand.seq, hand.after = free, NOTHING
    assert codes(deposit(library, [say(hand, SOMEBODY)])) == ["verify.bracket"]


def test_a_station_that_says_it_had_seen_nothing_when_it_was_enrolled_into_a_log(library: Library):
    older = Hand.enrol(library)
    older.see(deposit(library, [say(older, 100)]))
    newer = Hand.enrol(library)
    newer.after = NOTHING
    assert codes(deposit(library, [say(newer, SOMEBODY)])) == ["verify.bracket"]


@pytest.mark.parametrize("batches", [1, 3])
def test_a_station_that_has_seen_ever_more_is_taken(library: Library, batches: int):
    hand = Hand.enrol(library)
    for number in range(batches):
        reply = deposit(library, [say(hand, 100 + number), say(hand, 200 + number)])
        assert codes(reply) == []
        hand.see(reply)
