"""Changes and subscribers on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from econsent.courier import Courier, Patience
from econsent.errors import StoreDamaged
from econsent.library import Library
from econsent.station import Station
from tests.builders import PASSPHRASE, iin
from tests.cli.conftest import Run
from tests.receiver import OK, Reply, receiving
from tests.test_courier import until
from tests.test_feed import agree, withdraw
from tests.waiting import unmeasured


def test_what_a_receiver_did_not_take_is_listed_and_sent_again(
    run: Callable[..., Run], library: Library, station: Station
):
    with receiving() as receiver:
        added = run(
            "subscriber", "add", "--reason", "Asked for", "library", receiver.url, "--allow-private", "--json"
        ).json
        assert run("subscriber", "list", "library", "--json").json[0]["url"] == receiver.url
        receiver.answer = lambda received: Reply(500) if received.index == 0 else OK
        agree(station, library, iin(1), iin(2))
        with Courier(library, patience=Patience(first=0.05, longest=0.1, attempts=2)):
            receiver.wait_for(3)
            until(lambda: library.subscribers.show(added["id"]).waiting == 0)
        [letter] = run("subscriber", "dead-letters", "library", added["id"], "--json").json
        assert (letter["index"], letter["problem"], letter["wanted"]) == (0, "status 500", False)
        assert b"status 500" in run("subscriber", "dead-letters", "library", added["id"]).out
        assert run("subscriber", "redeliver", "--reason", "Asked for", "library", added["id"], "--index", "5").code == 6
        assert run(
            "subscriber", "redeliver", "--reason", "Asked for", "library", added["id"], "--index", "0", "--json"
        ).json == {"indexes": [0]}
        receiver.answer = lambda _: OK
        done = run("webhooks", "deliver", "library", "--once", "--json")
        assert (done.code, done.json) == (0, {"delivered": 1, "waiting": 0})
        assert run("subscriber", "dead-letters", "library", added["id"]).out == b"none\n"


def test_a_rotated_secret_is_printed_once_with_how_long_the_one_before_signs(run: Callable[..., Run], library: Library):
    added = run("subscriber", "add", "--reason", "Asked for", "library", "https://receiver.example/", "--json").json
    rotated = run(
        "subscriber", "rotate", "--reason", "Asked for", "library", added["id"], "--overlap-minutes", "5", "--json"
    ).json
    assert rotated["secret"] != added["secret"]
    assert rotated["former_until"] == library.subscribers.show(added["id"]).former_until
    leaked = run(
        "subscriber", "rotate", "--reason", "Asked for", "library", added["id"], "--overlap-minutes", "0", "--json"
    ).json
    assert leaked["former_until"] is None
    assert run("subscriber", "rotate", "--reason", "Asked for", "library", "subscriber-000000000000").code == 6


def test_a_round_after_which_somebody_still_waits_says_so_by_its_exit_code(
    run: Callable[..., Run], library: Library, station: Station
):
    with receiving() as receiver:
        run("subscriber", "add", "--reason", "Asked for", "library", receiver.url, "--allow-private")
        receiver.stop()
    agree(station, library)
    done = run("webhooks", "deliver", "library", "--once", "--json")
    assert (done.code, done.json) == (5, {"delivered": 0, "waiting": 1})


def test_following_prints_a_line_of_json_as_soon_as_something_is_logged(
    library: Library, station: Station, tmp_path: Path
):
    digest = agree(station, library)[0]
    program = "from econsent.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "changes", str(tmp_path / "library"), "--follow", "--json"]
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    environment = unmeasured() | {"ECONSENT_PASSPHRASE_FILE": str(secret)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        try:
            assert json.loads(process.stdout.readline())["digest"] == digest
            withdrawn = withdraw(library)
            assert json.loads(process.stdout.readline())["digest"] == withdrawn
        finally:
            process.terminate()


def test_terms_that_something_else_changed_are_named_by_fsck_and_nothing_is_sent(
    run: Callable[..., Run], library: Library, station: Station
):
    with receiving() as receiver:
        added = run(
            "subscriber", "add", "--reason", "Asked for", "library", receiver.url, "--allow-private", "--json"
        ).json
        with library._engine.writing() as session:
            session.execute("UPDATE subscriber SET terms = ?", (b"\0" * 80,))
        agree(station, library)
        assert Courier(library).round().delivered == 0
        assert receiver.received == []
    findings = run("fsck", "library", "--json")
    assert [(one["code"], one["where"]) for one in findings.json["findings"]] == [(StoreDamaged.code, added["id"])]
