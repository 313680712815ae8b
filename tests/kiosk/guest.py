"""The program of one visitor, for a supervisor: the first process has the visitor, each later one only stands there.

python guest.py STATION FOLDER      FOLDER holds visitor.toml and stands.toml, and gets the pictures
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kiosk import memory
from kiosk.__main__ import main


def is_first(folder: Path) -> bool:
    try:
        (folder / "came").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def come(station: str, folder: Path) -> int:
    if os.geteuid():
        memory.be_undumpable = lambda: None  # so that a test that is not root may search this memory at all
    first = is_first(folder)
    script = folder / ("visitor.toml" if first else "stands.toml")
    passphrase = folder / "passphrase"
    arguments = [station, "--once", "--after", str(os.getppid()), "--visitor", str(script)]
    pictures = ["--screens", str(folder / "screens")] if first else []
    return main([*arguments, "--passphrase-file", str(passphrase), *pictures])


if __name__ == "__main__":
    sys.exit(come(sys.argv[1], Path(sys.argv[2])))
