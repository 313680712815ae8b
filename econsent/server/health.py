"""Whether the server lives, and whether it is ready to be asked."""

from __future__ import annotations

import asyncio

from litestar import Response

from econsent.exchange import Readiness
from econsent.server import examples
from econsent.server.access import AnyRequest, beside, library_of
from econsent.server.operations import json, operation, text
from econsent.upkeep import OK

STOPPING = "server.stopping"
_UNAVAILABLE = 503


@operation("GET", "/healthz", gives=text("ok\n"))
async def healthz() -> str:
    """Say that the server answers."""
    return "ok\n"


@operation("GET", "/readyz", gives=json(examples.READINESS), also={_UNAVAILABLE: json(examples.NOT_READY)})
async def readyz(request: AnyRequest) -> Response[Readiness]:
    """Say whether the server is ready to be asked: 200, or 503 with the code of each check that failed."""
    stops = stopping_of(request).is_set()
    checks = await beside(library_of(request).upkeep.checks) | {"server": STOPPING if stops else OK}
    ready = all(found == OK for found in checks.values())
    return Response(Readiness(ready=ready, checks=checks), status_code=200 if ready else _UNAVAILABLE)


def stopping_of(request: AnyRequest) -> asyncio.Event:
    """Return what is set once the server was asked to stop: whoever waits for news ends then."""
    event: asyncio.Event = request.app.state["stopping"]
    return event


ROUTES = (healthz, readyz)
