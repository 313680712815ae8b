"""The page about following is true: its receiver takes what we send, once, and nothing that others send."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time

import httpx

from econsent.courier import Courier
from econsent.exchange import SubscriberRequest
from econsent.library import Library
from econsent.station import Station
from tests.docs.shell import REPOSITORY
from tests.test_feed import agree, withdraw
from tests.waiting import unmeasured, until

PAGE = (REPOSITORY / "docs" / "webhooks.md").read_text(encoding="utf-8")


def test_the_receiver_of_the_page_takes_what_is_signed_once_and_refuses_the_rest(library: Library, station: Station):
    [receiver] = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    added = library.subscribers.add(SubscriberRequest(url=url, allow_private=True))
    environment = unmeasured() | {"WEBHOOK_SECRET": added.secret}
    command = [sys.executable, "-c", receiver, str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            agree(station, library)
            digest = withdraw(library)
            assert Courier(library).round().delivered == 2
            forged = {"webhook-id": "x", "webhook-timestamp": str(int(time.time())), "webhook-signature": "v1,AAAA"}
            assert httpx.post(url, content=b'{"data": "forged"}', headers=forged).status_code == 400
        finally:
            process.kill()
        lines = process.stdout.read().decode().splitlines()
    assert len(lines) == 2
    assert json.loads(lines[1].replace("'", '"'))["digest"] == digest


def wait_for(port: int) -> None:
    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    until(listens)


def test_the_numbers_of_the_page_are_those_of_the_code():
    from econsent import courier, poster

    patience = courier.Patience()
    assert f"does not answer in {poster.DEADLINE:g} seconds" in PAGE
    assert f"is tried {patience.attempts} times" in PAGE
    pauses = [min(patience.first * 2**number, patience.longest) for number in range(patience.attempts - 1)]
    assert 5 <= sum(pauses) / 60 <= 7, "about six minutes"
    assert (patience.horizon, poster.MAX_WAIT, courier.LEASE) == (24 * 3600, 3600, 2_000_000)
