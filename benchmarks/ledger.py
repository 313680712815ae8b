"""Measure the log at a million leaves against the bare work under it: hashing in a loop, one SELECT."""

from __future__ import annotations

import hashlib
import itertools
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from econsent import ledger

LEAVES = 1_000_000
BATCH = 200
PROOFS = 2_000
ROUNDS = 5
LEVEL_SHIFT = 48
"""A node's row id is its level above its 48 bits of index, so that a level lies together on disk."""

Row = dict[str, object]


def run(leaves: int = LEAVES) -> list[Row]:
    """Return a row a measurement: name, measured, floor, ratio of the two, target and unit.

    Ours and the floor run by turns. A target in µs is a most, one in entries/s a least.
    """
    entries = [number.to_bytes(32) for number in range(leaves)]
    nodes = ledger.MemoryNodes()
    rows = [measure_append(entries, nodes)]
    indexes = random.Random(9162).choices(range(leaves), k=PROOFS)
    rows.append(measure_prove("prove inclusion, in memory", indexes, leaves, nodes, bare_lookup(nodes), 50))
    rows.append(measure_consistency(indexes, leaves, nodes))
    rows.append(measure_verify(entries, indexes, nodes))
    with tempfile.TemporaryDirectory() as folder:
        database = fill(Path(folder) / "log.db", nodes)
        reader = sqlite_reader(database)
        rows.append(
            measure_prove("prove inclusion, SQLite", indexes, leaves, reader, bare_select(database, leaves), 1000)
        )
        database.close()
    return rows


def measure_append(entries: Sequence[bytes], nodes: ledger.MemoryNodes) -> Row:
    """Append in batches, leaf hashing and storing included; the floor is two bare hashes an entry."""
    ours, floor = [], []
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        began = time.perf_counter()
        nodes.store(ledger.append(start, [ledger.leaf_hash(entry) for entry in batch], nodes))
        between = time.perf_counter()
        for entry in batch:
            hashlib.sha256(b"\x00" + entry).digest()
            hashlib.sha256(b"\x01" + entry + entry).digest()
        ours.append(between - began)
        floor.append(time.perf_counter() - between)
    measured, bare = statistics.median(ours) / BATCH, statistics.median(floor) / BATCH
    name = f"append, batches of {BATCH}"
    return row(name, 1 / measured, 1 / bare, measured / bare, 385_000, "entries/s")


def measure_prove(
    name: str, indexes: Sequence[int], size: int, read: ledger.NodeReader, bare: Callable[[int], object], target: float
) -> Row:
    """Prove leaves at random; the floor reads as many nodes and does nothing with them."""
    ours, floor = race(indexes, lambda index: ledger.inclusion_proof(index, size, read), bare)
    return row(name, ours, floor, ours / floor, target, "µs")


def measure_consistency(indexes: Sequence[int], size: int, nodes: ledger.MemoryNodes) -> Row:
    """Prove that the log grew from sizes at random."""
    ours, floor = race(indexes, lambda old: ledger.consistency_proof(old, size, nodes), bare_lookup(nodes))
    return row("prove consistency, in memory", ours, floor, ours / floor, 50, "µs")


def measure_verify(entries: Sequence[bytes], indexes: Sequence[int], nodes: ledger.MemoryNodes) -> Row:
    """Check an inclusion proof; the floor hashes as often as a proof is long. The target is 4 × Go's sumdb/tlog."""
    size = len(entries)
    root = ledger.root(size, nodes)
    proofs = {index: ledger.inclusion_proof(index, size, nodes) for index in indexes}
    leaves = {index: ledger.leaf_hash(entries[index]) for index in indexes}

    def bare(index: int) -> None:
        for sibling in proofs[index]:
            hashlib.sha256(b"\x01" + sibling + sibling).digest()

    ours, floor = race(
        indexes, lambda index: ledger.check_inclusion(leaves[index], index, size, proofs[index], root), bare
    )
    return row("verify inclusion", ours, floor, ours / floor, 40, "µs")


def race(indexes: Sequence[int], ours: Callable[[int], object], floor: Callable[[int], object]) -> tuple[float, float]:
    """Run both by turns; return the median time of one call of each, in microseconds."""
    times: tuple[list[float], list[float]] = [], []
    for _ in range(ROUNDS):
        for call, measured in zip((ours, floor), times, strict=True):
            for index in indexes:
                began = time.perf_counter()
                call(index)
                measured.append(time.perf_counter() - began)
    return statistics.median(times[0]) * 1e6, statistics.median(times[1]) * 1e6


def path_of(index: int, size: int) -> list[ledger.Coordinates]:
    """Return one stored node a level beside the leaf's way to the root: about what a proof of the leaf reads."""
    left = [(level, (index >> level) & ~1) for level in range(size.bit_length())]
    return [(level, at) for level, at in left if at < size >> level]


def bare_lookup(nodes: ledger.MemoryNodes) -> Callable[[int], object]:
    """Read a leaf's path from memory."""
    return lambda index: nodes(path_of(index, nodes.size))


def bare_select(database: sqlite3.Connection, size: int) -> Callable[[int], object]:
    """Read a leaf's path with one SELECT."""

    def select(index: int) -> object:
        ids = [level << LEVEL_SHIFT | at for level, at in path_of(index, size)]
        return database.execute(query(len(ids)), ids).fetchall()

    return select


def sqlite_reader(database: sqlite3.Connection) -> ledger.NodeReader:
    """Read nodes with one SELECT, in the order asked."""

    def read(coordinates: Sequence[ledger.Coordinates]) -> list[bytes]:
        ids = [level << LEVEL_SHIFT | index for level, index in coordinates]
        found = dict(database.execute(query(len(ids)), ids))
        return [found[row_id] for row_id in ids]

    return read


def query(count: int) -> str:
    return f"SELECT id, hash FROM log_node WHERE id IN ({','.join('?' * count)})"


def fill(path: Path, nodes: ledger.MemoryNodes) -> sqlite3.Connection:
    """Write every node of a log in memory to a database."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE log_node(id INTEGER PRIMARY KEY, hash BLOB NOT NULL)")
    with database:
        database.executemany("INSERT INTO log_node VALUES (?, ?)", table_rows(nodes))
    return database


def table_rows(nodes: ledger.MemoryNodes) -> Iterable[tuple[int, bytes]]:
    for level in range(nodes.size.bit_length()):
        coordinates = [(level, index) for index in range(nodes.size >> level)]
        yield from zip(itertools.count(level << LEVEL_SHIFT), nodes(coordinates), strict=False)


def row(name: str, measured: float, floor: float, ratio: float, target: float, unit: str) -> Row:
    return {
        "name": f"ledger: {name}",
        "measured": round(measured, 1),
        "floor": round(floor, 1),
        "ratio": round(ratio, 2),
        "target": target,
        "unit": unit,
    }


if __name__ == "__main__":
    for result in run():
        print(
            "{name:40} {measured:>12,} {unit:10} floor {floor:>12,} ratio {ratio:5} target {target:,}".format(**result)
        )
