"""The small facts at the end of a document: which text, which device, which digest, by which law."""

from __future__ import annotations

from collections.abc import Iterator

from econsent.document.naming import STATEMENT, evidence_names
from econsent.document.wording import Labels, show_moment, term
from econsent.forms import fill
from econsent.record import FormUse, IdentifiedBy, Language, LegalBasis, Made, Statement


def details(statement: Statement, words: Labels, language: Language, digest: bytes) -> tuple[tuple[str, str], ...]:
    """Return pairs of label and value that let a reader match the document with its statement."""
    return tuple(_rows(statement, words, language, digest))


def _rows(statement: Statement, words: Labels, language: Language, digest: bytes) -> Iterator[tuple[str, str]]:
    yield words["statement_id"], statement.id
    yield words["statement_digest"], digest.hex()
    if statement.form:
        yield from _form(statement.form, words)
    if statement.identified_by:
        yield words["identified_by"], _identified(statement.identified_by, words)
    yield words["device"], f"{statement.device.id} · {words['device.seq']}: {statement.device.seq}"
    yield words["clock"], _clock(statement.made, words, language)
    yield words["after"], fill(words["after.size"], {"size": str(statement.after.size)})
    recorder = statement.recorder
    yield words["recorder"], ", ".join(filter(None, (f"{recorder.software} {recorder.version}", recorder.worker)))
    yield words["evidence"], ", ".join((STATEMENT, *evidence_names(statement.evidence)))
    if statement.legal_basis:
        yield words["legal_basis"], "; ".join(_law(item, words) for item in statement.legal_basis)


def _form(form: FormUse, words: Labels) -> Iterator[tuple[str, str]]:
    yield words["form"], f"{form.id} {form.version}"
    if form.changes_since:
        versions = {"earlier": form.changes_since, "later": form.version}
        yield words["changes_since"], fill(words["changes_since.versions"], versions)
    yield words["form_digest"], form.digest
    yield words["language_signed"], term(words, "language", form.language)
    yield words["languages_shown"], ", ".join(term(words, "language", item) for item in form.languages_shown)
    seconds = fill(words["seconds"], {"seconds": str(form.seconds)})
    yield words["reading"], f"{term(words, 'reading', form.reading)} · {words['time_on_screen']}: {seconds}"


def _identified(by: IdentifiedBy, words: Labels) -> str:
    said = term(words, "identified_by", by.method)
    return f"{said} ({words['worker']}: {by.worker})" if by.worker else said


def _clock(made: Made, words: Labels, language: Language) -> str:
    """Say how well the time is known; only a clock checked since it was switched on has bounds worth telling."""
    known = words[f"clock.{made.clock}"]
    if made.clock != "checked":
        return known
    bounds = {"earliest": show_moment(made.earliest, language), "latest": show_moment(made.latest, language)}
    return f"{known}. {fill(words['made.between'], bounds)}"


def _law(basis: LegalBasis, words: Labels) -> str:
    cited = words.get(f"legal.{basis.act}.{basis.paragraph}", f"{basis.act}, {basis.paragraph}")
    return f"{cited} ({fill(words['edition'], {'edition': basis.edition})})" if basis.edition else cited
