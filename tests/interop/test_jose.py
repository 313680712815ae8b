"""Debian's `jose`, with nothing of ours, checks an exported statement."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("jose") is None, reason="jose is not installed")


def jose(statement: bytes, key: Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    file = folder / "statement.jws"
    file.write_bytes(statement)
    command = ["jose", "jws", "ver", "-i", file, "-k", key, "-O", "-"]
    return subprocess.run(command, capture_output=True, check=False, timeout=60)


def test_jose_accepts_an_exported_statement_with_the_devices_key(real, tmp_path):
    done = jose(real.statement, real.station / "device.jwk", tmp_path)
    assert (done.returncode, done.stdout) == (0, real.payload)


def test_jose_refuses_a_statement_with_one_changed_letter(real, tmp_path):
    head, payload, signature = real.statement.split(b".")
    place = len(payload) // 2
    other = b"A" if payload[place : place + 1] != b"A" else b"B"
    changed = b".".join((head, payload[:place] + other + payload[place + 1 :], signature))
    assert jose(changed, real.station / "device.jwk", tmp_path).returncode != 0


def test_jose_refuses_it_with_another_devices_key(real, tmp_path):
    other = tmp_path / "other.jwk"
    subprocess.run(["jose", "jwk", "gen", "-i", '{"alg":"ES256"}', "-o", other], check=True, timeout=60)
    assert jose(real.statement, other, tmp_path).returncode != 0
