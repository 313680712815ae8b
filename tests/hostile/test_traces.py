"""What is left behind on a machine where something went wrong: no memory written to disk."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from econsent.library import Library
from tests.builders import PASSPHRASE, make_station
from tests.waiting import unmeasured, until

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="limits are read from /proc"),
    pytest.mark.skipif(resource.getrlimit(resource.RLIMIT_CORE)[1] == 0, reason="this machine keeps no core files"),
]
ALLOWING_CORE = 'ulimit -S -c "$(ulimit -H -c)"; exec "$@"'
"""Begins a program as a machine does that keeps core files."""
KIOSK = Path(__file__).parents[2] / "kiosk"


def may_leave_core(process: subprocess.Popen[str]) -> bool:
    limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
    return next(line for line in limits.splitlines() if line.startswith("Max core")).split()[4:6] != ["0", "0"]


def secret_in(folder: Path) -> str:
    file = folder / "passphrase"
    file.write_text(PASSPHRASE)
    return str(file)


def started(*command: str) -> subprocess.Popen[str]:
    environment = unmeasured() | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        ["/bin/sh", "-c", ALLOWING_CORE, "sh", sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )


def test_a_server_that_crashes_leaves_no_core(library: Library, tmp_path: Path):
    folder = str(tmp_path / "library")
    with started("econsent.server", folder, "--port", "0", "--passphrase-file", secret_in(tmp_path)) as process:
        try:
            assert process.stdout.readline().startswith("ready ")
            assert not may_leave_core(process)
        finally:
            process.terminate()


def test_a_kiosk_that_crashes_leaves_no_core(library: Library, tmp_path: Path):
    make_station(library, tmp_path).close()
    secret = secret_in(tmp_path)
    visitor = str(KIOSK / "visitors" / "walks-away.toml")
    with started("kiosk", str(tmp_path / "station"), "--passphrase-file", secret, "--visitor", visitor) as process:
        try:
            until(lambda: process.poll() is not None or not may_leave_core(process))
            assert process.poll() is None, "it ended, and any crash of it would have left a core"
            assert not may_leave_core(process)
        finally:
            process.kill()
