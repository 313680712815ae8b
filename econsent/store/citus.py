"""Spreading a library over many machines: Citus, an extension of PostgreSQL, parts tables by a column (ADR 0015)."""

from __future__ import annotations

from collections.abc import Sequence

from econsent.errors import CitusMissing
from econsent.store.rows import Session, fetch_one

COLUMN = "person"
"""The keyed hash of whom a row is about: all of a person's rows lie together, on one machine."""

_KNOWN = "SELECT 1 FROM pg_catalog.pg_proc WHERE proname = 'create_distributed_table' LIMIT 1"


def distribute(session: Session, names: Sequence[str]) -> None:
    """Part tables, which must be empty, by their column `person`, all in one way; raise CitusMissing."""
    if fetch_one(session, _KNOWN, (), int) is None:
        raise CitusMissing(
            "The database does not have Citus.",
            kept="Nothing was begun.",
            remedy="Install it on every machine and run `CREATE EXTENSION citus`, or leave out --citus.",
        )
    for name in names:
        beside = "none" if name == names[0] else names[0]
        session.execute("SELECT create_distributed_table(?::regclass, ?, colocate_with => ?)", (name, COLUMN, beside))
