"""The versions of a site's register: each import whole, sealed, with the moment it came. Nothing is ever changed.

A version is sealed under the vault and bound to its number and moment: rosters hold people's numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from econsent.access import Asker, Intent
from econsent.store.revisions import SITE, revise
from econsent.store.rows import SITE_LANE, Room, Session, Tables, fetch_one
from econsent.store.vault import Vault

TABLES = Tables.alike("""
CREATE TABLE site (number INT PRIMARY KEY, at INT NOT NULL, sealed BYTES NOT NULL) KEPT;
CREATE INDEX site_by_moment ON site (at, number);
""")

_OWNER = b"site"
_NEWEST = "SELECT number, at FROM site ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """Which version: its number from 1, and since when (µs) it is known; 0 before the first."""

    number: int
    at: int


NONE = Edition(0, 0)


class Sites(Room):
    """The versions kept in a library."""

    @contextmanager
    def adding(self) -> Iterator[SitesPen]:
        """Run a block as one durable transaction; no other version comes in between."""
        with self.engine.writing(SITE_LANE) as session:
            yield SitesPen(session)

    def newest(self) -> Edition:
        """Return the newest version."""
        row = self._one(_NEWEST, (), int, int)
        return NONE if row is None else Edition(*row)

    def known_at(self, moment: int) -> Edition:
        """Return the version that was known at a moment (µs)."""
        sql = "SELECT number, at FROM site WHERE at <= ? ORDER BY at DESC, number DESC LIMIT 1"
        row = self._one(sql, (moment,), int, int)
        return NONE if row is None else Edition(*row)

    def editions(self) -> list[Edition]:
        """Return every version, oldest first."""
        return [Edition(*row) for row in self._all("SELECT number, at FROM site ORDER BY number", (), int, int)]

    def content(self, edition: Edition, vault: Vault) -> bytes | None:
        """Return what a version holds, None where it is not there; raise StoreDamaged for one that was changed."""
        row = self._one("SELECT sealed FROM site WHERE number = ?", (edition.number,), bytes)
        return None if row is None else vault.open_row(_OWNER, _bound(edition), row[0])


class SitesPen:
    """What may be done inside a transaction of the register."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def newest(self) -> Edition:
        """Return the newest version."""
        row = fetch_one(self._session, _NEWEST, (), int, int)
        return NONE if row is None else Edition(*row)

    def revise(self, vault: Vault, intent: Intent, *, at: int, asker: Asker) -> int:
        """Count a version of the register and return its number; raise ChangedMeanwhile."""
        return revise(self._session, vault, SITE, intent, at=at, asker=asker, verb="site.import")

    def add(self, edition: Edition, content: bytes, vault: Vault) -> None:
        """Keep a version, sealed."""
        sealed = vault.seal_row(_OWNER, _bound(edition), content)
        self._session.execute("INSERT INTO site VALUES (?, ?, ?)", (edition.number, edition.at, sealed))


def _bound(edition: Edition) -> str:
    return f"register {edition.number} {edition.at}"
