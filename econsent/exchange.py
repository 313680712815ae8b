"""What stations, libraries and askers say to one another: the questions and answers of every verb, as frozen types.

The server, `remote` and the command line render these and nothing else. On the wire they are JSON; moments are RFC 3339
text, digests lower-case hex, bytes standard base64. Envelopes travel raw, in frames.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, cast

import msgspec
from msgspec import Meta, Struct

from econsent.errors import ArgumentInvalid, RequestInvalid
from econsent.instant import BEGINNING, END
from econsent.record import (
    Controller,
    Count,
    Grantor,
    Hex32,
    Identifier,
    Kind,
    Label,
    Language,
    LegalBasis,
    Name,
    Place,
    Statement,
    Token,
    rule_and_path,
)


class Message(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every message: frozen, by keyword, unknown fields refused."""


Said = TypeVar("Said")

FRAMES = "application/vnd.econsent.envelopes"
"""Media type of a deposit's body: envelopes in frames."""
MAX_FRAMES = 1000
"""Envelopes one deposit may carry."""
_LENGTH = 4
MAX_FORM_FILE = 128 * 1024
"""Bytes of one file of a form."""
FormFileName = Annotated[str, Meta(pattern=r"\A(form\.toml|[a-z]{2}\.md)\Z")]
FormFile = Annotated[bytes, Meta(max_length=MAX_FORM_FILE)]
Moment = Annotated[int, Meta(ge=BEGINNING, le=END)]
"""Microseconds since the epoch, to the end of the calendar."""


def parse(body: bytes, said: type[Said]) -> Said:
    """Return the message that a JSON body is; raise ArgumentInvalid, which names the field and never its value.

    IinInvalid, BinInvalid and InstantInvalid are raised for fields of those forms.
    """
    try:
        message: Said = _decoder(cast("Hashable", said)).decode(body)
    except msgspec.ValidationError as error:
        rule, path = rule_and_path(error)
        raise ArgumentInvalid(f"The message is refused: {rule}.", path=path) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ArgumentInvalid("The message is not UTF-8 JSON.") from None
    return message


@lru_cache(maxsize=64)
def _decoder(said: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(said)


def pack_frames(envelopes: Iterable[bytes]) -> bytes:
    """Return a deposit's body: each envelope after its length, a big-endian uint32."""
    body = bytearray()
    for envelope in envelopes:
        body += len(envelope).to_bytes(_LENGTH) + envelope
    return bytes(body)


def unpack_frames(body: bytes) -> list[bytes]:
    """Return the envelopes of a deposit's body; raise RequestInvalid for lengths that do not add up."""
    view, place = memoryview(body), 0
    envelopes: list[bytes] = []
    while place < len(body):
        start = place + _LENGTH
        place = start + int.from_bytes(view[place:start])
        if start > len(body) or place > len(body) or len(envelopes) == MAX_FRAMES:
            raise RequestInvalid("The deposit is cut off or has too many envelopes.", kept="Nothing was stored.")
        envelopes.append(bytes(view[start:place]))
    return envelopes


# ── a station joins ───────────────────────────────────────────────────────────────────


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


# ── a station delivers ────────────────────────────────────────────────────────────────


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


# ── somebody asks ─────────────────────────────────────────────────────────────────────


class Question(Message, frozen=True, kw_only=True):
    """May this person be filmed for this scope, at this time (default: now), in this room or by this camera?

    `room` and `camera` are ids of the library's register (docs/site.md), at most one of them.
    """

    person: Identifier
    scope: Token
    at: str | None = None
    room: Token | None = None
    camera: Token | None = None

    def __post_init__(self) -> None:
        if self.room is not None and self.camera is not None:
            raise ValueError("a question names a room or a camera, not both")


class Obligation(Message, frozen=True, kw_only=True):
    """What whoever asked must not do (HL7 v3-ActCode): not film (`NOCOLLECT`) or not use later (`NOREUSE`)."""

    code: Literal["NOCOLLECT", "NOREUSE"]
    scopes: tuple[Token, ...]


class Ground(Message, frozen=True, kw_only=True):
    """What the Order says of the place (SPEC 13): the outcome, why, and what else it rests on."""

    outcome: Token
    reason: Token
    rests_on: tuple[Token, ...]


class StationContact(Message, frozen=True, kw_only=True):
    """When a station that may know better was last heard of, and how many statements still waited there then.

    `stale_seconds` is how long before the moment asked about that was; None, like `contact`, for never.
    """

    station: Token
    contact: str | None
    stale_seconds: int | None
    waiting: int | None


class Answer(Message, frozen=True, kw_only=True):
    """The decision, why, the statements it rests on and the paragraphs it cites (SPEC 5, 13).

    `valid_until` is when a permit or refusal ends at the latest. `ground` is what the Order says of the place, None
    where none was named.
    """

    decision: Literal["CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"]
    reason: str
    scope: Token
    statements: tuple[Hex32, ...]
    valid_until: str | None
    evaluated_at: str
    cites: tuple[LegalBasis, ...] = ()
    ground: Ground | None = None
    obligations: tuple[Obligation, ...] = ()
    stations: tuple[StationContact, ...] = ()


class RoomQuestion(Message, frozen=True, kw_only=True):
    """Who of these people may not be filmed in this room, or by this camera, now or at a time?"""

    scope: Token
    persons: Annotated[tuple[Identifier, ...], Meta(max_length=200)] = ()
    at: str | None = None
    room: Token | None = None
    camera: Token | None = None

    def __post_init__(self) -> None:
        if (self.room is None) == (self.camera is None):
            raise ValueError("a question about a room names a room or a camera, one of them")


class RoomAnswer(Message, frozen=True, kw_only=True):
    """What may be filmed there: `may_not` are the places, from 0, of those who may not, `answers` one for each person.

    `staff` is what stands for everyone who works there then (given, missing, unknown), `staff_missing` for how many it
    is not given. `may_film` is true only where everyone may be filmed; where nobody is named, only where nobody need be
    asked.
    """

    may_film: bool
    may_not: tuple[int, ...]
    answers: tuple[Answer, ...]
    ground: Ground
    staff: Token
    staff_missing: int
    stations: tuple[StationContact, ...]
    cites: tuple[LegalBasis, ...]
    evaluated_at: str


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


class Found(Message, frozen=True, kw_only=True):
    """A line of a search: nothing that names the person."""

    id: str
    digest: Hex32
    kind: Kind
    index: int
    made: str
    device: Token
    decisions: dict[str, str]


class SearchRequest(Message, frozen=True, kw_only=True):
    """Whose statements, or which one; the answer is newest first."""

    person: Identifier | None = None
    id: str | None = None
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100


class Shown(Message, frozen=True, kw_only=True):
    """One statement with its place in the log and the moment it was made, as tightly as the log proves it."""

    statement: Statement
    digest: Hex32
    index: int
    logged: str
    earliest: str
    latest: str


class WithdrawalRequest(Message, frozen=True, kw_only=True):
    """A person's withdrawal, taken down at the library's desk by a named worker."""

    person: Identifier
    name: Name
    scopes: Annotated[tuple[Token, ...], Meta(min_length=1)]
    worker: Name
    grantor: Grantor | None = None
    words: Annotated[str, Meta(max_length=20_000)] | None = None
    role: Literal["patient", "staff"] = "patient"
    language: Language = "kk"


class Withdrawn(Message, frozen=True, kw_only=True):
    """The withdrawal as a statement in the log."""

    id: str
    digest: Hex32
    index: int
    scopes: tuple[Token, ...]


class CorrectionRequest(Message, frozen=True, kw_only=True):
    """A statement was entered in error: which one, why, and the two different people who say so."""

    id: Annotated[str, Meta(max_length=64)]
    reason: Annotated[str, Meta(min_length=1, max_length=2000)]
    by: tuple[Name, Name]

    def __post_init__(self) -> None:
        if self.by[0] == self.by[1]:
            raise ValueError("two different people correct a statement")


class Corrected(Message, frozen=True, kw_only=True):
    """The correction as a statement in the log, and the digest of the one it marks."""

    id: str
    digest: Hex32
    index: int
    corrects: Hex32


# ── the register of a site ────────────────────────────────────────────────────────────


class SiteFiles(Message, frozen=True, kw_only=True):
    """Files of a register, base64: one whole in TOML, tables in CSV, or both (docs/site.md)."""

    files: Annotated[tuple[bytes, ...], Meta(min_length=1, max_length=16)]


class SiteImported(Message, frozen=True, kw_only=True):
    """The version that an import made: its number, since when it is known, and how many rows each table has."""

    number: int
    imported: str
    rows: dict[str, int]


class SiteFinding(Message, frozen=True, kw_only=True):
    """One thing found: what may not film, what may only on a condition, or what the register lacks. It names nobody.

    `code` is a stable token; `point`, `room` and `camera` are ids, empty where they do not matter; `outcome` and
    `paragraphs` are the ruling's (SPEC 13.3), where there is one; `what` and `remedy` are for people.
    """

    sort: Literal["may-not-film", "condition", "gap"]
    code: str
    point: str = ""
    room: str = ""
    camera: str = ""
    outcome: str = ""
    paragraphs: tuple[Label, ...] = ()
    what: str
    remedy: str


class SiteReport(Message, frozen=True, kw_only=True):
    """What was found of a version of the register (0: none was imported by then), `at` a moment.

    `act` and `edition` are those that the paragraphs are of.
    """

    number: int
    imported: str | None
    at: str
    act: Name
    edition: Label
    findings: tuple[SiteFinding, ...]


class FormFinding(Message, frozen=True, kw_only=True):
    """One thing found in a form: an `error` keeps it from being released, a `warning` is advice.

    `code` is a stable token; `language` and `section` are empty where it is of all; `law` is what asks for it.
    """

    sort: Literal["error", "warning"]
    code: str
    language: str = ""
    section: str = ""
    law: str = ""
    what: str
    remedy: str = ""


class FormFiles(Message, frozen=True, kw_only=True):
    """The files of a form that is to be released, base64, by name: form.toml and a text for each language."""

    files: Annotated[
        dict[
            Annotated[str, Meta(pattern=r"\A(form\.toml|[a-z]{2}\.md)\Z")],
            Annotated[bytes, Meta(max_length=MAX_FORM_FILE)],
        ],
        Meta(min_length=1, max_length=8),
    ]


class FormReleased(Message, frozen=True, kw_only=True):
    """The version that a release made: the form, its number, since when it is released, and its files' digests."""

    form: str
    version: str
    released: str
    files: dict[str, Hex32]


class FormManifest(Message, frozen=True, kw_only=True):
    """Every form that an organisation has released (SPEC 11.4): lines of digest and path, and the note over them."""

    manifest: str
    note: str


# ── the audit trail ───────────────────────────────────────────────────────────────────


class AuditQuery(Message, frozen=True, kw_only=True):
    """Which lines of the trail: from a number on, of one person or of one asker; the answer is oldest first."""

    after: Annotated[int, Meta(ge=0, le=2**53)] = 0
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100
    person: Identifier | None = None
    asker: Token | None = None


class AuditLine(Message, frozen=True, kw_only=True):
    """One line (SPEC 15.7). `person` is the keyed hash in hex, the same for everything that is about one person."""

    seq: int
    at: str
    asker: str
    verb: str
    outcome: str
    person: str | None = None
    scope: str | None = None
    digests: tuple[str, ...] = ()
    target: str | None = None
    times: int = 1


class AuditReport(Message, frozen=True, kw_only=True):
    """The trail recomputed: how many lines, its signed head, and what does not hold."""

    size: int
    head: str
    problems: tuple[Label, ...]


class Consistency(Message, frozen=True, kw_only=True):
    """The proof that a newer tree only adds to an older one: hashes, base64."""

    proof: tuple[str, ...]


# ── somebody follows ──────────────────────────────────────────────────────────────────


class Change(Message, frozen=True, kw_only=True):
    """A statement that was logged, without a word of whom it is about: its place, and what it decided for each scope.

    `refers_to` are the digests of the statements that it withdraws or corrects.
    """

    index: int
    id: str
    digest: Hex32
    kind: Kind
    logged: str
    device: Token
    decisions: dict[str, str]
    refers_to: tuple[Hex32, ...] = ()


class Changes(Message, frozen=True, kw_only=True):
    """Changes in the order of the log; ask on from `after`, which moves past those that the asker may not see.

    `after` is -1 before the first; `size` is that of the log.
    """

    changes: tuple[Change, ...]
    after: int
    size: int


class Event(Message, frozen=True, kw_only=True):
    """The body of a webhook (Standard Webhooks): what happened, when it was logged, and in whose log (`origin`)."""

    type: Literal["statement.logged"]
    timestamp: str
    controller: str
    origin: str
    data: Change


State = Literal["active", "paused", "gone"]
Index = Annotated[int, Meta(ge=-1, lt=2**53)]
"""A place in the log; -1 is before the first."""


class SubscriberRequest(Message, frozen=True, kw_only=True):
    """Who shall be told of changes: at which URL, of which scopes (none: all), from where on (default: from now on).

    `allow_private` lets the URL lead into a network that the internet does not reach, or to this machine.
    """

    url: Annotated[str, Meta(min_length=1, max_length=2048)]
    name: Label = ""
    scopes: Annotated[tuple[Token, ...], Meta(max_length=64)] = ()
    after: Index | None = None
    allow_private: bool = False


class Subscriber(Message, frozen=True, kw_only=True):
    """A subscriber and how it goes: `after` is how far it has been told, `waiting` how many lines of the log follow.

    `gone` is one whose receiver answered 410. `attempts` were made at the change now due, `next_attempt` is when the
    next may be; `failing_since` and `problem` say what is wrong, `dead_letters` how many changes were given up.
    """

    id: str
    url: str
    name: str
    controller: str
    scopes: tuple[Token, ...]
    allow_private: bool
    state: State
    after: int
    waiting: int
    dead_letters: int
    attempts: int = 0
    next_attempt: str | None = None
    failing_since: str | None = None
    problem: str = ""


class Subscribed(Message, frozen=True, kw_only=True):
    """A new subscriber, and the secret by which it knows our signature: shown this once."""

    id: str
    secret: str
    after: int


class DeadLetter(Message, frozen=True, kw_only=True):
    """A change that a subscriber did not take: when it was given up, after how many attempts, and why.

    `message` is its webhook-id; `wanted` says that it waits to be delivered once more.
    """

    index: int
    message: str
    given_up: str
    attempts: int
    problem: str
    wanted: bool


class RedeliveryRequest(Message, frozen=True, kw_only=True):
    """Which dead letters shall be delivered once more, by log index; none named: all."""

    indexes: Annotated[tuple[Index, ...], Meta(max_length=1000)] = ()


class Redelivery(Message, frozen=True, kw_only=True):
    """The dead letters that now wait to be delivered once more."""

    indexes: tuple[int, ...]


class Problem(Message, frozen=True, kw_only=True):
    """RFC 9457 problem details; `code` is the stable code of `econsent.errors`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    kept: str = ""
    remedy: str = ""
    path: str = ""
    clause: str = ""


class Readiness(Message, frozen=True, kw_only=True):
    """Whether a server is ready to be asked, and of each check ``ok`` or the stable code of what is wrong."""

    ready: bool
    checks: dict[Token, Label]


class LogReport(Message, frozen=True, kw_only=True):
    """What `econsent log check` found: every leaf, node and checkpoint, recomputed."""

    origin: str
    size: int
    root: Hex32
    checkpoints: int
    problems: tuple[Label, ...]


class Finding(Message, frozen=True, kw_only=True):
    """One thing fsck found: a stable code, where, what it means and what to do."""

    code: str
    where: str
    what: str
    remedy: str = ""
