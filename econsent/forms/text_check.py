"""What the law wants of a text and it lacks, section by section; and what its letters and its length betray."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from econsent.exchange import FormFinding
from econsent.forms import letters
from econsent.forms.findings import LANGUAGES_LAW, error, warning
from econsent.forms.form import Head
from econsent.forms.requirements import Requirements, Wanted
from econsent.forms.text import Bullets, Section, Text
from econsent.record import Language

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TextCheck:
    """The texts of a draft, one by one, against what the law asks."""

    requirements: Requirements

    def findings(self, head: Head, language: Language, text: Text) -> Iterator[FormFinding]:
        """Yield everything found in the text of a language."""
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
                law=LANGUAGES_LAW,
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
