"""What is wrong with a time-stamp token, or with the authority that gives them: timestamp.*, authority.*."""

from __future__ import annotations

from econsent.errors.tree import PlaceError, ProofError


class TimestampError(ProofError):
    """A time-stamp token (RFC 3161) is refused."""

    code = "timestamp"


class TimestampMalformed(TimestampError):
    """Not a time-stamp token, or not the answer to a request for one."""

    code = "timestamp.malformed"


class TimestampMismatch(TimestampError):
    """A token is of something else than what was to be dated, or the answer to another request."""

    code = "timestamp.mismatch"


class TimestampForged(TimestampError):
    """The signature of a token does not fit it."""

    code = "timestamp.signature"


class TimestampUntrusted(TimestampError):
    """Whoever signed a token was no time-stamping authority under a root that is trusted, at the time it says."""

    code = "timestamp.untrusted"


class TimestampApart(TimestampError):
    """A token that was made just now is of another time than the library's clock shows."""

    code = "timestamp.apart"


class TimestampLate(TimestampError):
    """A preservation was made after the certificates under the one before it had ended."""

    code = "timestamp.late"


class AuthorityError(PlaceError):
    """No time-stamp can be had."""

    code = "authority"


class AuthorityUnnamed(AuthorityError):
    """No time-stamping authority was named to this process."""

    code = "authority.unnamed"


class AuthorityUnreachable(AuthorityError):
    """The time-stamping authority does not answer."""

    code = "authority.unreachable"


class AuthorityRefused(AuthorityError):
    """The time-stamping authority answers and gives no time-stamp."""

    code = "authority.refused"
