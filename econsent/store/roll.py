"""The rows of those who may ask: keys, clients and people, the tokens they hold, and the assertions that were used.

What is said of them is sealed by the vault and bound to what it is found by: a key's or token's SHA-256 (they are 256
random bits), a login's keyed hash. Nobody reads a name or a login from a stolen database, and nobody who can write to
one makes a token of theirs open another's door.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from econsent.access import Asker, Duty, Intent
from econsent.assertion import Jwk
from econsent.errors import EconsentError
from econsent.principals import Sort
from econsent.standing import Role
from econsent.store.revisions import revise
from econsent.store.rows import OR_NULL, ROLL_LANE, Engine, Packed, Room, Session, Tables, fetch_all, fetch_one
from econsent.store.vault import Vault

TABLES = Tables.alike("""
CREATE TABLE principal (id TEXT PRIMARY KEY, handle BYTES UNIQUE, record BYTES NOT NULL) KEPT;
CREATE TABLE access_grant (
    token BYTES PRIMARY KEY, principal TEXT NOT NULL, expires INT NOT NULL, record BYTES NOT NULL) KEPT;
CREATE INDEX grant_by_principal ON access_grant (principal);
CREATE INDEX grant_by_expiry ON access_grant (expires);
CREATE TABLE assertion_used (id BYTES PRIMARY KEY, expires INT NOT NULL) KEPT;
CREATE INDEX assertion_by_expiry ON assertion_used (expires);
CREATE TABLE sign_in (login BYTES PRIMARY KEY, failures INT NOT NULL, closed INT NOT NULL) KEPT;
""")
"""`closed` is when (µs) a login is open again after failures; it is there for logins of nobody, too."""


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whoever may ask, as it is kept: moments in microseconds; `step` is that of the last one-time code taken."""

    id: str
    kind: Sort
    name: str
    controllers: tuple[str, ...]
    created: int
    scopes: frozenset[str] = frozenset()
    subjects: frozenset[Role] = frozenset()
    expires: int | None = None
    disabled: bool = False
    keys: tuple[Jwk, ...] = ()
    login: str | None = None
    duty: Duty | None = None
    password: str = ""
    secret: str = ""
    step: int = 0


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A token that was given out: to whom, for which scopes, until when (µs).

    `ends` is when it is over at the latest, however often it is renewed; None for one that is not renewed.
    """

    principal: str
    scopes: frozenset[str]
    expires: int
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a login was tried in vain since it last opened, and until when (µs) it is closed."""

    failures: int
    closed: int


_encode = msgspec.msgpack.Encoder().encode
_kept = Packed(Kept)
_grant = Packed(Grant)
_GRANT = "grant"
_ID = re.compile(r"[a-z0-9-]{1,64}")
_ROW = "SELECT id, handle, record FROM principal"
_TYPES = (str, (bytes, OR_NULL), bytes)
_GIVEN = "SELECT record FROM access_grant WHERE token = ?"


class Roll(Room):
    """Those who may ask a library."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        super().__init__(engine)
        self._vault = vault

    @contextmanager
    def changing(self) -> Iterator[RollPen]:
        """Run a block as one durable transaction; no other process changes the roll meanwhile."""
        with self.engine.writing(ROLL_LANE) as session:
            yield RollPen(session, self._vault)

    def of(self, principal: str) -> Kept | None:
        """Return whoever has an id."""
        row = self._one(f"{_ROW} WHERE id = ?", (_id(principal),), *_TYPES)
        return None if row is None else _open(self._vault, *row)

    def by(self, handle: bytes) -> Kept | None:
        """Return whoever is found by a key's or login's hash."""
        row = self._one(f"{_ROW} WHERE handle = ?", (handle,), *_TYPES)
        return None if row is None else _open(self._vault, *row)

    def every(self) -> list[Kept]:
        """Return everybody, oldest first, those too that are disabled."""
        found = [_open(self._vault, *row) for row in self._all(_ROW, (), *_TYPES)]
        return sorted(found, key=lambda kept: (kept.created, kept.id))

    def grant(self, token: bytes) -> Grant | None:
        """Return what a token was given out for, by its hash."""
        row = self._one(_GIVEN, (token,), bytes)
        return None if row is None else _opened(self._vault, token, row[0])

    def broken(self) -> Iterator[str]:
        """Yield where a row lies that does not open: its bytes were changed, or it was moved."""
        for principal, handle, record in self._all(_ROW, (), *_TYPES):
            if not _opens(lambda: _open(self._vault, principal, handle, record)):  # noqa: B023 - called at once
                yield f"access of {principal[:64]}"
        rows = self._all("SELECT principal, token, record FROM access_grant", (), str, bytes, bytes)
        for principal, token, record in rows:
            if not _opens(lambda: _opened(self._vault, token, record)):  # noqa: B023 - likewise
                yield f"a token of {principal[:64]}"


class RollPen:
    """What may be done inside a transaction of the roll."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def of(self, principal: str) -> Kept | None:
        """Return whoever has an id."""
        row = fetch_one(self._session, f"{_ROW} WHERE id = ?", (_id(principal),), *_TYPES)
        return None if row is None else _open(self._vault, *row)

    def add(self, kept: Kept, handle: bytes | None) -> None:
        """Add somebody under a handle that nobody has."""
        self._session.execute(
            "INSERT INTO principal VALUES (?, ?, ?)", (kept.id, handle, _sealed(self._vault, kept, handle))
        )

    def change(self, kept: Kept) -> None:
        """Keep what is now true of somebody, under the same handle."""
        rows = fetch_all(self._session, "SELECT handle FROM principal WHERE id = ?", (kept.id,), (bytes, OR_NULL))
        self.move(kept, rows[0][0])

    def move(self, kept: Kept, handle: bytes | None) -> None:
        """Keep what is now true of somebody, under another handle."""
        self._session.execute(
            "UPDATE principal SET handle = ?, record = ? WHERE id = ?",
            (handle, _sealed(self._vault, kept, handle), kept.id),
        )

    def holder(self, handle: bytes) -> Kept | None:
        """Return whoever is found by a handle; one who is disabled gives it up."""
        row = fetch_one(self._session, f"{_ROW} WHERE handle = ?", (handle,), *_TYPES)
        kept = None if row is None else _open(self._vault, *row)
        if kept is not None and kept.disabled:
            self.move(kept, secrets.token_bytes(32))
            return None
        return kept

    def revise(self, principal: str, intent: Intent, *, at: int, asker: Asker, verb: str) -> int:
        """Count a version of somebody and return its number; raise ChangedMeanwhile where not the one seen stands."""
        return revise(self._session, self._vault, principal, intent, at=at, asker=asker, verb=verb)

    def give(self, token: bytes, grant: Grant) -> None:
        """Keep a token, by its hash."""
        record = self._vault.seal_row(token, _GRANT, _encode(grant))
        self._session.execute(
            "INSERT INTO access_grant VALUES (?, ?, ?, ?)", (token, grant.principal, grant.expires, record)
        )

    def renew(self, token: bytes, until: int) -> None:
        """Let a token be good until another moment (µs), where it is still there."""
        row = fetch_one(self._session, _GIVEN, (token,), bytes)
        if row is not None:
            grant = msgspec.structs.replace(_opened(self._vault, token, row[0]), expires=until)
            self._session.execute(
                "UPDATE access_grant SET expires = ?, record = ? WHERE token = ?",
                (until, self._vault.seal_row(token, _GRANT, _encode(grant)), token),
            )

    def take_back(self, token: bytes) -> None:
        """Let a token open nothing more."""
        self._session.execute("DELETE FROM access_grant WHERE token = ?", (token,))

    def take_all_back(self, principal: str) -> None:
        """Let no token of somebody open anything more."""
        self._session.execute("DELETE FROM access_grant WHERE principal = ?", (principal,))

    def use(self, assertion: bytes, expires: int) -> bool:
        """Say whether an assertion, by the hash of its id, is used for the first time; it now is used."""
        sql = "INSERT INTO assertion_used VALUES (?, ?) ON CONFLICT (id) DO NOTHING RETURNING expires"
        return fetch_one(self._session, sql, (assertion, expires), int) is not None

    def attempts(self, login: bytes) -> Attempts:
        """Return how often a login was tried in vain, by its hash."""
        row = fetch_one(self._session, "SELECT failures, closed FROM sign_in WHERE login = ?", (login,), int, int)
        return Attempts(0, 0) if row is None else Attempts(*row)

    def put_attempts(self, login: bytes, attempts: Attempts) -> None:
        """Keep how often a login was tried in vain."""
        self._session.execute(
            "INSERT INTO sign_in VALUES (?, ?, ?)"
            " ON CONFLICT (login) DO UPDATE SET failures = excluded.failures, closed = excluded.closed",
            (login, attempts.failures, attempts.closed),
        )

    def forget_attempts(self, login: bytes) -> None:
        """Forget what was tried in vain: the login opened."""
        self._session.execute("DELETE FROM sign_in WHERE login = ?", (login,))

    def tidy(self, now: int, attempts_before: int) -> None:
        """Remove what is of no use any more: tokens and assertions that expired by `now` (µs), attempts older still."""
        self._session.execute("DELETE FROM access_grant WHERE expires <= ?", (now,))
        self._session.execute("DELETE FROM assertion_used WHERE expires <= ?", (now,))
        self._session.execute("DELETE FROM sign_in WHERE closed <= ?", (attempts_before,))


def _opens(row: Callable[[], object]) -> bool:
    try:
        row()
    except EconsentError:
        return False
    return True


def _sealed(vault: Vault, kept: Kept, handle: bytes | None) -> bytes:
    return vault.seal_row(handle or b"", _place(kept.id), _encode(kept))


def _open(vault: Vault, principal: str, handle: bytes | None, record: bytes) -> Kept:
    return _kept.decode(vault.open_row(handle or b"", _place(principal), record))


def _opened(vault: Vault, token: bytes, record: bytes) -> Grant:
    return _grant.decode(vault.open_row(token, _GRANT, record))


def _id(said: str) -> str:
    """Return an id as it is looked for: what is none is nobody's, and no engine is asked about its odd letters."""
    return said if _ID.fullmatch(said) else ""


def _place(principal: str) -> str:
    return f"principal {principal}"
