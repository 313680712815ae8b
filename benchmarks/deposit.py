"""Deposits in batch beside the cryptography that nobody can leave out.

The floor, on one core: open the HPKE envelope, check the ES256 signature, hash the same bytes with SHA-256, and nothing
else. Ours does that and all the rest: parses and checks the statement, its certificates and evidence, seals it again
under the person's key, grows the log, folds what stands, and is durable (WAL, full sync) before it answers.
"""

from __future__ import annotations

import base64
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.x509 import load_der_x509_certificate

from econsent.envelope import KEY_ID_BYTES, MAGIC
from econsent.keys import open_jws
from econsent.library import Library
from tests.builders import consent, iin, make_library, make_station
from tests.hand import Hand, Said

Row = dict[str, object]

PEOPLE = 1200
BATCH = 50
ROUND = 2 * BATCH
SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def run() -> list[Row]:
    """Deposit people's first statements in batches of fifty: from one station, and from two at the same time.

    A library serves stations in threads: while one batch goes to disk, the next is opened and verified.
    """
    return [measure("one station", 1), measure("two stations at once", 2)]


def measure(name: str, stations: int) -> Row:
    """Deposit by rounds, running the floor over the same envelopes after each; compare the totals."""
    with tempfile.TemporaryDirectory() as folder, make_library(Path(folder)) as library:
        queues = queued(library, Path(folder), stations)
        bare = floor_of(library)
        ours = floor = 0.0
        with ThreadPoolExecutor(stations) as pool:
            for start in range(0, PEOPLE // stations, ROUND):
                parts = [queue[start : start + ROUND] for queue in queues]
                began = time.perf_counter()
                list(pool.map(partial(deliver, library), parts))
                between = time.perf_counter()
                for part in parts:
                    bare(part)
                floor += time.perf_counter() - between
                ours += between - began
        size = library.check_log().size - 1
    kilobytes = round(len(queues[0][0].envelope) / 1000)
    return {
        "name": f"deposit: {name}, batches of {BATCH}, {kilobytes} kB each",
        "measured": round(size / ours),
        "floor": round(size / floor),
        "ratio": round(ours / floor, 2),
        "target": "≤ 2 ×",
        "unit": "statements/s",
    }


def deliver(library: Library, said: Sequence[Said]) -> None:
    """Deposit a queue in batches, as a station does."""
    for start in range(0, len(said), BATCH):
        reply = library.deposit([item.envelope for item in said[start : start + BATCH]])
        if reply.refused:
            raise RuntimeError(reply.refused[0].what)


def queued(library: Library, folder: Path, stations: int) -> list[list[Said]]:
    """Return what waits at each station; the pages, made once by a real one, are in every envelope."""
    with make_station(library, folder) as station:
        signed = station.sign([consent(station)])
        station.sync(library)
    document = library.export(signed[0].id, "pdf")
    queues: list[list[Said]] = []
    for number in range(stations):
        hand = Hand.enrol(library)
        people = range(number, PEOPLE, stations)
        queues.append([hand.say(consent(hand, iin=iin(person)), document=document) for person in people])
    return queues


def floor_of(library: Library) -> Callable[[Sequence[Said]], None]:
    """Return the bare cryptography of a batch."""
    private = library._home.keys.envelope.private  # only the library has it, and the floor must open too
    head = len(MAGIC) + KEY_ID_BYTES
    scheme = ec.ECDSA(hashes.SHA256())
    keys: dict[bytes, ec.EllipticCurvePublicKey] = {}

    def bare(said: Sequence[Said]) -> None:
        for item in said:
            SUITE.decrypt(item.envelope[head:], private, info=item.envelope[:head])
            sha256(item.envelope).digest()
            signed, _, signature = item.jws.rpartition(b".")
            raw = base64.urlsafe_b64decode(signature + b"==")
            der = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
            device = item.jws.partition(b".")[0]
            if device not in keys:
                keys[device] = key_of(item)
            keys[device].verify(der, signed, scheme)

    return bare


def key_of(said: Said) -> ec.EllipticCurvePublicKey:
    """Return the public key of the device that signed."""
    key = load_der_x509_certificate(open_jws(said.jws).chain[0]).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("a device's key is on P-256")
    return key


if __name__ == "__main__":
    for result in run():
        print(result)
