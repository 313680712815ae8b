"""What a library does not have, or has already: library.*, where it is about what is kept."""

from __future__ import annotations

from econsent.errors.tree import AnswerError


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


class WorkUnknown(LibraryError):
    """No such work here, or not one of whoever asks."""

    code = "library.work-unknown"
    status = 404


class WorkNotReady(LibraryError):
    """A work is not at the point at which this can be done with it."""

    code = "library.work-not-ready"


class ChangedMeanwhile(LibraryError):
    """Somebody else has changed it since whoever asks looked at it (RFC 9110 15.5.13)."""

    code = "library.changed-meanwhile"
    status = 412

    def __init__(
        self,
        what: str,
        *,
        version: int | None = None,
        at: str = "",
        by: str = "",
        verb: str = "",
        reason: str = "",
        remedy: str = "",
        **given: str,
    ) -> None:
        self.version = version
        """Which version stands now; `at` it came, `by` whose id, by which `verb`, and why: empty where not known."""
        self.at, self.by, self.verb, self.reason = at, by, verb, reason
        super().__init__(what, remedy=remedy or "Look at it again, and decide anew.", **given)


class InvitationUnknown(LibraryError):
    """There is no such invitation, or it was used or taken back already."""

    code = "library.invitation-unknown"
    status = 404


class PreservationUnknown(LibraryError):
    """The log was not preserved under this number."""

    code = "library.preservation-unknown"
    status = 404


class StatementConflict(LibraryError):
    """The same id came with other bytes; the newcomer is quarantined, nothing was overwritten."""

    code = "library.conflict"


class TileUnknown(LibraryError):
    """The log has no such tile yet."""

    code = "library.tile-unknown"
    status = 404
