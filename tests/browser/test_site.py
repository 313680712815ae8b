"""The site in a real browser: from what was found to the room it is about, by keys alone, and it stays true."""

from __future__ import annotations

from playwright.sync_api import expect

from econsent.library import Library
from tests.browser.conftest import Hire
from tests.builders import consent
from tests.hand import Hand, deposit
from tests.sites import REGISTRAR, WHOLE


def test_a_finding_leads_by_keyboard_to_its_room_which_shows_at_once_that_its_worker_has_agreed(
    hire: Hire, library: Library
):
    hand = Hand.enrol(library)
    library.site.import_files([WHOLE.replace(b"2026-11-23T", b"2020-11-23T")])
    registrar = hire("registrar", width=360)
    page = registrar.sign_in("/site")
    page.get_by_role("link", name="abai-12 · abai-12-hall · cam-hall").press("Enter")
    page.wait_for_url("**/site/points/abai-12?room=abai-12-hall#room-abai-12-hall")
    row = page.get_by_role("row", name="abai-12-hall")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("May not film A medical worker’s consent is missing (paragraph 8-1, part 2).")
    deposit(library, [hand.say(consent(hand, form="staff-filming", iin=REGISTRAR))])
    expect(row).to_contain_text("May film These premises are listed by the Order (paragraph 8, paragraph 6).")
    page.get_by_role("link", name="What needs a person").press("Enter")
    expect(page.get_by_role("heading", name="What needs a person")).to_be_in_viewport()
    page.get_by_role("main").get_by_role("link", name="Back").press("Enter")
    expect(page.get_by_role("heading", name="Points")).to_be_in_viewport()
    assert registrar.strayed == [] and registrar.complaints == []
