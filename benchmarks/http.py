"""A station's backlog of two thousand goes over HTTP to a served library, beside the same one by one.

Both ends are real: the library is served by `econsent serve` in a process of its own and is durable before it answers;
the station reads its outbox, checks every proof, and settles. Rounds of each take turns. The decision follows, beside
the health check of the same server over the same connection: the least that any answer of it can cost.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from econsent import delivery, exchange
from econsent.library import ACCESS_TOKEN
from econsent.remote import Remote
from econsent.station import Station
from econsent.store.outbox import Outbox, Pending
from tests.builders import PASSPHRASE, SCOPE, consent, iin, make_library, make_station, open_station, person
from tests.hand import Hand, Said

Row = dict[str, object]

BACKLOG = 2000
ONE_BY_ONE = 200
ROUNDS = 4
QUESTIONS = 2000


def run() -> list[Row]:
    """Measure the backlog, then the decision about the people in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = prepared(folder)
        with served(folder) as url:
            return [backlog(folder, url, said), decision(folder, url)]


def prepared(folder: Path) -> list[Said]:
    """Found a library and a station, and say what will wait there; a real document is in every envelope."""
    with make_library(folder) as library, make_station(library, folder) as kiosk:
        signed = kiosk.sign([consent(kiosk)])[0]
        kiosk.sync(library)
        document = library.export(signed.id, "pdf")
        hand = Hand.enrol(library)
        people = range(BACKLOG + ONE_BY_ONE)
        return [hand.say(consent(hand, iin=iin(number)), document=document) for number in people]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the library of a folder from its own process."""
    (folder / "passphrase").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "econsent.server", "library", "--port", "0", "--passphrase-file", "passphrase"]
    command += ["--asker-limit", "0"]  # one key asks as fast as it can
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().split()[1]
        finally:
            process.terminate()


def backlog(folder: Path, url: str, said: Sequence[Said]) -> Row:
    """Drain most of the backlog in batches and the rest one by one, by turns."""
    batched, single = BACKLOG // ROUNDS, ONE_BY_ONE // ROUNDS
    spent = {delivery.BATCH: 0.0, 1: 0.0}
    start = 0
    with open_station(folder) as kiosk, Remote(url) as remote:
        for _ in range(ROUNDS):
            for batch, count in ((delivery.BATCH, batched), (1, single)):
                queue(folder, said[start : start + count])
                start += count
                spent[batch] += drained(kiosk, remote, batch, count)
    together, one_by_one = BACKLOG / spent.pop(delivery.BATCH), ONE_BY_ONE / spent.pop(1)
    kilobytes = round(len(said[0].envelope) / 1000)
    return {
        "name": f"a backlog of {BACKLOG} drained over HTTP, {kilobytes} kB each, beside one by one",
        "measured": round(together),
        "floor": round(one_by_one),
        "ratio": round(one_by_one / together, 2),
        "target": "≥ 1000 or ≤ 0.5 ×",
        "unit": "statements/s",
    }


def queue(folder: Path, said: Sequence[Said]) -> None:
    """Put statements into the station's outbox, behind the one that it signed itself."""
    outbox = Outbox(folder / "station")
    rows = [(item.statement.device.seq + 1, item.digest, item.statement.kind, 1, item.envelope) for item in said]
    outbox.queue([Pending(*row) for row in rows])
    outbox.close()


def drained(kiosk: Station, remote: Remote, batch: int, count: int) -> float:
    """Return the seconds in which a station delivers all that waits, `batch` at a time."""
    usual, delivery.BATCH = delivery.BATCH, batch
    try:
        began = time.perf_counter()
        report = kiosk.sync(remote)
        spent = time.perf_counter() - began
    finally:
        delivery.BATCH = usual
    if report.delivered != count or report.waiting or report.problems:
        raise RuntimeError(f"{report.delivered} of {count} delivered, {len(report.problems)} problems")
    return spent


def decision(folder: Path, url: str) -> Row:
    """Ask about many people over one connection, by turns with the health check."""
    token = (folder / "library" / ACCESS_TOKEN).read_text().strip()
    questions = [request(token, exchange.Question(person=person(iin(number)), scope=SCOPE)) for number in range(100)]
    host, port = url.removeprefix("http://").split(":")
    ours = floor = 0.0
    with socket.create_connection((host, int(port))) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number in range(QUESTIONS):
            began = time.perf_counter()
            answer = asked(connection, questions[number % len(questions)])
            between = time.perf_counter()
            asked(connection, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            floor += time.perf_counter() - between
            ours += between - began
            if b"CONSENT_PERMIT" not in answer:
                raise RuntimeError("the camera heard something else than the permit that was given")
    return {
        "name": "decision over HTTP, one connection, beside the same server's health check",
        "measured": round(QUESTIONS / ours),
        "floor": round(QUESTIONS / floor),
        "ratio": round(ours / floor, 2),
        "target": "",
        "unit": "answers/s",
    }


def request(token: str, question: exchange.Question) -> bytes:
    """Return a decision request as it goes over the wire."""
    body = msgspec.json.encode(question)
    head = (
        f"POST /v1/decision HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n"
    )
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def asked(connection: socket.socket, sent: bytes) -> bytes:
    """Send a request and return its answer whole."""
    connection.sendall(sent)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)
    return body


if __name__ == "__main__":
    for result in run():
        print(result)
