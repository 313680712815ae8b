"""What is taken out of a library goes into a file, or to stdout."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import click

from econsent.cli import render
from econsent.errors import StoreUnwritable


def check_place(output: Path | None, *, is_text: bool, as_json: bool) -> None:
    """Raise a usage error where stdout is not for what is taken out: bytes on a terminal, a file beside JSON."""
    if output is None and (as_json or (not is_text and sys.stdout.isatty())):
        raise click.UsageError("Give -o FILE: this is not for a terminal or a line of JSON.")


def take_out(output: Path | None, content: bytes, *, as_json: bool) -> None:
    """Write a file whole or not at all, and say its size and digest; without one, write to stdout."""
    if output is None:
        click.echo(content, nl=False)
        return
    _write(output, content)
    said = {"file": str(output), "bytes": len(content), "sha256": sha256(content).hexdigest()}
    render.say(said, render.facts(said.items()), as_json=as_json)


def _write(output: Path, content: bytes) -> None:
    """What is no file, such as /dev/stdout, is written to as it is."""
    from econsent.store.folder import write_durably

    try:
        special = output.exists() and not output.is_file()
    except OSError:  # writing it will say why
        special = False
    if not special:
        write_durably(output, content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise StoreUnwritable(f"{output.name} cannot be written ({error.strerror}).", remedy="Name a file.") from None
