"""A real server on loopback for every test that asks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from econsent.access import Duty
from econsent.library import ACCESS_TOKEN, Library
from econsent.remote import Remote
from econsent.server.journal import Journal
from econsent.server.limits import NO_LIMITS, Limits
from econsent.server.serving import Address, server_of
from econsent.station import Station
from econsent.store.outbox import Outbox, Pending
from tests.builders import consent, make_library, make_station, subject
from tests.hand import Hand, Said, deposit
from tests.server.browsing import Browser, Sit
from tests.waiting import PATIENCE, joined


@contextmanager
def served(
    library: Library,
    port: int = 0,
    journal: Journal | None = None,
    *,
    limits: Limits = NO_LIMITS,
    public_url: str | None = None,
) -> Iterator[str]:
    """Serve a library from a thread, and give its URL."""
    address, ready = Address(port=port, public_url=public_url), threading.Event()
    with socket.create_server((address.host, address.port), reuse_port=False) as listener:
        server = server_of(library, address, ready.set, journal, limits=limits)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            assert ready.wait(PATIENCE)
            yield address.url(listener)
        finally:
            server.should_exit = True
            joined(thread)


def queue(folder: Path, said: Sequence[Said]) -> None:
    """Put what was said by hand into the outbox of the station in a folder, as if it had been signed there."""
    outbox = Outbox(folder)
    outbox.queue(
        [Pending(item.statement.device.seq, item.digest, item.statement.kind, 1, item.envelope) for item in said]
    )
    outbox.close()


@pytest.fixture
def url(library: Library) -> Iterator[str]:
    """Where the library of this test is served."""
    with served(library) as url:
        yield url


@pytest.fixture
def token(library: Library) -> str:
    assert library.first_token
    return library.first_token


@pytest.fixture
def remote(url: str, token: str) -> Iterator[Remote]:
    """The library of this test, asked over HTTP."""
    with Remote(url, token) as remote:
        yield remote


@pytest.fixture
def kiosk(library: Library, url: str, tmp_path: Path) -> Iterator[Station]:
    """A station that knows where its library is served."""
    with make_station(library, tmp_path, name="kiosk", url=url) as station:
        yield station


@pytest.fixture(scope="session")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """URL and token of a served library that no test changes."""
    folder = tmp_path_factory.mktemp("quiet")
    with make_library(folder) as library, served(library) as url:
        yield url, (folder / "library" / ACCESS_TOKEN).read_text().strip()


@pytest.fixture
def sit(library: Library) -> Iterator[Sit]:
    """Let somebody sit down at the console: ``sit("registrar")``; signed in unless told otherwise."""
    with served(library) as url:
        browsers: list[Browser] = []

        def seated(duty: Duty, *, login: str = "", signed_in: bool = True) -> Browser:
            browser = Browser(library, url, duty, login)
            browsers.append(browser)
            if signed_in:
                assert browser.sign_in().status_code == 303
            return browser

        yield seated
        for browser in browsers:
            browser.http.close()


@pytest.fixture
def said(library: Library) -> str:
    """The id of a consent that was said."""
    hand = Hand.enrol(library)
    one = hand.say(consent(hand, subject=subject(name="Ә <script>alert(1)</script> \u202eлюбой")))
    assert not deposit(library, [one]).refused
    return one.statement.id
