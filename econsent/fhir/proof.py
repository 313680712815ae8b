"""What proves a Consent: Provenance with a version's signature, DocumentReference with the files (SPEC 14.10)."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from econsent import instant
from econsent.errors import ResourceUnknown
from econsent.fhir import terminology as terms
from econsent.fhir.consent import contained, controller, grantor, person, source
from econsent.fhir.published import Logged, Release
from econsent.fhir.terminology import Json
from econsent.record import Kind, Statement
from econsent.standing import KAZAKHSTAN

JWS = "application/jose"
"""Media type of a compact JWS (RFC 7515 section 9.2.1)."""

_CONSENT_SIGNATURE = terms.coding(terms.ASTM_SIGNATURES, "1.2.840.10065.1.12.1.7", "Consent Signature")
_SOURCE_SIGNATURE = terms.coding(terms.ASTM_SIGNATURES, "1.2.840.10065.1.12.1.14", "Source Signature")
_EDIT_SIGNATURE = terms.coding(
    terms.ASTM_SIGNATURES, "1.2.840.10065.1.12.1.17", "Administrative (Error/Edit) Signature"
)
_SIGNATURES: dict[Kind, Json] = {
    "consent": _CONSENT_SIGNATURE,
    "withdrawal": _CONSENT_SIGNATURE,
    "notice": _SOURCE_SIGNATURE,
    "abandonment": _SOURCE_SIGNATURE,
    "correction": _EDIT_SIGNATURE,
}
_CONSENT_DOCUMENT = terms.concept(terms.coding(terms.LOINC, "59284-0", "Consent Document"))


class Attachment(Struct, frozen=True, kw_only=True):
    """A file: its media type, where it is, its size in bytes, and SHA-1, which FHIR asks for beside our own digests."""

    media_type: str
    url: str
    size: int
    sha1: bytes


def provenance(logged: Logged, jws: bytes, brought: Sequence[str], release: Release) -> bytes:
    """Return the Provenance of a statement: the versions of Consents it brought about, and its signature.

    `brought` are the ids of these Consents: its own, and those that it replaced, withdrew or corrected. Its id is the
    statement's. Raise ResourceUnknown where there is none.
    """
    statement = logged.statement
    if not brought:
        raise ResourceUnknown("This statement brought no version of a Consent about.", remedy="Compare the id.")
    related = contained(statement)
    return _resource(
        "Provenance",
        logged,
        contained=related or None,
        target=[{"reference": f"Consent/{one}/_history/{logged.index}"} for one in brought],
        occurredPeriod=_occurred(logged),
        recorded=instant.render(logged.logged, KAZAKHSTAN),
        location={"display": statement.place.point},
        patient=_patient(statement) if release == "R5" else None,
        agent=_agents(statement),
        entity=[{"role": "source", "what": source(statement)}],
        signature=[_signature(logged, jws)],
    )


def document_reference(logged: Logged, files: Sequence[Attachment], release: Release, *, in_error: bool) -> bytes:
    """Return the DocumentReference of a statement: its document as PDF and itself as JWS; its id is the statement's.

    `in_error` says that the statement was corrected.
    """
    statement = logged.statement
    return _resource(
        "DocumentReference",
        logged,
        identifier=[terms.identifier(terms.STATEMENT, logged.digest)],
        status="entered-in-error" if in_error else "current",
        docStatus="entered-in-error" if in_error else "final",
        type=_CONSENT_DOCUMENT,
        subject=None if statement.subject is None else person(statement.subject),
        date=instant.render(logged.logged, KAZAKHSTAN),
        author=[_device(statement)],
        custodian=controller(statement.controller),
        content=[{"attachment": _attachment(file, release)} for file in files],
    )


def _resource(kind: str, logged: Logged, **members: object) -> bytes:
    meta = {"versionId": str(logged.index), "lastUpdated": instant.render(logged.logged, KAZAKHSTAN)}
    given = {name: value for name, value in members.items() if value is not None}
    return msgspec.json.encode({"resourceType": kind, "id": logged.statement.id, "meta": meta, **given})


def _attachment(file: Attachment, release: Release) -> Json:
    """Return an Attachment; in R5 a size is an integer64, which JSON carries as a text."""
    size = str(file.size) if release == "R5" else file.size
    sha1 = base64.b64encode(file.sha1).decode()
    return {"contentType": file.media_type, "url": file.url, "size": size, "hash": sha1}


def _occurred(logged: Logged) -> Json:
    """Return between which moments the statement was made; nothing is said of an earliest that is not known."""
    earliest, latest = logged.interval.earliest, logged.interval.latest
    start = {} if earliest == instant.BEGINNING else {"start": instant.render(earliest, KAZAKHSTAN)}
    return start | {"end": instant.render(latest, KAZAKHSTAN)}


def _patient(statement: Statement) -> Json | None:
    subject = statement.subject
    return person(subject) if subject is not None and subject.role == "patient" else None


def _device(statement: Statement) -> Json:
    return terms.logical("Device", terms.DEVICE, statement.device.id)


def _agents(statement: Statement) -> list[Json]:
    """Return who spoke, or which two people corrected, the device that signed, and who keeps it."""
    spoke = _spoke(statement)
    by = () if statement.correction is None else statement.correction.by
    return [
        *([] if spoke is None else [_agent("author", spoke)]),
        *(_agent("author", {"type": "Practitioner", "display": name}) for name in by),
        _agent("assembler", _device(statement)),
        _agent("custodian", controller(statement.controller)),
    ]


def _agent(role: str, who: Json) -> Json:
    return {"type": terms.concept(terms.coding(terms.AGENT_ROLE, role)), "who": who}


def _spoke(statement: Statement) -> Json | None:
    subject = statement.subject
    return None if subject is None or statement.grantor is None else grantor(subject, statement.grantor)


def _signature(logged: Logged, jws: bytes) -> Json:
    """Return the signature: the device seals what the person signed with ink, and neither is called the other."""
    statement, spoke = logged.statement, _spoke(logged.statement)
    return {
        "type": [_SIGNATURES[statement.kind]],
        "when": instant.render(logged.interval.latest, KAZAKHSTAN),
        "who": _device(statement),
        **({} if spoke is None else {"onBehalfOf": spoke}),
        "sigFormat": JWS,
        "data": base64.b64encode(jws).decode(),
    }
