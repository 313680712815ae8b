"""The rows that answers rest on: what was heard and what stands, packed behind the vault's stamp.

A statement's content is sealed; these rows are read at every answer and stand open, so they are stamped instead: a
flipped bit, an edited row or one moved to another person is an error, and an error is never a permit.
"""

from __future__ import annotations

import msgspec

from econsent.standing import Heard, ScopeStanding
from econsent.store.database import Packed
from econsent.store.vault import Vault

_encode = msgspec.msgpack.Encoder().encode
_heard = Packed(Heard)
_stands = Packed(ScopeStanding)


def pack_heard(vault: Vault, person: bytes, heard: Heard) -> bytes:
    """Return the fold input of a statement as it is kept."""
    return vault.stamp(person, _row(heard.index), _encode(heard))


def read_heard(vault: Vault, person: bytes, index: int, row: bytes) -> Heard:
    """Return the fold input of the statement at an index; raise StoreDamaged."""
    return _heard.decode(vault.unstamp(person, _row(index), row))


def pack_standing(vault: Vault, person: bytes, stands: ScopeStanding) -> bytes:
    """Return what stands for a scope as it is kept."""
    return vault.stamp(person, stands.scope, _encode(stands))


def read_standing(vault: Vault, person: bytes, scope: str, row: bytes) -> ScopeStanding:
    """Return what stands for a scope; raise StoreDamaged."""
    return _stands.decode(vault.unstamp(person, scope, row))


def _row(index: int) -> str:
    return f"#{index}"  # no scope begins so
