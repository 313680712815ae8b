"""A scanner types like a keyboard, only faster: whole codes are taken out of the keys, the rest is let through. No Qt.

Time is an argument, in milliseconds, so that what is recognised follows from the keys alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, NamedTuple

from econsent import identity
from econsent.errors import IinInvalid

FASTEST = 35
"""Milliseconds between two keys at which nobody types; a scanner needs about ten."""
SHORTEST = 6
"""Characters that a code has at least; fewer are typed by somebody who drums on the keys."""
LONGEST = 64
"""Characters of a code that is looked at; a longer one is no number of anything, and nobody types so much so fast."""

UNPRINTABLE = "\0"
"""Stands in a code for a key that has no character."""

Kind = Literal["iin", "referral", "garbage"]


class Key(Enum):
    """What a key does, as far as a scanner is told from a typist."""

    CHARACTER = "character"
    ENTER = "enter"
    SILENT = "silent"
    """A modifier, or a key let go: it belongs to what is around it and says nothing itself."""
    OTHER = "other"
    """Tab, an arrow, a key held down: no scanner begins with it; in the midst of a code it is part of garbage."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was scanned: an IIN, the number of a referral, or nothing that is known here."""

    kind: Kind
    value: str = field(default="", repr=False)


class Outcome(NamedTuple):
    """What to do after a key: let earlier ones through, keep this one back or not, take a code."""

    through: tuple[Any, ...] = ()
    kept: bool = False
    code: str | None = None


class Recogniser:
    """Keeps keys back while they may be a code. Each key is let through once and in order, or is part of a code."""

    def __init__(self) -> None:
        self._kept: list[Any] = []
        self._code = ""
        self._last: int | None = None
        self._over = False

    def key(self, kind: Key, text: str, event: Any, at: int) -> Outcome:
        """Take a key at a time in ms; `event` is whatever stands for it when it is let through."""
        if kind is Key.SILENT:
            return self._keep(event) if self._kept or self._over else Outcome()
        near = self._last is not None and 0 <= at - self._last <= FASTEST
        through = () if near else self.let_go()
        self._last = at
        if self._over:  # a second line, or the second half of a line's end
            return Outcome(through, kept=True)
        if kind is Key.CHARACTER or (kind is Key.OTHER and len(self._code) >= SHORTEST):
            self._code += text or UNPRINTABLE
            return self._keep(event, through) if len(self._code) <= LONGEST else self._take(through)
        return self._end(kind, through)

    def let_go(self) -> tuple[Any, ...]:
        """Return the keys kept back, and begin anew: nothing came for so long that this is no scanner."""
        through = tuple(self._kept)
        self._kept, self._code, self._last, self._over = [], "", None, False
        return through

    @property
    def waits(self) -> bool:
        """Tell whether keys are kept back, or the end of a code may still come."""
        return bool(self._kept) or self._over

    def _keep(self, event: Any, through: tuple[Any, ...] = ()) -> Outcome:
        if not self._over:
            self._kept.append(event)
        return Outcome(through, kept=True)

    def _take(self, through: tuple[Any, ...]) -> Outcome:
        """Take what was kept as a code; whatever follows at once belongs to it and is forgotten."""
        code, self._kept, self._code, self._over = self._code, [], "", True
        return Outcome(through, kept=True, code=code)

    def _end(self, kind: Key, through: tuple[Any, ...]) -> Outcome:
        if kind is Key.ENTER and len(self._code) >= SHORTEST:
            return self._take(through)
        return Outcome((*through, *self.let_go()))


def read(code: str, referral: str = "") -> Scan:
    """Tell what a code is: 12 digits with a right check digit are an IIN, what the pattern fits is a referral.

    `referral` is a regular expression for the whole number; without one no code is a referral.
    """
    code = code.strip()
    if len(code) > LONGEST or not code.isprintable():
        return Scan("garbage")
    if _is_iin(code):
        return Scan("iin", code)
    if referral and re.fullmatch(referral, code):
        return Scan("referral", code)
    return Scan("garbage")


def _is_iin(code: str) -> bool:
    try:
        return identity.parse_iin(code) == code
    except IinInvalid:
        return False
