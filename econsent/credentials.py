"""What people sign in with: passwords by Argon2id (RFC 9106), one-time codes by TOTP (RFC 6238)."""

from __future__ import annotations

import base64
import threading
import unicodedata
from typing import TYPE_CHECKING

from econsent.errors import StoreDamaged
from econsent.instant import SECOND

if TYPE_CHECKING:
    import argon2

STEP = 30
"""Seconds for which a one-time code is shown."""
_WINDOW = 1
"""Steps by which an authenticator's clock may be off."""
COST = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
"""What a new password's hash costs, which is written into it. RFC 9106's second choice: 64 MiB a password."""
_SALT_BYTES, _HASH_BYTES = 16, 32
_AT_ONCE = threading.BoundedSemaphore(2)
"""However many people sign in, this many hashes are computed at a time."""


def _unpadded(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


NO_SECRET = "A" * 32
"""Stands for the secret of a login that is not there."""


def hash_of_nobody() -> str:
    """Return what stands for the hash of a login that is not there: checking it takes as long, and nothing fits it."""
    cost = f"m={COST['memory_cost']},t={COST['time_cost']},p={COST['parallelism']}"
    return f"$argon2id$v=19${cost}${_unpadded(bytes(_SALT_BYTES))}${_unpadded(bytes(_HASH_BYTES))}"


def hash_password(password: str) -> str:
    """Return an Argon2id hash with its salt and parameters, as it is kept."""
    with _AT_ONCE:
        return _hasher().hash(_written(password))


def fits(kept: str, password: str) -> bool:
    """Say whether a password is the one whose hash is kept; raise StoreDamaged for what is no hash."""
    from argon2.exceptions import Argon2Error, InvalidHashError, VerifyMismatchError

    try:
        with _AT_ONCE:
            return _hasher().verify(kept, _written(password))
    except VerifyMismatchError:
        return False
    except (Argon2Error, InvalidHashError):
        raise StoreDamaged("A kept password cannot be checked.", remedy="Set a new one.") from None


def new_secret() -> str:
    """Return a fresh TOTP secret of 160 random bits, in base 32."""
    import pyotp

    return pyotp.random_base32()


def enrolment(secret: str, login: str, issuer: str) -> str:
    """Return the otpauth URI that an authenticator app reads, mostly from a QR code."""
    import pyotp

    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret: str, code: str, now: int) -> int | None:
    """Return the time step whose code this is, None where it is none of now; `now` in microseconds.

    Whoever keeps the step of the last code refuses any that is not later: a code seen over a shoulder is used up.
    """
    import pyotp

    try:
        return pyotp.TOTP(secret, interval=STEP).verify_and_get_timecode(
            code, for_time=now // SECOND, valid_window=_WINDOW
        )
    except (pyotp.OTPVerificationError, ValueError):
        return None


def _hasher() -> argon2.PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(
        time_cost=COST["time_cost"],
        memory_cost=COST["memory_cost"],
        parallelism=COST["parallelism"],
        hash_len=_HASH_BYTES,
        salt_len=_SALT_BYTES,
    )


def _written(password: str) -> bytes:
    """Return a password as bytes that are the same however a keyboard composes its letters."""
    return unicodedata.normalize("NFC", password).encode(errors="surrogatepass")
