"""Asking from the command line: exit codes that a script can rely on, nothing personal where others can see it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from econsent.library import ACCESS_TOKEN, Library
from econsent.station import Station
from tests.builders import IIN, SCOPE, consent, iin
from tests.server.conftest import served

QUESTION = ("decide", "library", "--iin", IIN, "--scope", SCOPE)


def agree(station: Station, library: Library, verdict: str = "permit") -> str:
    signed = station.sign([consent(station, verdict)])[0]
    station.sync(library)
    return signed.id


def test_only_a_permit_is_a_success_to_a_script(run, station: Station, library: Library):
    assert run(*QUESTION).code == 11
    agree(station, library)
    assert run(*QUESTION).code == 0
    agree(station, library, "deny")
    answer = run(*QUESTION, "--json")
    assert (answer.code, answer.json["decision"]) == (10, "CONSENT_DENY")
    assert run(*QUESTION[:3], iin(3), *QUESTION[4:]).code == 11


def test_a_served_library_gives_the_same_answers_and_exit_codes(run, station: Station, library: Library, monkeypatch):
    statement_id = agree(station, library)
    with served(library) as url:
        token = ("--token-file", f"library/{ACCESS_TOKEN}")
        here, there = (
            run(*QUESTION, "--at", "2027-01-01T00:00:00Z"),
            run("decide", url, *QUESTION[2:], "--at", "2027-01-01T00:00:00Z", *token),
        )
        # how long ago the station was heard of goes on counting between the two
        assert here.code == there.code
        assert re.sub(rb"heard of \d+ s", b"", here.out) == re.sub(rb"heard of \d+ s", b"", there.out)
        for command in (
            ("find", "--iin", IIN),
            ("find", "--standing", "active"),
            ("find", "--name", "әсел", "--since", "2026-01-01"),
            ("show", statement_id),
            ("log", "check"),
        ):
            verb, rest = (("log", "check"), ()) if command[0] == "log" else ((command[0],), command[1:])
            assert run(*verb, "library", *rest).out == run(*verb, url, *rest, *token).out
        for form in ("--pdf", "--jws", "--bundle", "--receipt"):
            assert (
                run("export", "library", statement_id, form).out == run("export", url, statement_id, form, *token).out
            )
        denied = run("decide", url, *QUESTION[2:], "--json")
        assert (denied.code, denied.error["code"]) == (6, "library.access-denied")
        monkeypatch.setenv("ECONSENT_TOKEN", Path(token[1]).read_text().strip())
        assert run("decide", url, *QUESTION[2:]).code == 0


def test_somebody_is_found_by_a_name_on_certain_days_and_nothing_beside(run, station: Station, library: Library):
    agree(station, library)
    found = run("find", "library", "--name", "-", "--since", "2026-01-01", "--json", stdin="ӘСЕЛ\n")
    assert {one["decision"] for one in found.json["decisions"]} == {"permit"}
    assert run("find", "library", "--name", "Болат", "--since", "2026-01-01").out == b"none\n"
    for unclear in (("--name", "Әсел"), ("--name", "Әсел", "--since", "2026-01-01", "--scope", SCOPE)):
        assert (run("find", "library", *unclear, "--json").error["code"]) == "input.usage"


def test_the_number_and_the_name_may_come_from_stdin(run, station: Station, library: Library):
    agree(station, library)
    assert run("decide", "library", "--iin", "-", "--scope", SCOPE, stdin=f"{IIN}\n").code == 0
    assert run("find", "library", "--iin", "-", stdin=f" {IIN[:6]} {IIN[6:]} \n").code == 0
    withdrawn = run(
        "withdraw", "library", "--iin", "-", "--name", "-", "--scope", SCOPE, "--worker", "Б. Омар", "--json",
        stdin=f"{IIN}\nӘсел Қуанышқызы\n",
    )  # fmt: skip
    assert (withdrawn.code, withdrawn.json["scopes"]) == (0, [SCOPE])
    assert run(*QUESTION).code == 10
    assert "Әсел Қуанышқызы" in run("show", "library", withdrawn.json["id"]).out.decode()


def test_words_from_stdin_are_taken_whole_and_stand_in_no_list_of_processes(run, library: Library):
    words = "Кері қайтарып аламын. " * 900
    withdrawn = run(
        "withdraw", "library", "--iin", "-", "--name", "-", "--scope", SCOPE, "--worker", "Б. Омар", "--words", "-",
        "--json", stdin=f"{IIN}\nӘсел Қуанышқызы\n{words}\n",
    )  # fmt: skip
    assert withdrawn.code == 0, withdrawn.err
    assert library.show(withdrawn.json["id"]).statement.words == words.strip()


REFUSED = [
    (("decide", "library", "--iin", "900101300127", "--scope", SCOPE), 3, "identity.iin-invalid"),
    (("decide", "library", "--iin", "-", "--scope", SCOPE), 3, "identity.iin-invalid"),
    (("decide", "library", "--iin", IIN, "--scope", "Filming Video"), 3, "input.argument"),
    ((*QUESTION, "--at", "2026-11-23T10:00:00"), 3, "instant.invalid"),
    ((*QUESTION, "--at", "noon"), 3, "instant.invalid"),
    (("find", "library"), 3, "input.argument"),
    (("find", "library", "--iin", IIN, "--limit", "0"), 3, "input.argument"),
    (("find", "library", "--id", "no-id"), 6, "library.statement-unknown"),
    (("show", "library", "0197a000-0000-7000-8000-000000000000"), 6, "library.statement-unknown"),
    (("export", "library", "0197a000-0000-7000-8000-000000000000", "--jws", "-o", "x"), 6, "library.statement-unknown"),
    (("withdraw", "library", "--iin", IIN, "--name", "", "--scope", SCOPE, "--worker", "x"), 3, "input.argument"),
    (("decide", "nowhere", *QUESTION[2:]), 5, "store.missing"),
    (("decide", "http://library.example", *QUESTION[2:]), 3, "input.argument"),
    (("decide", "http://127.0.0.1:9", *QUESTION[2:]), 5, "remote.unreachable"),
    (("decide", "library"), 2, "input.usage"),
    (("decide", "library", "--iin", IIN, "--scope", SCOPE, "--film-anyway"), 2, "input.usage"),
    (("film", "library"), 2, "input.usage"),
    ((), 2, "input.usage"),
]


@pytest.mark.parametrize(("arguments", "code", "name"), REFUSED, ids=[" ".join(case[0][:5]) for case in REFUSED])
def test_what_is_wrong_has_its_exit_code_and_its_stable_code(run, library, arguments, code: int, name: str):
    for_people, for_programs = run(*arguments), run(*arguments, "--json")
    assert (for_people.code, for_programs.code) == (code, code)
    assert for_programs.error["code"] == name
    assert for_programs.out == b"" or code == 2
    if code != 2:
        assert name in for_people.err
        assert for_programs.error["what"] in for_people.err
    assert IIN not in for_people.err + for_programs.err


def test_a_find_that_finds_nothing_says_so(run, library):
    assert run("find", "library", "--iin", IIN).out == b"none\n"
    assert run("find", "library", "--iin", IIN, "--json").json == []


def test_decisions_are_found_by_what_they_are_page_by_page(run, station: Station, library: Library):
    assert run("find", "library", "--scope", SCOPE).out == b"none\n"
    station.sign([consent(station, iin=iin(number)) for number in range(3)])
    station.sync(library)
    first = run("find", "library", "--scope", SCOPE, "--decision", "permit", "--limit", "2", "--json").json
    rest = run("find", "library", "--scope", SCOPE, "--after", first["after"], "--limit", "2", "--json").json
    assert len({one["id"] for one in first["decisions"] + rest["decisions"]}) == 3 and rest["after"] is None
    assert run("find", "library", "--until", "2020-01-01").out == b"none\n"
    assert "more: --after" in run("find", "library", "--scope", SCOPE, "--limit", "1").out.decode()
    assert run("find", "library", "--iin", IIN, "--scope", SCOPE).code == 2


def test_what_draws_documents_is_not_loaded_to_ask() -> None:
    """It takes longer to load than a question to answer."""
    asks = (
        "import sys; from econsent import cli, library; "
        "print([name for name in ('reportlab', 'pyhanko') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
