"""The register of a site: its files, what an import made of them, and what was found."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Label, Name


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
