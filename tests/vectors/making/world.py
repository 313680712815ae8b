"""Fixed keys, certificates and a small log: the same bytes in every run, on every machine."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from econsent import ledger
from econsent.signing.authority import Authority, new_root

NOW = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)
FOUNDED = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
ENROLLED = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
NOON = int(NOW.timestamp())
"""The moment of most vectors, in seconds since the epoch."""
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
BIN, OTHER_BIN = "100140000122", "080540003323"


def seed(name: str) -> bytes:
    return hashlib.sha256(b"econsent test vectors\0" + name.encode()).digest()


@lru_cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(seed(name)) % (ORDER - 1) + 1, ec.SECP256R1())


@lru_cache
def ed_key(name: str) -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.from_private_bytes(seed(name))


def serial(name: str) -> int:
    return int.from_bytes(seed(name)[:8]) | 1


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Organisation:
    """A root and an issuing authority, with a station, a log and its clock under them."""

    name: str
    bin: str

    @property
    def root(self) -> Authority:
        return new_root(ec_key(f"{self.name} root"), "Зертхана", self.bin, FOUNDED, serial(f"{self.name} root"))

    @property
    def issuing(self) -> Authority:
        key = ec_key(f"{self.name} issuing")
        certificate = self.root.issue_authority(key.public_key(), "econsent stations", FOUNDED, serial(self.name))
        return Authority(key, certificate)

    def device(self, device_id: str = "station-1", now: dt.datetime = ENROLLED) -> bytes:
        public = ec_key(f"{self.name} {device_id}").public_key()
        return der(self.issuing.issue_device(public, device_id, now, serial(device_id)))

    def note_key(self, name: str, key: str, now: dt.datetime = FOUNDED) -> bytes:
        return der(self.issuing.issue_note_key(ed_key(key).public_key(), name, now, serial(key)))

    @property
    def chain(self) -> tuple[bytes, bytes]:
        return self.device(), self.issuing.der


def certify(
    name: str,
    key: PublicKey,
    issuer: Authority,
    issuer_key: str,
    *,
    organisation: str = f"NTRKZ-{BIN}",
    authority: bool = False,
    constraints: bool | None = True,
    usage: bool | None = True,
) -> bytes:
    """Return a certificate with one thing unusual; `constraints` and `usage` are critical, not critical, or absent."""
    names = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        names.append(x509.NameAttribute(x509.ObjectIdentifier("2.5.4.97"), organisation))
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(names))
        .issuer_name(issuer.certificate.subject)
        .public_key(key)
        .serial_number(serial(name))
        .not_valid_before(NOW - dt.timedelta(minutes=5))
        .not_valid_after(NOW + dt.timedelta(days=365))
    )
    if constraints is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=constraints)
    if usage is not None:
        builder = builder.add_extension(_usage(authority=authority), critical=usage)
    return der(builder.sign(ec_key(issuer_key), hashes.SHA256(), ecdsa_deterministic=True))


def _usage(*, authority: bool) -> x509.KeyUsage:
    never = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    signs = {"digital_signature": not authority, "content_commitment": not authority}
    return x509.KeyUsage(**signs, key_cert_sign=authority, crl_sign=authority, **dict.fromkeys(never, False))


def holder(key: str, certificate: bytes) -> Authority:
    """Return whoever holds a key and a certificate as an authority, whether it is one or not."""
    return Authority(ec_key(key), x509.load_der_x509_certificate(certificate))


LIBRARY = Organisation("library", BIN)
OTHER = Organisation("other", OTHER_BIN)
NAMESAKE = Organisation("namesake", BIN)
"""The same names, other keys."""


# ── JWS ───────────────────────────────────────────────────────────────────────────────────


def es256(data: bytes, key: ec.EllipticCurvePrivateKey, *, high: bool = False) -> bytes:
    algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    r, s = decode_dss_signature(key.sign(data, algorithm))
    low = min(s, ORDER - s)
    return r.to_bytes(32) + (ORDER - low if high else low).to_bytes(32)


def header(chain: tuple[bytes, ...] = (), **changes: object) -> dict[str, object]:
    chain = chain or LIBRARY.chain
    members = {"alg": "ES256", "typ": "econsent+jws", "x5c": [b64(item) for item in chain]}
    return {name: value for name, value in (members | changes).items() if value is not None}


def jws(
    payload: bytes,
    *,
    chain: tuple[bytes, ...] = (),
    head: bytes | None = None,
    key: ec.EllipticCurvePrivateKey | None = None,
    high: bool = False,
) -> str:
    """Return a compact JWS by the library's first station, or as the case has it."""
    signing_input = f"{b64url(head or compact(header(chain)))}.{b64url(payload)}"
    signature = es256(signing_input.encode(), key or ec_key("library station-1"), high=high)
    return f"{signing_input}.{b64url(signature)}"


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


# ── log ───────────────────────────────────────────────────────────────────────────────────


@dataclass
class Log:
    """A log with three entries that mean nothing, and what a case adds to them."""

    owner: Organisation = LIBRARY
    origin: str = "econsent-100140000122-0a1b2c3d"
    added: tuple[bytes, ...] = ()
    keys: str = "log"
    clock_name: str = ""
    certified: dt.datetime = FOUNDED
    nodes: ledger.MemoryNodes = field(default_factory=ledger.MemoryNodes)

    def __post_init__(self) -> None:
        entries = (*(seed(f"entry {number}") for number in range(3)), *self.added)
        leaves = [ledger.leaf_hash(entry) for entry in entries]
        self.nodes.store(ledger.append(0, leaves, self.nodes))
        self.clock_name = self.clock_name or f"{self.origin}/clock"

    @property
    def chain(self) -> list[str]:
        names = ((self.origin, self.keys), (self.clock_name, f"{self.keys} clock"))
        notes = [self.owner.note_key(name, key, self.certified) for name, key in names]
        return [b64(item) for item in (*notes, self.owner.issuing.der)]

    @property
    def vkeys(self) -> list[str]:
        public = [ed_key(name).public_key().public_bytes_raw() for name in (self.keys, f"{self.keys} clock")]
        kinds = (ledger.KeyType.ED25519, ledger.KeyType.COSIGNATURE)
        return [ledger.vkey(*given) for given in zip((self.origin, self.clock_name), public, kinds, strict=True)]

    def root(self, size: int) -> bytes:
        return ledger.root(size, self.nodes)

    def note(self, size: int, at: int = NOON + 60, *, clock: bool = True) -> str:
        signers = [ledger.NoteSigner(self.origin, ed_key(self.keys))]
        if clock:
            signers.append(ledger.NoteSigner(self.clock_name, ed_key(f"{self.keys} clock"), at))
        return ledger.sign_checkpoint(ledger.Checkpoint(self.origin, size, self.root(size)), signers)

    def proof(self, index: int, size: int) -> list[bytes]:
        return ledger.inclusion_proof(index, size, self.nodes)

    def receipt(
        self, index: int, size: int, entry: bytes, *, note: str = "", extra: bytes | None = None, chain: object = None
    ) -> str:
        given = extra or compact({"digest": entry.hex(), "chain": chain or self.chain})
        proof = tuple(self.proof(index, size))
        return ledger.encode_receipt(ledger.Receipt(index, proof, note or self.note(size), given))

    def seen(self, size: int, at: int = NOON - 3600, **given: object) -> str:
        """Return the certified checkpoint of a size."""
        return compact({"checkpoint": self.note(size, at), "chain": self.chain} | given).decode()


LOG = Log()
SEEN = {"size": 2, "root": LOG.root(2).hex()}
"""What the stations of the vectors have seen of their log."""
