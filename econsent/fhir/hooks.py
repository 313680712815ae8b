"""CDS Hooks `patient-consent-consult`, in the shape that LEAP's consent decision service gave it (SPEC 14.15).

The same engine as our own decision: a context becomes questions, their answers one card. A context says whom and what
it is about by several identifiers and categories: a permit is one only where everything asked is permitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from econsent.errors import ArgumentInvalid
from econsent.exchange import Answer, Question
from econsent.fhir import conditions
from econsent.fhir import terminology as terms
from econsent.standing import Answer as Decision

SERVICE = "patient-consent-consult"
_MANY = 16
_INDICATORS: dict[Decision, Literal["info", "warning", "critical"]] = {
    "CONSENT_PERMIT": "info",
    "CONSENT_DENY": "critical",
    "NO_CONSENT": "warning",
}
_DETAILS: dict[Decision, str] = {
    "CONSENT_PERMIT": "The person has permitted this, and it still holds.",
    "CONSENT_DENY": "The person has refused or withdrawn this.",
    "NO_CONSENT": "Nothing permits this: treat it as refused.",
}


class SystemValue(Struct, frozen=True):
    """An identifier."""

    value: Annotated[str, Meta(max_length=200)]
    system: Annotated[str, Meta(max_length=200)] = ""


class SystemCode(Struct, frozen=True):
    """A code."""

    system: str
    code: str


Identifiers = Annotated[tuple[SystemValue, ...], Meta(max_length=_MANY)]
Codes = Annotated[tuple[SystemCode, ...], Meta(max_length=_MANY)]


class Context(Struct, frozen=True, rename={"patient_id": "patientId"}):
    """Whom and what a decision is about; other members of the hook's context change no answer here."""

    patient_id: Identifiers | SystemValue
    category: Codes | SystemCode = ()
    actor: Identifiers | SystemValue = ()


class Consult(Struct, frozen=True, rename={"hook_instance": "hookInstance"}):
    """A call of the hook."""

    hook: Literal["patient-consent-consult"]
    hook_instance: Annotated[str, Meta(max_length=200)]
    context: Context


class Obligation(Struct, frozen=True, omit_defaults=True):
    """What whoever asked has to keep to: HL7's code, and what it speaks of."""

    id: SystemCode
    parameters: dict[Literal["codes", "exceptAnyOfCodes"], tuple[SystemCode, ...]] = msgspec.field(default_factory=dict)


class Ruling(Struct, frozen=True, omit_defaults=True, rename={"based_on": "basedOn"}):
    """The card's extension: what a program reads. `based_on` is a Consent, as ``Consent/<id>``."""

    decision: Decision
    obligations: tuple[Obligation, ...] = ()
    based_on: str | None = None


class Source(Struct, frozen=True):
    """Who says so."""

    label: str
    url: str


class Card(Struct, frozen=True):
    """One card: for people, and in `extension` for programs."""

    summary: Decision
    detail: str
    indicator: Literal["info", "warning", "critical"]
    source: Source
    extension: Ruling


class Cards(Struct, frozen=True):
    """The answer of a hook."""

    cards: tuple[Card]


_consult = msgspec.json.Decoder(Consult)


def services() -> dict[str, Any]:
    """Return the discovery document of ``/cds-services``."""
    return {
        "services": [
            {
                "hook": SERVICE,
                "id": SERVICE,
                "title": "Consent to being filmed",
                "description": "Says whether a person permits, refuses or has not permitted a use of their image.",
            }
        ]
    }


def read(body: bytes) -> Consult:
    """Return a call of the hook; raise ArgumentInvalid, which repeats no value."""
    try:
        return _consult.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ArgumentInvalid(
            "This is no call of patient-consent-consult.", remedy="Give hook, hookInstance and context.patientId."
        ) from None


def questions(context: Context, bin: str) -> tuple[Question, ...]:  # noqa: A002  # the field's word
    """Return what a context asks of the library of a BIN; raise ArgumentInvalid where that is not clear.

    There is none where the context's actors are others than this organisation: nobody consented to them here.
    """
    actors = _many(context.actor)
    if actors and all((actor.system, actor.value) != (terms.BIN, bin) for actor in actors):
        return ()
    known = [(one.system, one.value) for one in _many(context.patient_id) if terms.register_of(one.system)]
    scopes = [one.code for one in _many(context.category) if one.system == terms.SCOPE]
    if not known or not scopes:
        raise ArgumentInvalid(
            "Whom or which use this is about is not said in a way that is known here.",
            remedy=f"Give patientId in {terms.system_of('kz.iin')} and category in {terms.SCOPE}.",
            path="context",
        )
    people = [conditions.person(token, "context.patientId") for token in known]
    try:
        return tuple(
            msgspec.convert({"person": msgspec.to_builtins(person), "scope": scope}, Question)
            for scope in dict.fromkeys(scopes)
            for person in dict.fromkeys(people)
        )
    except msgspec.ValidationError:
        raise ArgumentInvalid("A category is no scope.", path="context.category") from None


def _many(said: Any) -> tuple[Any, ...]:
    """Return a list of what older callers send as one object."""
    return said if isinstance(said, tuple) else (said,)


def card(answers: Sequence[Answer], source: Source, based_on: str | None = None) -> Cards:
    """Return the one card of all answers: a refusal of anything refuses, and only permits of all permit."""
    by_scope: dict[str, list[Decision]] = {}
    for answer in answers:
        by_scope.setdefault(answer.scope, []).append(answer.decision)
    decided = {scope: _of_one_scope(said) for scope, said in by_scope.items()}
    decision = _of_all(list(decided.values()))
    obligations = tuple(_obligation(scope) for scope, said in decided.items() if said != "CONSENT_PERMIT")
    ruling = Ruling(decision=decision, obligations=obligations, based_on=based_on)
    return Cards((Card(decision, _DETAILS[decision], _INDICATORS[decision], source, ruling),))


def _of_one_scope(said: Sequence[Decision]) -> Decision:
    """Return the decision over several identifiers of one person: any refusal, else any permit."""
    if "CONSENT_DENY" in said:
        return "CONSENT_DENY"
    return "CONSENT_PERMIT" if "CONSENT_PERMIT" in said else "NO_CONSENT"


def _of_all(said: Sequence[Decision]) -> Decision:
    if "CONSENT_DENY" in said:
        return "CONSENT_DENY"
    return "CONSENT_PERMIT" if said and set(said) == {"CONSENT_PERMIT"} else "NO_CONSENT"


def _obligation(scope: str) -> Obligation:
    """Return what must not be done: not to collect what is not permitted, not to reuse what exists already."""
    code = "NOREUSE" if ".images" in f".{scope}" else "NOCOLLECT"
    return Obligation(SystemCode(terms.V3_ACT, code), {"codes": (SystemCode(terms.SCOPE, scope),)})
