"""Downloads that go on where they were cut off (RFC 9110, 14): one range of bytes, held to the file by its digest."""

from __future__ import annotations

import re
from hashlib import sha256

from litestar import Response

from econsent.server.access import AnyRequest

_RANGE = re.compile(r"bytes=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))")


def part(request: AnyRequest, content: bytes, media_type: str, name: str, *, inline: bool = False) -> Response[bytes]:
    """Return a file, or the part of it that is asked for where it is still the same file (`If-Range`)."""
    tag = f'"{sha256(content).hexdigest()}"'
    headers = {
        "content-disposition": f'{"inline" if inline else "attachment"}; filename="{name}"',
        "accept-ranges": "bytes",
        "etag": tag,
    }
    wanted = _wanted(request, len(content)) if request.headers.get("if-range", tag) == tag else None
    if wanted is None:
        return Response(content, media_type=media_type, headers=headers)
    start, end = wanted
    if start >= end:
        headers["content-range"] = f"bytes */{len(content)}"
        return Response(b"", status_code=416, media_type=media_type, headers=headers)
    headers["content-range"] = f"bytes {start}-{end - 1}/{len(content)}"
    return Response(content[start:end], status_code=206, media_type=media_type, headers=headers)


def _wanted(request: AnyRequest, size: int) -> tuple[int, int] | None:
    """Return the first byte that is asked for and the one after the last; None for the whole file."""
    said = _RANGE.fullmatch(request.headers.get("range", ""))
    if said is None:
        return None
    first, last, final = said.groups()
    if final is not None:
        return max(0, size - int(final)), size
    return int(first), min(size, int(last) + 1) if last else size
