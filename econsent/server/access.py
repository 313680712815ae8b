"""Who asks, and what of: the library behind the application, bearer tokens (RFC 6750), bodies and numbers in URLs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from msgspec import Meta

from econsent.access import Asker
from econsent.errors import RequestInvalid
from econsent.exchange import parse
from econsent.library import Library
from econsent.server.gate import Gate, token_in
from econsent.server.intents import intent_in
from econsent.server.reading import JSON, MAX_MESSAGE, check_type, headers_of, read

if TYPE_CHECKING:
    from litestar.types import Scope

AnyRequest = Request[Any, Any, Any]
Said = TypeVar("Said")
Result = TypeVar("Result")

_MAX_DIGITS = 16
Size = Annotated[int, Meta(ge=0, lt=10**_MAX_DIGITS)]
"""A whole number in a query, as `number_in` takes it."""


def library_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Library:
    """Return the library that the application serves."""
    library: Library = connection.app.state["library"]
    return library


def authorised(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let a request pass that bears a token of this library; raise what `Gate.admit` raises (a Litestar guard)."""
    connection.state["asker"] = asker_by(connection.app.state, connection.scope)


def asker_by(state: Mapping[str, Any], scope: Scope) -> Asker:
    """Return who sends a request, by its token; raise what `Gate.admit` raises."""
    gate: Gate = state["gate"]
    return gate.admit(headers_of(scope).get(b"authorization", b"").decode("latin-1"), _address(scope))


def gate_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Gate:
    """Return the gate before the library."""
    gate: Gate = connection.app.state["gate"]
    return gate


def peer_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return the address of whoever sent a request, as the server knows it."""
    return _address(connection.scope)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def token_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return the token that a request shows, empty where it shows none."""
    return token_in(connection.headers.get("authorization", ""))


def asker_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Asker:
    """Return who asks, as the guard found out."""
    asker: Asker = connection.state["asker"]
    return asker


async def said_in(request: AnyRequest, said: type[Said]) -> Said:
    """Return the message in a request's body; raise RequestInvalid, RequestTooLarge or ArgumentInvalid."""
    headers = headers_of(request.scope)
    check_type(headers, JSON)
    most = request.route_handler.resolve_request_max_body_size() or MAX_MESSAGE
    return parse(await read(request.receive, headers, most), said)


def number_in(request: AnyRequest, name: str, default: int | None = None) -> int:
    """Return a whole number of the query; raise RequestInvalid."""
    said = request.query_params.get(name)
    if said is None and default is not None:
        return default
    if said is None or not (said.isascii() and said.isdigit() and len(said) <= _MAX_DIGITS):
        raise RequestInvalid("A whole number is missing from the query.", path=name)
    return int(said)


async def asked(request: AnyRequest, verb: Callable[..., Result], *said: Any) -> Result:
    """Call a verb of the library for whoever asks."""
    return await beside(verb, *said, asker=asker_of(request))


async def changed(request: AnyRequest, verb: Callable[..., Result], *said: Any, **named: Any) -> Result:
    """Call a verb that changes something, for whoever asks, with why and which version was seen."""
    return await beside(verb, *said, **named, intent=intent_in(request), asker=asker_of(request))


async def beside(verb: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
    """Run a verb that waits for the disk in a thread, so that other requests go on."""
    return await asyncio.to_thread(verb, *arguments, **named)
