"""The CMS of a document's signature: one set of inputs has one encoding, so a checker rebuilds it and compares bytes.

PAdES baseline B (ETSI EN 319 142-1): detached SignedData (RFC 5652), one signer, ES256; content-type, message-digest,
signing-certificate-v2 and algorithm-protection signed, nothing unsigned, no signing time (it stands in the PDF).
What does not change from document to document is encoded once a certificate: asn1crypto takes 10 ms for the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import algos, cms, core, x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute

from econsent.keys import P256_ORDER

LONGEST_SIGNATURE = (P256_ORDER - 1).to_bytes(32) + (P256_ORDER // 2).to_bytes(32)
"""An ES256 signature whose DER is as long as a low-S one can be: for reserving room."""

_SEQUENCE, _SET, _OCTETS, _CONTEXT_0 = b"\x30", b"\x31", b"\x04", b"\xa0"
_ONE: bytes = core.Integer(1).dump()
_SHA256: bytes = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
_ES256: bytes = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump()
_DETACHED: bytes = cms.EncapsulatedContentInfo({"content_type": "data"}).dump()
_SIGNED_DATA: bytes = cms.ContentType("signed_data").dump()
_MESSAGE_DIGEST: bytes = cms.CMSAttributeType("message_digest").dump()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a CMS was made of: the chain (signer first, DER), the digest it signs, and the signature as r and s."""

    chain: tuple[bytes, ...]
    digest: bytes
    signature: bytes


def attributes(digest: bytes, certificate: bytes) -> bytes:
    """Return the DER of the signed attributes, the bytes that the signer signs (RFC 5652 section 5.4)."""
    return _tlv(_SET, _attributes(digest, certificate))


def assemble(parts: Parts) -> bytes:
    """Return the DER ContentInfo of a signature."""
    information = _tlv(
        _SEQUENCE,
        _ONE,
        _signer_id(parts.chain[0]),
        _SHA256,
        _tlv(_CONTEXT_0, _attributes(parts.digest, parts.chain[0])),
        _ES256,
        _tlv(_OCTETS, to_der(parts.signature)),
    )
    certificates = _tlv(_CONTEXT_0, *sorted(parts.chain))
    signed = (_ONE, _tlv(_SET, _SHA256), _DETACHED, certificates, _tlv(_SET, information))
    return _tlv(_SEQUENCE, _SIGNED_DATA, _tlv(_CONTEXT_0, _tlv(_SEQUENCE, *signed)))


def take_apart(der: bytes) -> Parts:
    """Return the parts of a CMS without believing any of them; other bytes raise whatever asn1crypto makes of them.

    What is not a part is ignored, and so is what follows the CMS: whoever asks compares `assemble` with what was given.
    """
    data = cms.ContentInfo.load(der)["content"]
    (information,) = data["signer_infos"]
    serial = information["sid"].chosen["serial_number"].contents
    certificates = sorted(
        (item.chosen for item in data["certificates"]),
        key=lambda item: item["tbs_certificate"]["serial_number"].contents != serial,
    )
    (digest,) = (item["values"][0].native for item in information["signed_attrs"] if _is_digest(item))
    r, s = decode_dss_signature(information["signature"].contents)
    return Parts(tuple(bytes(item.dump()) for item in certificates), digest, r.to_bytes(32) + s.to_bytes(32))


def to_der(signature: bytes) -> bytes:
    """Return the DER ECDSA-Sig-Value (RFC 3279) of r and s."""
    return encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))


def _is_digest(attribute: cms.CMSAttribute) -> bool:
    return bool(attribute["type"].dump() == _MESSAGE_DIGEST)


def _attributes(digest: bytes, certificate: bytes) -> bytes:
    """Return the members of the SET OF in DER order (X.690 section 11.6)."""
    changing = _tlv(_SEQUENCE, _MESSAGE_DIGEST, _tlv(_SET, _tlv(_OCTETS, digest)))
    return b"".join(sorted((*_unchanging(certificate), changing)))


@lru_cache(maxsize=64)
def _unchanging(certificate: bytes) -> tuple[bytes, ...]:
    protection = cms.CMSAlgorithmProtection(
        {
            "digest_algorithm": algos.DigestAlgorithm.load(_SHA256),
            "signature_algorithm": algos.SignedDigestAlgorithm.load(_ES256),
        }
    )
    signer = as_signing_certificate_v2(x509.Certificate.load(certificate))
    return (
        bytes(simple_cms_attribute("content_type", "data").dump()),
        bytes(simple_cms_attribute("signing_certificate_v2", signer).dump()),
        bytes(simple_cms_attribute("cms_algorithm_protection", protection).dump()),
    )


@lru_cache(maxsize=64)
def _signer_id(certificate: bytes) -> bytes:
    signer = x509.Certificate.load(certificate)
    return bytes(cms.IssuerAndSerialNumber({"issuer": signer.issuer, "serial_number": signer.serial_number}).dump())


def _tlv(tag: bytes, *parts: bytes) -> bytes:
    """Return a DER value: tag, shortest length, contents (X.690 section 10.1)."""
    contents = b"".join(parts)
    size = len(contents)
    if size < 0x80:
        return tag + bytes([size]) + contents
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return tag + bytes([0x80 | len(octets)]) + octets + contents
