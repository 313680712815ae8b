"""The floors of `decision`: bare Litestar endpoints that return an answer's bytes, given on stdin, and do nothing else.

`/v1/decision` takes the same questions as ours does, as a typed body; `/` does not look at what was sent. Served as
`econsent serve` is: uvicorn, uvloop, httptools, one worker, no access log, no lifespan.
"""

from __future__ import annotations

import socket
import sys

import msgspec
import uvicorn
from litestar import Litestar, post

from econsent.exchange import Answer, Question


def main() -> None:
    """Serve until terminated; print the port first."""
    said = sys.stdin.buffer.readline().rstrip(b"\n")
    answer = msgspec.json.decode(said, type=Answer)

    @post("/v1/decision", status_code=200)
    async def bare(data: Question) -> Answer:
        return answer

    @post("/", status_code=200, media_type="application/json")
    async def deaf() -> bytes:
        return said

    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(
        Litestar([bare, deaf], openapi_config=None, logging_config=None),
        http="httptools",
        loop="uvloop",
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
