"""A form's text in one language: parsed strictly, kept with its bytes, filled for one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple, TypeVar

from econsent.errors import FormMalformed, FormTextMissing, FormValueMissing

PLACEHOLDERS = frozenset({"controller", "bin", "point", "room", "subject", "grantor", "until", "storage_days", "date"})
"""What a text may leave open until somebody reads it."""


class Run(NamedTuple):
    """A stretch of text, bold or not."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """One list; each item is a line of runs."""

    items: tuple[tuple[Run, ...], ...]


Block = Paragraph | Bullets


@dataclass(frozen=True, slots=True)
class Section:
    """One idea: a stable key, a heading, and blocks."""

    key: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def plain(self) -> str:
        """Return the section's text without heading and emphasis: a line each for a paragraph and an item."""
        return "\n".join("".join(run.text for run in line) for line in self.lines())

    def lines(self) -> Iterator[tuple[Run, ...]]:
        """Yield the runs of every paragraph and every item, in reading order."""
        for block in self.blocks:
            yield from (block.runs,) if isinstance(block, Paragraph) else block.items


@dataclass(frozen=True, slots=True)
class Text:
    """A form in one language; `raw` is the file, and stays the file when placeholders are filled."""

    title: str
    sections: tuple[Section, ...]
    raw: bytes

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the file in hex: what a statement says was signed."""
        return sha256(self.raw).hexdigest()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the sections, in order."""
        return tuple(section.key for section in self.sections)

    @property
    def information(self) -> tuple[Section, ...]:
        """Return what is there to read: neither questions, nor ready words, nor the line above the signature.

        What a child is told is not part of it: it is there for whom it is asked of.
        """
        asides = re.compile(r"(scope|words|sign|acknowledge|assent)(\.|$)")
        return tuple(item for item in self.sections if not asides.match(item.key))

    def section(self, key: str) -> Section:
        """Return one section; raise FormTextMissing."""
        for section in self.sections:
            if section.key == key:
                return section
        raise FormTextMissing("The text has no such section.", path=key)


def decode(raw: bytes, path: str) -> str:
    """Return text that looks the same to everybody: UTF-8, NFC, whole lines, nothing invisible."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise FormMalformed("The file is not UTF-8.", path=path) from None
    visible = text.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", text)
    if not text.endswith("\n") or not visible:
        raise FormMalformed("The file is not whole lines of visible NFC text.", path=path)
    return text


_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}")
_TITLE = re.compile(r"# (\S.*)")
_HEADING = re.compile(r"## (\S.*?) \{#([a-z0-9-]+(?:\.[a-z0-9-]+)*)\}")
_MARKUP = re.compile(r"[\\`*_\[\]<>{}|~&#]")
_BLOCK_MARK = re.compile(r"\s|[-+=]|\d+[.)]|.*\s$")


def parse_text(raw: bytes, path: str) -> Text:
    """Parse the Markdown subset of forms/README.md; raise FormMalformed, naming `path` and the section."""
    first, *rest = decode(raw, path)[:-1].split("\n\n")
    title = _TITLE.fullmatch(first)
    if title is None:
        raise FormMalformed("A text begins with one title.", path=path)
    sections: list[Section] = []
    for block in rest:
        heading = _HEADING.fullmatch(block)
        if heading:
            sections.append(Section(heading[2], _words(heading[1], path), ()))
        elif sections:
            last = sections[-1]
            sections[-1] = replace(last, blocks=(*last.blocks, _block(block, f"{path}#{last.key}")))
        else:
            raise FormMalformed("Everything after the title stands under a heading with a key.", path=path)
    _check_shape(sections, path)
    return Text(_words(title[1], path), tuple(sections), raw)


def _check_shape(sections: list[Section], path: str) -> None:
    keys = [section.key for section in sections]
    if not keys or len(set(keys)) != len(keys):
        raise FormMalformed("A text has sections, each with a key of its own.", path=path)
    for section in sections:
        if not section.blocks:
            raise FormMalformed("A section is empty.", path=f"{path}#{section.key}")


def _block(block: str, path: str) -> Block:
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        return Bullets(tuple(_runs(line[2:], path) for line in lines))
    return Paragraph(_runs(" ".join(_line(line, path) for line in lines), path))


def _line(line: str, path: str) -> str:
    if not line or _BLOCK_MARK.match(line):
        raise FormMalformed("A paragraph has no empty line, indent, mark or trailing space.", path=path)
    return line


def _runs(line: str, path: str) -> tuple[Run, ...]:
    parts = line.split("**")
    if len(parts) % 2 == 0 or not line.strip() or any(part != part.strip() or not part for part in parts[1::2]):
        raise FormMalformed("Emphasis is **words** between two pairs of stars.", path=path)
    for part in parts:
        _words(_PLACEHOLDER.sub("", part), path)
    for name in _PLACEHOLDER.findall(line):
        if name not in PLACEHOLDERS:
            raise FormMalformed("The text leaves open what nobody fills.", path=f"{path}#{name}")
    return tuple(Run(part, bool(number % 2)) for number, part in enumerate(parts) if part)


def _words(text: str, path: str) -> str:
    if _MARKUP.search(text):
        raise FormMalformed("The text uses markup outside the subset.", path=path)
    return text


Filled = TypeVar("Filled", Text, Section, str)


def fill(shape: Filled, values: Mapping[str, str]) -> Filled:
    """Return a text, a section or a label with its placeholders replaced; values are never read for placeholders.

    Raises FormValueMissing, naming the placeholder.
    """
    if isinstance(shape, Text):
        return replace(shape, sections=tuple(_fill_section(section, values) for section in shape.sections))
    if isinstance(shape, Section):
        return _fill_section(shape, values)
    return _fill(shape, values)


def _fill_section(section: Section, values: Mapping[str, str]) -> Section:
    return replace(section, blocks=tuple(_fill_block(block, values) for block in section.blocks))


def _fill_block(block: Block, values: Mapping[str, str]) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_fill_runs(block.runs, values))
    return Bullets(tuple(_fill_runs(item, values) for item in block.items))


def _fill_runs(runs: tuple[Run, ...], values: Mapping[str, str]) -> tuple[Run, ...]:
    return tuple(Run(_fill(run.text, values), run.bold) for run in runs)


def _fill(text: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise FormValueMissing("A placeholder has no value.", path=found[1])
        return values[found[1]]

    return _PLACEHOLDER.sub(value, text)
