"""R5 resources, compiled against the types that others program with: required codes, cardinality, nothing unknown."""

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
from tests.builders import BIN
from tests.fhir.said import PEOPLE, Told
from tests.fhir.test_r4_by_node import NODE
from tests.fhir.test_resources import BASE, SERVING, asked, files

Json = dict[str, Any]


def compiled(folder: Path, resources: Sequence[Json]) -> list[str]:
    """Return what the compiler complains of, with each resource a typed constant; what is contained has its own."""
    types = NODE / "node_modules" / "@types" / "fhir" / "r5"
    assert types.with_suffix(".d.ts").is_file(), "run `make setup`: it installs what tests/node/package.json names"
    lines = ["import * as r5 from 'fhir/r5';"]
    for number, one in enumerate(part for resource in resources for part in apart(resource)):
        lines.append(f"export const x{number}: r5.{one['resourceType']} = {json.dumps(one)};")
    (folder / "given.ts").write_text("\n".join(lines))
    options = {"strict": True, "noEmit": True, "skipLibCheck": True, "types": [], "paths": {"fhir/r5": [str(types)]}}
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": ["given.ts"]}))
    compiler = [NODE / "node_modules" / "typescript" / "bin" / "tsc", "--pretty", "false"]
    ran = subprocess.run(["node", *compiler, "-p", folder], capture_output=True, text=True, check=False)
    complaints = [line for line in ran.stdout.splitlines() if "error TS" in line]
    assert bool(complaints) == bool(ran.returncode), ran.stdout + ran.stderr
    return complaints


def apart(resource: Json) -> list[Json]:
    """Return a resource and those that stand in it, each on its own."""
    entries = resource.get("entry", [])
    inner = [*resource.get("contained", []), *(entry["resource"] for entry in entries)]
    whole = {name: value for name, value in resource.items() if name != "contained"}
    if entries:
        whole["entry"] = [{name: entry[name] for name in entry if name != "resource"} for entry in entries]
    return [whole, *(part for one in inner for part in apart(one))]


@pytest.fixture(scope="module")
def consents(told: Told) -> list[bytes]:
    return [
        consent(told.logged[key.partition("/")[0]], version, "R5")
        for names in PEOPLE
        for key, versions in told.versions(*names).items()
        for version in versions
    ]


def test_every_r5_resource_compiles(told: Told, consents: list[bytes], tmp_path: Path) -> None:
    logged, jws = told.logged["child"], told.jws["child"]
    past = [bundle.Past("Consent/1", one, 1, logged.logged, True) for one in consents[:1]]
    others = [
        provenance(logged, jws, ["x-1", "x-2"], "R5"),
        document_reference(logged, files(jws), "R5", in_error=False),
        audit_event(asked(), BIN, "R5"),
        bundle.page(BASE, [bundle.Hit("Consent/1", consents[0])], total=1, links=[("self", BASE), ("next", BASE)]),
        bundle.history(BASE, past, total=1, links=[("self", BASE)]),
        operation_outcome(SearchInvalid("No.", remedy="Ask again.", path="date")),
        capability_statement(SERVING, "R5"),
    ]
    assert len(consents) > 30
    assert compiled(tmp_path, [json.loads(one) for one in (*consents, *others)]) == []


MUTATIONS: Sequence[Json] = (
    {"status": "rejected"},
    {"decision": "maybe"},
    {"decision": ["permit"]},
    {"patient": {"reference": "Patient/1"}},
    {"grantor": {"reference": "Patient/1"}},
)


def test_what_is_broken_does_not_compile(consents: list[bytes], tmp_path: Path) -> None:
    changed = [json.loads(consents[0]) | mutation for mutation in MUTATIONS]
    complaints = compiled(tmp_path, changed)
    lines = {line.partition("(")[2].partition(",")[0] for line in complaints}
    assert lines == {str(number) for number in range(2, len(MUTATIONS) + 2)}
