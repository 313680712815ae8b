"""The stations' page: who may see it, invite and revoke; the code that is shown once; the late ones."""

from __future__ import annotations

import re

import pytest

from econsent.access import Intent
from econsent.exchange import AuditQuery
from econsent.instant import DAY
from econsent.library import Library
from econsent.remote import Remote
from tests.builders import consent, iin
from tests.hand import Hand, deposit
from tests.server.browsing import Sit

INVITED = {"name": "Kiosk <b>1</b>", "point": "Abai 12", "room": "104", "kind": "blood-draw", "minutes": "60"}
WHY = {"reason": "Stolen", "sure": "true"}


@pytest.fixture
def silent(library: Library) -> str:
    """The id of a station that was not heard of for four days."""
    hand = Hand.enrol(library)
    with library._shelf.writing() as pen:
        sql = "UPDATE device SET contact = contact - ? WHERE id = ?"
        pen.session.execute(sql, (4 * DAY, hand.device_id))
    return hand.device_id


def test_a_code_is_shown_once_as_text_and_as_a_picture_and_then_nowhere(sit: Sit, library: Library):
    registrar = sit("registrar")
    answer = registrar.post("/stations/invitation", **INVITED)
    [code] = set(re.findall(r"<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>", answer.text))
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert "<svg" in answer.text and " style=" not in answer.text
    assert f"--library {registrar.url} --code -" in answer.text, "a code on a command line is seen by other users"
    assert "Kiosk &lt;b&gt;" in answer.text
    listed = registrar.http.get("/stations").text
    assert "Kiosk &lt;b&gt;" in listed and code not in listed
    assert library.stations.listed().invitations[0].name == INVITED["name"]


@pytest.mark.parametrize("wrong", [{"minutes": "0"}, {"minutes": "x"}, {"minutes": "10081"}, {"point": ""}])
def test_an_invitation_that_is_refused_keeps_what_was_typed(sit: Sit, library: Library, wrong: dict[str, str]):
    answer = sit("registrar").post("/stations/invitation", **(INVITED | wrong))
    assert answer.status_code == 400
    assert 'value="Kiosk &lt;b&gt;1&lt;/b&gt;"' in answer.text
    assert library.stations.listed().invitations == ()


def test_an_admin_revokes_for_a_reason_and_who_comes_second_is_told(sit: Sit, library: Library, silent: str):
    admin, colleague = sit("admin"), sit("admin", login="other")
    path = f"/stations/{silent}/revocation"
    assert admin.post(path, csrf=_csrf(admin), reason="Stolen").status_code == 400
    assert admin.post(path, csrf=_csrf(admin), reason=" ", sure="true").status_code == 400
    assert library.stations.listed().stations[0].revoked is None
    first = admin.post(path, csrf=_csrf(admin), **WHY)
    assert (first.status_code, first.headers["location"]) == (303, "/stations")
    second = colleague.post(path, csrf=_csrf(colleague), reason="Lost", sure="true")
    assert second.headers["location"] == path
    told = colleague.http.get(path).text
    assert "This station is revoked" in told and "Stolen" in told and "Lost" not in told
    lines = [one for one in library.inspection.find(AuditQuery(limit=1000)) if one.verb == "stations.revoke"]
    assert [(one.outcome, one.target) for one in lines] == [(said, silent) for said in ("input.argument", "ok", "ok")]
    assert admin.http.get("/stations/station-nobody/revocation").status_code == 422


def test_who_sees_what_by_its_address_too(sit: Sit, library: Library, silent: str):
    path = f"/stations/{silent}/revocation"
    offered = {}
    for duty in ("admin", "registrar", "privacy-officer", "reader", "hr"):
        browser = sit(duty)
        seen = browser.http.get("/stations")
        offered[duty] = (
            seen.status_code,
            browser.http.get("/stations/invitation").status_code,
            browser.http.get(path).status_code,
            'href="/stations"' in browser.http.get("/").text,
            "Invite a station" in seen.text,
            path in seen.text,
        )
        if duty != "admin":
            assert browser.post(path, csrf=_csrf(browser), **WHY).status_code == 403
    assert offered == {
        "admin": (200, 200, 200, True, True, True),
        "registrar": (200, 200, 403, True, True, False),
        "privacy-officer": (200, 403, 403, True, False, False),
        "reader": (403, 403, 403, False, False, False),
        "hr": (403, 403, 403, False, False, False),
    }
    assert library.stations.listed().stations[0].revoked is None


def test_the_first_page_says_how_many_are_late_to_whoever_sees_stations(sit: Sit, silent: str):
    late = "Stations that were not heard of for too long: <strong>1</strong>"
    assert late in sit("registrar").http.get("/").text
    assert late in sit("admin").http.get("/").text
    assert "not heard of for too long" not in sit("reader").http.get("/").text
    page = sit("privacy-officer").http.get("/stations").text
    assert ">Late</strong>" in page and "4 d" in page


def test_what_was_noticed_of_a_station_is_said_in_words(sit: Sit, library: Library):
    hand = Hand.enrol(library)
    first = hand.say(consent(hand, iin=iin(1)))
    twin = hand.say(consent(hand, iin=iin(2)), id=first.statement.id)
    deposit(library, [first, twin, hand.say(consent(hand, iin=iin(3)), seq=9, clock="unchecked")])
    with library._shelf.writing() as pen:
        soon = library.stations._clock.wall() + 29 * DAY
        pen.session.execute("UPDATE device SET ends = ? WHERE id = ?", (soon, hand.device_id))
    page = sit("registrar").http.get("/stations").text
    for words in (
        "Needs a look", "Statements are missing in between: 1", "Two statements came with one id: 1",
        "Statements set aside: 1", "The clock was compared with nothing", "The certificate ends soon", "Last number: 9",
    ):  # fmt: skip
        assert words in page, words


def test_a_library_far_away_lists_and_revokes(library: Library, remote: Remote, silent: str):
    [one] = remote.stations.listed().stations
    assert (one.id, one.late, one.seq) == (silent, True, 0)
    revoked = remote.stations.revoke(silent, intent=Intent(reason="Stolen"))
    assert revoked == remote.stations.listed().stations[0].revoked == library.stations.listed().stations[0].revoked


def _csrf(browser) -> str:
    """Return the token of a session, from a page that everybody sees."""
    found = re.search(r'name="csrf" value="([^"]+)"', browser.http.get("/").text)
    return found[1] if found else ""
