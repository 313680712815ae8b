"""The front: what every request meets before any route, and every answer on its way out.

It looks at the path, takes the few requests that must be quick past the framework, puts the headers on every answer
that protect it, counts it, and writes its line into the journal.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from litestar import Litestar
from litestar.enums import ScopeType

from econsent.errors import EconsentError, RequestInvalid
from econsent.exchange import Problem
from econsent.server import journal, problems
from econsent.server.console.assets import ROUTE as PAGE
from econsent.server.journal import Journal
from econsent.server.metrics import UNROUTED, Metrics
from econsent.server.operations import DECLARED, Operation, Quick
from econsent.server.reading import headers_of

if TYPE_CHECKING:
    from litestar.types import HTTPScope, Receive, Scope, Send

MAX_PATH = 1024
MAX_QUERY = 16 * 1024
"""Bytes of a URL's parts: a long FHIR search fits."""
_TRICKS = re.compile(
    rb"%(?![0-9a-f]{2})|%(?:[01][0-9a-f]|25|2e|2f|5c|7f)|//|/\.{1,2}(?=/|$)|[\\\x00-\x20\x7f-\xff]", re.I
)
"""What no honest path has: encoded controls, dots, slashes and percents, empty and dotted segments."""
_NOT_FOUND, _NOT_ALLOWED, _URI_TOO_LONG, _NO_CONTENT = 404, 405, 414, 204
_PROTECTING = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_NO_STORE = (b"cache-control", b"no-store")
_JSON = (b"content-type", b"application/json")


class Front:
    """The ASGI application: `inside` behind everything that holds for all of it."""

    def __init__(self, inside: Litestar, quick: Iterable[Quick], journal: Journal, metrics: Metrics) -> None:
        self.inside = inside
        self._state: Mapping[str, Any] = inside.state.dict()
        self._quick = {one.declared.path: one for one in quick}
        self._journal = journal
        self._metrics = metrics

    def stop(self) -> None:
        """Say from now on that the server is not ready, and end what waits for news; call it in the server's loop."""
        self._state["stopping"].set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == ScopeType.HTTP:
            await self._request(scope, receive, send)
        else:
            await self.inside(scope, receive, send)

    async def _request(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        method: str = scope["method"]
        if method == "HEAD":  # the answer to GET, whose body the server leaves out
            scope = cast("HTTPScope", {**scope, "method": "GET"})
        scope.setdefault("state", {})
        answer = Outgoing(send, journal.request_id(headers_of(scope)))
        try:
            await self._answer(scope, receive, answer)
        except EconsentError as error:
            shown = headers_of(scope).get(b"authorization", b"").decode("latin-1")
            await answer.refuse(problems.problem_of(error), scope, problems.headers_for(error, shown))
        except Exception as error:  # noqa: BLE001 - the last line of defence: nothing of it is told to anybody
            problems.note_fault(scope, error)
            await answer.refuse(problems.fault(), scope)
        finally:
            self._note(scope, method, answer, time.perf_counter() - began)

    async def _answer(self, scope: HTTPScope, receive: Receive, answer: Outgoing) -> None:
        refused = _odd(scope)
        quick = self._quick.get(scope["path"])
        if refused is not None:
            await answer.refuse(refused, scope)
        elif quick is None:
            await self.inside(scope, receive, answer)
        elif scope["method"] == quick.declared.method:
            scope["state"][DECLARED] = quick.declared
            await answer.whole(quick.declared.status, [_JSON], await quick.answer(self._state, scope, receive))
        else:
            await _other_method(scope["method"], quick.declared.method, answer, scope)

    def _note(self, scope: HTTPScope, method: str, answer: Outgoing, seconds: float) -> None:
        state: Mapping[str, Any] = scope["state"]
        route = _route_of(scope, state)
        status = answer.status or journal.GONE
        self._metrics.request(route, method, status, seconds)
        asker = state.get("asker")
        self._journal.request(
            request=answer.request, method=method if method.isalpha() else "", route=route, status=status,
            seconds=seconds, asker="" if asker is None else asker.id, code=state.get(problems.CODE, ""),
            place=state.get(problems.PLACE, ""),
        )  # fmt: skip


class Outgoing:
    """An answer on its way out: `status` is 0 until it has begun. Called as ASGI's `send` is."""

    __slots__ = ("_send", "request", "status")

    def __init__(self, send: Send, request: str) -> None:
        self._send = send
        self.request = request
        self.status = 0

    async def __call__(self, message: Any) -> None:
        """Put the protecting headers on, and let a message pass."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = _protected(list(message["headers"]), self.request)
        await self._send(message)

    async def whole(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        """Send an answer of one piece."""
        self.status = status
        headers.append((b"content-length", str(len(body)).encode()))
        head: Any = {
            "type": "http.response.start",
            "status": status,
            "headers": _protected(headers, self.request),
        }
        await self._send(head)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    async def refuse(self, problem: Problem, scope: HTTPScope, headers: Mapping[str, str] | None = None) -> None:
        """Send a problem, unless the answer has begun."""
        scope["state"][problems.CODE] = problem.code
        if self.status:
            return
        media_type, body = problems.written(problem, scope)
        said = {"content-type": media_type, **(headers or {})}
        encoded = [(name.encode(), value.encode()) for name, value in said.items()]
        await self.whole(problem.status, encoded, body)


def _protected(headers: list[tuple[bytes, bytes]], request: str) -> list[tuple[bytes, bytes]]:
    """Return an answer's headers with those that protect it; what says nothing of caches is never stored."""
    names = {name for name, _ in headers}
    if b"cache-control" not in names:
        headers.append(_NO_STORE)
    if b"content-security-policy" not in names:
        headers.append(_POLICY)
    if b"allow" in names:
        headers = [(name, _with_head(value) if name == b"allow" else value) for name, value in headers]
    headers += [one for one in _PROTECTING if one[0] not in names]
    headers.append((journal.HEADER, request.encode()))
    return headers


def _with_head(allowed: bytes) -> bytes:
    methods = {one.strip() for one in allowed.split(b",")}
    return b", ".join(sorted(methods | ({b"HEAD"} if b"GET" in methods else set())))


def _odd(scope: HTTPScope) -> Problem | None:
    """Return why no route is even looked for: a URL that is too long, or a path that tries to lead elsewhere."""
    raw = scope.get("raw_path") or scope["path"].encode(errors="surrogatepass")
    if len(raw) > MAX_PATH or len(scope["query_string"]) > MAX_QUERY:
        return problems.problem_of(RequestInvalid("The address is longer than any that is asked at."), _URI_TOO_LONG)
    if _TRICKS.search(raw):
        return problems.unknown(_NOT_FOUND)
    return None


async def _other_method(method: str, known: str, answer: Outgoing, scope: HTTPScope) -> None:
    allow = f"{known}, OPTIONS"
    if method == "OPTIONS":
        await answer.whole(_NO_CONTENT, [(b"allow", allow.encode())], b"")
    else:
        await answer.refuse(problems.unknown(_NOT_ALLOWED), scope, {"allow": allow})


def _route_of(scope: HTTPScope, state: Mapping[str, Any]) -> str:
    """Return the path of the operation as it is declared, never as it was asked."""
    declared: Operation | None = state.get(DECLARED)
    if declared is not None:
        return declared.path
    handler = scope.get("route_handler")
    if handler is None:
        return UNROUTED
    declared = handler.opt.get(DECLARED)
    page: str = handler.opt.get(PAGE, UNROUTED)
    return page if declared is None else declared.path
