"""CapabilityStatement: what this server does of FHIR, no more and no less than the routes and the searches do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from econsent.fhir import lookup
from econsent.fhir import terminology as terms
from econsent.fhir.published import FHIR_VERSION, Release
from econsent.fhir.search import CONDITIONS, REFERENCES
from econsent.fhir.terminology import Json

REVOKE = "revokeConsent"
REVOKE_DEFINITION = "urn:econsent:operation:revoke-consent"
_OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
_DATES = frozenset({"_lastUpdated", "date", "period"})

OTHERS: Mapping[str, Mapping[str, str]] = {
    kind: {re.split("[.:]", name)[0]: sort for name, (_, sort, _) in known.items()}
    for kind, known in lookup.PARAMETERS.items()
}
"""What is searched for beside Consents: resource → parameter → type."""


class Serving(Struct, frozen=True, kw_only=True):
    """Where a library serves FHIR: base URL, SMART token endpoint, software version, and the day it was released."""

    base: str
    token: str
    version: str
    date: str


def capability_statement(serving: Serving, release: Release) -> bytes:
    """Return the CapabilityStatement of a release."""
    return msgspec.json.encode(
        {
            "resourceType": "CapabilityStatement",
            "version": serving.version,
            "name": "Econsent",
            "title": "Consent to being filmed in medicine",
            "status": "active",
            "date": serving.date,
            "kind": "instance",
            "software": {"name": "econsent", "version": serving.version},
            "implementation": {"description": "A library of consents to being filmed", "url": serving.base},
            "fhirVersion": FHIR_VERSION[release],
            "format": ["json", "xml"],
            "rest": [
                {
                    "mode": "server",
                    "security": _security(serving.token),
                    "resource": [*(_other(kind, found) for kind, found in OTHERS.items()), _consent(release)],
                }
            ],
        }
    )


def _security(token: str) -> Json:
    return {
        "extension": [{"extension": [{"url": "token", "valueUri": token}], "url": _OAUTH_URIS}],
        "service": [terms.concept(terms.coding(terms.SECURITY_SERVICE, "SMART-on-FHIR"))],
        "description": "SMART Backend Services: client credentials with private_key_jwt.",
    }


def _consent(release: Release) -> Json:
    interactions = ("read", "vread", "history-instance", "search-type")
    parameters = parameters_of(release)
    return {
        "type": "Consent",
        "interaction": [{"code": code} for code in interactions],
        "versioning": "versioned",
        "readHistory": True,
        "referencePolicy": ["logical", "literal"],
        "searchParam": [{"name": name, "type": kind} for name, kind in parameters.items()],
        "operation": [{"name": REVOKE, "definition": REVOKE_DEFINITION}],
    }


def parameters_of(release: Release) -> dict[str, str]:
    """Return the search parameters of Consent and their types, as `search` reads them."""
    found = {name: "date" if name in _DATES else "token" for name in CONDITIONS if name != "scope" or release == "R4"}
    declared = REFERENCES[release] - ({"subject"} if release == "R4" else set())  # R4 has no such parameter
    return dict(sorted((found | dict.fromkeys(declared, "reference")).items()))


def _other(kind: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": kind,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchParam": [{"name": name, "type": sort} for name, sort in parameters.items()],
    }
