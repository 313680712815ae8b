"""The log as anyone sees it: checkpoint, tiles and proofs, with no token (C2SP tlog-tiles)."""

from __future__ import annotations

import httpx
import pytest

from econsent import ledger
from econsent.errors import LibraryError, TilePathMalformed
from econsent.remote import Remote
from econsent.station import Station
from tests.builders import consent


@pytest.fixture
def stranger(kiosk: Station, url: str) -> Remote:
    """Somebody without a token, after three statements."""
    for _ in range(3):
        kiosk.sign([consent(kiosk)])
        kiosk.sync()
    return Remote(url)


def test_a_stranger_rebuilds_the_root_from_tiles_and_checks_it_against_the_signed_checkpoint(stranger: Remote):
    verifiers = [ledger.parse_vkey(stranger.log_vkey), ledger.parse_vkey(stranger.clock_vkey)]
    checkpoint = ledger.open_checkpoint(stranger.checkpoint(), verifiers).checkpoint
    assert checkpoint.size == 3

    entries = stranger.tile(ledger.tile_path(ledger.ENTRIES, 0, 3))
    hashes = [ledger.leaf_hash(entries[at + 2 : at + 34]) for at in range(0, len(entries), 34)]
    assert b"".join(hashes) == stranger.tile(ledger.tile_path(0, 0, 3))
    nodes = ledger.MemoryNodes()
    nodes.store(ledger.append(0, hashes, nodes))
    assert ledger.root(3, nodes) == checkpoint.root

    proof = stranger.consistency(1, 3)
    ledger.check_consistency(1, ledger.root(1, nodes), 3, checkpoint.root, proof)


def test_tiles_may_be_cached_for_ever_and_the_checkpoint_never(stranger: Remote):
    assert httpx.get(f"{stranger.url}log/tile/0/000.p/3").headers["cache-control"].endswith("immutable")
    assert httpx.get(f"{stranger.url}log/tile/0/000.p/3").headers["content-type"] == "application/octet-stream"
    checkpoint = httpx.get(f"{stranger.url}log/checkpoint")
    assert checkpoint.headers["cache-control"] == "no-cache"
    assert checkpoint.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_tile_that_is_not_there_is_not_found(stranger: Remote):
    with pytest.raises(LibraryError) as caught:
        stranger.tile("tile/0/000.p/4")
    assert caught.value.code == "library.tile-unknown"
    for path in ("0/000", "0/001.p/1", "9/999", "x", "0/../../access-token", "entries/0"):
        assert httpx.get(f"{stranger.url}log/tile/{path}").status_code == 404, path
    with pytest.raises(TilePathMalformed):
        stranger.tile("../v1/library")


def test_the_code_of_the_last_screen_opens_the_receipt_and_nothing_else(kiosk: Station, remote: Remote):
    signed = kiosk.sign([consent(kiosk)])[0]
    kiosk.sync()

    page = httpx.get(signed.link)

    assert page.headers["content-type"] == "text/plain; charset=utf-8"
    assert page.content == remote.export(signed.id, "receipt")
    assert httpx.get(f"{signed.link[:-1]}{'0' if signed.link[-1] != '0' else '1'}").status_code == 404
    assert httpx.get(f"{remote.url}r/..").status_code == 401  # which is `/`, the console
    assert httpx.get(f"{remote.url}r/not-a-code").status_code in (400, 404)
