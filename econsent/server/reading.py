"""Bodies as they come in: whole, in time, and never larger than what may be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from econsent.errors import RequestInvalid, RequestTooLarge

if TYPE_CHECKING:
    from litestar.types import Receive

MAX_MESSAGE = 128 * 1024
"""Bytes of a JSON message: a withdrawal with the longest words fits."""
PATIENCE = 30.0
"""Seconds in which a message must have come in whole."""
JSON = b"application/json"
_LONGEST_NUMBER = 16


def header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """Return a header of a request, empty where it was not sent; `name` in lower case."""
    return next((value for known, value in headers if known == name), b"")


def announced(headers: Iterable[tuple[bytes, bytes]], most: int) -> int:
    """Return how many bytes a body says it has; one that does not say may have as many as are taken."""
    said = header(headers, b"content-length")
    known = said.isdigit() and len(said) <= _LONGEST_NUMBER
    return int(said) if known else most


def check_type(headers: Iterable[tuple[bytes, bytes]], media_type: bytes) -> None:
    """Check what a body says it is: a browser's form or an upload by mistake is not taken for a message."""
    said = header(headers, b"content-type")
    if said != media_type and said.partition(b";")[0].strip().lower() != media_type:
        raise RequestInvalid(f"The body must be {media_type.decode()}.", path="content-type")


async def read(
    receive: Receive, headers: Iterable[tuple[bytes, bytes]], most: int = MAX_MESSAGE, patience: float | None = None
) -> bytes:
    """Return a body read whole; raise RequestTooLarge, or RequestInvalid where it did not come in whole in time."""
    if announced(headers, most) > most:
        raise _too_large()
    try:
        async with asyncio.timeout(PATIENCE if patience is None else patience):
            return await _whole(receive, most)
    except TimeoutError:
        raise RequestInvalid(
            "The request did not come in whole in time.", kept="Nothing was changed.", remedy="Send it again."
        ) from None


async def _whole(receive: Receive, most: int) -> bytes:
    parts, size = [], 0
    while True:
        event = await receive()
        if event["type"] != "http.request":
            raise RequestInvalid("The request did not come in whole.", kept="Nothing was changed.")
        parts.append(event.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise _too_large()
        if not event.get("more_body", False):
            return b"".join(parts)


def _too_large() -> RequestTooLarge:
    return RequestTooLarge("The request is larger than anything that may be asked.", kept="Nothing was changed.")
