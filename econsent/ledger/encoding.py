"""Numbers and bytes as the C2SP texts write them. One value has one spelling, so every changed byte shows."""

from __future__ import annotations

import base64
import re

INT64_MAX = 2**63 - 1
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def encode_base64(data: bytes) -> str:
    """Encode as standard base64 with padding (RFC 4648 section 4)."""
    return base64.b64encode(data).decode("ascii")


def decode_base64(text: str) -> bytes:
    """Decode standard base64; raise ValueError for any spelling that `encode_base64` would not write."""
    data = base64.b64decode(text.encode("ascii"), validate=True)
    if encode_base64(data) != text:
        raise ValueError("base64 is not canonical")
    return data


def decode_hash(text: str) -> bytes:
    """Decode 32 bytes of base64; raise ValueError."""
    data = decode_base64(text)
    if len(data) != 32:
        raise ValueError("not a hash of 32 bytes")
    return data


def decode_decimal(text: str) -> int:
    """Decode an ASCII decimal up to 2**63 - 1 without leading zeros; raise ValueError."""
    if not _DECIMAL.fullmatch(text) or int(text) > INT64_MAX:
        raise ValueError("not a decimal number")
    return int(text)


def decode_text(data: bytes | str) -> str:
    """Decode UTF-8 that has no control characters but newlines (C2SP signed-note); raise ValueError."""
    text = data if isinstance(data, str) else data.decode()
    if not all(is_line(line) for line in text.split("\n")):
        raise ValueError("a control character")
    return text


def is_line(text: str) -> bool:
    """Say whether a text fits in one line of a signed note: no control characters, nothing UTF-8 cannot write."""
    return not any(character < " " or "\ud800" <= character <= "\udfff" for character in text)
