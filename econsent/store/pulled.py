"""The released forms that a station took over: one folder for each manifest, whole or not there at all.

::

    STATION/forms/000012/MANIFEST  NOTE  <form>/<version>/<file>     named after how many files the manifest has

A folder is written under another name and renamed once everything in it is durable. The one before it stays, for the
case that the disk spoils the newest.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from econsent import ledger
from econsent.errors import EconsentError, StoreUnwritable
from econsent.forms import MANIFEST
from econsent.released import Manifest, checked, open_manifest
from econsent.signing.file_key import sync_folder
from econsent.store.folder import read_file

FOLDER = "forms"
_NOTE, _NEW, _OLD = "NOTE", ".new", ".old"
_NAME = re.compile(r"[0-9]{6,}")
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Pulled:
    """A manifest that a station took over, and its files by path, as the manifest names them."""

    manifest: Manifest
    files: Mapping[str, bytes]

    @property
    def catalogued(self) -> dict[str, bytes]:
        """Return the files as a catalogue reads them, their MANIFEST among them."""
        return {**self.files, MANIFEST: self.manifest.text.encode()}


def sizes(station: Path) -> tuple[int, ...]:
    """Return the sizes of the manifests that were taken over and are kept, newest first."""
    try:
        names = os.listdir(station / FOLDER)  # noqa: PTH208 - at every look at the catalogue: names alone are enough
    except OSError:
        return ()
    return tuple(sorted((int(name) for name in names if _NAME.fullmatch(name)), reverse=True))


def read(station: Path, size: int, log: ledger.NoteVerifier) -> Pulled:
    """Read what was taken over; raise FormError, LedgerError or StoreError leaves for what is not whole."""
    home = station / FOLDER / f"{size:06d}"
    text, note = (read_file(home / name).decode("utf-8", "replace") for name in (MANIFEST, _NOTE))
    manifest = open_manifest(text, note, log)
    return Pulled(
        manifest, {path: checked(read_file(home / path), said, path) for path, said in manifest.files.items()}
    )


def newest_good(station: Path, log: ledger.NoteVerifier) -> Pulled | None:
    """Return the newest that is whole, None where there is none."""
    for size in sizes(station):
        try:
            return read(station, size, log)
        except EconsentError:
            continue
    return None


def keep(station: Path, pulled: Pulled) -> None:
    """Take a manifest and its files over: all of it is there, durable, on return, or nothing; raise StoreUnwritable."""
    home = station / FOLDER
    new, place, old = home / _NEW, home / f"{pulled.manifest.size:06d}", home / _OLD
    try:
        home.mkdir(mode=0o700, exist_ok=True)
        sync_folder(station)
        _clear(new, old)
        _write(new, {**pulled.catalogued, _NOTE: pulled.manifest.note.encode()})
        if place.exists():  # what the disk has spoilt makes room
            place.rename(old)
        new.rename(place)
        sync_folder(home)
        _clear(old, *(home / f"{size:06d}" for size in sizes(station)[_KEPT:]))
    except OSError as error:
        raise StoreUnwritable(
            f"The released forms cannot be written ({error.strerror}).",
            kept="The station goes on with the forms that it has.",
            remedy="Check the disk's free space and the folder's owner.",
        ) from None


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folders = {folder}
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folders |= {path.parent, path.parent.parent} if "/" in name else set()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for each in folders:
        sync_folder(each)


def _clear(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
