"""The folder of a library: who it is, its certificates, its keys.

::

    LIBRARY/library.json   controller, origin of the log
    LIBRARY/root.pem  issuing.pem  log.pem  clock.pem  desk.pem     certificates
    LIBRARY/log.vkey  clock.vkey                                    C2SP verifier keys
    LIBRARY/keys/                                                   private keys, under the passphrase
    LIBRARY/library.db                                              see `shelf`
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from econsent import keys, ledger
from econsent.envelope import EnvelopeKey
from econsent.errors import CertificateInvalid, KeyMissing, PassphraseWrong, StoreDamaged, StoreMissing
from econsent.record import Controller
from econsent.signing.authority import Authority, new_root
from econsent.signing.file_key import FileKey, read_key, write_key, write_secret
from econsent.store.folder import make_folder, read_file, write_durably
from econsent.store.vault import Vault
from econsent.verify import CLOCK_SUFFIX

CARD = "library.json"
DESK = "desk"
"""Device id with which a library signs what is said at its own desk."""


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who a library is."""

    schema: str = "econsent-library/1"
    controller: Controller
    origin: str


@dataclass(frozen=True, slots=True)
class LibraryKeys:
    """Every private key of a library, in memory."""

    issuing: Authority
    envelope: EnvelopeKey
    log: ed25519.Ed25519PrivateKey
    clock: ed25519.Ed25519PrivateKey
    desk: FileKey
    vault: Vault


@dataclass(frozen=True, slots=True)
class LibraryHome:
    """A library's folder, read once."""

    card: Card
    root: bytes
    issuing: bytes
    log: bytes
    clock: bytes
    keys: LibraryKeys

    @property
    def log_chain(self) -> tuple[bytes, bytes, bytes]:
        """DER certificates of the log key, of its clock key, and of the authority that issued both."""
        return self.log, self.clock, self.issuing

    @property
    def verifiers(self) -> tuple[ledger.NoteVerifier, ledger.NoteVerifier]:
        """The log's and the clock's verifier keys."""
        origin = self.card.origin
        return (
            ledger.NoteVerifier(origin, keys.ed25519_key(self.log)),
            ledger.NoteVerifier(origin + CLOCK_SUFFIX, keys.ed25519_key(self.clock), ledger.KeyType.COSIGNATURE),
        )


def found(folder: Path, controller: Controller, passphrase: str, now: dt.datetime) -> None:
    """Make the keys and certificates of a new library in an empty folder."""
    make_folder(folder / "keys")
    origin = f"econsent-{controller.bin}-{secrets.token_hex(4)}"
    root_key, issuing_key, desk_key, envelope_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(4))
    log_key, clock_key = ed25519.Ed25519PrivateKey.generate(), ed25519.Ed25519PrivateKey.generate()
    root = new_root(root_key, controller.name.kk, controller.bin, now, _serial())
    issuing_certificate = root.issue_authority(issuing_key.public_key(), "econsent stations", now, _serial())
    issuing = Authority(issuing_key, issuing_certificate)
    certificates = {
        "root": root.certificate,
        "issuing": issuing_certificate,
        "log": issuing.issue_note_key(log_key.public_key(), origin, now, _serial()),
        "clock": issuing.issue_note_key(clock_key.public_key(), origin + CLOCK_SUFFIX, now, _serial()),
        DESK: issuing.issue_device(desk_key.public_key(), DESK, now, _serial()),
    }
    for name, certificate in certificates.items():
        write_durably(folder / f"{name}.pem", certificate.public_bytes(Encoding.PEM))
    for name, key in {"root": root_key, "issuing": issuing_key, DESK: desk_key, "envelope": envelope_key}.items():
        write_key(folder / "keys" / f"{name}.pem", key, passphrase)
    for name, note_key in {"log": log_key, "clock": clock_key}.items():
        protection = BestAvailableEncryption(passphrase.encode())
        pem = note_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)
        write_secret(folder / "keys" / f"{name}.pem", pem)
    Vault.new().write(folder / "keys" / "vault.json", passphrase)
    _write_verifier_keys(folder, origin, log_key.public_key(), clock_key.public_key())
    write_durably(folder / CARD, msgspec.json.encode(Card(controller=controller, origin=origin)))


def check_founded(folder: Path) -> None:
    """Raise StoreMissing where a folder holds no library."""
    if not (folder / CARD).exists():
        raise StoreMissing(
            "There is no library in this folder.",
            kept="It was not touched.",
            remedy="Check its name, or run `econsent init`.",
        )


def load(folder: Path, passphrase: str) -> LibraryHome:
    """Read a library's folder; raise StoreMissing, StoreDamaged, KeyMissing or PassphraseWrong."""
    try:
        card = msgspec.json.decode(read_file(folder / CARD), type=Card)
    except msgspec.MsgspecError:
        raise StoreDamaged(f"{CARD} cannot be read.", remedy="Restore it from the last good copy.") from None
    names = ("root", "issuing", "log", "clock", DESK)
    root, issuing, log, clock, desk = (read_certificate(folder / f"{name}.pem") for name in names)
    private = folder / "keys"
    return LibraryHome(
        card=card,
        root=root,
        issuing=issuing,
        log=log,
        clock=clock,
        keys=LibraryKeys(
            issuing=_read_authority(private / "issuing.pem", passphrase, issuing),
            envelope=EnvelopeKey.of(read_key(private / "envelope.pem", passphrase)),
            log=_read_note_key(private / "log.pem", passphrase, log),
            clock=_read_note_key(private / "clock.pem", passphrase, clock),
            desk=FileKey.open(private / f"{DESK}.pem", passphrase, (desk, issuing)),
            vault=Vault.read(private / "vault.json", passphrase),
        ),
    )


def read_certificate(path: Path) -> bytes:
    """Return the DER bytes of a PEM certificate; raise StoreMissing or CertificateInvalid."""
    return der_of(read_file(path))


def der_of(pem: bytes) -> bytes:
    """Return the DER bytes of a PEM certificate; raise CertificateInvalid."""
    try:
        return x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    except ValueError:
        raise CertificateInvalid("This is not a PEM certificate.", remedy="Give the organisation's root.pem.") from None


def pem_of(der: bytes) -> str:
    """Return a certificate in PEM."""
    return keys.load_certificate(der).public_bytes(Encoding.PEM).decode()


def public_pem(key: ec.EllipticCurvePublicKey) -> str:
    """Return a public key in PEM (SubjectPublicKeyInfo)."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _serial() -> int:
    return x509.random_serial_number()


def _write_verifier_keys(
    folder: Path, origin: str, log: ed25519.Ed25519PublicKey, clock: ed25519.Ed25519PublicKey
) -> None:
    log_vkey = ledger.vkey(origin, log.public_bytes_raw(), ledger.KeyType.ED25519)
    clock_vkey = ledger.vkey(origin + CLOCK_SUFFIX, clock.public_bytes_raw(), ledger.KeyType.COSIGNATURE)
    write_durably(folder / "log.vkey", log_vkey.encode() + b"\n")
    write_durably(folder / "clock.vkey", clock_vkey.encode() + b"\n")


def _read_authority(path: Path, passphrase: str, certificate: bytes) -> Authority:
    key = read_key(path, passphrase)
    if key.public_key() != keys.load_certificate(certificate).public_key():
        raise _strange_key(path)
    return Authority(key, keys.load_certificate(certificate))


def _read_note_key(path: Path, passphrase: str, certificate: bytes) -> ed25519.Ed25519PrivateKey:
    try:
        key = load_pem_private_key(read_file(path), passphrase.encode())
    except (ValueError, TypeError):
        raise PassphraseWrong(f"The key file {path.name} does not open with this passphrase.") from None
    if not isinstance(key, ed25519.Ed25519PrivateKey) or key.public_key().public_bytes_raw() != keys.ed25519_key(
        certificate
    ):
        raise _strange_key(path)
    return key


def _strange_key(path: Path) -> KeyMissing:
    return KeyMissing(
        f"The key file {path.name} holds another key than its certificate.",
        remedy="Restore the folder as a whole from the last good copy.",
    )
