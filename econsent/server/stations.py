"""What stations ask: to join with a code, and to hand over what was signed.

Neither needs a token: the code is the right to join, and statements prove themselves.
"""

from __future__ import annotations

from litestar import get, post

from econsent.envelope import MAX_ENVELOPE
from econsent.exchange import (
    FRAMES,
    About,
    DepositReply,
    Enrolment,
    EnrolmentRequest,
    Invitation,
    InvitationRequest,
    unpack_frames,
)
from econsent.server.access import AnyRequest, authorised, beside, check_type, library_of, number_in, said_in

MAX_DEPOSIT = MAX_ENVELOPE + 4096
"""Bytes of one deposit: one envelope of the largest size, or as many as fit."""


@get("/v1/library")
async def about(request: AnyRequest) -> About:
    """Say whose library this is, and by which keys and root its proofs are checked."""
    return library_of(request).about()


@post("/v1/invitations", guards=[authorised], status_code=201)
async def invite(request: AnyRequest) -> Invitation:
    """Give out a one-time code for a new station."""
    said = await said_in(request, InvitationRequest)
    return await beside(
        library_of(request).invite,
        name=said.name,
        point=said.point,
        room=said.room,
        room_kind=said.room_kind,
        minutes=said.minutes,
    )


@post("/v1/enrolments", status_code=201)
async def enrol(request: AnyRequest) -> Enrolment:
    """Take a code and a certificate request, and give back all that a station needs."""
    return await beside(library_of(request).enrol, await said_in(request, EnrolmentRequest))


@post("/v1/deposits", request_max_body_size=MAX_DEPOSIT, status_code=200)
async def deposit(request: AnyRequest) -> DepositReply:
    """Take sealed envelopes in; the answer is durable, and the same for the same envelope however often it comes."""
    check_type(request, FRAMES)
    seen = number_in(request, "seen", 0)
    envelopes = unpack_frames(await request.body())
    return await beside(library_of(request).deposit, envelopes, seen=seen)


ROUTES = (about, invite, enrol, deposit)
