"""The first page: what needs a person, and what was said today, by hour and by point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import ArgumentInvalid
from econsent.exchange import Day, NeedCode
from econsent.server.console import charts, view
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

SORTS = ("consents", "refusals", "withdrawals", "abandonments")
"""What is drawn, from the ground up."""
PAGES: Mapping[NeedCode, str] = {
    "station.late": "/stations",
    "station.alarm": "/stations",
    "station.certificate": "/stations",
    "station.invitation": "/stations",
    "subscriber.dead-letter": "/subscribers",
    "site.camera": "/site",
    "site.sign": "/site",
    "site.gap": "/site",
    "staff.missing": "/staff",
    "log.preservation": "/works#preservation",
}
"""Where somebody sees to what needs a person."""


@page("GET", "/")
async def today(visit: Visit) -> Response[bytes]:
    """Show a day, today by default."""
    needs = (await visit.ask(visit.library.attention.needs)).needs
    if not visit.may("statements.read"):
        return view.page(visit, "today.html", me=await visit.my_name(), day=None, needs=needs, at=PAGES)
    day = await visit.ask(visit.library.overview.day, _wanted(visit))
    one = dt.timedelta(days=1)
    return view.page(
        visit, "today.html", me=await visit.my_name(), day=day, sorts=SORTS, chart=charts.columns(_columns(day)),
        before=day.day - one, after=day.day + one, needs=needs, at=PAGES,
    )  # fmt: skip


def _columns(day: Day) -> list[list[tuple[str, int]]]:
    return [[(sort, getattr(hour, sort)) for sort in SORTS] for hour in day.hours]


def _wanted(visit: Visit) -> dt.date | None:
    said = visit.request.query_params.get("day")
    if said is None:
        return None
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise ArgumentInvalid("This is not a day.", remedy="Write it as 2026-11-23.", path="day") from None


ROUTES: tuple[HTTPRouteHandler, ...] = (today,)
