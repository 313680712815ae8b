"""Whatever is typed into any field of any page is taken or refused with a page, and is never a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from econsent.access import Duty
from tests.browser.conftest import PASSWORD
from tests.browser.furnished import Furnished, code_of, furnished, let_in

VALUES = (
    "9" * 5000, "9" * 21, "9" * 15, "-1", "0", "\u0663", "\u00b2", "1e9", "1.5", "0001-01-01", "9999-12-31", "A" * 5000,
    "\x00", "%00", "\u202e<script>", "null", "[]", "true", "../..",
)  # fmt: skip
"""Longer than a number may be, larger than a store counts, digits of other scripts, ends of the calendar, and more."""
PARTS = 3
LEAVING = ("/sign-out", "/language")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/people/)[^/?]+|=[^&]*")
_MOST = 300


class Form(NamedTuple):
    """A form as a page has it: how and where it is sent, its fields with what stands in them, and if it has files."""

    method: str
    action: str
    fields: tuple[tuple[str, str], ...]
    files: bool


class Reader(HTMLParser):
    """Reads the links and forms of a page."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path, self.links, self.forms = path, list[str](), list[Form]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and said.get("href", "").startswith("/"):
            self.links.append(said["href"].partition("#")[0])
        elif tag == "form":
            action = said.get("action") or self.path
            self.forms.append(Form(said.get("method", "get"), action, (), "enctype" in said))
        elif tag in ("input", "textarea", "select", "button") and "name" in said and self.forms:
            form = self.forms.pop()
            self.forms.append(form._replace(fields=(*form.fields, (said["name"], said.get("value", "")))))


class Stranger:
    """Somebody signed in who goes to every page that leads on from the first, and sends every form of it anyhow."""

    def __init__(self, there: Furnished, duty: Duty, part: int) -> None:
        secret = let_in(there, duty, duty)
        self.me = next(one.id for one in there.library.accounts.listed() if getattr(one, "login", "") == duty)
        self.http = httpx.Client(base_url=there.url, headers={"accept-language": "en", "origin": there.url}, timeout=60)
        said = {"login": duty, "password": PASSWORD, "code": code_of(secret), "next": "/"}
        assert self.http.post("/sign-in", data=said).status_code == 303
        self.pages: dict[str, Reader] = {}
        self.part, self.tried = part, 0
        self.visit(["/", there.statement, there.paper, there.corrected, there.receipt, there.subscriber])

    def visit(self, waiting: list[str]) -> None:
        while waiting:
            path = waiting.pop()
            kind = _ID.sub("", path)
            if kind in self.pages or path.startswith(("/v1/", "/fhir/")):
                continue
            assert len(self.pages) < _MOST, "the pages lead on without an end"
            answer = self.http.get(path)
            assert answer.status_code < 500, path
            html = answer.headers.get("content-type", "").startswith("text/html")
            self.pages[kind] = page = Reader(path, answer.text if html else "")
            waiting += page.links

    def forms(self) -> dict[object, Form]:
        """Return every form but those that sign me out or end me."""
        every = {
            (form.method, _ID.sub("", form.action), frozenset(name for name, _ in form.fields)): form
            for page in self.pages.values()
            for form in page.forms
        }
        return {kind: form for kind, form in every.items() if self.me not in form.action and form.action not in LEAVING}

    def faults(self) -> Iterator[str]:
        """Say which field of which address or form ends in a fault, or in a page that is not there, and with what."""
        for page in [page for page in self.pages.values() if "?" in page.path]:
            address = urlsplit(page.path)
            for name, _ in parse_qsl(address.query, keep_blank_values=True):
                for value in self.values():
                    if self.http.get(address.path, params={name: value}).status_code >= 500:
                        yield f"{address.path}?{name}={value[:12]!r}"
        for form in self.forms().values():
            for name in sorted({name for name, _ in form.fields} - {"csrf"}):
                for value in self.values():
                    if self.send(form, {name: value}).status_code >= 500:
                        yield f"{form.method} {form.action} {name}={value[:12]!r}"
        assert self.http.get("/").status_code == 200, "the session ended on the way"

    def values(self) -> tuple[str, ...]:
        """Return what is typed into the next field: a part of all, and another part into the field after it."""
        self.tried += 1
        return VALUES[(self.tried + self.part) % PARTS :: PARTS]

    def send(self, form: Form, typed: dict[str, str]) -> httpx.Response:
        fields = {"reason": "Asked for", **{name: value for name, value in form.fields if value}, **typed}
        if form.method == "get":
            return self.http.get(form.action, params=fields)
        files = {"file": ("file", fields.pop("file", "").encode())} if form.files else None
        return self.http.post(form.action, data=fields, files=files)


@pytest.mark.no_cover
@pytest.mark.parametrize("duty", ["privacy-officer", "admin"])
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.sweep) for part in range(1, PARTS))])
def test_no_field_of_any_page_takes_what_makes_it_fail(duty: Duty, part: int):
    with furnished() as there:
        stranger = Stranger(there, duty, part)
        assert len(stranger.forms()) > 8
        assert not list(stranger.faults())
