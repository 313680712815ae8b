"""schemathesis reads the OpenAPI document and asks a real server whatever comes to its mind: no 5xx, nothing unsaid."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from econsent.library import ACCESS_TOKEN
from tests.builders import make_library
from tests.server.conftest import served
from tests.server.world import furnish
from tests.waiting import unmeasured

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "ignored_auth",
)
SEED = 335
ROOT = Path(__file__).parents[2]


@pytest.fixture
def furnished(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """URL and token of a library that knows what the examples name."""
    with make_library(tmp_path) as library:
        furnish(library)
        with served(library) as url:
            yield url, (tmp_path / "library" / ACCESS_TOKEN).read_text().strip()


def run(url: str, token: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("schemathesis")
    command = [program, "run", f"{url}/openapi.json", "--header", f"Authorization: Bearer {token}"]
    command += ["--checks", ",".join(CHECKS), "--seed", str(SEED), "--generation-database", "none", "--no-color"]
    known = unmeasured() | {"SCHEMATHESIS_HOOKS": "tests.server.serializers", "PYTHONPATH": str(ROOT)}
    return subprocess.run([*command, *options], cwd=folder, env=known, capture_output=True, text=True, check=False)


@pytest.mark.long
def test_examples_and_a_sample_of_questions_are_answered_as_the_document_says(furnished, tmp_path: Path):
    ended = run(*furnished, tmp_path, "--phases", "examples,coverage,fuzzing", "--max-examples", "4")
    assert ended.returncode == 0, ended.stdout[-20_000:]


@pytest.mark.sweep
def test_a_thousand_questions_of_each_kind_are_answered_as_the_document_says(furnished, tmp_path: Path):
    ended = run(*furnished, tmp_path, "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "1000")
    assert ended.returncode == 0, ended.stdout[-20_000:]
