"""The stations: which are late, what was noticed of each, and bringing one in or letting it go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import ArgumentInvalid, DeviceUnknown, EconsentError
from econsent.exchange import InvitationRequest, StationReport, StationShown
from econsent.server.access import beside
from econsent.server.console import paging, qr, view
from econsent.server.console.former import former_of, names_of
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit
from econsent.server.tokens import public_url
from econsent.store.clock import SYSTEM

_STATIONS = "/stations"


@page("GET", _STATIONS)
async def stations(visit: Visit) -> Response[bytes]:
    """Show how every station is, the late ones first, and which invitations are open."""
    return await _shown(visit)


@page("GET", "/stations/invitation")
async def invitation(visit: Visit) -> Response[bytes]:
    """Show the form in which a station is invited."""
    visit.asker.require("stations.invite")
    return await _inviting(visit)


@page("POST", "/stations/invitation")
async def invite(visit: Visit) -> Response[bytes]:
    """Invite a station: the code is on the page that answers, and kept nowhere."""
    form = visit.form
    try:
        asked = view.message(
            InvitationRequest,
            name=form["name"], point=form["point"], room=form["room"], room_kind=form["kind"],
            minutes=view.number(form["minutes"]),
        )  # fmt: skip
        made = await visit.change(
            visit.library.stations.invite,
            name=asked.name, point=asked.point, room=asked.room, room_kind=asked.room_kind, minutes=asked.minutes,
        )  # fmt: skip
    except EconsentError as error:
        return await _inviting(visit, error)
    return view.page(
        visit, "station-code.html",
        asked=asked, made=made, code=qr.svg(made.code, made.code), url=public_url(visit.request),
    )  # fmt: skip


@page("POST", "/stations/{device_id:str}/cancellation")
async def cancel(visit: Visit) -> Response[bytes]:
    """Take an invitation back."""
    return await _done(visit, visit.library.stations.cancel)


@page("POST", "/stations/{device_id:str}/acknowledgement")
async def acknowledge(visit: Visit) -> Response[bytes]:
    """Say that somebody has seen to what was noticed of a station: to what stood on the page, and nothing later."""
    return await _done(visit, visit.library.stations.acknowledge, visit.form["upto"])


@page("GET", "/stations/{device_id:str}/revocation")
async def revocation(visit: Visit) -> Response[bytes]:
    """Show the form in which a station is revoked, or since when it is."""
    visit.asker.require("stations.revoke")
    return await _revoking(visit)


@page("POST", "/stations/{device_id:str}/revocation")
async def revoke(visit: Visit) -> Response[bytes]:
    """Revoke a station, for a reason; whoever comes second is told of the first."""
    device_id, form = visit.path("device_id"), visit.form
    try:
        if form["sure"] != "true":
            raise ArgumentInvalid("Whether you are sure was not said.", kept="Nothing was changed.", path="sure")
        revoked = await visit.change(visit.library.stations.revoke, device_id)
    except EconsentError as error:
        return await _revoking(visit, error)
    if (revoked.by, revoked.reason) != (visit.asker.id, visit.intent.reason):
        return view.led_to(f"/stations/{device_id}/revocation")
    return view.led_to(_STATIONS)


def late_of(report: StationReport) -> int:
    """Return how many stations of a report are late."""
    return sum(one.late for one in report.stations)


async def _done(visit: Visit, verb: Callable[..., Any], *said: Any) -> Response[bytes]:
    try:
        await visit.change(verb, visit.path("device_id"), *said)
    except EconsentError as error:
        return await _shown(visit, error)
    return view.led_to(_STATIONS)


async def _shown(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    report = await visit.ask(visit.library.stations.listed)
    seen = [alarm.acknowledged for one in report.stations for alarm in one.alarms]
    ids = [one.by for one in (*(one.revoked for one in report.stations), *seen) if one is not None]
    return view.page(
        visit, "stations.html", error,
        report=report, part=paging.part(visit, report.stations), late=late_of(report), names=await names_of(visit, ids),
        former=await former_of(visit, error),
    )  # fmt: skip


async def _inviting(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    law = await beside(visit.library.site.law, SYSTEM.wall())
    kinds = sorted((law.label(f"room.{kind}", visit.language), kind) for kind in law.rooms)
    return view.page(visit, "station-invitation.html", error, kinds=kinds)


async def _revoking(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    report = await visit.ask(visit.library.stations.listed)
    station = _of(report, visit.path("device_id"))
    names = await names_of(visit, [] if station.revoked is None else [station.revoked.by])
    return view.page(
        visit, "station-revocation.html", error,
        one=station, names=names, former=await former_of(visit, error),
    )  # fmt: skip


def _of(report: StationReport, device_id: str) -> StationShown:
    for one in report.stations:
        if one.id == device_id:
            return one
    raise DeviceUnknown("There is no such station.", remedy="Look at the list of stations.")


ROUTES: tuple[HTTPRouteHandler, ...] = (
    stations, invitation, invite, cancel, acknowledge, revocation, revoke,
)  # fmt: skip
