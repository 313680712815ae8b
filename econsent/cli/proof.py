"""Take proofs out, check them, and check the places where things are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from econsent.cli import options, render, taking
from econsent.errors import ProofError

if TYPE_CHECKING:
    from econsent.document.verdict import Verified

Form = Literal["pdf", "jws", "bundle", "receipt"]
_TEXTS = ("jws", "receipt")


def _form(name: Form, what: str) -> Callable[[options.Command], options.Command]:
    return click.option(f"--{name}", "what", flag_value=name, help=what)


@click.command(help="Take a statement out of a library. In one of its forms, byte for byte as it is kept.")
@options.asks_library
@click.argument("statement_id", metavar="ID")
@_form("pdf", "The sealed document.")
@_form("jws", "The statement itself.")
@_form("bundle", "Everything that proves it, as one ZIP.")
@_form("receipt", "The proof that it is in the log.")
@click.option("--evidence", type=click.IntRange(0, 63), help="A file of its evidence: its place, from 0.")
@click.option("-o", "--output", type=options.FOLDER, help="File to write; by default stdout.")
def export(
    library: str,
    statement_id: str,
    what: Form | None,
    evidence: int | None,
    output: Path | None,
    as_json: bool,
    **access: Any,
) -> None:
    """Write it byte for byte as it is kept."""
    if (what is None) == (evidence is None):
        raise click.UsageError("Say which form: --pdf, --jws, --bundle, --receipt or --evidence N.")
    taking.check_place(output, is_text=what in _TEXTS, as_json=as_json)
    with options.opened(library, **access) as open_library:
        if evidence is None:
            content = open_library.export(statement_id, what or "pdf")
        else:
            content = open_library.evidence(statement_id, evidence)
    taking.take_out(output, content, as_json=as_json)


@click.command(
    help="Check files against a root certificate. Statements, documents, bundles and receipts, alone or together."
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.FOLDER)
@click.option(
    "--root", "roots", multiple=True, required=True, type=options.FILE, help="Root certificate (PEM); may be repeated."
)
@click.option("--at", help="Moment at which a document's certificates must be valid; by default when it was made.")
@options.as_json
def verify(files: tuple[Path, ...], roots: tuple[Path, ...], at: str | None, as_json: bool) -> None:
    """Print what the files prove, and what was not there to check."""
    from econsent.document.containers import verify as check

    found = check(*files, roots=roots, at=None if at is None else _moment(at))
    lines = [line for item in found for line in [*_verdict(item), ""]]
    render.say({"verified": found}, lines[:-1], as_json=as_json)


def _moment(text: str) -> dt.datetime:
    from econsent import instant

    return instant.to_datetime(instant.parse(text))


def _verdict(found: Verified) -> list[str]:
    said = found.statement
    return render.facts(
        [
            ("verified", " ".join(found.files)),
            ("digest", found.digest),
            *(() if said is None else (("kind", said.kind), ("id", said.id), ("device", said.device))),
            *(() if said is None else (("made after", said.earliest), ("made before", said.latest))),
            *((scope, decision) for scope, decision in (said.decisions if said else {}).items()),
            ("log index", found.index),
            ("logged", found.logged),
            *(("checked", f"{step.clause:<5} {step.what}") for step in found.checked),
            *(("not there", what) for what in found.missing),
        ]
    )


@click.group(help="Check a library's log.")
def log() -> None:
    """Hold the commands together."""


@log.command(name="check", help="Recompute a library's log. Every leaf, node and checkpoint.")
@options.asks_library
def log_check(library: str, as_json: bool, **access: Any) -> int:
    """Print the report; exit code 4 where something does not hold."""
    with options.opened(library, **access) as open_library:
        report = open_library.check_log(render.progress("log"))
    shown = [
        ("origin", report.origin),
        ("size", report.size),
        ("root", report.root),
        ("checkpoints", report.checkpoints),
        *(("problem", problem) for problem in report.problems),
        ("verdict", "the log does not hold" if report.problems else "every leaf, node and checkpoint holds"),
    ]
    render.say(report, render.facts(shown), as_json=as_json)
    return ProofError.exit_code if report.problems else 0


@click.command(help="Find what is wrong with a library or a station. Nothing is changed.")
@click.argument("where", metavar="PATH")
@options.passphrase_file
@options.as_json
def fsck(where: str, passphrase_file: Path | None, as_json: bool) -> int:
    """Print a line for each finding; exit code 4 where there is one."""
    from econsent.store.fsck import check

    passphrase = options.first_line(passphrase_file)
    findings = check(where, passphrase=passphrase, progress=render.progress("fsck"))
    rows = [(item.code, item.where, item.what, item.remedy) for item in findings]
    lines = render.table(("code", "where", "what", "do"), rows, none="nothing is wrong")
    render.say({"findings": findings}, lines, as_json=as_json)
    return ProofError.exit_code if findings else 0


COMMANDS = (export, verify, log, fsck)
