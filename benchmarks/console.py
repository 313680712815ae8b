"""Pages of the console at a million statements: the server's time, the bytes of a first visit, and the first paint.

The library is the one of `benchmarks/_archive.py`, served as a clinic serves it. Every page is asked for in a session
and by turns: each page that a route gives is among them, or the run fails. The first paint is that of the list of
decisions in a browser without a cache; its floor is the same bytes from a server that only sends files. The floor of a
page's time is what it costs the server's processor, whatever else the machine does.
"""

from __future__ import annotations

import contextlib
import functools
import re
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pyotp
from playwright.sync_api import Browser, sync_playwright

from benchmarks._archive import Archive, archive
from benchmarks._register import POINTS, name_of
from benchmarks.decision import Row, row, served
from econsent import instant
from econsent.access import Duty
from econsent.exchange import ExportRequest, SubscriberRequest
from econsent.instant import DAY
from econsent.library import Library
from econsent.principals import PersonRequest, SessionRequest
from econsent.remote import EXPORTS
from econsent.server.console import paging
from econsent.server.console.routes import ROUTES
from tests.browser.conftest import PASSWORD, QUIET
from tests.builders import IIN, SCOPE, iin, open_library, person, where

SIZE = 1_000_000
ASKED = 60
PAINTS = 40
WORKED = 10
SLOWEST = 100
"""Milliseconds that a page may take."""
DUTIES: tuple[Duty, ...] = ("privacy-officer", "hr", "admin")
OFFICER = DUTIES[0]
COOKIE = "econsent-session"
_FIRST_PAINT = """() => new Promise(told => new PerformanceObserver(list => told(list.getEntries()[0].startTime))
    .observe({type: "paint", buffered: true}))"""
_LOADED = re.compile(r'(?:href|src)="(/assets/[^"]+)"')
_UNPAGED = ("/sign-in", "/live", "/assets/{version:str}/{name:str}", "/works/{work_id:str}/form")
"""What shows no page of a library: who is not signed in yet, what changes, files, and a form that is handed in."""


@dataclass(frozen=True)
class Page:
    """A page by what it is called in the table; `duty` is whose it is, `sent` the form that it is the answer to."""

    name: str
    path: str
    duty: Duty = "privacy-officer"
    sent: tuple[tuple[str, str], ...] = ()


def run(size: int = SIZE) -> list[Row]:
    """Look at the pages of a library of so many statements."""
    with archive(size) as built, contextlib.ExitStack() as stack:
        with open_library(built.folder) as library:
            tokens = {duty: hired(library, duty) for duty in DUTIES}
            pages = [*pages_of(library, built), *found_pages(library, built)]
            subscriber = subscribed(library)
            exported = begun(library, tokens[OFFICER])
        port = stack.enter_context(served(where(built.folder)))
        url = f"http://127.0.0.1:{port}"
        asking = {duty: stack.enter_context(client(url, token)) for duty, token in tokens.items()}
        pages += [Page("a subscriber", f"/subscribers/{subscriber}", "admin"), *people_pages(asking[OFFICER], built)]
        pages += works_pages(asking[OFFICER], exported)
        check_every_route(pages)
        times = asked(asking, pages)
        costs = {page: own_work(asking[page.duty], page) for page in pages}
        slowest = {page: p95(times[page]) for page in pages}
        rows = [
            row(f"{one.name}, p95", slowest[one], costs[one], slowest[one] / costs[one], f"≤ {SLOWEST}", "ms")
            for one in pages
        ]
        bytes_ = {page: first_visit(asking[page.duty], page) for page in pages}
        largest = max(bytes_, key=lambda page: bytes_[page])
        rows.append(alone(f"bytes of the largest first visit: {largest.name}", bytes_[largest] / 1000, "≤ 150", "kB"))
        rows.append(painted(asking[OFFICER], tokens[OFFICER], url, built.folder))
        return rows


def alone(name: str, measured: float, target: str, unit: str) -> Row:
    """Return the row of what has no floor."""
    return row(name, measured, 0, 0, target, unit) | {"floor": None, "ratio": None}


# ── what is asked ──


def pages_of(library: Library, built: Archive) -> list[Page]:
    """Return the pages that have one address each, and those of one thing."""
    forms = [form for form in library.catalogue.forms() if form.id == "patient-filming"]
    versions = [form.version for form in forms]
    statement, day = f"/statements/{built.statement}", built.began + 40 * DAY
    some_day = instant.to_datetime(day).date().isoformat()
    device = library.stations.listed().stations[0].id
    return [
        Page("today", "/"),
        Page("a day long ago", f"/?day={some_day}"),
        Page("statement", statement),
        *(Page(f"statement: {name}", f"{statement}/files/{name}") for name, _ in EXPORTS.values()),
        Page("statement: a file of evidence", f"{statement}/evidence/0"),
        Page("staff", "/staff"),
        Page("staff, to HR", "/staff", "hr"),
        Page("site", "/site"),
        Page("site: its last points", f"/site?from={POINTS - paging.SIZE}"),
        Page("site: the last of what may not be filmed", "/site?sort=may-not-film&from=100000"),
        Page("a point", f"/site/points/p{POINTS - 1}"),
        Page("importing a site", "/site/import", "admin"),
        Page("stations", "/stations"),
        Page("inviting a station", "/stations/invitation", "admin"),
        Page("revoking a station", f"/stations/{device}/revocation", "admin"),
        Page("forms", "/forms"),
        Page("releasing a form", "/forms/release", "admin"),
        Page("a form", f"/forms/patient-filming/{versions[-1]}"),
        Page("two versions of a form", f"/forms/patient-filming/{versions[0]}/{versions[-1]}"),
        Page("subscribers", "/subscribers", "admin"),
        Page("keys and people", "/access", "admin"),
        Page("audit", "/audit"),
        Page("audit, its beginning", "/audit?before=500"),
        Page("audit, one camera's", f"/audit?asker={built.camera}"),
        Page("audit, of an asker who never asked", "/audit?asker=nobody"),
    ]


def found_pages(library: Library, built: Archive) -> list[Page]:
    """Return lists of decisions: common, rare, only the oldest, and none."""
    first = instant.to_datetime(built.began).date().isoformat()
    point = urlencode({"point": name_of(0)})
    asked = {
        "find": "",
        "find: a scope that stands": f"scope={SCOPE}&standing=active",
        "find: refusals that stand": "decision=deny&standing=active",
        "find: refusals of a scope, at a point": f"scope={SCOPE}&decision=deny&{point}",
        "find: entered in error": "standing=entered-in-error",
        "find: abandoned, at a point": f"standing=abandoned&{point}",
        "find: a scope that only the oldest have": "scope=staff.filming",
        "find: what none is": "scope=staff.filming&decision=deny",
        "find: until the first day": f"until={first}",
        "find: since tomorrow": "since=2999-01-01",
    }
    return [
        *(Page(name, f"/find?{query}") for name, query in asked.items()),
        Page("exporting what is found", f"/find/export?scope={SCOPE}"),
        Page("find, to HR", "/find", "hr"),
        Page("find, to HR: what none is", "/find?decision=deny", "hr"),
    ]


def people_pages(http: httpx.Client, built: Archive) -> list[Page]:
    """Return the pages of people, which are found as people find them: by number, and by name among all that was said.

    Of a name that nobody has as much is opened as one answer may open.
    """
    token = re.search(r'name="csrf" value="([^"]+)"', http.get("/find").text)
    assert token is not None
    since = instant.to_datetime(built.began).date().isoformat()
    pages = [
        Page(f"find: {name}", "/find", sent=(("csrf", token[1]), ("name", said), ("since", since)))
        for name, said in (("a name that everybody has", "Әсел"), ("a name that nobody has", "Nobody"))
    ]
    for name, number in (("a person of thousands of statements", IIN), ("a person", iin(0))):
        found = http.post("/find", data={"csrf": token[1], "system": "kz.iin", "number": number})
        address = found.headers["location"]
        pages += [Page(name, address), Page(f"withdrawal of {name}", f"{address}/withdrawal")]
    return [*pages, Page("exporting a person", f"{address}/export")]


def works_pages(http: httpx.Client, work: str) -> list[Page]:
    """Return the pages of work that takes longer, once it is done."""
    while http.get(f"/works/{work}/file").status_code != 200:
        time.sleep(0.5)
    return [Page("works", "/works"), Page("a work", f"/works/{work}"), Page("a work's file", f"/works/{work}/file")]


def check_every_route(pages: Sequence[Page]) -> None:
    """Raise where a page of the console is not among those that are asked for."""
    known = {path for route in ROUTES if "GET" in route.http_methods for path in route.paths} - set(_UNPAGED)
    matched = {
        path
        for path in known
        if any(re.fullmatch(re.sub(r"{[^}]+}", "[^/?]+", path) + r"(\?.*)?", page.path) for page in pages)
    }
    if known - matched:
        raise RuntimeError(f"no page is asked for of {sorted(known - matched)}")


def asked(asking: Mapping[Duty, httpx.Client], pages: Sequence[Page]) -> dict[Page, list[float]]:
    """Return how long each page took (ms), asked for by turns once each was asked for already."""
    times: dict[Page, list[float]] = {page: [] for page in pages}
    for turn in range(ASKED + 1):
        for page in pages:
            began = time.perf_counter()
            answer = answer_of(asking[page.duty], page)
            spent = (time.perf_counter() - began) * 1000
            if answer.status_code != 200:
                raise RuntimeError(f"{page.path} answers {answer.status_code}")
            if turn:
                times[page].append(spent)
    return times


def answer_of(http: httpx.Client, page: Page) -> httpx.Response:
    """Return a page as it is asked for."""
    return http.post(page.path, data=dict(page.sent)) if page.sent else http.get(page.path)


def own_work(http: httpx.Client, page: Page) -> float:
    """Return the processor time (ms) that a page costs the server, whatever else the machine does."""
    before = _spent()
    for _ in range(WORKED):
        answer_of(http, page)
    return (_spent() - before) / WORKED / 1e6


def _spent() -> int:
    """Return the processor time (ns) of the server, the one program that this one has started."""
    threads = Path("/proc/self/task").glob("*/children")
    [server] = [child for one in threads for child in one.read_text().split()]
    return sum(int(one.read_text().split()[0]) for one in Path("/proc", server, "task").glob("*/schedstat"))


def p95(times: Sequence[float]) -> float:
    """Return the time below which nineteen of twenty are."""
    return statistics.quantiles(times, n=20)[-1]


def first_visit(http: httpx.Client, page: Page) -> int:
    """Return the bytes of a page and of all that it loads, as they travel; a file is as long as it is, and has none."""
    answer = answer_of(http, page)
    if not answer.headers["content-type"].startswith("text/html"):
        return 0
    loaded = (http.get(one) for one in set(_LOADED.findall(answer.text)))
    return answer.num_bytes_downloaded + sum(one.num_bytes_downloaded for one in loaded)


def painted(http: httpx.Client, token: str, url: str, folder: Path) -> Row:
    """Return when the list of decisions is painted, beside the same bytes as files."""
    page, files = http.get("/find"), folder / "files"
    for path, content in [
        ("/find.html", page.content),
        *((one, http.get(one).content) for one in _LOADED.findall(page.text)),
    ]:
        file = files / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    ours, floor = [], []
    with sync_playwright() as playwright, files_served(files) as plain:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        with contextlib.closing(browser):
            for _ in range(PAINTS):
                ours.append(paint(browser, token, url, "/find"))
                floor.append(paint(browser, token, plain, "/find.html"))
    measured, bare = statistics.median(ours[1:]), statistics.median(floor[1:])
    return row("first paint, beside the same bytes as files", measured, bare, measured / bare, "≤ 1.5 ×", "ms")


def paint(browser: Browser, token: str, url: str, path: str) -> float:
    """Return when something is painted in a browser that knows nothing of the page yet (ms)."""
    with contextlib.closing(browser.new_context()) as context:
        context.add_cookies([{"name": COOKIE, "value": token, "url": url}])
        page = context.new_page()
        page.goto(url + path)
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


def hired(library: Library, duty: Duty) -> str:
    """Let somebody in, and return the token of their session."""
    request = PersonRequest(login=f"{duty}-{time.time_ns()}", name="Ұлжан Қасым", duty=duty, password=PASSWORD)
    secret = pyotp.parse_uri(library.accounts.add_person(request).otpauth).secret
    said = SessionRequest(login=request.login, password=PASSWORD, totp=pyotp.TOTP(secret).now())
    return library.door.sign_in(said).token


def client(url: str, token: str) -> httpx.Client:
    """Return what asks in a session."""
    return httpx.Client(base_url=url, cookies={COOKIE: token}, headers={"accept": "text/html"}, timeout=60)


def begun(library: Library, token: str) -> str:
    """Return the id of an export of a person, which the server will do."""
    request = ExportRequest(reason="measured", person=person(iin(0)))
    return library.works.export(request, asker=library.door.admit(token)).id


def subscribed(library: Library) -> str:
    """Return the id of a subscriber who is told nothing."""
    added = library.subscribers.add(SubscriberRequest(url="https://127.0.0.1:9/", name="nobody", allow_private=True))
    library.subscribers.pause(added.id)
    return added.id


if __name__ == "__main__":
    for result in run(*map(int, sys.argv[1:])):
        print(result)
