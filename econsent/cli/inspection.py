"""What was asked of a library, and by whom, for inspectors and the privacy officer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render
from econsent.errors import ProofError, ScopeMissing

if TYPE_CHECKING:
    from econsent.exchange import Day, Tally


@click.group(help="Read and check the audit trail.")
def audit() -> None:
    """Hold the commands together."""


@audit.command("list", help="List what was asked and answered. Oldest first; with --before newest first.")
@options.asks_library
@options.may_name_person
@click.option("--asker", help="The id of whoever asked.")
@click.option("--after", default=0, show_default=True, help="The number from which on.")
@click.option("--before", type=int, help="The number before which: newest first; any past the end shows the newest.")
@click.option("--limit", default=100, show_default=True, help="How many at most.")
def listed(
    library: str,
    who: dict[str, str] | None,
    asker: str | None,
    after: int,
    before: int | None,
    limit: int,
    as_json: bool,
    **access: Any,
) -> None:
    """Print a line for each."""
    from econsent.exchange import AuditQuery

    query = options.message(AuditQuery, person=who, asker=asker, after=after, before=before, limit=limit)
    with options.opened(library, **access) as open_library:
        found = open_library.inspection.find(query)
    rows = [
        (
            one.seq,
            one.at,
            one.asker,
            one.verb,
            one.outcome,
            one.times,
            one.target or one.scope or "-",
            one.reason or "-",
        )
        for one in found
    ]
    header = ("seq", "at", "asker", "verb", "outcome", "times", "about", "why")
    render.say(found, render.table(header, rows), as_json=as_json)


@audit.command(help="Recompute the trail, and hold its signed head against it.")
@options.asks_library
def check(library: str, as_json: bool, **access: Any) -> int:
    """Print the report; exit code 4 where something does not hold."""
    with options.opened(library, **access) as open_library:
        report = open_library.inspection.check()
    shown = [
        ("size", report.size),
        *(("head", line) for line in report.head.splitlines() if line),
        *(("problem", problem) for problem in report.problems),
        ("verdict", "the trail does not hold" if report.problems else "every entry follows from those before it"),
    ]
    render.say(report, render.facts(shown), as_json=as_json)
    return ProofError.exit_code if report.problems else 0


@click.command(help="Show what needs a person, and how a day went. Counts alone; nobody is named.")
@options.asks_library
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day, as 2026-11-23; by default today.")
def today(library: str, day: dt.datetime | None, as_json: bool, **access: Any) -> None:
    """Print a line for each need, for each hour in which something was said, and for each point.

    Whoever may not read statements sees the needs alone.
    """
    with options.opened(library, **access) as open_library:
        needs = open_library.attention.needs()
        try:
            found = open_library.overview.day(None if day is None else day.date())
        except ScopeMissing:
            found = None
    rows = [(one.code, one.count) for one in needs.needs]
    lines = render.table(("needs a person", "how many"), rows, none="nothing needs a person")
    render.say({"needs": needs.needs, "day": found}, [*lines, *_day(found)], as_json=as_json)


def _day(found: Day | None) -> list[str]:
    import msgspec

    from econsent.exchange import Tally

    if found is None:
        return []
    said = [(f"{hour:02}:00", one) for hour, one in enumerate(found.hours) if one != Tally()]
    rows = [(name, *msgspec.structs.astuple(one)) for name, one in _counted(said, found)]
    return ["", *render.table((found.day.isoformat(), *Tally.__struct_fields__), rows)]


def _counted(hours: list[tuple[str, Tally]], day: Day) -> list[tuple[str, Tally]]:
    return [*hours, *((one.point, one.tally) for one in day.points), ("all", day.total)]


COMMANDS = (audit, today)
