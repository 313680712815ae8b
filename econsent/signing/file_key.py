"""A device key in a file: PKCS#8, protected by a passphrase."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from econsent.errors import KeyMissing, PassphraseWrong, StoreUnwritable
from econsent.keys import P256_ORDER, load_certificate

# RFC 6979: the same statement has the same signature, and a weak random source cannot leak the key.
_ECDSA = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


class FileKey:
    """A P-256 key held in memory after it was read from a file (the Signer protocol)."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, chain: tuple[bytes, ...]) -> None:
        self._key = key
        self._chain = chain

    @classmethod
    def open(cls, path: Path, passphrase: str, chain: tuple[bytes, ...]) -> FileKey:
        """Read a key file; raise KeyMissing, also where the key is not the certificate's, or PassphraseWrong."""
        return cls.of(read_key(path, passphrase), path.name, chain)

    @classmethod
    def of(cls, key: ec.EllipticCurvePrivateKey, name: str, chain: tuple[bytes, ...]) -> FileKey:
        """Return a key that was read from a file of this name; raise KeyMissing where it is not the certificate's."""
        if key.public_key() != load_certificate(chain[0]).public_key():
            raise KeyMissing(
                f"The key file {name} holds another key than its certificate.",
                kept="Nothing was signed.",
                remedy="Restore the folder as a whole from the last good copy.",
            )
        return cls(key, chain)

    @property
    def chain(self) -> tuple[bytes, ...]:
        """DER certificates: the device's, then its issuer's."""
        return self._chain

    def sign(self, data: bytes) -> bytes:
        """Return the ES256 signature of data: r and s, 32 bytes each, big-endian, low-S."""
        r, s = decode_dss_signature(self._key.sign(data, _ECDSA))
        return r.to_bytes(32) + min(s, P256_ORDER - s).to_bytes(32)


def read_key(path: Path, passphrase: str) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key of a PKCS#8 PEM file; raise KeyMissing or PassphraseWrong."""
    try:
        pem = path.read_bytes()
    except OSError as error:
        raise KeyMissing(
            f"The key file {path.name} cannot be read ({error.strerror}).",
            kept="Nothing was signed.",
            remedy="Restore the file, or enrol the station again.",
        ) from None
    return parse_key(pem, path.name, passphrase)


def parse_key(pem: bytes, name: str, passphrase: str) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key of PKCS#8 PEM, read from a file of this name; raise KeyMissing or PassphraseWrong."""
    try:
        key = load_pem_private_key(pem, passphrase.encode())
    except (ValueError, TypeError):
        raise PassphraseWrong(
            f"The key file {name} does not open with this passphrase.",
            kept="It was not touched.",
            remedy="Give the passphrase it was made with.",
        ) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise KeyMissing(f"The key file {name} holds another kind of key.", remedy="Enrol the station again.")
    return key


def write_key(path: Path, key: ec.EllipticCurvePrivateKey, passphrase: str) -> None:
    """Write a key as PKCS#8 under a passphrase; the file is for its owner alone and durable on return."""
    write_secret(path, protected(key, passphrase))


def protected(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, passphrase: str) -> bytes:
    """Return a key as PKCS#8 PEM under a passphrase."""
    protection = BestAvailableEncryption(passphrase.encode())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)


def write_secret(path: Path, content: bytes) -> None:
    """Create a file for its owner alone (mode 0600), durable on return; raise StoreUnwritable."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except OSError as error:
        raise StoreUnwritable(
            f"The file {path.name} cannot be written ({error.strerror}).",
            kept="Nothing that was there before was changed.",
            remedy="Check the disk's free space and the folder's owner.",
        ) from None


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
