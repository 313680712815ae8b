"""Who asks, and what they may: an asker has scopes, one or more for each verb, and sees the people it is there for.

A verb names the scope that it needs and refuses whoever lacks it. Scopes are words of the library's own verbs, and
SMART App Launch 2 scopes (`system/Consent.rs`) for what is read as FHIR.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from econsent.errors import ScopeMissing
from econsent.standing import Role

Kind = Literal["local", "key", "client", "person"]

VERBS: dict[str, str] = {
    "decision": "ask whether a person may be filmed",
    "statements.read": "find, read and export statements",
    "statements.withdraw": "take down a withdrawal",
    "statements.correct": "mark a statement as entered in error",
    "stations.invite": "invite a station",
    "stations.revoke": "revoke a station",
    "stations.read": "see stations and their health",
    "log.check": "recompute the log",
    "changes.read": "follow what happens",
    "subscribers.manage": "add and remove webhooks",
    "site.read": "read the register of points, rooms and cameras",
    "site.write": "import the register",
    "policy.write": "set what is asked of a permit",
    "access.manage": "add and remove keys, clients and people",
    "audit.read": "read the audit trail",
    "metrics.read": "read the metrics",
}
"""Every scope of the library's own verbs, and what it lets one do."""

FHIR: dict[str, str] = {
    "system/Consent.r": "read a Consent",
    "system/Consent.s": "search Consents",
    "system/Consent.u": "withdraw by $revokeConsent",
    "system/Provenance.r": "read a Provenance",
    "system/Provenance.s": "search Provenances",
    "system/DocumentReference.r": "read a DocumentReference",
    "system/DocumentReference.s": "search DocumentReferences",
    "system/AuditEvent.r": "read an AuditEvent",
    "system/AuditEvent.s": "search AuditEvents",
}
"""Every SMART scope, one interaction each; `system/Consent.rs` is two of them."""

EVERY_SCOPE = frozenset([*VERBS, *FHIR])
EVERYBODY: frozenset[Role] = frozenset(("patient", "staff"))


class Asker(Struct, frozen=True, kw_only=True):
    """Who asks: an opaque id for the audit trail, the scopes it has, and whose statements it may see."""

    id: str
    kind: Kind
    scopes: frozenset[str]
    subjects: frozenset[Role] = EVERYBODY

    def require(self, scope: str) -> None:
        """Raise ScopeMissing where the asker does not have a scope."""
        if scope not in self.scopes:
            raise ScopeMissing(
                "Whoever asks may not ask this.",
                kept="Nothing was changed; the attempt stands in the audit trail.",
                remedy=f"It takes the scope {scope}: {VERBS.get(scope) or FHIR.get(scope, '')}.",
            )

    def sees(self, role: Role | None) -> bool:
        """Say whether the asker may see what was said about somebody in a role; None is nobody in particular."""
        return role is None or role in self.subjects


LOCAL = Asker(id="local", kind="local", scopes=EVERY_SCOPE)
"""Whoever opened the library's own store with its passphrase: nothing could be kept from them."""
