"""The camera's question: asked far more often than all others, and answered without the framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from econsent.errors import CameraUnknown, FormScopeUnknown, IinInvalid, InstantInvalid, RoomUnknown
from econsent.exchange import Question, parse
from econsent.library import Library
from econsent.server import examples
from econsent.server.access import asker_by
from econsent.server.metrics import Metrics
from econsent.server.operations import json, quick
from econsent.server.reading import JSON, check_type, headers_of, read

if TYPE_CHECKING:
    from litestar.types import Receive, Scope

_encode = msgspec.json.Encoder().encode


@quick(
    "POST",
    "/v1/decision",
    takes=json(examples.QUESTION),
    gives=json(examples.ANSWER),
    scope="decision",
    errors=(IinInvalid, InstantInvalid, FormScopeUnknown, RoomUnknown, CameraUnknown),
)
async def decide(state: Mapping[str, Any], scope: Scope, receive: Receive) -> bytes:
    """Answer whether a person may be filmed."""
    library: Library = state["library"]
    metrics: Metrics = state["metrics"]
    headers = headers_of(scope)
    asker = scope["state"]["asker"] = asker_by(state, scope)
    check_type(headers, JSON)
    question = parse(await read(receive, headers), Question)
    answer = library.decide(question, asker=asker)  # one indexed look-up: cheaper here than in another thread
    metrics.decided(answer)
    return _encode(answer)


QUICK = (decide,)
