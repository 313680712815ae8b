"""What the server does, each operation declared once: the route, its guard and the OpenAPI document follow from it.

::

    @operation("POST", "/v1/find", takes=json(examples.SEARCH), gives=json(examples.LINES, list[Found]),
               scope="statements.read", errors=(StatementUnknown,))
    async def find(request: AnyRequest) -> list[Found]:
        \"""List the statements of a person, or one by its id, newest first.\"""

The function stays plain: parse, verb, render. Its docstring is what readers of the document see.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from litestar.handlers import HTTPRouteHandler
from litestar.types import Empty

from econsent.errors import (
    AccessDenied,
    ArgumentInvalid,
    ChangedMeanwhile,
    ControllerForeign,
    EconsentError,
    Fault,
    RateLimited,
    RequestInvalid,
    RequestTooLarge,
    ScopeMissing,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreUnwritable,
)
from econsent.server.access import authorised
from econsent.server.intents import REASON

if TYPE_CHECKING:
    from litestar.types import Receive, Scope

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Refusal = type[EconsentError] | tuple[type[EconsentError], int]
"""An error that an operation may answer with, and the status where HTTP has a more exact one than the error."""

QuickAnswer = Callable[[Mapping[str, Any], "Scope", "Receive"], Awaitable[bytes]]

JSON = "application/json"
ANY = ""
"""The scope of what asks for a token and for no scope."""
DECLARED = "operation"
"""Under which a route handler carries its declaration."""

STORE = (StoreBusy, StoreDamaged, StoreFull, StoreUnwritable, Fault)
"""What may come of any operation when the place fails."""
_KNOCKING = (AccessDenied, ControllerForeign, RateLimited, ScopeMissing)
_READING = (ArgumentInvalid, RequestTooLarge)
_PARAMETER = re.compile(r"{(?P<name>\w+)(?::(?P<kind>\w+))?}")
_NOT_FOUND, _URI_TOO_LONG = 404, 414


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A body: its media type, an example of it, and the msgspec type that its schema is made of.

    Without a type it is text or bytes; `schema` is then a JSON Schema written by hand where there is more to say.
    A body that is taken and not `required` may as well be left out.
    """

    media_type: str
    example: Any
    type: Any = None
    schema: dict[str, Any] | None = None
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a request says beside its body: where (`path`, `query`, `header`), its type, and an example."""

    name: str
    example: Any
    type: Any = str
    where: Literal["path", "query", "header"] = "query"
    required: bool = False
    what: str = ""


IF_MATCH = Parameter(
    name="If-Match",
    example="*",
    where="header",
    what="The version that was seen, in quotes: where another one stands nothing is changed",
)
INTENT = (
    Parameter(
        name=REASON,
        example="Asked%20for%20by%20the%20laboratory",
        where="header",
        required=True,
        what="Why, in a few words that name nobody, percent-encoded UTF-8: it stands in the audit trail",
    ),
    IF_MATCH,
)
"""The headers of whatever changes something."""
_CHANGING = (ChangedMeanwhile, ArgumentInvalid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as the world sees it; `path` is written as OpenAPI writes it.

    `scope` is what it takes to ask, None where nobody is asked for a token. `refused_as` is the body of a refusal where
    that is not a problem document (FHIR). `also` are answers of another status that are no refusals.
    """

    method: Method
    path: str
    name: str
    what: str
    more: str
    takes: tuple[Content, ...]
    gives: tuple[Content, ...]
    status: int
    scope: str | None
    refusals: tuple[tuple[type[EconsentError], int], ...]
    refused_as: Content | None
    parameters: tuple[Parameter, ...]
    also: dict[int, Content]

    @property
    def key(self) -> str:
        """What it is called in a list: the method and the path."""
        return f"{self.method} {self.path}"


def json(example: Any, type: Any = None, media_type: str = JSON) -> Content:  # noqa: A002 - what msgspec calls it
    """Return a JSON body by an example; its type where that is not the example's own (``list[Found]``)."""
    return Content(media_type=media_type, example=example, type=example.__class__ if type is None else type)


def text(example: str, media_type: str = "text/plain") -> Content:
    """Return a body of text by an example."""
    return Content(media_type=media_type, example=example)


def file(media_type: str, example: str) -> Content:
    """Return a body of bytes, its example as far as it can be read."""
    return Content(media_type=media_type, example=example, schema={})


def segment(name: str, example: Any, what: str, type: Any = str) -> Parameter:  # noqa: A002
    """Return a part of the path."""
    return Parameter(name=name, example=example, type=type, where="path", required=True, what=what)


def declare(
    function: Callable[..., Any],
    method: Method,
    path: str,
    *,
    gives: Content | tuple[Content, ...] = (),
    takes: Content | tuple[Content, ...] = (),
    status: int = 200,
    scope: str | None = None,
    errors: Iterable[Refusal] = (),
    refused_as: Content | None = None,
    parameters: Iterable[Parameter] = (),
    also: dict[int, Content] | None = None,
    changes: bool = False,
) -> Operation:
    """Return the declaration of a function that answers; what every operation may answer is added to its errors.

    One that `changes` something takes why, and which version was seen (`intents`).
    """
    what, _, more = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
    bodies = (takes,) if isinstance(takes, Content) else takes
    said = (*parameters, *(INTENT if changes else ()))
    errors = (*errors, *(_CHANGING if changes else ()))
    return Operation(
        method=method,
        path=_PARAMETER.sub(r"{\g<name>}", path),
        name=function.__name__,
        what=what.replace("\n", " "),
        more=more,
        takes=bodies,
        gives=(gives,) if isinstance(gives, Content) else gives,
        status=status,
        scope=scope,
        refusals=_refusals(errors, bodies, scope, said),
        refused_as=refused_as,
        parameters=said,
        also=also or {},
    )


def operation(
    method: Method, path: str, *, request_max_body_size: int | None = None, **said: Any
) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Make a function the route of an operation; `said` is what `declare` takes.

    With a scope it asks for a token, with `ANY` for any that is good here. Whether the asker has the scope is for the
    verb to say, which notes it.
    """

    def made(function: Callable[..., Any]) -> HTTPRouteHandler:
        declared = declare(function, method, path, **said)
        handler = HTTPRouteHandler(
            _PARAMETER.sub(lambda one: f"{{{one['name']}:{one['kind'] or 'str'}}}", path),
            http_method=method,
            status_code=declared.status,
            media_type=declared.gives[0].media_type if declared.gives else None,
            guards=[] if declared.scope is None else [authorised],
            request_max_body_size=Empty if request_max_body_size is None else request_max_body_size,
            opt={DECLARED: declared},
        )
        made_of: HTTPRouteHandler = handler(function)
        return made_of

    return made


@dataclass(frozen=True, slots=True)
class Quick:
    """An operation that is answered past the framework: its answer is JSON, and of the status that it declares."""

    declared: Operation
    answer: QuickAnswer


def quick(method: Method, path: str, **said: Any) -> Callable[[QuickAnswer], Quick]:
    """Make a function an operation that is answered past the framework; `said` is what `declare` takes.

    It gets the application's state, and finds out who asks by itself.
    """
    return lambda function: Quick(declare(function, method, path, **said), function)


def operations_of(handlers: Iterable[Any]) -> list[Operation]:
    """Return what route handlers declare, in their order; one that declares nothing is left out."""
    found = [handler.opt.get(DECLARED) for handler in handlers]
    return [one for one in found if one is not None]


def _refusals(
    errors: Iterable[Refusal], bodies: tuple[Content, ...], scope: str | None, parameters: tuple[Parameter, ...]
) -> tuple[tuple[type[EconsentError], int], ...]:
    usual: list[Refusal] = [RequestInvalid, *STORE]
    if parameters:
        usual.append((RequestInvalid, _URI_TOO_LONG))
    if any(one.where == "path" for one in parameters):
        usual.append((RequestInvalid, _NOT_FOUND))
    if bodies:
        usual += _READING
    if scope is not None:
        usual += _KNOCKING
    pairs = [one if isinstance(one, tuple) else (one, one.status) for one in [*errors, *usual]]
    return tuple(dict.fromkeys(pairs))
