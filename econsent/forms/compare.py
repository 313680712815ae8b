"""Where the languages of a form differ that must say the same: sections, placeholders, shape; or do not differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from econsent.exchange import FormFinding
from econsent.forms.findings import error, warning
from econsent.forms.text import Bullets, Section, Text
from econsent.record import Language

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


def compare(texts: Mapping[Language, Text]) -> Iterator[FormFinding]:
    """Yield where a language differs from the first: sections, placeholders, shape; or does not differ at all."""
    if not texts:
        return
    (first, model), *others = texts.items()
    for language, text in others:
        if text.keys != model.keys:
            what = f"The sections are not those of {first}, in the same order."
            yield error("sections-differ", what, language=language, value=first)
        here = {section.key: section for section in text.sections}
        for section in model.sections:
            if section.key in here:
                yield from _compare_section(first, section, language, here[section.key])
    yield from _untranslated(texts)


def _compare_section(first: Language, model: Section, language: Language, other: Section) -> Iterator[FormFinding]:
    open_here, open_there = (Counter(_PLACEHOLDER.findall(one.plain)) for one in (other, model))
    for name in sorted((open_here | open_there).keys()):
        if open_here[name] != open_there[name]:
            placeholder = f"{{{{{name}}}}}"
            yield error(
                "placeholders-differ",
                f"{placeholder} does not stand as often as in {first}.",
                language=language,
                section=other.key,
                value=placeholder,
            )
    if _shape(other) != _shape(model):
        yield warning(
            "shape-differs",
            f"Paragraphs, lists or emphasis are not those of {first}.",
            language=language,
            section=other.key,
            value=first,
            remedy="Look whether something was left out.",
        )


def _untranslated(texts: Mapping[Language, Text]) -> Iterator[FormFinding]:
    seen: dict[tuple[str, str], Language] = {}
    for language, text in texts.items():
        for section in text.sections:
            first = seen.setdefault((section.key, section.plain), language)
            if first != language:
                what = f"The section is that of {first}, word for word."
                yield error("untranslated", what, language=language, section=section.key, value=first)


def _shape(section: Section) -> tuple[tuple[int, ...], int]:
    blocks = tuple(len(block.items) if isinstance(block, Bullets) else 0 for block in section.blocks)
    return blocks, sum(run.bold for line in section.lines() for run in line)
