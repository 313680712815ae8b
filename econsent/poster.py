"""Posts a signed message to a subscriber's URL: to no address it may not reach, for no longer than its deadline.

The name is resolved at every message and the connection goes to the very address that was looked at, so that a name
which changes its mind leads nowhere else. Redirects are not followed; of the answer its status and `Retry-After` count.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import socket
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib import metadata

import httpx

from econsent import webhook
from econsent.errors import ArgumentInvalid, EconsentError
from econsent.store.subscribers import Terms

DEADLINE = 10.0
"""Seconds from the look-up of the name to the end of the answer."""
MAX_BODY = 64 * 1024
"""Bytes of an answer that are read at most, to use the connection again; none is kept."""
MAX_WAIT = 3600.0
"""Seconds that `Retry-After` may ask for."""
_GONE = 410
_DOWN = (429, 502, 503, 504)
_REST = 1.0
"""Seconds for the rest of an answer once its status is known."""
_AGENT = f"econsent/{metadata.version('econsent')}"


@dataclass(frozen=True, slots=True)
class Mail:
    """A message: its id and its body, the same bytes at every attempt."""

    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a message: taken, gone for ever, down for now, or else refused; `wait` seconds were asked for."""

    taken: bool = False
    gone: bool = False
    down: bool = False
    problem: str = ""
    wait: float = 0.0


class Poster:
    """Makes connections; `deadline` is in seconds."""

    def __init__(self, deadline: float = DEADLINE) -> None:
        self.deadline = deadline
        self._tls: ssl.SSLContext | None = None

    @asynccontextmanager
    async def line(self, terms: Terms) -> AsyncIterator[Line]:
        """Give a line to one subscriber: no other shares its connections."""
        if self._tls is None:
            self._tls = httpx.create_ssl_context()  # the system's roots, or those of SSL_CERT_FILE
        async with httpx.AsyncClient(
            verify=self._tls, trust_env=False, follow_redirects=False, timeout=self.deadline
        ) as client:
            yield Line(client, terms, self.deadline)


class Line:
    """A line to one subscriber."""

    def __init__(self, client: httpx.AsyncClient, terms: Terms, deadline: float) -> None:
        self._client = client
        self._terms = terms
        self._deadline = deadline
        self._url = httpx.URL(terms.url)

    async def post(self, mail: Mail, keys: Sequence[bytes], now: int) -> Answer:
        """Post a message, signed at `now` (seconds since the epoch) by each key; return what came of it."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._post(mail, webhook.headers(keys, mail.id, now, mail.body))
        except TimeoutError:
            return Answer(down=True, problem=f"no answer in {self._deadline:g} seconds")

    async def _post(self, mail: Mail, signed: Mapping[str, str]) -> Answer:
        answer = Answer(down=True, problem="its name leads nowhere")
        try:
            addresses = await self._resolve()
        except EconsentError as error:
            return Answer(down=True, problem=error.what)
        for address in addresses:
            try:
                response = await self._client.send(self._request(address, mail, signed), stream=True)
            except httpx.ConnectError as error:
                answer = Answer(down=True, problem=_unreached(error))
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                return Answer(down=True, problem=f"no answer ({type(error).__name__})")
            else:
                await _finish(response)
                return answer_of(response.status_code, response.headers.get("retry-after", ""))
        return answer

    async def _resolve(self) -> list[str]:
        """Return the addresses of the URL's host; raise ArgumentInvalid where one of them may not be posted to."""
        private = self._terms.allow_private
        target = webhook.target(self._terms.url, allow_private=private)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return []
        addresses = list(dict.fromkeys(str(place[4][0]) for place in found))
        if not all(webhook.may_reach(target.scheme, address, allow_private=private) for address in addresses):
            raise ArgumentInvalid("its name leads to an address that nothing may be posted to")
        return addresses

    def _request(self, address: str, mail: Mail, signed: Mapping[str, str]) -> httpx.Request:
        """Return the request to an address: the name stands in `Host`, and is what the certificate must be of."""
        return self._client.build_request(
            "POST",
            self._url.copy_with(host=address),
            content=mail.body,
            headers={
                "host": self._url.netloc.decode("ascii"),
                "content-type": "application/json",
                "accept-encoding": "identity",
                "user-agent": _AGENT,
                **signed,
            },
            extensions={"sni_hostname": self._url.host},
        )


def answer_of(status: int, retry_after: str) -> Answer:
    """Return what a status means: 2xx is taken, 410 gone, 429 and the gateways' down, all else refused."""
    if 200 <= status < 300:
        return Answer(taken=True)
    return Answer(gone=status == _GONE, down=status in _DOWN, problem=f"status {status}", wait=_seconds_of(retry_after))


def _seconds_of(retry_after: str) -> float:
    """Return what a Retry-After asks for, in seconds: a number or an HTTP date; 0 for what is neither."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after[:9]), MAX_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(retry_after)
        left = (until - dt.datetime.now(until.tzinfo)).total_seconds()
    except (ValueError, OverflowError):
        return 0.0
    return min(max(left, 0.0), MAX_WAIT)


async def _finish(response: httpx.Response) -> None:
    """Read the rest of a short answer, so that its connection serves again; let go of any other."""
    read = 0
    with suppress(httpx.HTTPError, httpx.StreamError, TimeoutError):
        async with asyncio.timeout(_REST):
            async for chunk in response.aiter_raw():
                read += len(chunk)
                if read > MAX_BODY:
                    break
    await response.aclose()


def _unreached(error: httpx.ConnectError) -> str:
    return "its TLS certificate is not trusted" if "CERTIFICATE_VERIFY" in str(error) else "no connection"
