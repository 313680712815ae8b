"""The register of a site: bring it in, look at its points, and hear what may not be filmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render
from econsent.errors import ArgumentInvalid, ProofError

if TYPE_CHECKING:
    from econsent.access import Intent
    from econsent.exchange import CameraShown, PointReport, PointsListed, SiteFinding, SiteReport
    from econsent.library import Library
    from econsent.remote import Remote

_PART = 200
"""Points that are asked for at once."""
_KNOWN = {True: "yes", False: "no", None: "unknown"}


@click.group(help="The register of points, rooms, cameras, signs and rosters.")
def site() -> None:
    """Hold the commands together."""


@site.command("import", help="Import a whole register (TOML), tables of it (CSV), or both, as one new version.")
@options.asks_library
@options.changes
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.FILE)
def bring_in(library: str, intent: Intent, files: tuple[Path, ...], as_json: bool, **access: Any) -> None:
    """Print the version and how many rows it has."""
    contents = read_files(files)
    with options.opened(library, **access) as open_library:
        imported = open_library.site.import_files(contents, intent=intent)
    shown = [("version", imported.number), ("known since", imported.imported), *imported.rows.items()]
    render.say(imported, render.facts(shown), as_json=as_json)


@site.command(help="Say what may not be filmed, and why. The exit code is 0 where nothing is, 4 where something is.")
@options.asks_library
@click.option("--at", help="The moment asked about, RFC 3339 with an offset; by default now.")
def check(library: str, at: str | None, as_json: bool, **access: Any) -> int:
    """Print every finding and what to do."""
    with options.opened(library, **access) as open_library:
        report = open_library.site.check(at)
    render.say(report, _found(report), as_json=as_json)
    return ProofError.exit_code if any(one.sort == "may-not-film" for one in report.findings) else 0


@site.command(help="List the points of the register, or show one: rooms, cameras, signs, and what each camera may do.")
@options.asks_library
@click.argument("point", required=False)
@click.option("--at", help="The moment asked about, RFC 3339 with an offset; by default now.")
def show(library: str, point: str | None, at: str | None, as_json: bool, **access: Any) -> None:
    """Print a line for each point, or all of one."""
    with options.opened(library, **access) as open_library:
        if point is None:
            listed = _every_point(open_library, at)
            render.say(listed, _points(listed), as_json=as_json)
        else:
            report = open_library.site.point(point, at)
            render.say(report, _point(report), as_json=as_json)


def _every_point(library: Library | Remote, at: str | None) -> PointsListed:
    """Return the whole list, which comes in parts: those after the first as of the first one's moment."""
    from msgspec.structs import replace

    part = library.site.points(at, limit=_PART)
    points = [*part.points]
    while part.after is not None:
        part = library.site.points(part.at, after=part.after, limit=_PART)
        points += part.points
    return replace(part, points=tuple(points))


def _points(listed: PointsListed) -> Iterator[str]:
    header = ("point", "rooms", "cameras", "may not film", "condition", "signs lacking", "gaps", "name")
    rows = [
        (one.id, one.rooms, one.cameras, one.may_not_film, one.condition, one.signs_lacking, one.gaps, one.name)
        for one in listed.points
    ]
    yield from render.table(header, rows)
    unplaced = f", cameras in no known place: {listed.unplaced}" if listed.unplaced else ""
    yield f"points: {listed.many}{unplaced}; version {listed.number}"


def _point(report: PointReport) -> Iterator[str]:
    point = report.point
    names = point.organisation.name
    yield from render.facts(
        [
            ("point", point.id),
            ("name", point.name),
            ("organisation", f"{names.kk} ({point.organisation.bin}, {point.organisation_kind})"),
            ("address", point.address or "unknown"),
            ("licence", point.licence or "unknown"),
            ("annex", point.annex or "unknown"),
            ("collection point", _KNOWN[point.collection_point]),
        ]
    )
    yield ""
    for room in point.rooms:
        yield f"{room.id}  {room.name}, {room.kind}; sign: {_sign(room.sign, room.sign_checked)}"
        yield from _cameras(room.cameras)
    yield f"perimeter; sign: {_sign(point.perimeter_sign, point.perimeter_sign_checked)}"
    yield from _cameras(point.perimeter)
    yield ""
    yield from _found(report)


def _sign(sign: bool | None, checked: dt.date | None) -> str:
    return f"{_KNOWN[sign]}, seen {checked}" if sign and checked else _KNOWN[sign]


def _cameras(cameras: Sequence[CameraShown]) -> Iterator[str]:
    for one in cameras:
        yield f"  {one.filming}  {one.id}, {one.kind}: {one.outcome}, {one.code}{_paragraphs(one)}"
    if not cameras:
        yield "  no camera"


def _found(report: SiteReport | PointReport) -> Iterator[str]:
    for found in report.findings:
        yield f"{found.sort}  {_place(found)}{_ruling(found)}"
        yield f"  {found.what} {found.remedy}"
    sorts = [one.sort for one in report.findings]
    counts = ", ".join(f"{sorts.count(sort)} {sort}" for sort in ("may-not-film", "condition", "gap"))
    yield f"{counts}; version {report.number}, {report.act} ({report.edition})"


def _place(found: SiteFinding) -> str:
    return " ".join(filter(None, (found.camera, found.room, found.point)))


def _ruling(found: SiteFinding) -> str:
    return f": {found.outcome}{_paragraphs(found)}" if found.outcome else f": {found.code}"


def _paragraphs(ruled: SiteFinding | CameraShown) -> str:
    return f" (par. {', '.join(ruled.paragraphs)})" if ruled.paragraphs else ""


def read_files(files: Iterable[Path]) -> tuple[bytes, ...]:
    """Return the files of a register; raise ArgumentInvalid where one cannot be read."""
    return tuple(map(_read, files))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise ArgumentInvalid("A file cannot be read.", path=file.name) from None


COMMANDS = (site,)
