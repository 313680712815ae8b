"""The first page is true: its Python runs, its commands exist, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from econsent.cli import econsent
from tests.docs.shell import REPOSITORY
from tests.docs.test_manual import commands

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]


def test_the_python_examples_of_the_readme_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert blocks
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)


def test_every_econsent_command_in_the_readme_is_written_as_it_must_be():
    lines = [line for line in README.split("\n") if re.match(r"^(?:echo [^|]*\| *)?econsent [a-z]", line)]
    assert len(lines) >= 5
    known = dict(commands())
    for line in lines:
        words = shlex.split(re.sub(r"^.*\| *", "", line), comments=True)
        words = [word for word in words if word != "&"]
        path = next(path for path in known if words[: len(path.split())] == path.split())
        # parses as the command line itself would, and runs nothing
        known[path].make_parser(click.Context(known[path])).parse_args(words[len(path.split()) :])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page: Path):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def test_the_help_of_every_command_fits_and_ends_in_a_full_stop():
    for path, command in commands(econsent):
        assert command.help.endswith("."), path
