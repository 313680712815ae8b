"""Many who send at once, or send slowly, to a door that is open to anyone."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from econsent import errors
from econsent.exchange import FRAMES
from econsent.library import Library
from econsent.remote import Remote
from econsent.server import stations
from tests.hand import Hand, consent_of
from tests.server.conftest import served
from tests.waiting import PATIENCE

BOTH_ENGINES = True


def begin_deposit(url: str, size: int = stations.MAX_DEPOSIT) -> socket.socket:
    """Announce a deposit and send nothing of it."""
    address = urlsplit(url)
    assert address.hostname
    connection = socket.create_connection((address.hostname, address.port or 0), timeout=PATIENCE)
    connection.sendall(
        f"POST /v1/deposits HTTP/1.1\r\nhost: x\r\ncontent-type: {FRAMES}\r\ncontent-length: {size}\r\n\r\n".encode()
    )
    return connection


def test_no_number_of_large_deposits_under_way_fills_the_memory(library: Library):
    envelope = Hand.enrol(library)
    said = envelope.say(consent_of(envelope, 1))
    with served(library) as url, Remote(url) as remote, ExitStack() as crowd:
        for _ in range(stations.ROOM // stations.MAX_DEPOSIT):
            crowd.enter_context(begin_deposit(url))
        deadline = time.monotonic() + PATIENCE
        with pytest.raises(errors.StoreBusy) as refused:  # the server may need a moment to read what was announced
            while time.monotonic() < deadline:
                remote.deposit([said.envelope])
        assert refused.value.kept
        assert httpx.get(f"{url}/healthz").text == "ok\n"
        crowd.close()
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                assert remote.deposit([said.envelope]).delivered[0] is not None
                break
            except errors.StoreBusy:
                assert time.monotonic() < deadline, "room is not given back when a sender leaves"


def test_a_deposit_that_never_comes_in_whole_is_not_waited_for(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stations, "PATIENCE", 0.2)
    with served(library) as url, begin_deposit(url, 1000) as connection:
        answer = connection.recv(4096)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"input.request" in answer
