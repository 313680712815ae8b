"""OpenSSL, with nothing of ours, checks the chain in a statement, its signature, and the log's certificates."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.builders import make_library

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def openssl(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60)


def pem(der: bytes, path: Path) -> Path:
    path.write_text(f"-----BEGIN CERTIFICATE-----\n{base64.encodebytes(der).decode()}-----END CERTIFICATE-----\n")
    return path


def unpadded(part: bytes) -> bytes:
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))


@pytest.fixture
def chain(real, tmp_path) -> tuple[Path, Path, Path]:
    """Root, issuing and device certificate as files, the last two out of the statement's own header."""
    device, issuing = json.loads(unpadded(real.statement.split(b".")[0]))["x5c"]
    root = tmp_path / "root.pem"
    root.write_text(real.library.root_pem)
    return (
        root,
        pem(base64.b64decode(issuing), tmp_path / "issuing.pem"),
        pem(base64.b64decode(device), tmp_path / "d.pem"),
    )


def test_openssl_accepts_the_chain_of_a_statement(chain):
    root, issuing, device = chain
    done = openssl("verify", "-x509_strict", "-CAfile", root, "-untrusted", issuing, device)
    assert (done.returncode, done.stdout) == (0, f"{device}: OK\n"), done.stderr


def test_openssl_refuses_the_chain_under_another_root(chain, tmp_path):
    with make_library(tmp_path / "other") as other:
        stranger = tmp_path / "other.pem"
        stranger.write_text(other.root_pem)
    assert openssl("verify", "-CAfile", stranger, "-untrusted", chain[1], chain[2]).returncode != 0


def test_openssl_accepts_the_signature_of_a_statement(real, chain, tmp_path):
    signing_input, _, signature = real.statement.rpartition(b".")
    raw = unpadded(signature)
    (tmp_path / "signature.der").write_bytes(
        encode_dss_signature(*(int.from_bytes(raw[at : at + 32]) for at in (0, 32)))
    )
    (tmp_path / "signed").write_bytes(signing_input)
    (tmp_path / "key.pem").write_text(openssl("x509", "-in", chain[2], "-pubkey", "-noout").stdout)
    check = ("dgst", "-sha256", "-verify", tmp_path / "key.pem", "-signature", tmp_path / "signature.der")
    assert openssl(*check, tmp_path / "signed").stdout == "Verified OK\n"
    (tmp_path / "signed").write_bytes(signing_input + b"A")
    assert openssl(*check, tmp_path / "signed").returncode != 0


def test_openssl_accepts_the_certificates_in_a_receipt(real, chain, tmp_path):
    extra = json.loads(base64.b64decode(real.receipts[0].split(b"\n")[1].removeprefix(b"extra ")))
    log, clock, issuing = (base64.b64decode(item) for item in extra["chain"])
    assert pem(issuing, tmp_path / "again.pem").read_text() == chain[1].read_text()
    for name, der in (("log", log), ("clock", clock)):
        file = pem(der, tmp_path / f"{name}.pem")
        done = openssl("verify", "-x509_strict", "-CAfile", chain[0], "-untrusted", chain[1], file)
        assert done.returncode == 0, done.stderr
