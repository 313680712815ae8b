"""The audit trail: what was asked, by whom, and what came of it, newest first; and whether the trail holds."""

from __future__ import annotations

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import ArgumentInvalid
from econsent.exchange import AuditQuery
from econsent.server.console import view
from econsent.server.console.former import names_of
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

_PAGE, _END = 100, 2**53


@page("GET", "/audit")
async def trail(visit: Visit) -> Response[bytes]:
    """Show a page of the trail: everybody's lines, or one asker's."""
    said = visit.request.query_params
    query = view.message(AuditQuery, before=_number(said.get("before")), limit=_PAGE, asker=said.get("asker") or None)
    lines = await visit.ask(visit.library.inspection.find, query)
    more = lines[-1].seq if len(lines) == _PAGE and lines[-1].seq else None
    names = await names_of(visit, {one.asker for one in lines})
    return view.page(visit, "audit.html", lines=lines, asker=query.asker or "", more=more, names=names)


@page("POST", "/audit/check")
async def check(visit: Visit) -> Response[bytes]:
    """Recompute the trail and hold its signed head against it."""
    report = await visit.ask(visit.library.inspection.check)
    return view.page(visit, "audit-report.html", report=report)


def _number(said: str | None) -> int:
    if said is None:
        return _END
    if not (said.isascii() and said.isdigit() and len(said) < len(str(_END))):
        raise ArgumentInvalid("This is no number of a line.", path="before")
    return int(said)


ROUTES: tuple[HTTPRouteHandler, ...] = (trail, check)
