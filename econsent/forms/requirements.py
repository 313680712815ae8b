"""What the law asks of a form's text, as data: forms/requirements.toml, from bytes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from econsent.errors import FormMalformed
from econsent.record import Language

REQUIREMENTS = "requirements.toml"
"""Its name beside MANIFEST: it is no form, so MANIFEST does not name it."""


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table."""


class Wanted(_Part, frozen=True, kw_only=True):
    """What is wanted, by which law, and words of which one answers it in each language; none: no words are asked."""

    law: str
    wants: str
    kk: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def said_in(self, text: str, language: Language) -> bool:
        """Say whether a text has one of the words of its language, or none is asked."""
        words: tuple[str, ...] = getattr(self, language)
        return not words or any(word in text.casefold() for word in words)


class Requirement(Wanted, frozen=True, kw_only=True):
    """What a section of the forms of some kinds, and of some roles where any are named, must say."""

    code: str
    kinds: tuple[str, ...]
    section: str
    roles: tuple[str, ...] = ()
    placeholder: str = ""

    def concerns(self, kind: str, role: str) -> bool:
        """Say whether forms of a kind and role must fulfil it."""
        return kind in self.kinds and (not self.roles or role in self.roles)


class Question(Wanted, frozen=True, kw_only=True):
    """What the question of a scope must say: of those whose id begins so, or of those that publish."""

    code: str
    scope: str = ""
    publication: bool = False


class Term(Wanted, frozen=True, kw_only=True):
    """A yes or no of `[terms]` that the text says too."""

    name: str


class Basis(_Part, frozen=True, kw_only=True):
    """A paragraph that forms of a kind rest on."""

    kind: str
    act: str
    paragraph: str


class Words(_Part, frozen=True, kw_only=True):
    """Words of which a text has one, in each language."""

    kk: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]


class YesNo(_Part, frozen=True, kw_only=True):
    """How a language says yes and no."""

    yes: str
    no: str


class Letters(_Part, frozen=True, kw_only=True):
    """The letters of Kazakh that Russian has not, and the Latin ones that look like Cyrillic ones."""

    kk: str
    alike: str


class Requirements(_Part, frozen=True, kw_only=True):
    """All of it."""

    letters: Letters
    answers: Mapping[Language, YesNo]
    basis: tuple[Basis, ...]
    requirement: tuple[Requirement, ...]
    question: tuple[Question, ...]
    term: tuple[Term, ...]
    data: Mapping[str, Words]


def read_requirements(raw: bytes) -> Requirements:
    """Read the table from its bytes; raise FormMalformed."""
    try:
        return msgspec.convert(tomllib.loads(raw.decode()), Requirements)
    except ValueError as error:
        raise FormMalformed(f"The file is not as it must be: {error}.", path=REQUIREMENTS) from None
