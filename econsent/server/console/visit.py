"""Somebody at the console: who they are, in which language, and what their browser shows to prove both.

The session is a person's token in a cookie that no script reads (`HttpOnly`), that no other site's form sends
(`SameSite`) and, over TLS, that no other host sets (`__Host-`). A form carries a token made from it, which another site
cannot know. A person on a page is named by an alias of whoever is signed in, so that no URL names anybody.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from econsent.access import Asker, Intent
from econsent.errors import RequestInvalid, RequestTooLarge
from econsent.library import Library
from econsent.record import Identifier, Language
from econsent.server.access import AnyRequest, beside, gate_of, library_of, peer_of
from econsent.server.console.uploads import MULTIPART, Upload, parse
from econsent.server.console.words import chosen
from econsent.server.reading import check_type, headers_of, read

CSRF = "csrf"
LANGUAGE = "econsent-language"
_SESSION = "econsent-session"
_FORM = b"application/x-www-form-urlencoded"
_MAX_FIELDS = 500
NUMBER = re.compile(r"[0-9]{1,15}")
_SAME = ("same-origin", "none")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed into a form: texts by name."""

    fields: Sequence[tuple[str, str]] = ()
    files: Sequence[Upload] = ()

    def __getitem__(self, name: str) -> str:
        """Return the first value of a name without the spaces around it, empty where there is none."""
        return next((value.strip() for key, value in self.fields if key == name), "")

    def raw(self, name: str) -> str:
        """Return the first value of a name exactly as it was typed, with its spaces: a password."""
        return next((value for key, value in self.fields if key == name), "")

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a name that may be chosen more than once."""
        return tuple(value for key, value in self.fields if key == name)

    def files_of(self, name: str) -> tuple[bytes, ...]:
        """Return the files that were sent in the field of a name."""
        return tuple(one.content for one in self.files if one.name == name)

    def typed(self) -> list[tuple[str, str]]:
        """Return what a person typed: all but the token, and what nobody else may see."""
        return [(name, value) for name, value in self.fields if name not in (CSRF, "password", "code")]


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of somebody who is signed in. `form` is what was sent with it, its token already compared."""

    request: AnyRequest
    language: Language
    asker: Asker
    token: str
    form: Form

    @property
    def library(self) -> Library:
        """The library that is asked."""
        return library_of(self.request)

    @property
    def csrf(self) -> str:
        """The token that a form of this session carries."""
        return csrf_of(self.token)

    def path(self, name: str) -> str:
        """Return a part of the path."""
        said: str = self.request.path_params[name]
        return said

    def may(self, *scopes: str) -> bool:
        """Say whether any of some scopes is there: what one may not ask is not offered. The verb itself decides."""
        return any(scope in self.asker.scopes for scope in scopes)

    @property
    def intent(self) -> Intent:
        """Why something is to be changed and which version of it was on the page, as the form says.

        Raises RequestInvalid where the version is none.
        """
        version = self.form["version"]
        if version and not NUMBER.fullmatch(version):
            raise RequestInvalid("The form names no version that is one.", kept="Nothing was changed.", path="version")
        return Intent(reason=self.form["reason"], version=int(version) if version else None)

    async def change(self, verb: Callable[..., Result], *said: Any, **named: Any) -> Result:
        """Ask a verb that changes something, for the reason and of the version that the form says."""
        return await self.ask(verb, *said, intent=self.intent, **named)

    async def my_name(self) -> str:
        """Return the name of whoever is signed in."""
        return await beside(self.library.door.person_of, self.asker)

    async def ask(self, verb: Callable[..., Result], *said: Any, **named: Any) -> Result:
        """Ask a verb of the library as whoever is signed in; raise what it raises."""
        return await beside(verb, *said, asker=self.asker, **named)

    def name_of(self, person: Identifier) -> str:
        """Return a text for a URL that names a person to whoever is signed in, and to nobody else."""
        return self.library.aliases.of(person, self.asker)

    def named(self, text: str) -> Identifier:
        """Return the person that `name_of` made a text of; raise StatementUnknown for any other text."""
        return self.library.aliases.person(text, self.asker)


async def arrived(request: AnyRequest, form: Form) -> Visit:
    """Return who is at the console; a form must have been sent from a page of this session.

    Raises AccessDenied where nobody is signed in, RateLimited, RequestInvalid, RequestTooLarge or StoreError leaves.
    """
    token = token_of(request)
    asker = gate_of(request).admit(f"Bearer {token}", peer_of(request))
    request.scope["state"]["asker"] = asker
    if request.method != "GET":
        check_form(form, token)
        await beside(library_of(request).door.renew, token)
    elif "hx-request" not in request.headers or request.headers.get("hx-boosted"):
        await beside(library_of(request).door.renew, token)  # a page that refreshes by itself keeps nobody signed in
    return Visit(request, language_of(request), asker, token, form)


async def sent(request: AnyRequest) -> Form:
    """Return the form in a request's body, an empty one for a GET.

    Raises RequestInvalid where another site sent it or it cannot be read, or RequestTooLarge.
    """
    if request.method == "GET":
        return Form()
    headers = headers_of(request.scope)
    _check_origin(request)
    check_type(headers, _FORM)
    try:
        body = (await read(request.receive, headers)).decode()
        return Form(parse_qsl(body, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict"))
    except ValueError:
        raise _unreadable() from None


async def sent_with_files(request: AnyRequest, most: int) -> Form:
    """Return the form in a request's body, with its files, of so many bytes at most.

    Nobody who is not signed in makes the library read as much. Raises as `sent` does, or AccessDenied, RateLimited.
    """
    headers = headers_of(request.scope)
    _check_origin(request)
    check_type(headers, MULTIPART)
    gate_of(request).admit(f"Bearer {token_of(request)}", peer_of(request))
    try:
        body = await read(request.receive, headers, most)
    except RequestTooLarge:
        await _let_pass(request, 4 * most)
        raise
    try:
        return Form(*parse(body, request.headers["content-type"]))
    except ValueError:
        raise _unreadable() from None


async def _let_pass(request: AnyRequest, most: int) -> None:
    """Read what is not taken to its end, if that is near: a browser shows no answer while it is still sending."""
    while most > 0:
        event: Any = await request.receive()
        most -= len(event.get("body", b""))
        if event["type"] != "http.request" or not event.get("more_body", False):
            return


def _check_origin(request: AnyRequest) -> None:
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin, host = request.headers.get("origin"), request.headers.get("host", "")
    if site not in _SAME or (origin is not None and urlsplit(origin).netloc != host):
        raise RequestInvalid("A form of another site is not taken.", kept="Nothing was changed.")


def _unreadable() -> RequestInvalid:
    return RequestInvalid("The form cannot be read.", kept="Nothing was changed.")


def check_form(form: Form, token: str) -> None:
    """Raise RequestInvalid where a form is not of a page of this session."""
    if not hmac.compare_digest(form[CSRF].encode(), csrf_of(token).encode()):
        raise RequestInvalid(
            "The form is of another session.", kept="Nothing was changed.", remedy="Open the page again.", path=CSRF
        )


def csrf_of(token: str) -> str:
    """Return the token of the forms of a session."""
    return base64.urlsafe_b64encode(hmac.digest(token.encode(), b"econsent console form", sha256)).decode().rstrip("=")


def token_of(request: AnyRequest) -> str:
    """Return the token in the session's cookie, empty where there is none."""
    return request.cookies.get(cookie_name(request), "")


def cookie_name(request: AnyRequest) -> str:
    """Return what the session's cookie is called: over TLS browsers let no other host set it."""
    return f"__Host-{_SESSION}" if is_secure(request) else _SESSION


def is_secure(request: AnyRequest) -> bool:
    """Say whether the browser reaches this server over TLS, by a certificate of ours or of a proxy before us."""
    told: str | None = request.app.state["public_url"]
    return request.scope["scheme"] == "https" or (told is not None and told.startswith("https:"))


def cookie(request: AnyRequest, name: str, value: str, *, seconds: int | None = None, script: bool = False) -> str:
    """Return a Set-Cookie header; without `seconds` it ends with the browser, with 0 at once."""
    parts = [f"{name}={value}", "Path=/", "SameSite=Lax"]
    parts += [] if script else ["HttpOnly"]
    parts += ["Secure"] if is_secure(request) else []
    parts += [] if seconds is None else [f"Max-Age={seconds}"]
    return "; ".join(parts)


def language_of(request: AnyRequest) -> Language:
    """Return the language in which somebody is spoken to."""
    return chosen(request.cookies.get(LANGUAGE), request.headers.get("accept-language", ""))
