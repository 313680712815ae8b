"""Take the few pictures that the README and docs/ show, from all that were taken, and make them small.

    python tools/pictures.py SCREENS SCREENSHOTS IMAGES

SCREENS is the folder of a run's pictures, SCREENSHOTS that of tests/kiosk/screenshots.py, with that of
tests/browser/screenshots.py in it as `console`, IMAGES where they are put.
Each becomes one of 64 colours, which a screen of flat surfaces does not miss.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

COLOURS = 64
OF_A_RUN = ("welcome", "review", "done")
OF_A_VISIT = {
    "who": "who", "identify": "identify", "notice": "notice", "information": "information", "choices": "choices",
    "words": "words", "sign": "sign", "authority": "authority-kind", "scopes": "scopes", "witness": "witness-attests",
    "idle": "idle",
}  # fmt: skip
"""A picture's name → the stage that it is of."""
OF_THE_CONSOLE = {
    "console-today": "en-light-1280/today", "console-person": "en-light-1280/person",
    "console-statement": "ru-dark-1280/statement", "console-refused": "kk-light-360/withdrawal-refused",
    "console-narrow": "kk-light-360/person",
}  # fmt: skip
"""A picture's name → the page that it is of."""
FOLD = {360: 740, 1280: 900}
"""Width of a page's picture → the height to which it is cut: that of the screen."""
UPRIGHT, LARGE = "kk-1080x1920", "ru-1280x800"


def main(arguments: list[str]) -> int:
    """Put the chosen pictures in their place; return 0."""
    screens, screenshots, images = map(Path, arguments)
    images.mkdir(parents=True, exist_ok=True)
    for name in OF_A_RUN:
        _put(_of(screens, name), images / f"{name}.png")
    for name, stage in OF_A_VISIT.items():
        _put(_of(screenshots / "en-1280x800", stage), images / f"{name}.png")
    _put(_of(screenshots / UPRIGHT, "choices"), images / "upright.png")
    _put(_of(screenshots / LARGE, "choices"), images / "large.png")
    for name, page in OF_THE_CONSOLE.items():
        _put(screenshots / "console" / f"{page}.png", images / f"{name}.png")
    return 0


def _of(folder: Path, stage: str) -> Path:
    return sorted(folder.glob(f"[0-9][0-9]-{stage}.png"))[0]


def _put(source: Path, target: Path) -> None:
    with Image.open(source) as picture:
        seen = picture.crop((0, 0, picture.width, min(picture.height, FOLD.get(picture.width, picture.height))))
        small = seen.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
