"""A server that is killed and started again loses no webhook, and tells none out of order."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from econsent.exchange import SubscriberRequest
from econsent.library import Library
from econsent.station import Station
from tests.builders import PASSPHRASE, iin
from tests.receiver import OK, Received, Receiver, Reply, receiving
from tests.test_feed import agree, withdraw
from tests.waiting import PATIENCE, unmeasured, until


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE)
    return path


@contextmanager
def serving(folder: Path, secret: Path) -> Iterator[subprocess.Popen]:
    """Serve the library in a process of its own, which is killed at the end."""
    command = [sys.executable, "-m", "econsent.server", str(folder), "--port", "0", "--passphrase-file", str(secret)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=unmeasured()) as process:
        assert process.stdout.readline().startswith("ready")
        try:
            yield process
        finally:
            process.kill()


def first_of_each(receiver: Receiver) -> list[int]:
    """Return the indexes as a receiver keeps them that knows what it has by webhook-id."""
    return list({one.id: one.index for one in receiver.received}.values())


def test_killed_between_delivery_and_noting_it_tells_it_again_and_then_the_rest_in_order(
    library: Library, station: Station, receiver: Receiver, tmp_path: Path, secret: Path
):
    struck = threading.Event()

    def strike(received: Received) -> Reply:
        if received.index != 2 or struck.is_set():
            return OK
        process.send_signal(signal.SIGKILL)  # it has come, and the server never learns of that
        process.wait()
        struck.set()
        return OK

    receiver.answer = strike
    added = library.subscribers.add(SubscriberRequest(url=receiver.url, allow_private=True))
    with serving(tmp_path / "library", secret) as process:
        agree(station, library, *(iin(number) for number in range(6)))
        assert struck.wait(PATIENCE)
        process.wait(PATIENCE)
    assert receiver.indexes == [0, 1, 2]
    digest = withdraw(library, iin(1))
    with serving(tmp_path / "library", secret):
        heard = receiver.wait_for(8)
    assert receiver.indexes == [0, 1, 2, 2, 3, 4, 5, 6]
    assert first_of_each(receiver) == [0, 1, 2, 3, 4, 5, 6]
    assert heard[-1].event["data"]["digest"] == digest
    assert all(one.is_signed_with(added.secret) for one in heard)


def test_a_withdrawal_is_heard_of_soon_after_the_server_was_started_again(
    library: Library, station: Station, receiver: Receiver, tmp_path: Path, secret: Path
):
    agree(station, library)
    library.subscribers.add(SubscriberRequest(url=receiver.url, allow_private=True))
    with serving(tmp_path / "library", secret) as process:
        withdraw(library)
        receiver.wait_for(1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    withdraw(library)
    with serving(tmp_path / "library", secret):
        receiver.wait_for(2)
        withdraw(library)
        receiver.wait_for(3)
    assert receiver.indexes == [1, 2, 3]


def test_a_withdrawal_is_heard_of_soon_after_the_receiver_was_started_again(
    library: Library, receiver: Receiver, tmp_path: Path, secret: Path
):
    added = library.subscribers.add(SubscriberRequest(url=receiver.url, allow_private=True))
    with serving(tmp_path / "library", secret):
        receiver.stop()
        withdraw(library)
        until(lambda: library.subscribers.show(added.id).attempts >= 5)  # the pauses have grown
        receiver.start()
        receiver.wait_for(1)
        withdraw(library)
        receiver.wait_for(2)
    assert receiver.indexes == [0, 1]


def test_a_process_without_a_server_delivers_too_and_stops_when_asked(
    library: Library, receiver: Receiver, tmp_path: Path, secret: Path
):
    library.subscribers.add(SubscriberRequest(url=receiver.url, allow_private=True))
    command = [sys.executable, "-c", "from econsent.cli import main; raise SystemExit(main())"]
    command += ["webhooks", "deliver", str(tmp_path / "library")]
    with subprocess.Popen([*command, "--passphrase-file", str(secret)], stderr=subprocess.PIPE) as process:
        try:
            withdraw(library)
            receiver.wait_for(1)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert (process.returncode, err) == (0, b"")
