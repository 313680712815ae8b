"""Photograph every page of the console in every language, light and dark, at three widths: for people to look at.

    python -m tests.browser.screenshots [FOLDER] [--language kk|ru|en] [--colours light|dark] [--width PIXELS]

By default everything, into build/screenshots/console/<language>-<colours>-<width>/. The library is one of the tests,
with people who do not exist; tour.py tells which pages there are.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.furnished import furnished
from tests.browser.tour import Travel

LANGUAGES = ("kk", "ru", "en")
COLOURS = ("light", "dark")
WIDTHS = (360, 1280, 2560)
HEIGHTS = {360: 740, 1280: 900, 2560: 1440}
"""Width of a screen → its height, in CSS pixels."""


def main(arguments: list[str]) -> int:
    """Take the pictures; return 0."""
    options = _parse(arguments)
    looks = list(product(options.colours or COLOURS, options.width or WIDTHS))
    with furnished() as there, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        travel = Travel(browser, there)
        for language in options.language or LANGUAGES:
            folders = {look: _emptied(options.folder / f"{language}-{look[0]}-{look[1]}") for look in looks}
            for name, page in travel.pages(language):
                for (colours, width), folder in folders.items():
                    page.emulate_media(color_scheme=colours)
                    page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})
                    _take(page, folder / f"{name}.png")
            for folder in folders.values():
                print(f"{folder}: {len(list(folder.iterdir()))} pictures", flush=True)
        browser.close()
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="screenshots", description="Photograph every page of the console.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build", "screenshots", "console"))
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--colours", choices=COLOURS, action="append")
    parser.add_argument("--width", type=int, action="append")
    return parser.parse_args(arguments)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _take(page: Page, file: Path) -> None:
    page.evaluate("""Promise.all([...document.images].map(image => {
        image.loading = "eager";
        return image.decode();
    }))""")
    page.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
