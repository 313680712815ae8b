"""The console's own words in three languages: data beside the templates, never consent texts.

What was found in a site or a form (`finding`, `formfinding`) the library itself says in English: kk and ru have it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import get_args

from econsent.record import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def words(language: Language) -> Mapping[str, str]:
    """Return everything that the console says in a language, by dotted key."""
    said = resources.files("econsent.server.console") / "locale" / f"{language}.toml"
    return dict(_flat(tomllib.loads(said.read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, object], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, dict):
            found += _flat(value, f"{key}.")
        else:
            found.append((key, str(value)))
    return found


def chosen(cookie: str | None, accepted: str) -> Language:
    """Return the language of a visit: the one chosen before, else the first that the browser accepts, else Kazakh."""
    if cookie in LANGUAGES:
        return cookie
    ranges = (part.partition(";")[0].strip().lower().partition("-")[0] for part in accepted.split(","))
    return next((one for one in ranges if one in LANGUAGES), "kk")
