"""The folder of a station: who it is, its certificates, its key, the library it belongs to.

::

    STATION/station.json   device, controller, place, library's address
    STATION/root.pem  issuing.pem  device.pem  library.pem  device.jwk
    STATION/keys/device.pem                                            private key, under the passphrase
    STATION/outbox.db                                                  see `outbox`
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_public_key
from cryptography.x509.oid import NameOID

from econsent import keys, ledger
from econsent.errors import RemoteForeign, StoreDamaged, StoreMissing
from econsent.exchange import Enrolment
from econsent.record import Controller, Place, Token
from econsent.signing.file_key import FileKey
from econsent.store.folder import is_there, read_file, write_durably
from econsent.store.home import der_of, pem_of
from econsent.verify import note_verifiers

CARD = "station.json"


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who a station is and where its library answers."""

    schema: str = "econsent-station/1"
    device_id: Token
    controller: Controller
    place: Place
    library_url: str
    log_chain: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class StationHome:
    """A station's folder, read once."""

    card: Card
    root: bytes
    chain: tuple[bytes, bytes]
    envelope_key: ec.EllipticCurvePublicKey
    verifiers: tuple[ledger.NoteVerifier, ledger.NoteVerifier]


def request_for(key: ec.EllipticCurvePrivateKey) -> str:
    """Return a PKCS#10 request in PEM; the library chooses every name itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "econsent station")])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return request.public_bytes(Encoding.PEM).decode()


def settle(folder: Path, enrolment: Enrolment, key: ec.EllipticCurvePublicKey) -> ledger.Checkpoint:
    """Keep an enrolment's certificates after checking that they hold together, and return the log's checkpoint.

    Raises RemoteForeign, or KeysError and LedgerError leaves.
    """
    device, issuing = (keys.decode_base64(item) for item in enrolment.chain)
    root = der_of(enrolment.root.encode())
    keys.check_chain((device, issuing), (root,))
    verifiers = note_verifiers(enrolment.log_chain, (root,))
    opened = ledger.open_checkpoint(enrolment.checkpoint, verifiers)
    named = (keys.common_name(device), keys.controller_bin(device), keys.load_certificate(device).public_key())
    if named != (enrolment.device_id, enrolment.controller.bin, key):
        raise RemoteForeign("The library certified another key or name than ours.", remedy="Ask for a new code.")
    for name, der in {"root": root, "issuing": issuing, "device": device}.items():
        write_durably(folder / f"{name}.pem", pem_of(der).encode())
    write_durably(folder / "library.pem", enrolment.envelope_key.encode())
    write_durably(folder / "device.jwk", msgspec.json.encode(keys.device_jwk(device)) + b"\n")
    return opened.checkpoint


def finish(folder: Path, enrolment: Enrolment, library_url: str) -> None:
    """Write the card: from here on, and not before, the folder is a station."""
    card = Card(
        device_id=enrolment.device_id,
        controller=enrolment.controller,
        place=enrolment.place,
        library_url=library_url,
        log_chain=enrolment.log_chain,
    )
    write_durably(folder / CARD, msgspec.json.encode(card))


def load(folder: Path) -> StationHome:
    """Read a station's folder; raise StoreMissing, StoreForbidden or StoreDamaged."""
    if not is_there(folder / CARD):
        raise StoreMissing("There is no enrolled station in this folder.", remedy="Run `econsent station enrol`.")
    try:
        card = msgspec.json.decode(read_file(folder / CARD), type=Card)
        envelope_key = load_pem_public_key(read_file(folder / "library.pem"))
    except (msgspec.MsgspecError, ValueError):
        raise StoreDamaged("The station's folder cannot be read.", remedy="Enrol the station again.") from None
    if not isinstance(envelope_key, ec.EllipticCurvePublicKey):
        raise StoreDamaged("library.pem holds another kind of key.", remedy="Enrol the station again.")
    root, issuing, device = (der_of(read_file(folder / f"{name}.pem")) for name in ("root", "issuing", "device"))
    verifiers = note_verifiers(card.log_chain, (root,))
    return StationHome(card, root, (device, issuing), envelope_key, verifiers)


def open_key(folder: Path, home: StationHome, passphrase: str) -> FileKey:
    """Read the device key; raise KeyMissing or PassphraseWrong."""
    return FileKey.open(folder / "keys" / "device.pem", passphrase, home.chain)
