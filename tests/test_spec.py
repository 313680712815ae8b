"""SPEC.md and the code say the same: every clause cited exists, every field and every error code is in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from econsent import record
from econsent.access import DUTIES, EVERY_SCOPE, read_scopes
from econsent.errors import by_code

ROOT = Path(__file__).parents[1]
SPEC = (ROOT / "SPEC.md").read_text()
CLAUSES = set(re.findall(r"^\s*- \*\*(\d+(?:\.\d+)+)\*\*", SPEC, re.MULTILINE)) | set(
    re.findall(r"^## (\d+) ", SPEC, re.MULTILINE)
)
_CITATION = re.compile(r"(?:clause=\"|SPEC )(\d+(?:\.\d+)*)(?:-(\d+(?:\.\d+)*))?")


def cited() -> set[tuple[str, str]]:
    """Return every clause that a source cites, with the source."""
    found = set()
    for path in (*ROOT.glob("econsent/**/*.py"), *ROOT.glob("kiosk/**/*.py"), *ROOT.glob("docs/**/*.md")):
        for first, last in _CITATION.findall(path.read_text()):
            found |= {(clause, path.name) for clause in (first, last) if clause}
    return found


def test_every_clause_cited_exists():
    found = cited()
    assert len(found) > 40
    assert {(clause, source) for clause, source in found if clause not in CLAUSES} == set()


def test_clauses_are_numbered_in_order_and_once():
    numbers = [tuple(map(int, item.split("."))) for item in re.findall(r"^\s*- \*\*([\d.]+)\*\*", SPEC, re.MULTILINE)]
    assert numbers == sorted(set(numbers))


def test_the_table_of_errors_is_the_tree():
    rows = re.findall(r"^\| `([a-z.-]+)` \| (.*?) \| (\d+) \| (\d+) \|$", SPEC, re.MULTILINE)
    leaves = {
        (code, (leaf.__doc__ or "").splitlines()[0], str(leaf.exit_code), str(leaf.status))
        for code, leaf in by_code().items()
        if not leaf.__subclasses__() and leaf.__module__.startswith("econsent.")  # the kiosk has leaves of its own
    }
    assert set(rows) == leaves


@pytest.mark.parametrize("part", [record.Statement, *record.Part.__subclasses__()], ids=lambda part: part.__name__)
def test_every_field_of_a_statement_is_named(part: type[msgspec.Struct]):
    chapter = SPEC.partition("\n## 2 ")[2].partition("\n## 3 ")[0]
    own = part.__module__ == record.Part.__module__
    missing = {name for name in part.__struct_fields__ if f"`{name}`" not in chapter}
    assert not own or missing == set()


@pytest.mark.parametrize("words", [record.Kind, record.Language, record.ClockState, record.SignatureClass])
def test_every_word_that_a_statement_may_say_is_named(words: object):
    assert {word for word in get_args(words) if f"`{word}`" not in SPEC} == set()


def test_every_scope_and_duty_is_named():
    chapter = SPEC.partition("\n## 15 ")[2].partition("\n## ")[0]
    words = [
        word for row in re.findall(r"^    \| (`.*?) \|", chapter, re.MULTILINE) for word in re.findall(r"`(.*?)`", row)
    ]
    assert read_scopes(word for word in words if word != "scope") == EVERY_SCOPE
    assert {duty for duty in DUTIES if f"`{duty}`" not in chapter} == set()
    assert all(rights.scopes <= EVERY_SCOPE for rights in DUTIES.values())


def test_the_needs_of_each_kind_are_those_of_the_code():
    table = re.findall(r"^    \| `(\w+)` \| (.*?) \| (.*?) \|$", SPEC, re.MULTILINE)
    said = {kind: tuple(set(cell.replace("–", "").split(", ")) - {""} for cell in cells) for kind, *cells in table}
    assert said == {kind: (set(record.NEEDS[kind]), set(record.MAY[kind])) for kind in record.NEEDS}
