"""FHIR's XML form of what is written here as JSON (SPEC 14.14).

Our JSON has its members in the order of the specification, which XML asks for, so that one walk does. Only written,
never read: `parameters` reads the one body that comes as XML.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

NAMESPACE = "http://hl7.org/fhir"
_EXTENSIONS = ("extension", "modifierExtension")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that JSON can carry and XML 1.0 cannot."""


def to_xml(resource: bytes) -> bytes:
    """Return the XML of a resource that this package wrote as JSON.

    A character that XML does not know becomes U+FFFD.
    """
    given: dict[str, Any] = msgspec.json.decode(resource)
    root = ET.Element(given["resourceType"], {"xmlns": NAMESPACE})
    _fill(root, given)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _fill(parent: ET.Element, members: dict[str, Any]) -> None:
    """Add members: of a data type, `id` is an attribute; of a resource, an element like any other."""
    is_resource = "resourceType" in members
    for name, value in members.items():
        if name == "resourceType":
            continue
        if name == "id" and not is_resource:
            parent.set("id", _text(value))
        elif name == "url" and parent.tag in _EXTENSIONS:
            parent.set("url", _text(value))
        else:
            for one in value if isinstance(value, list) else [value]:
                _add(parent, name, one)


def _add(parent: ET.Element, name: str, value: Any) -> None:
    """Add one element: a primitive is its attribute `value`, a resource stands inside the element that holds it."""
    if not isinstance(value, dict):
        ET.SubElement(parent, name, {"value": _text(value)})
        return
    element = ET.SubElement(parent, name)
    if "resourceType" in value:
        element = ET.SubElement(element, value["resourceType"])
    _fill(element, value)


def _text(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_XML.sub("\ufffd", str(value))
