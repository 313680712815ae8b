"""HTTP/1.1 as it comes over the wire: uvicorn's protocol, with an end to heads that are too long or never end."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from econsent.server import problems

MAX_HEAD = 64 * 1024
"""Bytes of a request line and its headers, beside those that came in with its first byte."""
HEAD_SECONDS = 10.0
"""In which a head must have come in whole, from the first byte on, or from when the connection was opened."""
_MANY = 64 * 1024
_BAD_REQUEST = 400
_STATUS_LINE = b"HTTP/1.1 400 Bad Request\r\n"


class Joined:
    """A transport that sends what one turn of the loop writes together: a head and its body are one packet, not two.

    Everything else is the transport's own.
    """

    __slots__ = ("_inner", "_loop", "_parts", "_size")

    def __init__(self, inner: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._inner = inner
        self._loop = loop
        self._parts: list[bytes] = []
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        """Return what the transport has under a name."""
        return getattr(self._inner, name)

    def write(self, data: bytes) -> None:
        """Take bytes; they leave with the end of this turn, or once they are many."""
        if not self._parts:
            self._loop.call_soon(self._send)
        self._parts.append(data)
        self._size += len(data)
        if self._size > _MANY:
            self._send()

    def close(self) -> None:
        """Send what was taken, and close."""
        self._send()
        self._inner.close()

    def _send(self) -> None:
        if self._parts:
            parts, self._parts, self._size = self._parts, [], 0
            self._inner.write(parts[0] if len(parts) == 1 else b"".join(parts))


class Wire(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head_bytes = 0
        self._in_head = True
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first head."""
        super().connection_made(cast("asyncio.Transport", Joined(transport, self.loop)))
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._expect_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes in; a head that has grown too long ends the connection."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            if self._head_bytes > MAX_HEAD:
                self.send_400_response("")
            elif self._deadline is None:
                self._expect()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head, self._head_bytes = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A head has ended."""
        self._in_head = False
        self._expect_no_more()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, in a problem document, and close the connection."""
        body = problems.encode(problems.unknown(_BAD_REQUEST))
        headers = [
            (b"content-type", problems.MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        head = b"".join(b"%b: %b\r\n" % pair for pair in [*self.server_state.default_headers, *headers])
        self.transport.write(_STATUS_LINE + head + b"\r\n" + body)
        self.transport.close()

    def _expect(self) -> None:
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _expect_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
