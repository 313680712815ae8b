"""The register of a site over HTTP: bring it in, and ask what may not be filmed."""

from __future__ import annotations

from econsent.errors import (
    BinInvalid,
    IinInvalid,
    InstantInvalid,
    ScopeMissing,
    SiteDuplicate,
    SiteMalformed,
    SiteReference,
)
from econsent.exchange import SiteFiles, SiteImported, SiteReport, StaffReport
from econsent.server import examples
from econsent.server.access import AnyRequest, asker_of, beside, library_of, said_in
from econsent.server.intents import intent_in
from econsent.server.operations import Parameter, json, operation

MAX_REGISTER = 16 * 1024 * 1024
"""Bytes of an import: rosters of a year for hundreds of workers."""
_AT = Parameter(name="at", example="2026-11-26T15:06:52+05:00", what="The moment asked about; by default now")


@operation(
    "POST",
    "/v1/site",
    takes=json(examples.SITE_FILES),
    gives=json(examples.SITE_IMPORTED),
    status=201,
    scope="site.write",
    changes=True,
    errors=(SiteMalformed, SiteDuplicate, SiteReference, IinInvalid, BinInvalid, InstantInvalid),
    request_max_body_size=MAX_REGISTER,
)
async def import_register(request: AnyRequest) -> SiteImported:
    """Take in files of a site's register, all or nothing, as one new version.

    A file is a whole register in TOML, or one table of it in CSV.
    """
    said = await said_in(request, SiteFiles)
    return await beside(
        library_of(request).site.import_files, said.files, intent=intent_in(request), asker=asker_of(request)
    )


@operation(
    "GET",
    "/v1/site/check",
    gives=json(examples.SITE_REPORT),
    scope="site.read",
    errors=(InstantInvalid,),
    parameters=(_AT,),
)
async def check_register(request: AnyRequest) -> SiteReport:
    """Say what may not be filmed and why, on what condition the rest may, and what the register lacks."""
    at = request.query_params.get("at")
    return await beside(library_of(request).site.check, at, asker=asker_of(request))


@operation(
    "GET",
    "/v1/staff/missing",
    gives=json(examples.STAFF_REPORT),
    scope="statements.read",
    errors=(InstantInvalid, ScopeMissing),
    parameters=(_AT,),
)
async def missing_staff(request: AnyRequest) -> StaffReport:
    """Say who of the registered staff has no consent that stands, and whether a contract or a supplement asks them."""
    at = request.query_params.get("at")
    return await beside(library_of(request).site.staff, at, asker=asker_of(request))


ROUTES = (import_register, check_register, missing_staff)
