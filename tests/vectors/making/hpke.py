"""RFC 9180 base mode, written from the RFC with a given ephemeral key, so that a sealed vector is the same every time.

DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; one message, no associated data.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_KEM = b"KEM" + (0x0010).to_bytes(2)
_SUITE = b"HPKE" + b"".join(number.to_bytes(2) for number in (0x0010, 0x0001, 0x0002))


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return the 65 bytes of an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal(plain: bytes, to: ec.EllipticCurvePublicKey, ephemeral: ec.EllipticCurvePrivateKey, info: bytes) -> bytes:
    """Return the encapsulated key and the ciphertext."""
    enc = point(ephemeral.public_key())
    secret = _shared(ephemeral.exchange(ec.ECDH(), to), enc + point(to))
    context = b"\x00" + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
    key_secret = _extract(_SUITE, secret, b"secret", b"")
    key = _expand(_SUITE, key_secret, b"key", context, 32)
    nonce = _expand(_SUITE, key_secret, b"base_nonce", context, 12)
    return enc + AESGCM(key).encrypt(nonce, plain, b"")


def _shared(dh: bytes, context: bytes) -> bytes:
    return _expand(_KEM, _extract(_KEM, b"", b"eae_prk", dh), b"shared_secret", context, 32)


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, sha256)


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2) + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, labelled + b"\x01", sha256)[:length]
