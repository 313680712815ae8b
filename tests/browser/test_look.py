"""Every page is looked at, in each language: nothing is cut, too small or in anybody's way, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import violations
from tests.browser.furnished import furnished
from tests.browser.tour import Travel, unseen

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
TARGET = 24
"""CSS pixels that a control has at least, each way (WCAG 2.2, 2.5.8)."""
COLOURS = ("color-contrast", "color-contrast-enhanced")
"""All that axe-core says otherwise in other colours."""
SCREENS = ((360, 740), (800, 600), (2560, 1440))


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
    page.emulate_media(color_scheme="dark")
    return wrong + [f"dark: {fault}" for fault in violations(page, only=COLOURS)]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_nothing_is_cut_or_in_the_way_of_anybody_on_any_page(travel: Travel, language: str):
    wrong = {name: found for name, page in travel.pages(language) if (found := faults(page))}
    assert wrong == {}
    assert unseen(travel.came_to) == set(), "a page that no tour comes to: tests/browser/tour.py"
    assert travel.strayed == [] and travel.complaints == []
