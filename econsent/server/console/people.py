"""Finding somebody, and everything about one person: what stands, what was said, what was asked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import get_args
from urllib.parse import urlencode

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import ArgumentInvalid, EconsentError
from econsent.exchange import (
    AuditLine,
    AuditQuery,
    DecisionQuery,
    DecisionsFound,
    FoundDecision,
    NameQuery,
    PersonQuestion,
    SearchRequest,
    Whose,
    WithdrawalRequest,
)
from econsent.exchange.search import Stands
from econsent.record import Identifier, Statement
from econsent.server.console import view
from econsent.server.console.former import former_of, names_of
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

SYSTEMS = ("kz.iin", "passport", "residence-permit", "birth-certificate", "other")
"""Registers of numbers that a person is found by, as the kiosk knows them."""
_RECENT, _END = 50, 10**15 - 1
WHAT = ("scope", "decision", "standing", "since", "until", "point", "after")
"""What a list of decisions is asked by, in a query."""
_SAID = 50
"""Statements on the page of a person."""
_LISTED = 60
"""Decisions on a page of the list."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody who was found by a name: what names them in a URL, whose name it is, and their statements found."""

    alias: str
    whose: Whose
    statements: list[tuple[str, list[FoundDecision]]] = field(default_factory=list)


@page("GET", "/find")
async def find(visit: Visit) -> Response[bytes]:
    """Show the fields to find a person or a statement by, and decisions by what they are."""
    return await _asked(visit)


@page("POST", "/find")
async def found(visit: Visit) -> Response[bytes]:
    """Lead to the person or statement of a number, or show who bears a name; what was typed stands in no URL."""
    if "name" in dict(visit.form.fields):
        return await _named(visit)
    try:
        said = visit.form["number"]
        if _is_id(said):
            [line] = await visit.ask(visit.library.find, SearchRequest(id=said))
            return view.led_to(f"/statements/{line.id}")
        person = identifier_in(visit)
        lines = await visit.ask(visit.library.find, SearchRequest(person=person, limit=1))
    except EconsentError as error:
        return await _asked(visit, error)
    if not lines:
        return await _asked(visit, nobody=True)
    return view.led_to(f"/people/{visit.name_of(person)}")


async def _named(visit: Visit) -> Response[bytes]:
    """Show who of a name said something on certain days."""
    said = {name: visit.form[name] for name in ("name", "since", "until", "point", "after") if visit.form[name]}
    try:
        named = await visit.ask(visit.library.search.named, view.message(NameQuery, limit=_LISTED, **said))
    except EconsentError as error:
        return await _asked(visit, error)
    return _finding(visit, None, what=dict.fromkeys(WHAT, ""), named=named)


async def _asked(visit: Visit, error: EconsentError | None = None, *, nobody: bool = False) -> Response[bytes]:
    listed, what = None, {name: visit.request.query_params.get(name, "") for name in WHAT}
    try:
        query = view.message(DecisionQuery, limit=_LISTED, **{name: said for name, said in what.items() if said})
        listed = await visit.ask(visit.library.search.decisions, query)
    except ArgumentInvalid as unclear:
        error = error or unclear
    return _finding(visit, error, nobody=nobody, what=what, listed=listed)


def _finding(
    visit: Visit,
    error: EconsentError | None,
    *,
    what: dict[str, str],
    listed: DecisionsFound | None = None,
    named: DecisionsFound | None = None,
    nobody: bool = False,
) -> Response[bytes]:
    return view.page(
        visit, "find.html", error, systems=SYSTEMS, nobody=nobody, what=what, listed=listed, named=named,
        points=() if (found := listed or named) is None else found.points,
        rows=[] if listed is None else _by_statement(listed.decisions),
        bearers=[] if named is None else _by_person(visit, named.decisions),
        standings=get_args(Stands),
        following=urlencode({name: said for name, said in what.items() if said and name != "after"}),
    )  # fmt: skip


def _by_statement(lines: Iterable[FoundDecision]) -> list[tuple[str, list[FoundDecision]]]:
    """Return decisions by their statements, in their order."""
    return [(key, list(said)) for key, said in groupby(lines, key=lambda one: one.id)]


def _by_person(visit: Visit, lines: Iterable[FoundDecision]) -> list[Bearer]:
    """Return whose decisions were found by a name, in their order, each person with their statements."""
    found: dict[Identifier, Bearer] = {}
    for statement_id, said in _by_statement(lines):
        if (whose := said[0].whose) is not None:
            who = whose.identifier
            bearer = found.setdefault(who, Bearer(visit.name_of(who), whose))
            bearer.statements.append((statement_id, said))
    return list(found.values())


@page("GET", "/people/{name:str}")
async def person(visit: Visit) -> Response[bytes]:
    """Show what stands for a person, what they said, and what was asked about them."""
    who = visit.named(visit.path("name"))
    before = visit.request.query_params.get("before")
    request = view.message(
        SearchRequest, person=who, limit=_SAID + 1, before=None if before is None else view.number(before)
    )
    lines = await visit.ask(visit.library.find, request)
    stands = await visit.ask(visit.library.stands, PersonQuestion(person=who)) if visit.may("decision") else None
    asked = await _asked_about(visit, who)
    names = await names_of(visit, {one.asker for one in asked})
    newest = await _newest(visit, lines[0].id) if lines else None
    return view.page(
        visit, "person.html", who=who, name=visit.path("name"), lines=lines[:_SAID], stands=stands, asked=asked,
        names=names, more_asked=asked[-1].seq if len(asked) == _RECENT else None, newest=newest,
        more=lines[_SAID - 1].index if len(lines) > _SAID else None,
    )  # fmt: skip


async def _asked_about(visit: Visit, who: Identifier) -> list[AuditLine]:
    """Return what was asked about a person, newest first, for whoever may read the trail."""
    if not visit.may("audit.read"):
        return []
    before = view.number(visit.request.query_params.get("asked", str(_END)))
    query = view.message(AuditQuery, person=who, before=before, limit=_RECENT)
    return await visit.ask(visit.library.inspection.find, query)


async def _newest(visit: Visit, statement_id: str) -> Statement:
    return (await visit.ask(visit.library.show, statement_id)).statement


@page("GET", "/people/{name:str}/withdrawal")
async def withdrawal(visit: Visit) -> Response[bytes]:
    """Show the form in which a withdrawal is taken down."""
    return await _withdrawing(visit)


@page("POST", "/people/{name:str}/withdrawal")
async def withdraw(visit: Visit) -> Response[bytes]:
    """Take down a withdrawal on the person's request."""
    who, form = visit.named(visit.path("name")), visit.form
    try:
        request = view.message(
            WithdrawalRequest,
            person=who, name=form["name"], scopes=form.every("scope"), worker=form["worker"],
            words=form["words"] or None, role=form["role"] or "patient", language=form["language"] or visit.language,
        )  # fmt: skip
        taken = await visit.change(visit.library.withdraw, request)
    except EconsentError as error:
        return await _withdrawing(visit, error)
    return view.led_to(f"/statements/{taken.id}")


async def _withdrawing(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    who = visit.named(visit.path("name"))
    stands = await visit.ask(visit.library.stands, PersonQuestion(person=who))
    lines = await visit.ask(visit.library.find, SearchRequest(person=who, limit=1))
    newest = await _newest(visit, lines[0].id) if lines else None
    me, former = await visit.my_name(), await former_of(visit, error)
    if former is not None and newest is not None:
        worker = newest.recorder.worker or former.who
        former = replace(former, who=worker, verb=f"statement.{newest.kind}", link=f"/statements/{newest.id}")
    return view.page(
        visit, "withdrawal.html", error,
        name=visit.path("name"), who=who, stands=stands, newest=newest, me=me, former=former,
    )  # fmt: skip


def identifier_in(visit: Visit) -> Identifier:
    """Return the number of a person that a form names; raise IinInvalid or ArgumentInvalid."""
    return view.message(
        Identifier, system=visit.form["system"] or SYSTEMS[0], value=visit.form["number"].replace(" ", "")
    )


def _is_id(said: str) -> bool:
    try:
        return str(uuid.UUID(said)) == said.lower()
    except ValueError:
        return False


ROUTES: tuple[HTTPRouteHandler, ...] = (find, found, person, withdrawal, withdraw)
