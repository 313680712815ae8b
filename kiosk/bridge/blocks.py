"""Texts as QML shows them: a list of blocks, each with its kind and its escaped text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from PySide6.QtGui import QImage

from econsent import forms
from econsent.document import contents as document

Block = dict[str, Any]


def of_section(section: forms.Section, *, heading: bool) -> list[Block]:
    """Return the blocks of a section of a form, with or without its heading."""
    blocks = [_block("heading", section.heading)] if heading else []
    for block in section.blocks:
        blocks.extend(_of_block(block))
    return blocks


def of_contents(contents: document.Contents, pages: Sequence[QImage] = ()) -> list[Block]:
    """Return the blocks of a document: its title, then item by item in its order, in its first language.

    `pages` are the pictures of the pages written by hand, in their order.
    """
    shown = [_block("heading", contents.title), *(block for item in contents.items for block in _of_item(item))]
    sheets = [block for block in shown if block["kind"] == "sheet"]
    for block, page in zip(sheets, pages, strict=True):
        block["picture"] = page
    return shown


def choices_in(contents: document.Contents) -> list[Block]:
    """Return what was decided: each answer given, and the questions it was given to."""
    answered: dict[str, list[str]] = {}
    for item in contents.items:
        if isinstance(item, document.Choices):
            for row in item.rows:
                answered.setdefault(row.answer, []).append(row.heading)
    return [{"answer": answer, "questions": "\n".join(headings)} for answer, headings in answered.items()]


def masked(blocks: list[Block], secret: str) -> list[Block]:
    """Return the blocks with all but the last digits of a number hidden: it is shown in full only while it is typed."""
    if not secret:
        return blocks
    hidden = "•" * (len(secret) - 4) + secret[-4:]
    return [{key: _masked(value, secret, hidden) for key, value in block.items()} for block in blocks]


def _masked(value: object, secret: str, hidden: str) -> object:
    return value.replace(secret, hidden) if isinstance(value, str) else value


def _block(kind: str, text: str, **more: str) -> Block:
    """Return a block: `text` as markup, `plain` as it is read aloud, and further texts by name."""
    return {"kind": kind, "text": escape(text), "plain": text, **{name: escape(value) for name, value in more.items()}}


def _of_block(block: forms.Block) -> Iterator[Block]:
    if isinstance(block, forms.Bullets):
        yield from (_of_runs("bullet", item) for item in block.items)
    else:
        yield _of_runs("paragraph", block.runs)


def _of_runs(kind: str, runs: tuple[forms.Run, ...]) -> Block:
    marked = "".join(f"<b>{escape(run.text)}</b>" if run.bold else escape(run.text) for run in runs)
    return {"kind": kind, "text": marked, "plain": "".join(run.text for run in runs)}


def _of_item(item: document.Item) -> Iterator[Block]:
    if item.heading:
        yield _block("heading", item.heading)
    if isinstance(item, document.Passage):
        for block in item.blocks:
            yield from _of_block(block)
    elif isinstance(item, document.Choices):
        yield from (_block("choice", row.heading, question=row.question, answer=row.answer) for row in item.rows)
    elif isinstance(item, document.Facts):
        yield from (_block("fact", value, label=label) for label, value in item.rows)
    elif isinstance(item, document.Signature):
        yield _block("paragraph", item.sentence)
        yield from (_block("paragraph", said) for said in (item.name, item.witness) if said)
        yield _block("fact", item.explanation, label=item.kind)
    elif isinstance(item, document.Handwriting):
        yield from (_block("sheet", sheet.caption) for sheet in item.sheets)
    elif isinstance(item, document.Assent):
        lines = (("paragraph", item.question), ("words", item.answer), ("paragraph", item.manner))
        yield from (_block(kind, said) for kind, said in lines if said)
    else:
        yield _block("words" if isinstance(item, document.Words) else "paragraph", item.text)
