"""Photograph every screen of the kiosk in every language and at three sizes, with scripted visitors who do not exist.

    python -m tests.kiosk.screenshots [FOLDER] [--language kk|ru|en] [--size 1280x800] [--scale 0|1|2] [--stage NAME]

By default everything, at the smallest text, into build/screenshots/<language>-<size>/; the largest text is in the
darker colours. The visitors are those of the tests: stages.py tells where they come.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
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
from tests.kiosk import photos, stages  # noqa: E402
from tests.kiosk.stills import Still  # noqa: E402
from tests.kiosk.test_look import show  # noqa: E402
from tests.kiosk.visits import Visit, open_kiosk  # noqa: E402

LANGUAGES = ("kk", "ru", "en")
SIZES = ("1280x800", "1920x1080", "1080x1920")


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
            count = _photograph(folder, language, size, options.scale, options.stage or ())
            print(f"{folder}: {count} pictures", flush=True)
    app.quit()
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="screenshots", description="Photograph every screen of the kiosk.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build", "screenshots"))
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--size", action="append", metavar="WIDTHxHEIGHT")
    parser.add_argument("--scale", type=int, choices=(0, 1, 2), default=0, help="how much larger the text is")
    parser.add_argument("--stage", action="append", metavar="NAME", help="only this stage, as its picture is called")
    return parser.parse_args(arguments)


def _photograph(folder: Path, language: str, size: str, scale: int, only: Sequence[str]) -> int:
    """Let visitors come to every stage of a new kiosk, and keep a picture of each, or of some; return how many."""
    width, height = (int(part) for part in size.split("x"))
    with TemporaryDirectory() as home:
        library = make_library(Path(home))
        make_station(library, Path(home)).close()
        settings, still = stages.prepare(library, Path(home)), Still(photos.photo(photos.ASKEW))
        here = Visit(open_kiosk(Path(home) / "station", settings, (width, height), camera=still), language)
        here.wait(lambda: bool(here.program.window.property("complete")))
        count = 0
        for number, stage in enumerate(stages.every(here), 1):
            if only and stage not in only:
                continue
            show(here, (width, height), scale)
            here.hand.wait(lambda: here.screen == "signing" or not here.program.kiosk.property("busy"), 10)
            here.program.window.grabWindow().save(str(folder / f"{number:02}-{stage}.png"))
            show(here, (width, height), 0)
            count += 1
            if only and count == len(only):
                break
        here.close()
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
