"""What happens, for those who follow it: by long poll, or as a stream of server-sent events."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator, Iterable
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.response import Stream
from msgspec import Meta

from econsent.errors import ArgumentInvalid, EconsentError, RequestInvalid
from econsent.exchange import Changes, Index
from econsent.feed import BEGINNING, MAX_PAGE, PAGE
from econsent.server import examples
from econsent.server.access import AnyRequest, asked, authorised, beside, library_of, number_in
from econsent.server.operations import Parameter, json, operation, text
from econsent.store.watch import Watch

LONGEST_WAIT = 60
"""Seconds a long poll may take."""
HEARTBEAT = 10.0
"""Seconds between signs of life of a stream; then, and before anything is shown, the token is looked at again."""
RETRY = 1000
"""Milliseconds after which a browser connects again."""
EVENTS = "text/event-stream"
AFTER = Parameter(name="after", example=-1, type=Index, what="The index to go on from; by default from the beginning")
LIMIT = Parameter(
    name="limit", example=PAGE, type=Annotated[int, Meta(ge=1, le=MAX_PAGE)], what="How many at most; by default 100"
)
_WAIT = Parameter(
    name="wait",
    example=0,
    type=Annotated[int, Meta(ge=0, le=LONGEST_WAIT)],
    what="Seconds to wait where there is nothing yet",
)
_LAST = Parameter(
    name="Last-Event-ID", example="0", where="header", what="Where a stream broke off, in place of `after`"
)
_INDEX = re.compile(r"-1|[0-9]{1,15}")
_encode = msgspec.json.Encoder().encode


@operation(
    "GET",
    "/v1/changes",
    gives=(json(examples.CHANGES), text(examples.STREAM, EVENTS)),
    scope="changes.read",
    errors=(ArgumentInvalid,),
    parameters=(AFTER, LIMIT, _WAIT, _LAST),
)
async def changes(request: AnyRequest) -> Response[Any]:
    """Give what was logged after an index: at once, once there is something (`wait`), or as a stream of events.

    A stream ends when the server stops, and when the asker may ask no more.
    """
    streamed = EVENTS in request.headers.get("accept", "")
    after, limit = cursor_in(request, streamed=streamed), number_in(request, "limit", PAGE)
    wait = number_in(request, "wait", 0)
    if wait > LONGEST_WAIT:
        raise RequestInvalid(f"Nobody is kept waiting for more than {LONGEST_WAIT} seconds.", path="wait")
    page = await _page(request, after, limit)
    if streamed:
        return Stream(_events(request, page, limit), headers={"content-type": EVENTS, "x-accel-buffering": "no"})
    end, stopping = time.monotonic() + wait, _stopping(request)
    while not page.changes and not stopping.is_set() and (left := end - time.monotonic()) > 0:
        await grown(request, page.after, left)
        if await _has_more(request, page.after):
            page = await _page(request, page.after, limit)
    return Response(page)


async def _events(request: AnyRequest, page: Changes, limit: int) -> AsyncIterator[bytes]:
    """Yield pages as server-sent events, until the server stops or the asker may ask no more."""
    told, stopping = page.after, _stopping(request)
    yield b"retry: %d\n\n" % RETRY + _written(page, told)
    while not stopping.is_set():
        await grown(request, page.after, HEARTBEAT)
        try:
            authorised(request, request.route_handler)
            told = page.after
            more = await _has_more(request, told)
            page = await _page(request, told, limit) if more else Changes(changes=(), after=told, size=page.size)
        except EconsentError:
            return
        yield _written(page, told)


def _written(page: Changes, told: int) -> bytes:
    """Return a page as events; where nothing of it may be seen, the new cursor or a comment alone."""
    events = b"".join(b"id: %d\nevent: change\ndata: %b\n\n" % (one.index, _encode(one)) for one in page.changes)
    last = page.changes[-1].index if page.changes else told
    if page.after > last:
        return events + b"id: %d\n\n" % page.after
    return events or b":\n\n"


async def _page(request: AnyRequest, after: int, limit: int) -> Changes:
    return await asked(request, library_of(request).feed.changes, after, limit)


async def _has_more(request: AnyRequest, after: int) -> bool:
    return await beside(library_of(request).feed.size) - 1 > after


async def grown(request: AnyRequest, after: int, seconds: float) -> None:
    """Wait until the log has an entry past an index, for so long, or until the server stops."""
    await past(request, [(library_of(request).feed.watch, after)], seconds)


async def past(request: AnyRequest, watched: Iterable[tuple[Watch, int]], seconds: float) -> None:
    """Wait until any of some numbers is past another, for so long, or until the server stops."""
    loop, grown = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(grown.set)

    forgets = [watch.call_when(after, wake) for watch, after in watched]
    waiting = [asyncio.ensure_future(event.wait()) for event in (grown, _stopping(request))]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for forget in forgets:
            forget()
        for one in waiting:
            one.cancel()


def is_stopping(request: AnyRequest) -> bool:
    """Say whether the server is about to stop."""
    return _stopping(request).is_set()


def _stopping(request: AnyRequest) -> asyncio.Event:
    stopping: asyncio.Event = request.app.state["stopping"]
    return stopping


def cursor_in(request: AnyRequest, *, streamed: bool = False) -> int:
    """Return the index to go on from: a browser that connects again says it in a header."""
    last = request.headers.get("last-event-id", "") if streamed else ""
    said = last or request.query_params.get("after") or str(BEGINNING)
    if _INDEX.fullmatch(said) is None:
        raise RequestInvalid("This is not a place in the log.", path="after")
    return int(said)


ROUTES = (changes,)
