"""Pages that stay true: a stream of events tells them that the log has grown, and they ask for themselves anew.

An event says nothing but that: what a page then shows is for its verbs to say. It keeps nobody signed in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from litestar import Response
from litestar.handlers import HTTPRouteHandler, get
from litestar.response import Stream

from econsent.errors import EconsentError
from econsent.server import problems
from econsent.server.access import AnyRequest, beside, gate_of, library_of, peer_of
from econsent.server.console.assets import ROUTE
from econsent.server.console.visit import token_of
from econsent.server.feeds import EVENTS, HEARTBEAT, RETRY, grown, is_stopping

LIVE = "/live"


@get(LIVE, opt={ROUTE: LIVE})
async def live(request: AnyRequest) -> Response[bytes] | Stream:
    """Tell a page each time the log has grown, until its session ends or the server stops."""
    try:
        _check(request)
    except EconsentError as error:
        return problems.refuse(request, error)
    return Stream(_events(request), headers={"content-type": EVENTS, "x-accel-buffering": "no"})


async def _events(request: AnyRequest) -> AsyncIterator[bytes]:
    size = await beside(library_of(request).feed.size)
    yield b"retry: %d\n\n" % RETRY
    while not is_stopping(request):
        await grown(request, size - 1, HEARTBEAT)
        try:
            _check(request)
            before, size = size, await beside(library_of(request).feed.size)
        except EconsentError:
            return
        yield b"event: changed\ndata: %d\n\n" % size if size > before else b":\n\n"


def _check(request: AnyRequest) -> None:
    """Raise AccessDenied where the session has ended."""
    request.scope["state"]["asker"] = gate_of(request).admit(f"Bearer {token_of(request)}", peer_of(request))


ROUTES: tuple[HTTPRouteHandler, ...] = (live,)
