"""Asks a time-stamping authority for a token over HTTP (RFC 3161 section 3.4); what comes is checked before it is used.

Where it is asked is the choice of whoever runs the process. Redirects are not followed, an answer has a size and a
deadline.
"""

from __future__ import annotations

import asyncio
import secrets
from importlib import metadata

import httpx

from econsent import timestamp
from econsent.errors import AuthorityRefused, AuthorityUnreachable
from econsent.timestamp import Stamp, TimeAuthority

DEADLINE = 30.0
"""Seconds from the look-up of the authority's name to the end of its answer."""
MAX_ANSWER = 256 * 1024
"""Bytes of an answer: a token with its certificates has a few thousand."""
_NONCE_BITS = 64
_HEADERS = {
    "content-type": "application/timestamp-query",
    "accept": "application/timestamp-reply",
    "accept-encoding": "identity",
    "user-agent": f"econsent/{metadata.version('econsent')}",
}
_KEPT = "Nothing was kept."


def stamp(authority: TimeAuthority, imprint: bytes, now: int) -> tuple[bytes, Stamp]:
    """Have a SHA-512 dated; return the token (DER) and what it says, checked against the library's clock `now` (µs).

    Raises AuthorityUnreachable, AuthorityRefused or TimestampError leaves.
    """
    nonce = secrets.randbits(_NONCE_BITS)
    answer = timestamp.finished(_answer(authority.url, timestamp.request(imprint, nonce)))
    token = timestamp.token_of(answer, nonce)
    said = timestamp.check_token(token, imprint, authority.roots)
    timestamp.check_fresh(said, now)
    return token, said


async def _answer(url: str, asked: bytes) -> bytes:
    tls = httpx.create_ssl_context()  # the system's roots, or those of SSL_CERT_FILE
    try:
        async with (
            asyncio.timeout(DEADLINE),
            httpx.AsyncClient(verify=tls, trust_env=False, follow_redirects=False, timeout=DEADLINE) as client,
            client.stream("POST", url, content=asked, headers=_HEADERS) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise AuthorityRefused(
                    f"The time-stamping authority answers with status {response.status_code}.",
                    kept=_KEPT,
                    remedy="Check the authority's address, and begin again.",
                )
            return await _read(response)
    except (TimeoutError, httpx.TimeoutException):
        raise _unreachable(f"does not answer in {DEADLINE:g} seconds") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
        raise _unreachable("cannot be reached") from None


async def _read(response: httpx.Response) -> bytes:
    content = bytearray()
    async for part in response.aiter_raw():
        content += part
        if len(content) > MAX_ANSWER:
            raise AuthorityRefused(
                "The time-stamping authority answers with too much.",
                kept=_KEPT,
                remedy="Check the authority's address, and begin again.",
            )
    return bytes(content)


def _unreachable(how: str) -> AuthorityUnreachable:
    return AuthorityUnreachable(
        f"The time-stamping authority {how}.", kept=_KEPT, remedy="Check its address and the network, and begin again."
    )
