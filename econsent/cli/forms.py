"""Forms of one's own: check them before they are released."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from econsent.cli import options, render
from econsent.errors import ArgumentInvalid, ProofError

if TYPE_CHECKING:
    from econsent.exchange import FormFinding

_DRAFT = click.argument("draft", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
_SUFFIXES = (".toml", ".md")


@click.group(help="Forms of one's own: what the law wants of them.")
def forms() -> None:
    """Hold the commands together."""


@forms.command(help="Say what the law wants of a form and its texts lack. The exit code is 0 for no error, else 4.")
@_DRAFT
@options.as_json
def check(draft: Path, as_json: bool) -> int:
    """Print every finding: errors, then warnings."""
    from econsent.forms import REQUIREMENTS, Catalogue, check_draft, errors_of, read_requirements
    from econsent.store.folder import shipped_forms

    shipped = shipped_forms()
    catalogue, asked = Catalogue.from_files(shipped), read_requirements(shipped[REQUIREMENTS])
    findings = check_draft(read_draft(draft), catalogue, asked)
    render.say(findings, lines_of(findings), as_json=as_json)
    return ProofError.exit_code if errors_of(findings) else 0


def lines_of(findings: Sequence[FormFinding]) -> Iterator[str]:
    """Yield a finding in two lines, and how many there are."""
    for found in findings:
        where = "#".join(filter(None, (found.language or "form.toml", found.section)))
        yield f"{found.sort}  {where}: {found.code}"
        yield "  " + " ".join(filter(None, (found.what, f"({found.law})" if found.law else "", found.remedy)))
    sorts = [found.sort for found in findings]
    yield f"{sorts.count('error')} errors, {sorts.count('warning')} warnings"


def read_draft(folder: Path) -> dict[str, bytes]:
    """Return the files of a draft by name; raise ArgumentInvalid where one cannot be read."""
    try:
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES}
    except OSError:
        raise ArgumentInvalid("The folder with the form cannot be read.", path=folder.name) from None


COMMANDS = (forms,)
