"""How the stations are: heard of, late, waiting, revoked and why; and which invitations are open."""

from __future__ import annotations

from pathlib import Path

import pytest

from econsent import errors
from econsent.access import Intent
from econsent.exchange import AuditQuery, StationShown
from econsent.instant import DAY, SECOND
from econsent.library import Library
from econsent.standing import Policy
from econsent.store.fsck import check
from tests.builders import PASSPHRASE, LyingClock, asker, consent, iin, where
from tests.hand import Hand, deposit, sign_of_life, skip

STOLEN = Intent(reason="Stolen")

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


def shown(library: Library, device_id: str) -> StationShown:
    return next(one for one in library.stations.listed().stations if one.id == device_id)


def test_a_station_is_shown_as_it_was_heard_of_last(library: Library, clock: LyingClock):
    hand = Hand.enrol(library)
    fresh = shown(library, hand.device_id)
    assert (fresh.seq, fresh.clock, fresh.late, fresh.waiting, fresh.oldest) == (0, None, False, 0, None)
    assert fresh.place == hand.place and fresh.certificate_until > "20"
    deposit(library, [hand.say(consent(hand, iin=iin(1)), clock="drifting")])
    oldest = clock.wall() - 5 * SECOND
    library.contact(sign_of_life(hand, answers=clock.wall(), waiting=3, oldest=oldest))
    clock.ahead += 90 * SECOND
    later = shown(library, hand.device_id)
    assert (later.seq, later.clock, later.waiting, later.late) == (1, "drifting", 3, False)
    assert later.oldest is not None and later.silent_seconds in (90, 91, 92)


def test_the_late_ones_come_first_and_a_revoked_one_is_not_late(library: Library, clock: LyingClock):
    library.set_policy(Policy(stale_after=3600))
    gone, silent = Hand.enrol(library), Hand.enrol(library)
    library.stations.revoke(gone.device_id, intent=STOLEN)
    clock.ahead += DAY
    well = Hand.enrol(library)
    stations = library.stations.listed().stations
    assert [one.id for one in stations] == [silent.device_id, well.device_id, gone.device_id]
    assert [one.late for one in stations] == [True, False, False]


def test_what_was_noticed_of_a_station_and_what_was_set_aside(library: Library):
    hand, other = Hand.enrol(library), Hand.enrol(library)
    first = hand.say(consent(hand, iin=iin(1)))
    twin = hand.say(consent(hand, iin=iin(2)), id=first.statement.id)
    skipped = hand.say(consent(hand, iin=iin(3)), seq=hand.seq + 5)
    reply = deposit(library, [first, twin, skipped])
    assert [one.code for one in reply.refused] == ["library.conflict"]
    seen = shown(library, hand.device_id)
    assert {(one.code, one.seq) for one in seen.alarms} == {("library.conflict", 2), ("station.gap", 7)}
    assert (seen.quarantined, shown(library, other.device_id).quarantined) == (1, 0)
    assert shown(library, other.device_id).alarms == ()


def test_an_invitation_is_open_until_it_is_used_or_expires(library: Library, clock: LyingClock):
    made = library.stations.invite(name="Kiosk 2", point="Abai 12", minutes=5)
    Hand.enrol(library)
    [open_one] = library.stations.listed().invitations
    assert (open_one.device_id, open_one.name, open_one.place.point) == (made.device_id, "Kiosk 2", "Abai 12")
    assert made.code not in str(library.stations.listed())
    clock.ahead += 6 * 60 * SECOND
    [lapsed] = library.stations.listed().invitations
    assert (open_one.lapsed, lapsed.lapsed) == (False, True)
    library.stations.cancel(made.device_id)
    assert library.stations.listed().invitations == ()


def test_why_a_station_was_revoked_stays_with_it_and_the_first_reason_stands(library: Library):
    hand = Hand.enrol(library)
    revoked = library.stations.revoke(hand.device_id, intent=Intent(reason="Ұрланған"), asker=asker("admin"))
    again = library.stations.revoke(hand.device_id, intent=Intent(reason="Another"), asker=asker("admin"))
    assert again == revoked == shown(library, hand.device_id).revoked
    assert (revoked.by, revoked.reason) == ("person-admin", "Ұрланған")
    lines = [one for one in library.inspection.find(AuditQuery(limit=1000)) if one.verb == "stations.revoke"]
    assert [(one.asker, one.outcome, one.target) for one in lines] == [("person-admin", "ok", hand.device_id)] * 2
    with pytest.raises(errors.DeviceUnknown):
        library.stations.revoke("station-nobody", intent=STOLEN)
    with pytest.raises(errors.ArgumentInvalid):
        library.stations.revoke(hand.device_id, intent=Intent(reason="x" * 501))


def test_a_reason_that_was_changed_at_rest_is_noticed(library: Library, tmp_path: Path):
    one, other = Hand.enrol(library), Hand.enrol(library)
    for hand in (one, other):
        library.stations.revoke(hand.device_id, intent=STOLEN)
    with library._shelf.writing() as pen:
        move = "UPDATE device SET revocation = (SELECT revocation FROM device WHERE id = ?) WHERE id = ?"
        pen.session.execute(move, (one.device_id, other.device_id))
    with pytest.raises(errors.StoreDamaged):
        library.stations.listed()
    assert [one.where for one in check(where(tmp_path), passphrase=PASSPHRASE)] == [other.device_id]


def test_who_may_see_and_who_may_revoke(library: Library):
    hand = Hand.enrol(library)
    for duty in ("admin", "registrar", "privacy-officer"):
        assert library.stations.listed(asker=asker(duty)).stations
    for duty in ("reader", "hr"):
        with pytest.raises(errors.ScopeMissing):
            library.stations.listed(asker=asker(duty))
    for duty in ("reader", "hr", "registrar", "privacy-officer"):
        with pytest.raises(errors.ScopeMissing):
            library.stations.revoke(hand.device_id, intent=STOLEN, asker=asker(duty))
    assert shown(library, hand.device_id).revoked is None


def test_an_invitation_that_was_taken_back_opens_nothing_from_that_moment(library: Library):
    made = library.stations.invite(name="Kiosk 2", point="Abai 12")
    [open_one] = library.stations.listed().invitations
    library.stations.cancel(made.device_id, intent=Intent(reason="Not ready", version=open_one.version))
    assert library.stations.listed().invitations == ()
    with pytest.raises(errors.CodeRefused):
        Hand.enrol(library, code=made.code)
    with pytest.raises(errors.ChangedMeanwhile) as told:
        library.stations.cancel(made.device_id, intent=Intent(reason="Mine", version=open_one.version))
    assert (told.value.verb, told.value.reason) == ("stations.cancel", "Not ready")
    for unknown in (made.device_id, "station-nobody"):
        with pytest.raises(errors.InvitationUnknown):
            library.stations.cancel(unknown)
    used = library.stations.invite(name="Kiosk 3", point="Abai 12")
    Hand.enrol(library, code=used.code)
    with pytest.raises(errors.InvitationUnknown):
        library.stations.cancel(used.device_id)
    with pytest.raises(errors.ScopeMissing):
        library.stations.cancel(used.device_id, intent=STOLEN, asker=asker("reader"))


def test_an_alarm_is_seen_to_once_and_a_later_one_waits_for_somebody(library: Library, clock: LyingClock):
    hand = Hand.enrol(library)
    skip(library, hand)
    until = library.stations.listed().at
    clock.ahead += SECOND
    skip(library, hand)
    officer = asker("privacy-officer")
    library.stations.acknowledge(hand.device_id, until, intent=Intent(reason="A copy"), asker=officer)
    first, later = shown(library, hand.device_id).alarms
    assert (first.acknowledged.by, first.acknowledged.reason) == ("person-privacy-officer", "A copy")
    assert later.acknowledged is None
    library.stations.acknowledge(hand.device_id, intent=Intent(reason="Again"), asker=asker("admin"))
    first, later = shown(library, hand.device_id).alarms
    assert (first.acknowledged.reason, later.acknowledged.reason) == ("A copy", "Again")
    for duty in ("reader", "registrar", "hr"):
        with pytest.raises(errors.ScopeMissing):
            library.stations.acknowledge(hand.device_id, intent=STOLEN, asker=asker(duty))
    with pytest.raises(errors.DeviceUnknown):
        library.stations.acknowledge("station-nobody")
    with pytest.raises(errors.InstantInvalid):
        library.stations.acknowledge(hand.device_id, "yesterday")


def test_an_acknowledgement_that_was_moved_at_rest_is_noticed(library: Library, tmp_path: Path):
    one, other = Hand.enrol(library), Hand.enrol(library)
    for hand in (one, other):
        skip(library, hand)
        library.stations.acknowledge(hand.device_id)
    with library._shelf.writing() as pen:
        move = (
            "UPDATE alarm SET acknowledgement = (SELECT acknowledgement FROM alarm WHERE device = ?) WHERE device = ?"
        )
        pen.session.execute(move, (one.device_id, other.device_id))
    found = check(where(tmp_path), passphrase=PASSPHRASE)
    assert [one.where for one in found] == [f"station.gap of {other.device_id}"]


def test_whoever_waits_for_a_stations_report_is_woken(library: Library, clock: LyingClock):
    hand = Hand.enrol(library)
    before = library.stations.watch.number()
    assert library.stations.watch.number() == before
    clock.ahead += SECOND
    library.contact(sign_of_life(hand, answers=clock.wall(), waiting=0, oldest=None))
    heard = library.stations.watch.number()
    library.stations.revoke(hand.device_id)
    assert before < heard < library.stations.watch.number()
