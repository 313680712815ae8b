"""What happens, in the order of the log, to those who follow it: other systems that must learn of a withdrawal at once.

Nobody is named: who follows asks its own question anew, or for the statement by its id.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator

from econsent import instant
from econsent.access import LOCAL, Asker
from econsent.audit import AuditTrail
from econsent.errors import ArgumentInvalid, StoreDamaged
from econsent.exchange import Change, Changes
from econsent.standing import Heard
from econsent.store import answers
from econsent.store.shelf import Entry, Shelf
from econsent.store.vault import Vault
from econsent.store.watch import Watch

VERB = "changes.read"
BEGINNING = -1
"""The cursor before the first change."""
MAX_PAGE = 1000
PAGE = 100
_PATIENCE = 60.0


class Feed:
    """The changes of one open library; safe to share between threads."""

    def __init__(self, shelf: Shelf, vault: Vault, audit: AuditTrail) -> None:
        self._shelf = shelf
        self._vault = vault
        self._audit = audit
        self.watch = Watch(lambda: shelf.size() - 1)
        """Wakes whoever waits for the log to have an entry past an index."""

    def changes(self, after: int = BEGINNING, limit: int = PAGE, *, wait: float = 0, asker: Asker = LOCAL) -> Changes:
        """Return what was logged after an index, oldest first; with `wait`, wait so many seconds for something.

        Raises ScopeMissing, or ArgumentInvalid for a cursor past the log's end: this is then an older copy of it.
        """
        end = time.monotonic() + wait
        page = self._asked(after, limit, asker)
        while not page.changes and (left := end - time.monotonic()) > 0:
            self.watch.wait(page.after, left)
            page = self._asked(page.after, limit, asker)
        return page

    def follow(self, after: int = BEGINNING, *, asker: Asker = LOCAL) -> Iterator[Change]:
        """Yield every change after an index, and then each as it is logged; never ends by itself."""
        while True:
            page = self.changes(after, wait=_PATIENCE, asker=asker)
            after = page.after
            yield from page.changes

    def read(self, after: int, limit: int, asker: Asker) -> Changes:
        """Return the changes that an asker may see; nothing is checked or noted here."""
        size = self._shelf.size()
        if not BEGINNING <= after <= size - 1:
            raise ArgumentInvalid(
                "The log does not reach that far: this is an older copy of it, or another log.",
                remedy="Follow from the beginning again.",
                path="after",
            )
        lines = self._shelf.lines(after + 1, limit)
        rows = self._shelf.heard_at(lines)
        heard = [(line, self._heard(line, rows.get(line.index))) for line in lines]
        return Changes(
            changes=tuple(_change(line, said) for line, said in heard if asker.sees(said.role)),
            after=lines[-1].index if lines else after,
            size=size,
        )

    def size(self) -> int:
        """Return the number of entries in the log."""
        return self._shelf.size()

    def grew(self) -> None:
        """Wake whoever waits: this process has logged something."""
        self.watch.look()

    def close(self) -> None:
        """Wake whoever waits, and watch no more."""
        self.watch.close()

    # ── inside ──

    def _asked(self, after: int, limit: int, asker: Asker) -> Changes:
        with self._audit.asked(asker, VERB) as asking:
            asker.require(VERB)
            if not 1 <= limit <= MAX_PAGE:
                raise ArgumentInvalid(f"A page has 1 to {MAX_PAGE} changes.", path="limit")
            page = self.read(after, limit, asker)
            if page.changes:  # the first and the last of a page stand for it: a trail is not to repeat the log
                asking.digests = tuple(dict.fromkeys((page.changes[0].digest, page.changes[-1].digest)))
            return page

    def _heard(self, line: Entry, row: bytes | None) -> Heard:
        if row is None:
            raise StoreDamaged("A statement of the log is lost.", remedy="Restore the last good copy.")
        return answers.read_heard(self._vault, line.person, line.index, row)


def _change(line: Entry, heard: Heard) -> Change:
    return Change(
        index=line.index,
        id=str(uuid.UUID(bytes=line.statement_id)),
        digest=line.digest.hex(),
        kind=heard.kind,
        logged=instant.render(line.at),
        device=line.device,
        decisions={item.scope: item.decision for item in heard.decisions},
        refers_to=heard.refers_to,
    )
