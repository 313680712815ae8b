"""SPEC 6: envelopes, sealed by the vectors' own hand (`hpke`)."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import sha256

from tests.vectors.making import hpke
from tests.vectors.making.case import OK, Case
from tests.vectors.making.jws_cases import GOOD
from tests.vectors.making.payloads import INK
from tests.vectors.making.world import b64, compact, ec_key

_MAGIC = b"econsent-envelope/1\n"
_KEY = ec_key("envelope")
_DOCUMENT = b"%PDF-1.7 a document"


def _binary(data: bytes) -> bytes:
    """Return MessagePack's bin 32."""
    return b"\xc6" + struct.pack(">I", len(data)) + data


def _array(*items: bytes) -> bytes:
    return bytes([0x90 | len(items)]) + b"".join(items)


def _head(magic: bytes = _MAGIC, key: bytes | None = None) -> bytes:
    return magic + (key or sha256(hpke.point(_KEY.public_key())).digest()[:8])


def _envelope(plain: bytes, head: bytes = b"", info: bytes | None = None) -> bytes:
    head = head or _head()
    return head + hpke.seal(plain, _KEY.public_key(), ec_key("ephemeral"), head if info is None else info)


def cases() -> Iterator[Case]:
    """Return the cases of SPEC 6."""
    key = {"private_key": f"{_KEY.private_numbers().private_value:064x}"}
    plain = _array(_binary(GOOD.encode()), _array(_binary(INK)), _binary(_DOCUMENT))
    good = _envelope(plain)
    output: dict[str, object] = {"jws": GOOD, "evidence": [b64(INK)], "document": b64(_DOCUMENT)}
    yield Case(
        "sealed", "A statement, its ink and its document.", "6.3", "envelope", {"envelope": b64(good)} | key, OK, output
    )
    malformed, broken = "envelope.malformed", "envelope.broken"
    bad = {
        "magic": ("6.1", malformed, "Another version.", _envelope(plain, _head(b"econsent-envelope/2\n"))),
        "head-only": ("6.1", malformed, "Nothing behind the head.", _head()),
        "nothing": ("6.1", malformed, "No bytes at all.", b""),
        "other-key": ("6.2", "envelope.foreign-key", "Another library's key.", _envelope(plain, _head(key=bytes(8)))),
        "cut": ("6.3", broken, "The last byte is missing.", good[:-1]),
        "longer": ("6.3", broken, "A byte follows.", good + b"\0"),
        "flipped": ("6.3", broken, "One bit of the ciphertext is another.", good[:-40] + bytes([good[-40] ^ 1]) + good[-39:]),
        "point-off-curve": ("6.3", broken, "The encapsulated key is no point.", good[:28] + b"\x04" + bytes(64) + good[93:]),
        "key-only": ("6.3", broken, "The encapsulated key and no ciphertext.", good[:93]),
        "head-unbound": ("6.3", broken, "The head is not bound to the seal.", _envelope(plain, info=b"")),
        "json-inside": ("6.4", malformed, "Inside is JSON.", _envelope(compact({"jws": GOOD}))),
        "one-more-inside": ("6.4", malformed, "Inside is one thing more.", _envelope(b"\x94" + plain[1:] + _binary(b""))),
        "text-inside": ("6.4", malformed, "The JWS is text.", _envelope(_array(b"\xa1x", _array(), _binary(b"x")))),
        "something-behind": ("6.4", malformed, "Something follows inside.", _envelope(plain + b"\xc0")),
    }  # fmt: skip
    for name, (clause, code, what, envelope) in bad.items():
        yield Case(name, what, clause, "envelope", {"envelope": b64(envelope)} | key, code)
