"""Whoever comes second: what somebody else changed meanwhile, who that was, when and why, for the page that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from econsent.errors import ChangedMeanwhile, EconsentError
from econsent.server.access import beside
from econsent.server.console.visit import Visit


@dataclass(frozen=True, slots=True)
class Former:
    """A change that came first: who made it (a name, or the id of what has none), when, by which verb, and why.

    `link` is where more of it is shown.
    """

    who: str
    at: str
    verb: str
    reason: str = ""
    link: str = ""


async def former_of(visit: Visit, error: EconsentError | None) -> Former | None:
    """Return what came first, where that is what an error says."""
    if not isinstance(error, ChangedMeanwhile) or not error.at:
        return None
    names = await names_of(visit, [error.by])
    return Former(names.get(error.by, error.by), error.at, error.verb, error.reason)


async def names_of(visit: Visit, ids: Iterable[str]) -> dict[str, str]:
    """Return what the people, keys and clients of some ids are called; an id of nobody here has no name."""
    return await beside(visit.library.door.names_of, ids)
