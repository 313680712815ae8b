"""The register of a site, of a library behind HTTP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from econsent.access import UNSAID, Intent
from econsent.errors import PointUnknown
from econsent.exchange import PointReport, PointsListed, SiteFiles, SiteImported, SiteReport, StaffReport

if TYPE_CHECKING:
    from econsent.remote import Remote

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class RemoteSite:
    """The register of a library at a URL; every verb raises what the library raises. `at` is by default now."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def import_files(self, files: Sequence[bytes], *, intent: Intent = UNSAID) -> SiteImported:
        """Take in a whole register (TOML), tables of it (CSV), or both; raise SiteError leaves or ChangedMeanwhile."""
        return self._remote.say("POST", "v1/site", SiteFiles(files=tuple(files)), SiteImported, intent)

    def check(self, at: str | None = None) -> SiteReport:
        """Say what may not be filmed and why; `at` is RFC 3339, by default now."""
        return self._remote.say("GET", _asked("v1/site/check", at=at), None, SiteReport)

    def points(self, at: str | None = None, *, after: int | None = None, limit: int | None = None) -> PointsListed:
        """Return the points past the first `after`, with what each has and how much is found of it."""
        return self._remote.say("GET", _asked("v1/site/points", at=at, after=after, limit=limit), None, PointsListed)

    def point(self, point_id: str, at: str | None = None) -> PointReport:
        """Return a point with its rooms, cameras and signs, and what each camera may do; raise PointUnknown."""
        return self._remote.say("GET", _asked(f"v1/site/points/{_segment(point_id)}", at=at), None, PointReport)

    def staff(self, at: str | None = None) -> StaffReport:
        """Say who of the registered staff has no permit that stands; `at` is RFC 3339, by default now."""
        return self._remote.say("GET", _asked("v1/staff/missing", at=at), None, StaffReport)


def _asked(path: str, **said: str | int | None) -> str:
    """Return a path with a query of what was said."""
    query = urlencode({name: value for name, value in said.items() if value is not None})
    return f"{path}?{query}" if query else path


def _segment(point_id: str) -> str:
    """Return an id as one segment of a path; what is none is no point's, and could lead elsewhere."""
    if _ID.fullmatch(point_id) is None:
        raise PointUnknown("This is not the id of a point.", remedy="List them: `econsent site show`.", path="point")
    return point_id
