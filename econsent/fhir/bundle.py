"""Bundles: pages of a search and histories, stitched from resources that are encoded already (SPEC 14.8, 14.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from econsent import instant
from econsent.standing import KAZAKHSTAN

_encode = msgspec.json.Encoder().encode


class Hit(Struct, frozen=True, gc=False):
    """A resource of a page: where it is, as ``Consent/<id>`` (an id of ours needs no escape), and its JSON."""

    address: str
    resource: bytes


class Past(Struct, frozen=True, gc=False):
    """A version in a history, newest first: its resource, its index (the versionId), when it came, whether first."""

    address: str
    resource: bytes
    index: int
    updated: int
    first: bool


def page(base: str, hits: Iterable[Hit], *, total: int | None, links: Sequence[tuple[str, str]]) -> bytes:
    """Return a searchset; `links` are ``self`` and, where more follows, ``next``.

    `total` counts what the asker may see and nothing else, None where none is wanted.
    """
    start = b'{"fullUrl":' + _encode(f"{base}/")[:-1]
    entries = (
        b"".join((start, hit.address.encode(), b'","resource":', hit.resource, b',"search":{"mode":"match"}}'))
        for hit in hits
    )
    return _bundle("searchset", total, links, entries)


def history(base: str, versions: Iterable[Past], *, total: int, links: Sequence[tuple[str, str]]) -> bytes:
    """Return the history of one resource, newest version first."""
    return _bundle("history", total, links, (_past(base, version) for version in versions))


def _past(base: str, version: Past) -> bytes:
    """Return a version as FHIR tells it: what would have created or updated the resource, and what came of it."""
    kind = version.address.partition("/")[0]
    request = {"method": "POST", "url": kind} if version.first else {"method": "PUT", "url": version.address}
    response = {
        "status": "201 Created" if version.first else "200 OK",
        "etag": f'W/"{version.index}"',
        "lastModified": instant.render(version.updated, KAZAKHSTAN),
    }
    told = b',"request":' + _encode(request) + b',"response":' + _encode(response) + b"}"
    return _entry(base, version.address, version.resource) + told


def _entry(base: str, address: str, resource: bytes) -> bytes:
    """Return the beginning of an entry; a base may come from a request, and is encoded like anything foreign."""
    return b'{"fullUrl":' + _encode(f"{base}/{address}") + b',"resource":' + resource


def _bundle(kind: str, total: int | None, links: Sequence[tuple[str, str]], entries: Iterable[bytes]) -> bytes:
    """Return a Bundle; an empty list of entries is left out, as FHIR wants it."""
    counted = "" if total is None else f'"total":{total},'
    said = _encode([{"relation": relation, "url": url} for relation, url in links])
    opening = f'{{"resourceType":"Bundle","type":"{kind}",{counted}"link":'.encode() + said
    body = b",".join(entries)
    return opening + (b',"entry":[' + body + b"]}" if body else b"}")
