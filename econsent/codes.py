"""Codes that people read out and type: enrolment codes, and the short codes of receipts.

Eighty bits in Crockford's base 32, in fours: no letter that is taken for a digit, and typed ones are read right.
"""

from __future__ import annotations

from hashlib import sha256

from econsent.errors import CodeMalformed

BYTES = 10
"""Bytes a code stands for: 80 bits, 16 letters."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")


def write(value: bytes) -> str:
    """Return the code of 10 bytes, as ``7K3P-9QWX-2B4C-D5EF``."""
    number = int.from_bytes(value)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(8 * BYTES - 5, -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def read(code: str) -> bytes:
    """Return the 10 bytes of a code, however it was typed (case, hyphens, spaces, O for 0, I and L for 1).

    Raises CodeMalformed for anything that is no code.
    """
    letters = "".join(code.upper().split()).replace("-", "").translate(_READ_AS)
    if len(letters) != 8 * BYTES // 5 or not set(letters) <= set(_LETTERS):
        raise CodeMalformed("This is not a code: it has 16 letters and digits.", remedy="Compare it with the screen.")
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    return number.to_bytes(BYTES)


def hashed(code: str) -> bytes:
    """Return the SHA-256 hash under which a secret code is kept; raise CodeMalformed."""
    return sha256(b"econsent code\0" + read(code)).digest()
