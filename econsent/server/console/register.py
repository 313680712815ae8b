"""The site as it is registered: its points, what may not be filmed there and why; and whose consent is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent import instant
from econsent.errors import FormTextMissing
from econsent.exchange import RoomShown, SiteFinding, SiteReport
from econsent.placement import Law
from econsent.record import Language
from econsent.server.access import beside
from econsent.server.console import paging, view
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

SORTS = ("may-not-film", "condition", "gap")
"""What is found, the gravest first."""
_FIRST = 20
"""Findings of each sort on the page of all sorts."""


@dataclass(slots=True)
class _Told:
    """What is found of a point several times and told once: the first of the findings, and in which rooms."""

    one: SiteFinding
    rooms: dict[str, None] = field(default_factory=dict)


@page("GET", "/site")
async def site(visit: Visit) -> Response[bytes]:
    """Show what may not be filmed, what may only on a condition, what the register lacks, and every point."""
    report = await visit.ask(visit.library.site.check)
    found = _parts(visit, report)
    listed, points = None, None
    if len(found) == len(SORTS):
        start = paging.begins(visit)
        listed = await visit.ask(visit.library.site.points, after=start, limit=paging.SIZE)
        points = paging.Part(listed.points, start, listed.many)
        if start >= listed.many > 0:
            return view.led_to("/site#points")
    return view.page(
        visit, "site.html", report=report, found=found, listed=listed, points=points,
        called=await _called(visit, report.at),
    )  # fmt: skip


@page("GET", "/site/points/{point_id:str}")
async def point(visit: Visit) -> Response[bytes]:
    """Show a point: its rooms and their signs, what each camera may do, and what is to be done."""
    report = await visit.ask(visit.library.site.point, visit.path("point_id"))
    rooms = report.point.rooms
    part = paging.part(visit, rooms, holding=_place(rooms, visit.request.query_params.get("room", "")))
    return view.page(
        visit, "point.html", report=report, point=report.point, part=part, told=_told(report.findings),
        names={one.id: one.name for one in rooms}, called=await _called(visit, report.at),
    )  # fmt: skip


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


def _told(findings: Iterable[SiteFinding]) -> list[_Told]:
    """Return what is to be told of a point, each once: cameras in one place lack the same."""
    told: dict[tuple[str, str], _Told] = {}
    for one in findings:
        known = told.setdefault((one.sort, one.code), _Told(one))
        if one.room or one.camera:
            known.rooms[one.room] = None
    return list(told.values())


def _place(rooms: Iterable[RoomShown], wanted: str) -> int | None:
    return next((place for place, one in enumerate(rooms) if one.id == wanted), None)


async def _called(visit: Visit, at: str) -> Callable[[str], str]:
    """Return what says how the law in force at a moment calls a thing, such as ``room.hall``, in the reader's words."""
    law = await beside(visit.library.site.law, instant.parse(at))
    return lambda key: _word(law, key, visit.language)


def _word(law: Law, key: str, language: Language) -> str:
    """Return a word of the law; of a kind that it does not know, the register's own."""
    try:
        return law.label(key, language)
    except FormTextMissing:
        return key.partition(".")[2]


ROUTES: tuple[HTTPRouteHandler, ...] = (site, point, staff)
