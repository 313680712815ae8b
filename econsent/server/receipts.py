"""Receipts, open to anybody who has a code: what it proves, and the document for whoever also gives the number."""

from __future__ import annotations

from litestar import Response

from econsent.errors import ArgumentInvalid, CodeMalformed, RateLimited, StatementUnknown
from econsent.exchange import CopyRequest, ReceiptShown
from econsent.server import examples
from econsent.server.access import AnyRequest, beside, gate_of, library_of, peer_of, said_in
from econsent.server.console import receipt as receipt_page
from econsent.server.operations import file, json, operation, segment, text

_HTML, _PDF = "text/html", "application/pdf"
_CODE = segment("code", examples.RECEIPT_CODE, "The code that the kiosk's last screen shows")
_ERRORS = (CodeMalformed, StatementUnknown, RateLimited)


@operation(
    "GET",
    "/r/{code}",
    gives=(text(examples.RECEIPT), text("<!doctype html> ...", _HTML)),
    errors=_ERRORS,
    parameters=[_CODE],
)
async def receipt(request: AnyRequest) -> Response[bytes]:
    """Give the receipt that a person's code names, to a browser as a page: the QR code of the kiosk leads here."""
    if _HTML in request.headers.get("accept", ""):
        return await receipt_page.shown(request)
    with gate_of(request).attempt("receipt.read", peer_of(request)):
        content = await beside(library_of(request).receipts.receipt, request.path_params["code"])
    return Response(content, media_type="text/plain")


@operation("GET", "/v1/receipts/{code}", gives=json(examples.RECEIPT_SHOWN), errors=_ERRORS, parameters=[_CODE])
async def shown(request: AnyRequest) -> ReceiptShown:
    """Say what the receipt that a code names proves to anybody."""
    with gate_of(request).attempt("receipt.read", peer_of(request)):
        return await beside(library_of(request).receipts.shown, request.path_params["code"])


@operation(
    "POST",
    "/v1/receipts/{code}/document",
    takes=json(examples.COPY_REQUEST),
    gives=file(_PDF, "the sealed document"),
    errors=(*_ERRORS, ArgumentInvalid),
    parameters=[_CODE],
)
async def copy(request: AnyRequest) -> Response[bytes]:
    """Give out the document, to whoever has the code and the number by which the person was identified."""
    said = await said_in(request, CopyRequest)
    with gate_of(request).attempt("receipt.copy", peer_of(request)):
        document = await beside(library_of(request).receipts.copy, request.path_params["code"], said.number)
    return Response(document, media_type=_PDF)


ROUTES = (receipt, shown, copy)
