"""A receiver of webhooks on loopback that checks signatures by itself, and answers as a test says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.waiting import PATIENCE


@dataclass(frozen=True)
class Reply:
    """What is answered: a status, headers, a body, and seconds to wait before."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    after: float = 0.0


OK = Reply()


@dataclass(frozen=True)
class Received:
    """A request as it came: its headers, and the JSON of its body."""

    id: str
    timestamp: int
    signature: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def event(self) -> dict[str, Any]:
        return json.loads(self.raw)

    @property
    def index(self) -> int:
        return self.event["data"]["index"]

    def is_signed_with(self, secret: str) -> bool:
        """Say whether the signature is that of Standard Webhooks, v1."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.id}.{self.timestamp}.".encode() + self.raw
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return f"v1,{expected}" in self.signature.split(" ")


class Quiet(ThreadingHTTPServer):
    """Says nothing of a peer that was killed."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


class Receiver:
    """Takes webhooks while it is up; `answer` may be set to what decides on the reply to each."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.received: list[Received] = []
        self.answer: Callable[[Received], Reply] = lambda _: OK
        self.news = threading.Condition()
        self.port = 0
        self._tls = tls
        self._server: ThreadingHTTPServer | None = None
        self._open: set[socket.socket] = set()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/hook?for=econsent"

    @property
    def indexes(self) -> list[int]:
        return [item.index for item in self.received]

    def start(self) -> None:
        """Come up, at the same port as before."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                receiver._open.add(self.connection)

            def finish(self) -> None:
                receiver._open.discard(self.connection)
                super().finish()

            def do_POST(self) -> None:
                receiver._take(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = Quiet(("127.0.0.1", self.port), Handler)
        if self._tls:
            self._server.socket = self._tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Go down, and with it every connection that is kept open."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
            for connection in list(self._open):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def wait_for(self, count: int, seconds: float = PATIENCE) -> list[Received]:
        """Wait until so many requests have come, and return them all."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.received) >= count, seconds), self.indexes
        return self.received

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        raw = request.rfile.read(int(request.headers["content-length"]))
        received = Received(
            id=request.headers["webhook-id"],
            timestamp=int(request.headers["webhook-timestamp"]),
            signature=request.headers["webhook-signature"],
            headers={name.lower(): value for name, value in request.headers.items()},
            raw=raw,
        )
        with self.news:
            self.received.append(received)
            reply = self.answer(received)
            self.news.notify_all()
        time.sleep(reply.after)
        try:
            request.send_response(reply.status)
            for name, value in reply.headers.items():
                request.send_header(name, value)
            if reply.status != 204:
                request.send_header("content-length", str(len(reply.body)))
            request.end_headers()
            request.wfile.write(reply.body)
        except OSError:
            request.close_connection = True  # whoever posted has not waited


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Give a receiver that is up."""
    receiver = Receiver(tls)
    receiver.start()
    try:
        yield receiver
    finally:
        receiver.stop()
