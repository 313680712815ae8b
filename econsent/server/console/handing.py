"""A register or a form handed in as a file: it is looked through by a work, and taken over once that is confirmed."""

from __future__ import annotations

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import ArgumentInvalid, EconsentError
from econsent.exchange import MAX_REGISTER_FILES, ImportRequest, ReleaseRequest
from econsent.server.console import view
from econsent.server.console.pages import page
from econsent.server.console.uploads import MAX_UPLOAD, form_folder
from econsent.server.console.visit import Visit

_REGISTER, _FORM = "/site/import", "/forms/release"
_FILE = "file"


@page("GET", _REGISTER)
async def register(visit: Visit) -> Response[bytes]:
    """Show where files of a register are handed in."""
    visit.asker.require("site.write")
    return _handing(visit, "register", _REGISTER, "/site")


@page("POST", _REGISTER, upload=MAX_UPLOAD)
async def take_register(visit: Visit) -> Response[bytes]:
    """Take files of a register, and have them looked through."""
    files = visit.form.files_of(_FILE)
    try:
        if not 1 <= len(files) <= MAX_REGISTER_FILES:
            raise ArgumentInvalid("There is no file, or there are too many.", kept="Nothing was taken.", path=_FILE)
        begun = await visit.ask(visit.library.works.import_register, ImportRequest(files=files))
    except EconsentError as error:
        return _handing(visit, "register", _REGISTER, "/site", error)
    return view.led_to(f"/works/{begun.id}")


@page("GET", _FORM)
async def form(visit: Visit) -> Response[bytes]:
    """Show where a form is handed in."""
    visit.asker.require("forms.release")
    return _handing(visit, "form", _FORM, "/forms")


@page("POST", _FORM, upload=MAX_UPLOAD)
async def take_form(visit: Visit) -> Response[bytes]:
    """Take a form's folder as a ZIP, and have it looked through."""
    files = visit.form.files_of(_FILE)
    try:
        if len(files) != 1:
            raise ArgumentInvalid("One ZIP is handed in.", kept="Nothing was taken.", path=_FILE)
        request = ReleaseRequest(files=form_folder(files[0]))
        begun = await visit.ask(visit.library.works.release_form, request)
    except EconsentError as error:
        return _handing(visit, "form", _FORM, "/forms", error)
    return view.led_to(f"/works/{begun.id}")


def _handing(visit: Visit, what: str, at: str, back: str, error: EconsentError | None = None) -> Response[bytes]:
    return view.page(visit, "handing.html", error, what=what, at=at, back=back)


ROUTES: tuple[HTTPRouteHandler, ...] = (register, take_register, form, take_form)
