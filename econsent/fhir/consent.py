"""Consent in R5 and R4, straight from the statement (SPEC 14.5, 14.6).

Neither is made from the other: HL7's own maps lose the decision. In R5 the decision stands alone, since a provision
there negates it; in R4 it is the type of the root provision.

Reading is mostly searching: what all decisions of a statement share is encoded once (`share`), and each version is
stitched from it (`stitch`). `Shared` can be kept beside the statement, sealed as it is: it holds what it says.
Members come in the order of the specification, so that the XML form need not sort them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import get_args

import msgspec
from msgspec import Struct

from econsent import instant
from econsent.errors import ResourceUnknown
from econsent.fhir import terminology as terms
from econsent.fhir.published import (
    ABANDONED,
    Logged,
    Release,
    Status,
    Version,
    consent_id,
    is_published,
    period,
    start_of,
)
from econsent.fhir.terminology import Json
from econsent.record import (
    Authority,
    Controller,
    Decision,
    FormUse,
    Grantor,
    Identifier,
    LegalBasis,
    Statement,
    Subject,
)
from econsent.standing import KAZAKHSTAN

_encode = msgspec.json.Encoder().encode
_FEW = 256
"""Parts that many statements have in common are encoded once: a library has few organisations, forms and scopes."""
_MANY = 4096
_STATUS: dict[str, bytes] = {status: f'{status}"'.encode() for status in get_args(Status)}


class Said(Struct, frozen=True, array_like=True, gc=False):
    """One decision, encoded: its categories, what opens its period, that period's start (µs), what closes it.

    `head` opens the resource as far as its versionId, `named` says its identifiers as far as its status.
    """

    categories: bytes
    opening: bytes
    start: int | None
    closing: bytes
    head: bytes = b""
    named: bytes = b""


class Shared(Struct, frozen=True, array_like=True, gc=False):
    """What the Consents of one statement have in common, encoded for one release.

    `digest` is the statement's, in hex. `decisions` begin at position `first`; `contained` stands before the
    identifiers, `middle` after the categories of each decision, `end` after its period.
    """

    id: str
    digest: str
    first: int
    contained: bytes
    middle: bytes
    end: bytes
    decisions: tuple[Said, ...]


def consent(logged: Logged, version: Version, release: Release) -> bytes:
    """Return one version of a Consent as JSON; raise ResourceUnknown for what a release does not publish."""
    return stitch(share(logged, release), version)


def share(logged: Logged, release: Release) -> Shared:
    """Encode what all Consents of a statement share; raise ResourceUnknown for what a release does not publish."""
    statement, subject = logged.statement, logged.statement.subject
    if not is_published(statement, release):
        raise ResourceUnknown(
            "This statement has no Consent in this release of FHIR.",
            remedy="What staff said and who walked away is in R5; a notice or a correction has none.",
        )
    related = contained(statement)
    middle, end, decisions = _abandoned(logged) if subject is None else _RENDER[release](logged, subject)
    first = 1 if statement.decisions else ABANDONED
    return Shared(
        id=statement.id,
        digest=logged.digest,
        first=first,
        contained=b'"contained":' + _encode(related) + b"," if related else b"",
        middle=middle,
        end=end,
        decisions=tuple(_named(said, logged, place) for place, said in enumerate(decisions, start=first)),
    )


def _named(said: Said, logged: Logged, position: int) -> Said:
    """Return a decision with what names its Consent."""
    own = consent_id(logged.statement.id, position)
    head = f'{{"resourceType":"Consent","id":"{own}","meta":{{"versionId":"'
    named = (
        f'"identifier":[{{"system":"{terms.CONSENT}","value":"{own}"}},'
        f'{{"system":"{terms.STATEMENT}","value":"{logged.digest}"}}],"status":"'
    )
    return msgspec.structs.replace(said, head=head.encode(), named=named.encode())


def stitch(shared: Shared, version: Version) -> bytes:
    """Return one version of a Consent as JSON; raise ResourceUnknown for a decision that its statement has not."""
    place = version.position - shared.first
    if not 0 <= place < len(shared.decisions):
        raise ResourceUnknown("The statement has no such decision.", remedy="Compare the id.")
    said = shared.decisions[place]
    return b"".join(
        (
            said.head,
            b'%d","lastUpdated":"' % version.index,
            instant.render(version.updated, KAZAKHSTAN).encode(),
            b'"},',
            shared.contained,
            said.named,
            _STATUS[version.status],
            said.categories,
            shared.middle,
            said.opening,
            _period(said.start, version.ends),
            shared.end,
            said.closing,
        )
    )


def _period(start: int | None, ends: int | None) -> bytes:
    first, last = period(start, ends)
    if first is None:
        return b"" if last is None else b',"period":{"end":"%b"}' % _bound(last)
    if last is None:
        return b',"period":{"start":"%b"}' % _bound(first)
    return b',"period":{"start":"%b","end":"%b"}' % (_bound(first), _bound(last))


@lru_cache(maxsize=_MANY)
def _bound(moment: int) -> bytes:
    """Return a bound of a period: many end at the same midnight, and all decisions of a statement begin at once."""
    return instant.render(moment, KAZAKHSTAN).encode()


# ── R5 ────────────────────────────────────────────────────────────────────────────────────


Rendered = tuple[bytes, bytes, tuple[Said, ...]]
"""What stands after the categories of every decision, what after its period, and the decisions."""


def _r5(logged: Logged, subject: Subject) -> Rendered:
    statement = logged.statement
    middle = _members(subject=person(subject), date=_day(logged))
    spoke = _members(grantor=grantors(statement, subject), grantee=[controller(statement.controller)])
    decisions = (
        Said(_categories(said.scope), b"", start_of(logged.interval, said), _decision(said))
        for said in statement.decisions
    )
    asked = _members(verification=verification(statement, subject))
    return middle, spoke + _r5_keeper(statement) + asked, tuple(decisions)


def _abandoned(logged: Logged) -> Rendered:
    """Return the one Consent of who walked away: R5 alone, of nobody, deciding nothing."""
    return _members(date=_day(logged)), _r5_keeper(logged.statement), (Said(b"", b"", None, b"}"),)


def _decision(said: Decision) -> bytes:
    """Return R5's decision, with no provision after it: that would negate it."""
    return f',"decision":"{said.decision}"}}'.encode()


def _r5_keeper(statement: Statement) -> bytes:
    text = statement.form and terms.logical("DocumentReference", terms.FORM, _form_name(statement.form))
    return b"".join(
        (
            _r5_organisation(statement.controller),
            _members(sourceReference=[source(statement)]),
            _r5_basis(statement.legal_basis),
            _members(policyText=[text] if text else None),
        )
    )


@lru_cache(maxsize=_FEW)
def _r5_organisation(organisation: Controller) -> bytes:
    return _members(manager=[controller(organisation)], controller=[controller(organisation)])


@lru_cache(maxsize=_FEW)
def _r5_basis(basis: tuple[LegalBasis, ...]) -> bytes:
    return _members(regulatoryBasis=[terms.concept(text=_law(one)) for one in basis] or None)


@lru_cache(maxsize=_FEW)
def _categories(scope: str) -> bytes:
    return _members(category=terms.category(scope))


def _day(logged: Logged) -> str:
    """Return the day of `date`, which has no time in R5: several decisions may share it, so `period` is exact."""
    return instant.render(logged.interval.latest, KAZAKHSTAN)[:10]


# ── R4 ────────────────────────────────────────────────────────────────────────────────────


_RECIPIENT = terms.concept(terms.coding(terms.V3_PARTICIPATION, "IRCP"))


def _r4(logged: Logged, subject: Subject) -> Rendered:
    scope = _r4_scope()
    decisions = (
        Said(scope + _categories(said.scope), _provision(said), start_of(logged.interval, said), b"")
        for said in logged.statement.decisions
    )
    return _r4_middle(logged, subject), _r4_actor(logged.statement.controller), tuple(decisions)


@lru_cache(maxsize=1)
def _r4_scope() -> bytes:
    return _members(scope=terms.concept(terms.coding(terms.CONSENT_SCOPE, "patient-privacy")))


@lru_cache(maxsize=_FEW)
def _r4_actor(organisation: Controller) -> bytes:
    return _members(actor=[{"role": _RECIPIENT, "reference": controller(organisation)}]) + b"}}"


def _provision(said: Decision) -> bytes:
    """Return the beginning of R4's root provision, whose type is the decision."""
    return f',"provision":{{"type":"{said.decision}"'.encode()


def _r4_middle(logged: Logged, subject: Subject) -> bytes:
    statement, form = logged.statement, logged.statement.form
    patient, moment = person(subject), instant.render(logged.interval.latest, KAZAKHSTAN)
    return b"".join(
        (
            _members(patient=patient, dateTime=moment, performer=grantors(statement, subject)),
            _r4_organisation(statement.controller),
            _members(sourceReference=source(statement)),
            _members(policy=[{"uri": f"{terms.FORM}:{_form_name(form)}"}] if form else None),
            _r4_rule(statement.legal_basis),
            _members(verification=verification(statement, subject)),
        )
    )


@lru_cache(maxsize=_FEW)
def _r4_organisation(organisation: Controller) -> bytes:
    return _members(organization=[controller(organisation)])


@lru_cache(maxsize=_FEW)
def _r4_rule(basis: tuple[LegalBasis, ...]) -> bytes:
    law = "; ".join(_law(one) for one in basis)
    return _members(policyRule=terms.concept(text=law) if law else None)


_RENDER = {"R4": _r4, "R5": _r5}


# ── parts ─────────────────────────────────────────────────────────────────────────────────


def _members(**given: object) -> bytes:
    """Encode members, after a comma; one that is None is left out."""
    there = {name: value for name, value in given.items() if value is not None}
    return b"," + _encode(there)[1:-1] if there else b""


def person(subject: Subject) -> Json:
    """Return a logical reference to who is filmed; no Patient resource is needed, and no name travels."""
    return _by_identifier("Patient" if subject.role == "patient" else "Practitioner", subject.identifier)


def controller(organisation: Controller) -> Json:
    """Return a logical reference to the organisation that films and keeps, by its BIN."""
    return terms.logical("Organization", terms.BIN, organisation.bin, organisation.name.kk)


def source(statement: Statement) -> Json:
    """Return the reference to the document that proves a statement."""
    return {"reference": f"DocumentReference/{statement.id}"}


def _by_identifier(kind: str, known: Identifier) -> Json:
    return terms.logical(kind, terms.system_of(known.system), known.value)


def grantor(subject: Subject, spoke: Grantor | None) -> Json:
    """Return the reference to who spoke: the person, or the representative that `contained` holds."""
    if spoke is not None and spoke.kind == "representative":
        return {"reference": "#grantor"}
    return person(subject)


def grantors(statement: Statement, subject: Subject) -> list[Json]:
    """Return references to everybody who signed: who spoke, then the person who cosigned (SPEC 14.5)."""
    beside = [person(subject)] if statement.cosignature else []
    return [grantor(subject, statement.grantor), *beside]


def verification(statement: Statement, subject: Subject) -> list[Json] | None:
    """Return whether a child confirmed the decision as it stands, None where no child was asked (SPEC 14.5)."""
    said = statement.assent
    if not said:
        return None
    return [{"verified": said.verdict != "none", "verifiedWith": person(subject)}]


def contained(statement: Statement) -> list[Json]:
    """Return the representative who spoke, with relationship and authority document; nobody for who speaks alone."""
    spoke, subject = statement.grantor, statement.subject
    if spoke is None or subject is None or spoke.authority is None or spoke.relationship is None:
        return []
    known = spoke.identifier
    own = [] if known is None else [terms.identifier(terms.system_of(known.system), known.value)]
    return [
        {
            "resourceType": "RelatedPerson",
            "id": "grantor",
            "identifier": [*own, _authority(spoke.authority)],
            "patient": _by_identifier("Patient" if subject.role == "patient" else "", subject.identifier),
            "relationship": [terms.relationship(spoke.relationship)],
            "name": [{"text": spoke.name}],
        }
    ]


def _authority(document: Authority) -> Json:
    named = terms.identifier(f"{terms.AUTHORITY}:{document.kind}", document.number)
    return named | {"period": {"start": document.date.isoformat()}}


def _form_name(form: FormUse) -> str:
    """Return which text was signed: SPEC 11 gives every language of every version its bytes for ever."""
    return f"{form.id}:{form.version}:{form.language}"


def _law(basis: LegalBasis) -> str:
    edition = f" ({basis.edition})" if basis.edition else ""
    return " ".join(part for part in (basis.act, basis.paragraph) if part) + edition
