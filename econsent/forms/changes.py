"""What changed between two versions of a form's text: section by section, line by line, word by word.

Nothing is lost: both texts can be read off the changes again (`before`, `after`), with their emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from econsent.forms.form import Form
from econsent.forms.text import Bullets, Run, Section, Text

Change = Literal["same", "added", "removed", "changed"]
_TOKEN = re.compile(r"\s*(?:\{\{\w+\}\}|\w+|[^\w\s])|\s+")
_ALIKE = 0.5
"""Two lines of which less is the same are not shown as one that was changed."""
_Token = tuple[str, bool]


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a line, bold or not; `marked` where the other version does not have it."""

    text: str
    bold: bool
    marked: bool


class LineChange(Struct, frozen=True, kw_only=True, gc=False):
    """A paragraph or an item of a list, before and after; what is not there has no pieces.

    `list_before` and `list_after` number the list an item stands in within its section, from 1; 0 is a paragraph.
    """

    change: Change
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    list_before: int = 0
    list_after: int = 0


class SectionChange(Struct, frozen=True, kw_only=True, gc=False):
    """A section, before and after; the heading of what is not there is empty."""

    key: str
    change: Change
    heading_before: str
    heading_after: str
    lines: tuple[LineChange, ...]


class TextChanges(Struct, frozen=True, kw_only=True):
    """Every section of two texts in one language, also those that are the same."""

    title_before: str
    title_after: str
    sections: tuple[SectionChange, ...]

    @property
    def told(self) -> tuple[SectionChange, ...]:
        """Return the sections that are not the same."""
        return tuple(section for section in self.sections if section.change != "same")


class TermChange(Struct, frozen=True, kw_only=True, gc=False):
    """A fact of form.toml that differs, by its name; what is not there is empty."""

    name: str
    before: str
    after: str


class FormChanges(Struct, frozen=True, kw_only=True):
    """All that differs between two versions of a form: facts of form.toml, and each language that both have."""

    form: str
    version_before: str
    version_after: str
    terms: tuple[TermChange, ...]
    texts: dict[str, TextChanges]


# ── two texts ─────────────────────────────────────────────────────────────────────────────


def compare_texts(old: Text, new: Text) -> TextChanges:
    """Return what changed from one text to another, both as they are, with or without their placeholders filled.

    A section is known by its key; one that moved past another is removed there and added here.
    """
    sections: list[SectionChange] = []
    keys = SequenceMatcher(None, old.keys, new.keys, autojunk=False)
    for operation, first, last, begin, end in keys.get_opcodes():
        if operation == "equal":
            sections += map(_section, old.sections[first:last], new.sections[begin:end])
        else:
            sections += [_section(section, None) for section in old.sections[first:last]]
            sections += [_section(None, section) for section in new.sections[begin:end]]
    return TextChanges(title_before=old.title, title_after=new.title, sections=tuple(sections))


def _section(old: Section | None, new: Section | None) -> SectionChange:
    known = old or new
    if known is None:
        raise AssertionError("a section is in one of the texts")
    lines = tuple(_lines(_numbered(old), _numbered(new)))
    headings = (old.heading if old else "", new.heading if new else "")
    same = headings[0] == headings[1] and all(line.change == "same" for line in lines)
    change: Change = "added" if old is None else "removed" if new is None else "same" if same else "changed"
    return SectionChange(
        key=known.key, change=change, heading_before=headings[0], heading_after=headings[1], lines=lines
    )


_Line = tuple[int, tuple[Run, ...]]
"""The number of the list that a line is an item of, 0 for a paragraph, and its runs."""


def _numbered(section: Section | None) -> list[_Line]:
    numbered: list[_Line] = []
    lists = 0
    for block in section.blocks if section else ():
        if isinstance(block, Bullets):
            lists += 1
            numbered += [(lists, item) for item in block.items]
        else:
            numbered.append((0, block.runs))
    return numbered


def _lines(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[LineChange]:
    matcher = SequenceMatcher(None, [*map(_seen, old)], [*map(_seen, new)], autojunk=False)
    for operation, first, last, begin, end in matcher.get_opcodes():
        if operation == "equal":
            yield from map(_line, old[first:last], new[begin:end])
        else:
            yield from _paired(old[first:last], new[begin:end])


def _seen(line: _Line) -> tuple[bool, tuple[Run, ...]]:
    """Return what a reader sees of a line: which list of a section an item stands in does not matter."""
    return bool(line[0]), line[1]


def _paired(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[LineChange]:
    """Pair each old line with the first new one after the last pair that is much the same; the order stays."""
    place = 0
    for one in old:
        found = next((at for at in range(place, len(new)) if _alike(one, new[at])), None)
        if found is None:
            yield _line(one, None)
            continue
        yield from (_line(None, added) for added in new[place:found])
        yield _line(one, new[found])
        place = found + 1
    yield from (_line(None, added) for added in new[place:])


def _alike(one: _Line, other: _Line) -> bool:
    if bool(one[0]) != bool(other[0]):
        return False
    words = ([token.strip() for token, _ in _tokens(line[1])] for line in (one, other))
    matcher = SequenceMatcher(None, next(words), next(words), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE  # the first is never the smaller one


def _line(old: _Line | None, new: _Line | None) -> LineChange:
    tokens = (_tokens(old[1]) if old else [], _tokens(new[1]) if new else [])
    before, after = _marked(*tokens) if old and new else (_pieces(tokens[0], True), _pieces(tokens[1], True))
    change: Change = (
        "removed" if new is None else "added" if old is None else "same" if _seen(old) == _seen(new) else "changed"
    )
    return LineChange(
        change=change, before=before, after=after, list_before=old[0] if old else 0, list_after=new[0] if new else 0
    )


def _tokens(runs: tuple[Run, ...]) -> list[_Token]:
    return [(token, run.bold) for run in runs for token in _TOKEN.findall(run.text)]


def _marked(old: list[_Token], new: list[_Token]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both lines, with what the other does not have marked."""
    before: list[Piece] = []
    after: list[Piece] = []
    for operation, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before += _pieces(old[first:last], operation != "equal")
        after += _pieces(new[begin:end], operation != "equal")
    return tuple(before), tuple(after)


def _pieces(tokens: Sequence[_Token], marked: bool) -> tuple[Piece, ...]:
    """Return tokens as pieces, those side by side of one weight as one."""
    pieces: list[Piece] = []
    for text, bold in tokens:
        if pieces and pieces[-1].bold == bold:
            pieces[-1] = Piece(pieces[-1].text + text, bold, marked)
        else:
            pieces.append(Piece(text, bold, marked))
    return tuple(pieces)


# ── both texts again ──────────────────────────────────────────────────────────────────────

Outline = tuple[str, tuple[tuple[str, str, tuple[_Line, ...]], ...]]
"""All that a text says: its title, and of each section key, heading and lines."""


def outline(text: Text) -> Outline:
    """Return all that a text says."""
    return text.title, tuple((one.key, one.heading, tuple(_numbered(one))) for one in text.sections)


def before(changes: TextChanges) -> Outline:
    """Return all that the older text said, from the changes alone."""
    told = [
        (one.key, one.heading_before, tuple(_whole(line.list_before, line.before) for line in one.lines if line.before))
        for one in changes.sections
        if one.change != "added"
    ]
    return changes.title_before, tuple(told)


def after(changes: TextChanges) -> Outline:
    """Return all that the newer text says, from the changes alone."""
    told = [
        (one.key, one.heading_after, tuple(_whole(line.list_after, line.after) for line in one.lines if line.after))
        for one in changes.sections
        if one.change != "removed"
    ]
    return changes.title_after, tuple(told)


def _whole(number: int, pieces: tuple[Piece, ...]) -> _Line:
    runs: list[Run] = []
    for piece in pieces:
        if runs and runs[-1].bold == piece.bold:
            runs[-1] = Run(runs[-1].text + piece.text, piece.bold)
        else:
            runs.append(Run(piece.text, piece.bold))
    return number, tuple(runs)


# ── two versions ──────────────────────────────────────────────────────────────────────────


def compare_forms(old: Form, new: Form) -> FormChanges:
    """Return all that differs between two versions of a form, in the languages that both have."""
    both = [language for language in new.languages if language in old.languages]
    return FormChanges(
        form=new.id,
        version_before=old.version,
        version_after=new.version,
        terms=tuple(_terms(_facts(old), _facts(new))),
        texts={language: compare_texts(old.text(language), new.text(language)) for language in both},
    )


def reads_alike(old: Form, new: Form) -> bool:
    """Say whether a reader meets the same in both versions, in every language of the newer one, which both have."""
    same = (old.terms, old.until) == (new.terms, new.until)
    return same and all(_met(old.text(language)) == _met(new.text(language)) for language in new.languages)


def told_apart(newest: Form, earlier: Sequence[Form]) -> tuple[Form, ...]:
    """Return the earlier versions (newest first) whose changes are worth telling, of those that read alike the oldest.

    Every language of the newest one is in each of them.
    """
    told: list[Form] = []
    for form in earlier:
        if not set(newest.languages) <= set(form.languages) or reads_alike(form, newest):
            continue
        if told and reads_alike(form, told[-1]):
            told.pop()
        told.append(form)
    return tuple(told)


def is_met(key: str, text: Text) -> bool:
    """Say whether a section is one that everybody reads or is asked: no ready words, nothing for some people alone."""
    return key.startswith("scope.") or key in {section.key for section in text.information}


def _met(text: Text) -> list[tuple[str, str, tuple[_Line, ...]]]:
    return [section for section in outline(text)[1] if is_met(section[0], text)]


def _terms(old: dict[str, str], new: dict[str, str]) -> Iterator[TermChange]:
    for name in (*new, *(old.keys() - new.keys())):
        if old.get(name, "") != new.get(name, ""):
            yield TermChange(name=name, before=old.get(name, ""), after=new.get(name, ""))


def _facts(form: Form) -> dict[str, str]:
    """Return what form.toml says, name by name, in words."""
    facts = {
        "languages": ", ".join(form.languages),
        "legal": "; ".join(f"{one.act} {one.paragraph} ({one.edition})" for one in form.legal),
        "until": form.until or "",
        "dated": str(form.dated or ""),
        "reconsent": str(form.reconsent or ""),
    }
    if form.terms is not None:
        facts |= {f"terms.{name}": _said(getattr(form.terms, name)) for name in form.terms.__struct_fields__}
    return facts | {f"scope.{one.id}": f"{one.legal}{', publication' * one.publication}" for one in form.scopes}


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
