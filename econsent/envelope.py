"""HPKE seal and open (RFC 9180): a statement, its evidence and its document, readable by the library alone.

An envelope is ``econsent-envelope/1`` LF, the 8-byte id of the key it is sealed to, the encapsulated key (65 bytes) and
the ciphertext. The first two are bound to the seal through HPKE's ``info`` (SPEC 6). Inside is MessagePack.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from econsent.errors import EnvelopeBroken, EnvelopeForeign, EnvelopeMalformed

MAGIC = b"econsent-envelope/1\n"
KEY_ID_BYTES = 8
MAX_ENVELOPE = 64 * 1024 * 1024
_SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class Contents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, array_like=True):
    """What an envelope holds: the compact JWS, its evidence files in the order the statement lists them, the PDF."""

    jws: bytes
    evidence: tuple[bytes, ...]
    document: bytes


_decoder = msgspec.msgpack.Decoder(Contents)


def key_id(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return the first 8 bytes of SHA-256 of the uncompressed point."""
    return sha256(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).digest()[:KEY_ID_BYTES]


def seal(contents: Contents, key: ec.EllipticCurvePublicKey) -> bytes:
    """Return an envelope that only the holder of the private key can open."""
    head = MAGIC + key_id(key)
    return head + _SUITE.encrypt(pack_contents(contents), key, info=head)


@dataclass(frozen=True, slots=True)
class EnvelopeKey:
    """The library's private key with its id, computed once."""

    private: ec.EllipticCurvePrivateKey
    id: bytes

    @classmethod
    def of(cls, private: ec.EllipticCurvePrivateKey) -> EnvelopeKey:
        """Return a key with its id."""
        return cls(private, key_id(private.public_key()))


def open_envelope(envelope: bytes, key: EnvelopeKey) -> Contents:
    """Return what an envelope holds; raise EnvelopeMalformed, EnvelopeForeign or EnvelopeBroken (SPEC 6)."""
    return read_contents(open_seal(envelope, key))


def open_seal(envelope: bytes, key: EnvelopeKey) -> bytes:
    """Return the bytes that were sealed; raise EnvelopeMalformed, EnvelopeForeign or EnvelopeBroken (SPEC 6.1-6.3)."""
    head_size = len(MAGIC) + KEY_ID_BYTES
    if not envelope.startswith(MAGIC) or not head_size < len(envelope) <= MAX_ENVELOPE:
        raise EnvelopeMalformed("This is not an envelope of a version known here.", clause="6.1")
    head, sealed = envelope[:head_size], envelope[head_size:]
    if head[len(MAGIC) :] != key.id:
        raise EnvelopeForeign(
            "The envelope is sealed to another key.", remedy="Send it to the library that it is for.", clause="6.2"
        )
    try:
        return _SUITE.decrypt(sealed, key.private, info=head)
    except (InvalidTag, ValueError):
        raise EnvelopeBroken(
            "The seal does not open: bytes were changed on the way.", remedy="Send it again.", clause="6.3"
        ) from None


def pack_contents(contents: Contents) -> bytes:
    """Return contents as they are sealed."""
    return msgspec.msgpack.encode(contents)


def read_contents(plain: bytes) -> Contents:
    """Return what the sealed bytes hold; raise EnvelopeMalformed (SPEC 6.4)."""
    try:
        return _decoder.decode(plain)
    except msgspec.MsgspecError:
        raise EnvelopeMalformed("The envelope holds something else than a statement.", clause="6.4") from None
