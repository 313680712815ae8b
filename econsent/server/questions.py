"""What other systems and people at a desk ask.

Every question needs a token; a person is named in a body, never in a URL.
"""

from __future__ import annotations

from litestar import Response, get, post

from econsent.errors import RequestInvalid
from econsent.exchange import (
    Answer,
    Corrected,
    CorrectionRequest,
    Found,
    Question,
    SearchRequest,
    Shown,
    WithdrawalRequest,
    Withdrawn,
)
from econsent.remote import EXPORTS, Exported
from econsent.server.access import AnyRequest, asker_of, authorised, beside, library_of, said_in

_FORMS: dict[str, Exported] = {name: what for what, (name, _) in EXPORTS.items()}


@post("/v1/decision", guards=[authorised], status_code=200)
async def decide(request: AnyRequest) -> Answer:
    """Answer whether a person may be filmed. One indexed look-up: cheaper here than on the way to another thread."""
    return library_of(request).decide(await said_in(request, Question))


@post("/v1/find", guards=[authorised], status_code=200)
async def find(request: AnyRequest) -> list[Found]:
    """List the statements of a person, or one by its id, newest first."""
    return await beside(library_of(request).find, await said_in(request, SearchRequest), asker=asker_of(request))


@get("/v1/statements/{statement_id:str}", guards=[authorised])
async def show(request: AnyRequest) -> Shown:
    """Show one statement with its place in the log."""
    return await beside(library_of(request).show, request.path_params["statement_id"], asker=asker_of(request))


@get("/v1/statements/{statement_id:str}/{name:str}", guards=[authorised])
async def export(request: AnyRequest) -> Response[bytes]:
    """Give out a statement as document, JWS, receipt or bundle, byte for byte as it is kept."""
    statement_id, name = request.path_params["statement_id"], request.path_params["name"]
    what = _FORMS.get(name)
    if what is None:
        raise RequestInvalid("A statement has no such file.", remedy=f"Ask for {', '.join(_FORMS)}.", path="name")
    content = await beside(library_of(request).export, statement_id, what, asker=asker_of(request))
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=EXPORTS[what][1], headers=headers)


@post("/v1/withdrawals", guards=[authorised], status_code=201)
async def withdraw(request: AnyRequest) -> Withdrawn:
    """Take down a withdrawal that was said at the library's desk."""
    said = await said_in(request, WithdrawalRequest)
    return await beside(library_of(request).withdraw, said, asker=asker_of(request))


@post("/v1/corrections", guards=[authorised], status_code=201)
async def correct(request: AnyRequest) -> Corrected:
    """Mark a statement as entered in error, on the word of two people."""
    said = await said_in(request, CorrectionRequest)
    return await beside(library_of(request).correct, said, asker=asker_of(request))


ROUTES = (decide, find, show, export, withdraw, correct)
