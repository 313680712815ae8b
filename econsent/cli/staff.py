"""The staff of the register: who has no consent that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render
from econsent.errors import ProofError

if TYPE_CHECKING:
    from econsent.exchange import StaffReport

_UNKNOWN = "unknown"


@click.group(help="The staff of the register.")
def staff() -> None:
    """Hold the commands together."""


@staff.command(help="Say who has no consent that stands. The exit code is 0 where everybody has one, else 4.")
@options.asks_library
@click.option("--at", help="The moment asked about, RFC 3339 with an offset; by default now.")
@click.option("--supplement", is_flag=True, help="Only those hired before the Order asked for staff consent.")
def missing(library: str, at: str | None, supplement: bool, as_json: bool, **access: Any) -> int:
    """Print names, why, and where each is asked; numbers of persons in the JSON alone."""
    from msgspec.structs import replace

    with options.opened(library, **access) as open_library:
        report = open_library.site.staff(at)
    if supplement:
        report = replace(report, missing=tuple(one for one in report.missing if one.asked == "supplement"))
    render.say(report, _lines(report), as_json=as_json)
    return ProofError.exit_code if report.missing else 0


def _lines(report: StaffReport) -> Iterator[str]:
    rows = [(one.name, one.job, one.hired, one.asked, one.reason or _UNKNOWN) for one in report.missing]
    if rows:
        yield from render.table(("name", "job", "hired", "asked at", "why"), rows)
    reasons = Counter(one.reason or _UNKNOWN for one in report.missing)
    told = "".join(f", {count} {reason}" for reason, count in sorted(reasons.items()))
    yield f"{len(rows)} of {report.registered} without consent{told}; version {report.number}"


COMMANDS = (staff,)
