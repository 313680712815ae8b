"""Go's sumdb packages, with nothing of ours, check our checkpoints, proofs and tiles."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from econsent import ledger

NOON = 1_795_330_800
PROGRAM = Path(__file__).parents[1] / "go" / "main.go"
GOCODE = Path("/usr/share/gocode")
"""Where Debian's golang-golang-x-mod-dev puts its sources."""

pytestmark = pytest.mark.skipif(shutil.which("go") is None, reason="go is not installed")


@pytest.fixture(scope="module")
def logcheck(tmp_path_factory) -> Path:
    """The Go program, built offline from Debian's sources."""
    folder = tmp_path_factory.mktemp("go")
    program = folder / "logcheck"
    away = {"GOPATH": str(GOCODE), "GO111MODULE": "off", "GOFLAGS": "", "GOCACHE": str(folder / "cache")}
    build = ["go", "build", "-o", str(program), str(PROGRAM)]
    subprocess.run(build, env=os.environ | away | {"CGO_ENABLED": "0"}, check=True, timeout=300)
    return program


@pytest.fixture(scope="module")
def tiles(log, tmp_path_factory) -> Path:
    """The folder that a log of 66,000 entries publishes."""
    return publish(log, 66_000, tmp_path_factory.mktemp("tiles"))


@pytest.mark.parametrize("index", [0, 255, 256, 40_000, 65_535, 65_536, 65_999])
def test_go_accepts_checkpoint_inclusion_consistency_and_tiles(logcheck, log, tiles, index):
    assert run(logcheck, case(log, index, 66_000, 41_234) | {"tiles": str(tiles)}) == (0, "ok")


@pytest.mark.parametrize(("index", "size", "older"), [(0, 1, 1), (1, 2, 1), (4, 7, 6), (255, 257, 256), (3, 66_000, 1)])
def test_go_accepts_small_and_odd_logs(logcheck, log, index, size, older):
    assert run(logcheck, case(log, index, size, older)) == (0, "ok")


@pytest.mark.parametrize("proof", ["inclusion", "consistency"])
def test_go_refuses_a_proof_with_one_flipped_bit(logcheck, log, proof):
    claim = case(log, 700, 1000, 300)
    for at, encoded in enumerate(claim[proof]):
        digest = bytearray(base64.b64decode(encoded))
        digest[at] ^= 1
        broken = [*claim[proof][:at], b64(digest), *claim[proof][at + 1 :]]
        status, said = run(logcheck, claim | {proof: broken})
        assert (status, said.split(":")[0]) == (1, proof)


def test_go_refuses_another_entry(logcheck, log):
    status, said = run(logcheck, case(log, 700, 1000, 300) | {"entry": b64(log.entries[701])})
    assert (status, said.split(":")[0]) == (1, "inclusion")


def test_go_refuses_a_checkpoint_with_another_size_or_time(logcheck, log):
    claim = case(log, 700, 1000, 300)
    for broken in ({"checkpoint": claim["checkpoint"].replace("\n1000\n", "\n1001\n")}, {"time": NOON + 1}):
        status, said = run(logcheck, claim | broken)
        assert (status, said.split(":")[0]) == (1, "checkpoint")


@pytest.mark.parametrize(("level", "index"), [(ledger.ENTRIES, 156), (0, 156), (1, 0), (2, 0)])
def test_go_refuses_a_tile_with_one_flipped_bit(logcheck, log, tmp_path, level, index):
    # 256 * 256 + 256 + 1 leaves: the right edge takes one hash from each of three tiles, so the root covers every tile.
    size = 65_793
    claim = case(log, 40_000, size, 41_234) | {"tiles": str(publish(log, size, tmp_path))}
    assert run(logcheck, claim) == (0, "ok")
    broken = tmp_path / ledger.tile_path(level, index, ledger.tile_width(level, index, size))
    data = bytearray(broken.read_bytes())
    data[40_000 % 256 * len(data) // 256 + 5] ^= 1
    broken.write_bytes(data)
    status, said = run(logcheck, claim)
    assert (status, said.split(":")[0]) == (1, "tiles" if level >= 0 else "entries")


def case(log, index: int, size: int, older: int) -> dict[str, object]:
    """What the log claims of one entry, for the Go program."""
    keys = [ledger.vkey(verifier.name, verifier.public_key, verifier.key_type) for verifier in log.verifiers]
    return {
        "vkey": keys[0],
        "clock_vkey": keys[1],
        "checkpoint": log.note(size),
        "time": NOON,
        "entry": b64(log.entries[index]),
        "index": index,
        "inclusion": [b64(digest) for digest in ledger.inclusion_proof(index, size, log.nodes)],
        "older": log.note(older),
        "consistency": [b64(digest) for digest in ledger.consistency_proof(older, size, log.nodes)],
    }


def run(logcheck: Path, claim: dict[str, object]) -> tuple[int, str]:
    done = subprocess.run([logcheck], input=json.dumps(claim), capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout.strip()


def publish(log, size: int, folder: Path) -> Path:
    """Write every tile and entry bundle of a log of this size."""
    for level in range(ledger.ENTRIES, 3):
        index = 0
        while width := ledger.tile_width(level, index, size):
            path = folder / ledger.tile_path(level, index, width)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(tile_bytes(log, level, index, width))
            index += 1
    return folder


def tile_bytes(log, level: int, index: int, width: int) -> bytes:
    if level == ledger.ENTRIES:
        return ledger.entry_bundle(log.entries[index * 256 : index * 256 + width])
    return b"".join(log.nodes(ledger.tile_coords(level, index, width)))


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
