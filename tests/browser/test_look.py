"""Every page is looked at, in each language: nothing is cut, too small or in anybody's way, on any screen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import violations
from tests.browser.furnished import furnished
from tests.browser.tour import Travel, unseen

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
TARGET = 24
"""CSS pixels that a control has at least, each way (WCAG 2.2, 2.5.8)."""
COLOURS = ("color-contrast", "color-contrast-enhanced")
"""All that axe-core says otherwise in other colours."""
SCREENS = ((360, 740), (800, 600), (2560, 1440))
PRINTED, A4 = ("person", "audit"), (595, 842)
SHEET = ViewportSize(width=688, height=960)
"""What is printed on of a sheet of A4, in CSS pixels."""
ON_PAPER = """() => {
    const printed = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const parts = printed("main *").filter((part) => !part.closest("svg, .told"));
    return [
        ...printed("nav, footer, form, button, .button, .skip, input, select, textarea"),
        ...parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 1),
        ...[document.body].filter((body) => getComputedStyle(body).color !== "rgb(20, 34, 42)"),
    ].map((part) => part.outerHTML.slice(0, 120));
}"""
"""What only a screen needs, what would be cut off at the edge, and a page in the colours of the dark."""


@pytest.fixture(scope="module")
def travel(chromium: Browser) -> Iterator[Travel]:
    """One library for all looks."""
    with furnished() as there:
        yield Travel(chromium, there)


def faults(page: Page) -> list[str]:
    """Return what is wrong with a page: as it lies on each screen, and as it is heard, in both sets of colours."""
    wrong = []
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        wrong += [f"{width}: {fault}" for fault in page.evaluate(MEASURE, TARGET)]
    page.emulate_media(color_scheme="light")
    wrong += violations(page)
    page.emulate_media(color_scheme="dark", media="print")
    page.set_viewport_size(SHEET)
    wrong += [f"on paper: {fault}" for fault in page.evaluate(ON_PAPER)]
    page.emulate_media(color_scheme="dark", media="screen")
    return wrong + [f"dark: {fault}" for fault in violations(page, only=COLOURS)]


def sheets(page: Page) -> set[tuple[int, ...]]:
    """Return the sizes, in points, of the sheets that a page is printed on."""
    page.emulate_media(media="print")
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        found = {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in printed.pages}
    page.emulate_media(media="screen")
    return found


@pytest.mark.long
@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["kk", *(pytest.param(other, marks=pytest.mark.sweep) for other in ("ru", "en"))])
def test_nothing_is_cut_or_in_the_way_of_anybody_on_any_page(travel: Travel, language: str):
    wrong, printed = {}, {}
    for name, page in travel.pages(language):
        if found := faults(page):
            wrong[name] = found
        if name in PRINTED:
            printed[name] = sheets(page)
    assert wrong == {}
    assert printed == {name: {A4} for name in PRINTED}
    assert unseen(travel.came_to) == set(), "a page that no tour comes to: tests/browser/tour.py"
    assert travel.strayed == [] and travel.complaints == []
