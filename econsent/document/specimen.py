"""Specimens of a form before it is released: the document that it will make, of nobody, and unmistakably unsigned.

Every page says that it is a specimen; nothing is attached or sealed, so that no program takes it for a statement.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import msgspec

from econsent import forms, record
from econsent.document.contents import Contents, contents
from econsent.document.issue import Circumstances, Draft, statement_of
from econsent.document.layout import draw, page_texts
from econsent.document.wording import placeholders
from econsent.errors import FormMalformed
from econsent.forms import MANIFEST, Catalogue, Form, Scope
from econsent.ledger import EMPTY_ROOT
from econsent.record import Language

WORDS = "specimen.toml"
"""Its name beside MANIFEST."""
VERSION = f"0000.{forms.FIRST}"
"""What a specimen says of the version: no release has this number."""
NOBODY, _NO_BIN = "000000000000", "000040000009"
"""Numbers that nobody has: there is no month 00."""
_NO_ID = record.new_id(0, bytes(10))
_NOON = dt.time(12, tzinfo=dt.timezone(dt.timedelta(hours=5)))


class SpecimenWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who and what stands in a specimen, in one language; `mark` is on every page."""

    mark: str
    sentence: str
    controller: str
    point: str
    room: str
    subject: str
    grantor: str


@dataclass(frozen=True, slots=True)
class Specimen:
    """One document: what was said in it, its language, its PDF and the text of each of its pages."""

    case: str
    language: Language
    document: bytes
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody may say with a form: to which scopes yes, and whether a representative says it."""

    name: str
    permitted: tuple[Scope, ...] = ()
    representative: bool = False


def read_words(raw: bytes) -> Mapping[Language, SpecimenWords]:
    """Read the words of specimens from their bytes; raise FormMalformed."""
    try:
        return msgspec.convert(tomllib.loads(raw.decode()), dict[Language, SpecimenWords])
    except ValueError as error:
        raise FormMalformed(f"The file is not as it must be: {error}.", path=WORDS) from None


def specimens(
    files: Mapping[str, bytes], catalogue: Catalogue, words: Mapping[Language, SpecimenWords], day: dt.date
) -> Iterator[Specimen]:
    """Yield the documents of a draft (its files by name), in each language: a permit, a refusal, a representative's.

    `day` is the day of the specimens. Raises FormError leaves for a draft that would not open beside `catalogue`.
    """
    placed = in_place(files)
    both = catalogue.with_own(placed)
    form = both.form(form_of(placed), VERSION)
    for language in form.languages:
        labels = both.labels(both.latest_labels(), language)
        for case in cases(form):
            # never encoded, and so held to no rule of a statement
            statement = statement_of(_draft(form, case, language, words, day), circumstances(words, day))
            said = contents(statement, form=form, words=labels, language=language)
            marked = replace(said, footer=words[language].sentence)
            yield _specimen(case.name, language, marked, words[language])


def in_place(files: Mapping[str, bytes], released: Mapping[str, bytes] = MappingProxyType({})) -> dict[str, bytes]:
    """Return a draft's files as if it were released, with a MANIFEST; raise FormError leaves.

    Of an organisation's `released` forms (relative path → bytes) those beside it are taken, not its own older versions.
    """
    placed = forms.released(files, VERSION)
    form_id = next(iter(placed)).partition("/")[0]
    beside = {path: raw for path, raw in released.items() if path != MANIFEST and not path.startswith(f"{form_id}/")}
    both = {**beside, **placed}
    return {**both, MANIFEST: forms.manifest_lines(both).encode()}


def form_of(placed: Mapping[str, bytes]) -> str:
    """Return the id of the draft among files that `in_place` returned."""
    return next(path for path in placed if f"/{VERSION}/" in path).partition("/")[0]


def _specimen(case: str, language: Language, marked: Contents, words: SpecimenWords) -> Specimen:
    pages = tuple(f"{words.mark}\n{text}\n{words.sentence}\n" for text in page_texts(marked))
    return Specimen(case, language, draw(marked, mark=words.mark), pages)


def cases(form: Form) -> Iterator[Case]:
    """Yield what may be said with a form: everything, nothing, a part, and whatever a representative says."""
    if form.kind == "consent":
        yield Case("permit", form.scopes)
        yield Case("refusal")
        if len(form.scopes) > 1:
            yield Case("partly", form.scopes[:1])
    else:
        yield Case(form.kind)
    if "words.permit.representative" in _keys(form) or "words.representative" in _keys(form):
        yield Case("representative", form.scopes, representative=True)


def _keys(form: Form) -> tuple[str, ...]:
    return form.texts[form.languages[0]].keys


def _draft(form: Form, case: Case, language: Language, words: Mapping[Language, SpecimenWords], day: dt.date) -> Draft:
    said = words[language]
    place = place_of(said)
    until = forms.expires(form, day) if form.kind == "consent" else None
    decisions = tuple(
        record.Decision(scope=scope.id, decision="permit", until=until)
        if form.kind == "consent" and scope in case.permitted
        else record.Decision(scope=scope.id, decision="deny")
        for scope in form.scopes
    )
    return Draft(
        kind=form.kind,
        place=place,
        recorder=record.Recorder(software="econsent", version="specimen"),
        subject=_subject(form, said),
        grantor=_grantor(case, said, day),
        form=record.FormUse(
            id=form.id, version=form.version, language=language, languages_shown=(language,),
            digest=form.text(language).digest, reading="self", seconds=0,
        ),
        decisions=decisions,
        terms=form.terms_for([scope.id for scope in case.permitted]) if form.terms else None,
        words=_own_words(form, case, language, words, place, day),
        signature_class=None if form.kind == "notice" else "ink",
        legal_basis=form.legal,
    )  # fmt: skip


def place_of(said: SpecimenWords) -> record.Place:
    """Return where specimens are made, which is nowhere."""
    return record.Place(point=said.point, room=said.room, room_kind="blood-draw")


def _subject(form: Form, said: SpecimenWords) -> record.Subject:
    nobody = record.Identifier(system="specimen", value=NOBODY)
    return record.Subject(role="staff" if form.role == "staff" else "patient", identifier=nobody, name=said.subject)


def _grantor(case: Case, said: SpecimenWords, day: dt.date) -> record.Grantor:
    if not case.representative:
        return record.Grantor(kind="self")
    return record.Grantor(
        kind="representative",
        name=said.grantor,
        identifier=record.Identifier(system="specimen", value=NOBODY),
        relationship="other",
        authority=record.Authority(kind="other", number=NOBODY, date=day),
    )


def _own_words(
    form: Form, case: Case, language: Language, words: Mapping[Language, SpecimenWords], place: record.Place,
    day: dt.date,
) -> str | None:  # fmt: skip
    """Return the ready words of a case, filled; None where a form has none."""
    if form.kind == "notice":
        return None
    verdicts: list[record.Verdict] = ["permit" if scope in case.permitted else "deny" for scope in form.scopes]
    key = form.words_key(verdicts, representative=case.representative)
    said = words[language]
    values = placeholders(
        form, language, controller=controller(words), place=place, day=day, subject=said.subject,
        grantor=said.grantor if case.representative else "",
    )  # fmt: skip
    return forms.fill(form.text(language).section(key), values).plain


def controller(words: Mapping[Language, SpecimenWords]) -> record.Controller:
    """Return the organisation of specimens, which does not exist."""
    names = record.Names(kk=words["kk"].controller, ru=words["ru"].controller, en=words["en"].controller)
    return record.Controller(bin=_NO_BIN, name=names)


def circumstances(words: Mapping[Language, SpecimenWords], day: dt.date) -> Circumstances:
    """Return what a station would add to a specimen: no device, no time but noon of `day`."""
    moment = dt.datetime.combine(day, _NOON).isoformat()
    return Circumstances(
        id=_NO_ID,
        made=record.Made(at=moment, clock="checked", earliest=moment, latest=moment),
        after=record.SeenCheckpoint(size=0, root=EMPTY_ROOT.hex()),
        device=record.Device(id="specimen", seq=1, prev=None),
        controller=controller(words),
    )
