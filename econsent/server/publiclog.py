"""The log, open to anyone: nothing in it is personal (C2SP tlog-tiles under /log/)."""

from __future__ import annotations

import base64

from litestar import Response, get
from litestar.enums import MediaType

from econsent.errors import LedgerError
from econsent.exchange import Consistency, LogReport
from econsent.server import problems
from econsent.server.access import AnyRequest, asker_of, authorised, beside, library_of, number_in

_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_ALWAYS_ANEW = {"cache-control": "no-cache"}
_NOT_FOUND = 404


@get("/healthz", media_type=MediaType.TEXT)
async def healthz() -> str:
    """Say that the server answers."""
    return "ok\n"


@get("/log/checkpoint")
async def checkpoint(request: AnyRequest) -> Response[str]:
    """Give the newest checkpoint, a signed note."""
    note = await beside(library_of(request).checkpoint)
    return Response(note, media_type="text/plain", headers=_ALWAYS_ANEW)


@get("/log/tile/{path:path}")
async def tile(request: AnyRequest) -> Response[bytes]:
    """Give a tile or entry bundle; what it holds never changes."""
    try:
        content = await beside(library_of(request).tile, f"tile{request.path_params['path']}")
    except LedgerError as error:
        refused = problems.problem_of(error, _NOT_FOUND)
        return Response(problems.encode(refused), status_code=_NOT_FOUND, media_type=problems.MEDIA_TYPE)
    return Response(content, media_type="application/octet-stream", headers=_FOREVER)


@get("/v1/consistency")
async def consistency(request: AnyRequest) -> Consistency:
    """Prove that a newer tree only adds to an older one."""
    old, new = number_in(request, "old"), number_in(request, "new")
    proof = await beside(library_of(request).consistency, old, new)
    return Consistency(proof=tuple(base64.b64encode(item).decode() for item in proof))


@get("/r/{code:str}")
async def receipt(request: AnyRequest) -> Response[bytes]:
    """Give the receipt that a person's code names: what the QR code on the last screen leads to."""
    content = await beside(library_of(request).receipt_for, request.path_params["code"])
    return Response(content, media_type="text/plain")


@get("/v1/log/report", guards=[authorised])
async def report(request: AnyRequest) -> LogReport:
    """Recompute the whole log and say what was found."""
    return await beside(library_of(request).check_log, asker=asker_of(request))


ROUTES = (healthz, checkpoint, tile, consistency, receipt, report)
