"""Serve a library until asked to stop."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from econsent.errors import AddressUnavailable
from econsent.library import Library
from econsent.server.app import app

PORT = 8335
GRACE_SECONDS = 10
"""How long requests under way may take once the server was asked to stop."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 takes any free one. With a certificate and key (PEM files) it speaks TLS."""

    host: str = "127.0.0.1"
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None

    def url(self, listener: socket.socket) -> str:
        """Return the address as people and programs write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{listener.getsockname()[1]}"


def serve(
    where: str | Path, address: Address, *, passphrase: str | None = None, ready: Callable[[str], None] = print
) -> None:
    """Open the library and serve it until SIGINT or SIGTERM; `ready` is told the URL once requests are taken.

    Requests under way are finished first. Raises what `Library.open` raises, or AddressUnavailable.
    """
    with Library.open(where, passphrase=passphrase) as library, _listen(address) as listener:
        server = server_of(library, address, lambda: ready(address.url(listener)))
        for number in (signal.SIGINT, signal.SIGTERM):
            # uvicorn raises the signal again once it has stopped: without this the library would not be closed
            signal.signal(number, lambda *_: None)
        server.run(sockets=[listener])


def server_of(library: Library, address: Address, started: Callable[[], None]) -> uvicorn.Server:
    """Return a server that is not yet running."""
    return _Server(_config(library, address), started)


class _Server(uvicorn.Server):
    """Tells when it takes requests."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()


def _config(library: Library, address: Address) -> uvicorn.Config:
    config = uvicorn.Config(
        app(library),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    try:
        config.load()
    except OSError:  # ssl.SSLError is one
        raise AddressUnavailable(
            "The TLS certificate or its key cannot be used.", remedy="Give a PEM chain and the key of its first."
        ) from None
    return config


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=2048)
    except OSError as error:
        raise AddressUnavailable(
            f"Port {address.port} on {address.host} cannot be listened on ({error.strerror}).",
            remedy="Choose another with --port; 0 takes any free one.",
        ) from None
