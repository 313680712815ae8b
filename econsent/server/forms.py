"""An organisation's own forms over HTTP: whoever may release one does, and stations read them."""

from __future__ import annotations

from litestar import Response

from econsent.errors import FormClash, FormFileMissing, FormMalformed, FormRefused
from econsent.exchange import MAX_FORM_FILE, FormFiles, FormManifest, FormReleased
from econsent.server import examples, problems
from econsent.server.access import AnyRequest, beside, changed, library_of, said_in
from econsent.server.operations import file, json, operation, segment

_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_MEDIA_TYPE = "application/octet-stream"
_NOT_FOUND = 404
MAX_FORM = 8 * MAX_FORM_FILE
"""Bytes of a form's release."""


@operation("GET", "/v1/forms", gives=json(examples.FORM_MANIFEST))
async def own_forms(request: AnyRequest) -> FormManifest:
    """Give the manifest of every form that the organisation released, with the note that its log's key signed."""
    return await beside(library_of(request).forms.manifest)


@operation(
    "GET",
    "/v1/forms/{digest}",
    gives=file(_MEDIA_TYPE, "a file of a form"),
    errors=((FormFileMissing, _NOT_FOUND),),
    parameters=[segment("digest", examples.FORM_DIGEST, "SHA-256 of the file in hex, as the manifest has it")],
)
async def form_file(request: AnyRequest) -> Response[bytes]:
    """Give a released file; it never changes."""
    try:
        content = await beside(library_of(request).forms.file, request.path_params["digest"])
    except FormFileMissing as error:
        refused = problems.problem_of(error, _NOT_FOUND)
        return Response(problems.encode(refused), status_code=_NOT_FOUND, media_type=problems.MEDIA_TYPE)
    return Response(content, media_type=_MEDIA_TYPE, headers=_FOREVER)


@operation(
    "POST",
    "/v1/forms",
    takes=json(examples.FORM_FILES),
    gives=json(examples.FORM_RELEASED),
    status=201,
    scope="forms.release",
    changes=True,
    errors=(FormRefused, FormMalformed, FormClash),
    request_max_body_size=MAX_FORM * 2,
)
async def release_form(request: AnyRequest) -> FormReleased:
    """Release a form as the next version of its id; sent again unchanged, it gets the version that it has."""
    said = await said_in(request, FormFiles)
    return await changed(request, library_of(request).forms.release, said.files)


ROUTES = (own_forms, form_file, release_form)
