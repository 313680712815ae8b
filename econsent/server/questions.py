"""What other systems and people at a desk ask.

Every question needs a token; a person is named in a body, never in a URL.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from litestar import Response

from econsent.errors import (
    CameraUnknown,
    ChangedMeanwhile,
    FormLanguageUnknown,
    FormScopeUnknown,
    IinInvalid,
    InstantInvalid,
    RecordMalformed,
    RecordRuleBroken,
    RequestInvalid,
    RoomUnknown,
    StatementConflict,
    StatementUnknown,
)
from econsent.exchange import (
    Corrected,
    CorrectionRequest,
    Day,
    DecisionQuery,
    DecisionsFound,
    Found,
    NameQuery,
    Needs,
    PersonAnswer,
    PersonQuestion,
    RoomAnswer,
    RoomQuestion,
    SearchRequest,
    Shown,
    WithdrawalRequest,
    Withdrawn,
)
from econsent.remote import EXPORTS, Exported
from econsent.server import examples
from econsent.server.access import AnyRequest, asked, asker_of, beside, changed, library_of, said_in
from econsent.server.intents import etag
from econsent.server.operations import ANY, IF_MATCH, file, json, operation, segment, text
from econsent.standing import Policy

_FORMS: dict[str, Exported] = {name: what for what, (name, _) in EXPORTS.items()}
_ID = segment("statement_id", examples.STATEMENT_ID, "Id of the statement, a UUIDv7")
_NAME = segment("name", "statement.jws", "Which form of it", Literal[tuple(_FORMS)])
_PLACE_DIGITS = 4
_DESK = (IinInvalid, RecordMalformed, RecordRuleBroken, FormLanguageUnknown, StatementConflict)
"""Why what was said at the desk is not taken down."""


@operation(
    "POST",
    "/v1/decisions",
    takes=json(examples.ROOM_QUESTION),
    gives=json(examples.ROOM_ANSWER),
    scope="decision",
    errors=(IinInvalid, InstantInvalid, FormScopeUnknown, RoomUnknown, CameraUnknown),
)
async def decide_room(request: AnyRequest) -> RoomAnswer:
    """Answer who of some people may not be filmed in a room or by a camera."""
    return await asked(request, library_of(request).decide_room, await said_in(request, RoomQuestion))


@operation(
    "POST",
    "/v1/standings",
    takes=json(examples.PERSON_QUESTION),
    gives=json(examples.PERSON_ANSWER),
    scope="decision",
    errors=(IinInvalid, InstantInvalid),
)
async def stands(request: AnyRequest) -> PersonAnswer:
    """Answer what stands for a person, for every scope of which the asker sees the people."""
    return await asked(request, library_of(request).stands, await said_in(request, PersonQuestion))


@operation("GET", "/v1/policy", gives=json(examples.POLICY), scope="decision")
async def policy(request: AnyRequest) -> Response[Policy]:
    """Show what the library asks of a permit, with its version as `ETag`."""
    asker_of(request).require("decision")
    version, said = await beside(lambda: (library_of(request).policy_version, library_of(request).policy))
    return Response(said, headers=etag(version))


@operation("PUT", "/v1/policy", takes=json(examples.POLICY), status=204, scope="policy.write", changes=True)
async def set_policy(request: AnyRequest) -> None:
    """Set what the library asks of a permit from now on."""
    await changed(request, library_of(request).set_policy, await said_in(request, Policy))


@operation(
    "POST",
    "/v1/find",
    takes=json(examples.SEARCH),
    gives=json(examples.LINES, list[Found]),
    scope="statements.read",
    errors=(IinInvalid, StatementUnknown),
)
async def find(request: AnyRequest) -> list[Found]:
    """List the statements of a person, or one by its id, newest first."""
    return await asked(request, library_of(request).find, await said_in(request, SearchRequest))


@operation(
    "POST",
    "/v1/search",
    takes=json(examples.DECISION_QUERY),
    gives=json(examples.DECISIONS),
    scope="statements.read",
)
async def search(request: AnyRequest) -> DecisionsFound:
    """List decisions by scope, standing, time and point, newest first; nobody is named."""
    return await asked(request, library_of(request).search.decisions, await said_in(request, DecisionQuery))


@operation(
    "POST",
    "/v1/search/name",
    takes=json(examples.NAME_QUERY),
    gives=json(examples.NAMED),
    scope="statements.read",
)
async def search_name(request: AnyRequest) -> DecisionsFound:
    """List the decisions of people of a name among what was said on certain days; the name stands in no URL."""
    return await asked(request, library_of(request).search.named, await said_in(request, NameQuery))


@operation(
    "GET",
    "/v1/days/{day}",
    gives=json(examples.DAY),
    scope="statements.read",
    parameters=[segment("day", examples.DAY.day.isoformat(), "A day in Kazakhstan", dt.date)],
)
async def day(request: AnyRequest) -> Day:
    """Count what was said on a day, by hour and point, as far as the asker sees people."""
    try:
        wanted = dt.date.fromisoformat(request.path_params["day"])
    except ValueError:
        raise RequestInvalid("This is not a day.", remedy="Write it as 2026-11-23.", path="day") from None
    return await asked(request, library_of(request).overview.day, wanted)


@operation("GET", "/v1/attention", gives=json(examples.NEEDS), scope=ANY)
async def attention(request: AnyRequest) -> Needs:
    """Count what needs a person now, as far as the asker may see it: what is late, open, missing or ends soon."""
    return await asked(request, library_of(request).attention.needs)


@operation(
    "GET",
    "/v1/statements/{statement_id}",
    gives=json(examples.SHOWN),
    scope="statements.read",
    errors=(StatementUnknown,),
    parameters=[_ID],
)
async def show(request: AnyRequest) -> Shown:
    """Show one statement with its place in the log."""
    return await asked(request, library_of(request).show, request.path_params["statement_id"])


@operation(
    "GET",
    "/v1/statements/{statement_id}/{name}",
    gives=(
        text(examples.JWS, "application/jose"),
        file("application/pdf", "%PDF-1.7 ..."),
        text(examples.RECEIPT),
        file("application/zip", "PK ..."),
    ),
    scope="statements.read",
    errors=(StatementUnknown,),
    parameters=[_ID, _NAME],
)
async def export(request: AnyRequest) -> Response[bytes]:
    """Give out a statement as document, JWS, receipt or bundle, byte for byte as it is kept."""
    statement_id, name = request.path_params["statement_id"], request.path_params["name"]
    what = _FORMS.get(name)
    if what is None:
        raise RequestInvalid("A statement has no such file.", remedy=f"Ask for {', '.join(_FORMS)}.", path="name")
    content = await asked(request, library_of(request).export, statement_id, what)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=EXPORTS[what][1], headers=headers)


@operation(
    "GET",
    "/v1/statements/{statement_id}/evidence/{place}",
    gives=file("application/octet-stream", "..."),
    scope="statements.read",
    errors=(StatementUnknown,),
    parameters=[_ID, segment("place", 0, "Place of the file in the statement's `evidence`, from 0", int)],
)
async def evidence(request: AnyRequest) -> Response[bytes]:
    """Give out a file of a statement's evidence, whose kind the statement says. Nothing is run or shown from it."""
    place = request.path_params["place"]
    if not (place.isascii() and place.isdigit() and len(place) <= _PLACE_DIGITS):
        raise RequestInvalid("This is not the place of a file.", remedy="Count from 0.", path="place")
    content = await asked(request, library_of(request).evidence, request.path_params["statement_id"], int(place))
    headers = {"content-disposition": 'attachment; filename="evidence"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


@operation(
    "POST",
    "/v1/withdrawals",
    takes=json(examples.WITHDRAWAL_REQUEST),
    gives=json(examples.WITHDRAWN),
    status=201,
    scope="statements.withdraw",
    errors=(*_DESK, ChangedMeanwhile),
    parameters=(IF_MATCH,),
)
async def withdraw(request: AnyRequest) -> Withdrawn:
    """Take down a withdrawal that was said at the library's desk.

    `If-Match` names the `version` of the person's standings (`/v1/standings`) that was seen.
    """
    return await changed(request, library_of(request).withdraw, await said_in(request, WithdrawalRequest))


@operation(
    "POST",
    "/v1/corrections",
    takes=json(examples.CORRECTION_REQUEST),
    gives=json(examples.CORRECTED),
    status=201,
    scope="statements.correct",
    errors=(*_DESK, StatementUnknown, ChangedMeanwhile),
)
async def correct(request: AnyRequest) -> Corrected:
    """Mark a statement as entered in error, on the word of two people."""
    return await asked(request, library_of(request).correct, await said_in(request, CorrectionRequest))


ROUTES = (
    decide_room,
    stands,
    policy,
    set_policy,
    find,
    search,
    search_name,
    day,
    attention,
    show,
    export,
    evidence,
    withdraw,
    correct,
)
