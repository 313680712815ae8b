"""Make a compact JWS (RFC 7515) of a payload, as SPEC 1 narrows it."""

from __future__ import annotations

import base64

import msgspec

from econsent.keys import JWS_TYPE
from econsent.signing import Signer


def sign_compact(payload: bytes, signer: Signer, typ: str = JWS_TYPE) -> bytes:
    """Return header.payload.signature in ASCII bytes; raise SigningError."""
    chain = [base64.b64encode(der).decode() for der in signer.chain]
    header = msgspec.json.encode({"alg": "ES256", "typ": typ, "x5c": chain})
    signing_input = _encode(header) + b"." + _encode(payload)
    return signing_input + b"." + _encode(signer.sign(signing_input))


def _encode(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
