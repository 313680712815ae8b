"""Photograph every screen of the kiosk in every language and at three sizes, with scripted visitors who do not exist.

    python -m tests.kiosk.screenshots [FOLDER] [--language kk|ru|en] [--size WIDTHxHEIGHT] [--scale 0|1|2]

By default everything, at the smallest text, into build/screenshots/<language>-<size>/. The visitors are those of the
tests: visits.py goes the ordinary way, ways.py every other one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QSG_RENDER_LOOP"] = "basic"

from kiosk import keyboard

keyboard.announce(os.environ)

from PySide6.QtGui import QAccessible, QGuiApplication  # noqa: E402

from kiosk.__main__ import _load_fonts  # noqa: E402
from tests.builders import make_library, make_station  # noqa: E402
from tests.kiosk import photos, ways  # noqa: E402
from tests.kiosk.stills import Still  # noqa: E402
from tests.kiosk.visits import ORDER, Visit, open_kiosk  # noqa: E402

LANGUAGES = ("kk", "ru", "en")
SIZES = ("1280x800", "1920x1080", "1080x1920")
PATIENT = 'idle_seconds = 3600\n[paper]\ncamera = "any"\n'


def main(arguments: list[str]) -> int:
    """Take the pictures; return 0."""
    options = _parse(arguments)
    app = QGuiApplication([])
    QAccessible.setActive(True)
    _load_fonts()
    for language in options.language or LANGUAGES:
        for size in options.size or SIZES:
            folder = options.folder / f"{language}-{size}"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            print(f"{folder}: {_photograph(folder, language, size, options.scale)} pictures", flush=True)
    app.quit()
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="screenshots", description="Photograph every screen of the kiosk.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build", "screenshots"))
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--size", action="append", metavar="WIDTHxHEIGHT")
    parser.add_argument("--scale", type=int, choices=(0, 1, 2), default=0, help="how much larger the text is")
    return parser.parse_args(arguments)


def _photograph(folder: Path, language: str, size: str, scale: int) -> int:
    """Let visitors come to every screen of a new kiosk, and keep a picture of each; return how many."""
    width, height = (int(part) for part in size.split("x"))
    with TemporaryDirectory() as home:
        make_station(make_library(Path(home)), Path(home)).close()
        still = Still(photos.photo(photos.ASKEW))
        here = Visit(open_kiosk(Path(home) / "station", PATIENT, (width, height), camera=still), language)
        here.wait(lambda: bool(here.program.window.property("complete")))
        count = 0
        for count, stage in enumerate(_stages(here, scale), 1):
            here.hand.picture(folder / f"{count:02}-{stage}.png")
        here.close()
    return count


def _stages(here: Visit, scale: int) -> Iterator[str]:
    """Come to every stage of the ordinary way, then of the others, each visitor with the text as large as wished."""
    for stage in _one_after_another(here):
        for _ in range(scale if here.program.kiosk.property("textScale") == 1 else 0):
            here.program.kiosk.enlarge()
        yield stage


def _one_after_another(here: Visit) -> Iterator[str]:
    yield from _ordinary(here)
    here.tap("done")
    here.wait("welcome")
    yield from ways.on_paper(here)
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    yield from ways.tour(here)


def _ordinary(here: Visit) -> Iterator[str]:
    yield "welcome"
    for screen in ORDER:
        here.go(screen, {0: "permit", 1: "permit"})
        here.wait(lambda: not here.program.kiosk.property("busy"))
        yield screen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
