"""A load generator in a process of its own: connections that each ask again as soon as they were answered.

Reads one job after another from stdin, a line of JSON each, and writes a line of JSON for each: answers a second, and
latencies in milliseconds. It speaks only as much HTTP as the two servers of `decision` do.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import msgspec
import uvloop

_LENGTH = b"content-length: "


class Job(msgspec.Struct):
    """Where to ask, which requests (base64) by turns, over how many connections, and for how many seconds."""

    port: int
    requests: list[str]
    connections: int
    seconds: float
    expects: str


class Result(msgspec.Struct):
    """Answers a second, and latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


class Asker(asyncio.Protocol):
    """One connection with one request under way."""

    def __init__(self, requests: Iterator[bytes], expects: bytes, spent: list[float]) -> None:
        self._requests = requests
        self._expects = expects
        self._spent = spent
        self._came = b""
        self._asked = 0.0
        self.stopped = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, body = self._came.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        self._spent.append(time.perf_counter() - self._asked)
        if not head.startswith(b"HTTP/1.1 200") or self._expects not in body:
            raise RuntimeError(f"another answer than expected: {head[:40]!r} {body[:200]!r}")
        self._ask()

    def _ask(self) -> None:
        self._came = b""
        if self.stopped:
            self._transport.close()
            return
        self._asked = time.perf_counter()
        self._transport.write(next(self._requests))  # type: ignore[attr-defined]


async def work(job: Job) -> Result:
    """Ask for as long as a job says."""
    loop, spent = asyncio.get_running_loop(), list[float]()
    loop.set_exception_handler(_give_up)
    requests = itertools.cycle([base64.b64decode(one) for one in job.requests])
    askers = [
        (await loop.create_connection(lambda: Asker(requests, job.expects.encode(), spent), "127.0.0.1", job.port))[1]
        for _ in range(job.connections)
    ]
    spent.clear()
    began = time.perf_counter()
    await asyncio.sleep(job.seconds)
    count, passed = len(spent), time.perf_counter() - began
    ordered = sorted(spent[:count])
    for asker in askers:
        asker.stopped = True
    await asyncio.sleep(0.2)
    return Result(count / passed, ordered[count // 2] * 1000, ordered[int(count * 0.99)] * 1000)


def _give_up(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """End with what went wrong: a measurement of other answers is none."""
    print(context.get("exception") or context["message"], file=sys.stderr, flush=True)
    os._exit(1)


def main() -> None:
    """Do every job that comes."""
    for line in sys.stdin.buffer:
        result = uvloop.run(work(msgspec.json.decode(line, type=Job)))
        sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
