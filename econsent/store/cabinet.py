"""Where a library's few files lie: its card, its certificates, and its keys under the passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from econsent.store.folder import read_file, write_durably


class Cabinet(Protocol):
    """Small files by name; a name may have one folder in front (``keys/log.pem``)."""

    def read(self, name: str) -> bytes:
        """Return a file's bytes; raise StoreMissing where it is not there."""

    def write(self, name: str, content: bytes) -> None:
        """Put a whole file in place; raise StoreError leaves."""


class FolderCabinet:
    """The files of a folder, for its owner alone, durable when they are written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes:
        """Return a file's bytes; raise StoreMissing where it is not there."""
        return read_file(self._folder / name)

    def write(self, name: str, content: bytes) -> None:
        """Put a whole file in place, durable on return; raise StoreUnwritable."""
        write_durably(self._folder / name, content)
