"""The register of a site: bring it in, and hear what may not be filmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render
from econsent.errors import ArgumentInvalid, ProofError

if TYPE_CHECKING:
    from econsent.access import Intent
    from econsent.exchange import SiteFinding, SiteReport


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
    render.say(report, _lines(report), as_json=as_json)
    return ProofError.exit_code if any(one.sort == "may-not-film" for one in report.findings) else 0


def _lines(report: SiteReport) -> Iterator[str]:
    for found in report.findings:
        yield f"{found.sort}  {_place(found)}{_ruling(found)}"
        yield f"  {found.what} {found.remedy}"
    sorts = [one.sort for one in report.findings]
    counts = ", ".join(f"{sorts.count(sort)} {sort}" for sort in ("may-not-film", "condition", "gap"))
    yield f"{counts}; version {report.number}, {report.act} ({report.edition})"


def _place(found: SiteFinding) -> str:
    return " ".join(filter(None, (found.camera, found.room, found.point)))


def _ruling(found: SiteFinding) -> str:
    paragraphs = f" (par. {', '.join(found.paragraphs)})" if found.paragraphs else ""
    return f": {found.outcome}{paragraphs}" if found.outcome else f": {found.code}"


def read_files(files: Iterable[Path]) -> tuple[bytes, ...]:
    """Return the files of a register; raise ArgumentInvalid where one cannot be read."""
    return tuple(map(_read, files))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise ArgumentInvalid("A file cannot be read.", path=file.name) from None


COMMANDS = (site,)
