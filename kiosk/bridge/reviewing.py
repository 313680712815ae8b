"""Whether what is signed is what was shown: which document was asked for, laid out, and stands on the screen whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.flow import Flow
    from kiosk.sitting import Fingerprint, Sitting


class Reviewing:
    """The review of one visit; a document is known by the fingerprint of the sitting it was made of."""

    def __init__(self) -> None:
        self.stands = False
        """Whether the last block of what was laid out is on the screen."""
        self._asked: Fingerprint | None = None
        self._laid: Fingerprint | None = None

    def ask_anew(self) -> None:
        """Ask for the document again, though nothing was changed: another person reviews it, or it was not made."""
        self._asked = None

    def asks(self, sitting: Sitting) -> Fingerprint | None:
        """Return of what a document is to be made, where the one that was asked for last is another."""
        wanted = sitting.fingerprint()
        if wanted == self._asked:
            return None
        self._asked, self._laid = wanted, None
        return wanted

    def takes(self, sitting: Sitting | None, fingerprint: Fingerprint) -> bool:
        """Tell whether a document that was made is still the one to show, and take it as laid out."""
        if sitting is None or sitting.fingerprint() != fingerprint:
            return False
        self._laid = fingerprint
        return True

    def shown(self, flow: Flow) -> Fingerprint | None:
        """Return what is shown now, once all of it stands and nothing was changed meanwhile, and was not before."""
        sitting = flow.sitting
        if self.stands and sitting is not None and self._laid == sitting.fingerprint() and not is_reviewed(flow):
            return self._laid
        return None


def is_reviewed(flow: Flow) -> bool:
    """Tell whether a screen waits for no document: it shows none, or the very one that would be signed."""
    sitting, screen = flow.sitting, flow.screen
    if sitting is None or screen not in ("review", "coreview"):
        return True
    seen = sitting.reviewed if screen == "review" else sitting.cosigning.reviewed
    return seen == sitting.fingerprint()
