"""Which version of something that people edit stands now, and who made it: so that two do not overwrite each other.

A version is counted in the transaction of the change itself. Who made it and why is sealed, bound to what it is of.
"""

from __future__ import annotations

import msgspec

from econsent import instant
from econsent.access import Asker, Intent
from econsent.errors import ChangedMeanwhile
from econsent.store.rows import Packed, Room, Session, Tables, fetch_one
from econsent.store.vault import Vault

TABLES = Tables.alike("""
CREATE TABLE revision (resource TEXT PRIMARY KEY, number INT NOT NULL, record BYTES NOT NULL) KEPT;
""")

SITE = "site"
"""What the versions of the site's register are counted under; a principal, subscriber or station goes by its id."""
_ROW = "revision"


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A version: its number from 1, when (µs) it came, by whose id, by which verb, and why."""

    number: int
    at: int
    by: str
    verb: str
    reason: str = ""


_record = Packed(Revision)
_encode = msgspec.msgpack.Encoder().encode


class Revisions(Room):
    """The versions of a library."""

    def number(self, resource: str) -> int:
        """Return the number of the version that stands, 0 before the first."""
        row = self._one("SELECT number FROM revision WHERE resource = ?", (resource,), int)
        return 0 if row is None else row[0]

    def of(self, vault: Vault, resource: str) -> Revision | None:
        """Return the version that stands, None before the first; raise StoreDamaged."""
        row = self._one("SELECT record FROM revision WHERE resource = ?", (resource,), bytes)
        return None if row is None else open_revision(vault, resource, row[0])

    def numbers(self) -> dict[str, int]:
        """Return the number of every version that stands, by what it is of."""
        return dict(self._all("SELECT resource, number FROM revision", (), str, int))

    def records(self) -> list[tuple[str, int, bytes]]:
        """Return every version as it is kept: what it is of, its number, and the sealed record."""
        rows = self._all("SELECT resource, number, record FROM revision ORDER BY resource", (), str, int, bytes)
        return [(resource, number, record) for resource, number, record in rows]


def revise(session: Session, vault: Vault, resource: str, intent: Intent, *, at: int, asker: Asker, verb: str) -> int:
    """Count a version in the transaction that makes it, and return its number.

    Raises ChangedMeanwhile where another version stands than the one that was seen.
    """
    sql = "UPDATE revision SET number = number WHERE resource = ? RETURNING number, record"  # held until the end
    row = fetch_one(session, sql, (resource,), int, bytes)
    stands = 0 if row is None else row[0]
    if intent.version not in (None, stands):
        raise meanwhile(None if row is None else open_revision(vault, resource, row[1]))
    made = Revision(number=stands + 1, at=at, by=asker.id, verb=verb, reason=intent.reason)
    record = vault.seal_row(resource.encode(), _ROW, _encode(made))
    session.execute(
        "INSERT INTO revision VALUES (?, ?, ?)"
        " ON CONFLICT (resource) DO UPDATE SET number = excluded.number, record = excluded.record",
        (resource, made.number, record),
    )
    return made.number


def open_revision(vault: Vault, resource: str, record: bytes) -> Revision:
    """Return a version as it was made; raise StoreDamaged."""
    return _record.decode(vault.open_row(resource.encode(), _ROW, record))


def meanwhile(stands: Revision | None) -> ChangedMeanwhile:
    """Return what whoever comes second is told: what the first did, who that was, when, and why."""
    if stands is None:
        return ChangedMeanwhile("Nothing of this version is known here.", kept="Nothing was changed.")
    moment = instant.render(stands.at)
    return ChangedMeanwhile(
        f"Somebody has changed this meanwhile: {stands.verb} by {stands.by} at {moment}"
        + (f", because: {stands.reason}" if stands.reason else "."),
        kept="Nothing was changed by you.",
        version=stands.number,
        at=moment,
        by=stands.by,
        verb=stands.verb,
        reason=stands.reason,
    )
