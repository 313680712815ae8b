"""Where Qt finds our on-screen keyboard, which knows Kazakh; Qt wants to know before the application starts."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path

FOLDER = Path(__file__).parent / "qml" / "keyboard"


def announce(environ: MutableMapping[str, str]) -> None:
    """Name our keyboard, its layouts and its look in the environment that Qt will read."""
    searched = environ.get("QML_IMPORT_PATH")
    environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    environ["QT_VIRTUALKEYBOARD_LAYOUT_PATH"] = str(FOLDER / "layouts")
    environ["QT_VIRTUALKEYBOARD_STYLE"] = "econsent"
    environ["QML_IMPORT_PATH"] = os.pathsep.join(filter(None, [str(FOLDER / "styles"), searched]))
