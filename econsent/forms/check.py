"""What the law wants of a form and its texts lack, in which language and section: every finding at once.

A finding has a stable code, so that a script can tell; `error` keeps a form from being released, `warning` is advice.
Nothing here decides what is true: whether the organisation does what its text says, a person must know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from econsent.errors import FormError
from econsent.exchange import FormFinding
from econsent.forms import letters
from econsent.forms.catalogue import FORM_FILE, Catalogue, read_head
from econsent.forms.compare import compare, error, warning
from econsent.forms.form import CHILDREN, REQUIRED, Head, contradicts
from econsent.forms.release import UNNUMBERED, numbered
from econsent.forms.requirements import Requirements, Wanted
from econsent.forms.text import Bullets, Section, Text, parse_text
from econsent.record import Language

_STATE: tuple[Language, ...] = ("kk", "ru")
_LANGUAGES_LAW = "Languages Law art. 21"
_WORD = re.compile(r"\w+")


def check_draft(files: Mapping[str, bytes], catalogue: Catalogue, requirements: Requirements) -> list[FormFinding]:
    """Return everything found in the files of a draft (name → bytes), errors first, else in the order of the text.

    `catalogue` are the forms that it will stand beside. An empty list: nothing to say.
    """
    found = list(_Check(catalogue, requirements).findings(files))
    return sorted(dict.fromkeys(found), key=lambda one: one.sort)


def errors_of(findings: Sequence[FormFinding]) -> list[FormFinding]:
    """Return the findings that keep a form from being released."""
    return [one for one in findings if one.sort == "error"]


def _refused(refusal: FormError, language: str = "") -> FormFinding:
    name, _, section = refusal.path.rpartition("/")[2].partition("#")
    where = f"{name}: " if name else ""
    return error("malformed", f"{where}{refusal.what}", language=language, section=section, remedy=refusal.remedy)


@dataclass(frozen=True, slots=True)
class _Check:
    """One draft against the forms it will stand beside and what the law asks."""

    catalogue: Catalogue
    requirements: Requirements

    def findings(self, files: Mapping[str, bytes]) -> Iterator[FormFinding]:
        """Yield everything found."""
        if FORM_FILE not in files:
            yield error("file-missing", f"The folder has no {FORM_FILE}.", value=FORM_FILE)
            return
        try:
            head = read_head(numbered(files[FORM_FILE], UNNUMBERED), FORM_FILE)
        except FormError as refusal:
            yield _refused(refusal)
            return
        yield from self._check_head(head)
        yield from _check_files(head, files)
        texts: dict[Language, Text] = {}
        for language in head.languages:
            try:
                if f"{language}.md" in files:
                    texts[language] = parse_text(files[f"{language}.md"], f"{language}.md")
            except FormError as refusal:
                yield _refused(refusal, language)
        yield from _check_sections(head, texts)
        yield from compare(texts)
        for language, text in texts.items():
            yield from self._check_text(head, language, text)

    # ── form.toml ──

    def _check_head(self, head: Head) -> Iterator[FormFinding]:
        if head.kind == "labels" or (head.kind, head.role) not in REQUIRED:
            what = f"There is no {head.kind} of role {head.role} of one's own."
            yield error("kind-unknown", what, value=f"{head.kind}/{head.role}")
        yield from self._check_id(head)
        for language in _STATE:
            if language not in head.languages:
                yield error(
                    "language-missing",
                    "The form has no text in this language.",
                    language=language,
                    law=_LANGUAGES_LAW,
                    remedy="Write it, and name it under languages.",
                )
        if head.languages[0] != "kk":
            yield warning("language-order", "Kazakh comes first.", law=_LANGUAGES_LAW, remedy="Name kk first.")
        yield from self._check_basis(head)
        yield from self._check_terms(head)
        yield from self._check_scopes(head)

    def _check_id(self, head: Head) -> Iterator[FormFinding]:
        """Yield what is wrong with the id: desks and kiosks ask for a form by it."""
        known = self.catalogue.newest()
        for other in known:
            if other.id == head.id and (other.kind, other.role) != (head.kind, head.role):
                yield error("kind-changed", "A form of this id is of another kind or role.", remedy="Take a new id.")
            for language in other.languages if other.id == head.id else ():
                if language not in (*head.languages, *_STATE):
                    yield error(
                        "language-lost",
                        "The form that it takes the place of has this language, and kiosks offer it.",
                        language=language,
                        remedy="Write it, or take a new id.",
                    )
        if head.id not in {form.id for form in known}:
            alike = ", ".join(form.id for form in known if (form.kind, form.role) == (head.kind, head.role))
            remedy = f"Take the id {alike} if it shall stand in its place." if alike else ""
            if head.kind == "consent":
                yield warning("id-unknown", "No kiosk shows a form of this id by itself.", value=alike, remedy=remedy)
            else:
                what = f"There is one form of {head.kind}, by its own id."
                yield error("id-unknown", what, value=alike, remedy=remedy)

    def _check_basis(self, head: Head) -> Iterator[FormFinding]:
        named = {(item.act, item.paragraph) for item in head.legal}
        for basis in self.requirements.basis:
            if basis.kind == head.kind and (basis.act, basis.paragraph) not in named:
                yield error(
                    "basis-missing",
                    "form.toml does not name what a form of this kind rests on.",
                    law=f"{basis.act} {basis.paragraph}",
                    remedy="Add it under [[legal]].",
                )
        for item in head.legal:
            if not self._labelled(f"legal.{item.act}.{item.paragraph}"):
                yield error(
                    "basis-unknown",
                    "The document has no words for this citation.",
                    law=f"{item.act} {item.paragraph}",
                    remedy="Cite one that forms/document knows.",
                )

    def _check_terms(self, head: Head) -> Iterator[FormFinding]:
        if head.terms is None:
            return
        if head.terms.storage_country != "KZ":
            yield error("storage-country", "The data would be kept outside Kazakhstan.", law="94-V art. 12")
        for item in head.terms.data:
            if not self._labelled(f"data.{item}"):
                yield error(
                    "data-unknown",
                    f"The document has no words for the data “{item}”.",
                    law="94-V art. 8(4)",
                    value=item,
                    remedy="Name data that forms/document knows.",
                )

    def _check_scopes(self, head: Head) -> Iterator[FormFinding]:
        newest = self.catalogue.newest()
        for scope in head.scope:
            if any(contradicts(scope, head.kind, head.role, other) for other in newest if other.id != head.id):
                yield error(
                    "scope-clash",
                    "Another form asks for this scope in another sense.",
                    section=f"scope.{scope.id}",
                    remedy="Take a scope of your own.",
                )
        if head.kind == "consent":
            known = {one.id for form in newest if form.kind == "withdrawal" for one in form.scopes}
            for scope in head.scope:
                if scope.id not in known:
                    yield error(
                        "scope-for-good",
                        "No form of withdrawal has this scope.",
                        law="94-V art. 8",
                        section=f"scope.{scope.id}",
                        remedy="Release a withdrawal with it first.",
                    )
        if head.kind == "withdrawal":
            asked = {one.id for form in newest if form.kind == "consent" for one in form.scopes}
            for missing in sorted(asked - {one.id for one in head.scope}):
                yield error(
                    "scope-for-good",
                    "A consent asks for this scope, and it could not be withdrawn.",
                    law="94-V art. 8",
                    section=f"scope.{missing}",
                    remedy="Add it.",
                )

    def _labelled(self, key: str) -> bool:
        version = self.catalogue.latest_labels()
        return all(key in self.catalogue.labels(version, language) for language in _STATE)

    # ── one text ──

    def _check_text(self, head: Head, language: Language, text: Text) -> Iterator[FormFinding]:
        sections = {section.key: section for section in text.sections}
        for asked in self.requirements.requirement:
            if asked.concerns(head.kind, head.role) and asked.section in sections:
                section = sections[asked.section]
                placed = not asked.placeholder or f"{{{{{asked.placeholder}}}}}" in section.plain
                if not placed or not _says(section, asked, language):
                    needs = f" It needs {{{{{asked.placeholder}}}}}." if not placed else ""
                    yield _lacks(asked.code, asked, language, section.key, needs)
        yield from self._check_questions(head, language, sections)
        if head.terms is not None and "transfer" in sections:
            yield from self._check_answers(head, language, sections["transfer"])
            yield from self._check_data(head, language, sections["transfer"])
        yield from self._check_letters(language, text)

    def _check_questions(
        self, head: Head, language: Language, sections: Mapping[str, Section]
    ) -> Iterator[FormFinding]:
        for scope in head.scope:
            section = sections.get(f"scope.{scope.id}")
            if section is None:
                continue
            if head.kind == "consent" and "?" not in section.plain:
                yield error(
                    "scope-no-question",
                    "The section of a scope asks nothing.",
                    language=language,
                    section=section.key,
                    remedy="End it with a question.",
                )
            for asked in self.requirements.question:
                concerned = asked.scope and scope.id.startswith(asked.scope)
                if (concerned or (asked.publication and scope.publication)) and not _says(section, asked, language):
                    yield _lacks(asked.code, asked, language, section.key)

    def _check_answers(self, head: Head, language: Language, section: Section) -> Iterator[FormFinding]:
        """Yield each yes or no of form.toml that the text does not say, or says otherwise."""
        words = self.requirements.answers[language]
        lines = ["".join(run.text for run in line).casefold() for line in section.lines()]
        for term in self.requirements.term:
            line = next((line for line in lines if term.said_in(line, language)), None)
            said = [] if line is None else [word for word in _WORD.findall(line) if word in (words.yes, words.no)]
            due = words.yes if getattr(head.terms, term.name) else words.no
            name = term.name.replace("_", "-")
            if not said:
                yield _lacks(f"{name}-told", term, language, section.key, " Say yes or no.")
            elif said[0] != due:
                yield error(
                    f"{name}-contradicts",
                    f"The text says otherwise than [terms] {term.name}.",
                    law=term.law,
                    language=language,
                    section=section.key,
                    remedy="Make them say the same.",
                )

    def _check_data(self, head: Head, language: Language, section: Section) -> Iterator[FormFinding]:
        plain = section.plain.casefold()
        if not any(isinstance(block, Bullets) for block in section.blocks):
            yield error(
                "data-list",
                "The data are not listed.",
                language=language,
                section=section.key,
                law="94-V art. 8(4)",
                remedy="List them line by line, each after “- ”.",
            )
        for item in head.terms.data if head.terms else ():
            words = self.requirements.data.get(item)
            if words is not None and not any(word in plain for word in getattr(words, language)):
                yield error(
                    "data-untold",
                    f"[terms] names the data “{item}” and the text does not.",
                    law="94-V art. 8(4)",
                    language=language,
                    section=section.key,
                    value=item,
                )

    # ── letters ──

    def _check_letters(self, language: Language, text: Text) -> Iterator[FormFinding]:
        everything = [word for section in text.sections for word in letters.words_of(section)]
        if language == "kk" and letters.lacks_own(everything, self.requirements.letters.kk):
            yield error(
                "letters-not-kazakh",
                "The text has none of the letters that only Kazakh has.",
                language=language,
                law=_LANGUAGES_LAW,
                remedy="Look whether the file is in Kazakh.",
            )
        elif letters.is_cyrillic(everything) is (language == "en"):
            yield error(
                "letters-other",
                "The text is written in another alphabet than its language's.",
                language=language,
                remedy="Look whether the file is in this language.",
            )
        for section in text.sections:
            yield from self._check_spelling(language, section)
            yield from _check_reading(language, section)

    def _check_spelling(self, language: Language, section: Section) -> Iterator[FormFinding]:
        words = letters.words_of(section)
        for word in letters.mixed(words):
            yield error(
                "letters-mixed",
                f"Latin and Cyrillic letters stand in one word: {word}.",
                language=language,
                section=section.key,
                value=word,
                remedy="Type the word again.",
            )
        if language != "en":
            for word in letters.disguised(words, self.requirements.letters.alike):
                yield warning(
                    "letters-alike",
                    f"This word is of Latin letters that look Cyrillic: {word}.",
                    language=language,
                    section=section.key,
                    value=word,
                    remedy="Type it again if not meant.",
                )
        if language == "kk" and letters.lacks_own(words, self.requirements.letters.kk):
            yield warning(
                "letters-not-kazakh",
                "The section has none of the letters that only Kazakh has.",
                language=language,
                section=section.key,
            )


def _says(section: Section, asked: Wanted, language: Language) -> bool:
    return asked.said_in(section.plain, language)


def _lacks(code: str, asked: Wanted, language: Language, section: str, more: str = "") -> FormFinding:
    return error(code, f"The text lacks {asked.wants}.{more}", language=language, section=section, law=asked.law)


def _check_files(head: Head, files: Mapping[str, bytes]) -> Iterator[FormFinding]:
    expected = {FORM_FILE, *(f"{language}.md" for language in head.languages)}
    for name in sorted(expected - files.keys()):
        yield error("file-missing", "A language that form.toml names has no text.", language=name[:2], value=name)
    for name in sorted(files.keys() - expected):
        remedy = "Name its language, or take it away."
        yield error("file-unknown", f"form.toml does not name {name}.", value=name, remedy=remedy)


def _check_sections(head: Head, texts: Mapping[Language, Text]) -> Iterator[FormFinding]:
    scopes = [f"scope.{scope.id}" for scope in head.scope]
    needed = dict.fromkeys([*REQUIRED.get((head.kind, head.role), ()), *scopes])
    for language, text in texts.items():
        if (head.kind, head.role) == ("consent", "patient") and not set(CHILDREN) & set(text.keys):
            yield warning(
                "assent-missing",
                "The text has no words for a child: no child will be asked.",
                language=language,
                value=", ".join(CHILDREN),
                remedy=f"Write the sections {', '.join(CHILDREN)}; patient-filming has them.",
            )
        asked = CHILDREN if set(CHILDREN) & set(text.keys) else ()
        for key in (*needed, *asked):
            if key not in text.keys:
                yield error("section-missing", "The text lacks this section.", language=language, section=key)
        for key in text.keys:
            if key.startswith("scope.") and key not in scopes:
                yield error("scope-unknown", "form.toml does not name this scope.", language=language, section=key)


def _check_reading(language: Language, section: Section) -> Iterator[FormFinding]:
    for count in letters.long_sentences(section):
        yield warning(
            "sentence-long",
            f"A sentence has {count} words.",
            language=language,
            section=section.key,
            value=str(count),
            remedy=f"Part it: more than {letters.LONG_SENTENCE} are hard to follow by ear.",
        )
    count = len(letters.words_of(section))
    if count > letters.LONG_SECTION:
        yield warning(
            "section-long",
            f"The section has {count} words.",
            language=language,
            section=section.key,
            value=str(count),
            remedy="One idea a section.",
        )
