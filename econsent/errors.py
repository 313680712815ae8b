"""The one error tree. Every leaf has a stable code: the same in Python, in JSON, over HTTP and in the vectors.

::

    EconsentError
    ├── InputError        what was given is wrong: identity.*, instant.*, record.*, forms.*, site.*,
    │                     input.*, fhir.*
    ├── ProofError        something does not prove what it claims:
    │                     keys.*, trust.*, ledger.*, verify.*, envelope.*, document.*
    ├── PlaceError        a folder, disk, key or peer is not as it must be:
    │                     store.*, signing.*, station.*, remote.*, server.*
    ├── AnswerError       the question is well formed and the answer is no: library.*
    └── Fault             a mistake in econsent itself: fault

An error says what happened (`what`), what was kept (`kept`) and what to do (`remedy`), in words for people,
and never carries personal data.
"""

from __future__ import annotations

import math
from typing import ClassVar

EXIT_USAGE = 2


class EconsentError(Exception):
    """Say what happened, what was kept and what to do.

    `path` names the place of a bad field (``subject.identifier``), `clause` the clause of SPEC.md that was broken.
    """

    code: ClassVar[str] = "econsent"
    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500

    def __init__(self, what: str, *, kept: str = "", remedy: str = "", path: str = "", clause: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.remedy = remedy
        self.path = path
        self.clause = clause

    def __str__(self) -> str:
        where = f" (at {self.path})" if self.path else ""
        tail = " ".join(part for part in (self.kept, self.remedy) if part)
        return f"{self.what}{where}" + (f" {tail}" if tail else "")

    def as_dict(self) -> dict[str, str]:
        """Return the members that JSON output and RFC 9457 problem documents share; empty ones are left out."""
        members = {
            "code": self.code,
            "what": self.what,
            "kept": self.kept,
            "remedy": self.remedy,
            "path": self.path,
            "clause": self.clause,
        }
        return {name: value for name, value in members.items() if value}


def by_code() -> dict[str, type[EconsentError]]:
    """Return every error of the tree, its branches too, by its stable code."""
    leaves: dict[str, type[EconsentError]] = {}
    waiting = [EconsentError]
    while waiting:
        branch = waiting.pop()
        leaves[branch.code] = branch
        waiting.extend(branch.__subclasses__())
    return leaves


class InputError(EconsentError):
    """What was given is wrong; nothing was changed."""

    code = "input"
    exit_code = 3
    status = 400


class ProofError(EconsentError):
    """Something does not prove what it claims."""

    code = "proof"
    exit_code = 4
    status = 422


class PlaceError(EconsentError):
    """A folder, disk, key or peer is not as it must be."""

    code = "place"
    exit_code = 5
    status = 503


class AnswerError(EconsentError):
    """The question is well formed and the answer is no."""

    code = "answer"
    exit_code = 6
    status = 409


# ── input ────────────────────────────────────────────────────────────────────────────────


class IinInvalid(InputError):
    """An individual identification number is not 12 digits with a right check digit."""

    code = "identity.iin-invalid"


class BinInvalid(InputError):
    """A business identification number is not 12 digits of the right form with a right check digit."""

    code = "identity.bin-invalid"


class InstantInvalid(InputError):
    """A time is not RFC 3339 with an offset, or an interval ends before it begins."""

    code = "instant.invalid"


class RecordError(InputError):
    """A statement's payload is refused."""

    code = "record"


class RecordMalformed(RecordError):
    """A payload is not the JSON that SPEC.md describes: wrong type, missing or unknown field, duplicate name."""

    code = "record.malformed"


class RecordRuleBroken(RecordError):
    """A payload is well formed but breaks a rule of its kind."""

    code = "record.rule"


class FormError(InputError):
    """A form, its text or its catalogue is refused."""

    code = "forms"


class FormClash(FormError):
    """A form of one's own has another's name, or means something else by a scope than another form."""

    code = "forms.clash"


class FormDigestMismatch(FormError):
    """A released file does not have the bytes that MANIFEST names."""

    code = "forms.digest-mismatch"


class FormFileMissing(FormError):
    """A file that MANIFEST or a form names is not there."""

    code = "forms.missing-file"


class FormFileUnlisted(FormError):
    """A file stands beside the released ones and MANIFEST does not name it."""

    code = "forms.unlisted-file"


class FormMalformed(FormError):
    """A form, a text, a list of labels or a rule table is not written as forms/README.md says."""

    code = "forms.malformed"


class FormRefused(FormError):
    """A form lacks what the law asks of it, and is not released."""

    code = "forms.refused"


class FormRolledBack(FormError):
    """A library shows fewer or other released forms than it showed before."""

    code = "forms.rolled-back"


class FormUnknown(FormError):
    """There is no form of this id."""

    code = "forms.unknown-form"


class FormScopeUnknown(FormError):
    """No form asks for this scope."""

    code = "forms.unknown-scope"


class FormVersionUnknown(FormError):
    """There is no such version of this form."""

    code = "forms.unknown-version"


class FormLanguageUnknown(FormError):
    """The form is not written in this language."""

    code = "forms.unknown-language"


class FormTextMissing(FormError):
    """A text or a section that a form needs is not there."""

    code = "forms.missing-text"


class FormValueMissing(FormError):
    """A placeholder of a text was given no value."""

    code = "forms.missing-value"


class FormTermMissing(FormError):
    """A form that gives no consent has no term."""

    code = "forms.missing-term"


class SiteError(InputError):
    """A register of points, rooms and cameras is refused, or does not know what was asked about."""

    code = "site"


class SiteMalformed(SiteError):
    """A register's file is not written as docs/site.md says."""

    code = "site.malformed"


class SiteDuplicate(SiteError):
    """Two rows of a register have the same id or name."""

    code = "site.duplicate"


class SiteReference(SiteError):
    """A row of a register names a row that is not there."""

    code = "site.reference"


class PointUnknown(SiteError):
    """The register has no such point."""

    code = "site.unknown-point"


class RoomUnknown(SiteError):
    """The register has no such room."""

    code = "site.unknown-room"


class CameraUnknown(SiteError):
    """The register has no such camera."""

    code = "site.unknown-camera"


class CodeMalformed(InputError):
    """A code is not sixteen letters and digits."""

    code = "input.code"


class ArgumentInvalid(InputError):
    """An argument of a public verb is out of its range."""

    code = "input.argument"


class RequestInvalid(InputError):
    """An HTTP request is not one that this server knows."""

    code = "input.request"


class RequestTooLarge(InputError):
    """A request's body is larger than anything that may be asked."""

    code = "input.too-large"
    status = 413


class FhirError(InputError):
    """A FHIR request is refused."""

    code = "fhir"


class SearchInvalid(FhirError):
    """A FHIR search has a value that cannot be read, or what strict handling does not let pass."""

    code = "fhir.search"


class ParametersInvalid(FhirError):
    """The parameters of a FHIR operation are not those that it takes."""

    code = "fhir.parameters"


# ── proof ────────────────────────────────────────────────────────────────────────────────


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


class LedgerError(ProofError):
    """A log, checkpoint, proof or receipt is refused."""

    code = "ledger"


class InclusionUnproven(LedgerError):
    """A proof does not lead from this entry to the root of this tree."""

    code = "ledger.inclusion"


class ConsistencyUnproven(LedgerError):
    """A proof does not show that the newer tree only adds to the older one."""

    code = "ledger.consistency"


class NodeMissing(LedgerError):
    """The node store did not give the nodes that a tree of this size has."""

    code = "ledger.node-missing"


class CheckpointMalformed(LedgerError):
    """Not a checkpoint in the form of C2SP tlog-checkpoint and signed-note."""

    code = "ledger.checkpoint-malformed"


class CheckpointForged(LedgerError):
    """A signature under the name of a known key is not that key's."""

    code = "ledger.checkpoint-forged"


class CheckpointUnsigned(LedgerError):
    """A key that must have signed a checkpoint did not."""

    code = "ledger.checkpoint-unsigned"


class CheckpointForeign(LedgerError):
    """A checkpoint names another log than the one whose key signed it."""

    code = "ledger.checkpoint-foreign"


class VerifierKeyMalformed(LedgerError):
    """Not a verifier key in the form of C2SP signed-note, or of a type not known here."""

    code = "ledger.vkey-malformed"


class ReceiptMalformed(LedgerError):
    """Not a receipt in the form of C2SP tlog-proof."""

    code = "ledger.receipt-malformed"


class TilePathMalformed(LedgerError):
    """Not a tile's path in the form of C2SP tlog-tiles."""

    code = "ledger.tile-path"


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


# ── place ────────────────────────────────────────────────────────────────────────────────


class SigningError(PlaceError):
    """A signer cannot sign."""

    code = "signing"


class KeyMissing(SigningError):
    """The key file is not there or cannot be read."""

    code = "signing.key-missing"


class PassphraseWrong(SigningError):
    """The key file does not open with this passphrase."""

    code = "signing.passphrase"


class StoreError(PlaceError):
    """A folder or database is not as it must be."""

    code = "store"


class StoreMissing(StoreError):
    """There is no library or station at this place."""

    code = "store.missing"


class StoreExists(StoreError):
    """There is already something at this place."""

    code = "store.exists"


class StoreBusy(StoreError):
    """Another process holds this folder."""

    code = "store.busy"


class StoreUnwritable(StoreError):
    """The disk refuses to write."""

    code = "store.unwritable"


class StoreFull(StoreError):
    """Free space is below the reserve."""

    code = "store.full"
    status = 507


class StoreUnreachable(StoreError):
    """The database server cannot be reached, was lost on the way, or does not let us in."""

    code = "store.unreachable"
    status = 503


class StoreDriverMissing(StoreError):
    """The package that speaks to a database server is not installed."""

    code = "store.not-installed"


class CitusMissing(StoreError):
    """The database server cannot spread tables over machines."""

    code = "store.no-citus"


class StoreDamaged(StoreError):
    """A database is truncated or does not hold what it must."""

    code = "store.damaged"


class StationError(PlaceError):
    """A station cannot do what was asked."""

    code = "station"


class StationNotEnrolled(StationError):
    """The station has no certificate yet."""

    code = "station.not-enrolled"


class StationForked(StationError):
    """Two devices share this identity, or the library holds other bytes for one of our statements."""

    code = "station.forked"


class RemoteError(PlaceError):
    """A library behind HTTP did not answer as one."""

    code = "remote"


class RemoteUnreachable(RemoteError):
    """The library cannot be reached."""

    code = "remote.unreachable"


class RemoteForeign(RemoteError):
    """Something answers at this address, but not this library."""

    code = "remote.foreign"


class HistoryRewritten(RemoteError):
    """The library's log does not contain what it once showed."""

    code = "remote.history-rewritten"


class ServerError(PlaceError):
    """A server cannot serve."""

    code = "server"


class AddressUnavailable(ServerError):
    """The address or port cannot be listened on."""

    code = "server.address"


class ServerMissing(ServerError):
    """The packages that serving needs are not installed."""

    code = "server.not-installed"


# ── answer ────────────────────────────────────────────────────────────────────────────────


class LibraryError(AnswerError):
    """A library refuses."""

    code = "library"


class StatementUnknown(LibraryError):
    """No such statement here."""

    code = "library.statement-unknown"
    status = 404


class ResourceUnknown(LibraryError):
    """There is no such FHIR resource here, or not in this release."""

    code = "library.resource-unknown"
    status = 404


class SubscriberUnknown(LibraryError):
    """No such subscriber here, or no such dead letter of it."""

    code = "library.subscriber-unknown"
    status = 404


class StatementConflict(LibraryError):
    """The same id came with other bytes; the newcomer is quarantined, nothing was overwritten."""

    code = "library.conflict"


class TileUnknown(LibraryError):
    """The log has no such tile yet."""

    code = "library.tile-unknown"
    status = 404


class CodeRefused(LibraryError):
    """An enrolment code is unknown, used or expired."""

    code = "library.code-refused"
    status = 403


class AccessDenied(LibraryError):
    """The asker showed nothing that proves who it is, or something that is no longer good."""

    code = "library.access-denied"
    status = 401


class ScopeMissing(LibraryError):
    """The asker is known and may not ask this."""

    code = "library.scope-missing"
    status = 403


class ControllerForeign(LibraryError):
    """The asker was let in by another organisation than the one whose library this is."""

    code = "library.controller-foreign"
    status = 403


class AssertionRefused(LibraryError):
    """A client's signed assertion does not prove that the client asks here, now and once."""

    code = "library.assertion-refused"
    status = 401


class PrincipalUnknown(LibraryError):
    """There is no such key, client or person, or it was disabled."""

    code = "library.principal-unknown"
    status = 404


class LoginTaken(LibraryError):
    """Somebody has this login already."""

    code = "library.login-taken"


class RateLimited(LibraryError):
    """More was asked, or refused, in a short time than is let through."""

    code = "library.rate-limited"
    status = 429

    def __init__(self, what: str, *, retry_after: float = 1.0, remedy: str = "", **given: str) -> None:
        self.retry_after = max(1, math.ceil(retry_after))
        """Seconds after which asking again may help."""
        super().__init__(what, remedy=remedy or f"Ask again after {self.retry_after} seconds.", **given)


class ContactRefused(LibraryError):
    """A station's sign of life is not that station's, or an old one."""

    code = "library.contact-refused"
    status = 403


# ── fault ─────────────────────────────────────────────────────────────────────────────────


class Fault(EconsentError):
    """A mistake in econsent itself; what was asked did not happen."""

    code = "fault"
    exit_code = 70
