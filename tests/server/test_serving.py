"""The server as a process: it says where it listens, stops calmly, and tells plainly why it cannot start."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from econsent.errors import AddressUnavailable, RemoteUnreachable
from econsent.library import Library
from econsent.remote import Remote
from econsent.server.serving import Address, serve
from tests.builders import BIN, PASSPHRASE
from tests.waiting import PATIENCE


@pytest.fixture
def command(library: Library, tmp_path: Path) -> list[str]:
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n")
    folder = str(tmp_path / "library")
    return [
        sys.executable,
        "-m",
        "econsent.server",
        folder,
        "--port",
        "0",
        "--log-format",
        "none",
        "--passphrase-file",
        str(secret),
    ]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_answers_and_stops_when_asked(command: list[str], asked: signal.Signals):
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        assert re.fullmatch(r"ready http://127\.0\.0\.1:[0-9]+\n", line)
        url = line.split()[1]
        assert httpx.get(f"{url}/healthz").text == "ok\n"
        httpx.post(f"{url}/v1/decision", content=b"garbage", headers={"authorization": "Bearer x"})
        process.send_signal(asked)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (0, "", "")


def test_a_request_under_way_is_answered_before_it_stops(command: list[str]):
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        host, port = process.stdout.readline().split("//")[1].strip().split(":")
        with socket.create_connection((host, int(port))) as slow:
            slow.sendall(
                b"POST /v1/deposits HTTP/1.1\r\nhost: x\r\ncontent-type: application/vnd.econsent.envelopes\r\n"
            )
            slow.sendall(b"content-length: 4\r\nconnection: close\r\n\r\n\x00")
            httpx.get(f"http://{host}:{port}/healthz")
            process.send_signal(signal.SIGTERM)
            slow.sendall(b"\x00\x00\x00")
            reply = b"".join(iter(lambda: slow.recv(65536), b""))
        assert process.wait(timeout=PATIENCE) == 0
    assert reply.startswith(b"HTTP/1.1 200")
    assert b'"envelope.malformed"' in reply


def test_ready_and_errors_are_json_where_programs_listen(command: list[str]):
    with subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, text=True) as process:
        assert json.loads(process.stdout.readline())["ready"].startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("change", "code", "exit_code"),
    [
        (["nowhere"], "store.missing", 5),
        (["library", "--passphrase-file", "wrong"], "signing.passphrase", 5),
        (["library", "--host", "203.0.113.1"], "server.address", 5),
        (["library", "--tls-certificate", "wrong", "--tls-key", "wrong"], "server.address", 5),
    ],
)
def test_why_it_cannot_start_is_told_with_a_code(
    command: list[str], tmp_path: Path, change: list[str], code: str, exit_code: int
):
    (tmp_path / "wrong").write_text("wrong")
    given = [*command[:3], *change, "--json"]
    if "--passphrase-file" not in change:
        given += command[-2:]
    run = subprocess.run(given, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE)
    assert run.returncode == exit_code
    assert json.loads(run.stderr)["error"]["code"] == code
    assert "Traceback" not in run.stderr


def test_a_port_that_is_taken_is_told_before_the_library_is_touched(library: Library, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(AddressUnavailable):
        serve(tmp_path / "library", Address(port=taken.getsockname()[1]), passphrase=PASSPHRASE)


def test_with_a_certificate_it_speaks_tls_and_a_stranger_certificate_is_not_trusted(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    certificate, key = self_signed(tmp_path)
    command += ["--tls-certificate", str(certificate), "--tls-key", str(key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split()[1]
        try:
            assert url.startswith("https://127.0.0.1:")
            with pytest.raises(RemoteUnreachable), Remote(url) as remote:
                remote.about()
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            with Remote(url) as remote:
                assert remote.controller.bin == BIN
        finally:
            process.send_signal(signal.SIGTERM)


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Return the files of a certificate for 127.0.0.1 and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "tls.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "tls.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder / "tls.pem", folder / "tls.key"
