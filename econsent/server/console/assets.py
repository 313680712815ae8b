"""What every page loads: one stylesheet, htmx and what is ours beside it. Nothing comes from another host.

htmx is that of the package `django-htmx`, of which nothing else is used (ADR 0031).
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from hashlib import sha256
from importlib import resources

from litestar import Response
from litestar.handlers import HTTPRouteHandler, get

from econsent.errors import RequestInvalid
from econsent.server import problems
from econsent.server.access import AnyRequest

ROUTE = "page"
"""Under which a route handler carries its path, for the log and the metrics."""
_OURS, _HTMX = "econsent.server.console", "django_htmx"
_FILES = {
    "console.css": (_OURS, "static/console.css", "text/css"),
    "icon.svg": (_OURS, "static/icon.svg", "image/svg+xml"),
    "console.js": (_OURS, "static/console.js", "text/javascript"),
    "replay.js": (_OURS, "static/replay.js", "text/javascript"),
    "htmx.js": (_HTMX, "static/django_htmx/htmx-2.min.js", "text/javascript"),
    "htmx-sse.js": (_HTMX, "static/django_htmx/ext/hx-sse-2.min.js", "text/javascript"),
}


@cache
def _file(name: str) -> tuple[bytes, str] | None:
    if name not in _FILES:
        return None
    package, path, media_type = _FILES[name]
    return (resources.files(package) / path).read_bytes(), media_type


@cache
def _packed(name: str) -> bytes:
    """Return a file as browsers take it that unpack: nothing in it is secret, so its length tells nothing."""
    found = _file(name)
    return b"" if found is None else gzip.compress(found[0], mtime=0)


@cache
def address(name: str) -> str:
    """Return where a file is served; the address changes with the file, so that browsers may keep it for ever."""
    found = _file(name)
    if found is None:
        raise LookupError(name)
    return f"/assets/{sha256(found[0]).hexdigest()[:16]}/{name}"


@get("/assets/{version:str}/{name:str}", opt={ROUTE: "/assets/{version}/{name}"})
async def asset(request: AnyRequest) -> Response[bytes]:
    """Give a file of the pages."""
    name = request.path_params["name"]
    found = _file(name)
    if found is None or request.url.path != address(name):
        return problems.refuse(request, RequestInvalid("No such file is served here."))
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    if not _takes_gzip(request):
        return Response(found[0], media_type=found[1], headers=headers)
    return Response(_packed(name), media_type=found[1], headers={**headers, "content-encoding": "gzip"})


def _takes_gzip(request: AnyRequest) -> bool:
    """Say whether a browser unpacks gzip (RFC 9110, 12.5.3): it is named, and not with a weight of nothing."""
    for said in request.headers.get("accept-encoding", "").lower().split(","):
        coding, _, weight = said.partition(";")
        if coding.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


ROUTES: tuple[HTTPRouteHandler, ...] = (asset,)
