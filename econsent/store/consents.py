"""The index of Consents: a row for each decision, by which searches find it (SPEC 14.15).

The columns in clear only find. What a row says is sealed beside them (`Mark`), bound to its person and place, and what
is written of a statement is sealed under the person's key. No page looks at more than `SCAN` rows, however many there
are: a page that found little says where the next one begins.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from econsent.fhir.published import State, Status, period
from econsent.standing import Role
from econsent.store.rows import OR_NULL, Packed, Room, Session, Tables, changed, insert, marks
from econsent.store.vault import Vault
from econsent.store.wanted import GONE, HERE, PLACES, Place, Terms, Wanted, row_id, strength_code

_TABLES = Tables.alike("""
CREATE TABLE consent_sort (sort TEXT PRIMARY KEY) KEPT;
CREATE TABLE consent (
    person BYTES NOT NULL, id INT NOT NULL, scope TEXT, role TEXT, grantor BYTES, status TEXT NOT NULL,
    strength INT NOT NULL, beside INT NOT NULL, updated INT NOT NULL, made INT NOT NULL, starts INT, ends INT,
    sort TEXT NOT NULL, device TEXT NOT NULL, mark BYTES NOT NULL, PRIMARY KEY (person, id)) KEPT;
CREATE INDEX consent_by_update ON consent (updated, id);
CREATE INDEX consent_by_making ON consent (made, id);
CREATE INDEX consent_by_sort ON consent (sort, made, id, person, ends);
CREATE INDEX consent_by_device ON consent (device, sort, made, id, person, ends);
CREATE INDEX consent_by_grantor ON consent (grantor, id) WHERE grantor IS NOT NULL;
CREATE INDEX consent_seldom ON consent (status, updated, id) WHERE status IN ('entered-in-error', 'not-done');
CREATE INDEX person_forgotten ON person (person) WHERE wrapped_key IS NULL;
""")
SCAN = 2000
"""Rows that a page without a person looks at, at most."""
TABLES = Tables(
    sqlite=_TABLES.sqlite
    + """
CREATE TABLE rendered (person BLOB NOT NULL, idx INTEGER PRIMARY KEY, r5 BLOB NOT NULL, r4 BLOB) STRICT;
""",
    postgres=_TABLES.postgres
    + """
CREATE TABLE rendered (
    person BYTEA NOT NULL, idx BIGINT NOT NULL, r5 BYTEA NOT NULL, r4 BYTEA, PRIMARY KEY (person, idx));
ALTER TABLE rendered ALTER COLUMN r5 SET STORAGE EXTERNAL, ALTER COLUMN r4 SET STORAGE EXTERNAL;
""",
    distributed=("consent", "rendered"),
)


_COLUMNS = "person, id, scope, role, grantor, status, strength, beside, updated, made, starts, ends, sort, device, mark"


class Mark(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a row says: its state, and the statement that brought it about: its index, and when it was logged (µs)."""

    version: int
    updated: int
    state: State


class Sort(msgspec.Struct, frozen=True, gc=False):
    """What a list of decisions asks for, all of it in clear beside the row; `strength` is a `strength_code`."""

    scope: str | None
    role: Role | None
    status: Status
    strength: int
    beside: bool

    @property
    def text(self) -> str:
        """The sort as its column has it."""
        return f"{self.scope or _NO_WORD} {self.role or _NO_WORD} {self.status} {self.strength} {int(self.beside)}"

    def meets(self, wanted: Wanted) -> bool | None:
        """Say whether rows of the sort are wanted, as far as sorts tell; None where only their marks do."""
        if wanted.scopes is not None and self.scope not in wanted.scopes:
            return False
        if wanted.roles is not None and self.role not in wanted.roles and not (self.role is None and wanted.nobody):
            return False
        if wanted.statuses is None or (self.beside and not wanted.is_seldom):
            return True if wanted.statuses is None else None
        weak = self.status == "active" and wanted.accepted is not None and self.strength not in wanted.accepted
        return ("inactive" if weak else self.status) in wanted.statuses

    @classmethod
    def read(cls, text: str) -> Sort:
        """Return the sort of a column; raise StoreDamaged."""
        words: list[Any] = [None if word == _NO_WORD else word for word in text.split(" ")]
        try:
            scope, role, status, strength, beside = words
            said = {"scope": scope, "role": role, "status": status, "strength": int(strength), "beside": beside == "1"}
            return msgspec.convert(said, cls)
        except (msgspec.ValidationError, ValueError, TypeError):
            raise changed() from None


_NO_WORD = "-"
_encode = msgspec.msgpack.Encoder().encode
_mark = Packed(Mark)


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A decision as it is indexed; `made` and the bounds of its period in microseconds, `grantor` if not the person."""

    index: int
    position: int
    person: bytes
    scope: str | None
    role: Role | None
    grantor: bytes | None
    made: int
    starts: int | None
    device: str
    mark: Mark

    @property
    def sort(self) -> Sort:
        """What lists find it by."""
        state = self.mark.state
        return Sort(self.scope, self.role, state.status, strength_code(state.strength), bool(state.beside))

    @property
    def id(self) -> int:
        """Its place in the table."""
        return row_id(self.index, self.position)

    @property
    def columns(self) -> tuple[object, ...]:
        """Its columns in clear."""
        state = self.mark.state
        starts, ends = period(self.starts, state.ends)
        return (
            self.person, self.id, self.scope, self.role, self.grantor, state.status, strength_code(state.strength),
            int(bool(state.beside)), self.mark.updated, self.made, starts, ends, self.sort.text, self.device,
        )  # fmt: skip

    def values(self, vault: Vault) -> tuple[object, ...]:
        """Return all its columns: the last is what it says, sealed."""
        return (*self.columns, vault.seal_row(self.person, f"consent {self.id}", _encode(self.mark)))


def read_mark(vault: Vault, person: bytes, row: int, sealed: bytes) -> Mark:
    """Return what a row says; raise StoreDamaged where it was changed or moved."""
    return _mark.decode(vault.open_row(person, f"consent {row}", sealed))


class ConsentPen:
    """What may be done to the index inside a transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add rows, or give those that are there another state."""
        insert(
            self._session,
            f"INSERT INTO consent ({_COLUMNS}) VALUES",
            rows,
            " ON CONFLICT (person, id) DO UPDATE SET status = excluded.status, beside = excluded.beside,"
            " updated = excluded.updated, starts = excluded.starts, ends = excluded.ends, sort = excluded.sort,"
            " mark = excluded.mark",
        )

    def put_rendered(self, rows: Iterable[tuple[bytes, int, bytes, bytes | None]]) -> None:
        """Keep what is written of statements: person, index, R5, R4."""
        insert(self._session, "INSERT INTO rendered (person, idx, r5, r4) VALUES", rows)

    def put_sorts(self, sorts: Iterable[Sort]) -> None:
        """Remember which sorts of decisions there ever were."""
        rows = [(text,) for text in sorted({one.text for one in sorts})]
        insert(self._session, "INSERT INTO consent_sort VALUES", rows, " ON CONFLICT DO NOTHING")


# ── finding ───────────────────────────────────────────────────────────────────────────────


class Found(msgspec.Struct, frozen=True, gc=False):
    """A row of a page: its place, whose it is, its sealed mark, what is written of it, the person's wrapped key.

    The key is None where the person was forgotten just now.
    """

    at: int
    id: int
    person: bytes
    mark: bytes
    written: bytes
    wrapped_key: bytes | None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in their order, and the place after which the next page begins, None where nothing more can be found."""

    rows: tuple[Found, ...]
    more: Place | None


class Consents(Room):
    """The index of the Consents of a library."""

    def places(self, statement_ids: Sequence[bytes], digests: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
        """Return log index and person by statement id and by digest, of those that are in the log."""
        found: dict[bytes, tuple[int, bytes]] = {}
        for name, asked in (("statement_id", statement_ids), ("digest", digests)):
            if asked:
                sql = f"SELECT {name}, idx, person FROM log_entry WHERE {name} IN ({marks(asked)})"  # noqa: S608
                found |= {row[0]: (row[1], row[2]) for row in self._all(sql, tuple(asked), bytes, int, bytes)}
        return found

    def logged(self, indexes: Sequence[int]) -> dict[int, int]:
        """Return when statements were logged (µs), by index."""
        sql = f"SELECT idx, at FROM log_entry WHERE idx IN ({marks(indexes)})"  # noqa: S608 - marks only
        return {row[0]: row[1] for row in self._all(sql, tuple(indexes), int, int)}

    def rows_of(self, person: bytes) -> list[tuple[Any, ...]]:
        """Return everything that stands of a person, as it stands; the second column is the id, the last is sealed."""
        sql = f"SELECT {_COLUMNS} FROM consent WHERE person = ? ORDER BY id"  # noqa: S608 - names of ours
        return self._all(sql, (person,), bytes, int)

    def written(self, person: bytes, index: int) -> tuple[bytes | None, bytes | None]:
        """Return what is written of a statement in R5 and in R4, sealed; None for what a release does not publish."""
        types = (bytes, (bytes, OR_NULL))
        row = self._one("SELECT r5, r4 FROM rendered WHERE person = ? AND idx = ?", (person, index), *types)
        return (None, None) if row is None else (row[0], row[1])

    def size(self) -> int:
        """Return how many rows there are of persons who were not forgotten."""
        return int(self._all(f"SELECT count(*) FROM consent c WHERE {HERE}", (), int)[0][0])  # noqa: S608

    def statements(self, *, indexes: Sequence[int] = (), digests: Sequence[bytes] = ()) -> frozenset[str]:
        """Return the ids of the statements at some indexes of the log, and of those with some digests."""
        found: list[tuple[Any, ...]] = []
        for name, asked in (("idx", tuple(indexes)), ("digest", tuple(digests))):
            if asked:
                sql = f"SELECT statement_id FROM log_entry WHERE {name} IN ({marks(asked)})"  # noqa: S608
                found += self._all(sql, asked, bytes)
        return frozenset(str(uuid.UUID(bytes=row[0])) for row in found)

    def known_scopes(self) -> frozenset[str]:
        """Return which scopes were ever decided."""
        return frozenset(one.scope for one in self.sorts() if one.scope is not None)

    def page(self, wanted: Wanted) -> Page:
        """Return the next rows that are wanted."""
        terms = Terms(wanted)
        end = None if wanted.is_narrow or not terms.is_filtered else self._end_of_scan(wanted)
        sql, values = query(wanted, end)
        rows = self._all(sql, values, *_FOUND)
        rows.sort(reverse=wanted.descending)  # a join may have its own order; sorting there would move what is written
        found = [Found(*row) for row in rows[: wanted.limit]]
        more = (found[-1].at, found[-1].id) if len(rows) > wanted.limit else end
        return Page(tuple(row for row in found if row.wrapped_key is not None), more)

    def count(self, wanted: Wanted) -> tuple[int, list[tuple[bytes, int, bytes]]]:
        """Return how many are wanted, without those of which the row does not tell, and these: person, id, mark.

        Where sorts tell all that is asked, they are counted along their index, and no row is looked at.
        """
        if wanted.is_of_sorts:
            return self._count_sorts(wanted)
        terms = Terms(replace(wanted, after=None))
        unsure = "c.beside = 1" if wanted.statuses is not None else "1 = 0"
        sql = f"SELECT count(*) FROM consent c WHERE {terms.sql} AND NOT ({unsure})"  # noqa: S608 - terms of ours
        counted = self._all(sql, terms.values, int)[0][0]
        if wanted.statuses is None:
            return counted, []
        sql = f"SELECT c.person, c.id, c.mark FROM consent c WHERE {terms.sql} AND {unsure}"  # noqa: S608
        return counted, [(row[0], row[1], row[2]) for row in self._all(sql, terms.values, bytes, int, bytes)]

    def _count_sorts(self, wanted: Wanted) -> tuple[int, list[tuple[bytes, int, bytes]]]:
        found = [(sort, sort.meets(wanted)) for sort in self.sorts()]
        sure, unsure = ([sort.text for sort, meets in found if meets is said] for said in (True, None))
        counted = self._all(f"SELECT count(*) FROM consent c WHERE c.sort IN ({marks(sure)})", sure, int)[0][0]  # noqa: S608
        gone = f"SELECT count(*) FROM consent c WHERE {GONE} AND (c.sort || '') IN ({marks(sure)})"  # noqa: S608 - by person
        forgotten = self._all(gone, sure, int)[0][0]
        sql = f"SELECT c.person, c.id, c.mark FROM consent c WHERE c.sort IN ({marks(unsure)}) AND {HERE}"  # noqa: S608
        rows = self._all(sql, unsure, bytes, int, bytes) if unsure else []
        return counted - forgotten, [(row[0], row[1], row[2]) for row in rows]

    def sorts(self) -> list[Sort]:
        """Return every sort that there ever was."""
        return [Sort.read(row[0]) for row in self._all("SELECT sort FROM consent_sort ORDER BY sort", (), str)]

    def _end_of_scan(self, wanted: Wanted) -> Place | None:
        """Return the last place that this page looks at, None where that is the end of all."""
        terms = Terms.of_column(wanted)
        order = "DESC" if wanted.descending else "ASC"
        sql = (
            f"SELECT c.{wanted.column}, c.id FROM consent c WHERE {terms.sql}"  # noqa: S608 - terms of ours
            f" ORDER BY c.{wanted.column} {order}, c.id {order} LIMIT 1 OFFSET {SCAN - 1}"
        )
        row = self._one(sql, terms.values, int, int)
        return None if row is None else (row[0], row[1])


_FOUND = (int, int, bytes, bytes, bytes, (bytes, OR_NULL))


def query(wanted: Wanted, end: Place | None = None) -> tuple[str, tuple[object, ...]]:
    """Return the SQL that finds a page and one row more, looking no further than a place, with its values."""
    terms = Terms(wanted)
    terms.begin(wanted, end)
    written, order = f"r.{wanted.release.lower()}", "DESC" if wanted.descending else "ASC"
    sql = (
        f"SELECT c.at, c.id, c.person, c.mark, {written}, p.wrapped_key FROM ("  # noqa: S608 - terms of ours
        f"SELECT c.{wanted.column} AS at, c.id, c.person, c.mark FROM consent c WHERE {terms.sql}"
        f" ORDER BY {terms.order} {order}, c.id {order} LIMIT ?) c"
        f" LEFT JOIN rendered r ON r.person = c.person AND r.idx = c.id >> {PLACES}"
        " LEFT JOIN person p ON p.person = c.person"
    )
    return sql, (*terms.values, wanted.limit + 1)
