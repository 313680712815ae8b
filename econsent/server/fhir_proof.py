"""What proves a Consent, over HTTP: Provenance, DocumentReference, the files themselves, and AuditEvent."""

from __future__ import annotations

import base64
from collections.abc import Callable

import msgspec
from litestar import Response

from econsent.errors import ResourceUnknown, SearchInvalid, StatementUnknown
from econsent.fhir import bundle, lookup
from econsent.fhir.published import Release
from econsent.proofs import MEDIA_TYPES as FILES
from econsent.proofs import Found
from econsent.server import examples
from econsent.server.access import AnyRequest, asker_of, beside, library_of
from econsent.server.fhir_wire import (
    base_of,
    both_formats,
    form_content,
    form_of,
    format_for,
    is_strict,
    pairs_of,
    routes,
    sent,
)
from econsent.server.operations import Parameter, file, segment
from econsent.server.reading import headers_of

Pairs = list[tuple[str, str]]
_ID = segment("id", examples.STATEMENT_ID, "Id of the statement")
_NUMBER = segment("number", "0", "Number of the line in the audit trail")
_FILE = segment("file", f"{examples.STATEMENT_ID}.pdf", "Id of the statement, then .pdf or .jws")


# ── Provenance ────────────────────────────────────────────────────────────────────────────


async def read_provenance(request: AnyRequest, release: Release) -> Response[bytes]:
    """Read the Provenance of a statement: which versions it brought about, and its signature."""
    form = format_for(request)
    found = await beside(library_of(request).proofs.provenance, request.path_params["id"], release, asker_of(request))
    return sent(found, form)


async def search_provenance(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search the Provenance of Consents or of one of their versions."""
    return await _searched(request, release, "Provenance", pairs_of(request), library_of(request).proofs.provenances)


async def search_provenance_by_form(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search the Provenance of Consents by a form."""
    pairs = await form_of(request)
    return await _searched(request, release, "Provenance", pairs, library_of(request).proofs.provenances)


# ── DocumentReference and its files ───────────────────────────────────────────────────────


async def read_document_reference(request: AnyRequest, release: Release) -> Response[bytes]:
    """Read the DocumentReference of a statement: where its document and the statement itself are."""
    form, base = format_for(request), base_of(request, release)
    proofs, asked = library_of(request).proofs, request.path_params["id"]
    return sent(await beside(proofs.document, asked, release, asker_of(request), base), form)


async def search_document_reference(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search DocumentReferences by id, or by the digest of a statement."""
    return await _searched(request, release, "DocumentReference", pairs_of(request), _documents(request, release))


async def search_document_reference_by_form(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search DocumentReferences by a form."""
    pairs = await form_of(request)
    return await _searched(request, release, "DocumentReference", pairs, _documents(request, release))


def _documents(request: AnyRequest, release: Release) -> Callable[..., Found]:
    proofs, base = library_of(request).proofs, base_of(request, release)
    return lambda asked, known, asker: proofs.documents(asked, known, asker, base)


async def read_binary(request: AnyRequest, release: Release) -> Response[bytes]:
    """Give a file byte for byte as it is kept, or as a Binary to who accepts FHIR alone."""
    name = request.path_params["file"]
    content, media_type = await beside(library_of(request).proofs.file, name, release, asker_of(request))
    if b"fhir" in headers_of(request.scope).get(b"accept", b""):
        data = base64.b64encode(content).decode()
        resource = {"resourceType": "Binary", "id": name, "contentType": media_type, "data": data}
        return sent(msgspec.json.encode(resource), format_for(request))
    return Response(content, media_type=media_type, headers={"content-disposition": "attachment"})


# ── AuditEvent ────────────────────────────────────────────────────────────────────────────


async def read_audit_event(request: AnyRequest, release: Release) -> Response[bytes]:
    """Read a line of the audit trail, which names no person."""
    form, asked = format_for(request), request.path_params["number"]
    return sent(await beside(library_of(request).proofs.audit_event, asked, release, asker_of(request)), form)


async def search_audit_event(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search the audit trail by time or by who asked, oldest first."""
    return await _searched(request, release, "AuditEvent", pairs_of(request), library_of(request).proofs.audit_events)


async def search_audit_event_by_form(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search the audit trail by a form."""
    pairs = await form_of(request)
    return await _searched(request, release, "AuditEvent", pairs, library_of(request).proofs.audit_events)


async def _searched(
    request: AnyRequest, release: Release, kind: lookup.Kind, pairs: Pairs, verb: Callable[..., Found]
) -> Response[bytes]:
    asked = lookup.parse(pairs, kind, strict=is_strict(request))
    form, base = format_for(request, asked.format), base_of(request, release)
    found = await beside(verb, asked, release, asker_of(request))
    where = [("self", lookup.self_link(base, asked))]
    if found.after is not None:
        where.append(("next", lookup.next_link(base, asked, found.after)))
    is_whole = kind != "AuditEvent" or (found.after is None and asked.after == 0)
    return sent(bundle.page(base, found.hits, total=len(found.hits) if is_whole else None, links=where), form)


# ── routes ────────────────────────────────────────────────────────────────────────────────

_UNKNOWN = (ResourceUnknown, StatementUnknown, SearchInvalid)
_BUNDLE = both_formats("Bundle", type="searchset", link=[])
_BY_ID = Parameter(name="_id", example=examples.STATEMENT_ID, what="Id of the statement")
_BY_DATE = Parameter(name="date", example="ge2026-01-01", what="When it was asked")
_FORM_BY_ID = form_content(_id=examples.STATEMENT_ID)
_FORM_BY_DATE = form_content(date="ge2026-01-01")

ROUTES = (
    *routes(
        "GET", "/Provenance/{id}", read_provenance, gives=both_formats("Provenance"), parameters=(_ID,),
        scope="system/Provenance.r", errors=_UNKNOWN,
    ),
    *routes(
        "GET", "/Provenance", search_provenance, gives=_BUNDLE, parameters=(_BY_ID,), scope="system/Provenance.s",
        errors=(SearchInvalid,),
    ),
    *routes(
        "POST", "/Provenance/_search", search_provenance_by_form, takes=_FORM_BY_ID, gives=_BUNDLE,
        scope="system/Provenance.s", errors=(SearchInvalid,),
    ),
    *routes(
        "GET", "/DocumentReference/{id}", read_document_reference, gives=both_formats("DocumentReference"),
        parameters=(_ID,), scope="system/DocumentReference.r", errors=_UNKNOWN,
    ),
    *routes(
        "GET", "/DocumentReference", search_document_reference, gives=_BUNDLE, parameters=(_BY_ID,),
        scope="system/DocumentReference.s", errors=(SearchInvalid,),
    ),
    *routes(
        "POST", "/DocumentReference/_search", search_document_reference_by_form, takes=_FORM_BY_ID, gives=_BUNDLE,
        scope="system/DocumentReference.s", errors=(SearchInvalid,),
    ),
    *routes(
        "GET", "/Binary/{file}", read_binary, parameters=(_FILE,), scope="system/DocumentReference.r",
        errors=_UNKNOWN,
        gives=(*(file(media_type, "...") for media_type in FILES.values()), *both_formats("Binary")),
    ),
    *routes(
        "GET", "/AuditEvent/{number}", read_audit_event, gives=both_formats("AuditEvent"), parameters=(_NUMBER,),
        scope="system/AuditEvent.r", errors=(ResourceUnknown, SearchInvalid),
    ),
    *routes(
        "GET", "/AuditEvent", search_audit_event, gives=_BUNDLE, parameters=(_BY_DATE,), scope="system/AuditEvent.s",
        errors=(SearchInvalid,),
    ),
    *routes(
        "POST", "/AuditEvent/_search", search_audit_event_by_form, takes=_FORM_BY_DATE, gives=_BUNDLE,
        scope="system/AuditEvent.s", errors=(SearchInvalid,),
    ),
)  # fmt: skip
