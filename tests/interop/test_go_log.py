"""Go's sumdb packages check the log of a real library: checkpoints, inclusion, consistency, tiles."""

from __future__ import annotations

import base64
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from econsent import ledger
from tests.ledger.test_go import b64, logcheck, run

__all__ = ["logcheck"]

pytestmark = pytest.mark.skipif(shutil.which("go") is None, reason="go is not installed")


def time_of(note: str) -> int:
    """Return the seconds in the clock's cosignature: eight bytes after the key id, in the last line."""
    return int.from_bytes(base64.b64decode(note.rsplit(maxsplit=1)[-1])[4:12])


def size_of(note: str) -> int:
    return int(note.split("\n")[1])


def tiles(real, size: int, folder: Path) -> Path:
    """Write every tile that the library serves for a log of this size."""
    for level in (ledger.ENTRIES, 0, 1):
        index = 0
        while width := ledger.tile_width(level, index, size):
            path = ledger.tile_path(level, index, width)
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(real.library.tile(path))
            index += 1
    return folder


def claim(real, receipt: bytes, older: str) -> dict[str, object]:
    """Return what the library claims of one entry, for the Go program."""
    parsed = ledger.parse_receipt(receipt)
    sizes = size_of(older), size_of(parsed.note)
    start, offset = divmod(parsed.index, ledger.TILE_WIDTH)
    width = ledger.tile_width(ledger.ENTRIES, start, sizes[1])
    bundle = real.library.tile(ledger.tile_path(ledger.ENTRIES, start, width))
    return {
        "vkey": real.library.log_vkey,
        "clock_vkey": real.library.clock_vkey,
        "checkpoint": parsed.note,
        "time": time_of(parsed.note),
        "entry": b64(bundle[34 * offset + 2 : 34 * offset + 34]),
        "index": parsed.index,
        "inclusion": [b64(item) for item in parsed.proof],
        "older": older,
        "older_time": time_of(older),
        "consistency": [b64(item) for item in real.library.consistency(*sizes)],
    }


def test_go_accepts_every_receipt_against_every_earlier_checkpoint(logcheck, real, tmp_path):
    for receipt in real.receipts:
        note = ledger.parse_receipt(receipt).note
        folder = tiles(real, size_of(note), tmp_path / str(size_of(note)))
        for older in (item for item in real.checkpoints if size_of(item) <= size_of(note)):
            assert run(logcheck, claim(real, receipt, older) | {"tiles": str(folder)}) == (0, "ok")


def test_the_log_grew_past_a_full_tile(real):
    sizes = [size_of(note) for note in real.checkpoints]
    assert all(one < other for one, other in pairwise(sizes))
    assert sizes[-1] > 256


def test_go_refuses_the_receipt_of_another_statement(logcheck, real):
    good = claim(real, real.receipts[-1], real.checkpoints[0])
    other = claim(real, real.receipts[-2], real.checkpoints[0])
    status, said = run(logcheck, good | {"entry": other["entry"]})
    assert (status, said.split(":")[0]) == (1, "inclusion")


def test_go_refuses_a_past_that_never_was(logcheck, real):
    good = claim(real, real.receipts[-1], real.checkpoints[1])
    shorter = claim(real, real.receipts[-1], real.checkpoints[0])
    status, said = run(logcheck, good | {"consistency": shorter["consistency"]})
    assert (status, said.split(":")[0]) == (1, "consistency")
