"""Names for people that may stand in a URL: whoever asks has their own, and nobody else reads anything in them."""

from __future__ import annotations

import base64
import binascii

import msgspec

from econsent.access import Asker
from econsent.errors import StatementUnknown, StoreDamaged
from econsent.record import Identifier
from econsent.store.vault import Vault

_PURPOSE = "alias"


class Aliases:
    """The aliases of an open library; safe to share between threads."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def of(self, person: Identifier, asker: Asker) -> str:
        """Return an alias of a person for one asker: letters, digits, ``-`` and ``_``; another one each time."""
        sealed = self._vault.seal_row(asker.id.encode(), _PURPOSE, msgspec.json.encode(person))
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def person(self, alias: str, asker: Asker) -> Identifier:
        """Return whom an alias of this asker means; raise StatementUnknown for any other text."""
        try:
            sealed = base64.b64decode(alias + "=" * (-len(alias) % 4), altchars=b"-_", validate=True)
            opened = self._vault.open_row(asker.id.encode(), _PURPOSE, sealed)
            return msgspec.json.decode(opened, type=Identifier)
        except (StoreDamaged, binascii.Error, ValueError):
            raise StatementUnknown("This page is not yours.", remedy="Find the person by their number.") from None
