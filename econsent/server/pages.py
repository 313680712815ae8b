"""The OpenAPI document of this server, and the page that shows it to people."""

from __future__ import annotations

import msgspec
from litestar import Response

from econsent.server.access import AnyRequest
from econsent.server.operations import Content, operation

DOCUMENT = "openapi"
"""Under which the application keeps the document, encoded once."""
_JSON = "application/json"


@operation(
    "GET", "/openapi.json", gives=Content(media_type=_JSON, example={"openapi": "3.1.0"}, schema={"type": "object"})
)
async def openapi(request: AnyRequest) -> Response[bytes]:
    """Give this document."""
    return Response(msgspec.json.encode(request.app.state[DOCUMENT]), media_type=_JSON)


ROUTES = (openapi,)
