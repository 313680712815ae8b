"""OperationOutcome: an error of ours as a FHIR client expects it, with the stable code inside (SPEC 14.12)."""

from __future__ import annotations

import msgspec

from econsent.errors import EconsentError, Fault, InputError, PlaceError
from econsent.fhir import terminology as terms

_BY_STATUS = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    409: "conflict",
    410: "deleted",
    413: "too-long",
    415: "not-supported",
    429: "throttled",
    507: "no-store",
}
"""HTTP status → IssueType."""


def operation_outcome(error: EconsentError, status: int | None = None) -> bytes:
    """Return an error as OperationOutcome; `status` where HTTP has a more exact one. It says nothing personal."""
    severity = "fatal" if isinstance(error, Fault) else "error"
    issue = {
        "severity": severity,
        "code": _issue_type(error, status or error.status),
        "details": terms.concept(terms.coding(terms.ERROR, error.code), text=error.what),
    }
    told = " ".join(part for part in (error.what, error.kept, error.remedy) if part)
    place = {"expression": [error.path]} if error.path else {}
    return msgspec.json.encode({"resourceType": "OperationOutcome", "issue": [issue | {"diagnostics": told} | place]})


def _issue_type(error: EconsentError, status: int) -> str:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if isinstance(error, InputError):
        return "invalid"
    if isinstance(error, PlaceError):
        return "transient"
    return "exception" if isinstance(error, Fault) else "processing"
