"""The page about FHIR is true: its examples run, and it lists the search parameters that there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from econsent.fhir.capability import parameters_of
from tests.docs.shell import REPOSITORY
from tests.docs.test_manual import assert_true

PAGE = (REPOSITORY / "docs" / "fhir.md").read_text(encoding="utf-8")
SAME = {"actor", "grantee", "manager"}
"""Others that ask for the organisation: the page names the plainest of each release."""


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples use curl")
def test_the_examples_print_what_the_page_says(tmp_path: Path):
    program = PAGE.partition("$ cat ask.py\n")[2].partition("$ ")[0]
    (tmp_path / "ask.py").write_text(program)
    assert_true(PAGE, tmp_path)


def test_every_search_parameter_is_on_the_page():
    table = "\n".join(re.findall(r"^\|.*$", PAGE, re.MULTILINE))
    shown = {re.split("[.:=]", name)[0] for name in re.findall(r"`([a-zA-Z_][\w.:=]*)`", table)}
    assert (set(parameters_of("R5")) | set(parameters_of("R4"))) - SAME - {"scope"} <= shown
