"""The register of a site over HTTP: bring it in, and ask what may not be filmed."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from econsent.errors import (
    ArgumentInvalid,
    BinInvalid,
    IinInvalid,
    InstantInvalid,
    PointUnknown,
    ScopeMissing,
    SiteDuplicate,
    SiteMalformed,
    SiteReference,
)
from econsent.exchange import PointReport, PointsListed, SiteFiles, SiteImported, SiteReport, StaffReport
from econsent.register import MAX_POINTS, POINTS
from econsent.server import examples
from econsent.server.access import AnyRequest, asker_of, beside, library_of, number_in, said_in
from econsent.server.intents import intent_in
from econsent.server.operations import Parameter, json, operation, segment

MAX_REGISTER = 16 * 1024 * 1024
"""Bytes of an import: rosters of a year for hundreds of workers."""
_AT = Parameter(name="at", example=examples.KNOWN_AT, what="The moment asked about; by default now")
_AFTER = Parameter(
    name="after", example=0, type=Annotated[int, Meta(ge=0)], what="How many points to pass over; by default none"
)
_LIMIT = Parameter(
    name="limit",
    example=POINTS,
    type=Annotated[int, Meta(ge=1, le=MAX_POINTS)],
    what=f"How many at most; by default {POINTS}",
)
_POINT = segment("point_id", "abai-12", "A point's id, as the register has it")


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
    "/v1/site/points",
    gives=json(examples.POINTS_LISTED),
    scope="site.read",
    errors=(InstantInvalid, ArgumentInvalid),
    parameters=(_AT, _AFTER, _LIMIT),
)
async def list_points(request: AnyRequest) -> PointsListed:
    """List the points with what each has, how many of its cameras may not film, and how many signs are lacking.

    `after` in the answer is what to ask on from; with `at` of the first answer it is the same version of the register.
    """
    at, after = request.query_params.get("at"), number_in(request, "after", 0)
    limit = number_in(request, "limit", POINTS)
    return await beside(library_of(request).site.points, at, after=after, limit=limit, asker=asker_of(request))


@operation(
    "GET",
    "/v1/site/points/{point_id}",
    gives=json(examples.POINT_REPORT),
    scope="site.read",
    errors=(InstantInvalid, PointUnknown),
    parameters=(_POINT, _AT),
)
async def show_point(request: AnyRequest) -> PointReport:
    """Show a point: its rooms, cameras and signs, what each camera may do, and what is found of it."""
    at = request.query_params.get("at")
    return await beside(library_of(request).site.point, request.path_params["point_id"], at, asker=asker_of(request))


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


ROUTES = (import_register, check_register, list_points, show_point, missing_staff)
