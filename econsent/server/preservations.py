"""What keeps the log provable later, over HTTP: begun as a work, listed, shown. No message names an authority."""

from __future__ import annotations

from econsent.errors import AuthorityUnnamed, PreservationUnknown, StoreBusy
from econsent.exchange import Preservation, PreservationRequest, Preservations, Work
from econsent.server import examples
from econsent.server.access import AnyRequest, asker_of, beside, library_of, said_in
from econsent.server.operations import json, operation, segment

_SCOPE = "log.preserve"
_ACCEPTED = 202
_NUMBER = segment("number", str(examples.PRESERVATION.line.number), "Number of the preservation, from 1")


@operation(
    "POST",
    "/v1/works/preservations",
    takes=json(examples.PRESERVATION_REQUEST),
    gives=json(examples.WORK),
    status=_ACCEPTED,
    scope=_SCOPE,
    errors=(AuthorityUnnamed, StoreBusy),
)
async def preserve_log(request: AnyRequest) -> Work:
    """Begin to have the log dated by the authority that whoever runs the server has named."""
    said = await said_in(request, PreservationRequest)
    return await beside(library_of(request).works.preserve, said, asker=asker_of(request))


@operation("GET", "/v1/preservations", gives=json(examples.PRESERVATIONS), scope=_SCOPE)
async def preservations(request: AnyRequest) -> Preservations:
    """List every preservation of the log, the newest first, and say whether one is due."""
    return await beside(library_of(request).preservations.list, asker=asker_of(request))


@operation(
    "GET",
    "/v1/preservations/{number}",
    gives=json(examples.PRESERVATION),
    scope=_SCOPE,
    errors=(PreservationUnknown,),
    parameters=[_NUMBER],
)
async def preservation(request: AnyRequest) -> Preservation:
    """Give one preservation: its note, its token, its checkpoint."""
    named = request.path_params["number"]
    return await beside(library_of(request).preservations.named, named, asker=asker_of(request))


ROUTES = (preserve_log, preservations, preservation)
