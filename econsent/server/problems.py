"""Errors as RFC 9457 problem documents: the one tree of errors.py, whatever raised them."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from econsent.errors import AccessDenied, EconsentError, Fault, RequestInvalid, RequestTooLarge
from econsent.exchange import Problem

MEDIA_TYPE = "application/problem+json"
_CHALLENGE = {"www-authenticate": "Bearer"}
_log = logging.getLogger("econsent.server")


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


def refuse(_: Request[Any, Any, Any], error: EconsentError) -> Response[bytes]:
    """Answer with an error of ours."""
    return _response(problem_of(error), _CHALLENGE if isinstance(error, AccessDenied) else None)


def refuse_request(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer a request that no route takes; nothing that was sent is repeated."""
    if error.status_code == RequestTooLarge.status:
        return _response(problem_of(RequestTooLarge("The request is larger than anything that may be asked.")))
    ours = RequestInvalid("No such request is known here.", remedy="See docs/http.md for the paths and methods.")
    return _response(problem_of(ours, error.status_code), dict(error.headers or {}))


def admit_fault(_: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer for a mistake of ours; log where it happened, never what was said."""
    _log.error("fault %s at %s", type(error).__name__, place_of(error))
    fault = Fault("The server made a mistake.", kept="Nothing was changed.", remedy="Tell whoever runs it the time.")
    return _response(problem_of(fault))


def place_of(error: BaseException) -> str:
    """Return the file and line that raised, without a word of the error's message: it could name a person."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"


def _response(problem: Problem, headers: dict[str, str] | None = None) -> Response[bytes]:
    return Response(encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)
