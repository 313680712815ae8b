"""Pages that stay true: events tell them that the log grew or a station reported, and they ask for themselves anew.

An event says nothing but that: what a page then shows is for its verbs to say. It keeps nobody signed in. A page says
how far all was before it was made, so that nothing is missed until its stream begins, or while that was cut off.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urlencode

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
_NUMBER = re.compile(r"-?[0-9]{1,18}")


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
    seen = [_said(request, name, await beside(watch.number)) for name, watch in watched]
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


async def seen_by(request: AnyRequest) -> str:
    """Return how far all is that a page follows, as its stream asks for what came after (a query)."""
    return urlencode({name: await beside(watch.number) for name, watch in _watched(request)})


def _said(request: AnyRequest, name: bytes, now: int) -> int:
    """Return how far something was when the page was made; now, where it does not say."""
    said = request.query_params.get(name.decode(), "")
    return min(now, int(said)) if _NUMBER.fullmatch(said) else now


def _watched(request: AnyRequest) -> list[tuple[bytes, Watch]]:
    """Return what an event tells of: the log, and the stations for whoever may see them."""
    library, asker = library_of(request), request.scope["state"]["asker"]
    stations = [(b"stations", library.stations.watch)] if "stations.read" in asker.scopes else []
    return [(b"changed", library.feed.watch), *stations]


def _check(request: AnyRequest) -> None:
    """Raise AccessDenied where the session has ended."""
    request.scope["state"]["asker"] = gate_of(request).admit(f"Bearer {token_of(request)}", peer_of(request))


ROUTES: tuple[HTTPRouteHandler, ...] = (live,)
