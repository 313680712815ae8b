"""The statement and its parts, as frozen types (SPEC 2).

Field names are those of FHIR R5 Consent and ISO/IEC TS 27560 where they have one.
"""

from __future__ import annotations

import datetime as dt
import uuid
from hashlib import sha256
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from econsent import identity, instant

SCHEMA = "econsent/1"
INK_TYPE = "application/inkml+xml"
"""Media type of InkML, as a signature (SPEC 10.5) and as a page written by hand (2.10.6)."""

Kind = Literal["consent", "withdrawal", "notice", "abandonment", "correction"]
Language = Literal["kk", "ru", "en"]
ClockState = Literal["checked", "drifting", "unchecked"]
Verdict = Literal["permit", "deny"]
SignatureClass = Literal["ink", "mark", "paper", "spoken", "eds"]

Hex32 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Token = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9._-]{0,63}\Z")]
Label = Annotated[str, Meta(max_length=200)]
Count = Annotated[int, Meta(ge=0, le=2**53)]

_NOTHING = sha256().hexdigest()


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything in a statement: frozen, by keyword, unknown fields refused."""


class Names(Part, frozen=True, kw_only=True):
    """A controller's name in the languages of the country."""

    kk: Name
    ru: Name
    en: Name | None = None


class Made(Part, frozen=True, kw_only=True):
    """When the station says the statement was made (SPEC 2.4).

    `at` is the wall clock with its offset; `earliest` and `latest` bound the true moment; `clock` tells how we know.
    """

    at: str
    clock: ClockState
    earliest: str
    latest: str

    def __post_init__(self) -> None:
        instant.parse(self.at)
        self.interval()

    def interval(self) -> instant.Interval:
        """Return the bounds in microseconds since the epoch."""
        return instant.Interval(instant.parse(self.earliest), instant.parse(self.latest))


class SeenCheckpoint(Part, frozen=True, kw_only=True):
    """The last checkpoint the station had seen: tree size and root hash. Size 0 has the hash of nothing."""

    size: Count
    root: Hex32

    def __post_init__(self) -> None:
        if self.size == 0 and self.root != _NOTHING:
            raise ValueError("a checkpoint of size 0 has the hash of nothing")


class Device(Part, frozen=True, kw_only=True):
    """The device that signed, its running number, and the digest of its previous statement (None for the first)."""

    id: Token
    seq: Annotated[int, Meta(ge=1, le=2**53)]
    prev: Hex32 | None

    def __post_init__(self) -> None:
        if (self.seq == 1) != (self.prev is None):
            raise ValueError("the first statement of a device, and only it, has no previous one")


class Controller(Part, frozen=True, kw_only=True):
    """The medical organisation that films and keeps: BIN and names."""

    bin: str
    name: Names

    def __post_init__(self) -> None:
        if identity.parse_bin(self.bin) != self.bin:
            raise ValueError("a BIN is written without spaces")


class Place(Part, frozen=True, kw_only=True):
    """Where the person is asked: the point, the room, and the room's kind in the words of the Order."""

    point: Name
    room: Label
    room_kind: Token


class Identifier(Part, frozen=True, kw_only=True):
    """A number that names a person: `system` is ``kz.iin`` or another register's name."""

    system: Token
    value: Annotated[str, Meta(min_length=1, max_length=64)]

    def __post_init__(self) -> None:
        if self.system == "kz.iin" and identity.parse_iin(self.value) != self.value:
            raise ValueError("an IIN is written without spaces")


class Subject(Part, frozen=True, kw_only=True):
    """The person who is filmed."""

    role: Literal["patient", "staff"]
    identifier: Identifier
    name: Name
    birth_date: dt.date | None = None


class Authority(Part, frozen=True, kw_only=True):
    """What a representative's right rests on: the document's data, never a copy."""

    kind: Token
    number: Annotated[str, Meta(min_length=1, max_length=64)]
    date: dt.date


class Grantor(Part, frozen=True, kw_only=True):
    """Who speaks: the subject, or a legal representative with relationship and authority document."""

    kind: Literal["self", "representative"]
    name: Name | None = None
    identifier: Identifier | None = None
    relationship: Token | None = None
    authority: Authority | None = None

    def __post_init__(self) -> None:
        whole = self.name is not None and self.relationship is not None and self.authority is not None
        bare = {self.name, self.identifier, self.relationship, self.authority} == {None}
        if not (whole if self.kind == "representative" else bare):
            raise ValueError("a representative has a name, a relationship and an authority document; oneself has none")


class IdentifiedBy(Part, frozen=True, kw_only=True):
    """How the person was identified; `worker` names who saw the document."""

    method: Literal["typed", "referral", "document", "eds", "none"]
    worker: Name | None = None

    def __post_init__(self) -> None:
        if (self.method == "document") != (self.worker is not None):
            raise ValueError("a worker, and only a worker, has seen a document")


class Witness(Part, frozen=True, kw_only=True):
    """Who was present and attests how the person spoke."""

    name: Name
    capacity: Label = ""


class Assent(Part, frozen=True, kw_only=True):
    """What a child said when asked beside the representative who decides (SPEC 2.11).

    `witness` heard what was said aloud; the representative may be it, who signs the document that says so.
    """

    verdict: Literal["yes", "no", "none"]
    manner: Literal["spoken", "drawn"] | None = None
    witness: Witness | None = None

    def __post_init__(self) -> None:
        if (self.manner == "spoken") != (self.witness is not None):
            raise ValueError("what is said aloud, and only that, is heard by a witness")
        if (self.verdict == "yes") != (self.manner is not None):
            raise ValueError("a yes is said aloud or drawn; a no and silence need nothing")


class Cosignature(Part, frozen=True, kw_only=True):
    """The subject's own signature beside the representative's (SPEC 2.12)."""

    signature_class: Literal["ink", "mark", "spoken"]
    witness: Witness | None = None

    def __post_init__(self) -> None:
        if (self.signature_class == "ink") != (self.witness is None):
            raise ValueError("a mark and a spoken cosignature, and only they, have a witness")


class Recorder(Part, frozen=True, kw_only=True):
    """What recorded the statement: the software and its version, and the worker where one was at it."""

    software: Name
    version: Token
    worker: Name | None = None


class FormUse(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Which text the person met: its digest is SHA-256 of the exact file in the language signed.

    `changes_since` is the earlier version from which the changes to this one were shown before signing.
    """

    id: Token
    version: Token
    language: Language
    languages_shown: Annotated[tuple[Language, ...], Meta(min_length=1, max_length=3)]
    digest: Hex32
    reading: Literal["self", "aloud", "worker"]
    seconds: Count
    changes_since: Token | None = None

    def __post_init__(self) -> None:
        if self.language not in self.languages_shown or len(set(self.languages_shown)) != len(self.languages_shown):
            raise ValueError("the language signed was shown, and each language is listed once")
        if self.changes_since == self.version:
            raise ValueError("changes are shown from another version than the one signed")


class Decision(Part, frozen=True, kw_only=True):
    """One scope and what was decided, with its last day."""

    scope: Token
    decision: Verdict
    until: dt.date | None = None


class Terms(Part, frozen=True, kw_only=True):
    """What Law 94-V art. 8(4) asks a consent to contain."""

    third_parties: bool
    cross_border: bool
    publication: bool
    data: Annotated[tuple[Token, ...], Meta(min_length=1, max_length=32)]
    storage_days: Count
    storage_country: Annotated[str, Meta(pattern=r"\A[A-Z]{2}\Z")]


class Evidence(Part, frozen=True, kw_only=True):
    """A file that belongs to the statement: what it is, and exactly which bytes."""

    role: Literal["ink", "handwriting", "paper", "speech", "eds", "assent", "cosignature"]
    media_type: Annotated[str, Meta(pattern=r"\A[a-z]+/[a-z0-9.+-]+\Z", max_length=100)]
    size: Annotated[int, Meta(ge=1, le=2**31)]
    sha256: Hex32


class LegalBasis(Part, frozen=True, kw_only=True):
    """An act, its paragraph and its edition."""

    act: Name
    paragraph: Label
    edition: Label = ""


def _check_id(text: str) -> None:
    try:
        known = uuid.UUID(text)
    except ValueError:
        raise ValueError("an id is a UUID") from None
    if known.version != 7 or str(known) != text:
        raise ValueError("an id is a UUIDv7 in lower case")


class Reference(Part, frozen=True, kw_only=True):
    """Another statement, by id and digest."""

    id: str
    digest: Hex32

    def __post_init__(self) -> None:
        _check_id(self.id)


class Correction(Part, frozen=True, kw_only=True):
    """Why a statement was entered in error, and the two people who say so."""

    reason: Annotated[str, Meta(min_length=1, max_length=2000)]
    by: tuple[Name, Name]

    def __post_init__(self) -> None:
        if self.by[0] == self.by[1]:
            raise ValueError("two different people correct a statement")


class Statement(Part, frozen=True, kw_only=True):
    """The signed record of what a person said (SPEC 2)."""

    schema: Literal["econsent/1"]
    id: str
    kind: Kind
    made: Made
    after: SeenCheckpoint
    device: Device
    controller: Controller
    place: Place
    subject: Subject | None
    grantor: Grantor | None
    identified_by: IdentifiedBy | None
    witness: Witness | None
    recorder: Recorder
    form: FormUse | None
    decisions: Annotated[tuple[Decision, ...], Meta(max_length=64)]
    terms: Terms | None
    words: Annotated[str, Meta(max_length=20_000)] | None
    signature_class: SignatureClass | None
    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=64)]
    legal_basis: Annotated[tuple[LegalBasis, ...], Meta(max_length=16)]
    refers_to: Annotated[tuple[Reference, ...], Meta(max_length=64)]
    correction: Correction | None = None
    assent: Assent | UnsetType = UNSET
    cosignature: Cosignature | UnsetType = UNSET

    def __post_init__(self) -> None:
        _check_id(self.id)


def new_id(at: int, randomness: bytes) -> str:
    """Return a UUIDv7 (RFC 9562) of a moment in microseconds and 10 random bytes."""
    value = (at // 1000 & (1 << 48) - 1) << 80 | int.from_bytes(randomness[:10])
    value = value & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=value & ~(0x3 << 62) | 2 << 62))


def made(wall: int, zone: dt.tzinfo, interval: instant.Interval, clock: ClockState) -> Made:
    """Return `made` of a wall clock and the bounds of the true moment, rounded outwards to milliseconds."""
    latest = min(instant.END, interval.latest + 999)
    return Made(
        at=instant.render(wall, zone),
        clock=clock,
        earliest=instant.render(interval.earliest),
        latest=instant.render(latest),
    )
