"""Certificates, chains and JWS checks: everything a verifier needs, nothing that signs.

JWS by RFC 7515 as SPEC 1 narrows it: compact, ES256, header exactly ``alg``, ``typ``, ``x5c``, canonical base64url,
low-S.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from joserfc import jws as jose
from joserfc.jwk import ECKey

from econsent.errors import (
    CertificateExpired,
    CertificateForeign,
    CertificateInvalid,
    JwsMalformed,
    SignatureInvalid,
)
from econsent.instant import Interval, to_micros

JWS_TYPE = "econsent+jws"
CONTACT_TYPE = "econsent-contact+jws"
MAX_JWS = 512 * 1024
"""Bytes a compact JWS may have."""
MAX_HEADER = 16 * 1024
"""Characters its header may have: two certificates take a fifth of it, and what is read once is remembered."""

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

ORGANIZATION_IDENTIFIER = x509.ObjectIdentifier("2.5.4.97")
"""organizationIdentifier (ETSI EN 319 412-1): ``NTRKZ-<BIN>``."""


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alg: str
    typ: str
    x5c: tuple[str, ...]


_header_decoder = msgspec.json.Decoder(_Header)
_ES256 = jose.JWSRegistry(algorithms=["ES256"]).get_alg("ES256")


@dataclass(frozen=True, slots=True)
class OpenedJws:
    """A JWS taken apart and not yet believed: payload bytes and the DER chain, device first."""

    payload: bytes
    chain: tuple[bytes, ...]


def open_jws(jws: bytes, typ: str = JWS_TYPE) -> OpenedJws:
    """Take a compact JWS of a type apart; raise JwsMalformed (SPEC 1.1-1.4). No signature is checked here."""
    if len(jws) > MAX_JWS:
        raise JwsMalformed("The JWS is larger than a statement can be.", clause="1.1")
    parts = jws.split(b".")
    if len(parts) != 3:
        raise JwsMalformed("A compact JWS has three parts.", clause="1.1")
    if len(parts[0]) > MAX_HEADER:
        raise JwsMalformed("The header is larger than two certificates can be.", clause="1.3")
    _decode_part(parts[2])
    return OpenedJws(payload=_decode_part(parts[1]), chain=_chain_of(parts[0], typ))


@lru_cache(maxsize=1024)
def _chain_of(part: bytes, typ: str) -> tuple[bytes, ...]:
    """Return the DER chain of a header; a device writes the same header on every statement, hence the cache."""
    try:
        header = _header_decoder.decode(raw := _decode_part(part))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise JwsMalformed("The header is not exactly alg, typ and x5c.", clause="1.2") from None
    if header.alg != "ES256" or header.typ != typ:
        raise JwsMalformed("The header asks for another algorithm or type.", clause="1.2")
    if len(header.x5c) != 2 or raw != msgspec.json.encode(header):
        raise JwsMalformed("The header carries exactly the device certificate and its issuer.", clause="1.3")
    return tuple(decode_base64(item) for item in header.x5c)


def _decode_part(part: bytes) -> bytes:
    """Return the bytes of canonical base64url without padding (RFC 7515 section 2): one text for one value."""
    try:
        raw = base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        raise JwsMalformed("A part is not base64url.", clause="1.1") from None
    if base64.urlsafe_b64encode(raw).rstrip(b"=") != part:
        raise JwsMalformed("A part is not canonical base64url.", clause="1.1")
    return raw


def decode_base64(text: str) -> bytes:
    """Return the bytes of canonical base64 (RFC 4648 section 4); raise JwsMalformed."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise JwsMalformed("This is not base64.") from None
    if base64.b64encode(raw).decode() != text:
        raise JwsMalformed("This is not canonical base64.")
    return raw


def check_signature(jws: bytes, certificate: bytes) -> None:
    """Check the ES256 signature of a compact JWS by a DER certificate; raise SignatureInvalid (SPEC 1.5-1.6).

    The header is `open_jws`'s to check, and is not read a second time.
    """
    signed, _, encoded = jws.rpartition(b".")
    signature = _decode_part(encoded)
    if len(signature) != 64:
        raise SignatureInvalid("An ES256 signature has 64 bytes.", clause="1.5")
    if int.from_bytes(signature[32:]) > P256_ORDER // 2:
        raise SignatureInvalid("The signature is not low-S.", clause="1.6")
    if not _ES256.verify(signed, signature, _jwk(certificate)):
        raise SignatureInvalid("The signature does not fit the statement and its certificate.", clause="1.5")


@lru_cache(maxsize=1024)
def _jwk(certificate: bytes) -> ECKey:
    key = load_certificate(certificate).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SignatureInvalid("A device's key is on P-256.", clause="1.5")
    return ECKey.import_key(load_certificate(certificate).public_bytes(Encoding.PEM))


@lru_cache(maxsize=4096)
def load_certificate(der: bytes) -> x509.Certificate:
    """Return a certificate of its DER bytes; raise CertificateInvalid."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        # the parser does not mind how many bits of the signature's BIT STRING are said to be unused: none are
        whole = certificate.public_bytes(Encoding.DER) == der and der.endswith(b"\0" + certificate.signature)
        certificate.public_key()
    except Exception:  # noqa: BLE001 - the parser raises many kinds; any of them means the same to the reader
        raise CertificateInvalid("A certificate cannot be read.", clause="1.3") from None
    if not whole:
        raise CertificateInvalid("A certificate is not canonical DER.", clause="1.3")
    return certificate


def check_chain(chain: tuple[bytes, ...], roots: tuple[bytes, ...]) -> None:
    """Check that a chain (leaf, issuer) of DER certificates ends in one of the roots (SPEC 3.1-3.3, 3.5).

    Raise CertificateInvalid where a certificate lacks the form of its place, CertificateForeign where the chain ends
    elsewhere.
    Time is checked apart, by `check_validity`.
    """
    if not roots:
        raise CertificateForeign("No root certificate was given to trust.", remedy="Give root.pem.", clause="3.1")
    _check_path(chain, roots)


@lru_cache(maxsize=4096)
def _check_path(chain: tuple[bytes, ...], roots: tuple[bytes, ...]) -> None:
    leaf, issuer = (load_certificate(der) for der in chain)
    if _is_authority(leaf) or not _is_authority(issuer):
        raise CertificateInvalid("A device certificate is issued by an authority and is none.", clause="3.2")
    if not _is_issued(leaf, issuer):
        raise CertificateForeign("A certificate was not issued by the one it names.", clause="3.3")
    for root in roots:  # two roots of one organisation may bear one name
        if _is_issued(issuer, load_certificate(root)) and _is_authority(load_certificate(root)):
            _check_organisation((*chain, root))
            return
    raise CertificateForeign(
        "The certificate chain does not end in a root that is trusted here.",
        kept="Nothing was believed.",
        remedy="Ask the organisation for its root.pem and compare its fingerprint by another way.",
        clause="3.3",
    )


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        raise CertificateInvalid("A certificate lacks basicConstraints or keyUsage.", clause="3.2") from None
    if not (constraints.critical and usage.critical):
        raise CertificateInvalid("basicConstraints and keyUsage are critical.", clause="3.2")
    return constraints.value.ca and usage.value.key_cert_sign


def _is_issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _check_organisation(path: tuple[bytes, ...]) -> None:
    """Check that every certificate of a path names one BIN: no organisation's authority speaks for another."""
    if len({controller_bin(der) for der in path}) != 1:
        raise CertificateInvalid("A certificate names another organisation than its issuer.", clause="3.5")


def check_validity(chain: tuple[bytes, ...], when: Interval) -> None:
    """Check that an interval meets the validity of every certificate (SPEC 3.4); raise CertificateExpired."""
    for valid in map(_validity, chain):
        if when.before(valid) or valid.before(when):
            raise CertificateExpired(
                "A certificate was not valid when it was used.",
                kept="Statements made while it was valid go on to verify.",
                remedy="Enrol the station again to renew its certificate.",
                clause="3.4",
            )


@lru_cache(maxsize=4096)
def _validity(der: bytes) -> Interval:
    certificate = load_certificate(der)
    return Interval(to_micros(certificate.not_valid_before_utc), to_micros(certificate.not_valid_after_utc))


def not_after(der: bytes) -> dt.datetime:
    """Return the last moment of a certificate's validity, aware, UTC."""
    return load_certificate(der).not_valid_after_utc


def common_name(der: bytes) -> str:
    """Return the CN of a certificate: a device id, or a note key's name; raise CertificateInvalid."""
    return _attribute(der, NameOID.COMMON_NAME)


def controller_bin(der: bytes) -> str:
    """Return the BIN in a certificate's organizationIdentifier; raise CertificateInvalid."""
    value = _attribute(der, ORGANIZATION_IDENTIFIER)
    if not value.startswith("NTRKZ-"):
        raise CertificateInvalid("The organizationIdentifier is not a BIN.", clause="3.5")
    return value.removeprefix("NTRKZ-")


@lru_cache(maxsize=4096)
def _attribute(der: bytes, oid: x509.ObjectIdentifier) -> str:
    found = load_certificate(der).subject.get_attributes_for_oid(oid)
    if len(found) != 1 or not isinstance(found[0].value, str):
        raise CertificateInvalid("A certificate does not name its subject as it must.", clause="3.5")
    return found[0].value


def ed25519_key(der: bytes) -> bytes:
    """Return the 32 raw bytes of a certificate's Ed25519 key; raise CertificateInvalid."""
    key = load_certificate(der).public_key()
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise CertificateInvalid("A note key's certificate holds an Ed25519 key.", clause="4.6")
    return key.public_bytes_raw()


def device_jwk(der: bytes) -> dict[str, str]:
    """Return the public key of a device certificate as a JWK (RFC 7517), for any JOSE tool."""
    key = load_certificate(der).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise CertificateInvalid("A device's key is on P-256.", clause="1.5")
    members = ECKey.import_key(load_certificate(der).public_bytes(Encoding.PEM)).as_dict(private=False)
    return {name: str(members[name]) for name in ("kty", "crv", "x", "y")} | {"alg": "ES256", "use": "sig"}
