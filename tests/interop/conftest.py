"""A library whose log has more than one tile, and what it exports of one statement."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from econsent import record
from econsent.document.issue import Circumstances, statement_of
from econsent.envelope import Contents, seal
from econsent.library import Library
from econsent.signing.jws import sign_compact
from econsent.station import Signed, Station
from econsent.store import post
from tests.builders import PASSPHRASE, abandonment, consent, make_library, make_station

BATCHES = (7, 100, 193)
"""Deposits of uneven size; together with the first statement more than the 256 entries of a full tile."""


@dataclass(frozen=True)
class Real:
    """An open library, its station's folder, what it exported of a statement, and checkpoints of its past."""

    library: Library
    station: Path
    statement: bytes
    receipts: tuple[bytes, ...]
    checkpoints: tuple[str, ...]

    @property
    def payload(self) -> bytes:
        return payload_of(self.statement)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    """A library with a consent, and three hundred abandonments after it."""
    folder = tmp_path_factory.mktemp("real")
    with make_library(folder) as library, make_station(library, folder) as station:
        (signed,) = station.sign([consent(station)])
        station.sync(library)
        checkpoints, ids = [library.checkpoint()], [signed.id]
        for statements in many(station, folder / "station", signed, checkpoints[0]):
            library.deposit([sealed(item, folder / "station") for item in statements])
            checkpoints.append(library.checkpoint())
            ids.append(record.parse(payload_of(statements[-1])).id)
        receipts = tuple(library.export(item, "receipt") for item in ids)
        yield Real(library, folder / "station", library.export(signed.id, "jws"), receipts, tuple(checkpoints))


def many(station: Station, folder: Path, last: Signed, seen: str) -> Iterator[list[bytes]]:
    """Sign one statement after another with the station's own key; documents would take a minute."""
    key = post.open_key(folder, post.load(folder), PASSPHRASE)
    _, size, root = seen.splitlines()[:3]
    after = record.SeenCheckpoint(size=int(size), root=base64.b64decode(root).hex())
    moment = "2026-11-23T10:00:00.000+05:00"
    made = record.Made(at=moment, clock="unchecked", earliest="1970-01-01T00:00:00Z", latest="9999-12-31T23:59:59Z")
    seq, previous = last.seq, last.digest
    for count in BATCHES:
        statements = []
        for _ in range(count):
            seq += 1
            device = record.Device(id=station.device_id, seq=seq, prev=previous)
            given = Circumstances(
                id=record.new_id(seq, seq.to_bytes(10)),
                made=made,
                after=after,
                device=device,
                controller=station.controller,
            )
            statements.append(sign_compact(record.encode(statement_of(abandonment(station), given)), key))
            previous = record.digest(statements[-1]).hex()
        yield statements


def sealed(jws: bytes, folder: Path) -> bytes:
    return seal(Contents(jws=jws, evidence=(), document=b"%PDF-"), post.load(folder).envelope_key)


def payload_of(jws: bytes) -> bytes:
    part = jws.split(b".")[1]
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
