"""The manual is true: its examples run, and every command, option and exit code stands in it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from econsent import errors
from econsent.cli import INTERRUPTED, econsent
from econsent.cli.ask import DECISION_EXITS
from econsent.server.__main__ import command as serve
from tests.docs.shell import REPOSITORY, Shell, examples, matches
from tests.timeauthority import running

TSA = "http://tsa.example/tsa"
"""Where the time-stamping authority of the examples is."""
MANUAL = (REPOSITORY / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.long
def test_the_examples_of_the_manual_print_what_the_manual_says(tmp_path: Path):
    assert_true(MANUAL, tmp_path)


def assert_true(page: str, folder: Path) -> None:
    """Run the examples of a page, its port replaced by a free one; fail with what they printed instead."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    wrong = []
    assert len(examples(page)) == page.count("\n$ ")
    with running(folder / "tsa") as authority, Shell(folder) as shell:
        (folder / "tsa-root.pem").write_bytes(authority.root.read_bytes())
        # exec: the server is then the job itself, and ends when the shell ends its jobs
        shell.run(f'econsent() {{ [ "$1" = serve ] && exec econsent "$@" --port {port}; command econsent "$@"; }}')
        for example in examples(page):
            printed = shell.run(example.command.replace("8335", port).replace(TSA, authority.url))
            if not matches(tuple(line.replace("8335", port) for line in example.expected), printed):
                wrong.append("\n".join([f"$ {example.command}", *printed]))
    assert not wrong, "\n\n".join(wrong)


def commands(group: click.Command = econsent, path: str = "econsent") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, by the words one types."""
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, f"{path} {name}")
    else:
        yield path, serve if path == "econsent serve" else group


COMMON = {"--json", "--token-file", "--passphrase-file", "--help", "--reason", "--if-match"}


@pytest.mark.parametrize(("path", "command"), list(commands()))
def test_every_command_and_option_is_in_the_manual(path: str, command: click.Command):
    sections = dict(re.findall(r"^### `([^`]*)`\n(.*?)(?=^##|\Z)", MANUAL, re.MULTILINE | re.DOTALL))
    (section,) = [text for title, text in sections.items() if re.fullmatch(rf"{path}(?: [A-Z.]+)*", title)]
    assert f"$ {path}" in section or f"| {path}" in section, "no example"
    for parameter in command.params:
        named = parameter.opts if isinstance(parameter, click.Option) else []
        assert any(name in section for name in named) or not named or COMMON & set(named), named
    assert set(re.findall(r"--[a-z-]+", MANUAL.partition("\n## A library begins")[0])) >= COMMON


def test_the_manual_names_no_command_that_is_not_there():
    known = {path for path, _ in commands()}
    titles = re.findall(r"^### `(econsent [a-z -]+[a-z])", MANUAL, re.MULTILINE)
    assert set(titles) == known


def test_every_exit_code_is_in_the_manual():
    codes = {leaf.exit_code for code, leaf in errors.by_code().items() if code != "econsent"}
    codes |= {errors.EXIT_USAGE, INTERRUPTED, *DECISION_EXITS.values()}
    assert codes == {int(code) for code in re.findall(r"^\| ([0-9]+) \|", MANUAL, re.MULTILINE)}
