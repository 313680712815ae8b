"""Who is told of changes by webhook: how far each has been told, what went wrong, and who delivers now.

`told` is the log index of the last change that was delivered or passed over. A delivering process holds a lease on a
subscriber while it has something for it; every step is taken only by the holder: of several processes one delivers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

import msgspec

from econsent.access import Asker, Intent
from econsent.exchange import Change
from econsent.standing import Role
from econsent.store.revisions import revise
from econsent.store.rows import FREE_LANE, OR_NULL, Packed, Room, Session, Tables, fetch_all, fetch_one, insert, marks
from econsent.store.vault import Vault

TABLES = Tables.alike("""
CREATE TABLE subscriber (
    id TEXT PRIMARY KEY, terms BYTES NOT NULL, state TEXT NOT NULL, told INT NOT NULL, attempts INT NOT NULL,
    failing INT, due INT NOT NULL, problem TEXT NOT NULL, holder TEXT NOT NULL, lease INT NOT NULL) KEPT;
CREATE TABLE dead_letter (
    subscriber TEXT NOT NULL, idx INT NOT NULL, at INT NOT NULL, attempts INT NOT NULL, problem TEXT NOT NULL,
    wanted INT NOT NULL, PRIMARY KEY (subscriber, idx)) KEPT;
""")

ACTIVE = "active"
PAUSED = "paused"
GONE = "gone"
"""The receiver answered 410: it wants nothing more."""
_NOBODY = ""
_ROW = "subscriber"


@dataclass(frozen=True, slots=True)
class KeptSubscriber:
    """A subscriber: its sealed terms, its place in the log, and how delivering goes.

    `attempts` at the change after `told`; `failing` since when (µs) nothing was taken, None where all is well; `due`
    when the next attempt may be made (µs); `lease` until when (µs) `holder` delivers.
    """

    id: str
    terms: bytes
    state: str
    told: int
    attempts: int
    failing: int | None
    due: int
    problem: str
    holder: str = _NOBODY
    lease: int = 0


class FormerKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that was rotated away: until when (µs) it still signs."""

    key: bytes
    until: int


MOST_FORMER = 3
"""Keys rotated away that still sign, at most: the newest of them."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed with a subscriber; sealed at rest. `key` signs what it is told, and so may `former` ones."""

    url: str
    key: bytes
    name: str
    controller: str
    scopes: tuple[str, ...]
    subjects: tuple[Role, ...]
    allow_private: bool
    former: tuple[FormerKey, ...] = ()

    def keys(self, now: int) -> tuple[bytes, ...]:
        """Return the keys that sign at a moment (µs), the newest first."""
        return self.key, *(one.key for one in self.former if now < one.until)

    def rotated(self, key: bytes, now: int, until: int) -> Terms:
        """Return the terms with a new key; the one before signs until `until` (µs); where that is `now`, none does."""
        still = (FormerKey(key=self.key, until=until), *(one for one in self.former if now < one.until))
        former = still[:MOST_FORMER] if now < until else ()
        return msgspec.structs.replace(self, key=key, former=former)

    def wants(self, change: Change) -> bool:
        """Say whether a change is of the scopes asked for; a correction may be of any, and is."""
        return not self.scopes or change.kind == "correction" or not set(self.scopes).isdisjoint(change.decisions)

    def reader(self, subscriber_id: str) -> Asker:
        """Return the subscriber as one who reads changes."""
        return Asker(
            id=subscriber_id, kind="client", scopes=frozenset(["changes.read"]), subjects=frozenset(self.subjects)
        )


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A change that a subscriber did not take: when it was given up (µs), after how many attempts, and why.

    `wanted` says that it shall be delivered once more.
    """

    subscriber: str
    index: int
    at: int
    attempts: int
    problem: str
    wanted: bool = False


_SUBSCRIBER = "SELECT id, terms, state, told, attempts, failing, due, problem, holder, lease FROM subscriber"
_SUBSCRIBER_TYPES = (str, bytes, str, int, int, (int, OR_NULL), int, str, str, int)
_LETTER = "SELECT subscriber, idx, at, attempts, problem, wanted FROM dead_letter"
_LETTER_TYPES = (str, int, int, int, str, int)


_terms = Packed(Terms)
_encode = msgspec.msgpack.Encoder().encode


def seal_terms(vault: Vault, subscriber_id: str, terms: Terms) -> bytes:
    """Return what was agreed with a subscriber as it is kept."""
    return vault.seal_row(subscriber_id.encode(), _ROW, _encode(terms))


def open_terms(vault: Vault, subscriber_id: str, sealed: bytes) -> Terms:
    """Return what was agreed with a subscriber; raise StoreDamaged."""
    return _terms.decode(vault.open_row(subscriber_id.encode(), _ROW, sealed))


class SubscriberBook(Room):
    """The subscribers of a library and their dead letters."""

    @contextmanager
    def writing(self) -> Iterator[SubscriberPen]:
        """Run a block as one durable transaction."""
        with self.engine.writing(FREE_LANE) as session:
            yield SubscriberPen(session)

    def all(self) -> list[KeptSubscriber]:
        """Return every subscriber."""
        return [KeptSubscriber(*row) for row in self._all(f"{_SUBSCRIBER} ORDER BY id", (), *_SUBSCRIBER_TYPES)]

    def one(self, subscriber_id: str) -> KeptSubscriber | None:
        """Return a subscriber, None where it is unknown."""
        row = self._one(f"{_SUBSCRIBER} WHERE id = ?", (subscriber_id,), *_SUBSCRIBER_TYPES)
        return None if row is None else KeptSubscriber(*row)

    def letters(self, subscriber_id: str, after: int, limit: int) -> list[KeptLetter]:
        """Return a subscriber's dead letters past an index, oldest change first."""
        sql = f"{_LETTER} WHERE subscriber = ? AND idx > ? ORDER BY idx LIMIT ?"
        return [_letter(row) for row in self._all(sql, (subscriber_id, after, limit), *_LETTER_TYPES)]

    def letters_of(self) -> dict[str, tuple[int, int]]:
        """Return how many dead letters each subscriber has, and how many of them are wanted."""
        sql = "SELECT subscriber, COUNT(*), CAST(SUM(wanted) AS BIGINT) FROM dead_letter GROUP BY subscriber"
        return {row[0]: (row[1], row[2]) for row in self._all(sql, (), str, int, int)}

    def wanted(self, subscriber_id: str) -> KeptLetter | None:
        """Return the oldest dead letter that shall be delivered once more."""
        sql = f"{_LETTER} WHERE subscriber = ? AND wanted = 1 ORDER BY idx LIMIT 1"
        row = self._one(sql, (subscriber_id,), *_LETTER_TYPES)
        return None if row is None else _letter(row)


class SubscriberPen:
    """What may be done inside a transaction.

    A step of a delivery returns the subscriber's state, None where the lease was lost.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def revise(self, vault: Vault, subscriber_id: str, intent: Intent, *, at: int, asker: Asker, verb: str) -> int:
        """Count a version of a subscriber and return its number; raise ChangedMeanwhile where not the one seen stands.

        Nobody else changes the subscriber in this transaction.
        """
        return revise(self._session, vault, subscriber_id, intent, at=at, asker=asker, verb=verb)

    def count(self) -> int:
        """Return how many subscribers there are."""
        row = fetch_one(self._session, "SELECT COUNT(*) FROM subscriber", (), int)
        return 0 if row is None else int(row[0])

    def add(self, kept: KeptSubscriber) -> None:
        """Keep a new subscriber."""
        insert(self._session, "INSERT INTO subscriber VALUES", [astuple(kept)])

    def remove(self, subscriber_id: str) -> bool:
        """Forget a subscriber and its dead letters; say whether it was there."""
        self._session.execute("DELETE FROM dead_letter WHERE subscriber = ?", (subscriber_id,))
        return self._did("DELETE FROM subscriber WHERE id = ? RETURNING id", (subscriber_id,))

    def set_state(self, subscriber_id: str, state: str) -> bool:
        """Pause a subscriber, or let it be tried at once; say whether it was there."""
        sql = "UPDATE subscriber SET state = ?, due = 0, attempts = 0, failing = NULL WHERE id = ? RETURNING id"
        return self._did(sql, (state, subscriber_id))

    def set_terms(self, subscriber_id: str, terms: bytes) -> None:
        """Keep other terms of a subscriber."""
        self._session.execute("UPDATE subscriber SET terms = ? WHERE id = ?", (terms, subscriber_id))

    def terms(self, subscriber_id: str) -> bytes | None:
        """Return a subscriber's terms, None where it is unknown; nobody else changes them in this transaction."""
        sql = "UPDATE subscriber SET terms = terms WHERE id = ? RETURNING terms"
        row = fetch_one(self._session, sql, (subscriber_id,), bytes)
        return None if row is None else row[0]

    # ── a delivery ──

    def take(self, subscriber_id: str, holder: str, now: int, lease: int) -> bool:
        """Take the lease where nobody holds it."""
        sql = "UPDATE subscriber SET holder = ?, lease = ? WHERE id = ? AND state = ? AND lease <= ? RETURNING id"
        return self._did(sql, (holder, lease, subscriber_id, ACTIVE, now))

    def renew(self, holder: str, lease: int) -> None:
        """Hold everything held a while longer."""
        self._session.execute("UPDATE subscriber SET lease = ? WHERE holder = ?", (lease, holder))

    def release(self, holder: str, subscriber_id: str | None = None) -> None:
        """Let one subscriber go, or all that are held."""
        one, values = ("", ()) if subscriber_id is None else (" AND id = ?", (subscriber_id,))
        sql = f"UPDATE subscriber SET holder = '', lease = 0 WHERE holder = ?{one}"  # noqa: S608 - two constants
        self._session.execute(sql, (holder, *values))

    def advance(self, subscriber_id: str, holder: str, told: int) -> str | None:
        """Note that everything up to an index was delivered or passed over."""
        sql = (
            "UPDATE subscriber SET told = ?, attempts = 0, failing = NULL, problem = '', due = 0"
            " WHERE id = ? AND holder = ? RETURNING state"
        )
        return self._state(sql, (told, subscriber_id, holder))

    def skip(self, subscriber_id: str, holder: str, told: int) -> str | None:
        """Go on past changes that were not delivered; a subscriber that fails goes on failing, at a new change."""
        sql = "UPDATE subscriber SET told = ?, attempts = 0 WHERE id = ? AND holder = ? RETURNING state"
        return self._state(sql, (told, subscriber_id, holder))

    def fail(
        self, subscriber_id: str, holder: str, *, attempts: int, failing: int, due: int, problem: str
    ) -> str | None:
        """Note a failed attempt, since when it fails, and when the next may be made."""
        sql = (
            "UPDATE subscriber SET attempts = ?, failing = ?, due = ?, problem = ?"
            " WHERE id = ? AND holder = ? RETURNING state"
        )
        return self._state(sql, (attempts, failing, due, problem, subscriber_id, holder))

    def state(self, subscriber_id: str, holder: str) -> str | None:
        """Return the state of a subscriber that is held; nobody else changes it before the transaction ends."""
        sql = "UPDATE subscriber SET holder = holder WHERE id = ? AND holder = ? RETURNING state"
        return self._state(sql, (subscriber_id, holder))

    def disable(self, subscriber_id: str, holder: str, problem: str) -> None:
        """Tell a subscriber nothing more: its receiver is gone."""
        sql = "UPDATE subscriber SET state = ?, problem = ? WHERE id = ? AND holder = ?"
        self._session.execute(sql, (GONE, problem, subscriber_id, holder))

    # ── dead letters ──

    def bury(self, letter: KeptLetter) -> None:
        """Put a change on the list of dead letters, or note that it stays there."""
        self._session.execute(
            "INSERT INTO dead_letter VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (subscriber, idx) DO UPDATE"
            " SET at = excluded.at, attempts = excluded.attempts, problem = excluded.problem, wanted = 0",
            (letter.subscriber, letter.index, letter.at, letter.attempts, letter.problem),
        )

    def unbury(self, subscriber_id: str, index: int) -> None:
        """Take a change off the list: it was delivered after all."""
        self._session.execute("DELETE FROM dead_letter WHERE subscriber = ? AND idx = ?", (subscriber_id, index))

    def give_up(self, subscriber_id: str) -> None:
        """Ask for no dead letter of a subscriber any more."""
        self._session.execute("UPDATE dead_letter SET wanted = 0 WHERE subscriber = ?", (subscriber_id,))

    def want(self, subscriber_id: str, indexes: Sequence[int]) -> list[int]:
        """Ask for dead letters once more, for all where no index is given; return which are on the list."""
        these = f" AND idx IN ({marks(indexes)})" if indexes else ""
        sql = f"UPDATE dead_letter SET wanted = 1 WHERE subscriber = ?{these} RETURNING idx"  # noqa: S608 - marks only
        return sorted(row[0] for row in fetch_all(self._session, sql, (subscriber_id, *indexes), int))

    def _did(self, sql: str, values: Sequence[object]) -> bool:
        return fetch_one(self._session, sql, values, str) is not None

    def _state(self, sql: str, values: Sequence[object]) -> str | None:
        row = fetch_one(self._session, sql, values, str)
        return None if row is None else row[0]


def _letter(row: tuple[Any, ...]) -> KeptLetter:
    subscriber_id, index, at, attempts, problem, wanted = row
    return KeptLetter(subscriber_id, index, at, attempts, problem, bool(wanted))
