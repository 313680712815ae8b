"""FHIR over HTTP: which format is spoken, where resources are, what a client holds already, how all of it is sent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from econsent import instant
from econsent.errors import SearchInvalid
from econsent.fhir.conditions import Format, format_of
from econsent.fhir.published import Release
from econsent.fhir.xml import to_xml
from econsent.server.access import AnyRequest
from econsent.server.operations import Content, Method, operation
from econsent.server.reading import MAX_MESSAGE, headers_of, read
from econsent.server.tokens import public_url

RELEASES: tuple[Release, ...] = ("R5", "R4")
ROOT = "/fhir/"
MEDIA_TYPES: dict[Format, str] = {"json": "application/fhir+json", "xml": "application/fhir+xml"}
FORM = "application/x-www-form-urlencoded"
RESOURCE: dict[str, Any] = {"type": "object", "required": ["resourceType"]}
"""As much of a JSON Schema as holds for every resource: FHIR's own says the rest."""
_SPOKEN: dict[str, Format] = {
    "*/*": "json",
    "application/*": "json",
    "application/fhir+json": "json",
    "application/json": "json",
    "application/json+fhir": "json",
    "text/json": "json",
    "application/fhir+xml": "xml",
    "application/xml": "xml",
    "application/xml+fhir": "xml",
    "text/xml": "xml",
}
_NOT_ACCEPTABLE, _UNSUPPORTED, _NOT_MODIFIED = 406, 415, 304
_MANY = 1000
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")

Verb = Callable[[AnyRequest, Release], Any]


def routes(method: Method, path: str, verb: Verb, **said: Any) -> list[HTTPRouteHandler]:
    """Return the route of an operation in each release: a path after ``/fhir/R5``; `said` is what `operation` takes."""
    return [_route(method, path, verb, release, said) for release in RELEASES]


def _route(method: Method, path: str, verb: Verb, release: Release, said: dict[str, Any]) -> HTTPRouteHandler:
    async def answer(request: AnyRequest) -> Response[bytes]:
        response: Response[bytes] = await verb(request, release)
        return response

    answer.__name__ = f"{verb.__name__}_{release.lower()}"
    answer.__doc__ = verb.__doc__
    given = {"refused_as": resource_content("OperationOutcome", issue=[]), **said}
    return operation(method, f"{ROOT}{release}{path}", **given)(answer)


def resource_content(kind: str, **members: Any) -> Content:
    """Return a body that is a resource, by an example of it in JSON."""
    return Content(media_type=MEDIA_TYPES["json"], example={"resourceType": kind, **members}, schema=RESOURCE)


def both_formats(kind: str, **members: Any) -> tuple[Content, Content]:
    """Return the same in JSON and XML."""
    example = f'<{kind} xmlns="http://hl7.org/fhir"/>'
    return resource_content(kind, **members), Content(media_type=MEDIA_TYPES["xml"], example=example, schema={})


def form_content(**example: str) -> Content:
    """Return the parameters of a search as a form, by an example."""
    return Content(media_type=FORM, example=example, schema={"type": "object"}, required=False)


# ── what was sent ─────────────────────────────────────────────────────────────────────────


def base_of(request: AnyRequest, release: Release) -> str:
    """Return where a release is served (`root_of`)."""
    return f"{root_of(request)}{ROOT}{release}"


def root_of(request: AnyRequest) -> str:
    """Return the address under which a client knows this server: as it was told, else as this client called it.

    Links lead a client back to where it already is; what is no host of anybody is not repeated.
    """
    told: str | None = request.app.state["public_url"]
    host = headers_of(request.scope).get(b"host", b"").decode("latin-1")
    if told is not None or not _HOST.fullmatch(host):
        return public_url(request)
    return f"{request.scope['scheme']}://{host}"


def pairs_of(request: AnyRequest) -> list[tuple[str, str]]:
    """Return the parameters of a URL; raise SearchInvalid."""
    return _pairs(request.scope["query_string"])


async def form_of(request: AnyRequest) -> list[tuple[str, str]]:
    """Return the parameters of a URL and then those of a form; raise SearchInvalid or RequestTooLarge."""
    headers = headers_of(request.scope)
    body = await read(request.receive, headers, MAX_MESSAGE)
    if body and _media_type(headers.get(b"content-type", b"")) != FORM:
        raise HTTPException(status_code=_UNSUPPORTED)
    return pairs_of(request) + _pairs(body)


def _pairs(said: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(said.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MANY)
    except ValueError:
        raise SearchInvalid("The parameters cannot be read: they are not UTF-8, or too many.") from None


def body_format(request: AnyRequest) -> Format:
    """Return the format of a body by what it says it is; refuse any other type."""
    said = _SPOKEN.get(_media_type(headers_of(request.scope).get(b"content-type", b"")))
    if said is None:
        raise HTTPException(status_code=_UNSUPPORTED)
    return said


def _media_type(said: bytes) -> str:
    return said.decode("latin-1").partition(";")[0].strip().lower()


def is_strict(request: AnyRequest) -> bool:
    """Say whether the client asks for strict handling (RFC 7240)."""
    said = headers_of(request.scope).get(b"prefer", b"").decode("latin-1").lower().replace(" ", "")
    return "handling=strict" in said.replace('"', "").replace(";", ",").split(",")


def format_for(request: AnyRequest, asked: Format | None = None) -> Format:
    """Return the format of an answer: of `_format`, else of what the client accepts; refuse where it is neither."""
    if asked is not None:
        return asked
    named = [value for name, value in pairs_of(request) if name == "_format"]
    if named:
        try:
            return format_of(named[-1])
        except SearchInvalid:
            raise HTTPException(status_code=_NOT_ACCEPTABLE) from None
    accepted = accepted_by(headers_of(request.scope).get(b"accept", b""))
    if accepted is None:
        raise HTTPException(status_code=_NOT_ACCEPTABLE)
    return accepted


def accepted_by(accept: bytes) -> Format | None:
    """Return the format that an `Accept` header likes best, None where it takes neither (RFC 9110 12.5.1)."""
    if not accept.strip():
        return "json"
    liked: dict[Format, float] = {}
    for part in accept.decode("latin-1").split(","):
        kind, *parameters = (one.strip().lower() for one in part.split(";"))
        known = _SPOKEN.get(kind)
        if known is not None:
            liked[known] = max(liked.get(known, 0.0), _quality(parameters))
    best = max(liked, key=lambda one: (liked[one], one == "json"), default=None)
    return best if best is not None and liked[best] > 0 else None


def _quality(parameters: Sequence[str]) -> float:
    for one in parameters:
        name, _, value = one.partition("=")
        if name == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


# ── what is sent ──────────────────────────────────────────────────────────────────────────


def sent(resource: bytes, form: Format, headers: dict[str, str] | None = None, status: int = 200) -> Response[bytes]:
    """Return a resource as an answer in a format."""
    content = to_xml(resource) if form == "xml" else resource
    return Response(content, status_code=status, media_type=f"{MEDIA_TYPES[form]}; charset=utf-8", headers=headers)


def versioned(request: AnyRequest, resource: bytes, index: int, updated: int, form: Format) -> Response[bytes]:
    """Return a version of a resource, or say that the client has it already (`If-None-Match`)."""
    headers = {"etag": f'W/"{index}"', "last-modified": http_date(updated)}
    known = headers_of(request.scope).get(b"if-none-match", b"").decode("latin-1")
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    if f'"{index}"' in tags or "*" in tags:
        return Response(b"", status_code=_NOT_MODIFIED, headers=headers)
    return sent(resource, form, headers)


def http_date(moment: int) -> str:
    """Return a moment (µs) as HTTP writes it."""
    return format_datetime(instant.to_datetime(moment).astimezone(dt.UTC).replace(microsecond=0), usegmt=True)
