"""What a document says, in order: the one model that the page layout and the kiosk's review screen both show.

Everything a person reads comes from the form and the labels; what they said comes from the statement. Nothing is drawn
here, so what is reviewed on the screen and what is sealed in the document cannot differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from econsent import record
from econsent.document.details import details
from econsent.document.inkml import Drawing
from econsent.document.wording import Labels, choose, placeholders, show_date, show_moment, term
from econsent.forms import CHILDS_QUESTION, CHILDS_TEXT, Block, Form, Section, Text, fill
from econsent.record import Decision, Grantor, Identifier, Language, Statement, Subject, Terms, Verdict

_SECOND: Mapping[Language, Language] = {"kk": "ru", "ru": "kk", "en": "kk"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One section that was there to read, and the same in the second language where there is one."""

    heading: str
    blocks: tuple[Block, ...]
    second_heading: str = ""
    second_blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One question and its answer; `verdict` is for the eye, `answer` and `until` are the words."""

    scope: str
    heading: str
    question: str
    verdict: Verdict
    answer: str
    until: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Every question that was answered."""

    heading: str
    rows: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The person's own words, exactly."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page that was written by hand, and which of how many it is."""

    caption: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Handwriting:
    """The person's own words as they stand in their own hand."""

    heading: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Where the ink stands: who signs what and when, and in plain words what this signature is and is not."""

    heading: str
    sentence: str
    name: str
    made: str
    kind: str
    explanation: str
    witness: str = ""
    role: str = "ink"
    """Of the evidence that was drawn here."""


@dataclass(frozen=True, slots=True)
class Assent:
    """What a child was asked and said, how, and of which role the evidence is that the child drew."""

    heading: str
    question: str
    answer: str
    manner: str = ""
    role: str = "assent"


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A box with a plain explanation."""

    heading: str
    text: str


Item = Passage | Choices | Words | Handwriting | Signature | Assent | Facts | Note


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole document in one language; `second` is the language beside it, or None.

    `proof` and `footer` hold what is known once there is a statement: a screen that comes before it has neither.
    """

    language: Language
    second: Language | None
    controller: str
    number: str
    title: str
    subtitle: str
    items: tuple[Item, ...]
    proof: tuple[Facts | Note, ...]
    footer: str
    page_of: str


def second_language(form: Form | None, language: Language) -> Language | None:
    """Return the language that stands beside the one signed, or None where the form asks for none."""
    if form is None or not form.second_language or _SECOND[language] not in form.languages:
        return None
    return _SECOND[language]


def _placeholders(statement: Statement, form: Form, language: Language) -> dict[str, str]:
    return placeholders(
        form,
        language,
        controller=statement.controller,
        place=statement.place,
        day=dt.datetime.fromisoformat(statement.made.at).date(),
        until=max((item.until for item in statement.decisions if item.until), default=None),
        subject=statement.subject.name if statement.subject else "",
        grantor=(statement.grantor and statement.grantor.name) or "",
    )


def contents(
    statement: Statement,
    *,
    form: Form | None,
    words: Labels,
    language: Language,
    digest: bytes | None = None,
    handwriting: Sequence[Drawing] = (),
) -> Contents:
    """Return what the document of a statement says in the language signed.

    `words` are the document's labels in that language; `digest` is the statement's, None while it is still a preview;
    `handwriting` has the pages of its evidence that were written by hand (SPEC 2.10.6), in their order.
    Raise FormError leaves where the form lacks what the statement needs.
    """
    writer = _Writer(statement, form, words, language, digest, tuple(handwriting))
    title = words[_title_key(statement)]
    subtitle = form.text(language).title if form else ""
    return Contents(
        language=language,
        second=second_language(form, language),
        controller=choose(statement.controller.name, language),
        number=f"{words['bin']}: {statement.controller.bin}",
        title=title,
        subtitle="" if subtitle == title else subtitle,
        items=tuple(writer.items()),
        proof=tuple(writer.proof()),
        footer="" if digest is None else f"{words['statement_id']}: {statement.id}",
        page_of=words["page_of"],
    )


def _title_key(statement: Statement) -> str:
    if statement.kind == "consent":
        verdicts = {item.decision for item in statement.decisions}
        if len(verdicts) > 1:
            return "title.mixed"
        return "title.consent" if "permit" in verdicts else "title.refusal"
    return f"title.{statement.kind}" if statement.kind in ("withdrawal", "notice") else f"kind.{statement.kind}"


@dataclass(frozen=True, slots=True)
class _Writer:
    """What the items are written from."""

    statement: Statement
    form: Form | None
    words: Labels
    language: Language
    digest: bytes | None
    handwriting: tuple[Drawing, ...] = ()

    def items(self) -> Iterator[Item]:
        yield Facts("", tuple(self._who()))
        if self.form is None or self.statement.subject is None:  # an abandonment shows no text: nobody signed one
            yield Facts("", tuple(self._bare()))
            return
        text = fill(self.form.text(self.language), _placeholders(self.statement, self.form, self.language))
        beside = self._beside(self.form)
        yield from _reading(text, beside)
        if self.statement.decisions:
            yield self._choices(self.form, text, beside)
        if self.statement.terms:
            yield Facts(self.words["terms"], tuple(self._terms(self.statement.terms)))
        yield from self._said()
        yield from self._child(text, beside)
        yield self._signature(text)
        if self.statement.cosignature:
            yield self._cosignature(text, self.statement.cosignature)

    def proof(self) -> Iterator[Facts | Note]:
        if self.digest is not None:
            yield Note(self.words["proof_box_title"], self.words["proof_box"])
            yield Facts("", details(self.statement, self.words, self.language, self.digest))

    def _said(self) -> Iterator[Item]:
        """Yield the person's own words: the pages in their hand, then what was typed, under one heading."""
        heading = self.words["your_words"]
        if self.handwriting:
            yield Handwriting(heading, tuple(self._sheets()))
            heading = ""
        if self.statement.words:
            yield Words(heading, self.statement.words)

    def _sheets(self) -> Iterator[Sheet]:
        pages = str(len(self.handwriting))
        for number, drawing in enumerate(self.handwriting, 1):
            yield Sheet(fill(self.words["page_of"], {"page": str(number), "pages": pages}), drawing)

    def _beside(self, form: Form) -> Text | None:
        second = second_language(form, self.language)
        return fill(form.text(second), _placeholders(self.statement, form, second)) if second else None

    def _who(self) -> Iterator[tuple[str, str]]:
        if self.statement.subject:
            yield from self._person(self.statement.subject)
        if self.statement.grantor and self.statement.grantor.kind == "representative":
            yield from self._representative(self.statement.grantor)
        place = self.statement.place
        yield self.words["place"], ", ".join(filter(None, (place.point, place.room)))

    def _person(self, subject: Subject) -> Iterator[tuple[str, str]]:
        yield self.words[f"role.{subject.role}"], subject.name
        yield self._identifier(subject.identifier)
        if subject.birth_date:
            yield self.words["birth_date"], show_date(subject.birth_date, self.language)

    def _identifier(self, identifier: Identifier) -> tuple[str, str]:
        if identifier.system == "kz.iin":
            return self.words["iin"], identifier.value
        return self.words["identifier"], f"{identifier.value} ({identifier.system})"

    def _representative(self, grantor: Grantor) -> Iterator[tuple[str, str]]:
        yield self.words["representative"], grantor.name or ""
        if grantor.identifier:
            yield self._identifier(grantor.identifier)
        yield self.words["relationship"], term(self.words, "relationship", grantor.relationship or "")
        if grantor.authority:
            kind = term(self.words, "authority", grantor.authority.kind)
            day = show_date(grantor.authority.date, self.language)
            yield self.words["authority"], f"{kind}, № {grantor.authority.number}, {day}"

    def _bare(self) -> Iterator[tuple[str, str]]:
        """Yield what an abandonment or a correction says."""
        yield self.words["made"], self._made()
        for reference in self.statement.refers_to:
            yield self.words["refers_to"], f"{reference.id} ({reference.digest})"
        if self.statement.correction:
            yield self.words["correction.reason"], self.statement.correction.reason
            yield self.words["correction.by"], ", ".join(self.statement.correction.by)

    def _made(self) -> str:
        return "" if self.digest is None else show_moment(self.statement.made.at, self.language)

    def _choices(self, form: Form, text: Text, beside: Text | None) -> Choices:
        order = {scope.id: place for place, scope in enumerate(form.scopes)}
        decisions = sorted(self.statement.decisions, key=lambda item: order.get(item.scope, len(order)))
        heading = "withdrawn_scopes" if self.statement.kind == "withdrawal" else "your_choices"
        return Choices(self.words[heading], tuple(self._choice(item, text, beside) for item in decisions))

    def _choice(self, item: Decision, text: Text, beside: Text | None) -> Choice:
        section = text.section(f"scope.{item.scope}")
        until = show_date(item.until, self.language) if item.until else ""
        return Choice(
            scope=item.scope,
            heading=section.heading,
            question=section.plain,
            verdict=item.decision,
            answer=self.words["withdrawn" if self.statement.kind == "withdrawal" else item.decision],
            until=fill(self.words["until.date"], {"date": until}) if until else "",
            second=beside.section(section.key).heading if beside else "",
        )

    def _terms(self, terms: Terms) -> Iterator[tuple[str, str]]:
        for name in ("third_parties", "cross_border", "publication"):
            yield self.words[name], self.words["yes" if getattr(terms, name) else "no"]
        yield self.words["data_list"], ", ".join(term(self.words, "data", item) for item in terms.data)
        yield self.words["storage"], fill(self.words["storage.days"], {"days": str(terms.storage_days)})
        yield self.words["storage_country"], term(self.words, "country", terms.storage_country)

    def _child(self, text: Text, beside: Text | None) -> Iterator[Item]:
        """Yield what a child was told and asked, and what the child said; nothing where no child was asked."""
        said = self.statement.assent
        if not said:
            return
        asked = CHILDS_TEXT in text.keys  # older forms have no words for it: then the answer stands alone
        if asked:
            yield _passage(text.section(CHILDS_TEXT), beside)
        yield Assent(
            heading=self.words["assent"],
            question=text.section(CHILDS_QUESTION).plain if asked else "",
            answer=self.words[f"assent.{said.verdict}"],
            manner=self._heard(said),
        )

    def _heard(self, said: record.Assent) -> str:
        if said.witness is None:
            return self.words[f"assent.{said.manner}"] if said.manner else ""
        return f"{self.words['assent.spoken']}: {_present(said.witness)}"

    def _signature(self, text: Text) -> Signature:
        sort = self.statement.signature_class
        return Signature(
            heading=self.words["signature"],
            sentence=text.section("sign" if sort else "acknowledge").plain,
            name=self._signer(),
            made=self._made(),
            kind=self.words[f"signature_name.{sort}"] if sort else "",
            explanation=self.words[f"signature_class.{sort}" if sort else "signature_none"],
            witness=self._witness(self.statement.witness),
        )

    def _cosignature(self, text: Text, said: record.Cosignature) -> Signature:
        """Return the patient's own signature beside the representative's."""
        return Signature(
            heading=self.words["cosignature"],
            sentence=text.section("sign").plain,
            name=self.statement.subject.name if self.statement.subject else "",
            made=self._made(),
            kind=self.words[f"signature_name.{said.signature_class}"],
            explanation=self.words[f"signature_class.{said.signature_class}"],
            witness=self._witness(said.witness),
            role="cosignature",
        )

    def _witness(self, witness: record.Witness | None) -> str:
        return f"{self.words['witness']}: {_present(witness)}" if witness else ""

    def _signer(self) -> str:
        if self.statement.grantor and self.statement.grantor.name:
            return self.statement.grantor.name
        return self.statement.subject.name if self.statement.subject else ""


def _present(witness: record.Witness) -> str:
    return ", ".join(filter(None, (witness.name, witness.capacity)))


def _reading(text: Text, beside: Text | None) -> Iterator[Passage]:
    """Yield what was there to read, section by section, each beside its counterpart."""
    yield from (_passage(section, beside) for section in text.information)


def _passage(section: Section, beside: Text | None) -> Passage:
    other = beside.section(section.key) if beside else None
    return Passage(section.heading, section.blocks, other.heading if other else "", other.blocks if other else ())
