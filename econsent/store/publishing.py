"""What statements become in the index of Consents: written once when they are logged, and given new states later.

`rows` is what a person's statements give, whenever it is derived: a batch at a time while they come in, or all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from econsent.fhir.consent import Shared, share
from econsent.fhir.published import ABANDONED, Logged, Release, changes, is_published, start_of
from econsent.record import Statement
from econsent.standing import Heard, ScopeStanding
from econsent.store.consents import ConsentPen, Mark, Row
from econsent.store.rows import Packed
from econsent.store.vault import Vault, seal, unseal_by

Stands = Mapping[str, ScopeStanding]

_encode = msgspec.msgpack.Encoder().encode
_shared = Packed(Shared)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A statement that is being logged: what was heard of it, whose it is, and that person's key."""

    statement: Statement
    heard: Heard
    person: bytes
    key: bytes


def publish(
    pen: ConsentPen,
    vault: Vault,
    at: int,
    arrivals: Sequence[Arrival],
    said: Mapping[bytes, Sequence[Heard]],
    stands: Mapping[bytes, Stands],
) -> None:
    """Index what is logged at a moment (µs): `said` is all that the persons concerned said, `stands` its fold."""
    pen.put_rendered(_written(one, at) for one in arrivals if is_published(one.statement, "R5"))
    since = min((one.heard.index for one in arrivals), default=0)
    grantors = {one.heard.index: grantor_of(one.statement, vault) for one in arrivals}
    found = [
        row
        for person, heards in said.items()
        for row in rows(person, heards, lambda _: at, grantors, since=since, stands=stands[person])
    ]
    pen.put(row.values(vault) for row in found)
    pen.put_sorts(row.sort for row in found)


def rows(
    person: bytes,
    heards: Sequence[Heard],
    logged: Callable[[int], int],
    grantors: Mapping[int, bytes | None],
    *,
    since: int = 0,
    stands: Stands | None = None,
) -> list[Row]:
    """Return the newest row of every decision whose state changed from a log index on.

    `logged` says when a statement was logged (µs), `grantors` who spoke where it was not the person: both by index.
    """
    by_digest = {heard.digest: heard for heard in heards}
    newest = {
        (change.digest, change.position): Mark(change.index, logged(change.index), change.state)
        for change in changes(heards, since=since, stands=stands)
    }
    return [_row(person, by_digest[digest], position, mark, grantors) for (digest, position), mark in newest.items()]


def _row(person: bytes, heard: Heard, position: int, mark: Mark, grantors: Mapping[int, bytes | None]) -> Row:
    said = None if position == ABANDONED else heard.decisions[position - 1]
    return Row(
        index=heard.index,
        position=position,
        person=person,
        scope=None if said is None else said.scope,
        role=heard.role,
        grantor=grantors.get(heard.index),
        made=heard.interval.latest,
        starts=None if said is None else start_of(heard.interval, said),
        device=heard.device,
        mark=mark,
    )


def grantor_of(statement: Statement, vault: Vault) -> bytes | None:
    """Return the keyed hash of the representative who spoke, None where the person did, or where no number is known."""
    spoke = statement.grantor
    return None if spoke is None or spoke.identifier is None else vault.person(spoke.identifier)


def read_written(cipher: AESGCM, index: int, release: Release, sealed: bytes) -> Shared:
    """Return what the Consents of a statement share, encoded; raise StoreDamaged."""
    return _shared.decode(unseal_by(cipher, sealed, _place(index, release)))


def _written(arrival: Arrival, at: int) -> tuple[bytes, int, bytes, bytes | None]:
    """Return what is written of a statement in each release, sealed under the person's key."""
    heard = arrival.heard
    logged = Logged(
        statement=arrival.statement, digest=heard.digest, index=heard.index, logged=at, interval=heard.interval
    )
    r4 = _sealed(arrival, logged, "R4") if is_published(arrival.statement, "R4") else None
    return arrival.person, heard.index, _sealed(arrival, logged, "R5"), r4


def _sealed(arrival: Arrival, logged: Logged, release: Release) -> bytes:
    return sealed_share(arrival.key, logged.index, release, share(logged, release))


def sealed_share(key: bytes, index: int, release: Release, shared: Shared) -> bytes:
    """Return what the Consents of a statement share as it is kept, under its person's key."""
    return seal(key, _encode(shared), _place(index, release))


def _place(index: int, release: Release) -> bytes:
    return f"consent {release} {index}".encode()
