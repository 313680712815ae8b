"""The page about HTTP is true: its examples run, and its table has exactly the routes that are served."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from econsent.server.app import OPERATIONS
from tests.docs.shell import REPOSITORY
from tests.docs.test_manual import assert_true

PAGE = (REPOSITORY / "docs" / "http.md").read_text(encoding="utf-8")
FILES = {"document.pdf", "statement.jws", "receipt.tlog-proof", "bundle.zip"}


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples use curl")
def test_the_examples_print_what_the_page_says(tmp_path: Path):
    assert_true(PAGE, tmp_path)


def test_every_operation_is_in_the_table_and_says_whether_it_needs_a_token():
    table = {
        (method, path.partition("?")[0].replace("RELEASE", release)): key == "🔑"
        for key, method, path in re.findall(r"^\| (🔑?) ?\| `([A-Z]+) (/[^` ]*)` \|", PAGE, re.MULTILINE)
        for release in ("R5", "R4")
    }
    declared = {(one.method, _as_written(one.path)): one.scope is not None for one in OPERATIONS}
    written = {place: key for place, key in declared.items() if not place[1].endswith("/NAME")}
    written |= {
        (method, f"{path.removesuffix('NAME')}{name}"): key
        for (method, path), key in declared.items()
        if path.endswith("/NAME")
        for name in FILES
    }
    assert table == written


def _as_written(path: str) -> str:
    """Return an operation's path as the page writes it."""
    for said, shown in (("statement_id", "ID"), ("path", "…")):
        path = path.replace("{" + said + "}", shown)
    return re.sub(r"{(\w+)}", lambda one: one[1].upper(), path)
