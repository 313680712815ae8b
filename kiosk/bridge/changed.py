"""What has changed since an earlier version of a form, as QML shows it: what was there before, what is there now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from econsent.forms import Form, Text
    from econsent.forms.changes import LineChange, Piece, SectionChange
    from kiosk.bridge.blocks import Block
    from kiosk.sitting import Sitting


def since(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    """Return the changes since the earlier version beside which the text is shown, in the language shown.

    `day` is the day of that earlier text, where it has one; both texts are filled for this person.
    """
    from econsent.document.wording import show_date

    earlier = sitting.ground.earlier
    old = earlier[sitting.beside]
    return {
        "changes": {
            "day": show_date(old.dated, sitting.language) if old.dated else "",  # type: ignore[arg-type]
            "version": old.version,
            "blocks": [block for section in _told(sitting, today) for block in _of_section(section)],
            "further": sitting.beside + 1 < len(earlier),
        }
    }


def _told(sitting: Sitting, today: dt.date) -> list[SectionChange]:
    from econsent.forms import fill
    from econsent.forms.changes import compare_texts, is_met

    def met(form: Form) -> Text:
        text = form.text(sitting.language)
        kept = replace(text, sections=tuple(one for one in text.sections if is_met(one.key, text)))
        return fill(kept, sitting.values(today, form))

    return list(compare_texts(met(sitting.ground.earlier[sitting.beside]), met(sitting.ground.form)).told)


def _of_section(section: SectionChange) -> Iterator[Block]:
    heading = section.heading_after or section.heading_before
    yield {"kind": "heading", "text": escape(heading), "plain": heading}
    if section.change == "changed" and section.heading_before != section.heading_after:
        yield _plain("before", section.heading_before)
        yield _plain("now", section.heading_after)
    for line in section.lines:
        yield from _of_line(line)


def _of_line(line: LineChange) -> Iterator[Block]:
    if line.change == "changed":
        yield _marked("before", line.before, "s")
        yield _marked("now", line.after, "u")
    elif line.change != "same":
        yield _plain("gone" if line.change == "removed" else "new", _text(line.before or line.after))


def _plain(kind: str, text: str) -> Block:
    return {"kind": kind, "text": escape(text), "plain": text}


def _marked(kind: str, pieces: tuple[Piece, ...], mark: str) -> Block:
    """Return a line in which what the other one has not is struck out or underlined, and bold."""
    shown = "".join(_mark(one.text, mark) if one.marked else escape(one.text) for one in pieces)
    return {"kind": kind, "text": shown, "plain": _text(pieces)}


def _mark(text: str, mark: str) -> str:
    """Return words with their mark; the space before them has none."""
    words = text.lstrip()
    return f"{text[: len(text) - len(words)]}<{mark}><b>{escape(words)}</b></{mark}>"


def _text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)
