"""What an organisation may set of its kiosk, from STATION/kiosk.toml. The defaults need no file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from econsent.errors import InputError

FILE = "kiosk.toml"
DAY = 86_400.0
TURNS = (0, 90, 180, 270)
YOUNGEST, ADULT = 16, 18
YOUNGEST_ASKED = 3
"""Who is younger has a representative; from 16 on an organisation may let a patient sign alone."""


class SettingsUnusable(InputError):
    """The settings' file cannot be read, or a setting in it not be taken."""

    code = "kiosk.settings"


class LibraryUnnamed(InputError):
    """No setting says at which library a new station enrols."""

    code = "kiosk.no-library"


class Paper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How pages that were signed on paper come to the kiosk; without a camera and a folder that way is not offered."""

    camera: str = ""
    """A part of the camera's name, or ``any`` for the first there is."""
    turn: int = 0
    """By how many degrees, clockwise, its picture is turned to stand upright."""
    folder: str = ""
    """Where a scanner puts its files; nobody else's, for they are taken away."""
    idle_seconds: float = 600.0
    """As of every screen, but while somebody signs on paper they do not touch the screen."""

    @property
    def offered(self) -> bool:
        """Tell whether pages can come in at all."""
        return bool(self.camera or self.folder)

    def __post_init__(self) -> None:
        if self.turn not in TURNS:
            raise ValueError(f"turn is one of {', '.join(str(turn) for turn in TURNS)}")
        if not 0 < self.idle_seconds <= DAY:
            raise ValueError(f"idle_seconds is more than 0 and at most {DAY:.0f}")
        if self.folder and not Path(self.folder).is_absolute():
            raise ValueError("folder is a whole path, from / on")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Times are in seconds; `sign_alone_from` is the age in years from which a patient signs without a parent.

    From `assent_from` on a child is asked beside the representative, from `cosign_from` on a patient signs beside them.
    """

    idle_seconds: float = 60.0
    grace_seconds: float = 30.0
    done_seconds: float = 60.0
    sync_seconds: float = 30.0
    sign_alone_from: int = 18
    assent_from: int = 7
    cosign_from: int = 18
    printer: str = ""
    """The name of the CUPS queue that prints a person's copy; without one there is no such button."""
    library_url: str = ""
    """Where a new station enrols."""
    export_folder: str = ""
    """Where staff find the log they export; by default the folder `export` in the station's."""
    keypad_reads: bool = True
    """Whether the first step at a keypad, on the welcome screen, begins the reading aloud."""
    motion: bool = True
    """Whether a text that one reads on glides; else it is there at once."""
    staff_list: str = ""
    """Where HR's medium shows the list of workers who are asked for a supplement; never in the station's folder."""
    referral_pattern: str = ""
    """A regular expression for the whole number of a referral, as a scanner types it; without one none is taken."""

    paper: Paper = Paper()
    """The table [paper]."""

    def __post_init__(self) -> None:
        for name in ("idle_seconds", "grace_seconds", "done_seconds", "sync_seconds"):
            if not 0 < getattr(self, name) <= DAY:
                raise ValueError(f"{name} is more than 0 and at most {DAY:.0f}")
        try:
            re.compile(self.referral_pattern)
        except re.error as error:
            raise ValueError(f"referral_pattern is no regular expression: {error}") from None
        for name in ("sign_alone_from", "cosign_from"):
            if not YOUNGEST <= getattr(self, name) <= ADULT:
                raise ValueError(f"{name} is {YOUNGEST} to {ADULT}")
        if not YOUNGEST_ASKED <= self.assent_from <= ADULT:
            raise ValueError(f"assent_from is {YOUNGEST_ASKED} to {ADULT}")


def load(station: Path) -> Settings:
    """Return the settings of a station's folder; raise SettingsUnusable that names each bad setting and its line."""
    try:
        text = (station / FILE).read_text(encoding="utf-8")
        written = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        raise _unusable(f"{str(error).rstrip('.')}.", "".join(re.findall(r"(?<=at line )\d+", str(error)))) from None
    except UnicodeDecodeError:
        raise _unusable("it is no text in UTF-8.") from None
    except OSError as error:
        raise _unusable(f"it cannot be read ({error.strerror}).") from None
    faults = [(_line(text, name, table), name, said) for name, table, said in _faults(written)]
    if faults:
        said = " ".join(f"line {line}: {why}" for line, _, why in faults)
        raise _unusable(said, ", ".join(f"{line}: {name}" for line, name, _ in faults))
    return msgspec.convert(written, Settings)


_TAKES = {
    "float": "a number",
    "int": "a whole number",
    "bool": "true or false",
    "str": 'a text in "quotes"',
    "Paper": "a table",
}


def _faults(written: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield each setting that cannot be, the table it stands in, and why; in words for staff."""
    for name, value in written.items():
        if name == "paper" and isinstance(value, dict):
            found = [(inner, name, _wrong(inner, given, Paper)) for inner, given in value.items()]
        else:
            found = [(name, "", _wrong(name, value, Settings))]
        yield from (fault for fault in found if fault[2])


def _wrong(name: str, value: object, table: type[msgspec.Struct]) -> str:
    """Return what is wrong with one setting of a table, in words for staff; "" where nothing is."""
    kinds = {field.name: str(field.type.__name__) for field in msgspec.structs.fields(table)}
    if name not in kinds:
        near = get_close_matches(name, kinds, 1)
        return f"there is no setting {name}{f'; is {near[0]} meant?' if near else '.'}"
    try:
        msgspec.convert({name: value}, table)
    except ValueError as error:
        said = str(error)
        return f"{name} takes {_TAKES[kinds[name]]}." if said.startswith("Expected") else f"{said.rstrip('.')}."
    return ""


def _line(text: str, name: str, table: str = "") -> int:
    """Return the number of the line on which a setting of a table stands, from 1."""
    first = _line(text, table) if table else 1
    begins = re.compile(rf"""\s*\[?["']?{re.escape(name)}["']?\s*[=.\]]""")
    lines = enumerate(text.splitlines()[first - 1 :], first)
    return next((number for number, line in lines if begins.match(line)), first)


def _unusable(what: str, place: str = "") -> SettingsUnusable:
    return SettingsUnusable(
        f"{FILE}: {what} All defaults hold.",
        remedy=f"Mend {FILE} in the station's folder; docs/kiosk.md lists the settings.",
        path=place,
    )
