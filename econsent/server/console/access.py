"""Who may ask: people and their duties, keys and clients of programs. A secret is shown once, where it was made."""

from __future__ import annotations

from typing import get_args

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.access import FHIR, VERBS, Duty, read_scopes
from econsent.errors import EconsentError
from econsent.principals import KeyRequest, NewPassword, PersonRequest, Principal
from econsent.server.console import paging, qr, view
from econsent.server.console.former import former_of
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

DUTIES: tuple[Duty, ...] = get_args(Duty)
SCOPES = (*VERBS, *FHIR)
_LIST = "/access"
_LISTED = 20
"""Keys, clients and people on a page: each brings its forms."""


@page("GET", _LIST)
async def everybody(visit: Visit) -> Response[bytes]:
    """Show who may ask, and the forms that let somebody in."""
    return await _shown(visit)


@page("POST", "/access/people")
async def add_person(visit: Visit) -> Response[bytes]:
    """Let a person in; the QR code for their authenticator is shown now and never again."""
    form = visit.form
    try:
        request = view.message(
            PersonRequest, login=form["login"], name=form["name"], duty=form["duty"], password=form.raw("password")
        )
        added = await visit.change(visit.library.accounts.add_person, request)
    except EconsentError as error:
        return await _shown(visit, error)
    return _enrolled(visit, added.principal.name, added.otpauth)


@page("POST", "/access/keys")
async def add_key(visit: Visit) -> Response[bytes]:
    """Make a key for a program; it is shown now and never again."""
    form = visit.form
    try:
        request = view.message(
            KeyRequest, name=form["name"], scopes=form.every("scope"), subjects=form.every("subject"),
            days=view.number(form["days"]) if form["days"] else None,
        )  # fmt: skip
        issued = await visit.change(visit.library.accounts.add_key, request)
    except EconsentError as error:
        return await _shown(visit, error)
    return view.page(visit, "key-issued.html", name=issued.principal.name, key=issued.key, back=_LIST)


@page("POST", "/access/{principal_id:str}/rotation")
async def rotate(visit: Visit) -> Response[bytes]:
    """Make another key in place of one."""
    try:
        issued = await visit.change(visit.library.accounts.rotate_key, visit.path("principal_id"))
    except EconsentError as error:
        return await _shown(visit, error)
    return view.page(visit, "key-issued.html", name=issued.principal.name, key=issued.key, back=_LIST)


@page("POST", "/access/{principal_id:str}/totp")
async def renew_totp(visit: Visit) -> Response[bytes]:
    """Put another authenticator in the place of a person's."""
    try:
        renewed = await visit.change(visit.library.accounts.renew_totp, visit.path("principal_id"))
    except EconsentError as error:
        return await _shown(visit, error)
    return _enrolled(visit, renewed.principal.name, renewed.otpauth)


@page("POST", "/access/{principal_id:str}/password")
async def set_password(visit: Visit) -> Response[bytes]:
    """Put another password in the place of a person's."""
    try:
        request = view.message(NewPassword, password=visit.form.raw("password"))
        await visit.change(visit.library.accounts.set_password, visit.path("principal_id"), request)
    except EconsentError as error:
        return await _shown(visit, error)
    return view.led_to(_LIST)


@page("POST", "/access/{principal_id:str}/end")
async def disable(visit: Visit) -> Response[bytes]:
    """Let a key, client or person open nothing more."""
    try:
        await visit.change(visit.library.accounts.disable, visit.path("principal_id"))
    except EconsentError as error:
        return await _shown(visit, error)
    return view.led_to(_LIST)


async def _shown(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    every = await visit.ask(visit.library.accounts.listed)
    told = next((place for place, one in enumerate(every) if visit.form["act"].endswith(f"-{one.id}")), None)
    part = paging.part(visit, every, _LISTED, holding=told)
    return view.page(
        visit, "access.html", error,
        part=part, may=_may, duties=DUTIES, scopes=SCOPES, former=await former_of(visit, error),
    )  # fmt: skip


def _may(one: Principal) -> list[str]:
    """Return what somebody may ask, each scope by itself, in the order in which they are given."""
    had = read_scopes(one.scopes)
    return [scope for scope in SCOPES if scope in had]


def _enrolled(visit: Visit, name: str, otpauth: str) -> Response[bytes]:
    return view.page(visit, "person-enrolled.html", name=name, otpauth=otpauth, code=qr.svg(otpauth, name))


ROUTES: tuple[HTTPRouteHandler, ...] = (everybody, add_person, add_key, rotate, renew_totp, set_password, disable)
