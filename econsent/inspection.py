"""The library's department for inspectors and the privacy officer: what was asked, by whom, whether the trail holds."""

from __future__ import annotations

from econsent import instant
from econsent.access import EVERYBODY, LOCAL, Asker
from econsent.audit import AuditTrail, Kept
from econsent.errors import ScopeMissing
from econsent.exchange import AuditLine, AuditQuery, AuditReport
from econsent.store.vault import Vault

SCOPE = "audit.read"


class Inspection:
    """The audit trail of an open library, for whoever may read it; looking is an entry of its own."""

    def __init__(self, audit: AuditTrail, vault: Vault) -> None:
        self._audit = audit
        self._vault = vault

    def find(self, query: AuditQuery, *, asker: Asker = LOCAL) -> list[AuditLine]:
        """Return lines of the trail in the order that is asked for; raise ScopeMissing or StoreError leaves."""
        person = None if query.person is None else self._vault.person(query.person)
        with self._audit.asked(asker, SCOPE, person=person):
            _check(asker)
            found = self._audit.entries(
                after=query.after, before=query.before, limit=query.limit, person=person, asker=query.asker
            )
            return [self._line(kept) for kept in found]

    def check(self, *, asker: Asker = LOCAL) -> AuditReport:
        """Recompute the trail and hold its signed head against it; raise ScopeMissing or StoreError leaves."""
        with self._audit.asked(asker, "audit.check"):
            _check(asker)
            report = self._audit.check()
            return AuditReport(size=report.size, head=report.head, problems=report.problems)

    def _line(self, kept: Kept) -> AuditLine:
        entry = kept.entry
        return AuditLine(
            seq=kept.seq,
            at=instant.render(entry.at),
            asker=entry.asker,
            verb=entry.verb,
            outcome=entry.outcome,
            person=None if entry.person is None else entry.person.hex(),
            scope=entry.scope,
            digests=entry.digests,
            target=entry.target,
            times=entry.times,
            reason=self._audit.reason(entry),
        )


def _check(asker: Asker) -> None:
    """Refuse whoever lacks the scope, and whoever is there for some people alone: the trail does not part them."""
    asker.require(SCOPE)
    if asker.subjects != EVERYBODY:
        raise ScopeMissing("Whoever asks is there for some people alone, and the trail is about all.")
