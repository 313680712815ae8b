"""The step of the verification that failed: verify.*."""

from __future__ import annotations

from econsent.errors.tree import ProofError


class VerifyError(ProofError):
    """A step of the verification procedure failed."""

    code = "verify"


class EvidenceMismatch(VerifyError):
    """An evidence file is missing, unlisted, or not the bytes that the statement names."""

    code = "verify.evidence"


class ReceiptMismatch(VerifyError):
    """A receipt does not speak of this statement."""

    code = "verify.receipt"


class BracketBroken(VerifyError):
    """A statement claims to have seen a checkpoint that is later than its place in the log."""

    code = "verify.bracket"


class DeviceMismatch(VerifyError):
    """The payload names another device or controller than the certificate."""

    code = "verify.device"


class FileUnknown(VerifyError):
    """A file is none of the things that can be verified."""

    code = "verify.unknown-file"


class FilesApart(VerifyError):
    """Files given together do not speak of the same statements."""

    code = "verify.files-apart"


class BundleMalformed(VerifyError):
    """Not a bundle in the one form that is written here."""

    code = "verify.bundle-malformed"
