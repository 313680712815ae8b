"""Pages of the console at a million statements: the server's time, the bytes of a first visit, and the first paint.

The library holds as many lines of the log, sealed as they are kept. Every page is asked for over HTTP, in a session, by
turns. The first paint is that of the list of decisions in a browser without a cache; its floor is the same bytes from a
server that only sends files.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import re
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyotp
from msgspec.structs import replace
from playwright.sync_api import Browser, StorageState, sync_playwright

from benchmarks.decision import Row, row, served
from econsent import exchange
from econsent.fhir.consent import share
from econsent.fhir.published import Logged, State, Strength
from econsent.instant import SECOND
from econsent.library import Library
from econsent.principals import PersonRequest
from econsent.store import answers
from econsent.store.consents import ConsentPen, Mark
from econsent.store.consents import Row as Decided
from econsent.store.publishing import sealed_share
from econsent.store.shelf import Entry
from tests.browser.conftest import PASSWORD, QUIET
from tests.builders import IIN, SCOPE, consent, iin, make_library, person, where
from tests.hand import Hand, deposit

SIZE = 1_000_000
PEOPLE = 20_000
CHUNK = 10_000
APART = 17 * SECOND
"""Between two statements: five thousand a day."""
ASKED = 60
PAINTS = 15
LOGIN = "officer"
_FIRST_PAINT = """() => new Promise(told => new PerformanceObserver(list => told(list.getEntries()[0].startTime))
    .observe({type: "paint", buffered: true}))"""
_LOADED = re.compile(r'(?:href|src)="(/assets/[^"]+)"')


def run(size: int = SIZE) -> list[Row]:
    """Fill a library, and look at its pages."""
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as playwright:
        folder = Path(kept)
        with make_library(folder) as library:
            shown = fill(library, size)
            secret = hired(library)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        with contextlib.closing(browser), served(Path(where(folder))) as port:
            url = f"http://127.0.0.1:{port}"
            state = signed_in(browser, url, secret)
            with client(url, state) as http:
                pages = paths(http, shown.statement.id)
                times = asked(http, pages)
                rows = [alone(f"{name}, p95 at {size:,} statements", p95(times[name]), "≤ 100", "ms") for name in pages]
                bytes_ = max(first_visit(http, path) for path in pages.values())
                rows.append(alone("bytes of the largest first visit", bytes_ / 1000, "≤ 150", "kB"))
                rows.append(painted(browser, state, http, url, folder))
            return rows


def alone(name: str, measured: float, target: str, unit: str) -> Row:
    """Return the row of what has no floor."""
    return row(name, measured, 0, 0, target, unit) | {"floor": None, "ratio": None}


# ── what is asked ──


def paths(http: httpx.Client, statement: str) -> dict[str, str]:
    """Return pages by name; that of a person is found as people find it."""
    token = re.search(r'name="csrf" value="([^"]+)"', http.get("/find").text)
    assert token is not None
    found = http.post("/find", data={"csrf": token[1], "system": "kz.iin", "number": IIN})
    return {
        "today": "/",
        "find": "/find",
        "decisions of a scope that stand": f"/find?scope={SCOPE}&standing=active",
        "decisions that are rare": "/find?decision=deny&standing=active",
        "a person": found.headers["location"],
        "a statement": f"/statements/{statement}",
        "staff": "/staff",
        "site": "/site",
        "stations": "/stations",
        "forms": "/forms",
        "audit": "/audit",
    }


def asked(http: httpx.Client, pages: dict[str, str]) -> dict[str, list[float]]:
    """Return how long each page took (ms), asked for by turns once each was asked for already."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(ASKED + 1):
        for name, path in pages.items():
            began = time.perf_counter()
            answer = http.get(path)
            spent = (time.perf_counter() - began) * 1000
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answers {answer.status_code}")
            if turn:
                times[name].append(spent)
    return times


def p95(times: Sequence[float]) -> float:
    """Return the time below which nineteen of twenty are."""
    return statistics.quantiles(times, n=20)[-1]


def first_visit(http: httpx.Client, path: str) -> int:
    """Return the bytes of a page and of all that it loads."""
    page = http.get(path)
    return len(page.content) + sum(len(http.get(one).content) for one in set(_LOADED.findall(page.text)))


def painted(browser: Browser, state: StorageState, http: httpx.Client, url: str, folder: Path) -> Row:
    """Return when the list of decisions is painted, beside the same bytes as files."""
    page = http.get("/find")
    files = folder / "files"
    for path, content in [
        ("/find.html", page.content),
        *((one, http.get(one).content) for one in _LOADED.findall(page.text)),
    ]:
        file = files / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    ours, floor = [], []
    with files_served(files) as plain:
        for _ in range(PAINTS):
            ours.append(paint(browser, state, f"{url}/find"))
            floor.append(paint(browser, None, f"{plain}/find.html"))
    measured, bare = statistics.median(ours), statistics.median(floor)
    return row("first paint, beside the same bytes as files", measured, bare, measured / bare, "≤ 1.5 ×", "ms")


def paint(browser: Browser, state: StorageState | None, url: str) -> float:
    """Return when something is painted in a browser that knows nothing of the page yet (ms)."""
    with contextlib.closing(browser.new_context(storage_state=state)) as context:
        page = context.new_page()
        page.goto(url)
        moment: float = page.evaluate(_FIRST_PAINT)
        return moment


class _Quiet(SimpleHTTPRequestHandler):
    """Sends files, and does not tell."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Does not tell of browsers that hang up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def files_served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder, and give their URL."""
    with _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


# ── who asks ──


def hired(library: Library) -> str:
    """Let in a privacy officer; return the secret of their authenticator."""
    request = PersonRequest(login=LOGIN, name="Ұлжан Қасым", duty="privacy-officer", password=PASSWORD)
    return pyotp.parse_uri(library.accounts.add_person(request).otpauth).secret


def signed_in(browser: Browser, url: str, secret: str) -> StorageState:
    """Return what a browser keeps of a session."""
    with contextlib.closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(url)
        page.locator("#login").fill(LOGIN)
        page.locator("#password").fill(PASSWORD)
        page.locator("#code").fill(pyotp.TOTP(secret).now())
        page.locator("main button").click()
        page.locator("nav").wait_for()
        return context.storage_state()


def client(url: str, state: StorageState) -> httpx.Client:
    """Return what asks in that session."""
    cookies = {one["name"]: one["value"] for one in state["cookies"]}
    return httpx.Client(base_url=url, cookies=cookies, headers={"accept": "text/html"}, timeout=60)


# ── what is kept ──


def fill(library: Library, size: int) -> exchange.Shown:
    """Log one real statement, and as many lines like it as are wanted, each later than the one before."""
    hand = Hand.enrol(library)
    draft = consent(hand, {SCOPE: "permit"})
    said = hand.say(draft)
    deposit(library, [said])
    shown = library.show(said.statement.id)
    vault, kept = library._home.keys.vault, library._shelf.statement(0)  # only it can write rows that are believed
    assert kept is not None
    people = [kept.person, *(vault.person(person(iin(number))) for number in range(1, PEOPLE))]
    keys = {one: vault.new_person_key() for one in people[1:]}
    heard, began, papers = library._archive.heard(kept), kept.at, b"never opened"
    logged = Logged(statement=shown.statement, digest=heard.digest, index=0, logged=kept.at, interval=heard.interval)
    shared = share(logged, "R5")
    with library._shelf.writing() as pen:
        pen.add_persons((one, wrapped) for one, (_, wrapped) in keys.items())
        ConsentPen(pen.session).put_scopes({SCOPE})
    spread = people[1:]
    for start in range(1, size, CHUNK):
        part = range(start, min(size, start + CHUNK))
        lines = [_entry(at, spread[at % len(spread)], hand.device_id, began) for at in part]
        with library._shelf.writing() as pen:
            index = ConsentPen(pen.session)
            pen.add_entries(lines)
            pen.add_statements(
                (
                    one.index,
                    one.person,
                    answers.pack_heard(
                        vault,
                        one.person,
                        replace(
                            heard, index=one.index, digest=one.digest.hex(), id=str(uuid.UUID(bytes=one.statement_id))
                        ),
                    ),
                    papers,
                    papers,
                )
                for one in lines
            )
            index.put_rendered(
                (one.person, one.index, sealed_share(keys[one.person][0], one.index, "R5", shared), None)
                for one in lines
            )
            index.put(_decided(one).values(vault) for one in lines)
    return shown


def _entry(at: int, who: bytes, device: str, began: int) -> Entry:
    digest = hashlib.sha256(b"%d" % at).digest()
    return Entry(at, digest, digest[:16], who, "consent", device, at + 1, 0, began + at * APART)


def _decided(line: Entry) -> Decided:
    """Return the row of a decision: nine of ten permits stand."""
    state = State(status="active" if line.index % 10 else "inactive", strength=Strength("typed", "ink"))
    return Decided(
        index=line.index, position=1, person=line.person, scope=SCOPE, role="patient", grantor=None, made=line.at,
        starts=line.at, mark=Mark(line.index, line.at, state),
    )  # fmt: skip


if __name__ == "__main__":
    for result in run(*map(int, sys.argv[1:])):
        print(result)
