"""What must hold when power, network, disk or people fail (acceptance/scenarios.md, Failure)."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from econsent.document.containers import verify
from econsent.errors import EconsentError
from econsent.library import Library
from econsent.station import Station
from econsent.store import fsck
from tests.builders import (
    IIN,
    PASSPHRASE,
    consent,
    decide,
    iin,
    make_library,
    make_station,
    notice,
    open_library,
    open_station,
)
from tests.hand import Hand, consent_of, deposit
from tests.wire import LOST, Wire

SIGN_AND_DIE = """
import os, signal, sys
from pathlib import Path
from tests.builders import consent, notice, open_station

station = open_station(Path(sys.argv[1]))
station.check_ready()
if sys.argv[2] == "after":
    signed = station.sign([notice(station), consent(station)])
    os.write(1, signed[-1].id.encode())
else:
    import econsent.store.outbox
    econsent.store.outbox.Outbox.queue = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    station.sign([notice(station), consent(station)])
os.kill(os.getpid(), signal.SIGKILL)
"""


def power_cut(folder: Path, when: str) -> str:
    """Sign in a process of its own that is killed at a moment; return what it had said by then."""
    done = subprocess.run(
        [sys.executable, "-c", SIGN_AND_DIE, str(folder), when],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done.stdout


def every_byte_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def personal(number: str = IIN, name: str = "Әсел Қуанышқызы", words: str = "Мен өз еркіммен шештім.") -> list[bytes]:
    """Return how a person's number, name and words would look at rest in clear."""
    texts = [number, name, words]
    return [
        form
        for text in texts
        for form in (
            text.encode(),
            text.encode("utf-16-le"),
            text.encode("utf-16-be"),
            json.dumps(text)[1:-1].encode(),
        )
    ]


def test_1_power_cut_in_mid_signature_leaves_nothing_of_the_last_person(library: Library, tmp_path: Path):
    make_station(library, tmp_path).close()
    assert power_cut(tmp_path, "before") == ""
    assert fsck.check(tmp_path / "station") == []
    assert [form for form in personal() if form in every_byte_below(tmp_path / "station")] == []
    with open_station(tmp_path) as station:
        assert station.health().waiting == 0
        station.sign([consent(station)])
        assert station.sync(library).alarms == ()


def test_2_power_cut_right_after_done_and_the_statement_is_queued_and_verifies(library: Library, tmp_path: Path):
    make_station(library, tmp_path).close()
    said = power_cut(tmp_path, "after")
    assert fsck.check(tmp_path / "station") == []
    with open_station(tmp_path) as station:
        assert station.health().waiting == 2
        assert station.sync(library).delivered == 2
    [proven] = verify(library.export(said, "bundle"), roots=[library.root_pem.encode()])
    assert proven.statement is not None
    assert decide(library).decision == "CONSENT_PERMIT"


def test_6_a_reply_lost_after_the_commit_and_a_hundred_resends_at_once_are_one_statement(
    library: Library, station: Station
):
    [signed] = station.sign([consent(station)])
    [waiting] = station._outbox.waiting(9)
    station.sync(Wire(library, [LOST]))
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda _: library.deposit([waiting.envelope]), range(100)))
    assert {reply.delivered[0].index for reply in replies} == {0}
    assert len({reply.checkpoint for reply in replies}) == 1
    assert library.check_log().size == 1
    receipt = library.export(signed.id, "receipt")
    assert station.sync(library).delivered == 1
    assert library.export(signed.id, "receipt") == receipt


def test_7_the_same_id_with_other_bytes_overwrites_nothing_and_holds_nobody_up(library: Library, station: Station):
    first, second = station.sign([consent(station, iin=iin(1)), consent(station, iin=iin(2))])
    hand = Hand.enrol(library)
    kept = hand.say(consent_of(hand, 1, "deny"), id=first.id)
    deposit(library, [kept])
    report = station.sync(library)
    assert (report.delivered, report.quarantined, report.waiting) == (1, 1, 0)
    assert library.export(first.id, "jws") == kept.jws
    assert library._shelf.quarantined() == [(bytes.fromhex(first.digest), "library.conflict")]
    assert ("library.conflict", station.device_id, 1) in library._shelf.alarms()
    assert library.show(second.id).digest == second.digest
    assert station.health().quarantined == 1


def test_8_a_queued_statement_deleted_is_reported_at_the_next_sync(library: Library, station: Station):
    station.sign([notice(station)] * 2)
    station.sync(library)
    lost, _ = station.sign([notice(station)] * 2)
    with station._outbox.database.writing() as connection:
        connection.execute("DELETE FROM envelope WHERE seq = ?", (lost.seq,))
    assert station.sync(library).alarms == ("station.gap",)


def test_9_a_tampered_file_is_named_and_is_never_a_permit(library: Library, station: Station, tmp_path: Path):
    [signed] = station.sign([consent(station)])
    station.sync(library)
    statement, receipt, document = (library.export(signed.id, what) for what in ("jws", "receipt", "pdf"))
    roots = [library.root_pem.encode()]
    assert verify(statement, receipt, document, roots=roots)
    for place, whole in enumerate((statement, receipt, document)):
        given = [statement, receipt, document]
        broken = bytearray(whole)
        broken[len(broken) // 2] ^= 0x01
        given[place] = bytes(broken)
        with pytest.raises(EconsentError) as caught:
            verify(*given, roots=roots)
        assert caught.value.code.partition(".")[0] in ("keys", "record", "verify", "ledger", "document")
    with make_library(tmp_path / "fresh") as fresh, make_station(fresh, tmp_path / "fresh") as other:
        other.sign([consent(other)])
        [waiting] = other._outbox.waiting(1)
        for position in range(0, len(waiting.envelope), 997):
            broken = bytearray(waiting.envelope)
            broken[position] ^= 0x01
            assert fresh.deposit([bytes(broken)]).delivered == (None,)
        assert decide(fresh).decision == "NO_CONSENT"


def test_10_a_library_that_rewrites_its_log_is_caught_by_its_stations(tmp_path: Path):
    with make_library(tmp_path) as library, make_station(library, tmp_path) as station:
        shutil.copytree(tmp_path / "library", tmp_path / "forged" / "library")
        hand = Hand.enrol(library)
        station.sign([consent(station, "deny")])
        station.sync(library)
        with open_library(tmp_path / "forged") as forged:
            deposit(forged, [hand.say(consent_of(hand, number)) for number in range(2)])
            station.sign([consent(station, "deny", iin=iin(5))])
            report = station.sync(forged)
        assert [problem.code for problem in report.problems] == ["remote.history-rewritten"]
        assert report.waiting == 1


def test_11_a_stolen_kiosk_tells_nothing_and_cannot_deposit_once_revoked(library: Library, tmp_path: Path):
    with make_station(library, tmp_path) as station:
        [before] = station.sign([consent(station, iin=iin(1))])
        station.sync(library)
        station.sign([consent(station, iin=iin(2))])
        stolen = every_byte_below(tmp_path / "station")
        assert [form for number in (1, 2) for form in personal(iin(number)) if form in stolen] == []
        library.revoke(station.device_id)
        report = station.sync(library)
    assert [problem.code for problem in report.problems] == ["trust.device-revoked"]
    assert decide(library, iin(2)).decision == "NO_CONSENT"
    [proven] = verify(library.export(before.id, "bundle"), roots=[library.root_pem.encode()])
    assert proven.statement is not None
    assert decide(library, iin(1)).decision == "CONSENT_PERMIT"


def test_12_two_kiosks_with_one_identity_are_caught_and_flagged(library: Library, tmp_path: Path):
    make_station(library, tmp_path).close()
    shutil.copytree(tmp_path / "station", tmp_path / "clone")
    with open_station(tmp_path) as one, open_station(tmp_path, "clone") as two:
        one.sign([consent(one, iin=iin(1))])
        two.sign([consent(two, iin=iin(2))])
        assert one.sync(library).problems == ()
        assert [problem.code for problem in two.sync(library).problems] == ["station.forked"]
        assert two.health().quarantined == 1
        assert library._shelf.alarms() == [("station.forked", one.device_id, 1)]


def test_13_a_photographed_code_that_was_used_is_refused(library: Library, tmp_path: Path):
    code = library.invite(name="k", point="p").code
    Station.enrol(tmp_path / "ours", library_url="http://127.0.0.1:9", code=code, library=library).close()
    with pytest.raises(EconsentError) as caught:
        Station.enrol(tmp_path / "theirs", library_url="http://127.0.0.1:9", code=code, library=library)
    assert caught.value.code == "library.code-refused"


def test_nothing_personal_is_at_rest_in_clear_in_a_library(library: Library, station: Station, tmp_path: Path):
    station.sign([notice(station), consent(station), consent(station, "deny")])
    station.sync(library)
    for folder in ("library", "station"):
        at_rest = every_byte_below(tmp_path / folder)
        assert [form for form in personal() if form in at_rest] == []
    library._engine.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert [form for form in personal() if form in every_byte_below(tmp_path / "library")] == []
    assert fsck.check(tmp_path / "library", passphrase=PASSPHRASE) == []
