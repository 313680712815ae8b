"""The works of a library behind HTTP: asked for, watched, confirmed; what they made comes in where it broke off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from econsent.errors import WorkUnknown
from econsent.exchange import (
    CheckRequest,
    Confirmation,
    ExportRequest,
    ImportRequest,
    PreservationRequest,
    ReleaseRequest,
    Work,
    WorkFile,
)

if TYPE_CHECKING:
    from econsent.remote import Remote

_ID = re.compile(r"[a-z0-9-]{1,64}")
_PATH = "v1/works"


class RemoteWorks:
    """The works of a library at a URL; every verb raises what the library raises."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def export(self, request: ExportRequest) -> Work:
        """Ask for statements as one archive."""
        return self._remote.say("POST", f"{_PATH}/exports", request, Work)

    def check(self, request: CheckRequest) -> Work:
        """Ask for a check of the whole log and store."""
        return self._remote.say("POST", f"{_PATH}/checks", request, Work)

    def import_register(self, request: ImportRequest) -> Work:
        """Have files of a register looked through, to be confirmed."""
        return self._remote.say("POST", f"{_PATH}/imports", request, Work)

    def release_form(self, request: ReleaseRequest) -> Work:
        """Have a form looked through, to be confirmed."""
        return self._remote.say("POST", f"{_PATH}/releases", request, Work)

    def preserve(self, request: PreservationRequest) -> Work:
        """Ask for the log to be dated by the server's authority; raise AuthorityUnnamed where it knows none."""
        return self._remote.say("POST", f"{_PATH}/preservations", request, Work)

    def list(self) -> list[Work]:
        """Return the works that whoever asks may see, the newest first."""
        return self._remote.say("GET", _PATH, None, list[Work])

    def show(self, work_id: str) -> Work:
        """Return a work and how far it is; raise WorkUnknown."""
        return self._remote.say("GET", _of(work_id), None, Work)

    def confirm(self, work_id: str, said: Confirmation) -> Work:
        """Have what was looked through taken over; raise WorkUnknown or WorkNotReady."""
        return self._remote.say("POST", f"{_of(work_id)}/confirmation", said, Work)

    def restart(self, work_id: str) -> Work:
        """Begin a work again that was interrupted or has failed; raise WorkUnknown or WorkNotReady."""
        return self._remote.say("POST", f"{_of(work_id)}/restart", None, Work)

    def remove(self, work_id: str) -> None:
        """Forget a work and what it made; raise WorkUnknown or WorkNotReady."""
        self._remote.tell("DELETE", _of(work_id))

    def download(self, work_id: str, file: WorkFile, into: BinaryIO) -> None:
        """Append to a file what is still missing of what a work made; raise WorkUnknown, WorkNotReady or RemoteError.

        Whoever calls compares the digest: what was there before is not looked at.
        """
        self._remote.download(f"{_of(work_id)}/file", file.media_type, into, file.digest)


def _of(work_id: str) -> str:
    if _ID.fullmatch(work_id) is None:
        raise WorkUnknown("This is not the id of a work.", remedy="List them: `econsent work list`.")
    return f"{_PATH}/{work_id}"
