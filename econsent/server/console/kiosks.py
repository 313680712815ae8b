"""The stations: which are late, what was noticed of each, and bringing one in or letting it go."""

from __future__ import annotations

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import ArgumentInvalid, DeviceUnknown, EconsentError
from econsent.exchange import InvitationRequest, RevocationRequest, StationReport, StationShown
from econsent.instant import DAY, parse
from econsent.server.access import beside
from econsent.server.console import paging, qr, view
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit
from econsent.server.tokens import public_url
from econsent.store.clock import SYSTEM

SOON = 30 * DAY
"""Microseconds before a certificate's end from which on somebody should see to it."""
_STATIONS = "/stations"


@page("GET", _STATIONS)
async def stations(visit: Visit) -> Response[bytes]:
    """Show how every station is, the late ones first, and which invitations are open."""
    report = await visit.ask(visit.library.stations.listed)
    part = paging.part(visit, report.stations)
    return view.page(visit, "stations.html", report=report, part=part, late=late_of(report), ending=_ending(report))


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
            minutes=_number(form["minutes"]),
        )  # fmt: skip
        made = await visit.ask(
            visit.library.stations.invite,
            name=asked.name, point=asked.point, room=asked.room, room_kind=asked.room_kind, minutes=asked.minutes,
        )  # fmt: skip
    except EconsentError as error:
        return await _inviting(visit, error)
    return view.page(
        visit, "station-code.html",
        asked=asked, made=made, code=qr.svg(made.code, made.code), url=public_url(visit.request),
    )  # fmt: skip


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
        asked = view.message(RevocationRequest, reason=form["reason"])
        revoked = await visit.ask(visit.library.stations.revoke, device_id, asked.reason)
    except EconsentError as error:
        return await _revoking(visit, error)
    if (revoked.by, revoked.reason) != (visit.asker.id, asked.reason):
        return view.led_to(f"/stations/{device_id}/revocation")
    return view.led_to(_STATIONS)


async def late_at(visit: Visit) -> int:
    """Return how many stations are late, for whoever may see them; 0 for anybody else."""
    if not visit.may("stations.read"):
        return 0
    return late_of(await visit.ask(visit.library.stations.listed))


def late_of(report: StationReport) -> int:
    """Return how many stations of a report are late."""
    return sum(one.late for one in report.stations)


async def _inviting(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    law = await beside(visit.library.site.law, SYSTEM.wall())
    kinds = sorted((law.label(f"room.{kind}", visit.language), kind) for kind in law.rooms)
    status = 200 if error is None else error.status
    return view.page(visit, "station-invitation.html", status=status, error=error, form=visit.form, kinds=kinds)


async def _revoking(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    report = await visit.ask(visit.library.stations.listed)
    station = _of(report, visit.path("device_id"))
    status = 200 if error is None else error.status
    return view.page(visit, "station-revocation.html", status=status, error=error, form=visit.form, one=station)


def _of(report: StationReport, device_id: str) -> StationShown:
    for one in report.stations:
        if one.id == device_id:
            return one
    raise DeviceUnknown("There is no such station.", remedy="Look at the list of stations.")


def _ending(report: StationReport) -> frozenset[str]:
    """Return the ids of stations whose certificate ends soon."""
    soon = parse(report.at) + SOON
    return frozenset(one.id for one in report.stations if one.revoked is None and parse(one.certificate_until) < soon)


def _number(said: str) -> int | str:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else said


ROUTES: tuple[HTTPRouteHandler, ...] = (stations, invitation, invite, revocation, revoke)
