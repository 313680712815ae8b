"""A scanner's folder: takes the files that come while somebody signs on paper, and never one from before. No Qt.

A file is taken once it has stopped growing, and removed once it was read: a page with a name and a signature is not
left lying there. What is no picture stays where it is, for staff to look at.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from econsent.errors import InputError, PlaceError

MAX_FILE: Final = 64 << 20
"""Bytes of one file: eight pages of colour at 300 to the inch, barely compressed."""
Stamp = tuple[int, int, int, int]
"""Device, inode, size, and the moment of the last change in nanoseconds."""
Taken = TypeVar("Taken")


class TrayUnusable(PlaceError):
    """A scanner's folder cannot be read, or a file in it not be taken away."""

    code = "kiosk.tray"


@dataclass(frozen=True, slots=True)
class Haul(Generic[Taken]):
    """What came since the last look: of each file what was made of it, and how many files nothing could be made of."""

    taken: tuple[Taken, ...]
    refused: int
    left: int = 0
    """How many of those taken could not be removed."""


class Tray:
    """One folder, in one sitting. What lies there when it begins is somebody else's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Stamp] = {}
        self._growing: dict[str, Stamp] = {}

    def begin(self) -> None:
        """Remember what lies there; raise TrayUnusable where the folder cannot be read."""
        self._known, self._growing = self._stamps(), {}

    def look(self, make: Callable[[bytes], Taken]) -> Haul[Taken]:
        """Make something of each file that came and is complete, oldest first; `make` raises InputError for garbage.

        Raises TrayUnusable. A file that came is complete when two looks in a row find it the same.
        """
        stamps = self._stamps()
        came = {name: stamp for name, stamp in stamps.items() if self._known.get(name) != stamp}
        complete = {name: stamp for name, stamp in came.items() if self._growing.get(name) == stamp and stamp[2]}
        self._growing = came
        taken, refused, left = [], 0, 0
        for name in sorted(complete, key=lambda name: (complete[name][3], name)):
            self._known[name] = complete[name]
            try:
                taken.append(make(self._read(name, complete[name])))
            except InputError:
                refused += 1
            else:
                left += not self._remove(name, complete[name])
        return Haul(tuple(taken), refused, left)

    def _stamps(self) -> dict[str, Stamp]:
        """Return the plain files; links, folders and names that begin with a dot are none."""
        try:
            with os.scandir(self._folder) as entries:
                files = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
                return {
                    entry.name: _stamp(found)
                    for entry in files
                    if not entry.name.startswith(".") and (found := _stat(entry)) is not None
                }
        except OSError as error:
            raise TrayUnusable(
                f"The scanner's folder cannot be read ({error.strerror}).",
                remedy="Look at the folder that paper.folder names in kiosk.toml, and at who may read and write there.",
            ) from None

    def _read(self, name: str, stamp: Stamp) -> bytes:
        """Return the bytes of the very file that was seen; raise InputError where it is another one or too large."""
        try:
            place = os.open(self._folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(place, "rb") as file:
                if _stamp(os.fstat(file.fileno())) != stamp or stamp[2] > MAX_FILE:
                    raise InputError("A file is not the one that was seen, or too large.")
                return file.read(MAX_FILE)
        except OSError:
            raise InputError("A file cannot be read.") from None

    def _remove(self, name: str, stamp: Stamp) -> bool:
        """Remove a file, if it is still the one that was read; say whether it is gone."""
        place = self._folder / name
        try:
            if _stamp(place.lstat()) == stamp:
                place.unlink()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True


def _stat(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:  # gone between two looks
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
