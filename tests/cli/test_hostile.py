"""Whatever is written for any argument or option of any command is taken or refused by a code, never a fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from econsent.cli import econsent
from econsent.errors import Fault
from tests.builders import IIN, make_library
from tests.cli.conftest import Run
from tests.hand import Hand, consent_of, deposit

VALUES = (
    "", "-1", "0", "9" * 21, "9" * 5000, "\u0663", "nan", "inf", "1.5", "[]", "{}", "\u202e", "\udcff",
    "a" * 300, "A" * 5000, "0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
    "1969-12-31T23:59:59.999999Z", IIN, f"kz.iin:{IIN}", "kz.iin:", "/dev/null", "/nowhere/at/all",
)  # fmt: skip
"""Numbers that are too large or none, ends of the calendar, bytes that are no text, names longer than a disk takes."""
PARTS = 3
ENDLESS = {("serve",), ("webhooks", "deliver")}
"""Commands that go on until they are interrupted."""


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = {path: command for path, command in leaves(econsent) if path not in ENDLESS}


def lines(path: tuple[str, ...], command: click.Command, library: Path, part: int) -> Iterator[list[str]]:
    """Return command lines that have one part of the values in the place of each argument and option."""
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option) and not one.is_flag]
    hits = [one for one in (*arguments, *options) if one.name != "library" or one in options]
    for number, hit in enumerate(hits):
        needed = [one for one in options if one.required or one is hit]
        for value in VALUES[(number + part) % PARTS :: PARTS]:
            said = [text for one in needed for text in (one.opts[0], value if one is hit else "1")]
            places = [value if one is hit else str(library) if one.name == "library" else "x" for one in arguments]
            yield [*path, *said, "--", *places]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with make_library(tmp_path) as library:
        hand = Hand.enrol(library)
        assert not deposit(library, [hand.say(consent_of(hand, 1))]).refused
    return tmp_path / "library"


@pytest.mark.no_cover
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.sweep) for part in range(1, PARTS))])
def test_no_argument_of_any_command_ends_in_a_fault(run: Run, library: Path, part: int):
    told = 0
    for path, command in COMMANDS.items():
        for line in lines(path, command, library, part):
            ended = run(*line)
            assert ended.code != Fault.exit_code, [text[:40] for text in line]
            assert ended.code == 0 or ended.err or ended.out, [text[:40] for text in line]
            told += 1
    assert told > len(COMMANDS) * len(VALUES) // PARTS
