"""Deposits and decisions on a PostgreSQL server, which this starts, beside psycopg alone.

The floor of a deposit writes the very rows that ours wrote into the same tables of another database of the server:
batched inserts (`executemany`, which psycopg sends in a pipeline), one durable transaction a batch, and nothing else.
Ours opens, verifies, seals and folds besides, and waits for its turn. The floor of a decision is the one look-up of
what stands.
"""

from __future__ import annotations

import contextlib
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.deposit import BATCH, PEOPLE, ROUND, deliver, queued
from econsent.exchange import Question
from econsent.library import Library
from econsent.store import engines, postgres
from tests.builders import BIN, NAME, PASSPHRASE, SCOPE, iin, person
from tests.postgres import Running, running

Row = dict[str, object]

ASKED = 400
ROUNDS = 9
INSERT = re.compile(r"(?P<head>INSERT INTO .*?VALUES) (?P<row>\([?,]+\))(?:,\([?,]+\))*(?P<tail>.*)", re.DOTALL)


def run() -> list[Row]:
    """Deposit people's first statements, from one station and from two at the same time, and ask for them."""
    with running() as server:
        return [deposits(server, "one station", 1), deposits(server, "two stations at once", 2), decisions(server)]


@dataclass
class Written:
    """What a library wrote: of each transaction, the inserts and their rows."""

    batches: list[list[tuple[str, list[Sequence[Any]]]]] = field(default_factory=list)

    def note(self, sql: str, values: Sequence[Any]) -> None:
        """Take an insert down, its rows apart."""
        if sql.startswith("INSERT INTO log_entry"):
            self.batches.append([])
        found = INSERT.fullmatch(sql)
        if found and self.batches:
            width = found["row"].count("?")
            rows = [values[start : start + width] for start in range(0, len(values), width)]
            text = f"{found['head']} {found['row']}{found['tail']}".replace("?", "%s")
            self.batches[-1].append((text, rows))


@contextlib.contextmanager
def noting(written: Written) -> Iterator[None]:
    """Take down what is written in the block."""
    execute = postgres._Writing.execute

    def noted(session: postgres._Writing, sql: str, values: Any = (), /) -> Any:
        if not sql.startswith(("INSERT INTO audit", "SELECT", "UPDATE")):
            written.note(sql, values)
        return execute(session, sql, values)

    postgres._Writing.execute = noted  # type: ignore[method-assign]
    try:
        yield
    finally:
        postgres._Writing.execute = execute  # type: ignore[method-assign]


def deposits(server: Running, name: str, stations: int) -> Row:
    """Deposit by rounds, and write the same rows bare after each; compare the totals."""
    with tempfile.TemporaryDirectory() as folder, library_on(server) as library, bare_tables(server) as bare:
        queues = queued(library, Path(folder), stations)
        ours = floor = 0.0
        with ThreadPoolExecutor(stations) as pool:
            for start in range(0, PEOPLE // stations, ROUND):
                parts = [queue[start : start + ROUND] for queue in queues]
                written = Written()
                with noting(written):
                    began = time.perf_counter()
                    list(pool.map(partial(deliver, library), parts))
                    ours += time.perf_counter() - began
                began = time.perf_counter()
                write(bare, written)
                floor += time.perf_counter() - began
        size = library.check_log().size - 1
        assert bare.execute("SELECT count(*) FROM statement").fetchone() == (size,)
    kilobytes = round(len(queues[0][0].envelope) / 1000)
    return {
        "name": f"deposit on PostgreSQL: {name}, batches of {BATCH}, {kilobytes} kB each, beside inserts of the same",
        "measured": round(size / ours),
        "floor": round(size / floor),
        "ratio": round(ours / floor, 2),
        "target": "≤ 2 ×",
        "unit": "statements/s",
    }


def write(bare: psycopg.Connection, written: Written) -> None:
    """Write rows as psycopg's users do: many by one call, a transaction for each batch."""
    for batch in written.batches:
        with bare.transaction(), bare.cursor() as cursor:
            for sql, rows in batch:
                cursor.executemany(sql, rows)


@contextlib.contextmanager
def library_on(server: Running) -> Iterator[Library]:
    with Library.create(server.database(), bin=BIN, name=NAME, passphrase=PASSPHRASE) as library:
        yield library


@contextlib.contextmanager
def bare_tables(server: Running) -> Iterator[psycopg.Connection]:
    """Make the same tables in another database, for psycopg alone."""
    with psycopg.connect(server.database(), autocommit=True) as connection:
        for room in engines.ROOMS:
            for statement in filter(None, map(str.strip, room.postgres.split(";"))):
                connection.execute(statement)
        yield connection


def decisions(server: Running) -> Row:
    """Ask about people who said yes, by turns with the look-up alone; compare the medians."""
    with tempfile.TemporaryDirectory() as folder, library_on(server) as library:
        (queue,) = queued(library, Path(folder), 1)
        deliver(library, queue[:ASKED])
        questions = [Question(person=person(iin(number)), scope=SCOPE) for number in range(ASKED)]
        keys = [library._home.keys.vault.person(question.person) for question in questions]
        parameters = library._engine._parameters  # type: ignore[attr-defined]  # its address, which it repeats nowhere
        ours: list[float] = []
        floor: list[float] = []
        with psycopg.connect(**parameters, autocommit=True) as bare:
            for _ in range(ROUNDS):
                began = time.perf_counter()
                for question in questions:
                    library.decide(question)
                between = time.perf_counter()
                for key in keys:
                    bare.execute("SELECT stands FROM standing WHERE person = %s", (key,), binary=True).fetchone()
                ours.append((between - began) / ASKED * 1e6)
                floor.append((time.perf_counter() - between) / ASKED * 1e6)
    measured, least = statistics.median(ours), statistics.median(floor)
    return {
        "name": "decide on PostgreSQL, beside one look-up",
        "measured": round(measured, 1),
        "floor": round(least, 1),
        "ratio": round(measured / least, 2),
        "target": "≤ 3 ×",
        "unit": "µs",
    }


if __name__ == "__main__":
    for result in run():
        print(result)
