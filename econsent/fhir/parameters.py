"""The one body that is read as FHIR: the Parameters of `Consent/$revokeConsent`, as JSON or XML (SPEC 14.13).

XML is read without a document type: so there are no entities to expand, and nothing else is ever fetched.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NoReturn
from xml.etree import ElementTree as ET

import msgspec
from msgspec import Meta, Struct

from econsent import record
from econsent.errors import EconsentError, ParametersInvalid
from econsent.fhir import conditions
from econsent.fhir.conditions import Format

MAX_BODY = 64 * 1024
"""Bytes of a body: far above any that is meant."""
_MAX_DEPTH = 8
_NAMESPACE = "{http://hl7.org/fhir}"


class Revocation(Struct, frozen=True, kw_only=True):
    """Which Consent a person withdraws: its id, who that person is, and what was noted.

    `worker` is who took it down, None where the asker does not say; `words` are the person's own.
    """

    consent: str
    person: record.Identifier
    worker: record.Name | None = None
    words: Annotated[str, Meta(max_length=20_000)] | None = None


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """What is not understood might change the meaning: it is refused."""


class _Identifier(_Strict, frozen=True):
    system: str
    value: str
    use: str | None = None


class _Reference(_Strict, frozen=True):
    reference: str | None = None
    type: str | None = None
    identifier: _Identifier | None = None
    display: str | None = None


class _Parameter(_Strict, frozen=True):
    name: Literal["consent", "patient", "worker", "words"]
    valueReference: _Reference | None = None  # noqa: N815  # FHIR's names
    valueIdentifier: _Identifier | None = None  # noqa: N815
    valueString: str | None = None  # noqa: N815


class _Parameters(_Strict, frozen=True):
    resourceType: Literal["Parameters"]  # noqa: N815
    parameter: tuple[_Parameter, ...]
    id: str | None = None


def read_revocation(body: bytes, form: Format, consent: str | None = None) -> Revocation:
    """Return what the Parameters of `$revokeConsent` ask; raise ParametersInvalid, which repeats no value.

    `consent` is a reference to a Consent here, `patient` an identifier or a reference by identifier. Where a Consent
    is asked by its own address (`consent` is its id), the parameters need not name it again, and no other.
    """
    if len(body) > MAX_BODY:
        _refuse("The parameters are larger than anything that can be meant.")
    parameters = _parse(body, form).parameter
    given = {one.name: one for one in parameters}
    if len(given) != len(parameters):
        _refuse("A parameter is given twice.")
    asked = {
        "consent": _consent_id(given.get("consent"), consent),
        "person": _person(given.get("patient")),
        "worker": _words(given.get("worker")),
        "words": _words(given.get("words")),
    }
    try:
        return msgspec.convert(asked, Revocation, from_attributes=True)
    except msgspec.ValidationError:
        _refuse("A text is empty or too long.")


def _parse(body: bytes, form: Format) -> _Parameters:
    try:
        if form == "json":
            return msgspec.json.decode(body, type=_Parameters)
        return msgspec.convert(_from_xml(body), _Parameters)
    except msgspec.ValidationError as error:
        rule, path = record.rule_and_path(error)
        raise ParametersInvalid(f"The parameters are refused: {rule}.", path=path) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        _refuse("The parameters are not UTF-8 JSON.")


def _consent_id(given: _Parameter | None, asked: str | None) -> str:
    if given is None and asked is not None:
        return asked
    reference = given and given.valueReference and given.valueReference.reference
    found = conditions.CONSENT.fullmatch(reference) if reference else None
    if found is None or not conditions.is_id(found["id"]):
        _refuse("Which Consent is withdrawn is not said.", "consent", "Give a reference to it, as Consent/ID.")
    if asked is not None and found["id"] != asked:
        _refuse("The parameters name another Consent than the address.", "consent", "Leave the parameter out.")
    return found["id"]


def _person(given: _Parameter | None) -> record.Identifier:
    reference = given and given.valueReference and given.valueReference.identifier
    known = reference or (given and given.valueIdentifier)
    if not known:
        _refuse("Whose Consent is withdrawn is not said.", "patient", "Give the identifier with its system.")
    try:
        return conditions.person((known.system, known.value), "patient")
    except EconsentError as error:
        raise ParametersInvalid(error.what, remedy=error.remedy, path="patient") from None


def _words(given: _Parameter | None) -> str | None:
    if given is not None and given.valueString is None:
        _refuse("This parameter is a text.", given.name)
    return given.valueString if given else None


def _refuse(what: str, path: str = "", remedy: str = "") -> NoReturn:
    raise ParametersInvalid(what, kept="Nothing was withdrawn.", remedy=remedy, path=path)


# ── XML ───────────────────────────────────────────────────────────────────────────────────


class _Builder(ET.TreeBuilder):
    """Build a tree of little depth, and none with a document type, which alone could define entities."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def doctype(self, *_: object) -> NoReturn:
        _refuse("The parameters have a document type, which FHIR has not.")

    def start(self, tag: Any, attributes: Any, /) -> ET.Element:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            _refuse("The parameters are nested deeper than anything that can be meant.")
        return super().start(tag, attributes)

    def end(self, tag: Any, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def _from_xml(body: bytes) -> dict[str, Any]:
    """Return the JSON form of Parameters in XML."""
    try:
        root = ET.XML(body, ET.XMLParser(target=_Builder()))  # noqa: S314  # no document type, no entities
    except (ET.ParseError, ValueError, LookupError):
        _refuse("The parameters are not XML.")
    members = _members(root)
    parameters = [_members(child) for child in root if _name(child) == "parameter"]
    return members | {"resourceType": _name(root), "parameter": parameters}


def _members(element: ET.Element) -> dict[str, Any]:
    """Return an element's members: a child with `value` is a primitive, any other an object."""
    if element.attrib or (element.text or "").strip():
        _refuse("An element has a text, or an attribute that it cannot have.")
    members: dict[str, Any] = {}
    for child in element:
        name = _name(child)
        if name in members and name != "parameter":
            _refuse("An element is given twice.")
        members[name] = child.attrib["value"] if list(child.attrib) == ["value"] else _members(child)
    return members


def _name(element: ET.Element) -> str:
    if not element.tag.startswith(_NAMESPACE):
        _refuse("An element is not of FHIR's namespace.")
    return element.tag.removeprefix(_NAMESPACE)
