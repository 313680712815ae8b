"""The site as it is registered: what may not be filmed there and why, and who of the staff has no consent."""

from __future__ import annotations

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent import instant
from econsent.server.access import beside
from econsent.server.console import view
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

SORTS = ("may-not-film", "condition", "gap")
"""What is found, the gravest first."""


@page("GET", "/site")
async def site(visit: Visit) -> Response[bytes]:
    """Show what may not be filmed, what may only on a condition, and what the register lacks."""
    report = await visit.ask(visit.library.site.check)
    found = [(sort, [one for one in report.findings if one.sort == sort]) for sort in SORTS]
    law = await beside(visit.library.site.law, instant.parse(report.at))
    return view.page(visit, "site.html", report=report, found=found, law=law)


@page("GET", "/staff")
async def staff(visit: Visit) -> Response[bytes]:
    """Show who of the registered staff has no consent that stands, and by which paper they are asked."""
    report = await visit.ask(visit.library.site.staff)
    people = [(one, visit.name_of(one.worker)) for one in report.missing]
    return view.page(visit, "staff.html", report=report, people=people)


ROUTES: tuple[HTTPRouteHandler, ...] = (site, staff)
