"""Forms of one's own: check them, see them, release them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render
from econsent.errors import ArgumentInvalid, FormLanguageUnknown, ProofError, StoreUnwritable

if TYPE_CHECKING:
    from econsent.access import Intent
    from econsent.exchange import FormFinding
    from econsent.forms import Catalogue, Form
    from econsent.forms.changes import FormChanges, LineChange, Piece
    from econsent.library import Library
    from econsent.remote import Remote

_DRAFT = click.argument("draft", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
_SUFFIXES = (".toml", ".md")


class _Size(click.ParamType[str]):
    """A size in pixels, as WIDTHxHEIGHT."""

    name = "size"

    def convert(self, value: str, parameter: click.Parameter | None, context: click.Context | None) -> str:
        """Return the size as it was given."""
        if re.fullmatch(r"[1-9]\d{2,4}x[1-9]\d{2,4}", value, re.ASCII) is None:
            self.fail("a size is a width and a height in pixels, such as 1280x800", parameter, context)
        return value


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


@forms.command(help="Draw a form's documents and screens before it is released; each page is marked a specimen.")
@_DRAFT
@click.option("--out", required=True, metavar="FOLDER", type=options.FOLDER, help="Where they are put.")
@click.option("--no-screens", is_flag=True, help="Draw the documents alone, without the kiosk's screens.")
@click.option(
    "--size", default="1280x800", type=_Size(), metavar="WIDTHxHEIGHT", help="How large the kiosk's screen is."
)
@click.option("--library", metavar="LIBRARY", help="Beside whose forms it will stand; by default econsent's alone.")
@options.asks_one
def preview(
    draft: Path, out: Path, no_screens: bool, size: str, library: str | None, as_json: bool, **access: Any
) -> None:
    """Print what was drawn."""
    files, own = read_draft(draft), {} if library is None else _own(library, access)
    documents = _draw_documents(files, own, out)
    pictures = [] if no_screens else _draw_screens(files, own, out, size)
    rows = [*((one["document"], one["pages"]) for one in documents), *((picture, 1) for picture in pictures)]
    said = {"documents": documents, "screens": pictures}
    render.say(said, render.table(("drawn", "pages"), rows), as_json=as_json)


def _draw_documents(files: Mapping[str, bytes], own: Mapping[str, bytes], out: Path) -> list[dict[str, Any]]:
    from econsent.document.specimen import WORDS, read_words, specimens
    from econsent.store.folder import shipped_forms

    shipped = shipped_forms()
    drawn = []
    for one in specimens(files, _beside(shipped, own), read_words(shipped[WORDS]), dt.date.today()):
        name = f"{one.case}.{one.language}"
        _write(out, f"{name}.pdf", one.document)
        _write(out, f"{name}.txt", "\f".join(one.pages).encode())
        drawn.append({"document": str(out / f"{name}.pdf"), "pages": len(one.pages)})
    return drawn


def _draw_screens(files: Mapping[str, bytes], own: Mapping[str, bytes], out: Path, size: str) -> list[str]:
    from econsent.cli.screens import draw_screens
    from econsent.document.specimen import form_of, in_place

    placed = in_place(files, own)
    return draw_screens(placed, form_of(placed), out / "screens", size)


@forms.command(help="Release a form as the next version of its id: checked, numbered, digested, signed, kept for good.")
@options.asks_library
@options.adds
@_DRAFT
def release(library: str, draft: Path, intent: Intent, as_json: bool, **access: Any) -> None:
    """Print the version that it became."""
    with options.opened(library, **access) as open_library:
        made = open_library.forms.release(read_draft(draft), intent=intent)
    shown = [("form", made.form), ("version", made.version), ("released", made.released)]
    files = [(digest, path) for path, digest in made.files.items()]
    render.say(made, [*render.facts(shown), *(f"{digest}  {path}" for digest, path in files)], as_json=as_json)


@forms.command(help="Say what changed between two versions of a form. Each is a folder, or a released ID/VERSION.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), help="Of this language alone; by default of each.")
@click.option("--library", metavar="LIBRARY", help="Whose released forms ID/VERSION may name as well.")
@options.asks_one
def diff(old: str, new: str, language: str | None, library: str | None, as_json: bool, **access: Any) -> None:
    """Print facts that differ, then section by section what changed, with words [-taken out-] and {+put in+}."""
    from msgspec.structs import replace

    from econsent.forms.changes import compare_forms
    from econsent.store.folder import shipped_forms

    catalogue = _catalogue(shipped_forms(), library, access)
    changes = compare_forms(_version(old, catalogue), _version(new, catalogue))
    if language is not None:
        if language not in changes.texts:
            raise FormLanguageUnknown("Not both versions are written in this language.", path=language)
        changes = replace(changes, texts={language: changes.texts[language]})
    render.say(changes, _told(changes), as_json=as_json)


def _version(name: str, catalogue: Catalogue) -> Form:
    """Return a form that a folder holds, or that was released under ID/VERSION; raise FormError leaves."""
    from econsent.forms import draft_form

    try:
        drafted = Path(name).is_dir()
    except OSError:  # what no folder can be called is none
        drafted = False
    if drafted:
        return draft_form(read_draft(Path(name)))
    form_id, _, version = name.partition("/")
    return catalogue.form(form_id, version)


def _told(changes: FormChanges) -> Iterator[str]:
    for term in changes.terms:
        yield f"form.toml  {term.name}: {term.before or '-'} → {term.after or '-'}"
    for language, text in changes.texts.items():
        if text.title_before != text.title_after:
            yield f"{language}  [-{text.title_before}-]{{+{text.title_after}+}}"
        for section in text.told:
            yield f"{language}#{section.key}  {section.change}: {section.heading_after or section.heading_before}"
            yield from (f"  {_merged(line)}" for line in section.lines if line.change != "same")
    counts = [f"{len(text.told)} in {language}" for language, text in changes.texts.items()]
    yield f"sections changed: {', '.join(counts) or 'no language is in both'}"


def _merged(line: LineChange) -> str:
    """Return a line with what was taken out and put in, each where it stood."""
    bullet = "- " if line.list_after or (not line.after and line.list_before) else ""
    said, old = bullet, list(line.before)
    for piece in line.after:
        while old and old[0].marked:
            said += _marked(old.pop(0), "-")
        if not piece.marked and old:
            old.pop(0)
        said += _marked(piece, "+")
    return said + "".join(_marked(piece, "-") for piece in old)


def _marked(piece: Piece, sign: str) -> str:
    text = f"**{piece.text}**" if piece.bold else piece.text
    brackets = "[]" if sign == "-" else "{}"
    return f"{brackets[0]}{sign}{text}{sign}{brackets[1]}" if piece.marked else text


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
    return _beside(shipped, {} if library is None else _own(library, access))


def _beside(shipped: Mapping[str, bytes], own: Mapping[str, bytes]) -> Catalogue:
    from econsent.forms import Catalogue

    alone = Catalogue.from_files(shipped)
    return alone.with_own(own) if own else alone


def _own(library: str, access: Mapping[str, Any]) -> dict[str, bytes]:
    with options.opened(library, **access) as open_library:
        return _released(open_library)


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
