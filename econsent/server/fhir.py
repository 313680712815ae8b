"""FHIR: what this server does of it, and Consents: read, their versions, searched by GET and POST, withdrawn."""

from __future__ import annotations

from importlib.metadata import version as version_of

from litestar import Response

from econsent.errors import (
    IinInvalid,
    ParametersInvalid,
    RecordRuleBroken,
    RequestInvalid,
    ResourceUnknown,
    SearchInvalid,
)
from econsent.fhir import bundle, links
from econsent.fhir.capability import Serving, capability_statement
from econsent.fhir.conditions import Format
from econsent.fhir.parameters import MAX_BODY, read_revocation
from econsent.fhir.published import Release
from econsent.fhir.search import ConsentSearch, parse
from econsent.server import examples
from econsent.server.access import AnyRequest, asker_of, beside, library_of
from econsent.server.fhir_wire import (
    base_of,
    body_format,
    both_formats,
    form_content,
    form_of,
    format_for,
    is_strict,
    pairs_of,
    resource_content,
    routes,
    sent,
    versioned,
)
from econsent.server.operations import Parameter, segment
from econsent.server.reading import headers_of, read
from econsent.server.tokens import TOKEN_PATH, public_url

RELEASED = "2026-11-26"
"""The day since which the CapabilityStatement is as it is."""
_BUNDLE = both_formats("Bundle", type="searchset", link=[])
_CONSENT = both_formats("Consent", id=examples.CONSENT_ID, status="active")
_ID = segment("consent_id", examples.CONSENT_ID, "Id of the Consent")
_VERSION = segment("version_id", "0", "The versionId: a place in the log")


async def capabilities(request: AnyRequest, release: Release) -> Response[bytes]:
    """Say what this server does of FHIR."""
    base, token = base_of(request, release), public_url(request) + TOKEN_PATH
    serving = Serving(base=base, token=token, version=version_of("econsent"), date=RELEASED)
    return sent(capability_statement(serving, release), format_for(request))


async def search_consents(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search Consents.

    A person is named by identifier with its system; in a URL too, but only a POST keeps it out of others' logs.
    """
    return await _searched(request, release, pairs_of(request))


async def search_consents_by_form(request: AnyRequest, release: Release) -> Response[bytes]:
    """Search Consents by a form, so that nobody is named in a URL."""
    return await _searched(request, release, await form_of(request))


async def _searched(request: AnyRequest, release: Release, pairs: list[tuple[str, str]]) -> Response[bytes]:
    library = library_of(request)
    search = parse(pairs, release, library.consents.unseal, strict=is_strict(request))
    form = format_for(request, search.format)
    return await beside(_page, request, search, form)


def _page(request: AnyRequest, search: ConsentSearch, form: Format) -> Response[bytes]:
    consents = library_of(request).consents
    found = consents.search(search, asker_of(request))
    base = base_of(request, search.release)
    where = [("self", links.self_link(base, search, consents.seal))]
    if found.after is not None:
        where.append(("next", links.next_link(base, found.search, found.after, consents.seal)))
    return sent(bundle.page(base, found.hits, total=found.total, links=where), form)


async def read_consent(request: AnyRequest, release: Release) -> Response[bytes]:
    """Read a Consent as it is now."""
    form = format_for(request)
    consents, asked = library_of(request).consents, request.path_params["consent_id"]
    found = await beside(consents.read, asked, release, asker_of(request))
    return versioned(request, found.resource, found.version.index, found.version.updated, form)


async def read_consent_version(request: AnyRequest, release: Release) -> Response[bytes]:
    """Read one version of a Consent."""
    form = format_for(request)
    consents, asked = library_of(request).consents, request.path_params
    found = await beside(consents.vread, asked["consent_id"], asked["version_id"], release, asker_of(request))
    return versioned(request, found.resource, found.version.index, found.version.updated, form)


async def follow_consent(request: AnyRequest, release: Release) -> Response[bytes]:
    """Read every version of a Consent, newest first."""
    form = format_for(request)
    asked, base = request.path_params["consent_id"], base_of(request, release)
    versions = await beside(library_of(request).consents.history, asked, release, asker_of(request))
    where = [("self", f"{base}/Consent/{asked}/_history")]
    return sent(bundle.history(base, versions, total=len(versions), links=where), form)


async def revoke_consent(request: AnyRequest, release: Release) -> Response[bytes]:
    """Withdraw what a Consent says, at the library's desk; the answer is the Consent as it is then."""
    return await _revoked(request, release)


async def revoke_this_consent(request: AnyRequest, release: Release) -> Response[bytes]:
    """Withdraw what this Consent says, at the library's desk; the answer is the Consent as it is then."""
    return await _revoked(request, release, request.path_params["consent_id"])


async def _revoked(request: AnyRequest, release: Release, consent: str | None = None) -> Response[bytes]:
    form, said = format_for(request), body_format(request)
    body = await read(request.receive, headers_of(request.scope), MAX_BODY)
    asked = read_revocation(body, said, consent)
    found = await beside(library_of(request).consents.revoke, asked, release, asker_of(request))
    return versioned(request, found.resource, found.version.index, found.version.updated, form)


# ── routes ────────────────────────────────────────────────────────────────────────────────

_SEARCHED = {"gives": _BUNDLE, "scope": "system/Consent.s", "errors": (SearchInvalid, IinInvalid)}
_READ = {"gives": _CONSENT, "scope": "system/Consent.r", "errors": (ResourceUnknown, SearchInvalid)}
_REVOKED = {
    "takes": resource_content("Parameters", parameter=examples.REVOCATION),
    "gives": _CONSENT,
    "scope": "system/Consent.u",
    "errors": (ParametersInvalid, ResourceUnknown, SearchInvalid, RecordRuleBroken, (RequestInvalid, 415)),
}
_BY_URL = (
    Parameter(name="status", example="active", what="What holds of the decision"),
    Parameter(name="category", example="filming.video", what="A scope, or HL7's code for it"),
    Parameter(name="date", example="ge2026-01-01", what="When it was made"),
    Parameter(name="_lastUpdated", example="ge2026-01-01", what="When this version came"),
    Parameter(name="_count", example=2, type=int, what="Entries of a page, 200 at most"),
)
_BY_FORM = form_content(**examples.CONSENT_SEARCH)

ROUTES = (
    *routes("GET", "/metadata", capabilities, gives=both_formats("CapabilityStatement", status="active")),
    *routes("GET", "/Consent", search_consents, parameters=_BY_URL, **_SEARCHED),
    *routes("POST", "/Consent/_search", search_consents_by_form, takes=_BY_FORM, **_SEARCHED),
    *routes("GET", "/Consent/{consent_id}", read_consent, parameters=(_ID,), **_READ),
    *routes("GET", "/Consent/{consent_id}/_history", follow_consent, parameters=(_ID,), **(_READ | {"gives": _BUNDLE})),
    *routes(
        "GET",
        "/Consent/{consent_id}/_history/{version_id}",
        read_consent_version,
        parameters=(_ID, _VERSION),
        **_READ,
    ),
    *routes("POST", "/Consent/$revokeConsent", revoke_consent, **_REVOKED),
    *routes("POST", "/Consent/{consent_id}/$revokeConsent", revoke_this_consent, parameters=(_ID,), **_REVOKED),
)
