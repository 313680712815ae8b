"""The audit trail over HTTP, for whoever may read it. A person is named in a body, never in a URL."""

from __future__ import annotations

from econsent.errors import IinInvalid
from econsent.exchange import AuditLine, AuditQuery, AuditReport
from econsent.server import examples
from econsent.server.access import AnyRequest, asked, library_of, said_in
from econsent.server.operations import json, operation

SCOPE = "audit.read"


@operation(
    "POST",
    "/v1/audit/find",
    takes=json(examples.AUDIT_QUERY),
    gives=json([examples.AUDIT_LINE], list[AuditLine]),
    scope=SCOPE,
    errors=(IinInvalid,),
)
async def find_audit(request: AnyRequest) -> list[AuditLine]:
    """List what was asked and answered, about one person or by one asker, oldest first."""
    return await asked(request, library_of(request).inspection.find, await said_in(request, AuditQuery))


@operation("GET", "/v1/audit/report", gives=json(examples.AUDIT_REPORT), scope=SCOPE)
async def check_audit(request: AnyRequest) -> AuditReport:
    """Recompute the whole trail and say what was found."""
    return await asked(request, library_of(request).inspection.check)


ROUTES = (find_audit, check_audit)
