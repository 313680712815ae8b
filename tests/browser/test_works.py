"""Long work from the browser: it goes on through a reload, its result is fetched, and a kill leaves it interrupted."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from econsent.library import Library
from econsent.principals import PersonRequest
from econsent.workshop import Workshop
from econsent.workshop.bench import Bench
from tests.browser.conftest import PASSWORD, Hire, opened
from tests.builders import PASSPHRASE, make_library
from tests.hand import Hand, consent_of, deposit
from tests.waiting import unmeasured


def test_an_export_goes_on_through_a_reload_and_its_result_is_fetched(
    hire: Hire, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    hand = Hand.enrol(library)
    assert not deposit(library, [hand.say(consent_of(hand, number)) for number in range(6)]).refused
    gate, step = threading.Event(), Bench.step

    def held(self: Bench, done: int, total: int) -> None:
        step(self, done, total)
        if done == 3:
            gate.wait()

    monkeypatch.setattr(Bench, "step", held)
    officer = hire("privacy-officer")
    page = officer.sign_in("/find")
    with Workshop(library):
        page.get_by_role("link", name="Take out all of these").click()
        page.get_by_label("Reason").fill("The council asked")
        page.get_by_role("button", name="Begin the export").click()
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "3")
        expect(page.get_by_label("3 of 6")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text("Under way, 50 %")
        page.reload()
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "3")
        gate.set()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Download the result").click()
    coming.value.save_as(tmp_path / "all.zip")
    assert len(zipfile.ZipFile(tmp_path / "all.zip").namelist()) == 7
    expect(page.get_by_role("status")).to_have_text("Done")
    assert (officer.strayed, officer.complaints) == ([], [])


HELD = """
import runpy, threading
from econsent.workshop.bench import Bench

step = Bench.step

def held(bench, done, total):
    step(bench, done, total)
    threading.Event().wait()

Bench.step = held
runpy.run_module("econsent.server", run_name="__main__", alter_sys=True)
"""
"""A server whose works come to their first step, and stay there for as long as it lives."""


def serving(folder: Path, *server: str) -> tuple[subprocess.Popen[str], str]:
    """Serve a library from a process of its own; return it and its URL."""
    command = [sys.executable, *server, str(folder / "library"), "--port", "0", "--log-format", "none"]
    secret = folder / "secret"
    secret.write_text(PASSPHRASE)
    process = subprocess.Popen(
        [*command, "--passphrase-file", str(secret)], stdout=subprocess.PIPE, text=True, env=unmeasured()
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    return process, line.split()[1]


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A library in which something was said, and the secret of an officer's authenticator."""
    with make_library(tmp_path) as library:
        hand = Hand.enrol(library)
        assert not deposit(library, [hand.say(consent_of(hand, number)) for number in range(6)]).refused
        request = PersonRequest(login="officer", name="Ұлжан", duty="privacy-officer", password=PASSWORD)
        yield tmp_path, pyotp.parse_uri(library.accounts.add_person(request).otpauth).secret


def sign_in(page: Page, url: str, secret: str, step: int) -> None:
    page.goto(f"{url}/works")
    page.get_by_label("Login").fill("officer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("One-time code").fill(pyotp.TOTP(secret).at(int(time.time()) + 30 * step))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_a_server_that_is_killed_in_the_middle_leaves_its_work_interrupted_and_to_be_begun_again(
    chromium: Browser, spoken: tuple[Path, str]
):
    folder, secret = spoken
    process, url = serving(folder, "-c", HELD)
    context = opened(chromium, locale="en")
    page = context.new_page()
    try:
        sign_in(page, url, secret, 0)
        page.get_by_label("Reason").fill("Once a quarter")
        page.get_by_role("button", name="Begin the check").click()
        expect(page.get_by_role("heading", name="Under way")).to_be_visible()
        process.kill()
        assert process.wait(60) == -signal.SIGKILL
        process, url = serving(folder, "-m", "econsent.server")
        context.clear_cookies()
        sign_in(page, url, secret, 1)
        page.get_by_role("link", name="Check of everything that is kept").click()
        expect(page.get_by_role("heading", name="Interrupted")).to_be_visible()
        page.get_by_role("button", name="Begin again").click()
        expect(page.get_by_text(re.compile("Everything holds: 6 statements"))).to_be_visible()
    finally:
        process.kill()
        process.wait()
        context.close()
