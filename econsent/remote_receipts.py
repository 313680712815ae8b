"""The receipts of a library behind HTTP: open to whoever has a code, without a token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from econsent.exchange import CopyRequest, ReceiptShown

if TYPE_CHECKING:
    from econsent.remote import Remote

_PDF = "application/pdf"


class RemoteReceipts:
    """The receipts of a library at a URL; every verb raises what the library raises."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def shown(self, code: str) -> ReceiptShown:
        """Return what the receipt that a code names proves; raise CodeMalformed, StatementUnknown or RateLimited."""
        return self._remote.say("GET", _of(code), None, ReceiptShown)

    def copy(self, code: str, number: str) -> bytes:
        """Return the document, for whoever also gives the person's number; raise as `shown` does."""
        return self._remote.file("POST", f"{_of(code)}/document", _PDF, CopyRequest(number=number))


def _of(code: str) -> str:
    return f"v1/receipts/{quote(code, safe='')}"
