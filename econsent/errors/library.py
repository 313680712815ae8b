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


class StatementConflict(LibraryError):
    """The same id came with other bytes; the newcomer is quarantined, nothing was overwritten."""

    code = "library.conflict"


class TileUnknown(LibraryError):
    """The log has no such tile yet."""

    code = "library.tile-unknown"
    status = 404
