"""One log that every test of the ledger reads, and the keys that sign its checkpoints."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from econsent import ledger

ORIGIN = "econsent-080540003326-5a7d1c3e"
SIZE = 66_000
"""Past 256 * 256 leaves, so that the log has tiles at three levels."""
NOON = 1_795_330_800


@dataclass(frozen=True)
class Log:
    """A log of SIZE entries. Its nodes never change, so they answer for every smaller size too."""

    entries: tuple[bytes, ...]
    nodes: ledger.MemoryNodes
    key: Ed25519PrivateKey
    clock: Ed25519PrivateKey
    origin: str = ORIGIN

    @property
    def verifiers(self) -> list[ledger.NoteVerifier]:
        signers = ledger.NoteSigner(self.origin, self.key), ledger.NoteSigner(f"{self.origin}/clock", self.clock, NOON)
        return [signer.verifier for signer in signers]

    def checkpoint(self, size: int) -> ledger.Checkpoint:
        return ledger.Checkpoint(self.origin, size, ledger.root(size, self.nodes))

    def note(self, size: int, at: int = NOON) -> str:
        clock = ledger.NoteSigner(f"{self.origin}/clock", self.clock, at)
        return ledger.sign_checkpoint(self.checkpoint(size), [ledger.NoteSigner(self.origin, self.key), clock])

    def receipt(self, index: int, size: int, extra: bytes | None = None) -> ledger.Receipt:
        proof = ledger.inclusion_proof(index, size, self.nodes)
        return ledger.Receipt(index, tuple(proof), self.note(size), extra)


def key_of(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())


@pytest.fixture(scope="session")
def log() -> Log:
    entries = tuple(hashlib.sha256(b"statement %d" % number).digest() for number in range(SIZE))
    nodes = ledger.MemoryNodes()
    nodes.store(ledger.append(0, [ledger.leaf_hash(entry) for entry in entries], nodes))
    return Log(entries, nodes, key_of("log"), key_of("clock"))


@pytest.fixture(scope="session")
def stranger() -> Ed25519PrivateKey:
    return key_of("stranger")
