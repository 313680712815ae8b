"""The staff's code: its hash in the station's folder, and guesses that take longer the more of them fail.

A guess is counted before it is checked, in the file, so that neither a restart nor a new process gives it back. The
code keeps visitors from the staff's screen; it protects no key and no data.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from econsent.errors import ArgumentInvalid, PlaceError

FILE = "staff-code.json"
SHORTEST, LONGEST = 6, 12
FREE = 3
"""Guesses that may fail before the next one has to wait."""
FIRST_WAIT, LONGEST_WAIT = 10.0, 900.0
"""Seconds; each further failure doubles the wait."""


class StaffCodeUnusable(PlaceError):
    """The file with the code cannot be read or written."""

    code = "kiosk.staff-code"


class Guess(NamedTuple):
    """What a guess gave: ``right``, ``wrong``, ``wait`` or ``unset``, and for how many seconds the next one waits."""

    state: Literal["right", "wrong", "wait", "unset"]
    seconds: float = 0.0


class _Kept(msgspec.Struct, frozen=True):
    hash: str
    failures: int = 0
    last: float = 0.0


class StaffCode:
    """The code of one station; everything here reads or writes its file, or raises StaffCodeUnusable."""

    def __init__(self, station: Path) -> None:
        self._file = station / FILE

    def set(self, code: str) -> None:
        """Take a new code of 6 to 12 digits, and forget old failures; raise ArgumentInvalid for another."""
        from argon2 import PasswordHasher

        if not (SHORTEST <= len(code) <= LONGEST and code.isascii() and code.isdigit()):
            raise ArgumentInvalid(f"The staff code has {SHORTEST} to {LONGEST} digits and nothing else.")
        if len(set(code)) == 1:
            raise ArgumentInvalid("The staff code is not one digit again and again.")
        self._write(_Kept(PasswordHasher().hash(code)))

    def guess(self, code: str, now: float) -> Guess:
        """Check a guess at a moment in seconds; where the clock was set back, the wait is at most what it was."""
        kept = self._read()
        if kept is None:
            return Guess("unset")
        left = min(_wait(kept.failures), max(0.0, kept.last + _wait(kept.failures) - now))
        if left > 0:
            return Guess("wait", left)
        failures = kept.failures + 1
        self._write(_Kept(kept.hash, failures, now))
        if not _matches(kept.hash, code):
            return Guess("wrong", _wait(failures))
        self._write(_Kept(kept.hash))
        return Guess("right")

    def _read(self) -> _Kept | None:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError):
            raise _unusable("cannot be read") from None

    def _write(self, kept: _Kept) -> None:
        fresh = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(msgspec.json.encode(kept))
                os.fsync(file.fileno())
            fresh.replace(self._file)
        except OSError as error:
            raise _unusable(f"cannot be written ({error.strerror})") from None


def _matches(hashed: str, code: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(hashed, code)
    except (Argon2Error, InvalidHashError):
        return False


def _wait(failures: int) -> float:
    return 0.0 if failures < FREE else min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - FREE, 20))


def _unusable(what: str) -> StaffCodeUnusable:
    return StaffCodeUnusable(
        f"The file of the staff code {what}.", remedy="Set the code anew: econsent-kiosk STATION --set-staff-code."
    )
