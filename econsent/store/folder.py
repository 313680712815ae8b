"""Folders that libraries and stations live in: locks, free space, small durable files, passphrases."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
from collections.abc import Collection, Mapping
from importlib import resources
from pathlib import Path
from typing import TextIO

from econsent.errors import KeyMissing, StoreBusy, StoreExists, StoreForbidden, StoreFull, StoreMissing, StoreUnwritable
from econsent.signing.file_key import sync_folder, write_secret

RESERVE_BYTES = 64 * 1024 * 1024
"""Free space below which nothing new is begun: room for hundreds of statements that are already under way."""

PASSPHRASE_FILE = "passphrase"  # noqa: S105 - a file name
PASSPHRASE_VARIABLE = "ECONSENT_PASSPHRASE_FILE"  # noqa: S105 - a variable name


class FolderLock:
    """An exclusive lock on a folder, held until `release` or the end of the process (flock)."""

    def __init__(self, folder: Path, name: str = "lock") -> None:
        self._file: TextIO | None = None
        try:
            file = (folder / name).open("a")
        except OSError as error:
            raise StoreUnwritable(
                f"The folder cannot be written ({error.strerror}).",
                kept="What was saved before is unchanged.",
                remedy="Check the folder's owner, the mount and the disk.",
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise StoreBusy(
                "Another process already works in this folder.",
                kept="It goes on undisturbed.",
                remedy="Close it first; one folder serves one process.",
            ) from None
        self._file = file

    def release(self) -> None:
        """Give the folder free; harmless when called twice."""
        if self._file is not None:
            self._file.close()
            self._file = None


def is_there(path: Path) -> bool:
    """Say whether a file is there; raise StoreForbidden where its folder may not be looked into.

    What no file can be called is not there.
    """
    try:
        return path.is_file()
    except PermissionError:
        raise _forbidden("The folder may not be looked into.") from None
    except OSError:
        return False


def _forbidden(what: str) -> StoreForbidden:
    return StoreForbidden(what, kept="It was not touched.", remedy="Run this as the user to whom the folder belongs.")


def make_folder(folder: Path, beside: Collection[str] = ()) -> None:
    """Create an empty folder for its owner alone; raise StoreExists where something is in it, or StoreUnwritable.

    What is named in `beside` may be there already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        occupied = any(child.name not in beside for child in folder.iterdir())
        folder.chmod(0o700)
    except OSError as error:
        raise StoreUnwritable(
            f"The folder cannot be made ({error.strerror}).",
            kept="Nothing was begun.",
            remedy="Choose a place that you may write.",
        ) from None
    if occupied:
        raise StoreExists("The folder is not empty.", kept="It was not touched.", remedy="Choose a new folder.")


def clear_folder(folder: Path, beside: Collection[str] = ()) -> None:
    """Remove, as far as the disk lets us, what was begun and not finished; not what is named in `beside`."""
    with contextlib.suppress(OSError):
        for child in folder.iterdir():
            if child.name in beside:
                continue
            if child.is_dir():
                shutil.rmtree(child, ignore_errors=True)
            else:
                child.unlink(missing_ok=True)


def check_space(folder: Path, reserve: int = RESERVE_BYTES) -> int:
    """Return the free bytes of a folder's disk; raise StoreFull below the reserve."""
    free = free_bytes(folder)
    if free < reserve:
        raise StoreFull(
            "The disk is nearly full.",
            kept="Everything saved so far is safe.",
            remedy="Free some space; until then use paper.",
        )
    return free


def free_bytes(folder: Path) -> int:
    """Return the free bytes of a folder's disk; raise StoreMissing."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        raise StoreMissing("The folder is not there.", remedy="Check its name and the mount.") from None


def write_durably(path: Path, content: bytes) -> None:
    """Put a whole file in place, its owner's alone, durable on return; a reader sees the old or the new, never a part.

    What lies under the temporary name is not written into: in a folder that others may write it could be theirs.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.unlink(missing_ok=True)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreUnwritable(
            f"{path.name} cannot be written ({error.strerror}).",
            kept="What stood there before is unchanged.",
            remedy="Check the disk's free space and the folder's owner.",
        ) from None


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raise StoreMissing or StoreForbidden."""
    try:
        return path.read_bytes()
    except PermissionError:
        raise _forbidden(f"{path.name} may not be read.") from None
    except OSError as error:
        raise StoreMissing(
            f"{path.name} cannot be read ({error.strerror}).", remedy="Restore it from the last good copy."
        ) from None


def passphrase_for(folder: Path | None, given: str | None = None) -> str:
    """Return the passphrase that protects a library's or station's keys; raise KeyMissing.

    In this order: the one given, the file that ECONSENT_PASSPHRASE_FILE names, the file `passphrase` in the folder,
    where there is a folder.
    """
    if given is not None:
        return given
    named = os.environ.get(PASSPHRASE_VARIABLE)
    path = Path(named) if named else folder / PASSPHRASE_FILE if folder else None
    try:
        if path is None:
            raise FileNotFoundError
        return path.read_text(encoding="utf-8").rstrip("\n")
    except PermissionError:
        raise KeyMissing(
            "The passphrase of the keys may not be read.",
            kept="Nothing was opened or changed.",
            remedy="Run this as the user to whom the file with the passphrase belongs.",
        ) from None
    except (OSError, UnicodeDecodeError):
        raise KeyMissing(
            "The passphrase of the keys is not there.",
            kept="Nothing was opened or changed.",
            remedy=f"Give --passphrase-file, or set {PASSPHRASE_VARIABLE}.",
        ) from None


def new_passphrase(folder: Path, given: str | None = None) -> str:
    """Return the passphrase for new keys: the one given or named by the environment, or a random one kept here.

    The kept one protects against a copied key file, not against a stolen disk: docs tell how to move it elsewhere.
    """
    if given is not None or os.environ.get(PASSPHRASE_VARIABLE):
        return passphrase_for(folder, given)
    passphrase = secrets.token_urlsafe(32)
    write_secret(folder / PASSPHRASE_FILE, passphrase.encode() + b"\n")
    return passphrase


def shipped_forms() -> Mapping[str, bytes]:
    """Return the files of the forms that come with econsent, by their path below forms/."""
    root = resources.files("forms")
    found: dict[str, bytes] = {}
    waiting = [("", root)]
    while waiting:
        prefix, node = waiting.pop()
        for child in node.iterdir():
            if child.is_dir():
                waiting.append((f"{prefix}{child.name}/", child))
            elif child.name == "MANIFEST" or child.name.endswith((".toml", ".md")):
                found[prefix + child.name] = child.read_bytes()
    found.pop("README.md", None)
    return found
