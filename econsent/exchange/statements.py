"""Statements are found and shown, and taken down or corrected at the library's desk."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Grantor, Hex32, Identifier, Kind, Label, Language, Name, Statement, Token


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
    """Whose statements, or which one; the answer is newest first.

    With `before` it is those of a person that were logged before that index.
    """

    person: Identifier | None = None
    id: str | None = None
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100
    before: Annotated[int, Meta(ge=0, le=2**53)] | None = None


class Shown(Message, frozen=True, kw_only=True):
    """One statement with its place in the log and the moment it was made, as tightly as the log proves it."""

    statement: Statement
    digest: Hex32
    index: int
    logged: str
    earliest: str
    latest: str


class Cosignature(Message, frozen=True, kw_only=True):
    """Whose signature stands under a checkpoint; `dated` is by when it existed, as the log's clock key says."""

    name: Label
    dated: str | None


class ReceiptShown(Message, frozen=True, kw_only=True):
    """What a receipt proves to anybody: a statement with this digest is in the log, at which place, since when.

    `note` is the checkpoint (C2SP tlog-checkpoint) under which its proof holds, of a log of `size` entries.
    """

    digest: Hex32
    index: int
    logged: str
    origin: str
    size: int
    note: str
    cosignatures: tuple[Cosignature, ...]


class CopyRequest(Message, frozen=True, kw_only=True):
    """What whoever holds a receipt gives besides its code: the number by which the person was identified."""

    number: Annotated[str, Meta(min_length=1, max_length=64)]


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
