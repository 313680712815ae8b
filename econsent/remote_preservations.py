"""The preservations of a library behind HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from econsent.exchange import Preservation, Preservations

if TYPE_CHECKING:
    from econsent.remote import Remote

_PATH = "v1/preservations"


class RemotePreservations:
    """The preservations of a library at a URL; every verb raises what the library raises."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def list(self) -> Preservations:
        """Return every preservation, the newest first."""
        return self._remote.say("GET", _PATH, None, Preservations)

    def show(self, number: int) -> Preservation:
        """Return one preservation with all that proves it; raise PreservationUnknown."""
        return self._remote.say("GET", f"{_PATH}/{number}", None, Preservation)
