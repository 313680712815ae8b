"""Works that take longer than an answer may: how far each is, who does it now, and the parts of its files.

A process that does a work holds a lease on it; every step is taken only by the holder. What a work was asked for and
what came of it is sealed, and so is every part of its files, each bound to its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

import msgspec

from econsent.access import Asker
from econsent.exchange import DecisionQuery, WorkFile, WorkKind, WorkProblem, WorkReport
from econsent.record import Identifier
from econsent.store.rows import FREE_LANE, OR_NULL, Packed, Room, Session, Tables, fetch_all, fetch_one, insert
from econsent.store.vault import Vault

TABLES = Tables.alike("""
CREATE TABLE work (
    id TEXT PRIMARY KEY, asker TEXT NOT NULL, at INT NOT NULL, state TEXT NOT NULL, done INT NOT NULL,
    total INT NOT NULL, begun INT, ended INT, ends INT NOT NULL, holder TEXT NOT NULL, lease INT NOT NULL,
    terms BYTES NOT NULL, outcome BYTES) KEPT;
CREATE INDEX work_by_state ON work (state, at);
CREATE TABLE work_part (
    work TEXT NOT NULL, file TEXT NOT NULL, number INT NOT NULL, sealed BYTES NOT NULL,
    PRIMARY KEY (work, file, number)) KEPT;
""")

WAITING, RUNNING, CHECKED, DONE, FAILED, INTERRUPTED = "waiting", "running", "checked", "done", "failed", "interrupted"
GIVEN, MADE = "given", "made"
"""The files of a work: what was handed in with it, and what it makes."""
PART = 1024 * 1024
"""Bytes of a part of a file; the last one may have fewer."""
_NOBODY = ""
_TERMS, _OUTCOME = "work", "work outcome"


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A work: moments in µs, `ends` when it is forgotten, `lease` until when `holder` does it."""

    id: str
    asker: str
    at: int
    state: str
    done: int
    total: int
    begun: int | None
    ended: int | None
    ends: int
    holder: str
    lease: int
    terms: bytes
    outcome: bytes | None


class WorkTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for, by whom as they were then, and why; `sure` once what was looked through was confirmed.

    `seen` is the version of the register that a confirmed import was compared with.
    """

    kind: WorkKind
    asker: Asker
    reason: str = ""
    decisions: DecisionQuery | None = None
    person: Identifier | None = None
    sure: bool = False
    seen: int | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a work so far."""

    report: WorkReport | None = None
    file: WorkFile | None = None
    problem: WorkProblem | None = None


_WORK = "SELECT id, asker, at, state, done, total, begun, ended, ends, holder, lease, terms, outcome FROM work"
_TYPES = (str, str, int, str, int, int, (int, OR_NULL), (int, OR_NULL), int, str, int, bytes, (bytes, OR_NULL))
_encode = msgspec.msgpack.Encoder().encode
_terms, _outcome = Packed(WorkTerms), Packed(Outcome)


def seal_terms(vault: Vault, work_id: str, terms: WorkTerms) -> bytes:
    """Return what a work was asked for as it is kept."""
    return vault.seal_row(work_id.encode(), _TERMS, _encode(terms))


def open_terms(vault: Vault, kept: KeptWork) -> WorkTerms:
    """Return what a work was asked for; raise StoreDamaged."""
    return _terms.decode(vault.open_row(kept.id.encode(), _TERMS, kept.terms))


def seal_outcome(vault: Vault, work_id: str, outcome: Outcome) -> bytes:
    """Return what came of a work as it is kept."""
    return vault.seal_row(work_id.encode(), _OUTCOME, _encode(outcome))


def open_outcome(vault: Vault, kept: KeptWork) -> Outcome:
    """Return what came of a work; raise StoreDamaged."""
    sealed = kept.outcome
    return Outcome() if sealed is None else _outcome.decode(vault.open_row(kept.id.encode(), _OUTCOME, sealed))


class WorkBook(Room):
    """The works of a library, and the parts of their files."""

    @contextmanager
    def writing(self) -> Iterator[WorkPen]:
        """Run a block as one durable transaction."""
        with self.engine.writing(FREE_LANE) as session:
            yield WorkPen(session)

    def all(self) -> list[KeptWork]:
        """Return every work, the newest first."""
        return [KeptWork(*row) for row in self._all(f"{_WORK} ORDER BY at DESC, id", (), *_TYPES)]

    def one(self, work_id: str) -> KeptWork | None:
        """Return a work, None where it is unknown."""
        row = self._one(f"{_WORK} WHERE id = ?", (work_id,), *_TYPES)
        return None if row is None else KeptWork(*row)

    def waiting(self) -> list[str]:
        """Return the ids of works that wait to be done, the oldest first."""
        sql = "SELECT id FROM work WHERE state = ? ORDER BY at, id"
        return [row[0] for row in self._all(sql, (WAITING,), str)]

    def is_stale(self, now: int) -> bool:
        """Say whether a work is to be forgotten at a moment (µs), or is no longer done by whoever did it."""
        sql = "SELECT 1 FROM work WHERE (state = ? AND lease <= ?) OR (state <> ? AND ends <= ?) LIMIT 1"
        return self._one(sql, (RUNNING, now, RUNNING, now), int) is not None

    def part(self, vault: Vault, work_id: str, file: str, number: int) -> bytes | None:
        """Return a part of a file, None where there is none; raise StoreDamaged."""
        sql = "SELECT sealed FROM work_part WHERE work = ? AND file = ? AND number = ?"
        row = self._one(sql, (work_id, file, number), bytes)
        return None if row is None else vault.open_row(work_id.encode(), _bound(file, number), row[0])

    def parts(self, work_id: str, file: str) -> int:
        """Return how many parts a file has."""
        row = self._one("SELECT COUNT(*) FROM work_part WHERE work = ? AND file = ?", (work_id, file), int)
        return 0 if row is None else int(row[0])


class WorkPen:
    """What may be done inside a transaction; a step of a work says whether the lease still holds."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self) -> int:
        """Return how many works there are."""
        row = fetch_one(self._session, "SELECT COUNT(*) FROM work", (), int)
        return 0 if row is None else int(row[0])

    def add(self, kept: KeptWork) -> None:
        """Keep a new work."""
        insert(self._session, "INSERT INTO work VALUES", [astuple(kept)])

    def put_part(self, vault: Vault, work_id: str, file: str, number: int, content: bytes) -> None:
        """Keep a part of a file, sealed."""
        sealed = vault.seal_row(work_id.encode(), _bound(file, number), content)
        self._session.execute("INSERT INTO work_part VALUES (?, ?, ?, ?)", (work_id, file, number, sealed))

    def again(self, work_id: str, before: str, ends: int, terms: bytes) -> bool:
        """Let a work in a state wait to be done once more, from its beginning; say whether it was in that state."""
        sql = (
            "UPDATE work SET state = ?, done = 0, total = 0, begun = NULL, ended = NULL, ends = ?, terms = ?"
            " WHERE id = ? AND state = ? RETURNING id"
        )
        return self._did(sql, (WAITING, ends, terms, work_id, before)) and self._drop(work_id, MADE)

    def remove(self, work_id: str, now: int) -> bool:
        """Forget a work and its files, unless it is being done; say whether it was there and is not."""
        sql = "DELETE FROM work WHERE id = ? AND NOT (state = ? AND lease > ?) RETURNING id"
        return self._did(sql, (work_id, RUNNING, now)) and self._drop(work_id)

    # ── by whoever does it ──

    def take(self, work_id: str, holder: str, now: int, lease: int) -> bool:
        """Take a work that waits."""
        sql = "UPDATE work SET state = ?, holder = ?, lease = ?, begun = ? WHERE id = ? AND state = ? RETURNING id"
        return self._did(sql, (RUNNING, holder, lease, now, work_id, WAITING)) and self._drop(work_id, MADE)

    def hold(self, work_id: str, holder: str, lease: int, done: int, total: int) -> bool:
        """Note how far a work is, and hold it a while longer."""
        sql = "UPDATE work SET lease = ?, done = ?, total = ? WHERE id = ? AND holder = ? AND state = ? RETURNING id"
        return self._did(sql, (lease, done, total, work_id, holder, RUNNING))

    def holds(self, work_id: str, holder: str) -> bool:
        """Say whether a work is held; nobody else takes it before the transaction ends."""
        sql = "UPDATE work SET holder = holder WHERE id = ? AND holder = ? AND state = ? RETURNING id"
        return self._did(sql, (work_id, holder, RUNNING))

    def settle(
        self, work_id: str, holder: str, state: str, *, now: int, ends: int, outcome: bytes, steps: tuple[int, int]
    ) -> bool:
        """Note what came of a work, and let it go; what it made stays only where it is done."""
        sql = (
            "UPDATE work SET state = ?, holder = '', lease = 0, ended = ?, ends = ?, outcome = ?, done = ?, total = ?"
            " WHERE id = ? AND holder = ? AND state = ? RETURNING id"
        )
        settled = self._did(sql, (state, now, ends, outcome, *steps, work_id, holder, RUNNING))
        return settled and (state == DONE or self._drop(work_id, MADE))

    def interrupt(self, now: int, ends: int) -> list[tuple[str, str]]:
        """Note of every work that nobody does any more that it was interrupted; return their ids and askers."""
        sql = (
            "UPDATE work SET state = ?, holder = '', ended = lease, lease = 0, ends = ?"
            " WHERE state = ? AND lease <= ? RETURNING id, asker"
        )
        found = fetch_all(self._session, sql, (INTERRUPTED, ends, RUNNING, now), str, str)
        for work_id, _ in found:
            self._drop(work_id, MADE)
        return [(work_id, asker) for work_id, asker in found]

    def forget(self, now: int) -> None:
        """Forget every work whose time is over, with its files."""
        sql = "DELETE FROM work WHERE state <> ? AND ends <= ? RETURNING id"
        for (work_id,) in fetch_all(self._session, sql, (RUNNING, now), str):
            self._drop(work_id)

    def _drop(self, work_id: str, file: str | None = None) -> bool:
        """Forget the parts of one file, or of all."""
        one, values = ("", ()) if file is None else (" AND file = ?", (file,))
        self._session.execute(f"DELETE FROM work_part WHERE work = ?{one}", (work_id, *values))  # noqa: S608 - constants
        return True

    def _did(self, sql: str, values: tuple[Any, ...]) -> bool:
        return fetch_one(self._session, sql, values, str) is not None


def _bound(file: str, number: int) -> str:
    return f"work {file} {number}"
