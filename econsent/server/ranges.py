"""Downloads that go on where they were cut off (RFC 9110, 14): one range of bytes, held to the file by its digest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from litestar import Response
from litestar.response import Stream

from econsent.server.access import AnyRequest

_RANGE = re.compile(r"bytes=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))")
_WHOLE, _PART, NOTHING = 200, 206, 416


@dataclass(frozen=True, slots=True)
class Span:
    """What of a file is asked for: status and headers of the answer, the first byte and the one past the last."""

    status: int
    headers: dict[str, str]
    start: int
    end: int


def part(request: AnyRequest, content: bytes, media_type: str, name: str, *, inline: bool = False) -> Response[bytes]:
    """Return a file, or the part of it that is asked for where it is still the same file (`If-Range`)."""
    span = span_of(request, len(content), sha256(content).hexdigest(), name, inline=inline)
    return Response(
        content[span.start : span.end], status_code=span.status, media_type=media_type, headers=span.headers
    )


def stream(
    request: AnyRequest,
    read: Callable[[int, int], Iterator[bytes]],
    *,
    size: int,
    digest: str,
    media_type: str,
    name: str,
) -> Stream:
    """Return a file that is read as it is sent, or the part of it that is asked for; `read` takes first and end."""
    span = span_of(request, size, digest, name)
    headers = span.headers | {"content-length": str(span.end - span.start)}
    return Stream(lambda: read(span.start, span.end), status_code=span.status, media_type=media_type, headers=headers)


def span_of(request: AnyRequest, size: int, digest: str, name: str, *, inline: bool = False) -> Span:
    """Return what of a file of a size and a digest is asked for."""
    tag = f'"{digest}"'
    headers = {
        "content-disposition": f'{"inline" if inline else "attachment"}; filename="{name}"',
        "accept-ranges": "bytes",
        "etag": tag,
    }
    wanted = _wanted(request, size) if request.headers.get("if-range", tag) == tag else None
    if wanted is None:
        return Span(_WHOLE, headers, 0, size)
    start, end = wanted
    if start >= end:
        return Span(NOTHING, headers | {"content-range": f"bytes */{size}"}, 0, 0)
    return Span(_PART, headers | {"content-range": f"bytes {start}-{end - 1}/{size}"}, start, end)


def _wanted(request: AnyRequest, size: int) -> tuple[int, int] | None:
    """Return the first byte that is asked for and the one after the last; None for the whole file."""
    said = _RANGE.fullmatch(request.headers.get("range", ""))
    if said is None:
        return None
    first, last, final = said.groups()
    if final is not None:
        return max(0, size - int(final)), size
    return int(first), min(size, int(last) + 1) if last else size
