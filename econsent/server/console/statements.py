"""One statement: the document as it was read, its ink, its proofs each in one sentence, and its correction."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.archive import Export
from econsent.errors import EconsentError, InkMalformed, RequestInvalid
from econsent.exchange import CorrectionRequest
from econsent.record import INK_TYPE, Statement
from econsent.remote import EXPORTS
from econsent.server import ranges
from econsent.server.console import drawing, view
from econsent.server.console.former import former_of
from econsent.server.console.pages import page
from econsent.server.console.signin import second_person
from econsent.server.console.visit import Visit

_IMAGES = ("image/jpeg", "image/png")
"""What a browser shows of evidence as it is; a type is what a device said it is, and nothing else is believed."""
_FILES: dict[str, Export] = {name: what for what, (name, _) in EXPORTS.items()}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file of evidence as the page shows it: ink that is drawn, a page to look at, or a file to take away.

    `number` counts the files of its role from 1.
    """

    place: int
    role: str
    number: int
    ink: drawing.Ink | None = None
    page: bool = False


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


@page("GET", "/statements/{statement_id:str}/evidence/{place:str}")
async def evidence(visit: Visit) -> Response[bytes]:
    """Give a file of a statement's evidence: pages to look at, and anything else to keep, never to run."""
    shown = await visit.ask(visit.library.show, visit.path("statement_id"))
    files = dict(enumerate(shown.statement.evidence))
    place = next((one for one in files if str(one) == visit.path("place")), None)
    if place is None:
        raise RequestInvalid("The statement has no such file.", path="place")
    content = await visit.ask(visit.library.evidence, shown.statement.id, place)
    name = f"evidence-{place}"
    if files[place].media_type in _IMAGES:
        return ranges.part(visit.request, content, files[place].media_type, name, inline=True)
    if files[place].role == "handwriting" and files[place].media_type == INK_TYPE:
        return ranges.part(visit.request, drawing.page_of(content), "image/svg+xml", f"{name}.svg", inline=True)
    return ranges.part(visit.request, content, "application/octet-stream", name)


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
    drawn = [await _drawn(visit, shown.statement, place) for place in range(len(shown.statement.evidence))]
    person = None if subject is None else visit.name_of(subject.identifier)
    return view.page(
        visit, "statement.html", error,
        shown=shown, drawn=drawn, said=shown.statement, person=person, files=tuple(_FILES), me=await visit.my_name(),
        former=await former_of(visit, error),
    )  # fmt: skip


async def _drawn(visit: Visit, said: Statement, place: int) -> Drawn:
    file = said.evidence[place]
    number = 1 + sum(other.role == file.role for other in said.evidence[:place])
    if file.media_type in _IMAGES or (file.role == "handwriting" and file.media_type == INK_TYPE):
        return Drawn(place, file.role, number, page=True)
    if file.media_type != INK_TYPE or file.role == "handwriting":
        return Drawn(place, file.role, number)
    content = await visit.ask(visit.library.evidence, said.id, place)
    try:
        return Drawn(place, file.role, number, ink=drawing.ink_of(content))
    except InkMalformed:  # it is kept as it was signed, and can still be taken out
        return Drawn(place, file.role, number)


ROUTES: tuple[HTTPRouteHandler, ...] = (statement, download, evidence, correct)
