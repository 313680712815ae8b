"""A disk that refuses in mid-write, and two processes in one library: real limits, real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from econsent.store import fsck
from tests.builders import PASSPHRASE, abandonment, decide, iin, make_library, make_station, open_library, open_station
from tests.hand import Hand, consent_of

LIMITED = """
import json, resource, signal, sys
from pathlib import Path
from econsent.errors import EconsentError
from tests.builders import abandonment, open_library, open_station

folder, act, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
if act == "sign":
    place = open_station(folder)
    draft = abandonment(place)
    verb = lambda: place.sign([draft] * 3)
else:
    place = open_library(folder)
    envelopes = [path.read_bytes() for path in sorted(folder.glob("*.envelope"))]
    verb = lambda: place.deposit(envelopes)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    verb()
    print(json.dumps("done"))
except EconsentError as error:
    print(json.dumps(error.code))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
if act == "sign":
    place.sign([draft])
else:
    assert verb().refused == ()
place.close()
"""


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True, cwd=root, check=False
    )


@pytest.mark.parametrize("limit", [0, 4096, 40_000, 150_000])
def test_a_disk_that_refuses_in_mid_signature_costs_the_sitting_and_nothing_before_it(tmp_path: Path, limit: int):
    with make_library(tmp_path) as library, make_station(library, tmp_path) as station:
        station.sign([abandonment(station)])
        station.close()
        done = run(LIMITED, tmp_path, "sign", limit)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) in ("store.unwritable", "store.full")
        assert fsck.check(tmp_path / "station") == []
        with open_station(tmp_path) as again:
            report = again.sync(library)
        assert (report.delivered, report.alarms, report.problems) == (2, (), ())


@pytest.mark.parametrize("limit", [0, 20_000, 200_000])
def test_a_disk_that_refuses_in_mid_deposit_keeps_nothing_of_the_batch_and_all_before_it(tmp_path: Path, limit: int):
    with make_library(tmp_path) as library:
        hand = Hand.enrol(library)
        library.deposit([hand.say(consent_of(hand, 0)).envelope])
        for number in range(1, 4):
            said = hand.say(consent_of(hand, number), document=bytes(60_000))
            (tmp_path / f"{number}.envelope").write_bytes(said.envelope)
    done = run(LIMITED, tmp_path, "deposit", limit)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) in ("store.unwritable", "store.full")
    assert fsck.check(tmp_path / "library", passphrase=PASSPHRASE) == []
    with open_library(tmp_path) as library:
        assert library.check_log().size == 4
        assert {decide(library, iin(number)).decision for number in range(4)} == {"CONSENT_PERMIT"}


FOUND = """
import resource, sys
from pathlib import Path
from econsent.errors import EconsentError
from tests.builders import make_library

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    make_library(Path(sys.argv[1]))
except EconsentError as error:
    print(error.code)
"""


@pytest.mark.parametrize("limit", [0, 300, 40_000])
def test_a_disk_that_refuses_while_a_library_is_founded_leaves_an_empty_folder(tmp_path: Path, limit: int):
    done = run(FOUND, tmp_path, limit)
    assert (done.returncode, done.stdout) == (0, "store.unwritable\n"), done.stderr
    assert list((tmp_path / "library").iterdir()) == []
    make_library(tmp_path).close()


DEPOSITOR = """
import sys
from pathlib import Path
from tests.builders import open_library

folder, name = Path(sys.argv[1]), sys.argv[2]
with open_library(folder) as library:
    print("ready", flush=True)
    sys.stdin.readline()
    for path in sorted((folder / name).iterdir()):
        reply = library.deposit([path.read_bytes()])
        assert not reply.refused, reply.refused
"""


def test_two_processes_that_deposit_into_one_library_write_one_log(tmp_path: Path):
    with make_library(tmp_path) as library:
        for name in ("one", "two"):
            hand = Hand.enrol(library)
            (tmp_path / name).mkdir()
            for number in range(15):
                person = number if name == "one" else 100 + number
                (tmp_path / name / f"{number:02d}").write_bytes(hand.say(consent_of(hand, person)).envelope)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", DEPOSITOR, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for name in ("one", "two")
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.communicate("go\n")
    assert [process.returncode for process in processes] == [0, 0]
    with open_library(tmp_path) as library:
        report = library.check_log()
        assert (report.size, report.problems) == (30, ())
        assert library._shelf.alarms() == []
    assert fsck.check(tmp_path / "library", passphrase=PASSPHRASE) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_disk_without_room_refuses_a_sitting_before_anything_is_typed(tmp_path: Path):
    from econsent.errors import StoreFull

    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with make_library(tmp_path) as library, make_station(library, small) as station:
            with pytest.raises(StoreFull) as caught:
                station.check_ready()
            assert caught.value.remedy
            with pytest.raises(StoreFull):
                station.sign([abandonment(station)])
            assert station.health().waiting == 0
    finally:
        subprocess.run(["umount", str(small)], check=True)
