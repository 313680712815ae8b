"""What keeps the log provable later: have it dated by an authority outside, list that, take out what proves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render, works
from econsent.errors import StoreUnwritable

if TYPE_CHECKING:
    from econsent.exchange import Preservation, Work
    from econsent.library import Library
    from econsent.remote import Remote

NOTE, TOKEN, CHECKPOINT, ROOTS = "note.txt", "token.tst", "checkpoint.txt", "authority.pem"


@works.work.command(name="preserve", help="Have the log dated by a time-stamping authority, so that it stays provable.")
@options.asks_library
@works.reason
@click.option("--tsa", metavar="URL", help="Where the authority is asked, for a folder or database that is opened.")
@click.option("--tsa-root", type=options.FILE, help="PEM file with the root certificate of that authority.")
@works.wait
def preserve(
    library: str, reason: str, tsa: str | None, tsa_root: Path | None, wait: bool, as_json: bool, **access: Any
) -> int:
    """Begin a preservation and print its id."""
    from econsent.exchange import PreservationRequest

    if (tsa is None) != (tsa_root is None) or (tsa is not None and not wait):
        raise click.UsageError("--tsa, --tsa-root and --wait go together: the authority is asked here.")
    request = options.message(PreservationRequest, reason=options.private(reason, "reason"))

    def ask(opened: Library | Remote) -> Work:
        _name(opened, tsa, tsa_root)
        return opened.works.preserve(request)

    return works.begun(library, ask, wait=wait, as_json=as_json, **access)


@click.group(help="What keeps the log provable once its keys, its clock or SHA-256 are no longer believed.")
def preservation() -> None:
    """Hold the commands together."""


@preservation.command(name="list", help="List when, by whom and until when the log was dated. The newest first.")
@options.asks_library
def listed(library: str, as_json: bool, **access: Any) -> None:
    """Print a line for each."""
    with options.opened(library, **access) as open_library:
        found = open_library.preservations.list()
    rows = [(one.number, one.size, one.at, one.ends, one.authority) for one in found.preservations]
    lines = render.table(("number", "size", "dated", "holds until", "by"), rows) if rows else ["none"]
    render.say(found, [*lines, *(["due"] if found.due else [])], as_json=as_json)


@preservation.command(name="show", help="Show one, and with --out write what openssl checks it by into a new folder.")
@options.asks_library
@click.argument("number", type=click.IntRange(1))
@click.option("--out", "output", type=options.FOLDER, help="The folder to make.")
def show(library: str, number: int, output: Path | None, as_json: bool, **access: Any) -> None:
    """Print it."""
    with options.opened(library, **access) as open_library:
        shown = open_library.preservations.show(number)
    if output is not None:
        _write(output, shown)
    line = shown.line
    facts = [("number", line.number), ("size", line.size), ("dated", line.at), ("by", line.authority)]
    facts += [("holds until", line.ends), ("sha256 root", shown.sha256_root), ("sha512 root", shown.sha512_root)]
    render.say(shown, render.facts(facts), as_json=as_json)


def _name(library: Library | Remote, tsa: str | None, tsa_root: Path | None) -> None:
    """Name the authority to a library that is opened here; one behind HTTP has its own."""
    if tsa is None or tsa_root is None:
        return
    from econsent.library import Library as Local
    from econsent.timestamp import name_authority

    if not isinstance(library, Local):
        raise click.UsageError("A library that is served asks the authority that was named to its server.")
    library.preservations.authority = name_authority(tsa, tsa_root.read_bytes())


def _write(folder: Path, shown: Preservation) -> None:
    files = {NOTE: shown.note.encode(), TOKEN: shown.token, CHECKPOINT: shown.checkpoint.encode()}
    try:
        folder.mkdir()
        for name, content in (files | {ROOTS: shown.root.encode()}).items():
            (folder / name).write_bytes(content)
    except OSError as error:
        what = f"{folder.name} cannot be made ({error.strerror})."
        raise StoreUnwritable(what, remedy="Name a new folder.") from None


COMMANDS = (preservation,)
