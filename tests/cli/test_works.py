"""Work that takes longer than an answer may, from the command line: here, and at a library behind HTTP."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from econsent.library import ACCESS_TOKEN, Library
from econsent.workshop import Workshop
from tests.builders import iin
from tests.cli.conftest import Run
from tests.hand import Hand, consent_of, deposit
from tests.own import draft
from tests.server.conftest import served
from tests.sites import WHOLE

REASON = ("--reason", "Quarterly")


def speak(library: Library, many: int) -> None:
    hand = Hand.enrol(library)
    assert not deposit(library, [hand.say(consent_of(hand, number)) for number in range(many)]).refused


def test_an_export_is_done_here_and_fetched(run: Callable[..., Run], library: Library, tmp_path: Path):
    speak(library, 3)
    begun = run("work", "export", "library", "--decision", "permit", *REASON, "--json")
    assert (begun.code, begun.json["state"]) == (0, "waiting")
    work = begun.json["id"]
    early = run("work", "fetch", "library", work, "--out", "all.zip", "--json")
    assert (early.code, early.error["code"]) == (6, "library.work-not-ready")
    assert run("work", "show", "library", work, "--wait", "--json").json["report"]["statements"] == 3
    got = run("work", "fetch", "library", work, "--out", "all.zip", "--json").json
    content = (tmp_path / "all.zip").read_bytes()
    assert (got["bytes"], got["sha256"]) == (len(content), sha256(content).hexdigest())
    assert len(zipfile.ZipFile(tmp_path / "all.zip").namelist()) == 4
    assert work.encode() in run("work", "list", "library").out
    assert run("work", "remove", "library", work).code == 0
    assert run("work", "list", "library").out == b"none\n"


def test_a_download_over_http_goes_on_where_it_broke_off(
    run: Callable[..., Run], library: Library, tmp_path: Path, monkeypatch
):
    speak(library, 2)
    monkeypatch.setenv("ECONSENT_TOKEN", (tmp_path / "library" / ACCESS_TOKEN).read_text().strip())
    with served(library) as url, Workshop(library):
        work = run("work", "export", url, "--iin", iin(1), *REASON, "--wait", "--json").json
        assert (work["state"], work["report"]["statements"]) == ("done", 1)
        run("work", "fetch", url, work["id"], "--out", "whole.zip")
        whole = (tmp_path / "whole.zip").read_bytes()
        half = tmp_path / f".again.zip.{work['file']['digest'][:16]}.part"
        for begun in (whole[: len(whole) // 2], whole, b""):
            half.write_bytes(begun)
            assert run("work", "fetch", url, work["id"], "--out", "again.zip").code == 0
            assert (tmp_path / "again.zip").read_bytes() == whole
        half.write_bytes(b"of another file")
        spoilt = run("work", "fetch", url, work["id"], "--out", "again.zip", "--json")
        assert spoilt.error["code"] == "store.damaged" and not half.exists()


def test_a_check_says_by_its_exit_code_whether_all_holds(run: Callable[..., Run], library: Library):
    speak(library, 2)
    assert run("work", "check", "library", *REASON, "--wait").code == 0
    with library._engine.writing() as session:
        session.execute("DELETE FROM statement WHERE idx = 1")
    broken = run("work", "check", "library", *REASON, "--wait")
    assert broken.code == 4 and b"statement 1" in broken.out


def test_a_register_and_a_form_are_looked_through_and_confirmed(
    run: Callable[..., Run], library: Library, tmp_path: Path
):
    (tmp_path / "site.toml").write_bytes(WHOLE)
    looked = run("work", "import", "library", "site.toml", "--wait", "--json").json
    assert (looked["state"], library.site.current().number) == ("checked", 0)
    assert b"new" in run("work", "show", "library", looked["id"]).out
    assert run("work", "confirm", "library", looked["id"], "--wait").code == 2, "a reason is asked for"
    assert run("work", "confirm", "library", looked["id"], *REASON, "--wait").code == 0
    assert library.site.current().number == 1
    (tmp_path / "broken.csv").write_bytes(b"id;no\n")
    refused = run("work", "import", "library", "broken.csv", "--wait")
    assert refused.code == 4 and b"site.malformed" in refused.out
    folder = tmp_path / "draft"
    folder.mkdir()
    for name, content in draft().items():
        (folder / name).write_bytes(content)
    form = run("work", "release", "library", "draft", "--wait", "--json").json
    assert form["report"]["form"]["form"] == "patient-filming"
    released = run("work", "confirm", "library", form["id"], *REASON, "--wait")
    assert released.code == 0 and b"released" in released.out
    assert "patient-filming" in library.forms.manifest().manifest
    assert run("work", "restart", "library", form["id"], "--json").error["code"] == "library.work-not-ready"
