"""CDS Hooks: whether a person consents, asked by a care system in the shape that LEAP's consent service has."""

from __future__ import annotations

from typing import Any

import msgspec

from econsent.errors import FormScopeUnknown, IinInvalid, SearchInvalid
from econsent.exchange import Answer
from econsent.fhir import hooks
from econsent.server import examples
from econsent.server.access import AnyRequest, asker_of, beside, library_of
from econsent.server.fhir_wire import root_of
from econsent.server.operations import json, operation
from econsent.server.reading import JSON, check_type, headers_of, read

_CALL = msgspec.json.decode(examples.CONSULT, type=hooks.Consult)
_CARDS = hooks.card((), hooks.Source(label="econsent", url="https://library.example"))


@operation("GET", "/cds-services", gives=json(hooks.services(), dict[str, Any]))
async def cds_services(request: AnyRequest) -> dict[str, Any]:
    """List the hooks that are answered here (CDS Hooks 2.0)."""
    return hooks.services()


@operation(
    "POST",
    f"/cds-services/{hooks.SERVICE}",
    takes=json(_CALL),
    gives=json(_CARDS),
    scope="decision",
    errors=(IinInvalid, FormScopeUnknown, SearchInvalid),
)
async def patient_consent_consult(request: AnyRequest) -> hooks.Cards:
    """Say whether a person permits a use of their image: one card, which a program reads too."""
    check_type(headers_of(request.scope), JSON)
    asked = hooks.read(await read(request.receive, headers_of(request.scope)))
    return await beside(_answer, request, asked)


def _answer(request: AnyRequest, asked: hooks.Consult) -> hooks.Cards:
    library, asker = library_of(request), asker_of(request)
    questions = hooks.questions(asked.context, library.controller.bin)
    answers = [library.decide(question, asker=asker) for question in questions]
    label = library.controller.name.kk
    return hooks.card(answers, hooks.Source(label=label, url=root_of(request)), _basis(request, answers))


def _basis(request: AnyRequest, answers: list[Answer]) -> str | None:
    """Return the Consent that a decision rests on, where it is one."""
    if len(answers) != 1 or len(answers[0].statements) != 1:
        return None
    consent = library_of(request).consents.resting_on(answers[0].statements[0], answers[0].scope)
    return None if consent is None else f"Consent/{consent}"


ROUTES = (cds_services, patient_consent_consult)
