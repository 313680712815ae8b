"""A station, a library behind HTTP or a server that is not as it must be: station.*, remote.*, server.*."""

from __future__ import annotations

from econsent.errors.tree import PlaceError


class StationError(PlaceError):
    """A station cannot do what was asked."""

    code = "station"


class StationNotEnrolled(StationError):
    """The station has no certificate yet."""

    code = "station.not-enrolled"


class StationForked(StationError):
    """Two devices share this identity, or the library holds other bytes for one of our statements."""

    code = "station.forked"


class ScreensNotDrawn(StationError):
    """The kiosk that draws the screens of a form is not installed, or does not start."""

    code = "station.screens-not-drawn"


class RemoteError(PlaceError):
    """A library behind HTTP did not answer as one."""

    code = "remote"


class RemoteUnreachable(RemoteError):
    """The library cannot be reached."""

    code = "remote.unreachable"


class RemoteForeign(RemoteError):
    """Something answers at this address, but not this library."""

    code = "remote.foreign"


class HistoryRewritten(RemoteError):
    """The library's log does not contain what it once showed."""

    code = "remote.history-rewritten"


class ServerError(PlaceError):
    """A server cannot serve."""

    code = "server"


class AddressUnavailable(ServerError):
    """The address or port cannot be listened on."""

    code = "server.address"


class ServerMissing(ServerError):
    """The packages that serving needs are not installed."""

    code = "server.not-installed"
