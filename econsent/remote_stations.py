"""The stations of a library behind HTTP: how they are, and that one is trusted no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from econsent.errors import DeviceUnknown
from econsent.exchange import RevocationRequest, Revoked, StationReport

if TYPE_CHECKING:
    from econsent.remote import Remote

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class RemoteStations:
    """The stations of a library at a URL; every verb raises what the library raises."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def listed(self) -> StationReport:
        """Return how every station is, the late ones first, and which invitations are open."""
        return self._remote.say("GET", "v1/stations", None, StationReport)

    def revoke(self, device_id: str, reason: str) -> Revoked:
        """Trust a station no more; the reason is kept with the station and must name nobody."""
        if _ID.fullmatch(device_id) is None:
            raise DeviceUnknown("This is not the id of a station.", remedy="List them: `station list`.")
        path = f"v1/stations/{device_id}/revocation"
        return self._remote.say("POST", path, RevocationRequest(reason=reason), Revoked)
