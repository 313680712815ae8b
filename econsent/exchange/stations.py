"""A station joins its library, delivers what was signed, and says that it is alive."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message, Moment
from econsent.record import ClockState, Controller, Count, Hex32, Label, Name, Place, Token


class About(Message, frozen=True, kw_only=True):
    """What a library says of itself to anyone: whose it is, its log, and the keys and root to check it by.

    `log_vkey` and `clock_vkey` are C2SP verifier keys; `root` is PEM. A root that came over the network proves nothing
    until its fingerprint was compared by another way.
    """

    controller: Controller
    origin: str
    log_vkey: str
    clock_vkey: str
    root: str


class InvitationRequest(Message, frozen=True, kw_only=True):
    """Where a new station will stand, and for how many minutes its code is good."""

    name: Name
    point: Name
    room: Label = ""
    room_kind: Token = "blood-draw"
    minutes: Annotated[int, Meta(ge=1, le=7 * 24 * 60)] = 60


class Invitation(Message, frozen=True, kw_only=True):
    """A one-time code with which one station may enrol before it expires."""

    code: str
    device_id: Token
    expires: str


class EnrolmentRequest(Message, frozen=True, kw_only=True):
    """The code, and a PKCS#10 request (PEM) that proves the station holds its key."""

    code: Annotated[str, Meta(max_length=64)]
    csr: Annotated[str, Meta(max_length=8192)]


class Enrolment(Message, frozen=True, kw_only=True):
    """Everything a station needs to sign offline and to know its library again.

    `chain` device and issuing certificates, `log_chain` log key's, clock key's and issuer's, all base64 DER;
    `root` and `envelope_key` PEM; `checkpoint` the log's signed checkpoint now.
    """

    device_id: Token
    controller: Controller
    place: Place
    chain: tuple[str, str]
    root: str
    envelope_key: str
    log_chain: tuple[str, str, str]
    checkpoint: str
    time: Moment


class Delivered(Message, frozen=True, kw_only=True):
    """A statement stands in the log: its index, and its inclusion proof under the reply's checkpoint.

    `alarms` are stable codes of what the library noticed (``station.gap``: a running number before it is missing).
    """

    digest: Hex32
    index: int
    proof: tuple[str, ...]
    alarms: tuple[str, ...] = ()


class Refused(Message, frozen=True, kw_only=True):
    """A statement was refused for good, with the error's stable code; `place` is its position in the request."""

    place: int
    code: str
    what: str
    remedy: str = ""


class DepositReply(Message, frozen=True, kw_only=True):
    """The answer to a batch: one entry for each envelope, in order.

    `checkpoint` signed note under which all proofs hold; `consistency` proof from the size the station had seen;
    `time` the library's clock, microseconds since the epoch.
    """

    checkpoint: str
    consistency: tuple[str, ...]
    delivered: tuple[Delivered | None, ...]
    refused: tuple[Refused, ...]
    time: Moment


class Contact(Message, frozen=True, kw_only=True):
    """A station's sign of life: the payload of a JWS of type ``econsent-contact+jws`` by its device key (SPEC 9.8).

    `answers` is the library's time of the reply that it answers (µs), `seq` the last running number given out,
    `waiting` how many statements still wait, `oldest` the time of the oldest by the station's clock.
    """

    schema: Literal["econsent-contact/1"]
    device: Token
    answers: Moment
    seq: Count
    waiting: Count
    oldest: Moment | None = None


class OpenInvitation(Message, frozen=True, kw_only=True):
    """An invitation that was neither used nor taken back; its code was shown once and is kept nowhere.

    `lapsed` says that it has expired, `version` counts what was done about it (SPEC 15.12).
    """

    device_id: Token
    name: str
    place: Place
    expires: str
    lapsed: bool = False
    version: int = 0


class Cancelled(Message, frozen=True, kw_only=True):
    """An invitation that was taken back: its code opens nothing from that moment on."""

    device_id: Token
    at: str


class AcknowledgementRequest(Message, frozen=True, kw_only=True):
    """Up to which moment what was noticed of a station was seen (RFC 3339); by default up to now."""

    upto: str | None = None


class Acknowledged(Message, frozen=True, kw_only=True):
    """When somebody saw to what was noticed of a station, the id of whoever did, and what they said of it."""

    at: str
    by: str
    reason: str


class Revoked(Message, frozen=True, kw_only=True):
    """Since when a station is trusted no more, the id of whoever revoked it, and why."""

    at: str
    by: str
    reason: str


class StationAlarm(Message, frozen=True, kw_only=True):
    """What was noticed of a station, as a stable code, and at which of its running numbers.

    `acknowledged` is None while nobody has seen to it.
    """

    at: str
    code: Token
    seq: Count
    acknowledged: Acknowledged | None = None


class StationShown(Message, frozen=True, kw_only=True):
    """How a station is.

    `silent_seconds` it was not heard of since `contact`; `late` where that is longer than the policy's `stale_after`.
    `waiting` statements were there then, the oldest since `oldest` by the station's own clock. `clock` is what its last
    statement said of that clock. `quarantined` envelopes of it were set aside (SPEC 9.3, 9.5). `ends_soon` is its
    certificate within thirty days. `version` counts what was done about the station (SPEC 15.12).
    """

    id: Token
    name: str
    place: Place
    contact: str | None
    silent_seconds: int | None
    late: bool
    waiting: Count | None
    oldest: str | None
    certificate_until: str
    clock: ClockState | None
    seq: Count
    alarms: tuple[StationAlarm, ...] = ()
    quarantined: Count = 0
    revoked: Revoked | None = None
    ends_soon: bool = False
    version: int = 0


class StationReport(Message, frozen=True, kw_only=True):
    """Every station, those first that were not heard of for too long, and the invitations that nobody used.

    `stale_after` is how many seconds a station may be silent before answers are no permits any more (SPEC 5).
    """

    at: str
    stale_after: int
    stations: tuple[StationShown, ...]
    invitations: tuple[OpenInvitation, ...]
