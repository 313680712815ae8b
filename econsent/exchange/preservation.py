"""What keeps the log provable later: the two roots of a size, dated by an authority outside."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Count, Hex32, Label

Hex64 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]


class PreservationLine(Message, frozen=True, kw_only=True):
    """One preservation: its number from 1, the size of the log, when and by whom it was dated.

    At `ends` the first certificate under it ends.
    """

    number: Count
    size: Count
    at: str
    authority: Label
    ends: str


class Preservation(Message, frozen=True, kw_only=True):
    """A preservation with all that proves it: its note, the token over the note, DER base64, and the checkpoint.

    `sha256_root` is the log's own root, `sha512_root` that of the second tree. `root` is the PEM of the root
    certificates that the authority was trusted under when it was made: whoever does not believe this library has them
    from elsewhere.
    """

    line: PreservationLine
    sha256_root: Hex32
    sha512_root: Hex64
    note: str
    token: bytes
    checkpoint: str
    root: str


class Preservations(Message, frozen=True, kw_only=True):
    """Every preservation, the newest first; whether one is due, and whether this process has an authority to ask."""

    due: bool
    ready: bool
    preservations: tuple[PreservationLine, ...]
