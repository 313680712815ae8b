"""Whoever holds a private key: the Signer protocol and its back ends, one a file.

A verifier never imports this package, and this package never imports `econsent.verify`.
"""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """A device key with its certificates."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """DER certificates: the device's, then its issuer's."""

    def sign(self, data: bytes) -> bytes:
        """Return the ES256 signature of data: r and s, 32 bytes each, big-endian, low-S. Raise SigningError."""
