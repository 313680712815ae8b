"""A page that was signed on paper, as it is kept: baseline JPEG, and nothing in it but the picture (SPEC 10.6)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Final

from PIL import Image

from econsent.errors import PageMalformed

ROLE: Final = "paper"
MEDIA_TYPE: Final = "image/jpeg"
MAX_SIDE: Final = 5_000
"""Pixels of a page's longer side: 400 to the inch on A4."""
MAX_BYTES: Final = 2 << 20
MAX_PAGES: Final = 8
"""Of one statement. Each page is kept twice over in its document and once beside it, all within one envelope."""
_PLAIN = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"})  # what Pillow says of bare JFIF


@dataclass(frozen=True, slots=True)
class Scan:
    """One page: its JPEG and its size in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


def read(data: bytes) -> Scan:
    """Return a page whose picture is whole and bears no metadata, such as where a camera was; raise PageMalformed."""
    if len(data) > MAX_BYTES:
        raise _refused("A page has more bytes than are kept.")
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            width, height = picture.size
            plain = set(picture.info) <= _PLAIN and picture.mode in ("RGB", "L")
            if plain and max(width, height) <= MAX_SIDE:
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _refused("A page is no picture that can be drawn.") from None
    if not plain or max(width, height) > MAX_SIDE:
        raise _refused("A page is not a bare picture of at most 5,000 pixels a side.")
    return Scan(data, width, height)


def _refused(what: str) -> PageMalformed:
    return PageMalformed(what, kept="Nothing was signed.", remedy="Photograph or scan the page again.", clause="10.6")
