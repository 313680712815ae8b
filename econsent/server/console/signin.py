"""Signing in and out, and what was typed meanwhile: a session that ends in mid-form loses nothing."""

from __future__ import annotations

import re

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler, get, post

from econsent.errors import AccessDenied, ArgumentInvalid, EconsentError
from econsent.principals import SessionRequest
from econsent.server import problems
from econsent.server.access import AnyRequest, beside, gate_of, library_of, peer_of
from econsent.server.console import view
from econsent.server.console.assets import ROUTE
from econsent.server.console.visit import (
    LANGUAGE,
    Form,
    Visit,
    check_form,
    cookie,
    cookie_name,
    csrf_of,
    sent,
    token_of,
)
from econsent.server.console.words import LANGUAGES

SIGN_IN, SIGN_OUT, SPEAK = "/sign-in", "/sign-out", "/language"
_YEAR = 365 * 24 * 3600
_LOCAL = re.compile(r"/(?:[A-Za-z0-9._~-][A-Za-z0-9._~/=-]*)?(?:\?[A-Za-z0-9._~&=-]*)?")
"""Where a sign-in may lead: a path of ours, never another host's."""
_Typed = list[tuple[str, str]]


def wanted(request: AnyRequest, form: Form) -> Response[bytes]:
    """Return the sign-in in place of a page; what was typed into a form waits in it."""
    if request.headers.get("hx-request"):  # a part of a page that refreshes: the whole page asks for the sign-in
        return Response(b"", status_code=AccessDenied.status, headers={"hx-refresh": "true"})
    typed = form.typed() if request.method == "POST" else []
    return _page(request, view.here(request), typed, status=AccessDenied.status)


def _page(
    request: AnyRequest,
    leads_to: str,
    typed: _Typed,
    *,
    error: EconsentError | None = None,
    login: str = "",
    status: int,
) -> Response[bytes]:
    kept = msgspec.json.encode(typed).decode() if typed else ""
    return view.shown(
        request, "sign-in.html", error, status=status, leads_to=leads_to, typed=kept, login=login, menu=()
    )


@get(SIGN_IN, opt={ROUTE: SIGN_IN})
async def ask(request: AnyRequest) -> Response[bytes]:
    """Show the sign-in."""
    return _page(request, _local(request.query_params.get("next", "/")), [], status=200)


@post(SIGN_IN, opt={ROUTE: SIGN_IN})
async def enter(request: AnyRequest) -> Response[bytes]:
    """Sign somebody in: always with a new token, whatever the browser showed before."""
    form = Form()
    try:
        form = await sent(request)
        said = SessionRequest(login=form["login"], password=form.raw("password"), totp=form["code"].replace(" ", ""))
        with gate_of(request).attempt("access.session.begin", peer_of(request)):
            session = await beside(library_of(request).door.sign_in, said)
    except EconsentError as error:
        request.scope["state"][problems.CODE] = error.code
        return _page(request, _local(form["next"]), _typed(form), error=error, login=form["login"], status=error.status)
    return _entered(request, form, session.token)


def _entered(request: AnyRequest, form: Form, token: str) -> Response[bytes]:
    """Lead on to where somebody wanted to go; a form that was on its way is shown once more before it is sent."""
    leads_to, typed = _local(form["next"]), _typed(form)
    if typed:
        answer = view.shown(request, "resume.html", leads_to=leads_to, typed=typed, csrf=csrf_of(token), menu=())
    else:
        answer = Response(b"", status_code=303, headers={"location": leads_to})
    answer.headers["set-cookie"] = cookie(request, cookie_name(request), token)
    return answer


@post(SIGN_OUT, opt={ROUTE: SIGN_OUT})
async def leave(request: AnyRequest) -> Response[bytes]:
    """Sign somebody out here, or everywhere; the browser forgets what it kept of the pages."""
    token = token_of(request)
    try:
        form = await sent(request)
        check_form(form, token)
        await beside(library_of(request).door.sign_out, token, everywhere=form["everywhere"] == "true")
    except AccessDenied:
        pass  # nobody was signed in any more: that is what was wanted
    except EconsentError as error:
        return view.refused(request, error)
    headers = {
        "location": SIGN_IN,
        "clear-site-data": '"cache"',
        "set-cookie": cookie(request, cookie_name(request), "", seconds=0),
    }
    return Response(b"", status_code=303, headers=headers)


@post(SPEAK, opt={ROUTE: SPEAK})
async def speak(request: AnyRequest) -> Response[bytes]:
    """Go on in another language, on the page from which that was asked."""
    try:
        form = await sent(request)
    except EconsentError as error:
        return view.refused(request, error)
    headers = {"location": _local(form["next"])}
    if form["language"] in LANGUAGES:
        headers["set-cookie"] = cookie(request, LANGUAGE, form["language"], seconds=_YEAR)
    return Response(b"", status_code=303, headers=headers)


async def second_person(visit: Visit, scope: str) -> str:
    """Return the name of another person than the one signed in, who proves here and now that they are there too.

    They give their own login, password and one-time code, and must have the scope as well. Their session ends at once.
    Raises ArgumentInvalid where it is the same person, AccessDenied, RateLimited or ScopeMissing.
    """
    door, form = visit.library.door, visit.form
    said = SessionRequest(login=form["login"], password=form.raw("password"), totp=form["code"].replace(" ", ""))
    with gate_of(visit.request).attempt("access.session.begin", peer_of(visit.request)):
        session = await beside(door.sign_in, said)
    other = await beside(door.admit, session.token)
    await beside(door.sign_out, session.token)
    if other.id == visit.asker.id:
        raise ArgumentInvalid(
            "The second person is the first.", kept="Nothing was changed.", remedy="Ask a colleague.", path="login"
        )
    other.require(scope)
    return await beside(door.person_of, other)


def _local(said: str) -> str:
    return said if _LOCAL.fullmatch(said) else "/"


def _typed(form: Form) -> _Typed:
    try:
        return msgspec.json.decode(form["typed"] or b"[]", type=_Typed)
    except msgspec.MsgspecError:
        return []


ROUTES: tuple[HTTPRouteHandler, ...] = (ask, enter, leave, speak)
