"""A document on paper, to be signed by hand: what would be signed on the screen, with a line to sign on and no seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from econsent.document.contents import Contents, Facts, Item, Signature
from econsent.document.issue import Circumstances, Draft, preview
from econsent.document.layout import draw
from econsent.document.wording import Labels, term
from econsent.forms import Catalogue
from econsent.record import FormUse

DATE_PLACE = "____ . ____ . ________"
_SHORT = 16
"""Hex digits of the text's digest at the foot of every page, so that pages of two texts are not mixed up."""


def printable(draft: Draft, circumstances: Circumstances, catalogue: Catalogue) -> bytes:
    """Return the document of a draft as PDF pages for a printer; nothing is attached or sealed.

    They say which text it is, by version and digest. Raise FormError leaves as `preview` does.
    """
    contents = preview(draft, circumstances, catalogue)
    words = catalogue.labels(catalogue.latest_labels(), contents.language)
    return draw(_for_paper(contents, draft.form, words), open_line=True)


def _for_paper(contents: Contents, form: FormUse | None, words: Labels) -> Contents:
    items = tuple(_to_sign(item, words) for item in contents.items)
    if form is None:
        return replace(contents, items=items)
    footer = f"{form.id} {form.version} · {form.language} · {form.digest[:_SHORT]}"
    return replace(contents, items=items, proof=(Facts("", tuple(_text(form, words))),), footer=footer)


def _to_sign(item: Item, words: Labels) -> Item:
    return replace(item, made=f"{words['made']}: {DATE_PLACE}") if isinstance(item, Signature) else item


def _text(form: FormUse, words: Labels) -> Iterator[tuple[str, str]]:
    yield words["form"], f"{form.id} {form.version}"
    yield words["form_digest"], form.digest
    yield words["language_signed"], term(words, "language", form.language)
