"""The command line in this process: what it prints, and its exit code."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from econsent.cli import main
from tests.builders import PASSPHRASE


@dataclass(frozen=True)
class Run:
    """What a command did."""

    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        return json.loads(self.err)["error"]


@pytest.fixture
def run(capsysbinary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Run]:
    """Run a command in tmp_path, with what is given on stdin."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ECONSENT_TOKEN", raising=False)

    def runs(*arguments: object, stdin: str = "") -> Run:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsysbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        assert b"Traceback" not in out + err
        return Run(code, out, err.decode())

    return runs


@pytest.fixture(autouse=True)
def _passphrase(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command find the passphrase that the builders use."""
    secret = tmp_path_factory.mktemp("secret") / "passphrase"
    secret.write_text(PASSPHRASE)
    monkeypatch.setenv("ECONSENT_PASSPHRASE_FILE", str(secret))
