"""Every released form and edition of the law, from bytes: checked against MANIFEST first, read after."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from econsent.errors import (
    FormClash,
    FormDigestMismatch,
    FormFileMissing,
    FormFileUnlisted,
    FormLanguageUnknown,
    FormMalformed,
    FormTextMissing,
    FormUnknown,
    FormVersionUnknown,
)
from econsent.forms.form import CHILDREN, LABELS, REQUIRED, Form, Head, contradicts
from econsent.forms.text import Text, decode, parse_text
from econsent.record import Language, Terms

MANIFEST, FORM_FILE = "MANIFEST", "form.toml"
FIRST = 1001
"""The first number in a year of a form of one's own; those that come with econsent have lower ones."""
_LAW = "law/"
_LAW_FILE = re.compile(r"law/([a-z0-9-]+)/([0-9]{4}-[0-9]{2}-[0-9]{2})/([a-z]+\.toml)")
_NOTHING_SIGNED = "Nothing was signed."
_RELEASED = "Take a form that forms/MANIFEST names, or update econsent."


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every released form, every released list of labels, and every released edition of the law."""

    _forms: Mapping[tuple[str, str], Form]
    _labels: Mapping[str, Mapping[Language, Mapping[str, str]]]
    _laws: Mapping[tuple[str, str], Mapping[str, bytes]]
    _own: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Catalogue:
        """Build a catalogue from relative path → bytes, MANIFEST among them; other files outside a folder are no forms.

        Raises a FormError that names the file: nothing is read before every file is what MANIFEST says.
        """
        _check_manifest(files)
        forms: dict[tuple[str, str], Form] = {}
        labels: dict[str, Mapping[Language, Mapping[str, str]]] = {}
        for folder, names in _folders(files).items():
            head = _head(folder, names)
            if head.kind == "labels":
                labels[head.version] = _read_labels(head, folder, names)
            else:
                forms[head.id, head.version] = _read_form(head, folder, names)
        return cls(MappingProxyType(forms), MappingProxyType(labels), MappingProxyType(_laws(files)))

    def with_own(self, files: Mapping[str, bytes]) -> Catalogue:
        """Return this catalogue with an organisation's own forms, from their files with a MANIFEST of their own.

        Raises FormError leaves as `from_files` does, and FormClash for what is no form of one's own, or contradicts.
        """
        own = Catalogue.from_files(files)
        for form in own.forms():
            if int(form.version.partition(".")[2]) < FIRST:
                raise FormClash(f"A form of one's own has numbers from {FIRST} on.", path=form.id)
        if own._labels or own._laws:
            raise FormClash("An organisation releases forms, neither labels nor laws.", path=MANIFEST)
        both = Catalogue(
            MappingProxyType({**self._forms, **own._forms}), self._labels, self._laws, self._own | own._forms.keys()
        )
        both._check_clashes()
        return both

    def _check_clashes(self) -> None:
        newest = self.newest()
        for own in filter(self.is_own, newest):
            for form in self.forms():
                if form.id == own.id and (form.kind, form.role) != (own.kind, own.role):
                    raise FormClash("A form of this id is of another kind or role.", path=own.id)
                if form.id == own.id and not set(form.languages) <= set(own.languages):
                    raise FormClash("The form lacks a language that it had.", path=own.id)
            for scope in own.scopes:
                if any(contradicts(scope, own.kind, own.role, other) for other in newest if other.id != own.id):
                    raise FormClash("Another form asks for this scope in another sense.", path=f"{own.id}#{scope.id}")

    def is_own(self, form: Form) -> bool:
        """Say whether a form is the organisation's own."""
        return (form.id, form.version) in self._own

    def forms(self) -> tuple[Form, ...]:
        """Return every form, sorted by id, older versions first: the organisation's own are newer than any other."""
        return tuple(sorted(self._forms.values(), key=lambda form: (form.id, self.is_own(form), _age(form.version))))

    def newest(self) -> tuple[Form, ...]:
        """Return the newest version of every form, sorted by id."""
        return tuple({form.id: form for form in self.forms()}.values())

    def form(self, form_id: str, version: str) -> Form:
        """Return one version of a form; raise FormUnknown or FormVersionUnknown."""
        self.latest(form_id)
        try:
            return self._forms[form_id, version]
        except KeyError:
            raise FormVersionUnknown(
                f"There is no such version of {form_id} here.", kept=_NOTHING_SIGNED, remedy=_RELEASED, path=version
            ) from None

    def latest(self, form_id: str) -> Form:
        """Return the newest version of a form; raise FormUnknown."""
        versions = [form for form in self.forms() if form.id == form_id]
        if not versions:
            raise FormUnknown("There is no such form here.", kept=_NOTHING_SIGNED, remedy=_RELEASED, path=form_id)
        return versions[-1]

    def earlier(self, form: Form) -> tuple[Form, ...]:
        """Return the versions of a form before one of them, newest first."""
        versions = [one for one in self.forms() if one.id == form.id]
        return tuple(reversed(versions[: versions.index(form)]))

    def renewals(self) -> Mapping[str, dt.date]:
        """Return, by `id/version`, the soonest day from which a later version asks anew (SPEC 11.7)."""
        days: dict[str, dt.date] = {}
        for form in self.forms():
            if form.reconsent is not None:
                for one in self.earlier(form):
                    days[one.name] = min(form.reconsent, days.get(one.name, form.reconsent))
        return MappingProxyType(days)

    def latest_labels(self) -> str:
        """Return the newest version of the labels; raise FormUnknown where there are none."""
        if not self._labels:
            raise FormUnknown("There are no labels here.", path=LABELS)
        return max(self._labels, key=_age)

    def labels(self, version: str, language: str) -> Mapping[str, str]:
        """Return the words of the document; raise FormVersionUnknown or FormLanguageUnknown."""
        if version not in self._labels:
            raise FormVersionUnknown("There is no such version of the labels here.", path=version)
        for own, words in self._labels[version].items():
            if own == language:
                return words
        raise FormLanguageUnknown("The labels are not written in this language.", path=language)

    def editions(self, order: str) -> tuple[str, ...]:
        """Return the editions of an order that were released (their days), oldest first; raise FormUnknown for none."""
        editions = tuple(sorted(edition for known, edition in self._laws if known == order))
        if not editions:
            raise FormUnknown("There is no such order here.", remedy=_RELEASED, path=order)
        return editions

    def law(self, order: str, edition: str) -> Mapping[str, bytes]:
        """Return the files of an edition of an order by name, for `placement.read`.

        Raises FormUnknown or FormVersionUnknown.
        """
        if edition not in self.editions(order):
            raise FormVersionUnknown("There is no such edition of the order here.", remedy=_RELEASED, path=edition)
        return self._laws[order, edition]


def _age(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _check_manifest(files: Mapping[str, bytes]) -> None:
    if MANIFEST not in files:
        raise FormFileMissing("The forms have no MANIFEST.", path=MANIFEST)
    listed = _parse_manifest(files[MANIFEST])
    for path, digest in listed.items():
        if path not in files:
            raise FormFileMissing("A released file is missing.", path=path)
        if sha256(files[path]).hexdigest() != digest:
            raise FormDigestMismatch(
                "A released file was changed.",
                path=path,
                remedy="Put the released file back; changes go into a new version.",
            )
    for path in sorted(path for path in files.keys() - listed.keys() if "/" in path):
        raise FormFileUnlisted("MANIFEST does not name this file.", path=path, remedy="Release it or take it away.")


def _parse_manifest(raw: bytes) -> dict[str, str]:
    listed: dict[str, str] = {}
    for line in decode(raw, MANIFEST).splitlines():
        entry = re.fullmatch(r"([0-9a-f]{64})  ([a-z0-9-]+(?:/[a-z0-9.-]+)+)", line)
        if entry is None or entry[2] in listed:
            raise FormMalformed("A line of MANIFEST is a digest, two spaces and a path named once.", path=MANIFEST)
        listed[entry[2]] = entry[1]
    return listed


def _folders(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return folder → file name → bytes, without what stands beside the forms."""
    folders: dict[str, dict[str, bytes]] = {}
    for path, raw in sorted(files.items()):
        if "/" not in path or path.startswith(_LAW):
            continue
        if path.count("/") != 2:
            raise FormMalformed("A form's files lie in <form>/<version>/.", path=path)
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, {})[name] = raw
    return folders


def _laws(files: Mapping[str, bytes]) -> dict[tuple[str, str], dict[str, bytes]]:
    """Return (order, edition) → file name → bytes; the released bytes are what a rule table is read from."""
    laws: dict[tuple[str, str], dict[str, bytes]] = {}
    for path, raw in sorted(files.items()):
        if not path.startswith(_LAW):
            continue
        place = _LAW_FILE.fullmatch(path)
        if place is None:
            raise FormMalformed("The files of a law lie in law/<order>/<edition>/.", path=path)
        laws.setdefault((place[1], place[2]), {})[place[3]] = raw
    return laws


def _head(folder: str, names: Mapping[str, bytes]) -> Head:
    path = f"{folder}/{FORM_FILE}"
    if FORM_FILE not in names:
        raise FormFileMissing("The folder has no form.toml.", path=path)
    head = read_head(names[FORM_FILE], path)
    if f"{head.id}/{head.version}" != folder:
        raise FormMalformed("The folder is not named after the form and its version.", path=path)
    suffix = "toml" if head.kind == "labels" else "md"
    expected = {f"{language}.{suffix}" for language in head.languages}
    for name in sorted(expected - names.keys()):
        raise FormTextMissing("The form lacks a language that it names.", path=f"{folder}/{name}")
    for name in sorted(names.keys() - expected - {FORM_FILE}):
        raise FormMalformed("The form does not name this file.", path=f"{folder}/{name}")
    return head


def read_head(raw: bytes, path: str) -> Head:
    """Read form.toml; raise FormMalformed, naming `path`."""
    return _convert(raw, Head, path)


def _read_form(head: Head, folder: str, names: Mapping[str, bytes]) -> Form:
    texts = {language: parse_text(names[f"{language}.md"], f"{folder}/{language}.md") for language in head.languages}
    for language, text in texts.items():
        _check_sections(head, text, texts[head.languages[0]].keys, f"{folder}/{language}.md")
    terms = head.terms
    return Form(
        id=head.id,
        version=head.version,
        kind=head.kind,  # type: ignore[arg-type]  # labels never come here
        role=head.role,
        languages=head.languages,
        second_language=head.second_language,
        legal=head.legal,
        terms=Terms(**{name: getattr(terms, name) for name in Terms.__struct_fields__}) if terms else None,
        until=terms.until if terms else None,
        scopes=head.scope,
        texts=MappingProxyType(texts),
        dated=head.dated,
        reconsent=head.reconsent,
        recordings=MappingProxyType(head.recordings),
    )


def _check_sections(head: Head, text: Text, keys: tuple[str, ...], path: str) -> None:
    if (head.kind, head.role) not in REQUIRED:
        raise FormMalformed(f"There is no {head.kind} of role {head.role}.", path=path)
    scopes = {f"scope.{scope.id}" for scope in head.scope}
    children = CHILDREN if set(CHILDREN) & set(text.keys) else ()
    for key in sorted({*REQUIRED[head.kind, head.role], *scopes, *children} - set(text.keys)):
        raise FormTextMissing("The text lacks a section.", path=f"{path}#{key}")
    if scopes != {key for key in text.keys if key.startswith("scope.")}:
        raise FormMalformed("The text asks about a scope that form.toml does not name.", path=path)
    if text.keys != keys:
        raise FormMalformed("The languages do not have the same sections in the same order.", path=path)


def _read_labels(head: Head, folder: str, names: Mapping[str, bytes]) -> Mapping[Language, Mapping[str, str]]:
    labels: dict[Language, Mapping[str, str]] = {}
    for language in head.languages:
        path = f"{folder}/{language}.toml"
        words = _convert(names[f"{language}.toml"], dict[str, Annotated[str, Meta(min_length=1)]], path)
        for key in sorted(words.keys() ^ labels.get(head.languages[0], words).keys()):
            raise FormTextMissing("A label does not stand in every language.", path=f"{path}#{key}")
        labels[language] = MappingProxyType(words)
    return MappingProxyType(labels)


Shape = TypeVar("Shape")


def _convert(raw: bytes, shape: type[Shape], path: str) -> Shape:
    """Read TOML into a type; what the parsers raise, too deep and too long numbers included, is FormMalformed."""
    text = decode(raw, path)
    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except (ValueError, RecursionError) as error:
        raise FormMalformed(f"The file is not as it must be: {error}.", path=path) from None
