"""A form: what form.toml says, which sections it must have, and how long what it gives stands."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from econsent.errors import FormLanguageUnknown, FormMalformed, FormTermMissing
from econsent.forms.text import Text
from econsent.record import Hex32, Label, Language, LegalBasis, Part, Terms, Token, Verdict

_CONSENT = (
    "what", "why", "who", "how-long", "transfer", "refusal", "withdraw", "rights", "operator",
    "words.permit", "words.deny", "words.mixed", "sign",
)  # fmt: skip
_REPRESENTATIVE = ("words.permit.representative", "words.deny.representative", "words.mixed.representative")
REQUIRED: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("consent", "patient"): (*_CONSENT, *_REPRESENTATIVE),
        ("consent", "staff"): _CONSENT,
        ("withdrawal", "any"): ("what", "effect", "words", "words.representative", "sign"),
        ("notice", "any"): ("what", "why", "sign-on-door", "no-consent-needed", "acknowledge"),
    }
)
"""The sections that a form of each kind and role has in every language; scopes add one `scope.<id>` each."""

CHILDREN = CHILDS_TEXT, CHILDS_QUESTION, CHILDS_NO = ("assent", "assent.question", "words.dissent")
"""The sections with which a form asks a child: what it is told, the question, a representative's words after a no.

A form has all of them or, like older ones, none: then it asks no child.
"""

LABELS = "document"
"""The folder that holds the words of the document."""


Recorded = Annotated[str, Meta(pattern=r"\A(kk|ru|en)/[a-z]+([.-][a-z]+)*\Z")]
"""A section of a text that somebody has read aloud: ``language/section``."""


class Scope(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is decided on its own; `publication` says that it puts images into publicly available sources."""

    id: Token
    legal: Label = ""
    publication: bool = False


class FormTerms(Terms, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Terms of a consent, with how long it stands: whole years, months and days (ISO 8601)."""

    until: Annotated[str, Meta(pattern=r"\AP(?=[0-9])([0-9]{1,3}Y)?([0-9]{1,3}M)?([0-9]{1,3}D)?\Z")]


class Head(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What form.toml says."""

    schema: Literal["econsent-form/1"]
    id: Annotated[str, Meta(pattern=r"\A[a-z]+(-[a-z]+)*\Z")]
    version: Annotated[str, Meta(pattern=r"\A[0-9]{4}\.[0-9]{1,4}\Z")]
    kind: Literal["consent", "withdrawal", "notice", "labels"]
    role: Literal["patient", "staff", "any"]
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    second_language: bool
    dated: dt.date | None = None
    reconsent: dt.date | None = None
    legal: tuple[LegalBasis, ...] = ()
    terms: FormTerms | None = None
    scope: tuple[Scope, ...] = ()
    recordings: dict[Recorded, Hex32] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.kind == "consent") != (self.terms is not None):
            raise ValueError("a consent, and only a consent, has terms")
        if (self.kind in ("consent", "withdrawal")) != bool(self.scope):
            raise ValueError("a consent and a withdrawal, and nothing else, have scopes")
        if self.reconsent is not None and self.kind != "consent":
            raise ValueError("only a consent is asked anew")
        if self.reconsent is not None and self.dated is not None and self.reconsent < self.dated:
            raise ValueError("nobody is asked anew before the day of the text")
        if (self.kind == "labels") != (self.id == LABELS) or (self.kind == "labels") == bool(self.legal):
            raise ValueError("labels have their own folder and rest on no law; every form rests on one")
        for names in (self.languages, [scope.id for scope in self.scope]):
            if len(set(names)) != len(names):
                raise ValueError("languages and scopes are named once")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A released form: its law, terms and scopes, and its text in every language.

    `until` is how long a consent stands, as an ISO 8601 duration; forms that give no consent have neither it nor terms.
    `dated` is the day of the text; from the day `reconsent` on whoever permitted by an earlier version is asked anew.
    `recordings` has the SHA-256 in hex of a section's recorded speech by ``language/section``; no other is played.
    """

    id: str
    version: str
    kind: Literal["consent", "withdrawal", "notice"]
    role: Literal["patient", "staff", "any"]
    languages: tuple[Language, ...]
    second_language: bool
    legal: tuple[LegalBasis, ...]
    terms: Terms | None
    until: str | None
    scopes: tuple[Scope, ...]
    texts: Mapping[Language, Text]
    dated: dt.date | None = None
    reconsent: dt.date | None = None
    recordings: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return id and version, as statements and paths name them."""
        return f"{self.id}/{self.version}"

    def text(self, language: str) -> Text:
        """Return the text in a language; raise FormLanguageUnknown."""
        for own, text in self.texts.items():
            if own == language:
                return text
        raise FormLanguageUnknown(f"The form {self.id} is not written in this language.", path=language)

    @property
    def asks_children(self) -> bool:
        """Tell whether the form has words for a child for whom a representative speaks."""
        return CHILDS_TEXT in self.texts[self.languages[0]].keys

    def words_key(self, verdicts: Iterable[Verdict], *, representative: bool = False) -> str:
        """Return the key of the ready words that fit what was decided.

        Raises FormTextMissing where nothing was decided or the form has no such words.
        """
        said = set(verdicts)
        verdict = f".{said.pop() if len(said) == 1 else 'mixed'}" if said and self.kind == "consent" else ""
        key = f"words{verdict}{'.representative' if representative else ''}"
        self.texts[self.languages[0]].section(key)
        return key

    def terms_for(self, permitted: Collection[str]) -> Terms:
        """Return the terms of a consent to these scopes: published only if such a scope is among them.

        Raises FormTermMissing for a form that gives no consent.
        """
        if self.terms is None:
            raise FormTermMissing(f"The form {self.id} gives no consent, so it has no terms.")
        public = any(scope.publication and scope.id in permitted for scope in self.scopes)
        return msgspec.structs.replace(self.terms, publication=self.terms.publication or public)


def contradicts(scope: Scope, kind: str, role: str, other: Form) -> bool:
    """Say whether another form means something else by a scope: other law, publication, or sort of person."""
    for known in other.scopes:
        if known.id == scope.id:
            apart = kind == other.kind == "consent" and role != other.role
            return apart or (known.legal, known.publication) != (scope.legal, scope.publication)
    return False


def expires(form: Form, made: dt.date) -> dt.date:
    """Return the last day of a consent made on a day; 29 February ends on the 28th where there is no 29th.

    Raises FormTermMissing for a form that gives no consent, FormMalformed for a day beyond the calendar.
    """
    if form.until is None:
        raise FormTermMissing(f"The form {form.id} gives no consent, so it has no term.")
    span = {unit: int(number) for number, unit in re.findall(r"([0-9]+)([YMD])", form.until)}
    month = made.year * 12 + made.month - 1 + span.get("Y", 0) * 12 + span.get("M", 0)
    try:
        first = dt.date(month // 12, month % 12 + 1, 1)
        day = min(made.day, calendar.monthrange(first.year, first.month)[1])
        return first.replace(day=day) + dt.timedelta(days=span.get("D", 0))
    except (ValueError, OverflowError):
        raise FormMalformed("The consent would end beyond the calendar.", path="until") from None
