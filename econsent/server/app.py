"""The application: its routes over one library, who may ask, and what every answer carries."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from econsent.errors import EconsentError
from econsent.server import (
    accounts,
    decision,
    feeds,
    fhir,
    fhir_proof,
    forms,
    health,
    hooks,
    inspection,
    openapi,
    pages,
    preservations,
    problems,
    publiclog,
    questions,
    receipts,
    site,
    stations,
    subscribers,
    tokens,
    works,
)
from econsent.server import metrics as metered
from econsent.server.console.routes import ROUTES as CONSOLE
from econsent.server.front import Front
from econsent.server.gate import Gate
from econsent.server.journal import Journal
from econsent.server.limits import NO_LIMITS, Limits
from econsent.server.metrics import Metrics
from econsent.server.operations import operations_of
from econsent.server.reading import MAX_MESSAGE

if TYPE_CHECKING:
    from econsent.library import Library

ROUTES = (
    *stations.ROUTES,
    *questions.ROUTES,
    *publiclog.ROUTES,
    *receipts.ROUTES,
    *site.ROUTES,
    *forms.ROUTES,
    *tokens.ROUTES,
    *accounts.ROUTES,
    *inspection.ROUTES,
    *feeds.ROUTES,
    *subscribers.ROUTES,
    *works.ROUTES,
    *preservations.ROUTES,
    *fhir.ROUTES,
    *fhir_proof.ROUTES,
    *hooks.ROUTES,
    *pages.ROUTES,
    *health.ROUTES,
    *metered.ROUTES,
)
"""Everything that is served; each of them an `operation`."""


QUICK = decision.QUICK
"""What is answered past the framework."""
OPERATIONS = (*(one.declared for one in QUICK), *operations_of(ROUTES))


def app(
    library: Library, journal: Journal | None = None, *, limits: Limits = NO_LIMITS, public_url: str | None = None
) -> Front:
    """Return the ASGI application of an open library, which the caller closes; without a journal it writes no log.

    `public_url` is where clients know the server to be; by default it is the address that it listens on.
    """
    metrics = Metrics(library)
    inside = Litestar(
        route_handlers=(*ROUTES, *CONSOLE),
        exception_handlers={
            EconsentError: problems.refuse,
            HTTPException: problems.refuse_request,
            Exception: problems.admit_fault,
        },
        request_max_body_size=MAX_MESSAGE,
        state=State(
            {
                "library": library,
                "gate": Gate(library, limits),
                "public_url": public_url,
                "metrics": metrics,
                "intake": stations.Intake(),
                "stopping": asyncio.Event(),
                pages.DOCUMENT: openapi.document(OPERATIONS, token_path=tokens.TOKEN_PATH),
            }
        ),
        openapi_config=None,
        logging_config=None,
    )
    return Front(inside, QUICK, journal or Journal(), metrics)
