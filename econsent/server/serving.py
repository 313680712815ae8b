"""Serve a library until asked to stop."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn

from econsent.courier import Courier
from econsent.errors import AddressUnavailable
from econsent.library import Library
from econsent.preservation import MONTHS
from econsent.server.app import app
from econsent.server.front import Front
from econsent.server.journal import Foreign, Format, Journal, Level
from econsent.server.limits import NO_LIMITS, Limits
from econsent.server.wire import Wire
from econsent.timestamp import TimeAuthority
from econsent.workshop import Workshop

PORT = 8335
_COLLECTING = (20_000, 20, 50)
"""Allocations between collections of each generation: a request leaves almost nothing in cycles."""
_TURN = 0.001
"""Seconds after which a thread gives the interpreter to another that waits."""
GRACE_SECONDS = 10
"""How long requests under way may take once the server was asked to stop."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 takes any free one. With a certificate and key (PEM files) it speaks TLS."""

    host: str = "127.0.0.1"
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None
    public_url: str | None = None
    """Where clients know the server to be, behind a proxy or by its name; by default where it listens."""

    def url(self, listener: socket.socket) -> str:
        """Return the address as people and programs write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{listener.getsockname()[1]}"


@dataclass(frozen=True, slots=True)
class Manner:
    """How to serve: how the log is written, how much is let through, and how the end comes.

    `drain` is for how many seconds after SIGTERM requests are still taken: `/readyz` says no already, so that whatever
    sends requests here can send them elsewhere. `authority` is asked for time-stamps, and nobody
    else is; after `months` a log that has grown is to be preserved again.
    """

    log_format: Format = "none"
    log_level: Level = "info"
    drain: float = 0.0
    limits: Limits = NO_LIMITS
    authority: TimeAuthority | None = None
    months: int = MONTHS


def serve(
    where: str | Path,
    address: Address,
    *,
    passphrase: str | None = None,
    manner: Manner = Manner(),
    ready: Callable[[str], None] = print,
) -> None:
    """Open the library and serve it until SIGINT or SIGTERM; `ready` is told the URL once requests are taken.

    Requests under way are finished first, within GRACE_SECONDS. Raises what `Library.open` raises, or
    AddressUnavailable.
    """
    journal = Journal(manner.log_format, manner.log_level)
    logging.basicConfig(handlers=[Foreign(journal)], level=logging.WARNING, force=True)
    with (
        Library.open(where, passphrase=passphrase) as library,
        _listen(address) as listener,
        Courier(library),
        Workshop(library),
    ):
        library.preservations.authority, library.preservations.months = manner.authority, manner.months
        server = server_of(
            library, address, lambda: ready(address.url(listener)), journal, manner.drain, limits=manner.limits
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            # uvicorn raises the signal again once it has stopped: without this the library would not be closed
            signal.signal(number, lambda *_: None)
        _settle()
        server.run(sockets=[listener])


def _settle() -> None:
    """Make no answer wait for what is not its own.

    What stays until the end is left out of every garbage collection, and a thread that works beside the loop gives the
    interpreter back after a millisecond.
    """
    sys.setswitchinterval(_TURN)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTING)


def server_of(
    library: Library,
    address: Address,
    started: Callable[[], None],
    journal: Journal | None = None,
    drain: float = 0.0,
    *,
    limits: Limits = NO_LIMITS,
) -> uvicorn.Server:
    """Return a server that is not yet running."""
    front = app(library, journal, limits=limits, public_url=address.public_url)
    return _Server(_config(front, address), front, started, drain)


class _Server(uvicorn.Server):
    """Tells when it takes requests, and says before it stops that it is not ready any more."""

    def __init__(self, config: uvicorn.Config, front: Front, started: Callable[[], None], drain: float) -> None:
        super().__init__(config)
        self._front = front
        self._tell = started
        self._drain = drain
        self._asked: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; a second signal stops at once."""
        if self._asked is None and self._drain > 0:
            self._captured_signals.append(sig)
            self._asked = time.monotonic()
        else:
            super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and tell it."""
        await super().startup(sockets)
        self._tell()

    async def on_tick(self, counter: int) -> bool:
        """Look ten times a second whether to stop."""
        if self._asked is not None:
            self._front.stop()
            self.should_exit = self.should_exit or time.monotonic() - self._asked >= self._drain
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what waits for news, then let requests under way end."""
        self._front.stop()
        await super().shutdown(sockets)


def _config(front: Front, address: Address) -> uvicorn.Config:
    config = uvicorn.Config(
        front,
        http=Wire,
        ws="none",
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
