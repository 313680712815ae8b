"""Why a request would change something, and which version it has seen: two headers that every change takes.

`Econsent-Reason` is text in UTF-8, percent-encoded (RFC 3986 2.1), so that any language fits a header; `If-Match` is
RFC 9110 13.1.1.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote_to_bytes

from litestar import Request

from econsent.access import MAX_REASON, UNSAID, Intent
from econsent.errors import RequestInvalid

REASON = "Econsent-Reason"
_IF_MATCH = "if-match"
_MAX_HEADER = 12 * MAX_REASON
"""Characters: four bytes of UTF-8, three characters for each."""
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,64}"')
_VERSION = re.compile(r'"([0-9]{1,15})"')
_NONE_OF_OURS = -1


def intent_in(request: Request[Any, Any, Any]) -> Intent:
    """Return why a request would change something and of which version; raise RequestInvalid."""
    return Intent(reason=_reason(request.headers.get(REASON.lower(), "")), version=_version(request))


def etag(version: int) -> dict[str, str]:
    """Return the header in which an answer says which version it shows (RFC 9110 8.8.3)."""
    return {"etag": f'"{version}"'}


def _reason(said: str) -> str:
    if not said:
        return UNSAID.reason
    try:
        return unquote_to_bytes(said.encode("ascii")[:_MAX_HEADER]).decode().strip()
    except UnicodeError:
        raise RequestInvalid(
            "The reason is not percent-encoded UTF-8.", kept="Nothing was changed.", path=REASON
        ) from None


def _version(request: Request[Any, Any, Any]) -> int | None:
    said = request.headers.get(_IF_MATCH, "*").strip()
    if said == "*":
        return None
    known = _VERSION.fullmatch(said)
    if known is not None:
        return int(known[1])
    if _TAG.fullmatch(said) is None:
        raise RequestInvalid(
            "If-Match names one version, in quotes, or is an asterisk.", kept="Nothing was changed.", path="If-Match"
        )
    return _NONE_OF_OURS
