"""Work that takes longer than a page may: its list, how far each is, what came of it, and where it is asked for."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from econsent.errors import EconsentError, Fault, WorkNotReady, by_code
from econsent.exchange import (
    CheckRequest,
    Confirmation,
    DecisionQuery,
    ExportRequest,
    PreservationRequest,
    Work,
    WorkProblem,
)
from econsent.forms import draft_form
from econsent.forms.changes import compare_forms
from econsent.preservation import SCOPE as PRESERVE
from econsent.server.console import view
from econsent.server.console.pages import page
from econsent.server.console.people import WHAT
from econsent.server.console.texts import language_in
from econsent.server.console.visit import Visit
from econsent.server.works import sent_file

_LIST = "/works"
_TENTH = 10


@page("GET", _LIST)
async def works(visit: Visit) -> Response[bytes]:
    """Show the works of whoever is signed in, and the form that begins a check."""
    return await _listed(visit)


@page("POST", "/works/check")
async def check(visit: Visit) -> Response[bytes]:
    """Begin a check of the whole log and store."""
    try:
        request = view.message(CheckRequest, reason=visit.form["reason"])
        begun = await visit.ask(visit.library.works.check, request)
    except EconsentError as error:
        return await _listed(visit, error)
    return _led_to(begun)


@page("POST", "/works/preserve")
async def preserve(visit: Visit) -> Response[bytes]:
    """Begin to have the log dated by the authority that this process knows."""
    try:
        request = view.message(PreservationRequest, reason=visit.form["preservation-reason"])
        begun = await visit.ask(visit.library.works.preserve, request)
    except EconsentError as error:
        return await _listed(visit, error, of="preservation-reason")
    return _led_to(begun)


async def _listed(visit: Visit, error: EconsentError | None = None, *, of: str = "reason") -> Response[bytes]:
    """Show every work and what begins one; `of` is the field that an error of a reason means."""
    every = await visit.ask(visit.library.works.list)
    kept = await visit.ask(visit.library.preservations.list) if visit.may(PRESERVE) else None
    return view.page(visit, "works.html", error, every=every, kept=kept, of=of)


# ── one work ──


@page("GET", "/works/{work_id:str}")
async def work(visit: Visit) -> Response[bytes]:
    """Show how far a work is, and what came of it."""
    return await _shown(visit)


@page("GET", "/works/{work_id:str}/file")
async def download(visit: Visit) -> Stream:
    """Give what a work made; a download that was cut off goes on where it was."""
    return await sent_file(visit.request, visit.path("work_id"))


@page("GET", "/works/{work_id:str}/form")
async def compared(visit: Visit) -> Response[bytes]:
    """Show a form that was handed in beside the version before it, side by side: what differs, word by word."""
    named = visit.path("work_id")
    shown = await visit.ask(visit.library.works.show, named)
    said = None if shown.report is None else shown.report.form
    if said is None or not said.before:
        raise WorkNotReady("There is no version before this one.")
    new = draft_form(await visit.ask(visit.library.works.given, named))
    old = visit.library.catalogue.form(*said.before.split("/"))
    changes = compare_forms(old, new)
    language = language_in(visit, [one for one in new.languages if one in changes.texts])
    return view.page(
        visit, "form-compared.html", changes=changes, text=changes.texts[language], spoken=language,
        at=f"/works/{named}/form", back=f"/works/{named}",
    )  # fmt: skip


@page("POST", "/works/{work_id:str}/confirmation")
async def confirm(visit: Visit) -> Response[bytes]:
    """Have what was looked through taken over."""
    try:
        said = view.message(Confirmation, reason=visit.form["reason"])
        await visit.ask(visit.library.works.confirm, visit.path("work_id"), said)
    except EconsentError as error:
        return await _shown(visit, error)
    return view.led_to(f"{_LIST}/{visit.path('work_id')}")


@page("POST", "/works/{work_id:str}/restart")
async def restart(visit: Visit) -> Response[bytes]:
    """Begin a work again."""
    await visit.ask(visit.library.works.restart, visit.path("work_id"))
    return view.led_to(f"{_LIST}/{visit.path('work_id')}")


@page("POST", "/works/{work_id:str}/end")
async def remove(visit: Visit) -> Response[bytes]:
    """Forget a work and what it made."""
    await visit.ask(visit.library.works.remove, visit.path("work_id"))
    return view.led_to(_LIST)


async def _shown(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    one = await visit.ask(visit.library.works.show, visit.path("work_id"))
    return view.page(
        visit, "work.html", error, one=one,
        problem=None if one.problem is None else _error_of(one.problem), tenth=_tenth(one),
    )  # fmt: skip


def _tenth(one: Work) -> int:
    """Return how far a work is in whole tenths, percent: what is told aloud, and not more often."""
    return one.done * _TENTH // one.total * _TENTH if one.total else 0


def _error_of(problem: WorkProblem) -> EconsentError:
    return by_code().get(problem.code, Fault)(problem.what, remedy=problem.remedy, path=problem.path)


# ── an export ──


@page("GET", "/find/export")
async def export_found(visit: Visit) -> Response[bytes]:
    """Show the form in which everything that a search finds is asked for."""
    visit.asker.require("statements.read")
    said = {name: visit.request.query_params.get(name, "") for name in WHAT}
    return _exporting(visit, "/find/export", "/find", said)


@page("POST", "/find/export")
async def begin_found(visit: Visit) -> Response[bytes]:
    """Begin an export of everything that a search finds."""
    said = {name: visit.form[name] for name in WHAT}
    try:
        query = view.message(DecisionQuery, **{name: value for name, value in said.items() if value})
        request = view.message(ExportRequest, reason=visit.form["reason"], decisions=query)
        begun = await visit.ask(visit.library.works.export, request)
    except EconsentError as error:
        return _exporting(visit, "/find/export", "/find", said, error)
    return _led_to(begun)


@page("GET", "/people/{name:str}/export")
async def export_person(visit: Visit) -> Response[bytes]:
    """Show the form in which all of one person's statements are asked for."""
    visit.asker.require("statements.read")
    visit.named(visit.path("name"))
    return _exporting_person(visit)


@page("POST", "/people/{name:str}/export")
async def begin_person(visit: Visit) -> Response[bytes]:
    """Begin an export of all of one person's statements."""
    who = visit.named(visit.path("name"))
    try:
        request = view.message(ExportRequest, reason=visit.form["reason"], person=who)
        begun = await visit.ask(visit.library.works.export, request)
    except EconsentError as error:
        return _exporting_person(visit, error)
    return _led_to(begun)


def _exporting_person(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    at = f"/people/{visit.path('name')}"
    return _exporting(visit, f"{at}/export", at, {}, error, person=True)


def _exporting(
    visit: Visit, at: str, back: str, what: dict[str, str], error: EconsentError | None = None, *, person: bool = False
) -> Response[bytes]:
    said = {name: value for name, value in what.items() if value and name != "after"}
    return view.page(
        visit, "work-export.html", error,
        at=at, back=back + (f"?{urlencode(said)}" if said else ""), what=said, person=person,
    )  # fmt: skip


def _led_to(begun: Work) -> Response[bytes]:
    return view.led_to(f"{_LIST}/{begun.id}")


ROUTES: tuple[HTTPRouteHandler, ...] = (
    works,
    check,
    preserve,
    work,
    download,
    compared,
    confirm,
    restart,
    remove,
    export_found,
    begin_found,
    export_person,
    begin_person,
)
