"""What is wrong with a register of points, rooms and cameras: site.*."""

from __future__ import annotations

from econsent.errors.tree import InputError


class SiteError(InputError):
    """A register of points, rooms and cameras is refused, or does not know what was asked about."""

    code = "site"


class SiteMalformed(SiteError):
    """A register's file is not written as docs/site.md says."""

    code = "site.malformed"


class SiteDuplicate(SiteError):
    """Two rows of a register have the same id or name."""

    code = "site.duplicate"


class SiteReference(SiteError):
    """A row of a register names a row that is not there."""

    code = "site.reference"


class PointUnknown(SiteError):
    """The register has no such point."""

    code = "site.unknown-point"
    status = 404


class RoomUnknown(SiteError):
    """The register has no such room."""

    code = "site.unknown-room"


class CameraUnknown(SiteError):
    """The register has no such camera."""

    code = "site.unknown-camera"
