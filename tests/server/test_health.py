"""Whether a server lives and is ready, how it stops, and what it still knows after it was killed."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from econsent.errors import StoreFull, StoreUnwritable
from econsent.exchange import FRAMES, pack_frames
from econsent.library import ACCESS_TOKEN, Library
from tests.builders import IIN, PASSPHRASE, consent, iin, make_library, open_library
from tests.hand import Hand
from tests.waiting import PATIENCE, joined, unmeasured, until

QUESTION = {"person": {"system": "kz.iin", "value": IIN}, "scope": "filming.video"}
WELL = {"store": "ok", "disk": "ok", "audit": "ok", "keys": "ok", "server": "ok"}


@contextmanager
def process(
    folder: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the library of a folder from a process of its own."""
    (folder / "passphrase").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "econsent.server", "library", "--port", "0", "--passphrase-file", "passphrase"]
    with subprocess.Popen(
        [*command, "--log-format", "none", *options], cwd=folder, stdout=subprocess.PIPE, text=True, env=environment
    ) as running:
        try:
            yield running, running.stdout.readline().split()[1]
        finally:
            if running.poll() is None:
                running.kill()


def begun(url: str, head: str) -> socket.socket:
    """Begin a request, and return its connection once the server waits for the body of it."""
    host, port = url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=PATIENCE)
    connection.sendall(f"{head}\r\nexpect: 100-continue\r\n\r\n".encode())
    assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
    return connection


def is_closed(url: str) -> bool:
    """Say whether a server takes no new connections any more."""
    try:
        httpx.get(f"{url}/healthz")
    except httpx.ConnectError:
        return True
    return False


def refusing(error: Exception):
    def refuse(*_: object, **__: object) -> None:
        raise error

    return refuse


def test_a_server_that_is_well_is_ready_and_says_so_to_anybody(url: str):
    reply = httpx.get(f"{url}/readyz")
    assert (reply.status_code, reply.json()) == (200, {"ready": True, "checks": WELL})
    assert httpx.get(f"{url}/healthz").text == "ok\n"


def test_a_disk_below_its_reserve_is_told_by_a_code_and_nothing_more(
    library: Library, url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("econsent.store.folder.RESERVE_BYTES", 2**60)
    monkeypatch.setattr("econsent.store.folder.check_space.__defaults__", (2**60,))
    reply = httpx.get(f"{url}/readyz")
    assert (reply.status_code, reply.json()) == (503, {"ready": False, "checks": WELL | {"disk": "store.full"}})
    assert httpx.get(f"{url}/healthz").status_code == 200, "it lives, and must not be restarted for that"


@pytest.mark.parametrize(
    ("part", "what", "error", "check", "code"),
    [
        ("_engine", "check_space", StoreFull("secret"), "disk", "store.full"),
        ("_audit", "check_writing", StoreUnwritable("secret"), "audit", "store.unwritable"),
        ("_shelf", "latest_checkpoint", ValueError("secret"), "store", "fault"),
        ("_home", "keys", None, "keys", "fault"),
    ],
)
def test_each_check_that_fails_is_told_by_its_code_and_no_word_more(
    library: Library, url: str, monkeypatch: pytest.MonkeyPatch, part: str, what: str, error, check: str, code: str
):
    if error is None:
        monkeypatch.setattr(library.upkeep, part, None)
    else:
        monkeypatch.setattr(getattr(library.upkeep, part), what, refusing(error))
    reply = httpx.get(f"{url}/readyz")
    assert (reply.status_code, reply.json()["checks"]) == (503, WELL | {check: code})
    assert "secret" not in reply.text


def test_an_audit_trail_that_cannot_write_stops_the_answers_and_is_told(
    library: Library, url: str, token: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(library.audit, "_refused", StoreUnwritable("The disk refuses to write."))
    assert httpx.get(f"{url}/readyz").json()["checks"]["audit"] == "store.unwritable"
    reply = httpx.get(f"{url}/v1/log/report", headers={"authorization": f"Bearer {token}"})
    assert (reply.status_code, reply.json()["code"]) == (503, "store.unwritable")


def test_asked_to_stop_it_says_first_that_it_is_not_ready_and_still_answers(tmp_path: Path):
    make_library(tmp_path).close()
    with process(tmp_path, "--drain", "300") as (running, url):
        running.send_signal(signal.SIGTERM)
        until(lambda: httpx.get(f"{url}/readyz").status_code != 200)
        reply = httpx.get(f"{url}/readyz")
        assert (reply.status_code, reply.json()["checks"]["server"]) == (503, "server.stopping")
        assert httpx.get(f"{url}/v1/library").status_code == 200
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 0, "a second signal ends the waiting"


def test_a_question_under_way_is_answered_and_every_answer_stands_in_the_audit_trail(tmp_path: Path):
    make_library(tmp_path).close()
    token = (tmp_path / "library" / ACCESS_TOKEN).read_text().strip()
    body = json.dumps(QUESTION).encode()
    with process(tmp_path) as (running, url):
        for _ in range(20):
            httpx.get(f"{url}/v1/log/report", headers={"authorization": f"Bearer {token}"})
        head = f"POST /v1/decision HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
        with begun(url, f"{head}content-type: application/json\r\ncontent-length: {len(body)}") as slow:
            running.send_signal(signal.SIGTERM)
            until(lambda: is_closed(url))
            slow.sendall(body)
            reply = b"".join(iter(lambda: slow.recv(65536), b""))
        assert running.wait(PATIENCE) == 0
    assert reply.startswith(b"HTTP/1.1 200")
    assert b"NO_CONSENT" in reply
    with open_library(tmp_path) as library:
        assert sum(item.entry.verb == "log.check" for item in library.audit.entries(limit=1000)) == 20
        assert library.audit.check().problems == ()


@pytest.mark.long
def test_a_client_that_never_ends_its_request_does_not_keep_the_server_from_stopping(
    tmp_path: Path,
):
    make_library(tmp_path).close()
    with process(tmp_path) as (running, url):
        head = "POST /v1/enrolments HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100"
        with begun(url, head) as slow:
            slow.sendall(b"{")
            running.send_signal(signal.SIGTERM)
            assert running.wait(PATIENCE) == 0


def test_killed_in_mid_delivery_it_has_everything_that_it_acknowledged(tmp_path: Path):
    with make_library(tmp_path) as library:
        hand = Hand.enrol(library)
    said = [hand.say(consent(hand, iin=iin(number))) for number in range(60)]
    acknowledged: list[str] = []

    def deliver(url: str) -> None:
        with httpx.Client(base_url=url, headers={"content-type": FRAMES}) as client:
            for item in said:
                try:
                    reply = client.post("/v1/deposits", content=pack_frames([item.envelope])).json()
                except httpx.HTTPError:
                    return
                acknowledged.extend(one["digest"] for one in reply["delivered"] if one)

    with process(tmp_path, environment=unmeasured()) as (running, url):
        courier = threading.Thread(target=deliver, args=(url,))
        courier.start()
        until(lambda: len(acknowledged) >= 10)
        running.kill()
        joined(courier)
    assert len(acknowledged) >= 10
    with open_library(tmp_path) as library:
        report = library.check_log()
        assert report.problems == ()
        assert report.size >= len(acknowledged)
        for digest in acknowledged:
            assert library._shelf.index_of_prefix(bytes.fromhex(digest)[:10]) is not None
