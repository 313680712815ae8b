"""Tiles: names, widths and bytes of the public log's files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import ledger
from econsent.errors import ArgumentInvalid, TilePathMalformed

TILES = st.tuples(st.integers(ledger.ENTRIES, 63), st.integers(0, 10**15), st.integers(1, ledger.TILE_WIDTH))


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 999, 1, "tile/0/999.p/1"),
        (0, 1000, 256, "tile/0/x001/000"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (63, 1234067, 255, "tile/63/x001/x234/067.p/255"),
        (ledger.ENTRIES, 5, 112, "tile/entries/005.p/112"),
    ],
)
def test_a_tile_has_the_path_of_the_standard(level, index, width, path):
    assert ledger.tile_path(level, index, width) == path
    assert ledger.parse_tile_path(path) == ledger.Tile(level, index, width)


@settings(deadline=None)
@given(tile=TILES)
def test_every_path_leads_back_to_its_tile(tile):
    assert ledger.parse_tile_path(ledger.tile_path(*tile)) == ledger.Tile(*tile)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/" + "x999/" * 400 + "999",
    ],
)
def test_another_spelling_is_no_tile(path):
    with pytest.raises(TilePathMalformed):
        ledger.parse_tile_path(path)


def test_a_log_of_70000_has_the_tiles_that_the_standard_counts():
    def widths(level: int, indices: range) -> list[int]:
        return [ledger.tile_width(level, index, 70_000) for index in indices]

    assert widths(0, range(272, 275)) == [256, 112, 0]
    assert widths(1, range(3)) == [256, 17, 0]
    assert widths(2, range(2)) == [1, 0]
    assert widths(3, range(1)) == [0]
    assert widths(ledger.ENTRIES, range(272, 275)) == [256, 112, 0]
    assert ledger.tile_width(1, 0, 256) == 1


def test_a_tile_above_hashes_the_full_tile_below(log):
    below = ledger.MemoryNodes()
    below.store(ledger.append(0, log.nodes(ledger.tile_coords(0, 7)), below))
    assert ledger.root(256, below) == log.nodes(ledger.tile_coords(1, 0))[7]


def test_a_partial_tile_starts_the_full_one():
    assert ledger.tile_coords(2, 3, 5) == ledger.tile_coords(2, 3)[:5] == [(16, 768 + offset) for offset in range(5)]


def test_a_bundle_is_length_and_entry_by_turns():
    assert ledger.entry_bundle([b"abc", b"", bytes(300)]) == b"\x00\x03abc" + b"\x00\x00" + b"\x01\x2c" + bytes(300)
    assert ledger.entry_bundle([]) == b""
    with pytest.raises(ArgumentInvalid):
        ledger.entry_bundle([bytes(65536)])


def test_there_is_no_such_tile():
    for level, index, width in [(64, 0, 1), (-2, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)]:
        with pytest.raises(ArgumentInvalid):
            ledger.tile_path(level, index, width)
    with pytest.raises(ArgumentInvalid):
        ledger.tile_coords(ledger.ENTRIES, 0)
