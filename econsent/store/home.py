"""Who a library is: its card, its certificates, its keys, in the cabinet of wherever it stands (`seat`).

::

    LIBRARY/library.json   controller, origin of the log
    LIBRARY/root.pem  issuing.pem  log.pem  clock.pem  desk.pem     certificates
    LIBRARY/log.vkey  clock.vkey                                    C2SP verifier keys
    LIBRARY/keys/                                                   private keys, under the passphrase
    LIBRARY/library.db                                              see `shelf`

On a database server the same files lie in its table `file`.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from econsent import keys, ledger
from econsent.envelope import EnvelopeKey
from econsent.errors import CertificateInvalid, KeyMissing, PassphraseWrong, StoreDamaged, StoreMissing
from econsent.record import Controller
from econsent.signing.authority import Authority, new_root
from econsent.signing.file_key import FileKey, parse_key, protected
from econsent.store.cabinet import Cabinet
from econsent.store.vault import Vault
from econsent.verify import CLOCK_SUFFIX

CARD = "library.json"
_VAULT = "keys/vault.json"
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
    """A library's cabinet, read once."""

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


def found(cabinet: Cabinet, controller: Controller, passphrase: str, now: dt.datetime) -> Vault:
    """Make the keys and certificates of a new library in an empty cabinet, and return its vault, open."""
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
        cabinet.write(f"{name}.pem", certificate.public_bytes(Encoding.PEM))
    for name, key in {"root": root_key, "issuing": issuing_key, DESK: desk_key, "envelope": envelope_key}.items():
        cabinet.write(_key_file(name), protected(key, passphrase))
    for name, note_key in {"log": log_key, "clock": clock_key}.items():
        cabinet.write(_key_file(name), protected(note_key, passphrase))
    vault = Vault.new()
    cabinet.write(_VAULT, vault.closed(passphrase))
    _write_verifier_keys(cabinet, origin, log_key.public_key(), clock_key.public_key())
    cabinet.write(CARD, msgspec.json.encode(Card(controller=controller, origin=origin)))
    return vault


def load(cabinet: Cabinet, passphrase: str, vault: Vault | None = None) -> LibraryHome:
    """Read a library's cabinet; raise StoreMissing, StoreDamaged, KeyMissing or PassphraseWrong.

    A vault that is open already is not opened again, which takes most of the time.
    """
    try:
        card = msgspec.json.decode(cabinet.read(CARD), type=Card)
    except msgspec.MsgspecError:
        raise StoreDamaged(f"{CARD} cannot be read.", remedy="Restore it from the last good copy.") from None
    names = ("root", "issuing", "log", "clock", DESK)
    root, issuing, log, clock, desk = (der_of(cabinet.read(f"{name}.pem")) for name in names)
    return LibraryHome(
        card=card,
        root=root,
        issuing=issuing,
        log=log,
        clock=clock,
        keys=LibraryKeys(
            issuing=_read_authority(cabinet, passphrase, issuing),
            envelope=EnvelopeKey.of(_read_key(cabinet, "envelope", passphrase)),
            log=_read_note_key(cabinet, "log", passphrase, log),
            clock=_read_note_key(cabinet, "clock", passphrase, clock),
            desk=FileKey.of(_read_key(cabinet, DESK, passphrase), f"{DESK}.pem", (desk, issuing)),
            vault=vault or Vault.opened(cabinet.read(_VAULT), passphrase),
        ),
    )


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
    cabinet: Cabinet, origin: str, log: ed25519.Ed25519PublicKey, clock: ed25519.Ed25519PublicKey
) -> None:
    log_vkey = ledger.vkey(origin, log.public_bytes_raw(), ledger.KeyType.ED25519)
    clock_vkey = ledger.vkey(origin + CLOCK_SUFFIX, clock.public_bytes_raw(), ledger.KeyType.COSIGNATURE)
    cabinet.write("log.vkey", log_vkey.encode() + b"\n")
    cabinet.write("clock.vkey", clock_vkey.encode() + b"\n")


def _key_file(name: str) -> str:
    return f"keys/{name}.pem"


def _pem(cabinet: Cabinet, name: str) -> bytes:
    try:
        return cabinet.read(_key_file(name))
    except StoreMissing as missing:
        raise KeyMissing(f"A key is not there: {missing.what}", kept=missing.kept, remedy=missing.remedy) from None


def _read_key(cabinet: Cabinet, name: str, passphrase: str) -> ec.EllipticCurvePrivateKey:
    return parse_key(_pem(cabinet, name), f"{name}.pem", passphrase)


def _read_authority(cabinet: Cabinet, passphrase: str, certificate: bytes) -> Authority:
    key = _read_key(cabinet, "issuing", passphrase)
    if key.public_key() != keys.load_certificate(certificate).public_key():
        raise _strange_key("issuing")
    return Authority(key, keys.load_certificate(certificate))


def _read_note_key(cabinet: Cabinet, name: str, passphrase: str, certificate: bytes) -> ed25519.Ed25519PrivateKey:
    try:
        key = load_pem_private_key(_pem(cabinet, name), passphrase.encode())
    except (ValueError, TypeError):
        raise PassphraseWrong(f"The key file {name}.pem does not open with this passphrase.") from None
    if not isinstance(key, ed25519.Ed25519PrivateKey) or key.public_key().public_bytes_raw() != keys.ed25519_key(
        certificate
    ):
        raise _strange_key(name)
    return key


def _strange_key(name: str) -> KeyMissing:
    return KeyMissing(
        f"The key file {name}.pem holds another key than its certificate.",
        remedy="Restore the library as a whole from the last good copy.",
    )
