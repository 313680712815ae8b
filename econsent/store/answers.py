"""The rows that answers rest on: what was heard and what stands, sealed by the vault and bound to their place.

They are read at every answer, so they are sealed under the library's own key and not the person's: one step, no
look-up. A flipped bit, an edited row or one moved to another person is an error, and an error is never a permit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from econsent.standing import Heard, ScopeStanding
from econsent.store.rows import Packed
from econsent.store.vault import Vault

Stands = dict[str, ScopeStanding]
"""What stands for one person, by scope."""

_encode = msgspec.msgpack.Encoder().encode
_heard = Packed(Heard)
_stands = Packed(Stands)
_STANDING = "standing"


def pack_heard(vault: Vault, person: bytes, heard: Heard) -> bytes:
    """Return the fold input of a statement as it is kept."""
    return vault.seal_row(person, _row(heard.index), _encode(heard))


def read_heard(vault: Vault, person: bytes, index: int, row: bytes) -> Heard:
    """Return the fold input of the statement at an index; raise StoreDamaged."""
    return _heard.decode(vault.open_row(person, _row(index), row))


def version_of(heards: Sequence[Heard]) -> int:
    """Return which version of a person's statements, newest first, this is: it grows with each that is logged."""
    return heards[0].index + 1 if heards else 0


def pack_standing(vault: Vault, person: bytes, stands: Mapping[str, ScopeStanding]) -> bytes:
    """Return what stands for a person as it is kept."""
    return vault.seal_row(person, _STANDING, _encode(stands))


def read_standing(vault: Vault, person: bytes, row: bytes) -> Stands:
    """Return what stands for a person, by scope; raise StoreDamaged."""
    return _stands.decode(vault.open_row(person, _STANDING, row))


def _row(index: int) -> str:
    return f"#{index}"
