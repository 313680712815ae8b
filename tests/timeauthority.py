"""A time-stamping authority on loopback: `openssl ts -reply` behind HTTP, with certificates that tests choose.

It does what RFC 3161 says unless a test has it do something else.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from econsent.timestamp import TimeAuthority, read_roots

NAME = "Уақыт белгісі қызметі"
TEN_YEARS = dt.timedelta(days=3650)
_CONFIGURATION = """[tsa]
default_tsa = only
[only]
serial = serial
signer_cert = signer.pem
signer_key = signer.key
signer_digest = sha512
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
Reply = Callable[["Authority", bytes], tuple[int, bytes]]
"""What answers a request: its status and its body."""


@dataclass
class Authority:
    """An authority that runs: `replies` says how it answers, `asked` is what it was asked."""

    folder: Path
    url: str = ""
    replies: Reply = field(default=lambda authority, query: (200, authority.stamped(query)))
    asked: list[bytes] = field(default_factory=list)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def root(self) -> Path:
        """The file with its root certificate."""
        return self.folder / "root.pem"

    @property
    def named(self) -> TimeAuthority:
        """The authority as an operator names it."""
        return TimeAuthority(self.url, read_roots(self.root.read_bytes()))

    def stamped(self, query: bytes) -> bytes:
        """Return what openssl answers to a request."""
        with self._turn:  # it counts its serial numbers in a file
            (self.folder / "query.tsq").write_bytes(query)
            command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr"]
            subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
            return (self.folder / "reply.tsr").read_bytes()

    def stamped_unfit(self, query: bytes) -> bytes:
        """Return what pyHanko answers, which signs by any certificate; openssl signs by none that is not for it."""
        certificate = load_cert_from_pemder(str(self.folder / "signer.pem"))
        key = load_private_key_from_pemder(str(self.folder / "signer.key"), None)
        embedded = SimpleCertificateStore.from_certs([certificate])
        stamper = DummyTimeStamper(certificate, key, certs_to_embed=embedded)
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(query)).dump())

    def certify(
        self,
        *,
        lasts: dt.timedelta = TEN_YEARS,
        began: dt.timedelta = dt.timedelta(days=1),
        purposes: tuple[ObjectIdentifier, ...] = (ExtendedKeyUsageOID.TIME_STAMPING,),
        critical: bool = True,
    ) -> None:
        """Give the signer another key and certificate under the root, which stays once it is there."""
        if not self.root.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            _write(self.folder, "root", key, _certificate("root", key, key, TEN_YEARS * 2, began, ()))
        key = rsa.generate_private_key(65537, 2048)
        issuer = load_pem_private_key((self.folder / "root.key").read_bytes(), None)
        assert isinstance(issuer, ec.EllipticCurvePrivateKey)
        _write(self.folder, "signer", key, _certificate(NAME, key, issuer, lasts, began, purposes, critical))


SOON = (3, 12, 48)
"""Seconds for which a certificate lasts that is to end soon: a longer one where a busy machine was too slow."""


def changed(query: bytes, name: str, value: object) -> bytes:
    """Return a request with one of its fields changed."""
    request = tsp.TimeStampReq.load(query)
    request[name] = value
    return bytes(request.dump(force=True))


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Authority]:
    """Run an authority in a new folder."""
    folder.mkdir()
    (folder / "tsa.cnf").write_text(_CONFIGURATION)
    authority = Authority(folder)
    authority.certify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(authority))
    authority.url = f"http://127.0.0.1:{server.server_port}/tsa"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(authority: Authority) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["content-length"]))
            authority.asked.append(query)
            status, body = authority.replies(authority, query)
            with contextlib.suppress(ConnectionError):
                self.send_response(status)
                self.send_header("content-type", "application/timestamp-reply")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    issuer: ec.EllipticCurvePrivateKey,
    lasts: dt.timedelta,
    began: dt.timedelta,
    purposes: tuple[ObjectIdentifier, ...],
    critical: bool = True,
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name("root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - began)
        .not_valid_after(now + lasts)
        .add_extension(x509.BasicConstraints(ca=not purposes, path_length=None), critical=True)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical)
    return builder.sign(issuer, hashes.SHA256())


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _write(
    folder: Path, name: str, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, certificate: x509.Certificate
) -> None:
    (folder / f"{name}.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / f"{name}.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
