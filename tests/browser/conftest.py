"""A real Chromium at a real server: everything is found by what it is called, as a screen reader finds it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from econsent.access import Duty
from econsent.library import Library
from econsent.principals import PersonRequest
from tests.server.conftest import served
from tests.waiting import PATIENCE

PASSWORD = "correct horse battery"
NAMES: dict[Duty, str] = {
    "reader": "Болат Оспан",
    "registrar": "Әйгүл Сейіт",
    "hr": "Гүлнар Ахмет",
    "privacy-officer": "Ұлжан Қасым",
    "admin": "Іляс Нұр",
}
MILLISECOND = 1000
expect.set_options(timeout=MILLISECOND * PATIENCE)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, for one module: while it is driven, this thread can run no event loop of another's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        yield browser
        browser.close()


def opened(browser: Browser, **given: Any) -> BrowserContext:
    """Open a browser of somebody's own; a busy machine is no fault of a page."""
    context = browser.new_context(**given)
    context.set_default_timeout(MILLISECOND * PATIENCE)
    return context


@pytest.fixture
def url(library: Library) -> Iterator[str]:
    """Where the library of this test is served."""
    with served(library) as url:
        yield url


@dataclass
class Worker:
    """Somebody at a console of their own; `strayed` is every request that left the origin, `complaints` what failed."""

    library: Library
    url: str
    context: BrowserContext
    page: Page
    login: str
    secret: str
    strayed: list[str]
    complaints: list[str]
    codes: int = 0

    def sign_in(self, at: str = "/") -> Page:
        """Sign in on the way to a page."""
        self.page.goto(self.url + at)
        self.fill_in()
        return self.page

    def fill_in(self) -> None:
        """Fill the sign-in that is shown, in English."""
        self.page.get_by_label("Login").fill(self.login)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_label("One-time code").fill(self.code())
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()

    def code(self) -> str:
        """Return a code that was not used yet: this step's, then the next one's, which an authenticator may be at."""
        self.codes += 1
        return pyotp.TOTP(self.secret).at(int(time.time()) + 30 * (self.codes - 1))

    def find(self, number: str) -> Page:
        """Find a person."""
        self.page.goto(self.url + "/find")
        self.page.get_by_label("Number", exact=True).fill(number)
        self.page.get_by_role("button", name="Find").click()
        return self.page


Hire = Callable[..., Worker]


@pytest.fixture
def hire(chromium: Browser, library: Library, url: str) -> Iterator[Hire]:
    """Let in somebody with a duty, and give them a browser: ``hire("registrar", locale="en", width=360)``."""
    contexts: list[BrowserContext] = []

    def hired(duty: Duty, *, locale: str = "en", width: int = 1280, dark: bool = False, login: str = "") -> Worker:
        request = PersonRequest(
            login=login or duty, name=f"{NAMES[duty]} {login}".strip(), duty=duty, password=PASSWORD
        )
        secret = pyotp.parse_uri(library.accounts.add_person(request).otpauth).secret
        context = opened(
            chromium,
            locale=locale,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page, strayed, complaints = context.new_page(), [], []
        context.on("request", lambda asked: None if asked.url.startswith(url) else strayed.append(asked.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        return Worker(library, url, context, page, request.login, secret, strayed, complaints)

    yield hired
    for context in contexts:
        context.close()


AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
STRICT = ("color-contrast-enhanced", "target-size")
"""Rules of axe-core that it leaves out unless asked: 7:1 for text, and 24 pixels for what is touched."""


def violations(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core finds wrong with a page, a line each: by the rules `only`, or by all and `STRICT`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = {"runOnly": list(only)} if only else {"rules": {rule: {"enabled": True} for rule in STRICT}}
    found = page.evaluate("asked => axe.run(document, asked)", {"resultTypes": ["violations"], **asked})
    return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]
