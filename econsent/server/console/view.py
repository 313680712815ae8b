"""Pages as they are sent: a template, the words of a language, and headers that let nothing in from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

import jinja2
import msgspec
from litestar import Response
from markupsafe import Markup

from econsent.errors import ArgumentInvalid, EconsentError
from econsent.forms import Catalogue
from econsent.record import Language, rule_and_path
from econsent.server.access import AnyRequest, library_of
from econsent.server.console.assets import address
from econsent.server.console.visit import NUMBER, Visit, language_of
from econsent.server.console.words import LANGUAGES, words
from econsent.standing import KAZAKHSTAN

Said = TypeVar("Said")
HTML = "text/html; charset=utf-8"
SEEN = "seen"
"""Where the state of a request has how far all was before its page was made."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",  # with `no-referrer` browsers hide where a form comes from, which is checked
    "x-frame-options": "DENY",
}
NAV: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("today", "/", ()),
    ("find", "/find", ("statements.read",)),
    ("staff", "/staff", ("statements.read",)),
    ("site", "/site", ("site.read",)),
    ("stations", "/stations", ("stations.read",)),
    ("forms", "/forms", ()),
    ("works", "/works", ("statements.read", "log.check", "log.preserve", "site.write", "forms.release")),
    ("subscribers", "/subscribers", ("subscribers.manage",)),
    ("audit", "/audit", ("audit.read",)),
    ("access", "/access", ("access.manage",)),
)
"""Every entry of the menu: its key, its path, and the scopes of which one makes it worth offering."""


def page(visit: Visit, template: str, error: EconsentError | None = None, **said: Any) -> Response[bytes]:
    """Return a page for somebody who is signed in; with an error it says what is wrong, and keeps what was typed."""
    menu = [(key, path) for key, path, scopes in NAV if not scopes or visit.may(*scopes)]
    seen = visit.request.scope["state"].get(SEEN, "")
    return shown(
        visit.request, template, error, form=visit.form, visit=visit, menu=menu, csrf=visit.csrf, seen=seen, **said
    )


def shown(
    request: AnyRequest, template: str, error: EconsentError | None = None, *, status: int | None = None, **said: Any
) -> Response[bytes]:
    """Return a page for anybody, with the status of the error that it tells of, if any."""
    library = library_of(request)
    speech = Speech(language_of(request), lambda: library.catalogue)
    body = rendered(
        speech, template, path=request.url.path, here=readable_at(request), library=library, error=error, **said
    )
    code = status or (200 if error is None else error.status)
    return Response(body, status_code=code, media_type=HTML, headers=dict(HEADERS))


def here(request: AnyRequest) -> str:
    """Return the path of a page with what its query says."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def readable_at(request: AnyRequest) -> str:
    """Return where a page can be asked for again: its own path, or that of the page which a sent form belongs to."""
    if request.method == "GET":
        return here(request)
    path = request.url.path
    readable = [route.path_components for route in request.app.routes if "GET" in getattr(route, "methods", ())]
    while path and not any(_fits(path, components) for components in readable):
        path = path.rpartition("/")[0]
    return path or "/"


def _fits(path: str, components: Sequence[object]) -> bool:
    """Say whether a path is of a route: the same words, and anything where the route has a parameter."""
    words = path.strip("/").split("/")
    return len(words) == len(components) and all(
        not isinstance(of, str) or of == word for word, of in zip(words, components, strict=True)
    )


def refused(request: AnyRequest, error: EconsentError, visit: Visit | None = None) -> Response[bytes]:
    """Return what went wrong as a page: in the reader's words what it means, and exactly what the library said."""
    if visit is not None:
        return page(visit, "refused.html", error)
    return shown(request, "refused.html", error, menu=())


def led_to(path: str) -> Response[bytes]:
    """Return the answer to a form that was taken: the browser goes on to a page, and sends nothing again."""
    return Response(b"", status_code=303, headers={"location": path})


def number(said: str) -> int | str:
    """Return a whole number that was typed; any other text as it is, which no message takes for a number."""
    return int(said) if NUMBER.fullmatch(said) else said


def message(made: type[Said], **fields: object) -> Said:
    """Return a message made of what a form says; raise ArgumentInvalid, which names the field, or IinInvalid."""
    try:
        return msgspec.convert(fields, made)
    except msgspec.ValidationError as error:
        rule, path = rule_and_path(error)
        raise ArgumentInvalid(f"The form is refused: {rule}.", kept="Nothing was changed.", path=path) from None


def rendered(speech: Speech, template: str, **said: Any) -> bytes:
    """Return a template filled; everything in it is escaped."""
    filled = _templates().get_template(template)
    return filled.render(t=speech, language=speech.language, languages=LANGUAGES, **said).encode()


class Speech:
    """The words of a language, as templates call them: ``t("find.title")``, ``t("today.count", n=3)``.

    What the record's own words are called comes from the forms: a scope is called what the person read.
    """

    def __init__(self, language: Language, catalogue: Callable[[], Catalogue]) -> None:
        self.language = language
        self._words: Mapping[str, str] = words(language)
        self._catalogue = catalogue

    def __call__(self, key: str, **values: object) -> str:
        """Return a text; what stands in braces is replaced."""
        return self._words[key].format(**values) if values else self._words[key]

    def known(self, group: str, word: str) -> str:
        """Return what a token of the record is called, or the token itself where an organisation brought its own."""
        return self._words.get(f"{group}.{word}", word)

    def asked(self, verb: str) -> str:
        """Return what a verb of the audit trail is called, or the verb itself where it is not known here."""
        root, _, rest = verb.partition(".")
        kind, _, step = rest.partition(".")
        if root == "works" and f"kinds.{kind}" in self._words:
            return self(f"asked.works-{step or 'begin'}", kind=self(f"kinds.{kind}"))
        return self.known("asked", verb)

    def label(self, key: str) -> str:
        """Return what documents call a word of the record, or the word itself."""
        catalogue = self._catalogue()
        labels = catalogue.labels(catalogue.latest_labels(), self.language)
        return labels.get(key, key.partition(".")[2])

    def paragraph(self, said: str) -> str:
        """Return what a paragraph of an act is called, or a part of one: ``8-1¶2``."""
        number, _, part = said.partition("¶")
        return self("site.part", number=number, part=part) if part else self("site.paragraph", number=number)

    def scope(self, scope: str) -> str:
        """Return what the newest form that asks for a scope calls it, or the scope itself."""
        return self._titles.get(scope, scope)

    @property
    def scopes(self) -> tuple[str, ...]:
        """Every scope that a form asks for, in the order of the forms."""
        return tuple(self._titles)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        titles: dict[str, str] = {}
        for form in self._catalogue().forms():
            if form.kind == "consent" and self.language in form.languages:
                text = form.text(self.language)
                titles |= {scope.id: text.section(f"scope.{scope.id}").heading for scope in form.scopes}
        return titles


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("econsent.server.console"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"asset": address}
    environment.filters |= {"moment": moment, "last_day": last_day}
    return environment


def moment(said: str) -> Markup:
    """Return a moment as people in Kazakhstan read it, with the exact one behind it."""
    local = dt.datetime.fromisoformat(said).astimezone(KAZAKHSTAN)
    return Markup('<time datetime="{}">{:%d.%m.%Y %H:%M}</time>').format(said, local)


def last_day(ends: str) -> str:
    """Return the last whole day before a moment, as people in Kazakhstan read it."""
    before = dt.datetime.fromisoformat(ends) - dt.timedelta(milliseconds=1)
    return before.astimezone(KAZAKHSTAN).strftime("%d.%m.%Y")
