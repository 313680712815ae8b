"""By the keyboard alone: nothing else is touched from the sign-in to the withdrawal, and the focus is never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from econsent.library import Library
from tests.browser.conftest import PASSWORD, Hire
from tests.builders import IIN, SCOPE, consent, decide, iin
from tests.hand import Hand, deposit

HINT = "An IIN, another document’s number, or the id of a statement. It is never put into the address."
FOCUSED = """() => {
    const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
    const {top, bottom} = document.activeElement.getBoundingClientRect();
    return {
        name: document.activeElement.getAttribute("aria-label")
            || [...document.activeElement.labels ?? []].map((label) => label.innerText).join()
            || document.activeElement.innerText,
        kind: document.activeElement.localName,
        ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        shown: top >= -1 && bottom <= innerHeight + 1,
    };
}"""
ORDER = """() => {
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary");
    const reached = [...all].filter((element) => element.checkVisibility() && !element.matches(".skip"));
    const lies = reached.map((element) => element.getBoundingClientRect());
    return lies.slice(1).flatMap((later, place) => {
        const before = lies[place];
        const isBack = later.bottom <= before.top && later.left <= before.left + 1;
        return isBack ? [reached[place + 1].outerHTML.slice(0, 120)] : [];
    });
}"""
"""What lies above and left of what comes before it in the order of the keyboard."""


def reach(page: Page, name: str, kind: str = "") -> None:
    """Press Tab until something of a name has the focus; everything on the way shows that it has it."""
    for _ in range(80):
        here = page.evaluate(FOCUSED)
        if name in here["name"] and kind in here["kind"]:
            return
        page.keyboard.press("Tab")
        page.wait_for_function(
            f"() => {{ const here = ({FOCUSED})(); return here.kind === 'body' || here.ring && here.shown; }}"
        )
    raise AssertionError(f"no Tab leads to {name}")


def choose(page: Page, name: str, kind: str = "") -> None:
    """Reach a link or a button, and go where it leads."""
    reach(page, name, kind)
    enter(page)


def enter(page: Page) -> None:
    """Press Enter where that leads to another page, or to another place of this one."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_registrar_signs_in_finds_opens_and_withdraws_by_keys_alone(hire: Hire, library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand))])
    worker = hire("registrar")
    page = worker.page
    page.goto(worker.url)
    expect(page.get_by_label("Login")).to_be_focused()
    page.keyboard.type(worker.login)
    reach(page, "Password")
    page.keyboard.type(PASSWORD)
    reach(page, "One-time code")
    page.keyboard.type(worker.code())
    enter(page)
    expect(page.get_by_role("navigation")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "To the page itself"
    enter(page)
    expect(page.get_by_role("main")).to_be_focused()
    page.goto(worker.url)
    choose(page, "Find", "a")
    expect(page.get_by_label("Number", exact=True)).to_be_focused()
    assert page.evaluate(ORDER) == []
    page.keyboard.type("900101300127")  # a wrong check digit
    enter(page)
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("This IIN is not right")
    number = page.get_by_label("Number", exact=True)
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(number).to_have_accessible_description(f"{text_of(alert)} {HINT}")
    choose(page, "Number", "a")
    expect(number).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(IIN)
    enter(page)
    choose(page, "Decision on consent", "a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Decision on consent")
    assert page.evaluate(ORDER) == []
    choose(page, "The person", "a")
    choose(page, "Take down a withdrawal", "a")
    assert page.evaluate(ORDER) == []
    choose(page, "Take down the withdrawal", "button")
    expect(alert).to_be_focused()
    box = page.get_by_role("checkbox").first
    expect(box).to_have_attribute("aria-invalid", "true")
    choose(page, "What is withdrawn", "a")
    expect(box).to_be_focused()
    reach(page, "Video", "input")
    page.keyboard.press("Space")
    choose(page, "Take down the withdrawal", "button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdrawal of consent")
    assert decide(library, scope=SCOPE).decision == "CONSENT_DENY"
    assert (worker.strayed, worker.complaints) == ([], [])


def text_of(alert: Locator) -> str:
    """Return what is read out of something, its spaces as one."""
    return " ".join(alert.inner_text().split())


@pytest.mark.parametrize("what", ["a link", "something opened"])
def test_whoever_is_in_a_part_that_is_brought_up_to_date_stays_there_and_is_told(
    hire: Hire, library: Library, what: str
):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand))])
    worker = hire("privacy-officer")
    page = worker.sign_in("/find")
    if what == "a link":
        page = worker.find(IIN)
        reach(page, "Decision on consent", "a")
    else:
        page.goto(worker.url)
        reach(page, "As a table", "summary")
        page.keyboard.press("Enter")
    before = page.evaluate(FOCUSED)
    page.evaluate("document.activeElement.marked = true")
    deposit(library, [hand.say(consent(hand, iin=iin(3)))])
    expect(page.get_by_role("status")).to_have_text("The page has been brought up to date.")
    assert page.evaluate("document.activeElement.marked") is None, "the part was not brought anew"
    assert page.evaluate(FOCUSED) == before
    assert page.evaluate("[...document.querySelectorAll('#live details')].every(one => one.open)")
