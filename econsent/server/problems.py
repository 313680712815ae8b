"""Errors as RFC 9457 problem documents, or as FHIR tells them: the one tree of `econsent.errors`, whatever raises."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from econsent.errors import (
    AccessDenied,
    EconsentError,
    Fault,
    RateLimited,
    RequestInvalid,
    RequestTooLarge,
    ScopeMissing,
    by_code,
)
from econsent.exchange import Problem
from econsent.fhir.outcome import operation_outcome
from econsent.fhir.xml import to_xml
from econsent.server.reading import headers_of

if TYPE_CHECKING:
    from litestar.types import Scope

MEDIA_TYPE = "application/problem+json"
JSON = "application/json"
_CHALLENGE = 'Bearer realm="econsent"'
_FHIR = "/fhir/"
_UNKNOWN = {
    406: ("No format that is accepted is written here.", "Accept JSON or XML."),
    415: ("The body is of a type that is not read here.", "Say what it is in `Content-Type`."),
}
"""What is said where HTTP itself has a status for it."""
CODE, PLACE = "code", "place"
"""Under which the state of a request keeps an error's code, and where a mistake of ours happened, for its log line."""


def problem_of(error: EconsentError, status: int | None = None) -> Problem:
    """Return an error as it goes over the wire; `status` where HTTP itself has a more exact one."""
    return Problem(
        type=f"urn:econsent:error:{error.code}",
        title=meaning(type(error)),
        status=status or error.status,
        code=error.code,
        detail=error.what,
        kept=error.kept,
        remedy=error.remedy,
        path=error.path,
        clause=error.clause,
    )


def encode(problem: Problem) -> bytes:
    """Return the JSON of a problem; members that say nothing are left out."""
    return msgspec.json.encode(shown(problem))


def shown(problem: Problem) -> dict[str, Any]:
    """Return the members of a problem that say something."""
    return {name: value for name, value in msgspec.structs.asdict(problem).items() if value}


def meaning(error: type[EconsentError]) -> str:
    """Return what an error means, in one sentence."""
    return (error.__doc__ or error.__name__).partition("\n")[0]


def unknown(status: int) -> Problem:
    """Return the problem of a request that no route takes; nothing that was sent is repeated."""
    what, remedy = _UNKNOWN.get(
        status, ("No such request is known here.", "See docs/http.md for the paths and methods.")
    )
    return problem_of(RequestInvalid(what, remedy=remedy), status)


def fault_error() -> Fault:
    """Return the error that stands for a mistake of ours."""
    return Fault("The server made a mistake.", kept="Nothing was changed.", remedy="Tell whoever runs it the time.")


def fault() -> Problem:
    """Return the problem of a mistake of ours."""
    return problem_of(fault_error())


def note_fault(scope: Any, error: BaseException) -> None:
    """Leave where a mistake happened for the line of its request in the log, and never what was said."""
    scope["state"][PLACE] = f"{type(error).__name__} at {place_of(error)}"


def refuse(request: Request[Any, Any, Any], error: EconsentError) -> Response[bytes]:
    """Answer with an error of ours."""
    return _response(request, problem_of(error), headers_for(error, request.headers.get("authorization", "")))


def headers_for(error: EconsentError, authorization: str = "") -> dict[str, str]:
    """Return what an error's answer says in headers: how to prove who one is (RFC 6750 3), when to ask again.

    Whoever showed no token at all is told of no error with it.
    """
    if isinstance(error, AccessDenied):
        return {"www-authenticate": f'{_CHALLENGE}, error="invalid_token"' if authorization else _CHALLENGE}
    if isinstance(error, ScopeMissing):
        return {"www-authenticate": f'{_CHALLENGE}, error="insufficient_scope"'}
    if isinstance(error, RateLimited):
        return {"retry-after": str(error.retry_after)}
    return {}


def refuse_request(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer a request that no route takes."""
    if error.status_code == RequestTooLarge.status:
        too_large = RequestTooLarge("The request is larger than anything that may be asked.")
        return _response(request, problem_of(too_large))
    return _response(request, unknown(error.status_code), dict(error.headers or {}))


def admit_fault(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer for a mistake of ours."""
    note_fault(request.scope, error)
    return _response(request, fault())


def place_of(error: BaseException) -> str:
    """Return the file and line that raised, without a word of the error's message: it could name a person."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"


def written(problem: Problem, scope: Scope) -> tuple[str, bytes]:
    """Return media type and body of an error as whoever asks expects it: FHIR has a form of its own."""
    if not scope["path"].startswith(_FHIR):
        return MEDIA_TYPE, encode(problem)
    error = by_code()[problem.code](problem.detail, kept=problem.kept, remedy=problem.remedy, path=problem.path)
    outcome = operation_outcome(error, problem.status)
    if wants_xml(scope):
        return "application/fhir+xml", to_xml(outcome)
    return "application/fhir+json", outcome


def wants_xml(scope: Scope) -> bool:
    """Say whether an error is to be told as XML: where the client asks for that and for nothing else."""
    accept, query = headers_of(scope).get(b"accept", b"").lower(), scope["query_string"].lower()
    if b"_format=" in query:
        return b"xml" in query.partition(b"_format=")[2].partition(b"&")[0]
    return b"xml" in accept and b"json" not in accept and b"*" not in accept


def _response(
    request: Request[Any, Any, Any], problem: Problem, headers: dict[str, str] | None = None
) -> Response[bytes]:
    request.scope["state"][CODE] = problem.code
    media_type, body = written(problem, request.scope)
    return Response(body, status_code=problem.status, media_type=media_type, headers=headers)
