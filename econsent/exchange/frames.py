"""A deposit's body: envelopes, each after its length."""

from __future__ import annotations

from collections.abc import Iterable

from econsent.errors import RequestInvalid

FRAMES = "application/vnd.econsent.envelopes"
"""Media type of a deposit's body: envelopes in frames."""
MAX_FRAMES = 1000
"""Envelopes one deposit may carry."""
_LENGTH = 4


def pack_frames(envelopes: Iterable[bytes]) -> bytes:
    """Return a deposit's body: each envelope after its length, a big-endian uint32."""
    body = bytearray()
    for envelope in envelopes:
        body += len(envelope).to_bytes(_LENGTH) + envelope
    return bytes(body)


def unpack_frames(body: bytes) -> list[bytes]:
    """Return the envelopes of a deposit's body; raise RequestInvalid for lengths that do not add up."""
    view, place = memoryview(body), 0
    envelopes: list[bytes] = []
    while place < len(body):
        start = place + _LENGTH
        place = start + int.from_bytes(view[place:start])
        if start > len(body) or place > len(body) or len(envelopes) == MAX_FRAMES:
            raise RequestInvalid("The deposit is cut off or has too many envelopes.", kept="Nothing was stored.")
        envelopes.append(bytes(view[start:place]))
    return envelopes
