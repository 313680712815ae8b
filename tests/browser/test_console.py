"""A registrar, HR and a privacy officer at work: signed in, finding, reading, taking down, and what each may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from econsent import codes
from econsent.library import Library
from tests.browser.conftest import Hire, opened
from tests.builders import IIN, consent, decide, iin
from tests.hand import PAGES, Hand, deposit


@pytest.fixture
def hand(library: Library) -> Hand:
    """A station that delivers what is said at it."""
    return Hand.enrol(library)


def test_a_registrar_signs_in_finds_somebody_and_takes_down_a_withdrawal(hire: Hire, library: Library, hand: Hand):
    deposit(library, [hand.say(consent(hand))])
    assert decide(library).decision == "CONSENT_PERMIT"
    worker = hire("registrar")
    worker.sign_in("/find")
    page = worker.find(IIN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Әсел Қуанышқызы")
    assert IIN not in page.url
    page.get_by_role("link", name="Take down a withdrawal").click()
    page.get_by_role("checkbox", name="Video").check()
    page.get_by_role("button", name="Take down the withdrawal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdrawal of consent")
    assert decide(library).decision == "CONSENT_DENY"
    assert (worker.strayed, worker.complaints) == ([], [])


def test_the_page_of_another_follows_without_a_reload(hire: Hire, library: Library, hand: Hand):
    deposit(library, [hand.say(consent(hand))])
    officer, registrar = hire("privacy-officer"), hire("registrar")
    officer.sign_in("/find")
    seen = officer.find(IIN)
    row = seen.get_by_role("row", name="Video")
    expect(row).to_contain_text("May be filmed")
    marked = seen.evaluate("window.loaded = true")
    registrar.sign_in("/find")
    page = registrar.find(IIN)
    page.get_by_role("link", name="Take down a withdrawal").click()
    page.get_by_role("checkbox", name="Video").check()
    page.get_by_role("button", name="Take down the withdrawal").click()
    expect(row).to_contain_text("The person withdrew")
    expect(seen.get_by_role("status")).to_have_text("The page has been brought up to date.")
    assert marked and seen.evaluate("window.loaded"), "the page was loaded again"
    assert officer.complaints == []


def test_a_session_that_ends_in_mid_form_loses_nothing_that_was_typed(hire: Hire, library: Library, hand: Hand):
    deposit(library, [hand.say(consent(hand))])
    worker = hire("registrar")
    worker.sign_in("/find")
    page = worker.find(IIN)
    page.get_by_role("link", name="Take down a withdrawal").click()
    page.get_by_role("checkbox", name="Video").check()
    page.get_by_label("The person’s own words").fill("Енді қаламаймын")
    worker.context.clear_cookies(name="econsent-session")
    page.get_by_role("button", name="Take down the withdrawal").click()
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    worker.fill_in()
    expect(page.get_by_text("Енді қаламаймын")).to_be_visible()
    assert decide(library).decision == "CONSENT_PERMIT"
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Енді қаламаймын")).to_be_visible()
    assert decide(library).decision == "CONSENT_DENY"


def test_two_people_mark_a_statement_as_entered_in_error_each_by_their_own_sign_in(
    hire: Hire, library: Library, hand: Hand
):
    deposit(library, [hand.say(consent(hand))])
    first, second = hire("privacy-officer"), hire("privacy-officer", login="colleague")
    first.sign_in("/find")
    page = first.find(IIN)
    page.get_by_role("link", name="Decision on consent").click()
    for login, secret in (("privacy-officer", first), ("colleague", second)):
        if not page.get_by_label("What was wrong").is_visible():
            page.get_by_text("Entered in error", exact=True).click()
        page.get_by_label("What was wrong").fill("Басқа адамның нөмірі")
        page.get_by_label("Login").fill(login)
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_label("One-time code").fill(secret.code())
        page.get_by_role("button", name="Mark as entered in error").click()
        if login == "privacy-officer":
            expect(page.get_by_role("alert")).to_contain_text("The second person is the first.")
            assert decide(library).decision == "CONSENT_PERMIT"
    expect(page.get_by_role("heading", level=1)).to_have_text("Correction of a wrong entry")
    expect(page.get_by_text("Басқа адамның нөмірі")).to_be_visible()
    assert decide(library).reason == "entered-in-error"


@pytest.mark.parametrize("calm", [False, True], ids=["moving", "still"])
def test_the_ink_is_drawn_again_at_the_speed_of_the_hand(hire: Hire, library: Library, hand: Hand, calm: bool):
    said = hand.say(consent(hand))
    deposit(library, [said])
    worker = hire("registrar")
    worker.page.emulate_media(reduced_motion="reduce" if calm else "no-preference")
    page = worker.sign_in(f"/statements/{said.statement.id}")
    figure = page.get_by_role("figure").filter(has=page.get_by_role("img", name="Signature"))
    lines = figure.locator("path")
    shown = "paths => paths.map(path => [path.hasAttribute('hidden'), path.style.strokeDashoffset])"
    assert all(not hidden for hidden, _ in lines.evaluate_all(shown)), "whole before anybody asks"
    page.evaluate("""() => {
        window.seen = [];
        const paths = [...document.querySelectorAll(".ink path")];
        const look = () => {
            const drawn = paths.filter(path => !path.hasAttribute("hidden")).length;
            window.seen.push([performance.now(), drawn, paths.map(path => Number(path.style.strokeDashoffset))]);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }""")
    figure.get_by_role("button", name="Replay").press("Enter")
    expect(figure.get_by_role("status")).to_have_text("Shown to the end.")
    assert all(line == [False, "0"] for line in lines.evaluate_all(shown))
    seen = page.evaluate("window.seen")
    few = [one for one in seen if one[1] < lines.count()]
    assert few[-1][0] - few[0][0] > 700, "the whole took 0.9 s of the hand"
    halfway = any(0 < offset < 1 for one in seen for offset in one[2])
    assert halfway is not calm, "whoever asked for less motion sees each piece at once"
    assert (worker.strayed, worker.complaints) == ([], [])


def test_a_receipts_page_is_open_to_anybody_and_gives_the_document_for_the_number(
    chromium: Browser, library: Library, url: str, hand: Hand
):
    said = hand.say(consent(hand))
    deposit(library, [said])
    code = codes.write(said.digest[: codes.BYTES]).replace("-", "")
    context = opened(chromium, locale="kk", accept_downloads=True)
    page = context.new_page()
    page.goto(f"{url}/r/{code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Сіздің растамаңыз")
    assert "Әсел" not in page.content() and IIN not in page.content()
    page.get_by_role("button", name="English").click()
    page.get_by_label("Your number").fill(iin(7))
    page.get_by_role("button", name="Get the document").click()
    expect(page.get_by_role("alert")).to_contain_text("Compare both with the paper")
    page.get_by_label("Your number").fill(IIN)
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the document").click()
    assert Path(download.value.path()).read_bytes() == PAGES
    page.goto(f"{url}/r/0000000000000000")
    expect(page.get_by_role("heading", level=1)).to_have_text("No receipt with this code is here yet")
    context.close()
