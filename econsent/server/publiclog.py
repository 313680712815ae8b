"""The log, open to anyone: nothing in it is personal (C2SP tlog-tiles under /log/)."""

from __future__ import annotations

import base64

from litestar import Response

from econsent.errors import ArgumentInvalid, LedgerError, TilePathMalformed, TileUnknown
from econsent.exchange import Consistency, LogReport
from econsent.server import examples, problems
from econsent.server.access import AnyRequest, Size, asked, beside, library_of, number_in
from econsent.server.operations import Parameter, file, json, operation, segment, text

_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_ALWAYS_ANEW = {"cache-control": "no-cache"}
_NOT_FOUND = 404


@operation("GET", "/log/checkpoint", gives=text(examples.CHECKPOINT))
async def checkpoint(request: AnyRequest) -> Response[str]:
    """Give the newest checkpoint, a signed note."""
    note = await beside(library_of(request).checkpoint)
    return Response(note, media_type="text/plain", headers=_ALWAYS_ANEW)


@operation(
    "GET",
    "/log/tile/{path:path}",
    gives=file("application/octet-stream", "32 bytes of each hash"),
    errors=((TilePathMalformed, _NOT_FOUND), TileUnknown),
    parameters=[segment("path", examples.TILE, "Level and index as C2SP tlog-tiles writes them")],
)
async def tile(request: AnyRequest) -> Response[bytes]:
    """Give a tile or entry bundle; what it holds never changes."""
    try:
        content = await beside(library_of(request).tile, f"tile{request.path_params['path']}")
    except LedgerError as error:
        refused = problems.problem_of(error, _NOT_FOUND)
        return Response(problems.encode(refused), status_code=_NOT_FOUND, media_type=problems.MEDIA_TYPE)
    return Response(content, media_type="application/octet-stream", headers=_FOREVER)


@operation(
    "GET",
    "/v1/consistency",
    gives=json(examples.CONSISTENCY),
    errors=(ArgumentInvalid,),
    parameters=[
        Parameter(name="old", example=0, type=Size, required=True, what="Size of the older tree"),
        Parameter(name="new", example=1, type=Size, required=True, what="Size of the newer tree"),
    ],
)
async def consistency(request: AnyRequest) -> Consistency:
    """Prove that a newer tree only adds to an older one."""
    old, new = number_in(request, "old"), number_in(request, "new")
    proof = await beside(library_of(request).consistency, old, new)
    return Consistency(proof=tuple(base64.b64encode(item).decode() for item in proof))


@operation("GET", "/v1/log/report", gives=json(examples.LOG_REPORT), scope="log.check")
async def report(request: AnyRequest) -> LogReport:
    """Recompute the whole log and say what was found."""
    return await asked(request, library_of(request).check_log)


ROUTES = (checkpoint, tile, consistency, report)
