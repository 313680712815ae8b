"""What staff are told of an error, by its stable code: what happened, what was kept, what to do.

The sentences are translated like every other word of the window (context ``Troubles``). Those that an error brings
along are English, and go to the log.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kiosk.bridge.troubles import kiosk, library, station
from kiosk.bridge.troubles.remedies import CALL

SENTENCES = kiosk.SENTENCES | station.SENTENCES | library.SENTENCES
UNKNOWN = (QT_TRANSLATE_NOOP("Troubles", "Something went wrong for which this kiosk has no words."), CALL)


class Trouble(NamedTuple):
    """Why something cannot be done: a stable code, and which setting, row or file is meant, in no language."""

    code: str
    place: str = ""


def shown(trouble: Trouble) -> dict[str, str]:
    """Return what QML shows: `code`, `place`, and `what` and `remedy` in English, which it translates."""
    what, remedy = SENTENCES.get(trouble.code, library.REFUSED if trouble.code.startswith("library.") else UNKNOWN)
    return {"code": trouble.code, "place": trouble.place, "what": str(what), "remedy": str(remedy)}
