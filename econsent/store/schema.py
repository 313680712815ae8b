"""What stands in a database on a server before its first row: our tables, which version they are, and their shape.

The shape (columns, keys, indexes, as the server itself writes them) is kept beside the version: so a check notices an
index that was dropped, or one that the server has marked as unfit.
"""

from __future__ import annotations

from collections.abc import Sequence

from econsent.errors import StoreDamaged, StoreExists, StoreMissing, StoreUnwritable
from econsent.store import citus
from econsent.store.rows import Session, Tables, fetch_all, fetch_one

OWN = Tables.alike("""
CREATE TABLE econsent (id INT PRIMARY KEY, version INT NOT NULL, shape TEXT NOT NULL) KEPT;
CREATE TABLE file (name TEXT PRIMARY KEY, bytes BYTES NOT NULL) KEPT;
""")

_RELATIONS = """
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
    AND d.deptype = 'e')
"""
"""Tables and views that stand here; what belongs to an extension is left out."""
_TABLES = f"SELECT c.relname::text {_RELATIONS} ORDER BY 1"
_COLUMNS = """
SELECT format('column %s.%s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' not null' ELSE '' END)
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND a.attnum > 0 AND NOT a.attisdropped AND c.relname = ?
"""
_INDEXES = """
SELECT format('index %s%s', pg_get_indexdef(i.indexrelid),
    CASE WHEN i.indisvalid AND i.indisready THEN '' ELSE ', unfit' END)
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relname = ?
"""
_PROMISES = ("fsync", "full_page_writes")
"""Without these a power cut loses what was said to be durable, or tears it."""


def lay_out(session: Session, rooms: Sequence[Tables], version: int, *, spread: bool) -> None:
    """Make every room's tables in an empty database, spread over machines by Citus where that is asked for.

    Raises StoreExists where something is in it, StoreUnwritable, or CitusMissing.
    """
    _check_empty(session)
    for tables in (OWN, *rooms):
        for statement in filter(None, map(str.strip, tables.postgres.split(";"))):
            session.execute(statement)
    if spread:
        citus.distribute(session, [name for tables in rooms for name in tables.distributed])
    names = [row[0] for row in fetch_all(session, _TABLES, (), str)]
    shape = "\n".join(line for name in names for line in _shape(session, name))
    session.execute("INSERT INTO econsent VALUES (0, ?, ?)", (version, shape))


def check_version(session: Session, version: int) -> None:
    """Raise StoreMissing where no library is in the database, StoreDamaged where it is of another version."""
    if fetch_one(session, "SELECT to_regclass('econsent') IS NOT NULL", (), bool) != (True,):
        raise _missing()
    row = fetch_one(session, "SELECT version FROM econsent WHERE id = 0", (), int)
    if row != (version,):
        raise StoreDamaged(
            "The database is not of this version of econsent.",
            kept="It was not touched.",
            remedy="Use the version that made it, or restore the last good copy.",
        )


def differences(session: Session) -> list[str]:
    """Return a line for each column or index that is not as it was made, and each promise the server does not keep."""
    row = fetch_one(session, "SELECT shape FROM econsent WHERE id = 0", (), str)
    if row is None:
        raise _missing()
    made = str(row[0]).splitlines()
    names = {line.split()[1].partition(".")[0] for line in made if line.startswith("column ")}
    here = [line for name in sorted(names) for line in _shape(session, name)]
    lost = [f"missing: {line}" for line in made if line not in here]
    strange = [f"not of ours: {line}" for line in here if line not in made]
    return [*lost, *strange, *_broken_promises(session)]


def _shape(session: Session, name: str) -> list[str]:
    rows = [row[0] for query in (_COLUMNS, _INDEXES) for row in fetch_all(session, query, (name,), str)]
    return sorted(rows)


def _broken_promises(session: Session) -> list[str]:
    said = [(name, fetch_one(session, "SELECT current_setting(?)", (name,), str)) for name in _PROMISES]
    return [f"the server runs with {name} = {value[0]}" for name, value in said if value and value[0] != "on"]


def _check_empty(session: Session) -> None:
    encoding = fetch_one(session, "SELECT current_setting('server_encoding')", (), str)
    if encoding != ("UTF8",):
        raise StoreUnwritable(
            "The database does not keep its texts in UTF-8.",
            kept="It was not touched.",
            remedy="Make one with `createdb --encoding=UTF8 --template=template0`.",
        )
    if fetch_one(session, f"{_TABLES} LIMIT 1", (), str) is not None:
        raise StoreExists(
            "The database is not empty.", kept="It was not touched.", remedy="Make a new one with `createdb`."
        )


def _missing() -> StoreMissing:
    return StoreMissing(
        "There is no library in this database.",
        kept="It was not touched.",
        remedy="Check the address, or run `econsent init` with it.",
    )
