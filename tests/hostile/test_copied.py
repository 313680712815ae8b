"""A station whose disk was copied: two devices speak under one identity, and their numbers run beside each other."""

from __future__ import annotations

import copy

from econsent.instant import BEGINNING, END, Interval
from econsent.library import Library
from tests.builders import decide, iin
from tests.hand import Hand, Said, consent_of, deposit

BOTH_ENGINES = True

ANY_TIME = Interval(BEGINNING, END)
"""What a machine knows of the time that was restarted and has not reached its library since."""
SOMEBODY = 1


def say(hand: Hand, number: int, verdict: str = "permit") -> Said:
    return hand.say(consent_of(hand, number, verdict), interval=ANY_TIME, clock="unchecked")  # type: ignore[arg-type]


def fork(library: Library) -> tuple[Hand, Hand]:
    """Return a device and its copy, after the library has noticed: the copy's first numbers were taken."""
    one = Hand.enrol(library)
    one.see(deposit(library, [say(one, 100)]))
    two = copy.copy(one)
    deposit(library, [say(one, 101), say(one, 102)])
    refused = deposit(library, [say(two, 200 + number) for number in range(3)]).refused
    assert {item.code for item in refused} == {"station.forked"}
    return one, two


def test_a_refusal_at_one_of_them_is_not_outnumbered_by_an_earlier_permit_at_the_other(library: Library):
    one, two = fork(library)
    permit = say(two, SOMEBODY)
    assert deposit(library, [permit]).refused == ()
    refusal = say(one, SOMEBODY, "deny")
    assert deposit(library, [refusal]).refused == ()
    assert refusal.statement.device.seq < permit.statement.device.seq
    answer = decide(library, iin(SOMEBODY))
    assert (answer.decision, answer.reason) == ("CONSENT_DENY", "conflict-deny")


def test_it_is_noticed_within_one_delivery_as_well(library: Library):
    one = Hand.enrol(library)
    one.see(deposit(library, [say(one, 100)]))
    two = copy.copy(one)
    deposit(library, [say(one, 101)])
    late = [say(two, 200), say(two, 201), say(two, SOMEBODY)]
    assert [item.code for item in deposit(library, late).refused] == ["station.forked"] * 2
    assert deposit(library, [say(one, SOMEBODY, "deny")]).refused == ()
    assert decide(library, iin(SOMEBODY)).decision == "CONSENT_DENY"


def test_what_the_log_proves_still_orders_them(library: Library):
    one, two = fork(library)
    one.see(deposit(library, [say(two, SOMEBODY, "deny")]))
    deposit(library, [say(one, SOMEBODY)])
    assert decide(library, iin(SOMEBODY)).decision == "CONSENT_PERMIT"


def test_a_revoked_device_cannot_fill_the_quarantine_with_other_bytes_for_an_id_it_used(library: Library):
    hand = Hand.enrol(library)
    known = say(hand, 100)
    deposit(library, [known])
    library.revoke(hand.device_id)
    other = hand.say(consent_of(hand, 101), id=known.statement.id)
    assert [item.code for item in deposit(library, [other]).refused] == ["trust.device-revoked"]
    assert library._shelf.quarantined() == []
    assert library._shelf.alarms() == []
    assert deposit(library, [known]).delivered[0] is not None
