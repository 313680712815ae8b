"""The library's department for whoever holds a receipt: what its code proves to anybody, and the person's own copy.

The code is 80 bits of a digest, on the kiosk's last screen and on the paper copy. It says of nobody who they are. The
document takes a second thing that the statement itself holds: the number by which the person was identified.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from econsent import codes, instant, ledger
from econsent.access import Asker
from econsent.archive import Archive
from econsent.audit import AuditTrail
from econsent.door import count_attempt
from econsent.errors import StatementUnknown
from econsent.exchange import Cosignature, ReceiptShown
from econsent.record import Statement
from econsent.store.clock import Clock
from econsent.store.home import LibraryHome
from econsent.store.roll import Roll
from econsent.store.shelf import KeptStatement, Shelf

HOLDER = Asker(id="receipt", kind="key", scopes=frozenset())
"""Who asked, in the audit trail, for a copy with a receipt's code."""
_NOBODYS = b"nobody's"
"""Compared in place of a number where a statement is about nobody: what is typed is in capitals, and never this."""


class Receipts:
    """The receipts of an open library; safe to share between threads."""

    def __init__(
        self, home: LibraryHome, shelf: Shelf, archive: Archive, roll: Roll, audit: AuditTrail, clock: Clock
    ) -> None:
        self._home = home
        self._shelf = shelf
        self._archive = archive
        self._roll = roll
        self._audit = audit
        self._clock = clock

    def receipt(self, code: str) -> bytes:
        """Return the receipt of the statement that a code names; raise CodeMalformed or StatementUnknown.

        A receipt says nothing of anybody: whoever holds the code sees that the statement is in the log, and since when.
        """
        return self._archive.receipt(self._known(code))

    def shown(self, code: str) -> ReceiptShown:
        """Return what a receipt proves, opened; raise as `receipt` does."""
        kept = self._known(code)
        covering = self._shelf.first_checkpoint_over(kept.index)
        opened = ledger.open_checkpoint(covering.note, self._home.verifiers)
        seconds = opened.cosigned_at
        return ReceiptShown(
            digest=kept.digest.hex(),
            index=kept.index,
            logged=instant.render(kept.at),
            origin=opened.checkpoint.origin,
            size=opened.checkpoint.size,
            note=covering.note,
            cosignatures=tuple(
                Cosignature(name=name, dated=None if seconds is None else instant.render(seconds * instant.SECOND))
                for name in _signers(covering.note)
            ),
        )

    def copy(self, code: str, number: str) -> bytes:
        """Return the document of the statement that a code names, for whoever also gives the person's number.

        An unknown code and a wrong number are told apart by no word. Raises CodeMalformed, StatementUnknown, or
        RateLimited where a code was tried in vain too often.
        """
        place = codes.read(code)
        with self._audit.asked(HOLDER, "receipt.copy") as asking:
            tried = sha256(b"econsent receipt\0" + place).digest()
            count_attempt(self._roll, tried, self._clock.wall())
            kept = self._at(place)
            statement = None if kept is None else self._archive.statement(kept)
            fits = hmac.compare_digest(_typed(number), _number_of(statement))
            if kept is None or statement is None or not fits:
                raise StatementUnknown(
                    "No document is given out for this code and this number.",
                    remedy="Compare both with the paper; a station that was offline delivers later.",
                )
            asking.about(kept.person)
            asking.digests = (kept.digest.hex(),)
            with self._roll.changing() as pen:
                pen.forget_attempts(tried)
            return self._archive.document(kept)

    def _known(self, code: str) -> KeptStatement:
        kept = self._at(codes.read(code))
        if kept is None:
            raise StatementUnknown(
                "No statement with this code has reached the log.",
                remedy="Compare the code; a station that was offline delivers later.",
            )
        return kept

    def _at(self, place: bytes) -> KeptStatement | None:
        index = self._shelf.index_of_prefix(place)
        return None if index is None else self._shelf.statement(index)


def _signers(note: str) -> list[str]:
    """Return the names under a signed note (C2SP signed-note)."""
    return [line.split(" ")[1] for line in note.partition("\n\n")[2].splitlines() if line.startswith("\u2014 ")]


def _number_of(statement: Statement | None) -> bytes:
    subject = None if statement is None else statement.subject
    return _NOBODYS if subject is None else _typed(subject.identifier.value)


def _typed(number: str) -> bytes:
    """Return a number as it is compared: without spaces and hyphens, in capitals."""
    return "".join(number.split()).replace("-", "").upper().encode(errors="replace")
