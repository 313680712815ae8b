"""Taking proofs out and checking them, as somebody does who has only files and a root certificate."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from econsent.library import Library
from econsent.station import Station
from tests.builders import IIN, consent, iin

VERIFY = ("verify", "--root", "library/root.pem", "--json")


@pytest.fixture
def statement_id(station: Station, library: Library) -> str:
    signed = station.sign([consent(station)])[0]
    station.sync(library)
    return signed.id


@pytest.fixture
def files(run, statement_id: str, tmp_path: Path) -> Path:
    for name, form in (("s.jws", "--jws"), ("d.pdf", "--pdf"), ("b.zip", "--bundle"), ("r.proof", "--receipt")):
        assert run("export", "library", statement_id, form, "-o", name).code == 0
    return tmp_path


def test_what_is_exported_is_what_is_verified(run, files: Path, statement_id: str):
    for given in (
        ("s.jws",),
        ("d.pdf",),
        ("b.zip",),
        ("s.jws", "d.pdf", "r.proof"),
        ("s.jws", "d.pdf", "b.zip", "r.proof"),
    ):
        done = run(*VERIFY, *given)
        assert done.code == 0, done.err
        (found,) = done.json["verified"]
        assert found["files"] == list(given)
        assert found["statement"]["id"] == statement_id
    assert run(*VERIFY, "r.proof").json["verified"][0]["statement"] is None


@pytest.mark.parametrize("name", ["s.jws", "d.pdf", "b.zip", "r.proof"])
def test_one_flipped_byte_is_refused_with_the_name_of_the_file(run, files: Path, name: str):
    content = bytearray((files / name).read_bytes())
    content[len(content) // 2] ^= 1
    (files / name).write_bytes(content)
    refused = run(*VERIFY, name)
    assert refused.code in (3, 4)
    assert refused.error["path"].startswith(name)
    for_people = run(*VERIFY[:-1], name)
    assert f"({name}" in for_people.err


def test_another_root_and_a_file_that_is_none(run, files: Path):
    (files / "root.txt").write_text("not a certificate")
    assert run("verify", "s.jws", "--root", "root.txt", "--json").error["code"] == "keys.certificate-invalid"
    assert run(*VERIFY, "root.txt").error["code"] == "verify.unknown-file"
    assert run(*VERIFY, "nowhere").error["code"] == "input.argument"
    assert run("verify", "s.jws", "--json").code == 2
    assert run(*VERIFY).code == 2


def test_a_document_is_checked_at_the_moment_asked(run, files: Path):
    assert run(*VERIFY, "d.pdf", "--at", "2200-01-01T00:00:00Z").error["code"] == "keys.certificate-expired"
    assert run(*VERIFY, "d.pdf", "--at", "someday").error["code"] == "instant.invalid"


def test_an_export_says_its_form_and_never_floods_a_line_of_json(run, statement_id: str):
    assert run("export", "library", statement_id).code == 2
    assert run("export", "library", statement_id, "--pdf", "--json").code == 2
    assert run("export", "library", statement_id, "--pdf").out.startswith(b"%PDF-")
    refused = run("export", "library", statement_id, "--pdf", "-o", "no/such/folder.pdf", "--json")
    assert (refused.code, refused.error["code"]) == (5, "store.unwritable")


def test_an_export_that_the_disk_refuses_leaves_the_older_file_whole(run, statement_id: str, tmp_path: Path):
    (tmp_path / "b.zip").write_bytes(b"older")
    command = [sys.executable, "-c", "from econsent.cli import main; raise SystemExit(main())"]
    done = subprocess.run(
        ["prlimit", "--fsize=50000", *command, "export", "library", statement_id, "--bundle", "-o", "b.zip"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    # a disk that takes no file takes no line of the audit trail either, without which nothing is given out
    assert (done.returncode, "store.unwritable" in done.stderr) == (5, True), done.stderr
    assert (tmp_path / "b.zip").read_bytes() == b"older"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_an_export_may_go_into_what_is_no_file(run, statement_id: str):
    assert run("export", "library", statement_id, "--pdf", "-o", "/dev/null").code == 0
    assert not Path("/dev/null").is_file()


def test_a_reader_who_has_left_before_the_first_byte_is_no_error(library: Library, statement_id: str, tmp_path: Path):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", "from econsent.cli import main; raise SystemExit(main())"]
    done = subprocess.run(
        [*command, "export", "library", statement_id, "--bundle"],
        cwd=tmp_path,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_who_leaves_early_is_no_error(library: Library, statement_id: str, tmp_path: Path):
    command = f'"{sys.executable}" -c "from econsent.cli import main; raise SystemExit(main())"'
    script = f"{command} export library {statement_id} --bundle | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert done.stdout.endswith(b"0\n")
    assert done.stderr == b""


def test_a_receipts_code_shows_what_it_proves_and_gives_the_document_only_with_the_number(
    run, tmp_path: Path, statement_id: str
):
    told = run("show", "library", statement_id).out.decode().splitlines()
    code = next(line.split()[1] for line in told if line.startswith("receipt"))
    shown = run("receipt", "show", "library", code, "--json").json
    assert (shown["index"], len(shown["cosignatures"])) == (0, 2)
    assert IIN not in repr(shown)
    assert run("receipt", "copy", "library", code, "--number", "-", "-o", "copy.pdf", stdin=f"{IIN}\n").code == 0
    assert (tmp_path / "copy.pdf").read_bytes() == run("export", "library", statement_id, "--pdf").out
    refused = run("receipt", "copy", "library", code, "--number", iin(7), "-o", "other.pdf", "--json")
    assert (refused.code, refused.error["code"]) == (6, "library.statement-unknown")
    assert not (tmp_path / "other.pdf").exists()
