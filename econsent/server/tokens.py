"""How tokens are got over HTTP: by a client's signed assertion (SMART Backend Services), by a password and a code.

What is refused at the token endpoint is told as RFC 6749 5.2 says, with our stable code beside it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Response

from econsent import assertion
from econsent.access import EVERY_SCOPE, write_scopes
from econsent.errors import (
    AccessDenied,
    ArgumentInvalid,
    AssertionRefused,
    ControllerForeign,
    EconsentError,
    RateLimited,
    RequestInvalid,
    ScopeMissing,
)
from econsent.principals import (
    GrantedToken,
    Session,
    SessionRequest,
    SmartConfiguration,
    TokenError,
    TokenRefusal,
    TokenRequest,
)
from econsent.server import examples, problems
from econsent.server.access import AnyRequest, beside, gate_of, library_of, peer_of, said_in, token_of
from econsent.server.operations import ANY, Content, Parameter, json, operation
from econsent.server.reading import check_type, headers_of, read

TOKEN_PATH = examples.TOKEN_PATH
FORM = "application/x-www-form-urlencoded"
GRANT = "client_credentials"
_ERRORS: tuple[tuple[type[EconsentError], TokenError], ...] = (
    (ScopeMissing, "invalid_scope"),
    (AssertionRefused, "invalid_client"),
    (ControllerForeign, "unauthorized_client"),
    (RateLimited, "temporarily_unavailable"),
)
_NO_CACHE = {"cache-control": "no-store", "pragma": "no-cache"}


@operation(
    "POST",
    TOKEN_PATH,
    takes=Content(media_type=FORM, example=examples.TOKEN_REQUEST, type=TokenRequest),
    gives=json(examples.GRANTED_TOKEN),
    errors=(
        AssertionRefused,
        ControllerForeign,
        (ScopeMissing, 400),
        RateLimited,
    ),
    refused_as=json(examples.TOKEN_REFUSAL),
)
async def grant_token(request: AnyRequest) -> Response[Any]:
    """Give a client a token for its signed assertion (RFC 6749 4.4, RFC 7523)."""
    try:
        return Response(await _granted(request), media_type=problems.JSON, headers=_NO_CACHE, status_code=200)
    except EconsentError as error:
        request.scope["state"][problems.CODE] = error.code
        return _refused(error)


async def _granted(request: AnyRequest) -> GrantedToken:
    headers = headers_of(request.scope)
    check_type(headers, FORM.encode())
    said = _token_request(await read(request.receive, headers))
    audience = public_url(request) + TOKEN_PATH
    with gate_of(request).attempt("access.token", peer_of(request)):
        return await beside(library_of(request).door.grant, said, audience)


def _token_request(body: bytes) -> TokenRequest:
    """Return what a form asks for; raise RequestInvalid. What is not known is passed over (RFC 6749 3.2)."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=32)
    except ValueError:
        raise RequestInvalid("The body is not a form.") from None
    said = dict(pairs)
    if len(said) != len(pairs):
        raise RequestInvalid("A parameter is given twice.")
    if said.get("grant_type", GRANT) != GRANT:
        raise RequestInvalid("The only grant here is client_credentials.", path="grant_type")
    try:
        asked = msgspec.convert(
            {name: said[name] for name in TokenRequest.__struct_fields__ if name in said}, TokenRequest
        )
    except msgspec.ValidationError:
        raise RequestInvalid("The form lacks grant_type, client_assertion_type or client_assertion.") from None
    if asked.client_assertion_type != assertion.TYPE:
        raise RequestInvalid(f"The assertion's type is {assertion.TYPE}.", path="client_assertion_type")
    return asked


def _refused(error: EconsentError) -> Response[TokenRefusal]:
    """Answer as RFC 6749 5.2 says."""
    word: TokenError = next((word for leaf, word in _ERRORS if isinstance(error, leaf)), "invalid_request")
    if error.path == "grant_type":
        word = "unsupported_grant_type"
    if isinstance(error, ArgumentInvalid) and error.path == "scope":
        word = "invalid_scope"
    status = 400 if isinstance(error, ScopeMissing) else error.status
    if status >= 500:
        raise error
    refusal = TokenRefusal(error=word, error_description=_ascii(str(error)), code=error.code)
    headers = _NO_CACHE | problems.headers_for(error)
    return Response(refusal, media_type=problems.JSON, headers=headers, status_code=status)


def _ascii(words: str) -> str:
    """Return words as RFC 6749 lets a description be."""
    return "".join(one if " " <= one <= "~" and one not in '"\\' else "'" for one in words)


@operation(
    "POST",
    "/v1/sessions",
    takes=json(examples.SESSION_REQUEST),
    gives=json(examples.SESSION),
    status=201,
    errors=((AccessDenied, 401), ControllerForeign, RateLimited),
)
async def sign_in(request: AnyRequest) -> Session:
    """Give a person a token for their password and one-time code."""
    said = await said_in(request, SessionRequest)
    with gate_of(request).attempt("access.session.begin", peer_of(request)):
        return await beside(library_of(request).door.sign_in, said)


@operation(
    "DELETE",
    "/v1/sessions",
    status=204,
    scope=ANY,
    errors=(ArgumentInvalid,),
    parameters=(
        Parameter(name="everywhere", example=True, type=bool, what="End every session of the person, not this one"),
    ),
)
async def sign_out(request: AnyRequest) -> None:
    """Let the token that is shown open nothing more."""
    said = request.query_params.get("everywhere", "false")
    if said not in ("true", "false"):
        raise RequestInvalid("Say true or false.", path="everywhere")
    await beside(library_of(request).door.sign_out, token_of(request), everywhere=said == "true")


# ── where clients find all this ───────────────────────────────────────────────────────


@operation("GET", "/.well-known/smart-configuration", gives=json(examples.SMART_CONFIGURATION))
async def smart_configuration(request: AnyRequest) -> SmartConfiguration:
    """Say where clients get tokens, and by which algorithms they sign (SMART App Launch 2)."""
    return _configuration(request)


@operation("GET", "/fhir/R5/.well-known/smart-configuration", gives=json(examples.SMART_CONFIGURATION))
async def smart_configuration_r5(request: AnyRequest) -> SmartConfiguration:
    """Say the same to whoever begins from the base of FHIR R5."""
    return _configuration(request)


@operation("GET", "/fhir/R4/.well-known/smart-configuration", gives=json(examples.SMART_CONFIGURATION))
async def smart_configuration_r4(request: AnyRequest) -> SmartConfiguration:
    """Say the same to whoever begins from the base of FHIR R4."""
    return _configuration(request)


def _configuration(request: AnyRequest) -> SmartConfiguration:
    return SmartConfiguration(
        token_endpoint=public_url(request) + TOKEN_PATH,
        token_endpoint_auth_signing_alg_values_supported=assertion.ALGORITHMS,
        scopes_supported=write_scopes(EVERY_SCOPE),
    )


def public_url(request: AnyRequest) -> str:
    """Return the address under which clients know this server: as it was told, else the one that it listens on.

    Never the Host header: whoever has an assertion for another server would choose it.
    """
    told: str | None = request.app.state["public_url"]
    if told is not None:
        return told
    host, port = request.scope.get("server") or ("localhost", None)
    written = f"[{host}]" if ":" in host else host
    return f"{request.scope['scheme']}://{written}" + (f":{port}" if port else "")


ROUTES = (grant_token, sign_in, sign_out, smart_configuration, smart_configuration_r5, smart_configuration_r4)
