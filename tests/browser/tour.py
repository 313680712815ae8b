"""Every page of the console in every state that it has, one after another: for tests that measure and for pictures.

A tour goes its way in one browser and tells a name wherever there is something to look at. `ROUTES` of the console says
what there is: `unseen` returns what no tour came to, so that a page that is new is looked at as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Request, StorageState

from econsent.access import Duty, Intent
from econsent.server.console.routes import ROUTES
from tests.browser.conftest import PASSWORD, opened
from tests.browser.furnished import Furnished, code_of, let_in, state_of
from tests.browser.works_tour import handed_in, long_work, persons_work
from tests.builders import IIN, SCOPE, iin
from tests.hand import Hand, skip

NO_PAGES = {
    "GET /live": "a stream of events",
    "GET /assets/{version:str}/{name:str}": "what pages load",
    "GET /statements/{statement_id:str}/files/{name:str}": "files to take away",
    "GET /statements/{statement_id:str}/evidence/{place:str}": "files to look at",
    "GET /works/{work_id:str}/file": "files to take away",
}
"""Routes at which a browser shows no page of ours, and what stands there."""
WHY = "Зертхана меңгерушісі сұрады"
"""Why anything is changed."""
SHORT = "short"
"""A password that is refused."""


@dataclass
class Tourist:
    """Somebody on a tour: their page, where they are, and a mark that makes what they bring in new each time."""

    page: Page
    there: Furnished
    mark: str

    def go(self, path: str) -> None:
        """Open a page of the console, which may refuse but not fail."""
        answer = self.page.goto(self.there.url + path)
        assert answer is not None and answer.status < 500, f"{path} is a fault, not a page"

    def send(self, action: str, *, holds: str | None = None, **said: str) -> None:
        """Fill in the form that leads to a path, and has a field, and send it past the browser's checks, as it is."""
        field = "" if holds is None else f':has([name="{holds}"])'
        form = self.page.locator(f'form[action="{action}"]{field}').first
        form.evaluate(
            """form => {
                form.noValidate = true;
                for (let at = form; at; at = at.parentElement) { at.matches("details") && (at.open = true); }
            }"""
        )
        for name, value in said.items():
            field = form.locator(f'[name="{name}"]').first
            if field.get_attribute("type") in ("checkbox", "radio"):
                form.locator(f'[name="{name}"][value="{value}"]').check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        with self.page.expect_navigation() as answer:
            form.evaluate("form => form.requestSubmit([...form.querySelectorAll('button')].at(0))")
        assert answer.value.status < 500, f"{action} is a fault, not a page"

    def post(self, path: str, **said: str) -> None:
        """Send what no form offers, as somebody would who writes a form of their own."""
        with self.page.expect_navigation() as answer:
            self.page.evaluate(
                """([path, said]) => {
                    const form = Object.assign(document.createElement("form"), {method: "post", action: path});
                    const csrf = document.querySelector("[name=csrf]").cloneNode();
                    form.append(csrf, ...Object.entries(said).map(([name, value]) =>
                        Object.assign(document.createElement("input"), {type: "hidden", name, value})));
                    document.body.append(form);
                    form.submit();
                }""",
                [path, said],
            )
        assert answer.value.status < 500, f"{path} is a fault, not a page"


def outside(me: Tourist) -> Iterator[str]:
    """Go where anybody may go."""
    me.go("/sign-in")
    yield "sign-in"
    with me.page.expect_navigation():
        me.page.locator(".languages [aria-current]").click()
    me.send("/sign-in", login="nobody", password="no such password", code="000000")
    yield "sign-in-refused"
    me.go(me.there.receipt)
    me.page.locator("details").evaluate("details => details.open = true")
    yield "receipt"
    me.send(me.there.receipt, number=iin(7))
    yield "receipt-refused"
    me.go("/r/0000000000000000")
    yield "receipt-unknown"


def officer(me: Tourist) -> Iterator[str]:
    """Go through what is about people: as a privacy officer, who sees the most of it."""
    me.go("/")
    me.page.locator("details").first.evaluate("details => details.open = true")
    yield "today"
    me.go("/?day=2026-01-01")
    yield "today-quiet"
    me.go("/?day=yesterday")
    yield "refused"
    me.go("/find")
    yield "find"
    me.send("/find", number="900101300127")
    yield "find-refused"
    me.send("/find", number=iin(99))
    yield "find-nobody"
    me.go(f"/find?scope={SCOPE}&decision=deny&standing=active")
    yield "found"
    me.go("/find")
    me.send("/find", holds="name", name="Әсел", since="2026-01-01")
    yield "found-by-name"
    me.go(me.there.statement)
    yield "statement"
    correction = f"{me.there.statement}/correction"
    me.send(correction, reason="Басқа адам", login="nobody", password="no such password", code="000000")
    yield "statement-refused"
    me.go(me.there.paper)
    yield "paper"
    me.go(me.there.corrected)
    yield "corrected"
    me.go("/statements/0197a000-0000-7000-8000-000000000000")
    yield "unknown"
    me.go("/staff")
    yield "staff"
    me.go("/audit")
    yield "audit"
    me.send("/audit/check")
    yield "audit-report"
    me.go("/stations")
    yield "stations-read"
    me.go("/access")
    yield "scope-missing"
    me.go("/site?sort=gap&from=50")
    yield "site-lacks"
    yield from long_work(me)
    yield from _person(me)


def _person(me: Tourist) -> Iterator[str]:
    """Find somebody, begin a withdrawal, and stay away so long that the session ends."""
    me.go("/find")
    me.send("/find", number=IIN)
    yield "person"
    person = me.page.url.removeprefix(me.there.url)
    yield from persons_work(me)
    me.go(person)
    me.page.locator('a[href$="/withdrawal"]').click()
    yield "withdrawal"
    action = me.page.url.removeprefix(me.there.url)
    me.send(action, words="Енді қаламаймын.")
    yield "withdrawal-refused"
    me.page.context.clear_cookies(name="econsent-session")
    me.send(action, scope=SCOPE, words="Енді қаламаймын.\nСебебін айтпаймын.")
    yield "sign-in-kept"
    login = f"back-{me.mark}"
    secret = let_in(me.there, "privacy-officer", login)
    me.send("/sign-in", login=login, password=PASSWORD, code=code_of(secret))
    yield "resume"
    me.go("/find")
    me.send("/sign-out")


def admin(me: Tourist) -> Iterator[str]:
    """Go through what is about the house: as an admin, who sees nobody's statements."""
    me.go("/")
    yield "today-admin"
    yield from _site(me)
    me.go("/forms")
    yield "forms"
    me.go("/forms/patient-filming/2026.2")
    yield "form"
    me.go("/forms/patient-filming/2026.1/2026.2")
    yield "forms-compared"
    me.go("/forms/no-such-form/1")
    yield "form-unknown"
    yield from handed_in(me)
    yield from _subscribers(me)
    yield from _access(me)
    yield from _stations(me)


def _site(me: Tourist) -> Iterator[str]:
    me.go("/site")
    yield "site"
    me.page.locator('main a[href$="from=50#points"]').click()
    yield "site-end"
    me.page.locator('main a[href^="/site/points/abai-12?"]').first.click()
    yield "point"
    me.go("/site/points/tole-bi-59")
    yield "point-lacks"
    me.go("/site/points/dostyk-1")
    yield "point-condition"
    me.go("/site/points/no-such-point")
    yield "point-unknown"


def _subscribers(me: Tourist) -> Iterator[str]:
    me.go("/subscribers")
    yield "subscribers"
    me.post("/subscribers", url="https://cameras.example/hook", reason=WHY)
    yield "subscribers-refused"
    me.go(me.there.subscriber)
    yield "subscriber"
    me.send(f"{me.there.subscriber}/resume", reason=WHY)
    me.send(f"{me.there.subscriber}/pause", reason=WHY)
    me.send(f"{me.there.subscriber}/redeliveries", index="3", reason=WHY)
    yield "subscriber-again"
    me.send(f"{me.there.subscriber}/redeliveries", index="3", reason="")
    yield "subscriber-no-reason"
    one = me.there.subscriber.rpartition("/")[2]
    me.go(me.there.subscriber)
    me.there.library.subscribers.pause(one, intent=Intent(reason="Жөнделіп жатыр"))
    me.send(f"{me.there.subscriber}/rotation", reason=WHY)
    yield "subscriber-changed-meanwhile"
    me.send(f"{me.there.subscriber}/rotation", reason=WHY)
    yield "secret-rotated"
    me.go(me.there.subscriber)
    me.post("/subscribers/no-such-subscriber/end", reason=WHY)
    yield "subscriber-unknown"


def _access(me: Tourist) -> Iterator[str]:
    me.go("/access")
    yield "access"
    me.send("/access/people", name="Дәрігер", login=f"new-{me.mark}", password=SHORT, reason=WHY)
    yield "person-refused"
    me.send("/access/people", name="Дәрігер", login=f"new-{me.mark}", password=PASSWORD, reason=WHY)
    yield "person-enrolled"
    me.go("/access")
    me.send("/access/keys", name="", days="365", reason=WHY)
    yield "key-refused"
    me.send("/access/keys", name="Бейнебақылау", days="365", scope="decision", subject="patient", reason=WHY)
    yield "key-issued"
    me.go("/access")
    me.page.locator("details").last.evaluate("details => details.open = true")
    yield "access-open"
    person, key = _changed(me, "password"), _changed(me, "rotation")
    me.send(f"{person}/password", password=SHORT, reason=WHY)
    yield "password-refused"
    me.send(f"{person}/totp", reason=WHY)
    me.go("/access")
    me.send(f"{key}/rotation", reason=WHY)
    me.go("/access")
    key = _changed(me, "rotation")
    me.send(f"{key}/end", reason="")
    yield "access-no-reason"
    me.there.library.accounts.rotate_key(key.rpartition("/")[2], intent=Intent(reason="Жыл сайын"))
    me.send(f"{key}/end", reason=WHY)
    yield "access-changed-meanwhile"
    me.send(f"{key}/end", reason=WHY)


def _changed(me: Tourist, what: str) -> str:
    """Return the path of the newest principal of whom something can be changed."""
    action = me.page.locator(f'form[action$="/{what}"]').last.get_attribute("action")
    assert action is not None
    return action.removesuffix(f"/{what}")


def _stations(me: Tourist) -> Iterator[str]:
    hand = Hand.enrol(me.there.library)
    station = hand.device_id
    skip(me.there.library, hand)
    invited = me.there.library.invite(name="8-киоск", point="Абай даңғылы, 12").device_id
    me.go("/stations")
    yield "stations"
    me.send(f"/stations/{station}/acknowledgement", reason="")
    yield "stations-no-reason"
    me.send(f"/stations/{station}/acknowledgement", reason="Көшірмеден қалпына келтірілді")
    me.send(f"/stations/{invited}/cancellation", reason=WHY)
    yield "stations-seen-to"
    me.post(f"/stations/{invited}/cancellation", reason=WHY)
    yield "invitation-unknown"
    me.go("/stations/invitation")
    yield "invitation"
    me.send("/stations/invitation", name="7-киоск", point="", minutes="99999", reason=WHY)
    yield "invitation-refused"
    me.send("/stations/invitation", name="7-киоск", point="Абай даңғылы, 12", room="104", minutes="60", reason=WHY)
    yield "station-code"
    revocation = f"/stations/{station}/revocation"
    me.go(revocation)
    yield "revocation"
    me.send(revocation, reason="Ұрланған")
    yield "revocation-refused"
    me.send(revocation, reason="Ұрланған", sure="true")
    me.go(revocation)
    yield "revoked"


TOURS: dict[Duty | None, Callable[[Tourist], Iterator[str]]] = {
    None: outside,
    "privacy-officer": officer,
    "admin": admin,
}


@dataclass
class Travel:
    """All tours through one library, in one language after another.

    `came_to` are the routes at which a page was asked for in the last one,
    `strayed` is every request that left the origin, `complaints` what a script or the browser found wrong.
    """

    browser: Browser
    there: Furnished
    came_to: set[str] = field(default_factory=set)
    strayed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _states: dict[Duty, StorageState] = field(default_factory=dict)

    def pages(self, language: str) -> Iterator[tuple[str, Page]]:
        """Go through every page in a language; yield the name of each, and the page."""
        self.came_to.clear()
        for duty, tour in TOURS.items():
            context = self._context(duty, language)
            page = context.new_page()
            page.on("pageerror", lambda error: self.complaints.append(str(error)))
            page.on(
                "console", lambda said: self.complaints.append(said.text) if "Content Security" in said.text else None
            )
            for name in tour(Tourist(page, self.there, language)):
                assert page.locator("html").get_attribute("lang") == language, f"{name} is in another language"
                yield name, page
            context.close()

    def _context(self, duty: Duty | None, language: str) -> BrowserContext:
        if duty is not None and duty not in self._states:
            self._states[duty] = state_of(self.browser, self.there, duty, duty)
        context = opened(
            self.browser,
            locale=language,
            viewport={"width": 1280, "height": 900},
            storage_state=self._states.get(duty) if duty else None,
        )
        context.on("request", self._note)
        return context

    def _note(self, asked: Request) -> None:
        if not asked.url.startswith(self.there.url):
            self.strayed.append(asked.url)
        elif asked.is_navigation_request():
            path = asked.url.removeprefix(self.there.url).partition("?")[0]
            self.came_to.update(_route(asked.method, path))


def unseen(came_to: set[str]) -> set[str]:
    """Return every route of the console that is a page, or leads to one, and at which nobody was."""
    every = {f"{method} {path}" for route in ROUTES for path in route.paths for method in route.http_methods}
    return {one for one in every if not one.startswith(("HEAD ", "OPTIONS "))} - came_to - set(NO_PAGES)


def _route(method: str, path: str) -> list[str]:
    """Return the route that answers at a path: that with the fewest parts left open."""
    fitting = [
        pattern
        for route in ROUTES
        for pattern in route.paths
        if method in route.http_methods and re.fullmatch(re.sub(r"\{\w+:str\}", "[^/]+", pattern), path)
    ]
    return [f"{method} {min(fitting, key=lambda pattern: pattern.count('{'))}"] if fitting else []
