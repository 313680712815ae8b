"""A webhook's wire: what is signed and how (Standard Webhooks), and which addresses may be posted to.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md. Nothing is sent here.
"""

from __future__ import annotations

import base64
import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from econsent.errors import ArgumentInvalid

SECRET_BYTES = 32
"""Of a subscriber's secret: Standard Webhooks asks for 24 to 64."""
_PREFIX = "whsec_"
_WELL_KNOWN_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"https": 443, "http": 80}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """Where a subscriber's URL leads: scheme, host without brackets, port."""

    scheme: str
    host: str
    port: int


def write_secret(key: bytes) -> str:
    """Return a secret as people hand it on: `whsec_` and base64."""
    return _PREFIX + base64.b64encode(key).decode()


def sign(keys: Sequence[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the value of `webhook-signature`, a signature by each key, apart by a space.

    Each is v1, HMAC-SHA-256 over id, timestamp (seconds) and body.
    """
    signed = b"%b.%d.%b" % (message_id.encode(), timestamp, body)
    return " ".join(f"v1,{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}" for key in keys)


def headers(keys: Sequence[bytes], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers that a receiver checks; one that knows any of the keys is content."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(keys, message_id, timestamp, body),
    }


def target(url: str, *, allow_private: bool) -> Target:
    """Return where a URL leads; raise ArgumentInvalid for one that nothing may be posted to.

    An address written in it is checked here; one that a name stands for, whenever something is posted.
    """
    parts = _split(url)
    if "@" in parts.netloc or parts.fragment:
        raise _refused("A subscriber's URL has no user name, password or fragment.", "The signature says who posts.")
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host:
        raise _refused("A subscriber's URL begins with https://, or http:// on this machine.", "Use https://.")
    found = Target(parts.scheme, host, parts.port or _PORTS[parts.scheme])
    written = _address(host)
    if found.scheme == "http" and not (host == "localhost" or (written is not None and written.is_loopback)):
        raise _refused("Without TLS nothing is posted but to this machine.", "Use https://.")
    if not allow_private and (host == "localhost" or (written is not None and not is_public(written))):
        raise _refused(
            "This address is of a network that the internet does not reach.",
            "Allow it when the subscriber is added (allow_private), if it is your own.",
        )
    return found


def may_reach(scheme: str, address: str, *, allow_private: bool) -> bool:
    """Say whether an address that a host's name stands for may be posted to."""
    found = _address(address.partition("%")[0])  # a zone may follow a link-local one
    if found is None:
        return False
    return found.is_loopback and allow_private if scheme == "http" else allow_private or is_public(found)


def is_public(address: Address) -> bool:
    """Say whether an address is the internet's: not this machine's, a private network's, nor a link's own."""
    inner = _inner(address)
    return inner.is_global and not inner.is_multicast


def _inner(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _WELL_KNOWN_NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _split(url: str) -> SplitResult:
    """Return a URL's parts; raise ArgumentInvalid for one that two parsers could read in two ways."""
    try:
        if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
            raise ValueError
        parts = urlsplit(url)
        _ = parts.port  # which is read, and may be no number
    except ValueError:
        raise _refused("This is not a URL.", "Write it as https://receiver.example/hook.") from None
    return parts


def _refused(what: str, remedy: str) -> ArgumentInvalid:
    return ArgumentInvalid(what, kept="Nothing was changed.", remedy=remedy, path="url")
