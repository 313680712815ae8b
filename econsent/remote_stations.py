"""The stations of a library behind HTTP: how they are, and what is done about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from econsent.access import UNSAID, Intent
from econsent.errors import DeviceUnknown
from econsent.exchange import Acknowledged, AcknowledgementRequest, Cancelled, Revoked, StationReport

if TYPE_CHECKING:
    from econsent.remote import Remote

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class RemoteStations:
    """The stations of a library at a URL; every verb raises what the library raises."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def listed(self) -> StationReport:
        """Return how every station is, the late ones first, and which invitations nobody used."""
        return self._remote.say("GET", "v1/stations", None, StationReport)

    def cancel(self, device_id: str, *, intent: Intent = UNSAID) -> Cancelled:
        """Take an invitation back: its code opens nothing from now on; raise InvitationUnknown."""
        path = f"v1/invitations/{_segment(device_id)}/cancellation"
        return self._remote.say("POST", path, None, Cancelled, intent)

    def revoke(self, device_id: str, *, intent: Intent = UNSAID) -> Revoked:
        """Trust a station no more; the reason is kept with the station and must name nobody."""
        return self._remote.say("POST", f"v1/stations/{_segment(device_id)}/revocation", None, Revoked, intent)

    def acknowledge(self, device_id: str, upto: str | None = None, *, intent: Intent = UNSAID) -> Acknowledged:
        """Say that somebody has seen to what was noticed of a station up to a moment, by default up to now."""
        path = f"v1/stations/{_segment(device_id)}/acknowledgement"
        return self._remote.say("POST", path, AcknowledgementRequest(upto=upto), Acknowledged, intent)


def _segment(device_id: str) -> str:
    """Return an id as one segment of a path; what is none is no station's, and could lead elsewhere."""
    if _ID.fullmatch(device_id) is None:
        raise DeviceUnknown("This is not the id of a station.", remedy="List them: `station list`.")
    return device_id
