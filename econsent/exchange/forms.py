"""Forms of one's own: their files, what was found in them, and what was released."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.message import Message
from econsent.record import Hex32

MAX_FORM_FILE = 128 * 1024
"""Bytes of one file of a form."""
FormFileName = Annotated[str, Meta(pattern=r"\A(form\.toml|[a-z]{2}\.md)\Z")]
FormFile = Annotated[bytes, Meta(max_length=MAX_FORM_FILE)]


class FormFinding(Message, frozen=True, kw_only=True):
    """One thing found in a form: an `error` keeps it from being released, a `warning` is advice.

    `code` is a stable token; `language` and `section` are empty where it is of all; `law` is what asks for it.
    `value` is the word, number, id or file that it speaks of, as `what` or `remedy` has it: with `code` it makes the
    sentence in any language.
    """

    sort: Literal["error", "warning"]
    code: str
    language: str = ""
    section: str = ""
    law: str = ""
    value: str = ""
    what: str
    remedy: str = ""


class FormFiles(Message, frozen=True, kw_only=True):
    """The files of a form that is to be released, base64, by name: form.toml and a text for each language."""

    files: Annotated[dict[FormFileName, FormFile], Meta(min_length=1, max_length=8)]


class FormReleased(Message, frozen=True, kw_only=True):
    """The version that a release made: the form, its number, since when it is released, and its files' digests."""

    form: str
    version: str
    released: str
    files: dict[str, Hex32]


class FormManifest(Message, frozen=True, kw_only=True):
    """Every form that an organisation has released (SPEC 11.4): lines of digest and path, and the note over them."""

    manifest: str
    note: str
