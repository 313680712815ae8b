"""The register of a site: its files, what an import made of them, and what was found."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Controller, Label, Name, Token

Filming = Literal["may-film", "condition", "may-not-film"]
"""Whether a camera may film: whoever comes, on a condition that is asked anew each time, or nobody."""


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
    `paragraphs` are the ruling's (SPEC 13.3), where there is one; `count` is how many people it is about, 0 where it
    counts none; `what` and `remedy` are for people.
    """

    sort: Literal["may-not-film", "condition", "gap"]
    code: str
    point: str = ""
    room: str = ""
    camera: str = ""
    outcome: str = ""
    paragraphs: tuple[Label, ...] = ()
    count: int = 0
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


class PointListed(Message, frozen=True, kw_only=True):
    """A point in a list, and how many of each it has.

    `may_not_film`, `condition` and `gaps` count what a check finds of it, by its sorts. `signs_lacking` counts the
    rooms, and the perimeter, that may not be filmed because the sign is missing, or not known to be there.
    """

    id: Token
    name: Name
    address: Label
    rooms: int
    cameras: int
    may_not_film: int
    condition: int
    signs_lacking: int
    gaps: int


class PointsListed(Message, frozen=True, kw_only=True):
    """Some of the `many` points of a version of the register (0: none was imported by then), `at` a moment, as written.

    `after` is what to ask on from, None at the end. `unplaced` counts the cameras of which nobody knows where they are:
    they are of no point.
    """

    number: int
    imported: str | None
    at: str
    many: int
    unplaced: int
    points: tuple[PointListed, ...]
    after: int | None


class CameraShown(Message, frozen=True, kw_only=True):
    """A camera, and whether it may film: `kind` is the register's, `code`, `outcome` and `paragraphs` are the ruling's.

    The ruling (SPEC 13.3) is that of the check: for whoever works there on the day from the moment asked about on.
    """

    id: Token
    kind: Token
    filming: Filming
    code: str
    outcome: str
    paragraphs: tuple[Label, ...]


class RoomShown(Message, frozen=True, kw_only=True):
    """A room of a point with its cameras, as written; `sign` is whether the sign is there, None where nobody knows.

    `sign_checked` is the day on which it was seen.
    """

    id: Token
    name: Name
    kind: Token
    sign: bool | None
    sign_checked: dt.date | None
    cameras: tuple[CameraShown, ...]


class PointShown(Message, frozen=True, kw_only=True):
    """A point with its rooms, and the cameras along its perimeter; None and empty is what the register does not know.

    `collection_point`: does it collect and receive biological material. `perimeter_sign` is that along the perimeter.
    """

    id: Token
    name: Name
    organisation: Controller
    organisation_kind: Token
    address: Label
    licence: Label
    annex: Label
    collection_point: bool | None
    perimeter_sign: bool | None
    perimeter_sign_checked: dt.date | None
    rooms: tuple[RoomShown, ...]
    perimeter: tuple[CameraShown, ...]


class PointReport(Message, frozen=True, kw_only=True):
    """One point of a version of the register, `at` a moment, and what a check finds of it.

    `act` and `edition` are those that the paragraphs are of.
    """

    number: int
    imported: str
    at: str
    act: Name
    edition: Label
    point: PointShown
    findings: tuple[SiteFinding, ...]
