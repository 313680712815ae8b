"""Changes over HTTP: at once, by long poll, and as a stream that ends when it must."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from econsent.errors import SubscriberUnknown
from econsent.exchange import RedeliveryRequest, SecretRotation, SubscriberRequest
from econsent.library import Library
from econsent.principals import KeyRequest
from econsent.remote import Remote
from econsent.server import feeds
from econsent.station import Station
from tests.builders import PASSPHRASE, WHY, iin, where
from tests.server.conftest import served
from tests.test_feed import agree, withdraw
from tests.waiting import PATIENCE, joined, until

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def asking(url: str, token: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {token}"}, timeout=PATIENCE) as client:
        yield client


class Stream:
    """Server-sent events of an open answer, read line by line as a browser would."""

    def __init__(self, response: httpx.Response) -> None:
        self.lines = response.iter_lines()
        self.last_id: str | None = None
        self.retry: int | None = None

    def next(self) -> dict | None:
        """Return the data of the next block, None where it has none."""
        data: list[str] = []
        for line in self.lines:
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if not line:
                return json.loads("\n".join(data)) if data else None
            if name == "data":
                data.append(value)
            elif name == "id":
                self.last_id = value
            elif name == "retry":
                self.retry = int(value)
        raise EOFError

    def change(self) -> dict:
        """Return the next change."""
        while (data := self.next()) is None:
            pass
        return data


@contextmanager
def streaming(asking: httpx.Client, **headers: str) -> Iterator[Stream]:
    accept = {"accept": "text/event-stream"} | headers
    with asking.stream("GET", "/v1/changes", headers=accept) as response:
        assert response.status_code == 200, response.read()
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Stream(response)


def test_changes_over_http_are_those_in_process(library: Library, station: Station, remote: Remote):
    agree(station, library, iin(1), iin(2), iin(3))
    assert remote.feed.changes() == library.feed.changes()
    assert remote.feed.changes(0, 1) == library.feed.changes(0, 1)


def test_a_long_poll_answers_once_there_is_something(library: Library, station: Station, remote: Remote):
    heard: list[object] = []
    waiting = threading.Thread(target=lambda: heard.append(remote.feed.changes(wait=60)))
    waiting.start()
    until(lambda: library.feed.watch._waiting)
    digest = agree(station, library)[0]
    joined(waiting)
    assert [one.digest for one in heard[0].changes] == [digest]


def test_a_long_poll_for_nothing_ends_when_its_time_is_over(library: Library, asking: httpx.Client):
    heard: list[object] = []
    waiting = threading.Thread(target=lambda: heard.append(asking.get("/v1/changes?wait=1").json()))
    waiting.start()
    until(lambda: library.feed.watch._waiting or heard)
    joined(waiting)
    assert heard == [{"changes": [], "after": -1, "size": 0}]


def test_a_hundred_who_wait_keep_nobody_from_asking(library: Library, station: Station, url: str, token: str):
    headers = {"authorization": f"Bearer {token}"}
    heard: list[int] = []

    def poll() -> None:
        heard.append(httpx.get(f"{url}/v1/changes?wait=60", headers=headers, timeout=2 * PATIENCE).json()["after"])

    waiting = [threading.Thread(target=poll) for _ in range(100)]
    for one in waiting:
        one.start()
    until(lambda: len(library.feed.watch._waiting) == 100)
    assert httpx.get(f"{url}/v1/log/report", headers=headers).status_code == 200
    agree(station, library)
    joined(*waiting)
    assert heard == [0] * 100


def test_a_stream_tells_what_was_and_then_what_is_logged(library: Library, station: Station, asking: httpx.Client):
    digests = agree(station, library, iin(1), iin(2))
    with streaming(asking) as stream:
        assert [stream.change()["digest"] for _ in range(2)] == digests
        assert (stream.retry, stream.last_id) == (1000, "1")
        withdrawn = withdraw(library)
        assert stream.change()["digest"] == withdrawn
        assert stream.last_id == "2"


def test_a_stream_that_broke_off_goes_on_after_the_last_event(library: Library, station: Station, asking: httpx.Client):
    agree(station, library, iin(1), iin(2), iin(3))
    with streaming(asking, **{"last-event-id": "1"}) as stream:
        assert stream.change()["index"] == 2


def test_a_stream_shows_that_it_lives(asking: httpx.Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feeds, "HEARTBEAT", 0.1)
    with streaming(asking) as stream:
        for _ in range(4):
            assert stream.next() is None


def test_a_stream_ends_once_its_key_is_taken_back(
    library: Library, station: Station, url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feeds, "HEARTBEAT", 0.2)
    agree(station, library)
    key = library.accounts.add_key(KeyRequest(name="Cameras", scopes=("changes.read",)))
    headers = {"authorization": f"Bearer {key.key}"}
    with httpx.Client(base_url=url, headers=headers, timeout=PATIENCE) as asking, streaming(asking) as stream:
        stream.change()
        library.accounts.disable(key.principal.id)
        agree(station, library, iin(1))
        with pytest.raises(EOFError):
            stream.change()


def test_without_the_scope_there_is_no_stream(library: Library, url: str):
    key = library.accounts.add_key(KeyRequest(name="Cameras", scopes=("decision",)))
    headers = {"authorization": f"Bearer {key.key}", "accept": "text/event-stream"}
    reply = httpx.get(f"{url}/v1/changes", headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (403, "library.scope-missing")


def test_a_long_poll_is_answered_when_the_server_stops(library: Library, token: str):
    polled: list[int] = []
    with served(library) as url:
        given = {"headers": {"authorization": f"Bearer {token}"}, "timeout": 2 * PATIENCE}
        waiting = threading.Thread(
            target=lambda: polled.append(httpx.get(f"{url}/v1/changes?wait=60", **given).status_code)
        )
        waiting.start()
        until(lambda: library.feed.watch._waiting)
    joined(waiting)
    assert polled == [200]


def test_a_server_that_is_told_to_stop_ends_its_streams_and_complains_of_nothing(
    library: Library, station: Station, tmp_path: Path, token: str
):
    agree(station, library)
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    command = [sys.executable, "-m", "econsent.server", str(where(tmp_path)), "--port", "0"]
    command += ["--passphrase-file", str(secret)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split()[1]
        client = httpx.Client(base_url=url, headers={"authorization": f"Bearer {token}"}, timeout=PATIENCE)
        try:
            with client, streaming(client) as stream:
                stream.change()
                process.send_signal(signal.SIGTERM)
                with pytest.raises(EOFError):
                    stream.change()
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert (process.returncode, out) == (0, "")
    assert [json.loads(line)["level"] for line in err.splitlines()] == ["info"], "the request, and no complaint"


def test_following_goes_on_when_the_library_is_away_for_a_while(library: Library, station: Station, token: str):
    with served(library) as url:
        port = int(url.rsplit(":", 1)[1])
        remote = Remote(url, token)
        following = remote.feed.follow()
        agree(station, library, iin(1))
        assert next(following).index == 0
    agree(station, library, iin(2))
    heard: list[int] = []
    waiting = threading.Thread(target=lambda: heard.append(next(following).index))
    with socket.create_server(("127.0.0.1", port)) as away:
        away.settimeout(PATIENCE)
        waiting.start()
        away.accept()[0].close()  # it asks, and nobody answers
    assert not heard
    with served(library, port):
        joined(waiting)
    remote.close()
    assert heard == [1]


def test_subscribers_over_http_are_those_in_process(library: Library, remote: Remote):
    added = remote.subscribers.add(SubscriberRequest(url="https://receiver.example/", name="Cameras"), intent=WHY)
    assert added.secret.startswith("whsec_")
    assert remote.subscribers.list() == library.subscribers.list() != []
    assert remote.subscribers.show(added.id) == library.subscribers.show(added.id)
    remote.subscribers.pause(added.id, intent=WHY)
    assert library.subscribers.show(added.id).state == "paused"
    remote.subscribers.resume(added.id, intent=WHY)
    assert library.subscribers.show(added.id).state == "active"
    rotated = remote.subscribers.rotate(added.id, SecretRotation(overlap_minutes=5), intent=WHY)
    assert rotated.secret != added.secret
    assert rotated.former_until == library.subscribers.show(added.id).former_until
    assert remote.subscribers.dead_letters(added.id) == []
    assert remote.subscribers.redeliver(added.id, intent=WHY).indexes == ()
    with pytest.raises(SubscriberUnknown):
        remote.subscribers.redeliver(added.id, RedeliveryRequest(indexes=(3,)), intent=WHY)
    remote.subscribers.remove(added.id, intent=WHY)
    assert library.subscribers.list() == []
    with pytest.raises(SubscriberUnknown):
        remote.subscribers.show(added.id)
