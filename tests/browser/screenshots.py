"""Photograph every page of the console in every language, light and dark, at three widths: for people to look at.

    python -m tests.browser.screenshots [FOLDER] [--language kk|ru|en] [--colours light|dark] [--width PIXELS]

By default everything, into build/screenshots/console/<language>-<colours>-<width>/. The library is one of the tests,
with people who do not exist.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyotp
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from econsent import codes
from econsent.access import Duty
from econsent.document import inkml
from econsent.document.issue import EvidenceFile
from econsent.exchange import CorrectionRequest, SubscriberRequest, WithdrawalRequest
from econsent.library import Library
from econsent.principals import PersonRequest
from tests.browser.conftest import NAMES, PASSWORD, QUIET
from tests.builders import IIN, SCOPE, abandonment, consent, iin, make_library, person, subject
from tests.hand import Hand, consent_of, deposit
from tests.server.conftest import served
from tests.sites import WHOLE

LANGUAGES = ("kk", "ru", "en")
COLOURS = ("light", "dark")
WIDTHS = (360, 1280, 2560)
DUTIES: tuple[Duty, ...] = ("privacy-officer", "admin")


@dataclass(frozen=True)
class Furnished:
    """What there is in the library: paths of pages that tests have something to show on."""

    statement: str
    paper: str
    receipt: str
    station: str
    subscriber: str


def furnish(library: Library) -> Furnished:
    """Fill a library with a day's work."""
    hand = Hand.enrol(library)
    drawn = EvidenceFile("handwriting", inkml.MEDIA_TYPE, _scribble(150, 210))
    said = [
        hand.say(consent(hand, evidence=(EvidenceFile("ink", inkml.MEDIA_TYPE, _scribble(160, 60)),))),
        hand.say(
            consent(
                hand,
                iin=iin(1),
                subject=subject(iin(1), "Серікбаева Айгүл Нұрланқызы"),
                signature_class="paper",
                words=None,
                evidence=(EvidenceFile("paper", "image/png", _sheet()), drawn),
            )
        ),
        *(hand.say(consent_of(hand, number, "deny" if number % 7 == 0 else "permit")) for number in range(2, 40)),
        hand.say(abandonment(hand)),
        hand.say(consent(hand, form="staff-filming", iin=iin(60))),
    ]
    reply = deposit(library, said)
    assert not reply.refused, reply.refused
    library.withdraw(
        WithdrawalRequest(
            person=person(IIN), name="Әсел Қуанышқызы", scopes=(SCOPE,), worker="Сейіт Әйгүл", words="Енді қаламаймын."
        )
    )
    library.correct(
        CorrectionRequest(id=said[5].statement.id, reason="Басқа адамның нөмірі", by=("А. Сейіт", "Б. Омар"))
    )
    library.site.import_files([WHOLE])
    library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook"))
    return Furnished(
        statement=f"/statements/{said[0].statement.id}",
        paper=f"/statements/{said[1].statement.id}",
        receipt=f"/r/{codes.write(said[0].digest[: codes.BYTES]).replace('-', '')}",
        station=hand.device_id,
        subscriber=f"/subscribers/{library.subscribers.list()[0].id}",
    )


def pages(told: Furnished) -> dict[Duty | None, dict[str, str]]:
    """Return every page by name, for each duty, or for nobody; `None` is whoever is not signed in."""
    return {
        None: {"sign-in": "/", "receipt": told.receipt, "receipt-unknown": "/r/0000000000000000"},
        "privacy-officer": {
            "today": "/",
            "find": "/find",
            "found": f"/find?scope={SCOPE}&decision=deny&standing=active",
            "statement": told.statement,
            "paper": told.paper,
            "refused": "/statements/0197a000-0000-7000-8000-000000000000",
            "staff": "/staff",
            "audit": "/audit",
            "stations": "/stations",
        },
        "admin": {
            "site": "/site",
            "forms": "/forms",
            "form": "/forms/patient-filming/2026.2",
            "forms-compared": "/forms/patient-filming/2026.1/2026.2",
            "subscribers": "/subscribers",
            "subscriber": told.subscriber,
            "access": "/access",
            "invitation": "/stations/invitation",
            "revocation": f"/stations/{told.station}/revocation",
        },
    }


def main(arguments: list[str]) -> int:
    """Take the pictures; return 0."""
    options = _parse(arguments)
    with _furnished() as (library, url, told), _chromium() as browser:
        states = {duty: _signed_in(browser, library, url, duty) for duty in DUTIES}
        for language in options.language or LANGUAGES:
            for colours in options.colours or COLOURS:
                for width in options.width or WIDTHS:
                    folder = options.folder / f"{language}-{colours}-{width}"
                    shutil.rmtree(folder, ignore_errors=True)
                    folder.mkdir(parents=True)
                    for duty, listed in pages(told).items():
                        context = browser.new_context(
                            locale=language,
                            color_scheme=colours,
                            viewport={"width": width, "height": 900 if width > 500 else 740},
                            storage_state=states.get(duty) if duty else None,
                        )
                        _photograph(context.new_page(), url, listed, folder, duty)
                        context.close()
                    print(f"{folder}: {len(list(folder.iterdir()))} pictures", flush=True)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="screenshots", description="Photograph every page of the console.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build", "screenshots", "console"))
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--colours", choices=COLOURS, action="append")
    parser.add_argument("--width", type=int, action="append")
    return parser.parse_args(arguments)


def _photograph(page: Page, url: str, listed: dict[str, str], folder: Path, duty: Duty | None) -> None:
    for name, path in listed.items():
        answer = page.goto(url + path)
        assert answer is not None and answer.status < 500, f"{path} is a fault, not a page"
        _take(page, folder / f"{name}.png")
    if duty == "privacy-officer":
        page.goto(f"{url}/find")
        page.locator("#number").fill(IIN)
        page.locator("button.primary").click()
        page.locator("#said").wait_for()
        _take(page, folder / "person.png")
        page.goto(f"{page.url}/withdrawal")
        _take(page, folder / "withdrawal.png")


def _take(page: Page, file: Path) -> None:
    page.evaluate("""Promise.all([...document.images].map(image => {
        image.loading = "eager";
        return image.decode();
    }))""")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        print(f"{file}: {wide} pixels wider than the screen", flush=True)
    page.screenshot(path=file, full_page=True)


@contextmanager
def _furnished() -> Iterator[tuple[Library, str, Furnished]]:
    with TemporaryDirectory() as folder, make_library(Path(folder)) as library:
        told = furnish(library)
        with served(library) as url:
            yield library, url, told


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        yield browser
        browser.close()


def _signed_in(browser: Browser, library: Library, url: str, duty: Duty) -> StorageState:
    """Return what a browser keeps of somebody who has signed in."""
    request = PersonRequest(login=duty, name=NAMES[duty], duty=duty, password=PASSWORD)
    secret = pyotp.parse_uri(library.accounts.add_person(request).otpauth).secret
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(url)
    page.locator("#login").fill(duty)
    page.locator("#password").fill(PASSWORD)
    page.locator("#code").fill(pyotp.TOTP(secret).at(int(time.time())))
    page.locator("main button").click()
    page.locator("nav").wait_for()
    state = context.storage_state()
    context.close()
    return state


def _scribble(width: int, height: int) -> bytes:
    """Return loops that look like writing, three lines of them where there is room."""
    strokes = []
    for line in range(1 if height < 100 else 3):
        points = [
            inkml.Point(
                2000 + step * 50 + (step * 977 % 701),
                2000 + line * 2500 + (step * 389 % 1103),
                line * 4000 + step * 12,
                0.25 + (step % 40) / 60,
            )
            for step in range(160)
        ]
        strokes.append(inkml.Stroke(tuple(points)))
    return inkml.encode(strokes, width, height)


def _sheet() -> bytes:
    """Return a page of paper with lines on it."""
    sheet = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(sheet)
    for row in range(80, 700, 40):
        draw.line((60, row, 560 - row * 7 % 120, row), fill=90, width=6)
    draw.line((80, 780, 160, 740, 210, 800, 290, 750), fill=30, width=4)
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
