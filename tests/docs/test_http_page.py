"""The page about HTTP is true: its examples run, and its table has exactly the routes that are served."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from econsent.library import Library
from econsent.server import app
from tests.docs.shell import REPOSITORY
from tests.docs.test_manual import assert_true

PAGE = (REPOSITORY / "docs" / "http.md").read_text(encoding="utf-8")
FILES = {"document.pdf", "statement.jws", "receipt.tlog-proof", "bundle.zip"}


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples use curl")
def test_the_examples_print_what_the_page_says(tmp_path: Path):
    assert_true(PAGE, tmp_path)


def test_every_route_is_in_the_table_and_says_whether_it_needs_a_token(library: Library):
    table = {
        (method, path.partition("?")[0]): key == "🔑"
        for key, method, path in re.findall(r"^\| (🔑?) ?\| `([A-Z]+) (/[^` ]*)` \|", PAGE, re.MULTILINE)
    }
    served = {
        (method, _as_written(route.path)): bool(handler.resolve_guards())
        for route in app(library).routes
        for handler in route.route_handlers
        for method in handler.http_methods - {"OPTIONS"}
    }
    shown = {
        (method, f"{path}/{name}"): key
        for (method, path), key in served.items()
        if path.endswith("/ID/NAME")
        for name in FILES
    }
    written = {place: key for place, key in served.items() if not place[1].endswith("/NAME")}
    written |= {(method, path.replace("/NAME", "")): key for (method, path), key in shown.items()}
    assert table == written


def _as_written(path: str) -> str:
    """Return a route's path as the page writes it."""
    for said, shown in (("statement_id:str", "ID"), ("name:str", "NAME"), ("path:path", "…"), ("code:str", "CODE")):
        path = path.replace("{" + said + "}", shown)
    return path
