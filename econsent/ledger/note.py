"""Checkpoints as signed notes (C2SP tlog-checkpoint, signed-note, tlog-cosignature).

A checkpoint says: the log of this origin, at this size, has this root. The log signs it with an Ed25519 key (type 0x01)
whose name is the origin. Cosigners add cosignature/v1 lines (type 0x04), whose timestamps date the checkpoint.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from econsent.errors import (
    ArgumentInvalid,
    CheckpointForeign,
    CheckpointForged,
    CheckpointMalformed,
    CheckpointUnsigned,
    VerifierKeyMalformed,
)
from econsent.ledger.encoding import (
    INT64_MAX,
    decode_base64,
    decode_decimal,
    decode_hash,
    decode_text,
    encode_base64,
    is_line,
)
from econsent.ledger.tree import EMPTY_ROOT, HASH_SIZE

MAX_SIGNATURES = 100
"""Signature lines beyond which a note is refused, as in Go's sumdb/note; C2SP asks for 16 at least."""
_KEY_ID_SIZE = 4
_PUBLIC_KEY_SIZE = 32
_TIMESTAMP_SIZE = 8
_SIGNATURE_PREFIX = "\N{EM DASH} "


class KeyType(enum.IntEnum):
    """Signature type of a note key (C2SP signed-note)."""

    ED25519 = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: origin, number of leaves, 32-byte root hash."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        fits = 0 <= self.size <= INT64_MAX and len(self.root) == HASH_SIZE
        if not fits or not self.origin or not is_line(self.origin):
            raise CheckpointMalformed("A checkpoint has an origin of one line, a size and a root of 32 bytes.")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise CheckpointMalformed("A checkpoint of an empty log has a root that an empty tree cannot have.")

    @property
    def body(self) -> str:
        """The three lines that are signed, the last newline included."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A checkpoint whose signatures were checked.

    `cosigned_at` is the latest time at which a known cosigner said to have seen it, in seconds since the epoch: by then
    it existed. None where no cosigner was asked for or found. `note` is the text as it arrived.
    """

    checkpoint: Checkpoint
    cosigned_at: int | None
    note: str


@dataclass(frozen=True, slots=True)
class NoteVerifier:
    """The public half of a note key: name, 32 bytes of Ed25519, signature type."""

    name: str
    public_key: bytes
    key_type: KeyType = KeyType.ED25519

    def __post_init__(self) -> None:
        if not _is_key_name(self.name) or len(self.public_key) != _PUBLIC_KEY_SIZE:
            raise VerifierKeyMalformed("A note key has a name without spaces or plus, and 32 bytes of Ed25519.")

    @property
    def key_id(self) -> bytes:
        """The four bytes that, with the name, say which key signed."""
        hashed = self.name.encode() + b"\n" + bytes([self.key_type]) + self.public_key
        return hashlib.sha256(hashed).digest()[:_KEY_ID_SIZE]

    def check(self, body: bytes, signature: bytes) -> int | None:
        """Check a signature of a note's body; return a cosignature's time in seconds; raise CheckpointForged."""
        timestamp, message = None, body
        if self.key_type is KeyType.COSIGNATURE:
            timestamp = int.from_bytes(signature[:_TIMESTAMP_SIZE])
            signature, message = signature[_TIMESTAMP_SIZE:], _cosigned(body, timestamp)
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise CheckpointForged(f"The signature of {self.name} does not fit the checkpoint.") from None
        if timestamp is not None and timestamp > INT64_MAX:
            raise CheckpointForged(f"The cosignature of {self.name} has a time that is none.")
        return timestamp


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """A note key that signs. With `timestamp`, seconds since the epoch, it cosigns (0x04); without, it signs (0x01)."""

    name: str
    key: Ed25519PrivateKey = field(repr=False)
    timestamp: int | None = None

    def __post_init__(self) -> None:
        if self.timestamp is not None and not 0 <= self.timestamp <= INT64_MAX:
            raise ArgumentInvalid("A cosignature's time is a number of seconds since the epoch.")

    @property
    def verifier(self) -> NoteVerifier:
        """The public half; raises VerifierKeyMalformed for a name that no note key can have."""
        key_type = KeyType.ED25519 if self.timestamp is None else KeyType.COSIGNATURE
        return NoteVerifier(self.name, self.key.public_key().public_bytes_raw(), key_type)

    def sign(self, body: bytes) -> bytes:
        """Return the signature of a note's body, a cosignature's timestamp before it."""
        if self.timestamp is None:
            return self.key.sign(body)
        return self.timestamp.to_bytes(_TIMESTAMP_SIZE) + self.key.sign(_cosigned(body, self.timestamp))


def vkey(name: str, public_key: bytes, key_type: KeyType = KeyType.ED25519) -> str:
    """Write a verifier key as C2SP signed-note does: ``name+keyid+base64``; raise VerifierKeyMalformed."""
    verifier = NoteVerifier(name, public_key, key_type)
    return f"{name}+{verifier.key_id.hex()}+{encode_base64(bytes([key_type]) + public_key)}"


def parse_vkey(text: str) -> NoteVerifier:
    """Read a verifier key of type 0x01 or 0x04; raise VerifierKeyMalformed."""
    try:
        name, _, encoded = text.split("+", 2)
        key = decode_base64(encoded)
        verifier = NoteVerifier(name, key[1:], KeyType(key[0]))
    except (ValueError, IndexError):
        raise VerifierKeyMalformed("This is not a verifier key of a type known here.") from None
    if vkey(verifier.name, verifier.public_key, verifier.key_type) != text:
        raise VerifierKeyMalformed("The verifier key does not have the key id that its name and key give.")
    return verifier


def sign_checkpoint(checkpoint: Checkpoint, keys: Sequence[NoteSigner]) -> str:
    """Return the signed note of a checkpoint, a signature line a key in their order.

    Raises ArgumentInvalid for no key, VerifierKeyMalformed for a key name that a note cannot carry.
    """
    if not keys:
        raise ArgumentInvalid("A checkpoint is signed by one key at least.")
    body = checkpoint.body.encode()
    lines = [_signature_line(key, body) for key in keys]
    return f"{checkpoint.body}\n{''.join(lines)}"


def open_checkpoint(
    note: bytes | str, verifiers: Sequence[NoteVerifier], required: Sequence[NoteVerifier] | None = None
) -> OpenedCheckpoint:
    """Check a checkpoint's signatures and return it.

    Every verifier in `required` (all of `verifiers` where None) must have signed, and one of those that signed must be
    the log's own: an Ed25519 key named as the origin. No verifiers, no checkpoint.
    Stricter than C2SP signed-note, which ignores an unknown key of a known name: here a line under a known name must be
    that key's signature, so that no byte of it can be changed unseen. Lines under unknown names are ignored.
    Raises CheckpointMalformed, CheckpointForged, CheckpointUnsigned, CheckpointForeign.
    """
    needed = verifiers if required is None else required
    try:
        text = decode_text(note)
        body, checkpoint, lines = _parse_note(text)
    except ValueError:
        raise CheckpointMalformed("This is not a checkpoint.") from None
    signed = _check_signatures(body.encode(), lines, [*verifiers, *needed])
    _check_policy(checkpoint, list(signed), needed)
    times = [time for time in signed.values() if time is not None]
    return OpenedCheckpoint(checkpoint, max(times, default=None), text)


_Line = tuple[str, bytes, bytes]
"""A signature line: key name, key id, signature."""


def _check_signatures(
    body: bytes, lines: Sequence[_Line], verifiers: Sequence[NoteVerifier]
) -> dict[NoteVerifier, int | None]:
    """Check every line under a known name; return who signed, and when for a cosigner."""
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    names = {verifier.name for verifier in verifiers}
    signed: dict[NoteVerifier, int | None] = {}
    for name, key_id, signature in lines:
        if name not in names:
            continue
        verifier = known.get((name, key_id))
        if verifier is None:
            raise CheckpointForged(f"A signature bears the name of {name} and is by another key.")
        if verifier in signed:
            raise CheckpointMalformed(f"The checkpoint is signed by {name} twice.")
        signed[verifier] = verifier.check(body, signature)
    return signed


def _check_policy(checkpoint: Checkpoint, signed: Sequence[NoteVerifier], needed: Sequence[NoteVerifier]) -> None:
    missing = [verifier.name for verifier in needed if verifier not in signed]
    if missing:
        raise CheckpointUnsigned(f"The checkpoint is not signed by {missing[0]}.")
    if not signed:
        raise CheckpointUnsigned("The checkpoint is not signed by any known key.")
    if not any(key.name == checkpoint.origin and key.key_type is KeyType.ED25519 for key in signed):
        raise CheckpointForeign("The checkpoint is of another log than the key that signed it.")


def _parse_note(text: str) -> tuple[str, Checkpoint, list[_Line]]:
    """Split a note into signed body, checkpoint and signature lines; raise ValueError or CheckpointMalformed."""
    body, _, signatures = text.rpartition("\n\n")
    if not signatures.endswith("\n") or signatures.count("\n") > MAX_SIGNATURES:
        raise ValueError("not a signed note")
    lines = [_parse_line(line) for line in signatures[:-1].split("\n")]
    origin, size, root = body.split("\n")
    return f"{body}\n", Checkpoint(origin, decode_decimal(size), decode_hash(root)), lines


def _parse_line(line: str) -> _Line:
    name, _, encoded = line.removeprefix(_SIGNATURE_PREFIX).partition(" ")
    signature = decode_base64(encoded)
    if not line.startswith(_SIGNATURE_PREFIX) or not _is_key_name(name) or len(signature) <= _KEY_ID_SIZE:
        raise ValueError("not a signature line")
    return name, signature[:_KEY_ID_SIZE], signature[_KEY_ID_SIZE:]


def _signature_line(key: NoteSigner, body: bytes) -> str:
    return f"{_SIGNATURE_PREFIX}{key.name} {encode_base64(key.verifier.key_id + key.sign(body))}\n"


def _cosigned(body: bytes, timestamp: int) -> bytes:
    """Return the message of a cosignature/v1 (C2SP tlog-cosignature)."""
    return b"cosignature/v1\ntime %d\n" % timestamp + body


def _is_key_name(name: str) -> bool:
    return bool(name) and is_line(name) and not any(character == "+" or character.isspace() for character in name)
