"""The OpenAPI 3.1 document of a server: made from what its operations declare and from the types they speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import msgspec

from econsent.access import FHIR, VERBS
from econsent.errors import EconsentError
from econsent.exchange import Problem
from econsent.server import problems
from econsent.server.operations import Content, Operation, Parameter

VERSION = "3.1.0"
_REF = "#/components/schemas/{name}"
_INTRODUCTION = (
    "May this person be filmed here? A library of consents answers. Bodies are JSON unless an operation says "
    "otherwise; moments are RFC 3339 with an offset, digests lower-case hex, bytes standard base64. A person is named "
    "in a body and never in a URL. Whatever is refused is a problem document (RFC 9457) with a stable `code`."
)


def document(operations: Sequence[Operation], *, token_path: str | None = None) -> dict[str, Any]:
    """Return the document; `token_path` is where SMART Backend Services get their tokens, if there is such a place."""
    schemas, components = _schemas(operations)
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in operations:
        paths[one.path][one.method.lower()] = _operation(one, schemas, smart=token_path is not None)
    return {
        "openapi": VERSION,
        "info": {"title": "econsent", "version": version("econsent"), "description": _INTRODUCTION},
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": components,
            "examples": dict(sorted(_refused(operations).items())),
            "securitySchemes": _security(token_path),
        },
    }


def _security(token_path: str | None) -> dict[str, Any]:
    schemes: dict[str, Any] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "An access token or key of this library."}
    }
    if token_path is not None:
        flow = {"tokenUrl": token_path, "scopes": VERBS | FHIR}
        schemes["smart"] = {
            "type": "oauth2",
            "description": "SMART Backend Services: client credentials with a signed assertion (private_key_jwt).",
            "flows": {"clientCredentials": flow},
        }
    return schemes


def _operation(one: Operation, schemas: dict[Any, dict[str, Any]], *, smart: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"operationId": one.name, "summary": one.what, "tags": [_tag(one)]}
    if one.more:
        said["description"] = one.more
    if one.parameters:
        said["parameters"] = [_parameter(item, schemas) for item in one.parameters]
    if one.takes:
        required = all(body.required for body in one.takes)
        said["requestBody"] = {"required": required, "content": _content(one.takes, schemas)}
    said["responses"] = _responses(one, schemas)
    if one.scope is not None:
        scopes = [one.scope] if one.scope else []
        said["security"] = [{"bearer": scopes}, *([{"smart": scopes}] if smart else [])]
    return said


def _tag(one: Operation) -> str:
    parts = one.path.strip("/").split("/")
    return parts[1] if parts[0] == "v1" and len(parts) > 1 else parts[0]


def _parameter(one: Parameter, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": one.name,
        "in": one.where,
        "required": one.required,
        "schema": schemas[one.type],
        "example": msgspec.to_builtins(one.example),
    }
    if one.what:
        said["description"] = one.what
    return said


def _content(bodies: Sequence[Content], schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    return {one.media_type: _media(one, schemas) for one in bodies}


def _media(one: Content, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    schema = schemas[one.type] if one.type is not None else one.schema
    said = {} if schema == {} else {"schema": {"type": "string"} if schema is None else schema}
    return said | {"example": msgspec.to_builtins(one.example)}


def _responses(one: Operation, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    answers: dict[str, Any] = {str(one.status): {"description": one.what}}
    if one.gives:
        answers[str(one.status)]["content"] = _content(one.gives, schemas)
    refusals: dict[int, list[type[EconsentError]]] = defaultdict(list)
    for error, status in one.refusals:
        refusals[status].append(error)
    for status, errors in sorted(refusals.items()):
        answers[str(status)] = _refusal(one, status, errors, schemas)
    for status, content in one.also.items():
        answer = answers.setdefault(str(status), {"description": one.what, "content": {}})
        answer["content"] |= _content((content,), schemas)
    return answers


def _refusal(
    one: Operation, status: int, errors: Sequence[type[EconsentError]], schemas: dict[Any, dict[str, Any]]
) -> dict[str, Any]:
    description = "\n".join(f"`{error.code}`: {problems.meaning(error)}" for error in errors)
    if one.refused_as is not None:
        return {"description": description, "content": _content((one.refused_as,), schemas)}
    examples = {error.code: {"$ref": f"#/components/examples/{_refusal_key(error, status)}"} for error in errors}
    content = {problems.MEDIA_TYPE: {"schema": schemas[Problem], "examples": examples}}
    return {"description": description, "content": content}


def _refused(operations: Sequence[Operation]) -> dict[str, Any]:
    """Return a problem document for every error of every operation."""
    pairs = {pair for one in operations for pair in one.refusals}
    return {
        _refusal_key(error, status): {
            "value": problems.shown(problems.problem_of(error(problems.meaning(error)), status))
        }
        for error, status in pairs
    }


def _refusal_key(error: type[EconsentError], status: int) -> str:
    return error.code if status == error.status else f"{error.code}-{status}"


def _schemas(operations: Sequence[Operation]) -> tuple[dict[Any, dict[str, Any]], dict[str, Any]]:
    """Return the schema of every type that is spoken, by type, and those that the document keeps once, by name."""
    types: list[Any] = [Problem]
    for one in operations:
        bodies = [*one.takes, *one.gives, *one.also.values(), *([one.refused_as] if one.refused_as else [])]
        types += [body.type for body in bodies if body.type is not None]
        types += [parameter.type for parameter in one.parameters]
    spoken = list(dict.fromkeys(types))
    made, components = msgspec.json.schema_components(spoken, ref_template=_REF)
    return dict(zip(spoken, map(_written, made), strict=True)), _written(components)


def _written(schema: Any) -> Any:
    r"""Return a schema as the wire has it.

    Patterns are those of ECMA-262 (``^`` and ``$`` for \A and \Z); an item of a set may stand twice.
    """
    if isinstance(schema, dict):
        kept = {name: value for name, value in schema.items() if name != "uniqueItems"}
        return {name: _pattern(value) if name == "pattern" else _written(value) for name, value in kept.items()}
    return [_written(item) for item in schema] if isinstance(schema, list) else schema


def _pattern(value: Any) -> Any:
    return value.replace(r"\A", "^").replace(r"\Z", "$") if isinstance(value, str) else _written(value)
