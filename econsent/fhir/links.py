"""The links of a page: they name every parameter that was used, and never a person (SPEC 12.3, 14.9)."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec

from econsent.fhir import terminology as terms
from econsent.fhir.search import CURSOR, ConsentSearch, Seal


def self_link(base: str, search: ConsentSearch, seal: Seal) -> str:
    """Return the address that asks the same again; where it would name a person, a sealed value stands instead."""
    if not search.used:
        return f"{base}/Consent"
    personal = not all(value for _, value in search.used)
    sealed = f"{terms.SEALED}|{_seal(search, seal)}" if personal else ""
    return f"{base}/Consent?{urlencode([(name, value or sealed) for name, value in search.used], safe=':,')}"


def next_link(base: str, search: ConsentSearch, after: tuple[int, ...], seal: Seal) -> str:
    """Return the address of the page that begins after a place in the index: all of the search, sealed."""
    return f"{base}/Consent?{urlencode([(CURSOR, _seal(msgspec.structs.replace(search, after=after), seal))])}"


def _seal(search: ConsentSearch, seal: Seal) -> str:
    return seal(msgspec.structs.replace(search, used=()))
