"""A search for Consents, read from the parameters of a GET or a POST into one frozen type (SPEC 14.8).

A comma is OR, a parameter given again is AND. A parameter that is not known here is left out, so that the self link
does not name it, and refused where the client asked for strict handling. A value that cannot be read is always refused:
what is not understood must not turn into fewer conditions. Persons and organisations are named by identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from econsent.errors import SearchInvalid
from econsent.fhir import conditions as read
from econsent.fhir import terminology as terms
from econsent.fhir.conditions import PAGE, Format, Named, Sort, Token
from econsent.fhir.dates import Reach
from econsent.fhir.published import Release
from econsent.record import Identifier

CURSOR = "_cursor"
"""The parameter of a next link: a sealed search."""

_MAX_VALUES = 100
"""Alternatives and repetitions in one search, together."""


class ConsentSearch(Struct, frozen=True, kw_only=True):
    """What is searched for: every tuple is AND, what lies in it is OR; an empty set finds nothing.

    `persons` are subjects and `grantors` who spoke, by identifier: of all this, they alone are personal. `patients`
    leaves staff out, `organisations` are BINs. `updated` and `made` ask of moments, `period` of the Consent's period,
    all in microseconds. No entries are wanted where `count` is 0; where `total` is None the library may count or not.
    `used` are the parameters understood, as the self link names them; a value that is empty there was personal. `after`
    is where the page before ended, in the terms of whoever keeps the index.
    """

    release: Release
    named: tuple[Named, ...] = ()
    persons: tuple[frozenset[Identifier], ...] = ()
    patients: bool = False
    grantors: tuple[frozenset[Identifier], ...] = ()
    organisations: tuple[frozenset[str], ...] = ()
    statuses: tuple[frozenset[str], ...] = ()
    scopes: tuple[frozenset[str], ...] = ()
    updated: tuple[tuple[Reach, ...], ...] = ()
    made: tuple[tuple[Reach, ...], ...] = ()
    period: tuple[tuple[Reach, ...], ...] = ()
    sort: Sort = "-_lastUpdated"
    count: int = PAGE
    total: bool | None = None
    format: Format | None = None
    used: tuple[tuple[str, str], ...] = ()
    after: tuple[int, ...] = ()


Seal = Callable[[ConsentSearch], str]
"""Return a text of letters, digits, ``-`` and ``_`` that only this library can open, and that names nobody."""
Unseal = Callable[[str], ConsentSearch]
"""Open what `Seal` made; raise SearchInvalid for anything else."""

CONDITIONS: Mapping[str, tuple[str, read.Reader]] = {
    "_id": ("named", read.ids),
    "_lastUpdated": ("updated", read.moments_of),
    "category": ("scopes", read.categories),
    "date": ("made", read.moments_of),
    "identifier": ("named", read.identifiers),
    "period": ("period", read.periods),
    "scope": ("scopes", read.consent_scopes),
    "status": ("statuses", read.statuses),
}
"""Parameter → the field of a search it fills, and what reads its value. `scope` is R4's."""
REFERENCES: Mapping[Release, frozenset[str]] = {
    "R4": frozenset({"actor", "consentor", "organization", "patient", "subject"}),
    "R5": frozenset({"controller", "grantee", "manager", "patient", "subject"}),
}
"""Who is searched for by identifier. In R4 `subject` is taken too: left out, it would find everybody's."""
_ORGANISATIONS = frozenset({"actor", "organization", "controller", "grantee", "manager"})
_RESULT: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "_count": ("count", read.count),
    "_format": ("format", read.format_of),
    "_sort": ("sort", read.sort),
    "_summary": ("count", read.summary),
    "_total": ("total", read.total),
}


def parse(pairs: Iterable[tuple[str, str]], release: Release, unseal: Unseal, *, strict: bool = False) -> ConsentSearch:
    """Return the search that parameters, decoded and in order, ask for; raise SearchInvalid, which repeats no value."""
    given = list(pairs)
    if any(name == CURSOR for name, _ in given):
        return _continued(given, release, unseal)
    if sum(value.count(",") + 1 for _, value in given) > _MAX_VALUES:
        raise SearchInvalid(f"A search has at most {_MAX_VALUES} values.", remedy="Search in parts.")
    reading = _Reading(release, unseal)
    for name, value in given:
        if not reading.take(name, value) and strict:
            raise SearchInvalid(
                "Strict handling was asked for, and a parameter or its value is not supported here.",
                remedy="The CapabilityStatement lists what is.",
                path=read.shown_name(name),
            )
    return reading.search()


def _continued(given: Sequence[tuple[str, str]], release: Release, unseal: Unseal) -> ConsentSearch:
    """Return the search that a next link continues; only a format may stand beside its cursor."""
    others = {name for name, _ in given} - {CURSOR, "_format"}
    cursors = [value for name, value in given if name == CURSOR]
    if others or len(cursors) != 1:
        raise SearchInvalid("Nothing can be added to a next link.", remedy="Follow it as it is.", path=CURSOR)
    search = unseal(cursors[0])
    if search.release != release:
        raise SearchInvalid("The next link is of another release.", remedy="Follow it as it is.", path=CURSOR)
    formats = [read.format_of(value) for name, value in given if name == "_format"]
    used = [(CURSOR, cursors[0]), *(("_format", one) for one in formats)]
    return msgspec.structs.replace(search, used=tuple(used), format=formats[-1] if formats else search.format)


class _Reading:
    """The fields of a search while its parameters are read."""

    def __init__(self, release: Release, unseal: Unseal) -> None:
        self.release: Release = release
        self.unseal = unseal
        self.conditions: dict[str, list[Any]] = {}
        self.result: dict[str, Any] = {}
        self.patients = release == "R4"
        self.used: list[tuple[str, str]] = []

    def search(self) -> ConsentSearch:
        """Return what was read."""
        fields: dict[str, Any] = self.result | {name: tuple(every) for name, every in self.conditions.items()}
        return ConsentSearch(release=self.release, patients=self.patients, used=tuple(self.used), **fields)

    def take(self, name: str, value: str) -> bool:
        """Read one parameter; say whether it and its value are supported."""
        base, modifier = _split(name)
        if name in _RESULT:
            return self._result(name, value)
        if base in REFERENCES[self.release]:
            self._reference(name, base, modifier, value)
            return True
        if base not in CONDITIONS or (base == "scope" and self.release != "R4"):
            return False
        if modifier:
            raise SearchInvalid("This parameter has no such modifier here.", path=read.shown_name(name))
        field, reader = CONDITIONS[base]
        condition, shown = reader(read.values(value, name), name)
        if condition is not None:
            self._add(field, condition)
        self.used.append((name, shown))
        return True

    def _add(self, field: str, *conditions: object) -> None:
        self.conditions.setdefault(field, []).extend(conditions)

    def _reference(self, name: str, base: str, modifier: str, value: str) -> None:
        """Read whom a reference names: only by identifier, for nobody has a resource here."""
        kind = "Organization" if base in _ORGANISATIONS else "Patient"
        if modifier not in (":identifier", ".identifier", f":{kind}.identifier"):
            raise SearchInvalid(
                "Persons and organisations are searched for by their identifiers.",
                remedy=f"Write {base}:identifier=SYSTEM|VALUE or {base}.identifier=SYSTEM|VALUE.",
                path=base,
            )
        tokens = [read.token(text, base) for text in read.values(value, base)]
        if base in _ORGANISATIONS:
            condition, shown = read.organisations(tokens)
            self._add("organisations", condition)
        else:
            field, shown = "grantors" if base == "consentor" else "persons", ""
            self._add(field, *self._people(field, tokens, base))
            self.patients |= base == "patient" or (base == "subject" and modifier == ":Patient.identifier")
        self.used.append((name, shown))

    def _people(self, field: str, tokens: Sequence[Token], base: str) -> Sequence[frozenset[Identifier]]:
        if [system for system, _ in tokens] == [terms.SEALED]:
            sealed: tuple[frozenset[Identifier], ...] = getattr(self.unseal(tokens[0][1]), field)
            return sealed
        return [frozenset(read.person(token, base) for token in tokens)]

    def _result(self, name: str, value: str) -> bool:
        field, reader = _RESULT[name]
        if name in dict(self.used):
            raise SearchInvalid("This parameter is given twice.", path=name)
        found = reader(value)
        if found is None:
            return False
        if self.result.get(field) != 0:  # no entries are wanted, whatever stands beside it
            self.result[field] = found
        self.used.append((name, str(found) if name in ("_count", "_format") else value))
        return True


def _split(name: str) -> tuple[str, str]:
    """Return a parameter's name and what follows it: a modifier, a chain or nothing."""
    base = re.split("[.:]", name, maxsplit=1)[0]
    return base, name[len(base) :]
