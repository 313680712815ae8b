"""Forms of one's own: check them, see them, release them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render
from econsent.errors import ArgumentInvalid, ProofError, StoreUnwritable

if TYPE_CHECKING:
    from econsent.exchange import FormFinding
    from econsent.forms import Catalogue
    from econsent.library import Library
    from econsent.remote import Remote

_DRAFT = click.argument("draft", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
_SUFFIXES = (".toml", ".md")


@click.group(help="Forms of one's own: check them, see them, release them.")
def forms() -> None:
    """Hold the commands together."""


@forms.command(help="Say what the law wants of a form and its texts lack. The exit code is 0 for no error, else 4.")
@_DRAFT
@click.option("--library", metavar="LIBRARY", help="Beside whose forms it will stand; by default econsent's alone.")
@options.asks_one
def check(draft: Path, library: str | None, as_json: bool, **access: Any) -> int:
    """Print every finding: errors, then warnings."""
    from econsent.forms import REQUIREMENTS, check_draft, errors_of, read_requirements
    from econsent.store.folder import shipped_forms

    shipped = shipped_forms()
    catalogue = _catalogue(shipped, library, access)
    findings = check_draft(read_draft(draft), catalogue, read_requirements(shipped[REQUIREMENTS]))
    render.say(findings, lines_of(findings), as_json=as_json)
    return ProofError.exit_code if errors_of(findings) else 0


@forms.command(help="Draw a form's documents before it is released: PDFs and their texts, each page marked a specimen.")
@_DRAFT
@click.option("--out", required=True, metavar="FOLDER", type=options.FOLDER, help="Where they are put.")
@click.option("--library", metavar="LIBRARY", help="Beside whose forms it will stand; by default econsent's alone.")
@options.asks_one
def preview(draft: Path, out: Path, library: str | None, as_json: bool, **access: Any) -> None:
    """Print what was drawn."""
    from econsent.document.specimen import WORDS, read_words, specimens
    from econsent.store.folder import shipped_forms

    shipped = shipped_forms()
    catalogue = _catalogue(shipped, library, access)
    drawn = []
    for one in specimens(read_draft(draft), catalogue, read_words(shipped[WORDS]), dt.date.today()):
        name = f"{one.case}.{one.language}"
        _write(out, f"{name}.pdf", one.document)
        _write(out, f"{name}.txt", "\f".join(one.pages).encode())
        drawn.append({"document": str(out / f"{name}.pdf"), "pages": len(one.pages)})
    rows = [(one["document"], one["pages"]) for one in drawn]
    render.say(drawn, render.table(("document", "pages"), rows), as_json=as_json)


@forms.command(help="Release a form as the next version of its id: checked, numbered, digested, signed, kept for good.")
@options.asks_library
@_DRAFT
def release(library: str, draft: Path, as_json: bool, **access: Any) -> None:
    """Print the version that it became."""
    with options.opened(library, **access) as open_library:
        made = open_library.forms.release(read_draft(draft))
    shown = [("form", made.form), ("version", made.version), ("released", made.released)]
    files = [(digest, path) for path, digest in made.files.items()]
    render.say(made, [*render.facts(shown), *(f"{digest}  {path}" for digest, path in files)], as_json=as_json)


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


def _catalogue(shipped: Mapping[str, bytes], library: str | None, access: Mapping[str, Any]) -> Catalogue:
    """Return the forms that come with econsent, with those that a library has released where one is named."""
    from econsent.forms import Catalogue

    alone = Catalogue.from_files(shipped)
    if library is None:
        return alone
    with options.opened(library, **access) as open_library:
        return alone.with_own(_released(open_library))


def _released(library: Library | Remote) -> dict[str, bytes]:
    from econsent.forms import MANIFEST
    from econsent.ledger import parse_vkey
    from econsent.released import open_manifest

    said = library.forms.manifest()
    manifest = open_manifest(said.manifest, said.note, parse_vkey(library.log_vkey))
    files = {path: library.forms.file(digest) for path, digest in manifest.files.items()}
    return {**files, MANIFEST: said.manifest.encode()}


def _write(folder: Path, name: str, content: bytes) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    except OSError as error:
        raise StoreUnwritable(
            f"{name} cannot be written ({error.strerror}).", remedy="Choose another folder."
        ) from None


COMMANDS = (forms,)
