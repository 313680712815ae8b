"""Founding, inviting, enrolling, delivering, checking: the command line of whoever keeps a library."""

from __future__ import annotations

import os
import pty
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from econsent.library import Library
from econsent.station import Station
from tests.builders import BIN, consent, make_station
from tests.server.conftest import served

INIT = ("init", "new", "--bin", BIN, "--name-kk", "Үлгі", "--name-ru", "Образец")


def test_a_new_library_is_whole_and_its_secrets_are_its_owners_alone(run, tmp_path: Path):
    made = run(*INIT, "--json")
    assert made.code == 0
    assert re.fullmatch(r"[0-9a-f]{64}", made.json["root_sha256"])
    assert run("fsck", "new").out == b"nothing is wrong\n"
    assert run("log", "check", "new", "--json").json["size"] == 0
    for file in (tmp_path / "new" / "access-token", *(tmp_path / "new" / "keys").iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_folder_in_use_is_not_touched(run, tmp_path: Path):
    run(*INIT)
    before = {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    again = run(*INIT, "--json")
    assert (again.code, again.error["code"]) == (5, "store.exists")
    assert {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("change", "code", "name"),
    [
        (("--bin", "100140000123"), 3, "identity.bin-invalid"),
        (("--name-ru", ""), 3, "input.argument"),
        (("--passphrase-file", "nowhere"), 2, "input.usage"),
    ],
)
def test_a_library_that_cannot_be_founded_leaves_nothing(run, tmp_path: Path, change, code: int, name: str):
    refused = run(*INIT, *change, "--json")
    assert (refused.code, refused.error["code"]) == (code, name)
    assert not (tmp_path / "new" / "library.json").exists()


def test_a_place_that_cannot_be_written_is_told(run):
    assert run("init", "/proc/new", *INIT[2:], "--json").error["code"] == "store.unwritable"


def test_a_station_enrols_with_a_code_from_stdin_signs_and_syncs(run, library: Library):
    with served(library) as url:
        code = run(
            "station", "invite", "--reason", "Asked for", "library", "--name", "k", "--point", "Абай, 12", "--json"
        ).json["code"]
        enrolled = run("station", "enrol", "kiosk", "--library", url, "--code", "-", "--json", stdin=f"{code}\n")
        assert (enrolled.code, enrolled.json["point"]) == (0, "Абай, 12")
        with Station.open("kiosk") as kiosk:
            kiosk.sign([consent(kiosk)])
        done = run("sync", "kiosk", "--json")
        assert done.code == 0
        nothing = {"alarms": [], "forms": [], "problems": []}
        assert done.json == {"delivered": 1, "waiting": 0, "quarantined": 0, **nothing}
    assert run("log", "check", "library", "--json").json["size"] == 1


def test_a_photographed_code_is_refused_once_used_and_leaves_no_station(run, library: Library, tmp_path: Path):
    with served(library) as url:
        code = run(
            "station", "invite", "--reason", "Asked for", "library", "--name", "k", "--point", "p", "--json"
        ).json["code"]
        assert run("station", "enrol", "first", "--library", url, "--code", code).code == 0
        refused = run("station", "enrol", "second", "--library", url, "--code", code, "--json")
    assert (refused.code, refused.error["code"]) == (6, "library.code-refused")
    assert not (tmp_path / "second" / "station.json").exists()


def test_syncing_with_nobody_there_keeps_everything_and_says_so(run, station: Station):
    station.sign([consent(station)])
    station.close()
    done = run("sync", "station", "--json")
    assert done.code == 5
    assert (done.json["waiting"], done.json["problems"][0]["code"]) == (1, "remote.unreachable")
    assert "remote.unreachable" in run("sync", "station").err


def test_an_address_that_no_station_may_use_is_refused(run, tmp_path: Path):
    for url in ("library.example", "http://library.example"):
        refused = run("station", "enrol", "kiosk", "--library", url, "--code", "x", "--json")
        assert (refused.code, refused.error["code"]) == (3, "input.argument")
    assert not (tmp_path / "kiosk" / "station.json").exists()


def test_the_wrong_passphrase_opens_nothing(run, library, tmp_path: Path):
    (tmp_path / "wrong").write_text("wrong\n")
    refused = run("log", "check", "library", "--passphrase-file", "wrong", "--json")
    assert (refused.code, refused.error["code"]) == (5, "signing.passphrase")


def test_fsck_and_the_log_check_find_what_was_changed_behind_the_librarys_back(run, library: Library, tmp_path: Path):
    with make_station(library, tmp_path, name="kiosk") as kiosk:
        for _ in range(2):
            kiosk.sign([consent(kiosk)])
            kiosk.sync(library)
    library.close()
    database = sqlite3.connect(tmp_path / "library" / "library.db")
    database.execute("UPDATE log_node SET hash = zeroblob(32) WHERE id = (SELECT min(id) FROM log_node)")
    database.commit()
    database.close()

    checked, found = run("log", "check", "library", "--json"), run("fsck", "library", "--json")

    assert (checked.code, found.code) == (4, 4)
    assert checked.json["problems"]
    assert found.json["findings"]


def test_a_truncated_database_is_damaged_not_a_traceback(run, library: Library, tmp_path: Path):
    library.close()
    file = tmp_path / "library" / "library.db"
    file.write_bytes(file.read_bytes()[:5000])
    refused = run("log", "check", "library", "--json")
    assert (refused.code, refused.error["code"]) == (5, "store.damaged")
    found = run("fsck", "library", "--json")
    assert found.code == 4
    assert "store.damaged" in {finding["code"] for finding in found.json["findings"]}


def test_without_the_servers_packages_serving_says_which_to_install(run, library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("econsent.cli.keep.find_spec", lambda _: None)
    refused = run("serve", "library", "--json")
    assert (refused.code, refused.error["code"]) == (5, "server.not-installed")
    assert "econsent[server]" in refused.error["remedy"]


def test_on_a_terminal_long_work_tells_how_far_it_is(library: Library, tmp_path: Path):
    with make_station(library, tmp_path, name="kiosk") as kiosk:
        kiosk.sign([consent(kiosk)])
        kiosk.sync(library)
    watched, terminal = pty.openpty()
    command = [
        sys.executable,
        "-c",
        "from econsent.cli import main; raise SystemExit(main())",
        "log",
        "check",
        "library",
    ]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=terminal, check=True)
    assert b"every leaf, node and checkpoint holds" in done.stdout
    assert b"log: 1 of 1" in os.read(watched, 4096)
    os.close(watched)
    os.close(terminal)


def test_fsck_of_what_is_neither_is_told(run, tmp_path: Path):
    assert run("fsck", tmp_path, "--json").error["code"] == "store.missing"
