"""What needs a person: counted by the library, and only as far as whoever asks may see it."""

from __future__ import annotations

import pytest

from econsent.access import Duty, Intent
from econsent.exchange import SubscriberRequest
from econsent.instant import DAY
from econsent.library import Library
from econsent.store.subscribers import KeptLetter
from tests.builders import LyingClock, asker, consent
from tests.hand import Hand, deposit, skip
from tests.sites import NURSE, ROSTER, WHOLE

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


def needs(library: Library, duty: Duty = "admin") -> dict[str, int]:
    return {one.code: one.count for one in library.attention.needs(asker=asker(duty)).needs}


def test_a_new_library_lacks_its_register_and_nothing_else(library: Library):
    assert needs(library) == {"site.gap": 1}
    assert needs(library, "registrar") == {"site.gap": 1}


def test_stations_that_need_somebody_are_counted_until_somebody_has_seen_to_them(library: Library, clock: LyingClock):
    silent, skipped = Hand.enrol(library), Hand.enrol(library)
    library.invite(name="Kiosk 9", point="Abai 12", minutes=60)
    clock.ahead += 4 * DAY
    skip(library, skipped)
    skip(library, skipped)
    with library._shelf.writing() as pen:
        pen.session.execute("UPDATE device SET ends = ? WHERE id = ?", (clock.wall() + 29 * DAY, skipped.device_id))
    wanted = {"station.late": 1, "station.alarm": 2, "station.certificate": 1, "station.invitation": 1}
    assert {code: many for code, many in needs(library).items() if code.startswith("station")} == wanted
    assert wanted.items() <= needs(library, "privacy-officer").items()
    assert not wanted.keys() & needs(library, "reader").keys()
    assert not wanted.keys() & needs(library, "hr").keys()
    library.stations.acknowledge(skipped.device_id)
    library.stations.revoke(silent.device_id)
    [lapsed] = library.stations.listed().invitations
    library.stations.cancel(lapsed.device_id)
    assert needs(library) == {"station.certificate": 1, "site.gap": 1}


def test_messages_that_were_not_taken_are_counted_for_who_may_send_them_again(library: Library):
    told = library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook")).id
    with library.subscribers.book.writing() as pen:
        for index in range(3):
            pen.bury(KeptLetter(told, index, 0, 12, "status 500"))
    assert needs(library)["subscriber.dead-letter"] == 3
    assert "subscriber.dead-letter" not in needs(library, "privacy-officer")


def test_the_site_is_counted_as_its_check_finds_it_and_counted_anew_once_it_changes(library: Library):
    unseen = WHOLE.replace(b"\nsign_checked = 2026-11-02", b"", 2)
    library.site.import_files([unseen, ROSTER])
    found = library.site.check().findings
    signs = sum("sign" in one.code for one in found)
    assert signs and needs(library)["site.sign"] == signs
    assert needs(library).get("site.gap", 0) == sum(one.sort == "gap" and "sign" not in one.code for one in found)
    missing = len(library.site.staff().missing)
    assert missing and needs(library, "hr") == {"staff.missing": missing}
    assert "staff.missing" not in needs(library), "an admin sees nobody's statements"
    hand = Hand.enrol(library)
    assert not deposit(library, [hand.say(consent(hand, form="staff-filming", iin=NURSE))]).refused
    assert needs(library, "hr").get("staff.missing", 0) == missing - 1
    library.site.import_files([WHOLE.partition(b"[[camera]]")[0]], intent=Intent(reason="No camera"))
    assert "site.camera" not in needs(library)
