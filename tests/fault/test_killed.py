"""Several processes on one database: whatever happens to one of them, there is one log, and it is right."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from econsent.library import Library
from econsent.remote import Remote
from econsent.store import fsck
from tests.builders import BIN, NAME, PASSPHRASE, consent, decide, iin
from tests.fault import acts
from tests.hand import Hand, Said
from tests.postgres import Running
from tests.waiting import PATIENCE, unmeasured

WORKERS = 3
EACH = 24


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    return file


@pytest.fixture
def library(database: str) -> Iterator[Library]:
    with Library.create(database, bin=BIN, name=NAME, passphrase=PASSPHRASE) as library:
        yield library


@dataclass
class Feeding:
    """A process that deposits, and the file in which it says what was kept."""

    process: subprocess.Popen[bytes]
    output: Path

    def said(self, word: str) -> int:
        """Return how many lines so far begin with a word."""
        return sum(line.startswith(word) for line in self.output.read_text().splitlines())

    def kept(self) -> dict[str, int]:
        """Return where in the log it was told that its statements stand, by digest; a torn last line is left out."""
        lines = [line for line in self.output.read_text().splitlines(keepends=True) if line.endswith("\n")]
        places = [word.split("@") for line in lines if line.startswith("kept ") for word in line.split()[1:]]
        return {digest: int(index) for digest, index in places}

    def finished(self) -> dict[str, int]:
        """Wait for its end and return what was kept."""
        assert self.process.wait(2 * PATIENCE) == 0, self.output.read_text()
        return self.kept()


@contextlib.contextmanager
def feeding(address: str, envelopes: Sequence[Path], passphrase: Path) -> Iterator[Feeding]:
    """Run a process that deposits, until the block has ended."""
    command = [sys.executable, str(Path(acts.__file__)), "feed", address, *map(str, envelopes)]
    environment = unmeasured() | {"ECONSENT_PASSPHRASE_FILE": str(passphrase)}
    output = passphrase.with_name(f"said-{secrets.token_hex(4)}")
    with output.open("wb") as said, subprocess.Popen(command, stdout=said, env=environment) as process:
        try:
            yield Feeding(process, output)
        finally:
            process.kill()


def queued(library: Library, folder: Path, number: int) -> tuple[list[Said], list[Path]]:
    """Sign as one device what people say, and put each envelope into a file."""
    hand = Hand.enrol(library)
    said = [hand.say(consent(hand, iin=iin(number * EACH + one))) for one in range(EACH)]
    paths = [folder / f"{number}-{one}.envelope" for one in range(EACH)]
    for item, path in zip(said, paths, strict=True):
        path.write_bytes(item.envelope)
    return said, paths


def holds(library: Library, address: str, said: Sequence[Said], acknowledged: dict[str, int]) -> None:
    """Check that the log is right, and that everything acknowledged stands in it once, at its place."""
    report = library.check_log()
    assert report.problems == ()
    digests = [digest.hex() for digest in library._shelf.entries(0, report.size)]
    assert len(set(digests)) == len(digests)
    assert {digests[index] for index in acknowledged.values()} == set(acknowledged)
    assert all(digests[index] == digest for digest, index in acknowledged.items())
    assert set(digests) <= {item.digest.hex() for item in said}
    assert library.audit.check().problems == ()
    assert fsck.check(address, passphrase=PASSPHRASE) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_process_killed_in_mid_deposit_leaves_one_log_that_is_right(
    library: Library, database: str, tmp_path: Path, passphrase: Path, seed: int
):
    chance = random.Random(seed)
    queues = [queued(library, tmp_path, number) for number in range(WORKERS)]
    os.mkfifo(tmp_path / "never comes")
    unending = [*queues[0][1][:-1], tmp_path / "never comes"]  # it is killed before it has done everything
    everything = [item for said, _ in queues for item in said]
    acknowledged: dict[str, int] = {}
    with contextlib.ExitStack() as stack:
        paths = [unending, *(paths for _, paths in queues[1:])]
        victim, *others = [stack.enter_context(feeding(database, each, passphrase)) for each in paths]
        while victim.said("kept") < 2:
            assert victim.process.poll() is None
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.05))
        victim.process.send_signal(signal.SIGKILL)
        assert victim.process.wait(PATIENCE) == -signal.SIGKILL
        for worker in others:
            acknowledged |= worker.finished()
        acknowledged |= victim.kept()
    assert EACH * (WORKERS - 1) + 2 * acts._FEW <= len(acknowledged) < len(everything)
    holds(library, database, everything, acknowledged)
    with feeding(database, queues[0][1], passphrase) as again:
        acknowledged |= again.finished()
    assert len(acknowledged) == len(everything)
    holds(library, database, everything, acknowledged)
    assert {decide(library, iin(number)).decision for number in range(len(everything))} == {"CONSENT_PERMIT"}


def test_the_same_statements_sent_to_several_processes_at_once_are_in_the_log_once(
    library: Library, database: str, tmp_path: Path, passphrase: Path
):
    said, paths = queued(library, tmp_path, 0)
    with contextlib.ExitStack() as stack:
        workers = [stack.enter_context(feeding(database, paths, passphrase)) for _ in range(2)]
        answers = [worker.finished() for worker in workers]
    assert answers[0] == answers[1]
    assert len(answers[0]) == library.check_log().size == EACH
    holds(library, database, said, answers[0])


@contextlib.contextmanager
def serving(address: str, passphrase: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve the database from a process of its own, and give its URL."""
    command = [sys.executable, "-m", "econsent.server", address, "--port", "0", "--passphrase-file", str(passphrase)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=unmeasured()) as process:
        try:
            yield process.stdout.readline().split()[1], process
        finally:
            process.kill()


def test_two_servers_give_one_statement_one_place_and_know_at_once_what_the_other_was_told(
    library: Library, server: Running, database: str, passphrase: Path
):
    hand = Hand.enrol(library)
    said = [hand.say(consent(hand, iin=iin(number))) for number in range(8)]
    with contextlib.ExitStack() as stack:
        urls = [stack.enter_context(serving(server.over_tcp(database), passphrase))[0] for _ in range(2)]
        remotes = [stack.enter_context(Remote(url, library.first_token)) for url in urls]
        for item in said:
            with ThreadPoolExecutor(2) as pool:
                one, two = pool.map(lambda remote, item=item: remote.deposit([item.envelope]), remotes)
            assert one.delivered[0].index == two.delivered[0].index
            assert one.delivered[0].digest == two.delivered[0].digest == item.digest.hex()
        deny = hand.say(consent(hand, "deny", iin=iin(0)))
        remotes[0].deposit([deny.envelope])
        assert decide(remotes[1], iin(0)).decision == "CONSENT_DENY"
    acknowledged = {item.digest.hex(): index for index, item in enumerate([*said, deny])}
    holds(library, database, [*said, deny], acknowledged)
