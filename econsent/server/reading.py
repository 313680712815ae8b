"""Bodies as they come in: whole, in time, and never larger than what may be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any, cast

from econsent.errors import RequestInvalid, RequestTooLarge

if TYPE_CHECKING:
    from litestar.types import Receive

MAX_MESSAGE = 128 * 1024
"""Bytes of a JSON message: a withdrawal with the longest words fits."""
PATIENCE = 30.0
"""Seconds in which a message must have come in whole."""
JSON = b"application/json"
Headers = Mapping[bytes, bytes]
_HEADERS = "headers"
_LONGEST_NUMBER = 16


def headers_of(scope: Any) -> Headers:
    """Return the headers of a request by their names in lower case, put together once."""
    known: Headers | None = scope["state"].get(_HEADERS)
    if known is None:
        known = scope["state"][_HEADERS] = dict(scope["headers"])
    return known


def announced(headers: Headers, most: int) -> int:
    """Return how many bytes a body says it has; one that does not say may have as many as are taken."""
    said = headers.get(b"content-length", b"")
    known = said.isdigit() and len(said) <= _LONGEST_NUMBER
    return int(said) if known else most


def check_type(headers: Headers, media_type: bytes) -> None:
    """Check what a body says it is: a browser's form or an upload by mistake is not taken for a message."""
    said = headers.get(b"content-type", b"")
    if said != media_type and said.partition(b";")[0].strip().lower() != media_type:
        raise RequestInvalid(f"The body must be {media_type.decode()}.", path="content-type")


async def read(receive: Receive, headers: Headers, most: int = MAX_MESSAGE, patience: float | None = None) -> bytes:
    """Return a body read whole; raise RequestTooLarge, or RequestInvalid where it did not come in whole in time."""
    if announced(headers, most) > most:
        raise _too_large()
    here = _at_once(cast("Coroutine[Any, Any, Any]", receive()))
    if here is not None and not here.get("more_body", False):  # most bodies: no timer is needed for what is here
        return _checked(here, most)
    try:
        async with asyncio.timeout(PATIENCE if patience is None else patience):
            return await _whole(receive, most, [] if here is None else [_checked(here, most)])
    except TimeoutError:
        raise RequestInvalid(
            "The request did not come in whole in time.", kept="Nothing was changed.", remedy="Send it again."
        ) from None


def _at_once(receiving: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine gives without waiting, None where it has to wait; it is then closed."""
    try:
        receiving.send(None)
    except StopIteration as done:
        return done.value
    receiving.close()
    return None


async def _whole(receive: Receive, most: int, parts: list[bytes]) -> bytes:
    size = sum(map(len, parts))
    while True:
        event = await receive()
        parts.append(_checked(event, most - size))
        size += len(parts[-1])
        if not event.get("more_body", False):
            return b"".join(parts)


def _checked(event: Any, most: int) -> bytes:
    """Return the bytes of a part of a body; raise RequestInvalid where the client left, or RequestTooLarge."""
    if event["type"] != "http.request":
        raise RequestInvalid("The request did not come in whole.", kept="Nothing was changed.")
    part: bytes = event.get("body", b"")
    if len(part) > most:
        raise _too_large()
    return part


def _too_large() -> RequestTooLarge:
    return RequestTooLarge("The request is larger than anything that may be asked.", kept="Nothing was changed.")
