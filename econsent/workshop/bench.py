"""Where one work is done: it tells how far it is, and writes the file that it makes, a sealed part at a time."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from econsent.exchange import WorkFile, WorkReport
from econsent.library import Library
from econsent.store.works import PART, WorkTerms

SPACE_EVERY: Final = 16
"""Parts between looks whether the disk has room for more."""


class Stopped(Exception):
    """The work is not to go on: the process ends, or somebody else holds it."""


@dataclass(slots=True)
class Bench:
    """One work while it is done. `done` of `total` steps is read by whoever holds the lease, in another thread."""

    library: Library
    work_id: str
    holder: str
    terms: WorkTerms
    stopping: threading.Event
    done: int = 0
    total: int = 0
    lost: threading.Event = field(default_factory=threading.Event)

    def step(self, done: int, total: int) -> None:
        """Say how far the work is; raise Stopped where it is not to go on."""
        self.done, self.total = done, total
        if self.stopping.is_set() or self.lost.is_set():
            raise Stopped

    def part(self, number: int, content: bytes) -> None:
        """Keep a part of the file that is made; raise Stopped where somebody else holds the work, or StoreError."""
        if number % SPACE_EVERY == 0:
            self.library.works.check_space()
        with self.library.works.book.writing() as pen:
            if not pen.holds(self.work_id, self.holder):
                raise Stopped
            self.library.works.put_made(pen, self.work_id, number, content)


class PartWriter(io.RawIOBase):
    """A file that can only grow: every full part is kept at once, so that no more than one is in memory.

    Where a part cannot be kept that is raised once; what an archive still writes when it is closed then goes nowhere.
    """

    def __init__(self, keep: Callable[[int, bytes], None]) -> None:
        self._keep = keep
        self._rest = bytearray()
        self._parts = 0
        self._digest = hashlib.sha256()
        self._broken = False

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, content: object) -> int:
        """Take more bytes."""
        taken = bytes(memoryview(content))  # type: ignore[arg-type]
        if self._broken:
            return len(taken)
        self._digest.update(taken)
        self._rest += taken
        while len(self._rest) >= PART:
            self._put(bytes(self._rest[:PART]))
            del self._rest[:PART]
        return len(taken)

    def finish(self, name: str, media_type: str) -> WorkFile:
        """Keep what is left, and return what the file is."""
        size = self._parts * PART + len(self._rest)
        if self._rest:
            self._put(bytes(self._rest))
            self._rest.clear()
        return WorkFile(name=name, media_type=media_type, size=size, digest=self._digest.hexdigest())

    def _put(self, part: bytes) -> None:
        self._broken = True
        self._keep(self._parts, part)
        self._broken = False
        self._parts += 1


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a work; `checked` where it now waits for somebody's yes."""

    report: WorkReport
    file: WorkFile | None = None
    checked: bool = False
