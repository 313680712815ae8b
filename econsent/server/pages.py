"""The OpenAPI document of this server, and the page that shows it to people: one file and one stylesheet, no script."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources
from typing import Any

import jinja2
import msgspec
from litestar import Response

from econsent.server.access import AnyRequest
from econsent.server.operations import Content, file, operation, text

DOCUMENT = "openapi"
"""Under which the application keeps the document."""
_JSON = "application/json"
_SHORT = Content(media_type=_JSON, example={"openapi": "3.1.0"}, schema={"type": "object"})
_POLICY = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}


@operation("GET", "/openapi.json", gives=_SHORT)
async def openapi(request: AnyRequest) -> Response[bytes]:
    """Give this document."""
    return Response(msgspec.json.encode(request.app.state[DOCUMENT]), media_type=_JSON)


@operation("GET", "/docs", gives=text("<!doctype html> ...", "text/html"))
async def docs(request: AnyRequest) -> Response[str]:
    """Show this document as a page."""
    return Response(render(request.app.state[DOCUMENT]), media_type="text/html", headers=_POLICY)


@operation("GET", "/docs/style.css", gives=file("text/css", "body { ... }"))
async def style() -> Response[bytes]:
    """Give the page's stylesheet."""
    return Response(_part("style.css").encode(), media_type="text/css")


def render(document: dict[str, Any]) -> str:
    """Return an OpenAPI document as a page; everything in it is escaped."""
    return _template().render(
        info=document["info"],
        openapi=document["openapi"],
        groups=sorted(_grouped(document).items()),
        schemas=document["components"]["schemas"],
    )


def _grouped(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the operations by their tag, each with its method, path and scopes."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            scopes = sorted({scope for way in said.get("security", ()) for each in way.values() for scope in each})
            groups[said["tags"][0]].append(said | {"method": method.upper(), "path": path, "scopes": scopes})
    return groups


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.ChainableUndefined)
    environment.filters |= {"json": _json, "shown": _shown}
    return environment.from_string(_part("docs.html"))


def _json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _shown(body: dict[str, Any]) -> str:
    """Return a body's example as it is read: text as it stands, anything else as JSON."""
    example = body.get("example", "")
    return example if isinstance(example, str) else _json(example)


def _part(name: str) -> str:
    return (resources.files("econsent.server") / "page" / name).read_text(encoding="utf-8")


ROUTES = (openapi, docs, style)
