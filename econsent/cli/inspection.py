"""What was asked of a library, and by whom, for inspectors and the privacy officer."""

from __future__ import annotations

from typing import Any

import click

from econsent.cli import options, render
from econsent.errors import ProofError


@click.group(help="Read and check the audit trail.")
def audit() -> None:
    """Hold the commands together."""


@audit.command("list", help="List what was asked and answered. Oldest first.")
@options.asks_library
@options.may_name_person
@click.option("--asker", help="The id of whoever asked.")
@click.option("--after", default=0, show_default=True, help="The number from which on.")
@click.option("--limit", default=100, show_default=True, help="How many at most.")
def listed(
    library: str,
    who: dict[str, str] | None,
    asker: str | None,
    after: int,
    limit: int,
    as_json: bool,
    **access: Any,
) -> None:
    """Print a line for each."""
    from econsent.exchange import AuditQuery

    query = options.message(AuditQuery, person=who, asker=asker, after=after, limit=limit)
    with options.opened(library, **access) as open_library:
        found = open_library.inspection.find(query)
    rows = [
        (one.seq, one.at, one.asker, one.verb, one.outcome, one.times, one.target or one.scope or "-") for one in found
    ]
    header = ("seq", "at", "asker", "verb", "outcome", "times", "about")
    render.say(found, render.table(header, rows) if rows else ["none"], as_json=as_json)


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


COMMANDS = (audit,)
