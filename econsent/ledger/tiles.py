"""Tiles: the log as files that anyone may cache (C2SP tlog-tiles)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from econsent.errors import ArgumentInvalid, TilePathMalformed
from econsent.ledger.tree import Coordinates

TILE_WIDTH = 256
"""Hashes or entries in a full tile."""
TILE_HEIGHT = 8
"""Levels of the tree that a tile spans."""
ENTRIES = -1
"""Level of an entry bundle, which stands below the leaf hashes."""
_MAX_LEVEL = 63
_MAX_ENTRY = 0xFFFF
_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """Level (ENTRIES for a bundle), index within the level, and width: TILE_WIDTH where full."""

    level: int
    index: int
    width: int


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Return a tile's path under the log's prefix, ``tile/0/x001/x234/067.p/5``; raise ArgumentInvalid."""
    if not ENTRIES <= level <= _MAX_LEVEL or index < 0 or not 1 <= width <= TILE_WIDTH:
        raise ArgumentInvalid("There is no such tile.")
    name = "entries" if level == ENTRIES else str(level)
    partial = f".p/{width}" if width < TILE_WIDTH else ""
    return f"tile/{name}/{_index_path(index)}{partial}"


def parse_tile_path(path: str) -> Tile:
    """Read the path of a tile or entry bundle; raise TilePathMalformed for any spelling but that of `tile_path`."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise TilePathMalformed("This is not the path of a tile.")
    name, digits, width = match.groups()
    level = ENTRIES if name == "entries" else int(name)
    tile = Tile(level, int(digits.replace("x", "").replace("/", "")), int(width or TILE_WIDTH))
    if level > _MAX_LEVEL or not 1 <= tile.width <= TILE_WIDTH or tile_path(level, tile.index, tile.width) != path:
        raise TilePathMalformed("This is not the path of a tile.")
    return tile


def tile_width(level: int, index: int, size: int) -> int:
    """Return how many hashes or entries this tile has in a tree of `size` leaves: 0 where there is no such tile."""
    available = size >> TILE_HEIGHT * max(level, 0)
    return max(0, min(TILE_WIDTH, available - index * TILE_WIDTH))


def tile_coords(level: int, index: int, width: int = TILE_WIDTH) -> list[Coordinates]:
    """Return the nodes of a tile, whose hashes one after another are its bytes; raise ArgumentInvalid for a bundle."""
    if level < 0:
        raise ArgumentInvalid("An entry bundle is made of entries, not of nodes.")
    first = index * TILE_WIDTH
    return [(level * TILE_HEIGHT, first + offset) for offset in range(width)]


def entry_bundle(entries: Iterable[bytes]) -> bytes:
    """Return the bytes of an entry bundle: each entry after its length, a big-endian uint16.

    Raises ArgumentInvalid for an entry too long for one.
    """
    bundle = bytearray()
    for entry in entries:
        if len(entry) > _MAX_ENTRY:
            raise ArgumentInvalid("An entry of a bundle has 65535 bytes at most.")
        bundle += len(entry).to_bytes(2) + entry
    return bytes(bundle)


def _index_path(index: int) -> str:
    """Write an index as zero-padded elements of three digits, all but the last with an ``x`` before them."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
