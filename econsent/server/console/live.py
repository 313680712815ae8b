"""Pages that stay true: events tell them that the log grew or a station reported, and they ask for themselves anew.

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
from econsent.server.feeds import EVENTS, HEARTBEAT, RETRY, is_stopping, past
from econsent.store.watch import Watch

LIVE = "/live"


@get(LIVE, opt={ROUTE: LIVE})
async def live(request: AnyRequest) -> Response[bytes] | Stream:
    """Tell a page each time the log has grown or a station reported, until its session ends or the server stops."""
    try:
        _check(request)
    except EconsentError as error:
        return problems.refuse(request, error)
    return Stream(_events(request), headers={"content-type": EVENTS, "x-accel-buffering": "no"})


async def _events(request: AnyRequest) -> AsyncIterator[bytes]:
    watched = _watched(request)
    seen = [await beside(watch.number) for _, watch in watched]
    yield b"retry: %d\n\n" % RETRY
    while not is_stopping(request):
        await past(request, [(watch, before) for (_, watch), before in zip(watched, seen, strict=True)], HEARTBEAT)
        try:
            _check(request)
            now = [await beside(watch.number) for _, watch in watched]
        except EconsentError:
            return
        grown = [(name, after) for (name, _), before, after in zip(watched, seen, now, strict=True) if after > before]
        seen = now
        yield b"".join(b"event: %b\ndata: %d\n\n" % one for one in grown) or b":\n\n"


def _watched(request: AnyRequest) -> list[tuple[bytes, Watch]]:
    """Return what an event tells of: the log, and the stations for whoever may see them."""
    library, asker = library_of(request), request.scope["state"]["asker"]
    stations = [(b"stations", library.stations.watch)] if "stations.read" in asker.scopes else []
    return [(b"changed", library.feed.watch), *stations]


def _check(request: AnyRequest) -> None:
    """Raise AccessDenied where the session has ended."""
    request.scope["state"]["asker"] = gate_of(request).admit(f"Bearer {token_of(request)}", peer_of(request))


ROUTES: tuple[HTTPRouteHandler, ...] = (live,)
