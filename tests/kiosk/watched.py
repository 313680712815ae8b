"""A visit in a process of its own, which prints what its GUI thread did that it should not, from the welcome screen on.

    python -m tests.kiosk.watched STATION WAY

In a process where other visits were already, every module would be loaded.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QAccessible, QGuiApplication

from kiosk import keyboard
from kiosk.__main__ import _load_fonts
from tests.kiosk import photos, ways
from tests.kiosk.ears import Ears
from tests.kiosk.stills import Still
from tests.kiosk.visits import Visit, open_kiosk

SETTINGS = '[paper]\ncamera = "any"\n'
IO = (
    "http.", "import", "open", "os.fork", "os.listdir", "os.mkdir", "os.posix_spawn", "os.remove", "os.rename",
    "os.rmdir", "os.scandir", "os.truncate", "shutil.", "socket.", "sqlite3.", "subprocess.", "tempfile.", "urllib.",
)  # fmt: skip
"""Audit events (PEP 578) of a disk, a network or another program; the first import of a module reads files."""


@contextmanager
def watching() -> Iterator[list[str]]:
    """Note what the thread that calls this does that it should not."""
    seen: list[str] = []
    thread: int | None = threading.get_ident()

    def hear(event: str, given: tuple[object, ...]) -> None:  # a hook stays for good
        if threading.get_ident() == thread and event.startswith(IO):
            seen.append(f"{event} {given[0]!r}")

    sys.addaudithook(hear)
    yield seen
    thread = None


def patient(here: Visit) -> None:
    """Give one's own consent."""
    here.go("done")


def aloud(here: Visit) -> None:
    """Decide for a child, and be read to."""
    here.program.reader.toggle()
    for _ in ways.parent(here):
        pass
    here.go("done")


def withdrawal(here: Visit) -> None:
    """Take a consent back."""
    for _ in ways.withdrawing(here):
        pass
    here.go("done")


def paper(here: Visit) -> None:
    """Sign on paper before the camera."""
    for _ in ways.on_paper(here):
        pass
    ways.tap(here, ("OnPaper", "Save"))
    here.wait("done")


def handwriting(here: Visit) -> None:
    """Write one's own words by hand, on two pages."""
    here.go("words")
    for _ in ways.by_hand(here):
        pass
    ways.tap(here, ways.NEXT)
    here.go("done")


def careless(_: Visit) -> None:
    """Read a file, and have another thread read one, which it may."""
    elsewhere = threading.Thread(target=Path(__file__).read_bytes)
    elsewhere.start()
    elsewhere.join()
    Path(__file__).read_bytes()


WAYS: dict[str, Callable[[Visit], None]] = {
    way.__name__: way for way in (patient, aloud, withdrawal, paper, handwriting, careless)
}


def main(station: Path, way: str) -> None:
    keyboard.announce(os.environ)
    app = QGuiApplication(sys.argv[:1])
    _load_fonts()
    QAccessible.setActive(True)
    here = Visit(open_kiosk(station, SETTINGS, speaker=Ears(), camera=Still(photos.photo())), "en")
    here.wait(lambda: bool(here.program.window.property("complete")))
    with watching() as seen:
        WAYS[way](here)
        if here.screen == "done":
            here.tap("done")
            here.wait("welcome")
    here.close()
    print(json.dumps(seen))
    del app


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
