"""Searches for what proves and what was asked: Provenance, DocumentReference, AuditEvent (SPEC 14.8).

Read by the same rules as a search for Consents. None of these is searched for by person, so that links need no seal.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from econsent.errors import SearchInvalid
from econsent.fhir import conditions as read
from econsent.fhir import terminology as terms
from econsent.fhir.conditions import PAGE, Format
from econsent.fhir.dates import Reach

Kind = Literal["AuditEvent", "DocumentReference", "Provenance"]
CURSOR = "_cursor"
_NONE = "none"
_ASKER = re.compile(r"[a-z][a-z0-9-]{0,63}")
_NUMBER = re.compile(r"\d{1,11}", re.ASCII)
"""A place in the log or in the trail: shorter than any number of a person, so that it may stand in a link."""


class Target(Struct, frozen=True):
    """A Consent, and one of its versions where that is asked for."""

    consent: str
    index: int | None = None


class Lookup(Struct, frozen=True, kw_only=True):
    """What is searched for: every tuple is AND, what lies in it is OR; an empty set finds nothing.

    `ids` are those of statements, or numbers of the audit trail; `digests` statements; `targets` Consents; `askers` who
    asked; `made` when. `after` is the number after which a page of the audit trail begins.
    """

    kind: Kind
    ids: tuple[frozenset[str], ...] = ()
    digests: tuple[frozenset[str], ...] = ()
    targets: tuple[frozenset[Target], ...] = ()
    askers: tuple[frozenset[str], ...] = ()
    made: tuple[tuple[Reach, ...], ...] = ()
    count: int = PAGE
    format: Format | None = None
    used: tuple[tuple[str, str], ...] = ()
    after: int = 0


def parse(pairs: Iterable[tuple[str, str]], kind: Kind, *, strict: bool = False) -> Lookup:
    """Return what parameters, decoded and in order, ask for; raise SearchInvalid, which repeats no value."""
    many: dict[str, list[Any]] = {}
    single: dict[str, Any] = {}
    used: list[tuple[str, str]] = []
    for name, value in pairs:
        if name in PARAMETERS[kind]:
            field, _, reader = PARAMETERS[kind][name]
            condition, shown = reader(read.values(value, name), name)
            many.setdefault(field, []).append(condition)
            used.append((name, shown))
        elif name in _RESULT:
            field, reads = _RESULT[name]
            if field in single:
                raise SearchInvalid("This parameter is given twice.", path=name)
            single[field] = reads(value)
            used.append((name, str(single[field])))
        elif strict:
            raise SearchInvalid(
                "Strict handling was asked for, and a parameter is not supported here.",
                remedy="The CapabilityStatement lists what is.",
                path=read.shown_name(name),
            )
    conditions: dict[str, Any] = single | {name: tuple(every) for name, every in many.items()}
    return Lookup(kind=kind, used=tuple(used), **conditions)


def self_link(base: str, lookup: Lookup) -> str:
    """Return the address that asks the same again."""
    asked = urlencode(lookup.used, safe=":,/")
    return f"{base}/{lookup.kind}" + (f"?{asked}" if asked else "")


def next_link(base: str, lookup: Lookup, after: int) -> str:
    """Return the address of the page that begins after a number of the audit trail."""
    used = [(name, value) for name, value in lookup.used if name != CURSOR]
    return self_link(base, msgspec.structs.replace(lookup, used=(*used, (CURSOR, str(after)))))


# ── values ────────────────────────────────────────────────────────────────────────────────


def _statements(said: Sequence[str], _: str) -> tuple[frozenset[str], str]:
    known = [text if _is_uuid(text) else _NONE for text in said]
    return frozenset(known) - {_NONE}, ",".join(known)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _numbers(said: Sequence[str], _: str) -> tuple[frozenset[str], str]:
    known = [text if _NUMBER.fullmatch(text) else _NONE for text in said]
    return frozenset(known) - {_NONE}, ",".join(known)


def _digests(said: Sequence[str], name: str) -> tuple[frozenset[str], str]:
    named, shown = read.identifiers(said, name)
    return named.digests, shown


def _targets(said: Sequence[str], name: str) -> tuple[frozenset[Target], str]:
    """Read references to Consents; any other reference is refused, for nothing else has a Provenance here."""
    found = [read.CONSENT.fullmatch(text) for text in said]
    if any(one is None for one in found):
        raise SearchInvalid("A target is no Consent.", remedy="Write Consent/ID.", path=name)
    targets = [_target(one) for one in found if one is not None]
    return frozenset(one for one in targets if one is not None), ",".join(_shown(one) for one in targets)


def _target(found: re.Match[str]) -> Target | None:
    version = found["version"]
    if not read.is_id(found["id"]) or not (version is None or _NUMBER.fullmatch(version)):
        return None
    return Target(found["id"], None if version is None else int(version))


def _shown(target: Target | None) -> str:
    if target is None:
        return f"Consent/{_NONE}"
    return f"Consent/{target.consent}" + ("" if target.index is None else f"/_history/{target.index}")


def _askers(said: Sequence[str], name: str) -> tuple[frozenset[str], str]:
    tokens = [read.token(text, name) for text in said]
    known = [code if system in (terms.ASKER, None) and _ASKER.fullmatch(code) else _NONE for system, code in tokens]
    return frozenset(known) - {_NONE}, ",".join(f"{terms.ASKER}|{code}" for code in known)


def _after(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise SearchInvalid("The next link is none of ours.", remedy="Follow it as it is.", path=CURSOR)
    return int(text)


Parameter = tuple[str, str, read.Reader]
"""The field of a lookup that a parameter fills, its type in FHIR, and what reads its value."""
PARAMETERS: Mapping[Kind, Mapping[str, Parameter]] = {
    "AuditEvent": {
        "_id": ("ids", "token", _numbers),
        "agent:identifier": ("askers", "reference", _askers),
        "agent.identifier": ("askers", "reference", _askers),
        "date": ("made", "date", read.moments_of),
    },
    "DocumentReference": {
        "_id": ("ids", "token", _statements),
        "identifier": ("digests", "token", _digests),
    },
    "Provenance": {
        "_id": ("ids", "token", _statements),
        "target": ("targets", "reference", _targets),
    },
}
_RESULT: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "_count": ("count", read.count),
    "_format": ("format", read.format_of),
    CURSOR: ("after", _after),
}
