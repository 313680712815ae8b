"""A camera's question over HTTP under load, beside a bare Litestar endpoint that takes it and returns the same bytes.

Ours is `econsent serve` as a clinic runs it, over a million people: it finds out who asks, reads and checks what
stands, answers, notes it in the audit trail, counts it and writes its line of log. The floor has one handler with a
typed body and nothing else, on the same uvicorn. All have one worker and the same load generator, in a process of its
own, and take turns. The last row is an endpoint that does not even look at what was sent.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks._load import Job, Result
from benchmarks.decide import ASKED, town
from econsent.exchange import Question
from econsent.library import ACCESS_TOKEN
from tests.builders import PASSPHRASE

Row = dict[str, object]

PEOPLE = 1_000_000
ROUNDS = 7
SECONDS = 2.0
CONNECTIONS = 32
PERMIT = "CONSENT_PERMIT"


def run(people: int = PEOPLE) -> list[Row]:
    """Load the servers by turns."""
    with town(people) as place, contextlib.ExitStack() as stack:
        questions = requests(place.folder, place.questions)
        ours = stack.enter_context(served(place.folder))
        answer = asked(ours, place.folder, place.questions[0])
        bare = stack.enter_context(floors(answer))
        unread = [one.replace(b"POST /v1/decision", b"POST /", 1) for one in questions]
        load = stack.enter_context(generator())
        measured = race(load, [(ours, questions), (bare, questions), (bare, unread)])
    rate, floor, deaf = (statistics.median(one.rate for one in results) for results in measured)
    slow, floor_slow, _ = (statistics.median(one.p99 for one in results) for results in measured)
    name = f"decision over HTTP, {people:,} people, {CONNECTIONS} connections"
    return [
        row(f"{name}, beside bare Litestar", rate, floor, floor / rate, "≤ 1.66 ×", "answers/s"),
        row(f"{name}, p99", slow, floor_slow, slow / floor_slow, "≤ 3 ×", "ms"),
        row("the same beside bare Litestar that does not read the question", rate, deaf, deaf / rate, "", "answers/s"),
    ]


def race(load: subprocess.Popen[bytes], entrants: Sequence[tuple[int, Sequence[bytes]]]) -> list[list[Result]]:
    """Return what came of each round of each port and its requests; the first round warms up and does not count."""
    results: list[list[Result]] = [[] for _ in entrants]
    jobs = [
        msgspec.json.encode(
            Job(
                port=port,
                requests=[base64.b64encode(one).decode() for one in sent],
                connections=CONNECTIONS,
                seconds=SECONDS,
                expects=PERMIT,
            )
        )
        for port, sent in entrants
    ]
    for _ in range(ROUNDS + 1):
        for job, found in zip(jobs, results, strict=True):
            load.stdin.write(job + b"\n")
            load.stdin.flush()
            found.append(msgspec.json.decode(load.stdout.readline(), type=Result))
    return [found[1:] for found in results]


def requests(folder: Path, questions: Sequence[Question]) -> list[bytes]:
    """Return the questions as they go over the wire."""
    head = (
        "POST /v1/decision HTTP/1.1\r\nhost: library\r\ncontent-type: application/json\r\n"
        f"authorization: Bearer {token(folder)}\r\ncontent-length: "
    )
    bodies = [msgspec.json.encode(question) for question in questions[:ASKED]]
    return [f"{head}{len(body)}\r\n\r\n".encode() + body for body in bodies]


def asked(port: int, folder: Path, question: Question) -> bytes:
    """Ask once, and return the answer's bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"content-type": "application/json", "authorization": f"Bearer {token(folder)}"}
    connection.request("POST", "/v1/decision", msgspec.json.encode(question), headers)
    answer = connection.getresponse().read()
    connection.close()
    if PERMIT.encode() not in answer:
        raise RuntimeError(f"no permit: {answer!r}")
    return answer


def token(folder: Path) -> str:
    """Return the library's first access token."""
    return (folder / ACCESS_TOKEN).read_text().strip()


@contextlib.contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a library as a clinic does, its log in a file; give the port."""
    with tempfile.TemporaryDirectory() as beside:
        secret, log = Path(beside) / "passphrase", Path(beside) / "log"
        secret.write_text(PASSPHRASE)
        command = [
            sys.executable,
            "-m",
            "econsent.server",
            str(folder),
            "--port",
            "0",
            "--passphrase-file",
            str(secret),
            "--asker-limit",
            "1000000",
        ]
        with log.open("wb") as lines, running(command, lines) as process:
            yield int(process.stdout.readline().rsplit(b":", 1)[1])


@contextlib.contextmanager
def floors(answer: bytes) -> Iterator[int]:
    """Serve the floors; give their port."""
    with running([sys.executable, "-m", "benchmarks._bare"]) as process:
        process.stdin.write(answer + b"\n")
        process.stdin.flush()
        yield int(process.stdout.readline())


def generator() -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
    """Start the load generator."""
    return running([sys.executable, "-m", "benchmarks._load"])


@contextlib.contextmanager
def running(command: Sequence[str], stderr: object = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program of ours until the block ends."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=stderr, env=environment) as process:
        try:
            yield process
        finally:
            process.terminate()


def row(name: str, measured: float, floor: float, ratio: float, target: str, unit: str) -> Row:
    return {
        "name": name,
        "measured": round(measured, 2),
        "floor": round(floor, 2),
        "ratio": round(ratio, 2),
        "target": target,
        "unit": unit,
    }


if __name__ == "__main__":
    for result in run(*map(int, sys.argv[1:])):
        print(result)
