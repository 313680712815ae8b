"""Work that takes longer than an answer may, over HTTP: asked for, watched, confirmed, its file fetched."""

from __future__ import annotations

from litestar import Response
from litestar.response import Stream

from econsent.errors import IinInvalid, RequestInvalid, StoreBusy, WorkNotReady, WorkUnknown
from econsent.exchange import (
    CheckRequest,
    Confirmation,
    ExportRequest,
    ImportRequest,
    ReleaseRequest,
    Work,
)
from econsent.server import examples, problems, ranges
from econsent.server.access import AnyRequest, asker_of, beside, library_of, said_in
from econsent.server.forms import MAX_FORM
from econsent.server.operations import ANY, Parameter, file, json, operation, segment
from econsent.server.site import MAX_REGISTER

_ARCHIVE = "application/zip"
_WHAT = "Id of the work"
_ID = segment("work_id", examples.WORK_ID, _WHAT)
_RANGE = Parameter(
    name="Range",
    example="bytes=0-",
    where="header",
    what="The bytes that are still missing",
)
_ACCEPTED = 202


@operation(
    "POST",
    "/v1/works/exports",
    takes=json(examples.EXPORT_REQUEST),
    gives=json(examples.WORK),
    status=_ACCEPTED,
    scope="statements.read",
    errors=(IinInvalid, StoreBusy),
)
async def export_statements(request: AnyRequest) -> Work:
    """Begin to take out every statement that a search finds, or all of one person's, as one archive."""
    said = await said_in(request, ExportRequest)
    return await beside(library_of(request).works.export, said, asker=asker_of(request))


@operation(
    "POST",
    "/v1/works/checks",
    takes=json(examples.STORE_CHECK_REQUEST),
    gives=json(examples.WORK),
    status=_ACCEPTED,
    scope="log.check",
    errors=(StoreBusy,),
)
async def check_store(request: AnyRequest) -> Work:
    """Begin to recompute the whole log and store, and the audit trail where the asker may read it."""
    said = await said_in(request, CheckRequest)
    return await beside(library_of(request).works.check, said, asker=asker_of(request))


@operation(
    "POST",
    "/v1/works/imports",
    takes=json(examples.IMPORT_REQUEST),
    gives=json(examples.WORK),
    status=_ACCEPTED,
    scope="site.write",
    errors=(StoreBusy,),
    request_max_body_size=MAX_REGISTER,
)
async def look_through_register(request: AnyRequest) -> Work:
    """Begin to look through files of a register: nothing is taken over before that is confirmed."""
    said = await said_in(request, ImportRequest)
    return await beside(library_of(request).works.import_register, said, asker=asker_of(request))


@operation(
    "POST",
    "/v1/works/releases",
    takes=json(examples.RELEASE_REQUEST),
    gives=json(examples.WORK),
    status=_ACCEPTED,
    scope="forms.release",
    errors=(StoreBusy,),
    request_max_body_size=MAX_FORM * 2,
)
async def look_through_form(request: AnyRequest) -> Work:
    """Begin to look through a form: nothing is released before that is confirmed."""
    said = await said_in(request, ReleaseRequest)
    return await beside(library_of(request).works.release_form, said, asker=asker_of(request))


@operation("GET", "/v1/works", gives=json([examples.WORK], list[Work]), scope=ANY)
async def works(request: AnyRequest) -> list[Work]:
    """List the works that the asker may see, the newest first: its own, or all where it manages access."""
    return await beside(library_of(request).works.list, asker=asker_of(request))


@operation("GET", "/v1/works/{work_id}", gives=json(examples.WORK), scope=ANY, errors=(WorkUnknown,), parameters=[_ID])
async def work(request: AnyRequest) -> Work:
    """Say how far a work is and what came of it."""
    return await beside(library_of(request).works.show, request.path_params["work_id"], asker=asker_of(request))


@operation(
    "GET",
    "/v1/works/{work_id}/file",
    gives=file(_ARCHIVE, "PK ..."),
    scope=ANY,
    errors=(WorkUnknown, WorkNotReady, (RequestInvalid, ranges.NOTHING)),
    parameters=[_ID, _RANGE],
    also={206: file(_ARCHIVE, "PK ...")},
)
async def work_file(request: AnyRequest) -> Stream | Response[bytes]:
    """Give what a work made, to whoever asked for it, or the bytes of it that are asked for."""
    answer = await sent_file(request, request.path_params["work_id"])
    if answer.status_code != ranges.NOTHING:
        return answer
    refused = problems.problem_of(RequestInvalid("The file does not have these bytes.", path="Range"), ranges.NOTHING)
    headers = {"content-range": answer.headers["content-range"]}
    return Response(
        problems.encode(refused), status_code=ranges.NOTHING, media_type=problems.MEDIA_TYPE, headers=headers
    )


@operation(
    "POST",
    "/v1/works/{work_id}/confirmation",
    takes=json(examples.CONFIRMATION),
    gives=json(examples.WORK),
    status=_ACCEPTED,
    scope=ANY,
    errors=(WorkUnknown, WorkNotReady),
    parameters=[segment("work_id", examples.CHECKED_WORK_ID, _WHAT)],
)
async def confirm_work(request: AnyRequest) -> Work:
    """Have what was looked through taken over."""
    said = await said_in(request, Confirmation)
    named = request.path_params["work_id"]
    return await beside(library_of(request).works.confirm, named, said, asker=asker_of(request))


@operation(
    "POST",
    "/v1/works/{work_id}/restart",
    gives=json(examples.WORK),
    status=_ACCEPTED,
    scope=ANY,
    errors=(WorkUnknown, WorkNotReady),
    parameters=[segment("work_id", examples.FAILED_WORK_ID, _WHAT)],
)
async def restart_work(request: AnyRequest) -> Work:
    """Begin a work again that was interrupted or has failed."""
    return await beside(library_of(request).works.restart, request.path_params["work_id"], asker=asker_of(request))


@operation(
    "DELETE",
    "/v1/works/{work_id}",
    status=204,
    scope=ANY,
    errors=(WorkUnknown, WorkNotReady),
    parameters=[_ID],
)
async def remove_work(request: AnyRequest) -> Response[None]:
    """Forget a work and what it made."""
    await beside(library_of(request).works.remove, request.path_params["work_id"], asker=asker_of(request))
    return Response(None, status_code=204)


async def sent_file(request: AnyRequest, work_id: str) -> Stream:
    """Return the file that a work made as it is sent, by ranges; raise what `Works.fetch` raises."""
    made, read = await beside(library_of(request).works.fetch, work_id, asker=asker_of(request))
    return ranges.stream(request, read, size=made.size, digest=made.digest, media_type=made.media_type, name=made.name)


ROUTES = (
    export_statements,
    check_store,
    look_through_register,
    look_through_form,
    works,
    work,
    work_file,
    confirm_work,
    restart_work,
    remove_work,
)
