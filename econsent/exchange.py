"""What stations, libraries and askers say to one another: the questions and answers of every verb, as frozen types.

The server, `remote` and the command line render these and nothing else; OpenAPI is drawn from them. On the wire they are
JSON; moments are RFC 3339 text, digests lower-case hex, bytes standard base64.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from econsent.record import Controller, Grantor, Hex32, Identifier, Kind, Label, Name, Place, Statement, Token


class Message(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every message: frozen, by keyword, unknown fields refused."""


# ── a station joins ───────────────────────────────────────────────────────────────────


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

    `chain` device and issuing certificates, `log_chain` log key's, clock key's and issuer's, all base64 DER; `root` PEM;
    `envelope_key` PEM; `checkpoint` the log's signed checkpoint now.
    """

    device_id: Token
    controller: Controller
    place: Place
    chain: tuple[str, str]
    root: str
    envelope_key: str
    log_chain: tuple[str, str, str]
    checkpoint: str
    time: int


# ── a station delivers ────────────────────────────────────────────────────────────────


class Delivered(Message, frozen=True, kw_only=True):
    """A statement stands in the log: its index, and its inclusion proof under the reply's checkpoint.

    `alarms` are stable codes of what the library noticed (``station.gap``: a running number is missing before this one).
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
    time: int


# ── somebody asks ─────────────────────────────────────────────────────────────────────


class Question(Message, frozen=True, kw_only=True):
    """May this person be filmed for this scope, at this time (default: now)?"""

    person: Identifier
    scope: Token
    at: str | None = None


class Answer(Message, frozen=True, kw_only=True):
    """The decision, why, and the statements it rests on (SPEC 5)."""

    decision: Literal["CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"]
    reason: str
    scope: Token
    statements: tuple[Hex32, ...]
    valid_until: dt.date | None
    evaluated_at: str


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


class Withdrawn(Message, frozen=True, kw_only=True):
    """The withdrawal as a statement in the log."""

    id: str
    digest: Hex32
    index: int
    scopes: tuple[Token, ...]


class Problem(Message, frozen=True, kw_only=True):
    """RFC 9457 problem details; `code` is the stable code of errors.py."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    kept: str = ""
    remedy: str = ""
    path: str = ""
    clause: str = ""


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
