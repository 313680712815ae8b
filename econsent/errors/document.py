"""What is wrong with a document, its signature, its attachments or ink: document.*."""

from __future__ import annotations

from econsent.errors.tree import ProofError


class DocumentError(ProofError):
    """A document, its signature, its attachments or ink are refused."""

    code = "document"


class DocumentMalformed(DocumentError):
    """Not a PDF of the form that is written here, or one whose structure is broken."""

    code = "document.malformed"


class DocumentNotSigned(DocumentError):
    """A PDF without a signature."""

    code = "document.not-signed"


class DocumentSignatureInvalid(DocumentError):
    """A document's signature does not fit its bytes, or is not in its one canonical form."""

    code = "document.signature-invalid"


class DocumentNotCovered(DocumentError):
    """A document's signature leaves bytes out that it must cover."""

    code = "document.not-covered"


class DocumentChangedAfter(DocumentError):
    """Bytes follow what was signed."""

    code = "document.changed-after"


class AttachmentMissing(DocumentError):
    """A document does not carry its statement, or a file that the statement names."""

    code = "document.attachment-missing"


class DocumentCertificateMismatch(DocumentError):
    """A document was sealed by another certificate than its statement."""

    code = "document.certificate-mismatch"


class DocumentStatementMismatch(DocumentError):
    """A document carries files that its statement does not name, or other bytes than it names."""

    code = "document.statement-mismatch"


class InkMalformed(DocumentError):
    """Not ink in the one InkML form that is written here."""

    code = "document.ink-malformed"


class PageMalformed(DocumentError):
    """Not a page on paper in the one JPEG form that is kept here."""

    code = "document.page-malformed"
