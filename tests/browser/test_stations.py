"""Stations from the browser: invite one and enrol it with the code shown, see it, revoke it for a reason."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from econsent.errors import DeviceRevoked
from econsent.instant import DAY
from econsent.library import Library
from econsent.principals import KeyRequest
from econsent.station import Station
from tests.browser.conftest import Hire
from tests.builders import PASSPHRASE
from tests.hand import Hand, sign_of_life, skip


def test_a_station_is_invited_enrols_with_the_code_is_seen_and_is_revoked(
    hire: Hire, library: Library, url: str, tmp_path: Path
):
    admin = hire("admin")
    page = admin.sign_in("/stations")
    page.get_by_role("link", name="Invite a station").click()
    page.get_by_label("Name").fill("Kiosk 7")
    page.get_by_label("Point").fill("Abai 12")
    page.get_by_label("Kind of room").select_option(label="Corridor")
    page.get_by_label("Why").fill("A new room")
    page.get_by_role("button", name="Make the code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Code for one station: Kiosk 7")
    code = page.locator(".once").inner_text()
    assert page.locator("svg.qr title").text_content() == code, "the picture says what it holds"
    page.get_by_role("link", name="To the stations").click()
    expect(page.get_by_role("region", name="Invited, not enrolled yet")).to_contain_text("Kiosk 7")
    assert code not in page.content()
    with Station.enrol(tmp_path / "kiosk", library_url=url, code=code, passphrase=PASSPHRASE) as station:
        page.reload()
        row = page.get_by_role("row", name="Kiosk 7")
        expect(row).to_contain_text("In order")
        expect(row).to_contain_text(station.device_id)
        assert station.place.room_kind == "corridor"
        expect(page.get_by_role("region", name="Invited, not enrolled yet")).to_have_count(0)
        row.get_by_role("link", name="Revoke").click()
        expect(page.get_by_text("Name nobody.")).to_be_visible()
        page.get_by_label("Why").fill("Stolen <b>at night</b>")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Revoke").click()
        expect(row).to_contain_text("Stolen <b>at night</b>")
        expect(row.get_by_role("link")).to_have_count(0)
        assert {type(one) for one in station.sync().problems} == {DeviceRevoked}
    assert (admin.strayed, admin.complaints) == ([], [])


def test_two_officers_change_one_key_and_the_second_is_told_and_decides_anew(hire: Hire, library: Library):
    key = library.accounts.add_key(KeyRequest(name="Cameras", scopes=("decision",))).principal
    first, second = hire("admin"), hire("admin", login="colleague")
    for page in (first.sign_in("/access"), second.sign_in("/access")):
        page.locator("summary", has_text="Change: Cameras").click()
    _end(first.page, "The server was stolen")
    expect(first.page.get_by_role("row", name=key.id)).to_contain_text("Ended")
    page = second.page
    page.locator("summary", has_text="Change the key: Cameras").click()
    page.get_by_label("Why").filter(visible=True).first.fill("Once a year")
    page.get_by_role("button", name="Change the key", exact=True).click()
    told = page.get_by_role("region", name="Somebody else changed this meanwhile")
    for words in ("Access was ended", "Іляс Нұр", "The server was stolen"):
        expect(told).to_contain_text(words)
    expect(page.get_by_role("row", name=key.id)).to_contain_text("Ended")
    assert library.accounts.listed("key")[-1].version == key.version + 1
    assert (first.complaints, second.complaints) == ([], [])


def test_two_officers_see_to_one_station_and_what_the_second_typed_is_still_there(hire: Hire, library: Library):
    hand = Hand.enrol(library)
    skip(library, hand)
    first, second = hire("admin"), hire("privacy-officer")
    for page in (first.sign_in("/stations"), second.sign_in("/stations")):
        page.locator("summary", has_text="I have seen to it").click()
    second.page.get_by_label("Why").fill("Looking into it")
    first.page.get_by_label("Why").fill("Restored from a copy")
    first.page.get_by_role("button", name="I have seen to it").click()
    expect(first.page.get_by_role("row", name="by hand")).to_contain_text("In order")
    skip(library, hand)
    page = second.page
    expect(page.get_by_label("Why")).to_have_value("Looking into it")
    page.get_by_role("button", name="I have seen to it").click()
    told = page.get_by_role("region", name="Somebody else changed this meanwhile")
    expect(told).to_contain_text("Restored from a copy")
    expect(page.get_by_label("Why")).to_have_value("Looking into it")
    page.get_by_role("button", name="I have seen to it").click()
    expect(page.get_by_role("row", name="by hand")).to_contain_text("In order")
    [one] = library.stations.listed().stations
    assert [alarm.acknowledged.reason for alarm in one.alarms] == ["Restored from a copy", "Looking into it"]


def test_the_list_of_stations_is_true_as_soon_as_one_reports(hire: Hire, library: Library):
    hand = Hand.enrol(library)
    with library._shelf.writing() as pen:
        pen.put_contact(hand.device_id, library.stations._clock.wall() - 4 * DAY, 2, 0)
    page = hire("registrar").sign_in("/stations")
    row = page.get_by_role("row", name="by hand")
    expect(row).to_contain_text("Late")
    library.contact(sign_of_life(hand))
    expect(row).to_contain_text("In order")


def _end(page: Page, why: str) -> None:
    """End the access of whoever's change is open."""
    page.locator("summary", has_text="End access: Cameras").click()
    page.get_by_label("Why").filter(visible=True).first.fill(why)
    page.get_by_role("button", name="End access", exact=True).click()
