"""The library's certificate authority: a root, an issuing authority under it, and what they certify.

Everything random or dated is an argument or comes from `cryptography`; profiles are those of SPEC 3.
"""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from econsent.errors import CertificateInvalid
from econsent.keys import ORGANIZATION_IDENTIFIER

ROOT_DAYS = 365 * 20
ISSUING_DAYS = 365 * 10
DEVICE_DAYS = 365 * 3
LEEWAY = dt.timedelta(minutes=5)


def _name(common_name: str, organization: str, controller_bin: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:64]),
            x509.NameAttribute(ORGANIZATION_IDENTIFIER, f"NTRKZ-{controller_bin}"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


class Authority:
    """A key that certifies others, with its own certificate."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self.certificate = certificate

    @property
    def der(self) -> bytes:
        """The authority's own certificate in DER."""
        return self.certificate.public_bytes(Encoding.DER)

    def issue_authority(
        self, key: ec.EllipticCurvePublicKey, common_name: str, now: dt.datetime, serial: int
    ) -> x509.Certificate:
        """Certify an issuing authority that may certify devices and note keys, and nothing above them."""
        subject = self._renamed(common_name)
        builder = _builder(subject, self.certificate.subject, key, now, ISSUING_DAYS, serial)
        return self._finish(builder, authority=True, path_length=0)

    def issue_device(
        self, key: ec.EllipticCurvePublicKey, device_id: str, now: dt.datetime, serial: int
    ) -> x509.Certificate:
        """Certify a device key; raise CertificateInvalid for a key that is not on P-256."""
        if not isinstance(key.curve, ec.SECP256R1):
            raise CertificateInvalid("A device key is on P-256.", clause="1.5")
        builder = _builder(self._renamed(device_id), self.certificate.subject, key, now, DEVICE_DAYS, serial)
        return self._finish(builder, authority=False)

    def issue_note_key(
        self, key: ed25519.Ed25519PublicKey, name: str, now: dt.datetime, serial: int
    ) -> x509.Certificate:
        """Certify the Ed25519 key that signs checkpoints under a C2SP key name."""
        builder = _builder(self._renamed(name), self.certificate.subject, key, now, ISSUING_DAYS, serial)
        return self._finish(builder, authority=False)

    def _renamed(self, common_name: str) -> x509.Name:
        kept = [item for item in self.certificate.subject if item.oid != NameOID.COMMON_NAME]
        return x509.Name([*kept, x509.NameAttribute(NameOID.COMMON_NAME, common_name)])

    def _finish(
        self, builder: x509.CertificateBuilder, *, authority: bool, path_length: int | None = None
    ) -> x509.Certificate:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = builder.add_extension(issuer, critical=False)
        return _sign(builder, self._key, authority=authority, path_length=path_length)


def new_root(
    key: ec.EllipticCurvePrivateKey, organization: str, controller_bin: str, now: dt.datetime, serial: int
) -> Authority:
    """Return a self-signed root that may certify one issuing authority below it."""
    subject = _name("econsent root", organization, controller_bin)
    builder = _builder(subject, subject, key.public_key(), now, ROOT_DAYS, serial)
    return Authority(key, _sign(builder, key, authority=True, path_length=1))


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey,
    now: dt.datetime,
    days: int,
    serial: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(serial)
        .not_valid_before(now - LEEWAY)
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _sign(
    builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey, *, authority: bool, path_length: int | None
) -> x509.Certificate:
    return (
        builder.add_extension(x509.BasicConstraints(ca=authority, path_length=path_length), critical=True)
        .add_extension(_usage(authority=authority), critical=True)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )


def requested_key(csr: str) -> ec.EllipticCurvePublicKey:
    """Return the P-256 key of a PKCS#10 request that its own signature proves; raise CertificateInvalid."""
    try:
        request = x509.load_pem_x509_csr(csr.encode())
        key = request.public_key()
        proven = request.is_signature_valid
    except (ValueError, UnsupportedAlgorithm):
        raise CertificateInvalid("The certificate request cannot be read.", remedy="Enrol again.") from None
    if not proven or not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise CertificateInvalid("The certificate request does not prove a P-256 key.", remedy="Enrol again.")
    return key
