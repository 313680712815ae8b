"""What a receipt's code shows to whoever has it: the receipt page of a library, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from econsent.cli import options, render, taking

_code = click.argument("code", metavar="CODE")


@click.group(help="What the code of a receipt shows: the proof to anybody, the document with the person's number.")
def receipt() -> None:
    """Hold the commands on receipts together."""


@receipt.command(help="Show what a receipt proves: that a statement is in the log, since when, and who signed for it.")
@options.asks_library
@_code
def show(library: str, code: str, as_json: bool, **access: Any) -> None:
    """Print it; nobody is named."""
    with options.opened(library, **access) as open_library:
        found = open_library.receipts.shown(code)
    signed = [("signed by", f"{one.name} {one.dated or ''}".strip()) for one in found.cosignatures]
    facts = [("digest", found.digest), ("log", found.origin), ("log index", found.index), ("logged", found.logged)]
    render.say(found, render.facts([*facts, ("entries then", found.size), *signed]), as_json=as_json)


@receipt.command(help="Take out the document of a receipt. For whoever also has the person's number.")
@options.asks_library
@_code
@click.option("--number", required=True, help="By which the person was identified; - reads it from stdin.")
@click.option("-o", "--output", type=options.FOLDER, help="File to write; by default stdout.")
def copy(library: str, code: str, number: str, output: Path | None, as_json: bool, **access: Any) -> None:
    """Write the sealed document byte for byte."""
    taking.check_place(output, is_text=False, as_json=as_json)
    number = options.private(number, "number")
    with options.opened(library, **access) as open_library:
        document = open_library.receipts.copy(code, number)
    taking.take_out(output, document, as_json=as_json)


COMMANDS = (receipt,)
