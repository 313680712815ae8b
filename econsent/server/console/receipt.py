"""The page to which the QR code on the kiosk's last screen leads: open to anybody, and silent about everybody.

The person's copy of the document is given out to whoever enters the number by which the person was identified.
"""

from __future__ import annotations

from litestar import Response
from litestar.handlers import HTTPRouteHandler, post

from econsent.errors import EconsentError
from econsent.server import problems, ranges
from econsent.server.access import AnyRequest, beside, gate_of, library_of, peer_of
from econsent.server.console import view
from econsent.server.console.assets import ROUTE
from econsent.server.console.visit import sent

_PATH = "/r/{code}"
_READ, _COPY = "receipt.read", "receipt.copy"


async def shown(request: AnyRequest, error: EconsentError | None = None) -> Response[bytes]:
    """Return the page of the code in the path; with an error it says that too."""
    code = request.path_params["code"]
    try:
        with gate_of(request).attempt(_READ, peer_of(request)):
            found = await beside(library_of(request).receipts.shown, code)
    except EconsentError as unknown:
        request.scope["state"][problems.CODE] = unknown.code
        return view.shown(request, "receipt-unknown.html", unknown, menu=())
    return view.shown(request, "receipt.html", error, found=found, code=code, menu=())


@post("/r/{code:str}", opt={ROUTE: _PATH})
async def copy(request: AnyRequest) -> Response[bytes]:
    """Give out the document, to whoever has the code and the number."""
    try:
        form = await sent(request)
        with gate_of(request).attempt(_COPY, peer_of(request)):
            document = await beside(library_of(request).receipts.copy, request.path_params["code"], form["number"])
    except EconsentError as error:
        request.scope["state"][problems.CODE] = error.code
        return await shown(request, error)
    return ranges.part(request, document, "application/pdf", "document.pdf")


ROUTES: tuple[HTTPRouteHandler, ...] = (copy,)
