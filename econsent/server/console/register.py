"""The site as it is registered: what may not be filmed there and why, and who of the staff has no consent."""

from __future__ import annotations

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent import instant
from econsent.exchange import SiteFinding, SiteReport
from econsent.server.access import beside
from econsent.server.console import paging, view
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

SORTS = ("may-not-film", "condition", "gap")
"""What is found, the gravest first."""
_FIRST = 20
"""Findings of each sort on the page of all sorts."""


@page("GET", "/site")
async def site(visit: Visit) -> Response[bytes]:
    """Show what may not be filmed, what may only on a condition, and what the register lacks."""
    report = await visit.ask(visit.library.site.check)
    found = _parts(visit, report)
    law = await beside(visit.library.site.law, instant.parse(report.at))
    return view.page(visit, "site.html", report=report, found=found, law=law)


@page("GET", "/staff")
async def staff(visit: Visit) -> Response[bytes]:
    """Show who of the registered staff has no consent that stands, and by which paper they are asked."""
    report = await visit.ask(visit.library.site.staff)
    part = paging.part(visit, report.missing)
    people = [(one, visit.name_of(one.worker)) for one in part.items]
    return view.page(visit, "staff.html", report=report, people=people, part=part)


def _parts(visit: Visit, report: SiteReport) -> list[tuple[str, paging.Part[SiteFinding]]]:
    """Return the first findings of each sort, or a part of those of the sort that is asked for."""
    by_sort = {sort: [one for one in report.findings if one.sort == sort] for sort in SORTS}
    wanted = visit.request.query_params.get("sort")
    if wanted in by_sort:
        return [(wanted, paging.part(visit, by_sort[wanted]))]
    return [(sort, paging.Part(found[:_FIRST], 0, len(found))) for sort, found in by_sort.items()]


ROUTES: tuple[HTTPRouteHandler, ...] = (site, staff)
