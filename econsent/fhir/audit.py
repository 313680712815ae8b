"""AuditEvent: a line of the audit trail, which names no person, as FHIR (SPEC 14.11)."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from econsent import instant
from econsent.errors import AnswerError, EconsentError, InputError, by_code
from econsent.fhir import terminology as terms
from econsent.fhir.published import Release
from econsent.fhir.terminology import Json
from econsent.standing import KAZAKHSTAN

_REST = terms.coding(terms.AUDIT_TYPE, "rest", "RESTful Operation")
_ACTIONS = {"statements.withdraw": "C", "statements.correct": "C", "stations.invite": "C", "stations.revoke": "U"}
"""Verb → AuditEventAction; a verb that changes nothing executes."""


class Asked(Struct, frozen=True, kw_only=True):
    """A line of the trail: its number, when (microseconds), who asked, which verb, what came of it, and about what.

    `asker` is opaque; `outcome` a decision, ``ok`` or an error's code; `person` a keyed hash; `digests` the statements
    that the answer rested on.
    """

    seq: int
    at: int
    asker: str
    verb: str
    outcome: str
    person: bytes | None = None
    digests: tuple[str, ...] = ()


def audit_event(asked: Asked, bin: str, release: Release) -> bytes:  # noqa: A002  # the field's word
    """Return a line of the trail of the library that a BIN names."""
    moment = instant.render(asked.at, KAZAKHSTAN)
    said = _r4(asked, moment) if release == "R4" else _r5(asked, moment)
    named = {"resourceType": "AuditEvent", "id": str(asked.seq), "meta": {"versionId": "1", "lastUpdated": moment}}
    agent = {"who": {"identifier": terms.identifier(terms.ASKER, asked.asker)}, "requestor": True}
    entities = _entities(asked, release)
    return msgspec.json.encode(
        named
        | said
        | {"agent": [agent], "source": {"observer": terms.logical("Organization", terms.BIN, bin)}}
        | ({"entity": entities} if entities else {})
    )


def _r4(asked: Asked, moment: str) -> Json:
    return {
        "type": _REST,
        "subtype": [terms.coding(terms.VERB, asked.verb)],
        "action": _ACTIONS.get(asked.verb, "E"),
        "recorded": moment,
        "outcome": _outcome(asked.outcome),
        "outcomeDesc": asked.outcome,
    }


def _r5(asked: Asked, moment: str) -> Json:
    return {
        "category": [terms.concept(_REST)],
        "code": terms.concept(terms.coding(terms.VERB, asked.verb)),
        "action": _ACTIONS.get(asked.verb, "E"),
        "recorded": moment,
        "outcome": {
            "code": terms.coding(terms.AUDIT_OUTCOME, _outcome(asked.outcome)),
            "detail": [terms.concept(text=asked.outcome)],
        },
    }


def _outcome(word: str) -> str:
    """Return FHIR's outcome: 0 for success, 4 where the asker was refused, 8 where something of ours failed."""
    known: type[EconsentError] | None = by_code().get(word)
    if known is None:
        return "0"
    return "4" if issubclass(known, InputError | AnswerError) else "8"


def _entities(asked: Asked, release: Release) -> list[Json]:
    person = [] if asked.person is None else [_entity(terms.PERSON, asked.person.hex(), "1", release)]
    return person + [_entity(terms.STATEMENT, digest, "4", release) for digest in asked.digests]


def _entity(system: str, value: str, role: str, release: Release) -> Json:
    """Return what was asked about: role 1 is a patient, 4 a resource of the domain."""
    said = terms.coding(terms.OBJECT_ROLE, role)
    what = {"identifier": terms.identifier(system, value)}
    return {"what": what, "role": said if release == "R4" else terms.concept(said)}
