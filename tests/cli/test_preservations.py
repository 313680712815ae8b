"""What keeps the log provable later, from the command line: here, and at a library behind HTTP."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from econsent.library import ACCESS_TOKEN, Library
from econsent.workshop import Workshop
from tests.cli.conftest import Run
from tests.cli.test_works import REASON, speak
from tests.server.conftest import served
from tests.timeauthority import NAME, Authority, running

VERIFY = ["openssl", "ts", "-verify", "-data", "note.txt", "-in", "token.tst", "-token_in", "-CAfile"]


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with running(tmp_path / "authority") as authority:
        yield authority


def test_it_is_done_here_listed_and_taken_out_for_openssl(
    run: Callable[..., Run], library: Library, authority: Authority, tmp_path: Path
):
    speak(library, 2)
    assert run("preservation", "list", "library").out == b"none\n"
    named = ("--tsa", authority.url, "--tsa-root", str(authority.root))
    made = run("work", "preserve", "library", *REASON, *named, "--wait", "--json")
    assert (made.code, made.json["state"]) == (0, "done")
    line = made.json["report"]["preservation"]
    assert (line["number"], line["size"], line["authority"]) == (1, 2, NAME)
    assert NAME.encode() in run("preservation", "list", "library").out
    assert NAME.encode() in run("work", "show", "library", made.json["id"]).out
    shown = run("preservation", "show", "library", "1", "--out", "one", "--json")
    assert (tmp_path / "one" / "note.txt").read_text() == shown.json["note"]
    assert (tmp_path / "one" / "authority.pem").read_bytes() == authority.root.read_bytes()
    subprocess.run([*VERIFY, authority.root], cwd=tmp_path / "one", check=True, capture_output=True)
    again = run("preservation", "show", "library", "1", "--out", "one", "--json")
    assert (again.code, again.error["code"]) == (5, "store.unwritable")
    missing = run("preservation", "show", "library", "2", "--json")
    assert (missing.code, missing.error["code"]) == (6, "library.preservation-unknown")
    assert run("fsck", "library").code == 0


def test_an_authority_is_named_whole_and_where_it_is_asked(
    run: Callable[..., Run], library: Library, authority: Authority
):
    speak(library, 1)
    root = str(authority.root)
    for options in (("--tsa", authority.url, "--wait"), ("--tsa-root", root, "--wait")):
        assert run("work", "preserve", "library", *REASON, *options).code == 2
    assert run("work", "preserve", "library", *REASON, "--tsa", authority.url, "--tsa-root", root).code == 2
    unnamed = run("work", "preserve", "library", *REASON, "--wait", "--json")
    assert (unnamed.code, unnamed.error["code"]) == (5, "authority.unnamed")
    wrong = run("work", "preserve", "library", *REASON, "--tsa", "ftp://x/", "--tsa-root", root, "--wait", "--json")
    assert (wrong.code, wrong.error["code"]) == (3, "input.argument")
    assert library.works.list() == []


def test_an_authority_that_fails_ends_the_work_and_the_exit_code_says_so(
    run: Callable[..., Run], library: Library, authority: Authority
):
    speak(library, 1)
    authority.replies = lambda authority, query: (500, b"")
    named = ("--tsa", authority.url, "--tsa-root", str(authority.root))
    failed = run("work", "preserve", "library", *REASON, *named, "--wait", "--json")
    assert (failed.code, failed.json["state"]) == (4, "failed")
    assert failed.json["problem"]["code"] == "authority.refused" and failed.json["problem"]["remedy"]


def test_a_server_asks_the_authority_that_was_named_to_it(
    run: Callable[..., Run], library: Library, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    speak(library, 2)
    library.preservations.authority = authority.named
    monkeypatch.setenv("ECONSENT_TOKEN", (tmp_path / "library" / ACCESS_TOKEN).read_text().strip())
    with served(library) as url, Workshop(library):
        named = ("--tsa", authority.url, "--tsa-root", str(authority.root))
        assert run("work", "preserve", url, *REASON, *named, "--wait").code == 2
        assert run("work", "preserve", url, *REASON, "--wait", "--json").json["state"] == "done"
        assert run("preservation", "show", url, "1", "--json").json["line"]["size"] == 2
        assert len(run("preservation", "list", url, "--json").json["preservations"]) == 1
