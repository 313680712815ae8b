"""A register from the command line: files in, and an exit code that says whether something may not be filmed."""

from __future__ import annotations

from pathlib import Path

from econsent.library import Library
from tests.server.conftest import served
from tests.sites import NURSE, REGISTRAR, ROSTER, WHOLE, WIDE


def test_a_script_learns_from_the_exit_code_whether_something_may_not_be_filmed(run, library: Library, tmp_path: Path):
    (tmp_path / "site.toml").write_bytes(WHOLE)
    (tmp_path / "rooms.csv").write_text("id,point,name,kind\n")
    (tmp_path / "cameras.csv").write_text("id,kind\n")
    (tmp_path / "roster.csv").write_bytes(ROSTER.splitlines(keepends=True)[0])
    imported = run("site", "import", "--reason", "Asked for", "library", "site.toml", "--json")
    assert (imported.code, imported.json["number"]) == (0, 1)
    checked = run("site", "check", "library", "--json")
    assert checked.code == 4
    assert "cam-106" in {one["camera"] for one in checked.json["findings"]}
    assert not any(number.encode() in checked.out for number in (NURSE, REGISTRAR))
    assert run("site", "import", "--reason", "Asked for", "library", "rooms.csv", "cameras.csv", "roster.csv").code == 0
    assert run("site", "check", "library").code == 0
    assert b"0 may-not-film" in run("site", "check", "library").out
    refused = run("site", "import", "--reason", "Asked for", "library", "site.toml", "site.toml", "--json")
    assert (refused.code, refused.error["code"]) == (3, "site.malformed")


def test_a_served_library_says_the_same_on_the_command_line(run, library: Library, tmp_path: Path):
    (tmp_path / "site.toml").write_bytes(WHOLE)
    with served(library) as address:
        given = ("--token-file", "library/access-token")
        assert run("site", "import", "--reason", "Asked for", address, "site.toml", *given).code == 0
        here, there = run("site", "check", "library"), run("site", "check", address, *given)
    assert (here.code, here.out) == (there.code, there.out)


def test_points_are_listed_and_one_is_shown_here_and_there(run, library: Library, tmp_path: Path):
    (tmp_path / "site.toml").write_bytes(WIDE)
    assert run("site", "show", "library").out == b"none\npoints: 0; version 0\n"
    run("site", "import", "--reason", "Asked for", "library", "site.toml")
    listed = run("site", "show", "library")
    assert len(listed.out.splitlines()) == 1 + 57 + 1
    assert listed.out.splitlines()[-1] == b"points: 57, cameras in no known place: 1; version 1"
    told = run("site", "show", "library", "--json").json
    assert (len(told["points"]), told["many"], told["after"]) == (57, 57, None)
    shown = run("site", "show", "library", "tole-bi-59")
    assert (shown.code, shown.out.count(b"cam-tole-1")) == (0, 2)
    for line in ("licence           unknown", "sign: yes\n", "sign: no\n", "sign: unknown\n", "  no camera"):
        assert line in shown.out.decode()
    with served(library) as address:
        given = ("--token-file", "library/access-token")
        assert run("site", "show", address, *given).out == listed.out
        assert run("site", "show", address, "tole-bi-59", *given).out == shown.out
    unknown = run("site", "show", "library", "tole-bi-60", "--json")
    assert (unknown.code, unknown.error["code"]) == (3, "site.unknown-point")
    before = run("site", "show", "library", "--at", "2020-01-01T00:00:00Z")
    assert before.out == b"none\npoints: 0; version 0\n"


def test_more_points_than_are_told_at_once_are_listed_whole(run, library: Library, tmp_path: Path):
    rows = ["id,name,organisation", *(f"p{number},{number},100140000122" for number in range(450))]
    head = WHOLE.decode().partition("[[point]]")[0]
    (tmp_path / "site.toml").write_text(head)
    (tmp_path / "points.csv").write_text("\n".join(rows))
    run("site", "import", "--reason", "Asked for", "library", "site.toml", "points.csv")
    told = run("site", "show", "library", "--json").json
    assert [one["id"] for one in told["points"]] == [f"p{number}" for number in range(450)]


def test_a_script_learns_from_the_exit_code_whether_somebodys_consent_is_missing(run, library: Library, tmp_path: Path):
    (tmp_path / "site.toml").write_bytes(WHOLE)
    assert run("staff", "missing", "library").out == b"0 of 0 without consent; version 0\n"
    run("site", "import", "--reason", "Asked for", "library", "site.toml")
    told = run("staff", "missing", "library")
    assert (told.code, told.out.splitlines()[-1]) == (4, b"2 of 2 without consent, 2 never-asked; version 1")
    assert not any(number.encode() in told.out for number in (NURSE, REGISTRAR))
    listed = run("staff", "missing", "library", "--supplement", "--json").json["missing"]
    assert [(one["worker"]["value"], one["asked"]) for one in listed] == [(REGISTRAR, "supplement")]
    with served(library) as address:
        there = run("staff", "missing", address, "--token-file", "library/access-token")
    assert there.out == told.out
