"""R4 resources, JSON and XML, validated by npm's `fhir`: cardinality, types, required codes, and nothing unexpected."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from econsent.errors import SearchInvalid
from econsent.fhir import bundle
from econsent.fhir.audit import audit_event
from econsent.fhir.capability import capability_statement
from econsent.fhir.consent import consent
from econsent.fhir.outcome import operation_outcome
from econsent.fhir.proof import document_reference, provenance
from econsent.fhir.published import is_published
from econsent.fhir.xml import to_xml
from tests.builders import BIN
from tests.fhir.said import PEOPLE, Told
from tests.fhir.test_resources import BASE, SERVING, asked, files

Json = dict[str, Any]
NODE = Path(__file__).parents[1] / "node"
XML_BUNDLE = '<Bundle xmlns="http://hl7.org/fhir">'


def judged(texts: Sequence[bytes], form: str) -> list[Json]:
    """Return what the validator says of each text."""
    assert (NODE / "node_modules").is_dir(), "run `make setup`: it installs what tests/node/package.json names"
    lines = "".join(json.dumps({"text": text.decode(), "form": form}) + "\n" for text in texts)
    ran = subprocess.run(["node", "validate.js"], cwd=NODE, input=lines, capture_output=True, text=True, check=True)
    said = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(said) == len(texts)
    return said


def errors(said: Json) -> list[str]:
    return [f"{one['location']}: {one['message']}" for one in said["messages"] if one["severity"] in ("error", "fatal")]


@pytest.fixture(scope="module")
def consents(told: Told) -> list[bytes]:
    """Every version of every R4 Consent."""
    return [
        consent(told.logged[key.partition("/")[0]], version, "R4")
        for names in PEOPLE
        for key, versions in told.versions(*names).items()
        for version in versions
        if is_published(told.logged[key.partition("/")[0]].statement, "R4")
    ]


@pytest.fixture(scope="module")
def others(told: Told, consents: list[bytes]) -> list[bytes]:
    """One of every other resource."""
    logged, jws = told.logged["child"], told.jws["child"]
    hits = [bundle.Hit(f"Consent/{number}", one) for number, one in enumerate(consents)]
    past = [bundle.Past("Consent/1", one, 1, logged.logged, True) for one in consents[:1]]
    links = [("self", BASE), ("next", f"{BASE}?_cursor=x")]
    return [
        provenance(logged, jws, ["x-1", "x-2"], "R4"),
        document_reference(logged, files(jws), "R4", in_error=False),
        audit_event(asked(), BIN, "R4"),
        bundle.page(BASE, hits, total=len(hits), links=links),
        bundle.history(BASE, past, total=1, links=links),
        operation_outcome(SearchInvalid("No.", remedy="Ask again.", path="date")),
        capability_statement(SERVING, "R4"),
    ]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_every_r4_resource_is_free_of_errors(consents: list[bytes], others: list[bytes], form: str) -> None:
    given = [*consents, *others]
    assert len(given) > 30
    texts = given if form == "json" else [to_xml(one) for one in given]
    for resource, said in zip(given, judged(texts, form), strict=True):
        assert errors(said) == [], resource.decode()
        assert said["valid"]


MUTATIONS: dict[str, Json] = {
    "a status of R5": {"status": "not-done"},
    "no scope": {"scope": None},
    "no category": {"category": None},
    "a decision, which R4 has not": {"decision": "permit"},
    "an unknown type of provision": {"provision": {"type": "maybe"}},
    "a subject, which R4 has not": {"subject": {"reference": "Practitioner/1"}},
}


def test_what_is_broken_is_found(consents: list[bytes]) -> None:
    changed = []
    for mutation in MUTATIONS.values():
        members = json.loads(consents[0]) | mutation
        changed.append(json.dumps({name: value for name, value in members.items() if value is not None}).encode())
    verdicts = judged(changed, "json")
    assert {name: errors(said) == [] for name, said in zip(MUTATIONS, verdicts, strict=True)} == dict.fromkeys(
        MUTATIONS, False
    )


def test_xml_read_by_another_program_is_the_json(consents: list[bytes], others: list[bytes]) -> None:
    given = [*consents[:6], *others]
    for resource, said in zip(given, judged([to_xml(one) for one in given], "xml"), strict=True):
        assert said["resource"] == json.loads(resource)
