"""XML of what we write as JSON: well formed whatever people said, complete, and in R5's order too."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent.fhir.capability import capability_statement
from econsent.fhir.consent import consent
from econsent.fhir.xml import to_xml
from tests.fhir.said import Told
from tests.fhir.test_resources import SERVING

FHIR = "{http://hl7.org/fhir}"


def test_a_resource_is_an_element_of_its_name_and_primitives_are_attributes(told: Told) -> None:
    (version,) = told.versions("child")["child/1"]
    written = consent(told.logged["child"], version, "R5")
    root = ET.fromstring(to_xml(written))
    assert root.tag == f"{FHIR}Consent"
    assert root.attrib == {}
    said = json.loads(written)
    lengths = {name: len(value) if isinstance(value, list) else 1 for name, value in said.items()}
    elements = [name for name, length in lengths.items() if name != "resourceType" for _ in range(length)]
    assert [child.tag.removeprefix(FHIR) for child in root] == elements
    related = root.find(f"{FHIR}contained/{FHIR}RelatedPerson/{FHIR}id")
    assert related is not None
    assert related.attrib == {"value": "grantor"}
    decision = root.find(f"{FHIR}decision")
    assert decision is not None
    assert decision.attrib == {"value": "permit"}


def test_an_extension_has_its_url_as_an_attribute_and_true_is_a_word() -> None:
    root = ET.fromstring(to_xml(capability_statement(SERVING, "R5")))
    (uris,) = [one for one in root.iter(f"{FHIR}extension") if one.get("url", "").endswith("oauth-uris")]
    assert uris[0].get("url") == "token"
    (link,) = uris.iter(f"{FHIR}valueUri")
    assert link.get("value") == SERVING.token
    history = root.find(f".//{FHIR}readHistory")
    assert history is not None
    assert history.get("value") == "true"
    implementation = root.find(f"{FHIR}implementation/{FHIR}url")
    assert implementation is not None, "only an extension's url is an attribute"


def test_an_id_inside_a_data_type_is_an_attribute() -> None:
    root = ET.fromstring(to_xml(json.dumps({"resourceType": "Basic", "id": "1", "code": {"id": "c"}}).encode()))
    assert [(child.tag, child.attrib) for child in root] == [
        (f"{FHIR}id", {"value": "1"}),
        (f"{FHIR}code", {"id": "c"}),
    ]


@given(st.text())
def test_whatever_a_name_holds_the_xml_is_well_formed(text: str) -> None:
    said: dict[str, Any] = {"resourceType": "Basic", "id": text, "code": {"text": text}}
    try:
        given = json.dumps(said, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return  # half a pair is no text at all, and no statement can hold it
    root = ET.fromstring(to_xml(given))
    found = root.find(f"{FHIR}code/{FHIR}text")
    assert found is not None
    assert len(found.attrib["value"]) == len(text)


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\ufffe", "a<b>&\"'\n\t\r ]]>"])
def test_letters_that_xml_has_not_are_replaced_and_all_others_survive(text: str) -> None:
    given = json.dumps({"resourceType": "Basic", "id": text}).encode()
    read = ET.fromstring(to_xml(given))[0].attrib["value"]
    assert read == ("\ufffd" if len(text) == 1 else text)
