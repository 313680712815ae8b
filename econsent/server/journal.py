"""The server's log: a line for each request, and one for whatever else happened; nothing in it is personal.

A line names the route, never the path or the query; whoever asked by an opaque id; a mistake by its file and line. What
other packages want to log is cut down to where it was said, for their words may quote a request.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import time
from collections.abc import Callable
from typing import Literal

import msgspec

from econsent import identity, instant
from econsent.errors import IinInvalid
from econsent.server.problems import place_of
from econsent.server.reading import Headers

Format = Literal["json", "text", "none"]
Level = Literal["info", "warning", "error"]
FORMATS: tuple[Format, ...] = ("json", "text", "none")
LEVELS: tuple[Level, ...] = ("info", "warning", "error")
HEADER = b"x-request-id"
GONE = 499
"""The status of a request whose client had left before it was answered."""

_STDERR = 2
_TRACE = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,64}", re.IGNORECASE)
_TWELVE = re.compile(r"(?=(\d{12}))")


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line. `ms` is how long the answer took, `code` an error's stable code, `place` where a mistake of ours is."""

    at: str
    level: Level
    event: str = "request"
    request: str = ""
    method: str = ""
    route: str = ""
    status: int = 0
    ms: float = 0.0
    asker: str = ""
    code: str = ""
    place: str = ""


class Journal:
    """Writes lines of a level and above; `write` takes one line of bytes."""

    def __init__(
        self, form: Format = "none", level: Level = "info", write: Callable[[bytes], object] | None = None
    ) -> None:
        self._render = _RENDERED.get(form)
        self._levels = frozenset(LEVELS[LEVELS.index(level) :]) if self._render is not None else frozenset()
        self._write = write or _Stderr()

    def request(
        self, *, request: str, method: str, route: str, status: int, seconds: float, asker: str, code: str, place: str
    ) -> None:
        """Write what became of a request."""
        level: Level = "info" if status < 400 else "error" if status >= 500 else "warning"
        if level in self._levels:
            self._put(
                Line(
                    at=_now(), level=level, request=request, method=method, route=route, status=status,
                    ms=round(seconds * 1000, 3), asker=asker, code=code, place=place,
                )
            )  # fmt: skip

    def event(self, level: Level, event: str, place: str = "") -> None:
        """Write what happened beside requests."""
        if level in self._levels:
            self._put(Line(at=_now(), level=level, event=event, place=place))

    def _put(self, line: Line) -> None:
        if self._render is not None:
            try:
                self._write(self._render(line) + b"\n")
            except OSError:  # nobody reads it any more: the answers go on
                self._levels = frozenset()


class Foreign(logging.Handler):
    """Brings what other packages log into the journal: which logger and where, without a word of what it says."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record's logger and place."""
        error = record.exc_info[1] if record.exc_info else None
        place = f"{record.module}:{record.lineno}" if error is None else f"{type(error).__name__} at {place_of(error)}"
        self._journal.event("error" if record.levelno >= logging.ERROR else "warning", record.name, place)


def request_id(headers: Headers) -> str:
    """Return the id that a request was given, where it is one: a UUID or 16 to 64 hex digits, and nobody's number.

    Any other is replaced: an id goes into logs, and whatever a client likes to call a request could name a person.
    """
    said = headers.get(HEADER)
    if said and _TRACE.fullmatch(said):
        text = said.decode()
        if not any(map(_may_be_somebody, _TWELVE.findall(text.replace("-", "")))):
            return text
    return os.urandom(16).hex()


def _may_be_somebody(digits: str) -> bool:
    try:
        identity.parse_iin(digits)
    except IinInvalid:
        return False
    return True


def _now() -> str:
    return instant.render(time.time_ns() // 1000)


def _as_text(line: Line) -> bytes:
    said = f"{line.at} {line.level} "
    if line.event != "request":
        return f"{said}{line.event} {line.place}".rstrip().encode()
    more = {"asker": line.asker, "code": line.code, "place": line.place, "request": line.request}
    tail = " ".join(f"{name}={value}" for name, value in more.items() if value)
    return f"{said}{line.method} {line.route} {line.status} {line.ms} ms {tail}".encode()


_RENDERED: dict[Format, Callable[[Line], bytes]] = {"json": msgspec.json.encode, "text": _as_text}


class _Stderr:
    """Writes to stderr what one turn of the event loop has to tell, at its end; outside of a loop at once."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def __call__(self, line: bytes) -> None:
        """Take a line."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            os.write(_STDERR, line)
            return
        if not self._lines:
            loop.call_soon(self._flush)
        self._lines.append(line)

    def _flush(self) -> None:
        lines, self._lines = self._lines, []
        with contextlib.suppress(OSError):  # nobody reads it any more: the answers go on
            os.write(_STDERR, b"".join(lines))
