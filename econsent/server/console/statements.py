"""One statement: the document as it was read, its ink, its proofs each in one sentence, and its correction."""

from __future__ import annotations

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.archive import Export
from econsent.errors import EconsentError, RequestInvalid
from econsent.exchange import CorrectionRequest
from econsent.remote import EXPORTS
from econsent.server.console import ranges, view
from econsent.server.console.pages import page
from econsent.server.console.signin import second_person
from econsent.server.console.visit import Visit

_FILES: dict[str, Export] = {name: what for what, (name, _) in EXPORTS.items()}


@page("GET", "/statements/{statement_id:str}")
async def statement(visit: Visit) -> Response[bytes]:
    """Show one statement whole."""
    return await _shown(visit)


@page("GET", "/statements/{statement_id:str}/files/{name:str}")
async def download(visit: Visit) -> Response[bytes]:
    """Give a statement's document, JWS, receipt or bundle; a download that was cut off goes on where it was."""
    name = visit.path("name")
    what = _FILES.get(name)
    if what is None:
        raise RequestInvalid("A statement has no such file.", path="name")
    content = await visit.ask(visit.library.export, visit.path("statement_id"), what)
    return ranges.part(visit.request, content, EXPORTS[what][1], name, inline=what == "pdf")


@page("POST", "/statements/{statement_id:str}/correction")
async def correct(visit: Visit) -> Response[bytes]:
    """Mark a statement as entered in error, on the word of two people."""
    form = visit.form
    try:
        by = (await visit.my_name(), await second_person(visit, "statements.correct"))
        request = view.message(CorrectionRequest, id=visit.path("statement_id"), reason=form["reason"], by=by)
        corrected = await visit.ask(visit.library.correct, request)
    except EconsentError as error:
        return await _shown(visit, error)
    return view.led_to(f"/statements/{corrected.id}")


async def _shown(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    shown = await visit.ask(visit.library.show, visit.path("statement_id"))
    subject = shown.statement.subject
    person = None if subject is None else visit.name_of(subject.identifier)
    return view.page(
        visit, "statement.html", status=200 if error is None else error.status, error=error, form=visit.form,
        shown=shown, said=shown.statement, person=person, files=tuple(_FILES), me=await visit.my_name(),
    )  # fmt: skip


ROUTES: tuple[HTTPRouteHandler, ...] = (statement, download, correct)
