"""FHIR's XML form of what is written here as JSON (SPEC 14.14).

Our JSON has its members in the order of the specification, which XML asks for, so that one walk does. Written as text,
for a page has thousands of elements and none is looked at again. Only written, never read: `parameters` reads the one
body that comes as XML.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

NAMESPACE = "http://hl7.org/fhir"
_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
_EXTENSIONS = frozenset({"extension", "modifierExtension"})
_NOT_PLAIN = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that an attribute cannot hold as they are: four have names, and JSON carries some that XML 1.0 has not."""
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def to_xml(resource: bytes) -> bytes:
    """Return the XML of a resource that this package wrote as JSON.

    A character that XML does not know becomes U+FFFD.
    """
    given: dict[str, Any] = msgspec.json.decode(resource)
    written: list[str] = [_PROLOG]
    _write_resource(written, given, f' xmlns="{NAMESPACE}"')
    return "".join(written).encode()


def _write_resource(written: list[str], given: dict[str, Any], attributes: str = "") -> None:
    """Write a resource: its `id` is an element like any other."""
    kind = given["resourceType"]
    written.append(f"<{kind}{attributes}>")
    _write_members(written, given, {"resourceType"})
    written.append(f"</{kind}>")


def _write_part(written: list[str], name: str, given: dict[str, Any]) -> None:
    """Write a data type: its `id` is an attribute, as is the `url` of an extension."""
    own = {"id", "url"} if name in _EXTENSIONS else {"id"}
    attributes = "".join(f' {one}="{_quoted(given[one])}"' for one in sorted(own & given.keys()))
    written.append(f"<{name}{attributes}>")
    _write_members(written, given, own)
    written.append(f"</{name}>")


def _write_members(written: list[str], given: dict[str, Any], but: set[str]) -> None:
    for name, value in given.items():
        if name in but:
            continue
        for one in value if isinstance(value, list) else (value,):
            if not isinstance(one, dict):
                written.append(f'<{name} value="{_quoted(one)}"/>')
            elif "resourceType" in one:
                written.append(f"<{name}>")
                _write_resource(written, one)
                written.append(f"</{name}>")
            else:
                _write_part(written, name, one)


def _quoted(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_PLAIN.sub(lambda found: _REFERENCES.get(found[0], "\ufffd"), str(value))
