"""A library's secrets at rest: keyed-hash look-ups, one key per person, that key wrapped by the library's.

Destroying a person's wrapped key makes everything kept under it unreadable for good; the log still verifies (SPEC 8).
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass, field

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from econsent.envelope import Contents
from econsent.errors import PassphraseWrong, StoreDamaged
from econsent.record import Identifier
from econsent.store.rows import Packed

KEY_BYTES = 32
PERSON_BYTES = 16
_ROWS = b"econsent rows"
_PAPERS = b"papers"
_NONCE_BYTES = 12
SCRYPT = {"n": 2**15, "r": 8, "p": 1}
"""What stretching the passphrase of a new vault costs: 32 MiB. It is written into the vault, which opens by its own."""


class Papers(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What is kept of a statement beside its JWS: evidence in the order of the statement, and the document."""

    evidence: tuple[bytes, ...]
    document: bytes


_papers = Packed(Papers)
_encode = msgspec.msgpack.Encoder().encode


class _Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The vault file: scrypt's parameters, then AES-256-GCM over the two keys."""

    kdf: str
    n: int
    r: int
    p: int
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """The library's wrapping key and look-up key, 32 bytes each, held in memory."""

    wrapping: bytes = field(repr=False)
    lookup: bytes = field(repr=False)
    _rows: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rows", AESGCM(hmac.digest(self.wrapping, _ROWS, "sha256")))

    @classmethod
    def new(cls) -> Vault:
        """Return fresh keys."""
        return cls(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))

    @classmethod
    def opened(cls, content: bytes, passphrase: str) -> Vault:
        """Return what `closed` closed; raise StoreDamaged or PassphraseWrong."""
        try:
            kept = msgspec.json.decode(content, type=_Sealed)
            kek = _stretch(passphrase, kept.salt, kept.n, kept.r, kept.p)
        except (msgspec.MsgspecError, ValueError, MemoryError):
            raise StoreDamaged("This is not a vault.", remedy="Restore vault.json from the last good copy.") from None
        try:
            keys = AESGCM(kek).decrypt(kept.nonce, kept.sealed, None)
        except (InvalidTag, ValueError):
            raise PassphraseWrong("The vault does not open with this passphrase.") from None
        return cls(keys[:KEY_BYTES], keys[KEY_BYTES:])

    def closed(self, passphrase: str) -> bytes:
        """Return the vault file: both keys under a passphrase."""
        salt, nonce = os.urandom(16), os.urandom(_NONCE_BYTES)
        sealed = AESGCM(_stretch(passphrase, salt, **SCRYPT)).encrypt(nonce, self.wrapping + self.lookup, None)
        return msgspec.json.encode(_Sealed("scrypt", **SCRYPT, salt=salt, nonce=nonce, sealed=sealed))

    def person(self, identifier: Identifier) -> bytes:
        """Return the 16-byte keyed hash by which a person is looked up (HMAC-SHA-256)."""
        return self.pseudonym(f"{identifier.system}\0{identifier.value}")

    def pseudonym(self, text: str) -> bytes:
        """Return the keyed hash of any text that must not stand in an index."""
        return hmac.digest(self.lookup, text.encode(), "sha256")[:PERSON_BYTES]

    def seal_row(self, owner: bytes, row: str, value: bytes) -> bytes:
        """Return a value that only this library reads, bound to whose it is and to its row (AES-256-GCM).

        Answers rest on our own rows: one that was changed, or moved to another person, does not open.
        """
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._rows.encrypt(nonce, value, b"%b\0%b" % (owner, row.encode()))

    def open_row(self, owner: bytes, row: str, sealed: bytes) -> bytes:
        """Return the value; raise StoreDamaged where a byte was changed or the row was moved."""
        try:
            return self._rows.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], b"%b\0%b" % (owner, row.encode()))
        except (InvalidTag, ValueError):
            raise StoreDamaged(
                "A row of the database was changed by something else than this library.",
                kept="Nothing is answered from it.",
                remedy="Run `econsent fsck` and restore the last good copy.",
            ) from None

    def new_person_key(self) -> tuple[bytes, bytes]:
        """Return a fresh key and the same key wrapped (AES key wrap, RFC 3394)."""
        key = os.urandom(KEY_BYTES)
        return key, aes_key_wrap(self.wrapping, key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return a person's key; raise StoreDamaged."""
        try:
            return aes_key_unwrap(self.wrapping, wrapped)
        except (InvalidUnwrap, ValueError):
            raise StoreDamaged("A person's key does not unwrap.", remedy="Run `econsent fsck`.") from None


def seal_contents(key: bytes, contents: Contents, digest: bytes) -> tuple[bytes, bytes]:
    """Return a statement's JWS, and its evidence with its document, sealed apart under a person's key.

    Each is bound to the statement's digest and to what it is (AES-256-GCM): most questions need the JWS alone.
    """
    papers = _encode(Papers(evidence=contents.evidence, document=contents.document))
    return seal(key, contents.jws, digest), seal(key, papers, digest + _PAPERS)


def open_papers(key: bytes, sealed: bytes, digest: bytes) -> Papers:
    """Return a statement's evidence and document; raise StoreDamaged."""
    return _papers.decode(unseal(key, sealed, digest + _PAPERS))


def seal(key: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Return nonce and AES-256-GCM ciphertext, bound to what else it belongs to."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Return the content; raise StoreDamaged where a byte was changed or a row was moved."""
    return unseal_by(AESGCM(key), sealed, bound_to)


def unseal_by(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    """Return the content, by a key that is ready to use; raise as `unseal` does."""
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError):
        raise StoreDamaged(
            "A kept statement does not open: its bytes were changed.", remedy="Restore the last good copy."
        ) from None


def _stretch(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=n, r=r, p=p).derive(passphrase.encode())
