"""Who asks, and what they may: an asker has scopes, one or more for each verb, and sees the people it is there for.

A verb names the scope that it needs and refuses whoever lacks it. Scopes are words of the library's own verbs, and
SMART App Launch 2 scopes (`system/Consent.rs`) for what is read as FHIR.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from econsent.errors import ArgumentInvalid, ScopeMissing
from econsent.standing import Role

Kind = Literal["local", "key", "client", "person"]
Duty = Literal["reader", "registrar", "hr", "privacy-officer", "admin"]
"""What a person is there for."""

VERBS: dict[str, str] = {
    "decision": "ask whether a person may be filmed",
    "statements.read": "find, read and export statements",
    "statements.withdraw": "take down a withdrawal",
    "statements.correct": "mark a statement as entered in error",
    "stations.invite": "invite a station",
    "stations.revoke": "revoke a station",
    "stations.read": "see stations and their health",
    "stations.acknowledge": "acknowledge what was noticed of a station",
    "log.check": "recompute the log",
    "log.preserve": "have the log dated by an authority outside",
    "changes.read": "follow what happens",
    "subscribers.manage": "add and remove webhooks",
    "site.read": "read the register of points, rooms and cameras",
    "site.write": "import the register",
    "forms.release": "release a form of the organisation's own",
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


MAX_REASON = 500
"""Characters of a reason."""


class Intent(Struct, frozen=True, kw_only=True):
    """Why something is to be changed, and which version of it was seen before (SPEC 15.11, 15.12).

    `reason` is a few words for the audit trail and must name nobody. `version` None is whatever stands now.
    """

    reason: str = ""
    version: int | None = None


UNSAID = Intent()
"""No word of why, and whatever version stands."""


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

    def require_reason(self, intent: Intent) -> None:
        """Raise ArgumentInvalid where nothing, or too much, is said of why something is to be changed.

        Whoever opened the store itself need not say it: who that was is known to nobody but the machine.
        """
        if len(intent.reason) > MAX_REASON:
            raise ArgumentInvalid(
                f"A reason has {MAX_REASON} characters at most.", kept="Nothing was changed.", path="reason"
            )
        if self.kind != "local" and not intent.reason.strip():
            raise ArgumentInvalid(
                "Why this is to be changed was not said.",
                kept="Nothing was changed.",
                remedy="Say it in a few words that name nobody: they stand in the audit trail.",
                path="reason",
                clause="15.11",
            )

    def sees(self, role: Role | None) -> bool:
        """Say whether the asker may see what was said about somebody in a role; None is nobody in particular."""
        return role is None or role in self.subjects


LOCAL = Asker(id="local", kind="local", scopes=EVERY_SCOPE)
"""Whoever opened the library's own store with its passphrase: nothing could be kept from them."""


class Rights(Struct, frozen=True):
    """What whoever has a duty may ask, and whose statements they see."""

    scopes: frozenset[str]
    subjects: frozenset[Role] = EVERYBODY


_CONSENTS = {"system/Consent.r", "system/Consent.s", "system/Provenance.r", "system/Provenance.s"}
_FHIR_READING = {*_CONSENTS, "system/DocumentReference.r", "system/DocumentReference.s"}
_READING = {"decision", "statements.read", "site.read", *_FHIR_READING}
_STATIONS = {"stations.invite", "stations.revoke", "stations.read", "stations.acknowledge"}
_LOG = {"log.check", "log.preserve"}
_RUNNING = {"site.read", "site.write", "policy.write", "subscribers.manage", "metrics.read", *_LOG, *_STATIONS}

DUTIES: dict[Duty, Rights] = {
    "reader": Rights(frozenset(_READING)),
    "registrar": Rights(
        frozenset({*_READING, "statements.withdraw", "system/Consent.u", "stations.invite", "stations.read"})
    ),
    "hr": Rights(
        frozenset({"decision", "statements.read", "statements.withdraw", "system/Consent.u", *_FHIR_READING}),
        frozenset({"staff"}),
    ),
    "privacy-officer": Rights(
        frozenset(
            {*_READING, "statements.withdraw", "statements.correct", "system/Consent.u", "audit.read", *_LOG}
            | {"system/AuditEvent.r", "system/AuditEvent.s", "changes.read", "stations.read", "stations.acknowledge"}
        )
    ),
    "admin": Rights(
        frozenset({"access.manage", "forms.release", *_RUNNING}),
        frozenset(),
    ),
}
"""What each duty brings: HR sees staff alone, and an admin, who gives access to others, sees nobody's statements."""

_SMART = re.compile(r"system/(\*|[A-Za-z]{1,64})\.(c?r?u?d?s?)")


def read_scopes(words: Iterable[str], within: frozenset[str] = EVERY_SCOPE) -> frozenset[str]:
    """Return every single scope that words ask for; raise ArgumentInvalid for a word that is none.

    `system/Consent.rs` asks for two; `system/*.rs` for those of them that `within` has (SMART App Launch 2).
    """
    found: set[str] = set()
    for word in words:
        found |= _single(word, within)
    return frozenset(found)


def _single(word: str, within: frozenset[str]) -> set[str]:
    if word in VERBS:
        return {word}
    smart = _SMART.fullmatch(word)
    if smart is not None and smart[2]:
        resource, interactions = smart[1], smart[2]
        if resource == "*":
            return {scope for scope in within & FHIR.keys() if scope.rpartition(".")[2] in interactions}
        asked = {f"system/{resource}.{interaction}" for interaction in interactions}
        if asked <= FHIR.keys():
            return asked
    raise ArgumentInvalid("There is no such scope.", remedy="SPEC.md 15 has them all.", path="scope")


def write_scopes(scopes: Iterable[str]) -> tuple[str, ...]:
    """Return scopes as they are shown: sorted, those of one FHIR resource in one word."""
    together: dict[str, str] = {}
    for scope in scopes:
        head, dot, tail = scope.rpartition(".") if scope in FHIR else (scope, "", "")
        together[head + dot] = together.get(head + dot, "") + tail
    return tuple(sorted(head + "".join(sorted(tail, key="cruds".index)) for head, tail in together.items()))
