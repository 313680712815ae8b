"""A browser without a screen, for what the console does where none is needed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import httpx
import pyotp

from econsent.access import Duty
from econsent.library import Library
from econsent.principals import PersonRequest
from tests.builders import IIN

PASSWORD = "correct horse battery"
COOKIE = "econsent-session"


class Browser:
    """A browser without a screen: keeps cookies, follows redirects, and says where its forms come from."""

    def __init__(self, library: Library, url: str, duty: Duty, login: str = "") -> None:
        self.library, self.url, self.login = library, url, login or duty
        request = PersonRequest(login=self.login, name=f"N {self.login}", duty=duty, password=PASSWORD)
        self.totp = pyotp.parse_uri(library.accounts.add_person(request).otpauth)
        self.codes = 0
        self.http = httpx.Client(base_url=url, headers={"accept-language": "en", "accept": "text/html"})

    def sign_in(self, **said: str) -> httpx.Response:
        code = self.totp.at(int(time.time()) + 30 * self.codes)
        self.codes += 1
        form = {"login": self.login, "password": PASSWORD, "code": code, "next": "/find", **said}
        return self.http.post("/sign-in", data=form, headers={"origin": self.url})

    def post(self, path: str, headers: dict[str, str] | None = None, **form: str | list[str]) -> httpx.Response:
        """Send a form of this session."""
        return self.http.post(path, data={"csrf": self.csrf(), "reason": "Asked for", **form}, headers=headers)

    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.http.get("/find").text)
        return found[1] if found else ""

    def person(self) -> str:
        """Return the path of the page of the person of the tests."""
        return self.post("/find", system="kz.iin", number=IIN).headers["location"]


Sit = Callable[..., Browser]
