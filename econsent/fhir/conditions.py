"""The values of search parameters: what each asks for, and how the self link shows it.

What is shown is written anew from what was understood. A code or identifier that is none of ours finds nothing, and is
shown as ``none``: a client that put a person's number in the wrong place must not find it in a link.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, cast, get_args

import msgspec
from msgspec import Struct

from econsent import identity
from econsent.errors import BinInvalid, EconsentError, SearchInvalid
from econsent.fhir import terminology as terms
from econsent.fhir.dates import Reach, moments, reaches
from econsent.record import Identifier

MAX_COUNT = 200
"""Consents on one page at most; who asks for more gets so many."""
PAGE = 50
"""Consents on one page where nothing is said."""

Sort = Literal["_lastUpdated", "-_lastUpdated", "date", "-date"]
Format = Literal["json", "xml"]
Token = tuple[str | None, str]
"""A system, None where any will do, and a code."""
Reader = Callable[[Sequence[str], str], tuple[Any, str]]
"""Return what the values of a parameter ask for, None for nothing, and how they are shown; raise SearchInvalid."""

_NONE = "none"
_STATES = frozenset(
    {"draft", "proposed", "active", "rejected", "inactive", "not-done", "entered-in-error", "unknown"}
)  # R4's and R5's together: what a release does not have finds nothing
CONSENT = re.compile(
    r"(?:https?://[^\s?#]+/)?Consent/(?P<id>[A-Za-z0-9.-]{1,64})(?:/_history/(?P<version>[A-Za-z0-9.-]{1,64}))?"
)
"""A reference to a Consent, relative or absolute, and perhaps to one of its versions."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z_.:-]{0,63}")
_ID = re.compile(r"[0-9a-f-]{36}-\d{1,2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[a-z][a-z._-]{0,63}")
_ESCAPED = re.compile(r"\\([,|$\\])")


class Named(Struct, frozen=True, kw_only=True):
    """Consents by their own id, or by the digest of the statement that they come from."""

    ids: frozenset[str] = frozenset()
    digests: frozenset[str] = frozenset()


def values(text: str, name: str) -> list[str]:
    """Return the alternatives of a value; a comma after a backslash parts nothing. Raise SearchInvalid."""
    parts = re.split(r"(?<!\\),", text)
    if not all(parts):
        raise SearchInvalid("A parameter has an empty value.", path=name)
    return parts


def shown_name(name: str) -> str:
    """Return a parameter's name for an error, unless it is none that anybody would have thought of."""
    return name if _NAME.fullmatch(name) else ""


def token(text: str, name: str) -> Token:
    """Return a token's system and code; raise SearchInvalid."""
    system, bar, code = text.partition("|")
    if not bar:
        return None, _plain(system)
    if not code:
        raise SearchInvalid("A token has a system and no code.", remedy="Write SYSTEM|CODE.", path=name)
    return _plain(system), _plain(code)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


# ── who ───────────────────────────────────────────────────────────────────────────────────


def person(said: Token, name: str) -> Identifier:
    """Return the identifier of a person; raise SearchInvalid for one without its system, or that nobody can have."""
    system, value = said
    try:
        return msgspec.convert({"system": terms.register_of(system or ""), "value": value}, Identifier)
    except (msgspec.ValidationError, EconsentError):
        raise SearchInvalid(
            "An identifier of a person cannot be read.",
            remedy=f"Write it with its system, as {terms.system_of('kz.iin')}|NUMBER.",
            path=name,
        ) from None


def organisations(tokens: Iterable[Token]) -> tuple[frozenset[str], str]:
    """Return the BINs that are named."""
    bins = [code if system in (terms.BIN, None) and _is_bin(code) else _NONE for system, code in tokens]
    return frozenset(bins) - {_NONE}, ",".join(f"{terms.BIN}|{code}" for code in bins)


def _is_bin(text: str) -> bool:
    try:
        return identity.parse_bin(text) == text
    except BinInvalid:
        return False


# ── which ─────────────────────────────────────────────────────────────────────────────────


def ids(said: Sequence[str], _: str) -> tuple[Named, str]:
    """Read `_id`."""
    known = [text if is_id(text) else _NONE for text in said]
    return Named(ids=frozenset(known) - {_NONE}), ",".join(known)


def identifiers(said: Sequence[str], name: str) -> tuple[Named, str]:
    """Read `identifier`: the id under our system, or the digest of the statement."""
    tokens = [token(text, name) for text in said]
    own = [code for system, code in tokens if system in (terms.CONSENT, None) and is_id(code)]
    digests = [code for system, code in tokens if system in (terms.STATEMENT, None) and _DIGEST.fullmatch(code)]
    shown = [f"{terms.CONSENT}|{code}" for code in own] + [f"{terms.STATEMENT}|{code}" for code in digests]
    return Named(ids=frozenset(own), digests=frozenset(digests)), ",".join(shown) or f"{terms.CONSENT}|{_NONE}"


def is_id(text: str) -> bool:
    """Say whether this can be the id of a Consent."""
    if not _ID.fullmatch(text):
        return False
    try:
        return str(uuid.UUID(text[:36])) == text[:36]
    except ValueError:
        return False


def statuses(said: Sequence[str], name: str) -> tuple[frozenset[str], str]:
    """Read `status`; a word that is no state of a Consent is refused."""
    tokens = [token(text, name) for text in said]
    if any(system not in (terms.CONSENT_STATES, None) or code not in _STATES for system, code in tokens):
        raise SearchInvalid("A status is none that a Consent can have.", path=name)
    codes = [code for _, code in tokens]
    return frozenset(codes), ",".join(codes)


def categories(said: Sequence[str], name: str) -> tuple[frozenset[str], str]:
    """Read `category`: our scopes, or HL7's codes for them."""
    tokens = [token(text, name) for text in said]
    scopes = [terms.scopes_with(system, code) for system, code in tokens]
    shown = [_shown_code(pair, found) for pair, found in zip(tokens, scopes, strict=True)]
    return frozenset().union(*scopes), ",".join(shown)


def _shown_code(said: Token, scopes: frozenset[str]) -> str:
    system, code = said
    known = scopes and (scopes != {code} or _WORD.fullmatch(code))
    return ("" if system is None else f"{system}|") + code if known else _NONE


def consent_scopes(said: Sequence[str], name: str) -> tuple[frozenset[str] | None, str]:
    """Read R4's `scope`: all Consents here have one, so that it asks for nothing, and any other finds nothing."""
    tokens = {token(text, name) for text in said}
    every = tokens & {(terms.CONSENT_SCOPE, "patient-privacy"), (None, "patient-privacy")}
    return (None, "patient-privacy") if every else (frozenset(), _NONE)


def moments_of(said: Sequence[str], name: str) -> tuple[tuple[Reach, ...], str]:
    """Read a date parameter of something that is a moment."""
    return tuple(reach for text in said for reach in moments(text, name)), ",".join(said)


def periods(said: Sequence[str], name: str) -> tuple[tuple[Reach, ...], str]:
    """Read a date parameter of a period."""
    return tuple(reach for text in said for reach in reaches(text, name)), ",".join(said)


# ── how it is given ───────────────────────────────────────────────────────────────────────


def count(text: str) -> int:
    """Read `_count`."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise SearchInvalid("A page has a whole number of entries.", path="_count")
    return min(int(text), MAX_COUNT)


def total(text: str) -> bool | None:
    """Read `_total`: every total here is accurate, or not given."""
    return {"none": False, "estimate": True, "accurate": True}.get(text)


def summary(text: str) -> int | None:
    """Read `_summary`: only the number, which is a page without entries."""
    return 0 if text == "count" else None


def sort(text: str) -> Sort | None:
    """Read `_sort`."""
    return cast("Sort", text) if text in get_args(Sort) else None


def format_of(text: str) -> Format:
    """Read `_format` or a media type; raise SearchInvalid for one that is not written here."""
    word = text.partition(";")[0].strip().replace(" ", "+")  # a plus sign that a form did not escape
    for known in get_args(Format):
        if word in (known, f"application/{known}", f"application/fhir+{known}", f"text/{known}"):
            return cast("Format", known)
    raise SearchInvalid("This format is not written here.", remedy="Ask for json or xml.", path="_format")
