"""What an import would change: which rows come, differ and go, by table; of rosters, which name workers, how many."""

from __future__ import annotations

from collections import Counter

from econsent.exchange import TableChange
from econsent.site.places import Register
from econsent.site.rows import TABLES, Row

_KEYS = {"organisation": "bin", "point": "id", "room": "id", "camera": "id"}
"""The column by which a row of a table is known again; a roster's is known by all of it."""
_NAMED = 50


def compare(before: Register, after: Register) -> tuple[TableChange, ...]:
    """Return what differs between two registers, a change for each table."""
    return tuple(
        _by_key(name, key, before.tables[name].rows, after.tables[name].rows)
        if (key := _KEYS.get(name))
        else _by_row(name, before.tables[name].rows, after.tables[name].rows)
        for name in TABLES
    )


def _by_key(table: str, key: str, before: tuple[Row, ...], after: tuple[Row, ...]) -> TableChange:
    old = {str(getattr(row, key)): row for row in before}
    new = {str(getattr(row, key)): row for row in after}
    added = [one for one in new if one not in old]
    changed = [one for one in new if one in old and new[one] != old[one]]
    removed = [one for one in old if one not in new]
    return TableChange(
        table=table, added=len(added), changed=len(changed), removed=len(removed),
        kept=len(new) - len(added) - len(changed), named=tuple([*added, *changed, *removed][:_NAMED]),
    )  # fmt: skip


def _by_row(table: str, before: tuple[Row, ...], after: tuple[Row, ...]) -> TableChange:
    old, new = Counter(before), Counter(after)
    kept = (old & new).total()
    return TableChange(table=table, added=new.total() - kept, changed=0, removed=old.total() - kept, kept=kept)
