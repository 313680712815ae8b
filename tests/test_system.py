"""A machine that lacks something is told what, what for, and the one command that brings it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.system import NEEDS, Need, command, is_here, packages, report

SCRIPT = Path(__file__).parents[1] / "tools" / "system.py"
MISSING = (
    Need("libnowhere.so.9", "libnowhere9", "draws nothing"),
    Need("no-such-program", "nothing-utils", "does nothing"),
    Need("/no/such/folder", "nothing-utils", "holds nothing"),
    Need("import no_such_module", "python3-nothing", "imports nothing"),
)


@pytest.mark.parametrize("need", MISSING, ids=lambda need: need.name)
def test_what_is_not_there_is_noticed(need: Need) -> None:
    assert not is_here(need)


@pytest.mark.parametrize("name", ["libc.so.6", "sh", "/usr", "import json"])
def test_what_is_there_is_found(name: str) -> None:
    assert is_here(Need(name, "package", "purpose"))


def test_everything_missing_is_named_and_one_command_brings_each_package_once() -> None:
    said = report(MISSING)
    for need in MISSING:
        assert need.name in said and need.purpose in said
    assert said.count("apt-get install") == 1
    assert packages(MISSING) == "libnowhere9 nothing-utils python3-nothing"


@pytest.mark.parametrize(("user", "begins"), [(0, "apt-get update && "), (1000, ("sudo sh -c '", "su -c '"))])
def test_who_is_not_root_is_given_a_command_that_becomes_root(
    user: int, begins: str | tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert command(MISSING).startswith(begins)


def test_testing_needs_everything_that_running_needs() -> None:
    assert set(NEEDS["run"]) < set(NEEDS["test"])


def test_a_wrong_call_explains_itself() -> None:
    ended = subprocess.run([sys.executable, SCRIPT, "fly"], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "run|test" in ended.stderr
