"""How the command line speaks: calm tables for people, JSON for programs, progress only where someone watches."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from econsent.errors import EconsentError

_GAP = "  "


def say(message: Any, lines: Iterable[str], *, as_json: bool) -> None:
    """Print a result: as one line of JSON, or as lines for people."""
    click.echo(msgspec.json.encode(message).decode() if as_json else "\n".join(lines))


def facts(pairs: Iterable[tuple[str, object]]) -> list[str]:
    """Return names and values in two columns; a name that repeats is written once, what is empty not at all."""
    shown = [(name, str(value)) for name, value in pairs if value not in (None, "")]
    width = max((len(name) for name, _ in shown), default=0)
    lines, last = [], None
    for name, value in shown:
        lines.append(f"{'' if name == last else name:<{width}}{_GAP}{value}")
        last = name
    return lines


def table(header: Sequence[str], rows: Sequence[Sequence[object]], *, none: str = "none") -> list[str]:
    """Return rows in columns under a header; where there are no rows, the one line that says so."""
    if not rows:
        return [none]
    cells = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    return [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def error(failed: EconsentError, *, as_json: bool) -> None:
    """Print an error to stderr: what happened, what was kept, what to do."""
    if as_json:
        as_json_error(failed.as_dict())
        return
    where = f" ({failed.path})" if failed.path else ""
    click.echo(f"econsent: {failed.what}{where}", err=True)
    for line in facts([("kept", failed.kept), ("do", failed.remedy), ("code", failed.code), ("clause", failed.clause)]):
        click.echo(f"  {line}", err=True)


def as_json_error(members: dict[str, str]) -> None:
    """Print an error for programs."""
    click.echo(msgspec.json.encode({"error": members}).decode(), err=True)


def progress(what: str) -> Callable[[int, int], None] | None:
    """Return what long work tells of its progress, or None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        click.echo(f"\r{what}: {done} of {total}{end}", nl=False, err=True)

    return tell


def place_of(failed: BaseException) -> str:
    """Return the file and line that raised, without a word of the message: it could name a person."""
    frames = traceback.extract_tb(failed.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
