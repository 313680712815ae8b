"""What an organisation may set of its kiosk, from STATION/kiosk.toml. The defaults need no file."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path

import msgspec

from econsent.errors import ArgumentInvalid

FILE = "kiosk.toml"
DAY = 86_400.0
YOUNGEST, ADULT = 16, 18
"""Who is younger has a representative; from 16 on an organisation may let a patient sign alone."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Times are in seconds; `sign_alone_from` is the age in years from which a patient signs without a parent."""

    idle_seconds: float = 60.0
    grace_seconds: float = 30.0
    done_seconds: float = 60.0
    sync_seconds: float = 30.0
    sign_alone_from: int = 18
    printer: str = ""
    """The name of the CUPS queue that prints a person's copy; without one there is no such button."""
    library_url: str = ""
    """Where a new station enrols."""
    export_folder: str = ""
    """Where staff find the log they export; by default the folder `export` in the station's."""
    keypad_reads: bool = True
    """Whether the first step at a keypad, on the welcome screen, begins the reading aloud."""
    referral_pattern: str = ""
    """A regular expression for the whole number of a referral, as a scanner types it; without one none is taken."""

    def __post_init__(self) -> None:
        for name in ("idle_seconds", "grace_seconds", "done_seconds", "sync_seconds"):
            if not 0 < getattr(self, name) <= DAY:
                raise ValueError(f"{name} is more than 0 and at most {DAY:.0f}")
        try:
            re.compile(self.referral_pattern)
        except re.error as error:
            raise ValueError(f"referral_pattern is no regular expression: {error}") from None
        if not YOUNGEST <= self.sign_alone_from <= ADULT:
            raise ValueError(f"sign_alone_from is {YOUNGEST} to {ADULT}")


def load(station: Path) -> Settings:
    """Return the settings of a station's folder; raise ArgumentInvalid that names each bad setting and its line."""
    try:
        text = (station / FILE).read_text(encoding="utf-8")
        written = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        raise _unusable(f"{str(error).rstrip('.')}.") from None
    except UnicodeDecodeError:
        raise _unusable("it is no text in UTF-8.") from None
    except OSError as error:
        raise _unusable(f"it cannot be read ({error.strerror}).") from None
    wrong = [f"line {_line(text, name)}: {said}" for name, value in written.items() if (said := _wrong(name, value))]
    if wrong:
        raise _unusable(" ".join(wrong))
    return msgspec.convert(written, Settings)


_TAKES = {"float": "a number", "int": "a whole number", "bool": "true or false", "str": 'a text in "quotes"'}


def _wrong(name: str, value: object) -> str:
    """Return what is wrong with one setting, in words for staff; "" where nothing is."""
    kinds = {field.name: str(field.type.__name__) for field in msgspec.structs.fields(Settings)}
    if name not in kinds:
        near = get_close_matches(name, kinds, 1)
        return f"there is no setting {name}{f'; is {near[0]} meant?' if near else '.'}"
    try:
        msgspec.convert({name: value}, Settings)
    except ValueError as error:
        said = str(error)
        return f"{name} takes {_TAKES[kinds[name]]}." if said.startswith("Expected") else f"{said.rstrip('.')}."
    return ""


def _line(text: str, name: str) -> int:
    """Return the number of the line on which a setting stands, from 1."""
    lines = text.splitlines()
    begins = re.compile(rf"""\s*\[?["']?{re.escape(name)}["']?\s*[=.\]]""")
    return next((number for number, line in enumerate(lines, 1) if begins.match(line)), 1)


def _unusable(what: str) -> ArgumentInvalid:
    return ArgumentInvalid(
        f"{FILE}: {what} All defaults hold.",
        remedy=f"Mend {FILE} in the station's folder; docs/kiosk.md lists the settings.",
    )
