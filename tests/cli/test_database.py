"""A library in a database by commands: the address in the place of a folder, and nothing secret left anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from econsent.cli import main
from econsent.errors import StoreError
from tests.builders import BIN, PASSPHRASE, at_rest
from tests.postgres import PASSWORD, Running, name_of

NAMES = ["--bin", BIN, "--name-kk", "Зертхана", "--name-ru", "Лаборатория"]


@pytest.fixture
def secret(tmp_path: Path) -> list[str]:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return ["--passphrase-file", str(file)]


def test_a_library_is_founded_asked_and_checked_at_its_address(
    database: str, secret: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["init", database, *NAMES, *secret, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["library"] == "database"
    assert made["root"].startswith("-----BEGIN CERTIFICATE-----")
    (tmp_path / "address").write_text(database)
    kept = at_rest(tmp_path)
    assert made["token"].encode() not in kept
    assert PASSPHRASE.encode() not in kept
    asked = ["--iin", "900101300126", "--scope", "filming.video"]
    assert main(["decide", database, *asked, *secret]) == 11
    assert main(["station", "invite", database, "--reason", "New", "--name", "k", "--point", "p", *secret]) == 0
    assert main(["log", "check", database, *secret]) == 0
    assert main(["fsck", database, *secret]) == 0
    said = capsys.readouterr()
    assert name_of(database) not in said.out + said.err


def test_for_people_the_token_is_shown_once_and_so_is_what_to_do_with_it(
    database: str, secret: list[str], capsys: pytest.CaptureFixture[str]
):
    assert main(["init", database, *NAMES, *secret]) == 0
    said = capsys.readouterr().out
    assert "token" in said
    assert "not shown again" in said
    assert name_of(database) not in said


@pytest.mark.parametrize("command", ["init", "fsck", "decide", "find"])
def test_no_error_repeats_the_address(
    server: Running, database: str, secret: list[str], command: str, capsys: pytest.CaptureFixture[str]
):
    wrong = server.over_tcp(database, password="hunter2")
    more = {"init": NAMES, "decide": ["--iin", "900101300126", "--scope", "filming.video"], "find": ["--id", "x"]}
    assert main([command, wrong, *more.get(command, []), *secret]) == StoreError.exit_code
    said = capsys.readouterr()
    assert "store.unreachable" in said.err
    assert not any(part in said.out + said.err for part in ("hunter2", PASSWORD, "127.0.0.1", name_of(database)))


def test_without_a_passphrase_or_citus_nothing_is_begun_and_it_is_said_what_to_do(
    server: Running,
    database: str,
    secret: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.delenv("ECONSENT_PASSPHRASE_FILE", raising=False)
    assert main(["init", database, *NAMES]) == StoreError.exit_code
    assert "--passphrase-file" in capsys.readouterr().err
    assert main(["init", database, *NAMES, *secret, "--citus"]) == StoreError.exit_code
    assert "CREATE EXTENSION citus" in capsys.readouterr().err
    with server.admin(name_of(database)) as admin:
        assert admin.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchall() == []
