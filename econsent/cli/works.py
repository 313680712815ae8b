"""Work that takes longer than an answer may: ask for it, watch it, confirm it, fetch what it made."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from econsent.cli import options, render
from econsent.cli.forms import lines_of, read_draft
from econsent.cli.site import read_files
from econsent.errors import ProofError, StoreDamaged, StoreUnwritable
from econsent.exchange.search import Stands

if TYPE_CHECKING:
    from econsent.exchange import RegisterChanges, StoreReport, Work, WorkFile, WorkReport
    from econsent.library import Library
    from econsent.remote import Remote

_LOOK = 0.5
"""Seconds between looks at a work that is waited for."""
_DAY = click.DateTime(["%Y-%m-%d"])
_ID = click.argument("work_id", metavar="ID")
reason = click.option("--reason", required=True, help="Why, in a few words that name nobody; - reads it from stdin.")
wait = click.option("--wait", is_flag=True, help="Wait for its end; a folder or database that is opened does it here.")
_UNDER_WAY = ("waiting", "running")


@click.group(help="Work that takes longer than an answer may. Its result is yours alone, for a day.")
def work() -> None:
    """Hold the commands together."""


@work.command(name="export", help="Take out every statement that a search finds, or a person's, as one archive.")
@options.asks_library
@options.may_name_person
@reason
@click.option("--scope", help="What was decided about, such as filming.video.")
@click.option("--decision", type=click.Choice(["permit", "deny"]), help="What was decided.")
@click.option("--standing", type=click.Choice(get_args(Stands)), help="Whether it stands.")
@click.option("--since", type=_DAY, help="The first day on which it was said, as 2026-11-23.")
@click.option("--until", type=_DAY, help="The last day on which it was said.")
@click.option("--point", help="The point at which it was said.")
@wait
def export(
    library: str, who: dict[str, str] | None, reason: str, wait: bool, as_json: bool, **said: Any
) -> int:  # fmt: skip
    """Begin an export and print its id."""
    from econsent.exchange import ExportRequest

    names = ("scope", "decision", "standing", "since", "until", "point")
    what = {name: said.pop(name) for name in names}
    days = {name: what[name].date() for name in ("since", "until") if what[name] is not None}
    if who is not None and any(value is not None for value in what.values()):
        raise click.UsageError("Name a person, or say what is looked for, not both.")
    asked = {"person": who} if who is not None else {"decisions": what | days}
    request = options.message(ExportRequest, reason=options.private(reason, "reason"), **asked)
    return begun(library, lambda one: one.works.export(request), wait=wait, as_json=as_json, **said)


@work.command(name="check", help="Recompute the whole log and store. The exit code is 4 where something does not hold.")
@options.asks_library
@reason
@wait
def check(library: str, reason: str, wait: bool, as_json: bool, **access: Any) -> int:
    """Begin a check and print its id."""
    from econsent.exchange import CheckRequest

    request = options.message(CheckRequest, reason=options.private(reason, "reason"))
    return begun(library, lambda one: one.works.check(request), wait=wait, as_json=as_json, **access)


@work.command(name="import", help="Look through files of a register. `work confirm` takes them over.")
@options.asks_library
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.FILE)
@wait
def bring_in(library: str, files: tuple[Path, ...], wait: bool, as_json: bool, **access: Any) -> int:
    """Begin to look through a register and print the id of the work."""
    from econsent.exchange import ImportRequest

    request = ImportRequest(files=read_files(files))
    return begun(library, lambda one: one.works.import_register(request), wait=wait, as_json=as_json, **access)


@work.command(name="release", help="Look through a form. `work confirm` releases it.")
@options.asks_library
@click.argument("draft", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@wait
def release(library: str, draft: Path, wait: bool, as_json: bool, **access: Any) -> int:
    """Begin to look through a form and print the id of the work."""
    from econsent.exchange import ReleaseRequest

    request = ReleaseRequest(files=read_draft(draft))
    return begun(library, lambda one: one.works.release_form(request), wait=wait, as_json=as_json, **access)


@work.command(name="confirm", help="Take over what was looked through.")
@options.asks_library
@_ID
@reason
@wait
def confirm(library: str, work_id: str, reason: str, wait: bool, as_json: bool, **access: Any) -> int:
    """Confirm."""
    from econsent.exchange import Confirmation

    said = options.message(Confirmation, reason=options.private(reason, "reason"))
    return begun(library, lambda one: one.works.confirm(work_id, said), wait=wait, as_json=as_json, **access)


@work.command(name="restart", help="Begin a work again that was interrupted or has failed.")
@options.asks_library
@_ID
@wait
def restart(library: str, work_id: str, wait: bool, as_json: bool, **access: Any) -> int:
    """Begin again."""
    return begun(library, lambda one: one.works.restart(work_id), wait=wait, as_json=as_json, **access)


@work.command(name="list", help="List your works, the newest first.")
@options.asks_library
def listed(library: str, as_json: bool, **access: Any) -> None:
    """Print a line for each."""
    with options.opened(library, **access) as open_library:
        works = open_library.works.list()
    rows = [(one.id, one.kind, one.state, _steps(one), one.asked, one.expires) for one in works]
    header = ("id", "kind", "state", "done", "asked", "forgotten at")
    render.say(works, render.table(header, rows) if rows else ["none"], as_json=as_json)


@work.command(name="show", help="Say how far a work is and what came of it.")
@options.asks_library
@_ID
@wait
def show(library: str, work_id: str, wait: bool, as_json: bool, **access: Any) -> int:
    """Print it."""
    return begun(library, lambda one: one.works.show(work_id), wait=wait, as_json=as_json, **access)


@work.command(name="fetch", help="Fetch what a work made. A download that was cut off goes on where it was.")
@options.asks_library
@_ID
@click.option("--out", "output", required=True, type=options.FOLDER, help="The file to write.")
def fetch(library: str, work_id: str, output: Path, as_json: bool, **access: Any) -> None:
    """Write the file, whole or not at all, and print its digest."""
    from econsent.errors import WorkNotReady

    with options.opened(library, **access) as open_library:
        made = open_library.works.show(work_id).file
        if made is None:
            raise WorkNotReady("The work has made no file.", remedy="Wait until it is done: `econsent work show`.")
        _download(open_library, work_id, made, output)
    said = {"file": str(output), "bytes": made.size, "sha256": made.digest}
    render.say(said, render.facts(said.items()), as_json=as_json)


@work.command(name="remove", help="Forget a work and what it made.")
@options.asks_library
@_ID
def remove(library: str, work_id: str, as_json: bool, **access: Any) -> None:
    """Remove it."""
    with options.opened(library, **access) as open_library:
        open_library.works.remove(work_id)
    render.say({"removed": work_id}, [f"removed  {work_id}"], as_json=as_json)


# ── what they share ──


def begun(library: str, ask: Callable[[Library | Remote], Work], *, wait: bool, as_json: bool, **access: Any) -> int:
    """Ask for a work, wait for its end where that is wanted, and print it; return the exit code."""
    with options.opened(library, **access) as open_library:
        shown = ask(open_library)
        if wait:
            shown = _waited(open_library, shown)
    render.say(shown, render.facts(_facts(shown)), as_json=as_json)
    return ProofError.exit_code if shown.state == "failed" or _is_broken(shown) else 0


def _waited(library: Library | Remote, shown: Work) -> Work:
    """Wait until a work has ended; a library that is opened here does it here, unless another process does."""
    from econsent.library import Library as Local

    tell = render.progress(shown.kind)
    while shown.state in _UNDER_WAY:
        if not (isinstance(library, Local) and _did(library, shown.id)):
            time.sleep(_LOOK)
        shown = library.works.show(shown.id)
        if tell is not None and shown.total:
            tell(shown.done, shown.total)
    return shown


def _did(library: Library, work_id: str) -> bool:
    from econsent.workshop import Workshop

    return Workshop(library).do(work_id)


def _download(library: Library | Remote, work_id: str, made: WorkFile, output: Path) -> None:
    """Fetch a file beside its place, go on with what is there already, and put it in place once it is whole."""
    part = output.with_name(f".{output.name}.{made.digest[:16]}.part")
    try:
        with part.open("a+b") as into:
            library.works.download(work_id, made, into)
            into.seek(0)
            whole = _digest(into) == made.digest
        if not whole:
            part.unlink()
            raise StoreDamaged("What came is not what the work made.", kept="It was deleted.", remedy="Fetch it again.")
        part.replace(output)
    except OSError as error:
        raise StoreUnwritable(f"{output.name} cannot be written ({error.strerror}).", remedy="Name a file.") from None


def _digest(file: Any) -> str:
    digest = sha256()
    while part := file.read(1024 * 1024):
        digest.update(part)
    return digest.hexdigest()


def _steps(shown: Work) -> str:
    return f"{shown.done} of {shown.total}" if shown.total else "-"


def _is_broken(shown: Work) -> bool:
    store = shown.report.store if shown.report else None
    trail = store.audit.problems if store is not None and store.audit is not None else ()
    return store is not None and bool(store.log.problems or store.findings or trail)


def _facts(shown: Work) -> Iterator[tuple[str, object]]:
    yield from [("id", shown.id), ("kind", shown.kind), ("state", shown.state), ("done", _steps(shown))]
    yield from [("asked", shown.asked), ("reason", shown.reason), ("forgotten at", shown.expires)]
    if shown.file is not None:
        yield from [("bytes", shown.file.size), ("sha256", shown.file.digest)]
    if shown.problem is not None:
        yield from [("problem", f"{shown.problem.what} {shown.problem.path}".strip()), ("do", shown.problem.remedy)]
        yield "code", shown.problem.code
    report = shown.report
    if report is not None:
        yield from _reported(report)


def _reported(report: WorkReport) -> Iterator[tuple[str, object]]:
    """Yield what a work has to say, each kind its own."""
    if report.statements is not None:
        yield from [("statements", report.statements), ("missing", report.missing)]
    if report.store is not None:
        yield from _store(report.store)
    if report.register is not None:
        yield from _register(report.register)
    if report.imported is not None:
        yield "version", report.imported.number
    if report.form is not None:
        yield from [("form", report.form.form), ("stands beside", report.form.before)]
        yield from (("found", line) for line in lines_of(report.form.findings))
    if report.preservation is not None:
        yield from [("number", report.preservation.number), ("by", report.preservation.authority)]
        yield from [("dated", report.preservation.at), ("holds until", report.preservation.ends)]
    if report.released is not None:
        yield "released", f"{report.released.form}/{report.released.version}"


def _store(report: StoreReport) -> Iterator[tuple[str, object]]:
    yield "log", report.log.size
    yield from (("problem", one) for one in report.log.problems)
    yield from (("found", f"{one.code} {one.where}: {one.what}") for one in report.findings)
    if report.audit is not None:
        yield "trail", report.audit.size
        yield from (("problem", one) for one in report.audit.problems)


def _register(changes: RegisterChanges) -> Iterator[tuple[str, object]]:
    yield "changes version", changes.basis
    for one in changes.tables:
        yield one.table, f"{one.added} new, {one.changed} changed, {one.removed} gone, {one.kept} the same"
    yield from (("would find", f"{one.code} {one.camera or one.room or one.point}") for one in changes.findings)
    yield "would be settled", changes.settled


COMMANDS = (work,)
