"""The systems and codes of our FHIR resources: ours are URNs, HL7's stand as HL7 spells them (SPEC 14.2)."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

CONSENT = "urn:econsent:consent"
"""Identifiers of decisions: ``<statement id>-<n>``."""
STATEMENT = "urn:econsent:statement"
"""Identifiers of statements: the digest in hex, which decisions and the log name too."""
SCOPE = "urn:econsent:scope"
FORM = "urn:econsent:form"
AUTHORITY = "urn:econsent:authority"
RELATIONSHIP = "urn:econsent:relationship"
DEVICE = "urn:econsent:device"
PERSON = "urn:econsent:person"
"""A person as the library knows them: a keyed hash (SPEC 8.1), for whoever compares two audit events."""
ASKER = "urn:econsent:asker"
VERB = "urn:econsent:verb"
ERROR = "urn:econsent:error"
SEALED = "urn:econsent:sealed"
"""The system of a value that only the library which sealed it can read: what stands in links instead of a person."""

_IDENTIFIER = "urn:econsent:id:"
BIN = f"{_IDENTIFIER}kz.bin"

_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
V2_0496 = f"{_TERMINOLOGY}v2-0496"
V3_PARTICIPATION = f"{_TERMINOLOGY}v3-ParticipationType"
V3_ROLE = f"{_TERMINOLOGY}v3-RoleCode"
V3_ACT = f"{_TERMINOLOGY}v3-ActCode"
CONSENT_SCOPE = f"{_TERMINOLOGY}consentscope"
CONSENT_STATES = "http://hl7.org/fhir/consent-state-codes"
LOINC = "http://loinc.org"
ASTM_SIGNATURES = "urn:iso-astm:E1762-95:2013"
AGENT_ROLE = f"{_TERMINOLOGY}provenance-participant-type"
AUDIT_TYPE = f"{_TERMINOLOGY}audit-event-type"
AUDIT_OUTCOME = f"{_TERMINOLOGY}audit-event-outcome"
SECURITY_SERVICE = f"{_TERMINOLOGY}restful-security-service"
OBJECT_ROLE = f"{_TERMINOLOGY}object-role"

_PHOTOGRAPHS = ("097", "Photographs")
_PHOTOGRAPHS_EMPLOYEE = ("098", "Photographs - Employee")
_VIDEOTAPE = ("136", "Videotape")
_CONSENT_TYPES = {
    "filming.photo": (_PHOTOGRAPHS,),
    "filming.video": (_VIDEOTAPE,),
    "images.quality-control": (_PHOTOGRAPHS, _VIDEOTAPE),
    "images.training": (_PHOTOGRAPHS, _VIDEOTAPE),
    "images.publication": (_PHOTOGRAPHS, _VIDEOTAPE),
    "staff.filming": (_PHOTOGRAPHS_EMPLOYEE, _VIDEOTAPE),
    "staff.images": (_PHOTOGRAPHS_EMPLOYEE, _VIDEOTAPE),
}
"""Scope → HL7 v2 table 0496; a scope that is not here has our own code alone."""

_ROLES = {"parent": "PRN", "guardian": "GUARD", "trustee": "GUARD", "adoptive-parent": "ADOPTP"}


def coding(system: str, code: str, display: str = "") -> Json:
    """Return a Coding."""
    return {"system": system, "code": code} | ({"display": display} if display else {})


def concept(*codings: Json, text: str = "") -> Json:
    """Return a CodeableConcept."""
    members: Json = {"coding": list(codings)} if codings else {}
    return members | ({"text": text} if text else {})


def identifier(system: str, value: str) -> Json:
    """Return an Identifier."""
    return {"system": system, "value": value}


def logical(kind: str, system: str, value: str, display: str = "") -> Json:
    """Return a logical Reference: it names somebody by identifier, and no resource here."""
    named: Json = {"type": kind} if kind else {}
    return named | {"identifier": identifier(system, value)} | ({"display": display} if display else {})


def system_of(register: str) -> str:
    """Return the system of a record's identifier, ``kz.iin`` for one."""
    return _IDENTIFIER + register


def register_of(system: str) -> str | None:
    """Return the record's word for an identifier system, or None for one that is not ours."""
    return system.removeprefix(_IDENTIFIER) if system.startswith(_IDENTIFIER) else None


def category(scope: str) -> list[Json]:
    """Return the categories of a scope: our code, then HL7's."""
    theirs = (concept(coding(V2_0496, code, display)) for code, display in _CONSENT_TYPES.get(scope, ()))
    return [concept(coding(SCOPE, scope)), *theirs]


def scopes_with(system: str | None, code: str) -> frozenset[str]:
    """Return the scopes that a category token names; `system` None stands for any."""
    named = {code} if system in (None, SCOPE) else set()
    if system in (None, V2_0496):
        named |= {scope for scope, types in _CONSENT_TYPES.items() if code in dict(types)}
    return frozenset(named)


def relationship(word: str) -> Json:
    """Return what a representative is to the person: our word, then HL7's role where there is one."""
    role = [coding(V3_ROLE, _ROLES[word])] if word in _ROLES else []
    return concept(coding(RELATIONSHIP, word), *role)
