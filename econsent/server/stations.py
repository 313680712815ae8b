"""What stations ask: to join with a code, and to hand over what was signed.

Neither needs a token: the code is the right to join, and statements prove themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from econsent.contact import MAX_CONTACT
from econsent.envelope import MAX_ENVELOPE
from econsent.errors import (
    ArgumentInvalid,
    CertificateExpired,
    CertificateForeign,
    CertificateInvalid,
    CodeMalformed,
    CodeRefused,
    ContactRefused,
    DeviceRevoked,
    DeviceUnknown,
    InstantInvalid,
    InvitationUnknown,
    JwsMalformed,
    SignatureInvalid,
    StoreBusy,
)
from econsent.exchange import (
    FRAMES,
    About,
    Acknowledged,
    AcknowledgementRequest,
    Cancelled,
    DepositReply,
    Enrolment,
    EnrolmentRequest,
    Invitation,
    InvitationRequest,
    Revoked,
    StationReport,
    unpack_frames,
)
from econsent.server import examples
from econsent.server.access import (
    AnyRequest,
    Result,
    Size,
    asked,
    beside,
    changed,
    gate_of,
    library_of,
    number_in,
    peer_of,
    said_in,
)
from econsent.server.metrics import metrics_of
from econsent.server.operations import Parameter, file, json, operation, segment, text
from econsent.server.reading import announced, check_type, headers_of, read

MAX_DEPOSIT = MAX_ENVELOPE + 4096
"""Bytes of one deposit: one envelope of the largest size, or as many as fit."""
ROOM = 8 * MAX_DEPOSIT
"""Bytes of all deposits under way."""
PATIENCE = 120.0
"""Seconds in which a deposit must have come in whole: a station's usual one takes that long at 200 kbit/s."""


_STATION = segment("device_id", examples.STATION_ID, "The id that the list of stations shows")


class Intake:
    """Room for deposits under way: anybody may send one, and however many do, they do not fill the memory."""

    def __init__(self) -> None:
        self._free = ROOM

    @contextmanager
    def taking(self, size: int) -> Iterator[None]:
        """Hold room for a deposit of a size; raise StoreBusy where there is none."""
        if size > self._free:
            raise StoreBusy(
                "The library is taking in as much at once as it can.",
                kept="Nothing was stored.",
                remedy="Send it again in a minute.",
            )
        self._free -= size
        try:
            yield
        finally:
            self._free += size


@operation("GET", "/v1/library", gives=json(examples.ABOUT))
async def about(request: AnyRequest) -> About:
    """Say whose library this is, and by which keys and root its proofs are checked."""
    return library_of(request).about()


@operation(
    "POST",
    "/v1/invitations",
    takes=json(examples.INVITATION_REQUEST),
    gives=json(examples.INVITATION),
    status=201,
    scope="stations.invite",
    changes=True,
)
async def invite(request: AnyRequest) -> Invitation:
    """Give out a one-time code for a new station."""
    said = await said_in(request, InvitationRequest)
    return await changed(
        request,
        library_of(request).invite,
        name=said.name,
        point=said.point,
        room=said.room,
        room_kind=said.room_kind,
        minutes=said.minutes,
    )


@operation(
    "POST",
    "/v1/invitations/{device_id}/cancellation",
    gives=json(examples.CANCELLED),
    scope="stations.invite",
    changes=True,
    errors=(InvitationUnknown,),
    parameters=(segment("device_id", examples.INVITED_ID, "The id that the invitation was given"),),
)
async def cancel_invitation(request: AnyRequest) -> Cancelled:
    """Take an invitation back. Its code opens nothing from now on; one that lapsed is no longer listed."""
    return await _changed(request, library_of(request).stations.cancel)


@operation(
    "POST",
    "/v1/enrolments",
    takes=json(examples.ENROLMENT_REQUEST),
    gives=json(examples.ENROLMENT),
    status=201,
    errors=(CodeMalformed, CodeRefused, CertificateInvalid),
)
async def enrol(request: AnyRequest) -> Enrolment:
    """Take a code and a certificate request, and give back all that a station needs."""
    said = await said_in(request, EnrolmentRequest)
    with gate_of(request).attempt("stations.enrol", peer_of(request)):
        return await beside(library_of(request).enrol, said)


@operation(
    "POST",
    "/v1/deposits",
    takes=file(FRAMES, ""),
    gives=json(examples.DEPOSIT_REPLY),
    errors=(ArgumentInvalid,),
    parameters=[Parameter(name="seen", example=0, type=Size, what="Size of the last checkpoint the station saw")],
    request_max_body_size=MAX_DEPOSIT,
)
async def deposit(request: AnyRequest) -> DepositReply:
    """Take sealed envelopes in; the answer is durable, and the same for the same envelope however often it comes."""
    headers = headers_of(request.scope)
    check_type(headers, FRAMES.encode())
    seen = number_in(request, "seen", 0)
    intake: Intake = request.app.state["intake"]
    with intake.taking(min(announced(headers, MAX_DEPOSIT), MAX_DEPOSIT)):
        envelopes = unpack_frames(await read(request.receive, headers, MAX_DEPOSIT, PATIENCE))
        reply = await beside(library_of(request).deposit, envelopes, seen=seen)
    metrics_of(request).deposited(reply)
    return reply


@operation(
    "POST",
    "/v1/contacts",
    takes=text(examples.JWS, "application/jose"),
    status=204,
    errors=(
        ContactRefused,
        JwsMalformed,
        SignatureInvalid,
        CertificateInvalid,
        CertificateForeign,
        CertificateExpired,
        DeviceUnknown,
        DeviceRevoked,
        ArgumentInvalid,
    ),
    request_max_body_size=MAX_CONTACT,
)
async def contact(request: AnyRequest) -> None:
    """Take a station's sign of life: a JWS by its device key proves whose it is."""
    headers = headers_of(request.scope)
    check_type(headers, b"application/jose")
    await beside(library_of(request).contact, await read(request.receive, headers, MAX_CONTACT))


@operation("GET", "/v1/stations", gives=json(examples.STATION_REPORT), scope="stations.read")
async def list_stations(request: AnyRequest) -> StationReport:
    """Say how every station is, the late ones first, and which invitations nobody used."""
    return await asked(request, library_of(request).stations.listed)


@operation(
    "POST",
    "/v1/stations/{device_id}/revocation",
    gives=json(examples.REVOKED),
    scope="stations.revoke",
    changes=True,
    errors=(DeviceUnknown,),
    parameters=(_STATION,),
)
async def revoke(request: AnyRequest) -> Revoked:
    """Trust a station no more. What it logged stays valid; of two revocations the first one stands.

    The reason is kept with the station, sealed, and is shown to whoever sees the stations: it must name nobody.
    """
    return await _changed(request, library_of(request).stations.revoke)


@operation(
    "POST",
    "/v1/stations/{device_id}/acknowledgement",
    takes=json(examples.ACKNOWLEDGEMENT_REQUEST),
    gives=json(examples.ACKNOWLEDGED),
    scope="stations.acknowledge",
    changes=True,
    errors=(DeviceUnknown, InstantInvalid),
    parameters=(_STATION,),
)
async def acknowledge(request: AnyRequest) -> Acknowledged:
    """Say that somebody has seen to what was noticed of a station, up to a moment. Later alarms still wait for one."""
    said = await said_in(request, AcknowledgementRequest)
    return await _changed(request, library_of(request).stations.acknowledge, said.upto)


async def _changed(request: AnyRequest, verb: Callable[..., Result], *said: Any) -> Result:
    """Call a verb that changes something of the station in the path."""
    device_id = request.path_params["device_id"]
    return await changed(request, verb, device_id, *said)


ROUTES = (about, invite, cancel_invitation, enrol, deposit, contact, list_stations, revoke, acknowledge)
