"""The application: its routes over one library, who may ask, and what every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from econsent.errors import EconsentError
from econsent.server import openapi, pages, problems, publiclog, questions, site, stations
from econsent.server.operations import operations_of

if TYPE_CHECKING:
    from litestar.types import Message, Scope

    from econsent.library import Library

MAX_MESSAGE = 128 * 1024
"""Bytes of a JSON message: a withdrawal with the longest words fits."""

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
]
_NO_STORE = (b"cache-control", b"no-store")


ROUTES = (*stations.ROUTES, *questions.ROUTES, *publiclog.ROUTES, *site.ROUTES, *pages.ROUTES)
"""Everything that is served; each of them an `operation`."""


def app(library: Library) -> Litestar:
    """Return the ASGI application of an open library, which the caller closes."""
    return Litestar(
        route_handlers=ROUTES,
        exception_handlers={
            EconsentError: problems.refuse,
            HTTPException: problems.refuse_request,
            Exception: problems.admit_fault,
        },
        before_send=[_protect],
        request_max_body_size=MAX_MESSAGE,
        state=State(
            {
                "library": library,
                "intake": stations.Intake(),
                pages.DOCUMENT: openapi.document(operations_of(ROUTES)),
            }
        ),
        openapi_config=None,
        logging_config=None,
    )


async def _protect(message: Message, _: Scope) -> None:
    """Put the security headers on every answer; what says nothing of caches is never stored."""
    if message["type"] != "http.response.start":
        return
    headers = list(message["headers"])
    if not any(name == b"cache-control" for name, _ in headers):
        headers.append(_NO_STORE)
    message["headers"] = [*headers, *_HEADERS]
