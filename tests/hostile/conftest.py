"""One statement that went the whole way, with everything that proves it: what hostile hands then change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from econsent.document.bundle import unpack
from econsent.envelope import EnvelopeKey
from econsent.exchange import DepositReply
from econsent.library import Library
from econsent.signing.file_key import read_key
from econsent.store.home import der_of
from econsent.trust import Trust
from tests.builders import PASSPHRASE, consent, make_library, make_station


@dataclass(frozen=True, repr=False)
class Proven:
    """A statement's files as they are exported, the envelope it came in, and what to check them by."""

    statement: bytes
    evidence: bytes
    receipt: bytes
    checkpoint: bytes
    bundle: bytes
    document: bytes
    envelope: bytes
    root_pem: bytes
    key: EnvelopeKey

    @property
    def trust(self) -> Trust:
        return Trust((der_of(self.root_pem),))


class Overhears:
    """A library behind a wire on which every envelope is copied."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.envelopes: list[bytes] = []

    def deposit(self, envelopes: Sequence[bytes], *, seen: int = 0) -> DepositReply:
        self.envelopes += envelopes
        return self.library.deposit(envelopes, seen=seen)

    def contact(self, jws: bytes) -> None:
        self.library.contact(jws)

    @property
    def forms(self):
        return self.library.forms


@pytest.fixture(scope="session")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Proven:
    """The second statement of a station: it had seen a checkpoint with the first one in it."""
    folder = tmp_path_factory.mktemp("proven")
    with make_library(folder) as library, make_station(library, folder) as station:
        wire = Overhears(library)
        station.sign([consent(station)])
        station.sync(wire)  # type: ignore[arg-type]
        (signed,) = station.sign([consent(station, "deny")])
        assert station.sync(wire).problems == ()  # type: ignore[arg-type]
        bundle = library.export(signed.id, "bundle")
        held = unpack(bundle)
        assert held.receipt
        assert held.after
        return Proven(
            statement=held.jws,
            evidence=held.evidence[0],
            receipt=held.receipt,
            checkpoint=held.after,
            bundle=bundle,
            document=held.document,
            envelope=wire.envelopes[-1],
            root_pem=library.root_pem.encode(),
            key=EnvelopeKey.of(_private(folder)),
        )


def _private(folder) -> ec.EllipticCurvePrivateKey:
    return read_key(folder / "library" / "keys" / "envelope.pem", PASSPHRASE)
