"""Stations from the browser: invite one and enrol it with the code shown, see it, revoke it for a reason."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from econsent.errors import DeviceRevoked
from econsent.library import Library
from econsent.station import Station
from tests.browser.conftest import Hire
from tests.builders import PASSPHRASE


def test_a_station_is_invited_enrols_with_the_code_is_seen_and_is_revoked(
    hire: Hire, library: Library, url: str, tmp_path: Path
):
    admin = hire("admin")
    page = admin.sign_in("/stations")
    page.get_by_role("link", name="Invite a station").click()
    page.get_by_label("Name").fill("Kiosk 7")
    page.get_by_label("Point").fill("Abai 12")
    page.get_by_label("Kind of room").select_option(label="Corridor")
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
