"""Whom a library does not let in, or not to this: library.*, where it is about who asks."""

from __future__ import annotations

import math

from econsent.errors.library import LibraryError


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
