"""What is wrong with a key, a signature, a device or a seal: keys.*, trust.*, envelope.*, signing.*."""

from __future__ import annotations

from econsent.errors.tree import PlaceError, ProofError


class KeysError(ProofError):
    """A key, certificate, chain or JWS is refused."""

    code = "keys"


class JwsMalformed(KeysError):
    """Not a compact JWS as SPEC.md restricts it (canonical base64url, exact header)."""

    code = "keys.jws-malformed"


class SignatureInvalid(KeysError):
    """An ES256 signature does not fit its bytes and key, or is not low-S."""

    code = "keys.signature-invalid"


class CertificateInvalid(KeysError):
    """A certificate cannot be read or does not have the form its place in the chain asks for."""

    code = "keys.certificate-invalid"


class CertificateExpired(KeysError):
    """A certificate is used outside its validity."""

    code = "keys.certificate-expired"


class CertificateForeign(KeysError):
    """A chain does not end in a trusted root."""

    code = "keys.certificate-foreign"


class TrustError(ProofError):
    """A device is not, or no longer, trusted."""

    code = "trust"


class DeviceUnknown(TrustError):
    """No such device was enrolled here."""

    code = "trust.device-unknown"


class DeviceRevoked(TrustError):
    """The device was revoked before this log index."""

    code = "trust.device-revoked"


class EnvelopeError(ProofError):
    """A sealed envelope cannot be opened."""

    code = "envelope"


class EnvelopeMalformed(EnvelopeError):
    """Not an envelope of a version known here."""

    code = "envelope.malformed"


class EnvelopeForeign(EnvelopeError):
    """Sealed to another key."""

    code = "envelope.foreign-key"


class EnvelopeBroken(EnvelopeError):
    """The seal does not open: bytes were changed."""

    code = "envelope.broken"


class SigningError(PlaceError):
    """A signer cannot sign."""

    code = "signing"


class KeyMissing(SigningError):
    """The key file is not there or cannot be read."""

    code = "signing.key-missing"


class PassphraseWrong(SigningError):
    """The key file does not open with this passphrase."""

    code = "signing.passphrase"
