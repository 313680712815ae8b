"""The Parameters of $revokeConsent, as clients send them and as attackers do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent.errors import ParametersInvalid
from econsent.fhir.parameters import MAX_BODY, Revocation, read_revocation
from econsent.record import Identifier
from tests.builders import IIN

ID = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b-2"
SYSTEM = "urn:econsent:id:kz.iin"
WANTED = Revocation(consent=ID, person=Identifier(system="kz.iin", value=IIN), worker="А. Сейіт", words="Передумала.")


def body(**changes: Any) -> dict[str, Any]:
    """Return Parameters as JSON; a parameter that is None is left out."""
    said = {
        "consent": {"valueReference": {"reference": f"Consent/{ID}"}},
        "patient": {"valueIdentifier": {"system": SYSTEM, "value": IIN}},
        "worker": {"valueString": "А. Сейіт"},
        "words": {"valueString": "Передумала."},
    } | changes
    parameters = [{"name": name, **value} for name, value in said.items() if value is not None]
    return {"resourceType": "Parameters", "parameter": parameters}


def from_json(given: dict[str, Any]) -> Revocation:
    return read_revocation(json.dumps(given).encode(), "json")


XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<Parameters xmlns="http://hl7.org/fhir">
  <parameter><name value="consent"/><valueReference><reference value="Consent/{ID}"/></valueReference></parameter>
  <parameter><name value="patient"/>
    <valueIdentifier><system value="{SYSTEM}"/><value value="{IIN}"/></valueIdentifier>
  </parameter>
  <parameter><name value="worker"/><valueString value="А. Сейіт"/></parameter>
  <parameter><name value="words"/><valueString value="Передумала."/></parameter>
</Parameters>"""


def test_json_and_xml_say_the_same() -> None:
    assert from_json(body()) == read_revocation(XML.encode(), "xml") == WANTED


@pytest.mark.parametrize(
    "reference",
    [f"Consent/{ID}", f"https://library.example/fhir/R5/Consent/{ID}", f"Consent/{ID}/_history/12"],
)
def test_a_consent_is_named_by_any_reference_to_it(reference: str) -> None:
    assert from_json(body(consent={"valueReference": {"reference": reference}})).consent == ID


def test_a_person_is_named_by_a_reference_with_identifier_too() -> None:
    reference = {"type": "Patient", "identifier": {"system": SYSTEM, "value": IIN}}
    assert from_json(body(patient={"valueReference": reference})) == WANTED


def test_who_took_it_down_and_the_words_may_be_missing() -> None:
    found = from_json(body(worker=None, words=None))
    assert (found.worker, found.words) == (None, None)


@pytest.mark.parametrize(
    "changed",
    [
        body(consent=None),
        body(patient=None),
        body(consent={"valueReference": {"reference": "Consent/../../x"}}),
        body(consent={"valueReference": {"reference": "Patient/1"}}),
        body(consent={"valueReference": {"reference": f"javascript:Consent/{ID}"}}),
        body(consent={"valueString": ID}),
        body(patient={"valueIdentifier": {"system": "urn:oid:1", "value": IIN}}),
        body(patient={"valueIdentifier": {"system": SYSTEM, "value": "900101300127"}}),
        body(patient={"valueIdentifier": {"value": IIN}}),
        body(patient={"valueReference": {"reference": "Patient/1"}}),
        body(worker={"valueString": ""}),
        body(worker={"valueString": "x" * 201}),
        body(words={"valueReference": {"reference": "x"}}),
        body(document={"valueString": "x"}),
        body() | {"modifierExtension": []},
        body() | {"resourceType": "Patient"},
        {**body(), "parameter": body()["parameter"] * 2},
        [],
        7,
    ],
    ids=str,
)
def test_what_is_not_clear_withdraws_nothing(changed: Any) -> None:
    with pytest.raises(ParametersInvalid) as refused:
        from_json(changed)
    assert "9001" not in str(refused.value)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_prolog(prolog: str, text: str = "&b;") -> str:
    return XML.replace("?>", f"?>{prolog}").replace("Передумала.", text)


@pytest.mark.parametrize(
    "text",
    [
        with_prolog(BOMB),
        with_prolog(OUTSIDE, "&a;"),
        with_prolog('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "x"),
        with_prolog("", "&unknown;"),
        XML.replace("http://hl7.org/fhir", "urn:other"),
        XML.replace(' xmlns="http://hl7.org/fhir"', ""),
        XML.replace("</Parameters>", ""),
        XML.replace("<name value=", '<name id="x" value='),
        XML.replace("<parameter>", "<parameter>text", 1),
        XML.replace('<name value="words"/>', '<name value="words"/><name value="words"/>'),
        XML.replace("Parameters", "Patient"),
        "<a>" * 5000,
        '<a xmlns="http://hl7.org/fhir">' + "<a>" * 20 + "</a>" * 21,
        "",
        "not XML",
    ],
    ids=lambda text: text[-60:-20] or "nothing",
)
def test_xml_that_is_not_plain_parameters_is_refused(text: str) -> None:
    with pytest.raises(ParametersInvalid):
        read_revocation(text.encode(), "xml")


def test_xml_in_other_letters_cannot_smuggle_a_document_type() -> None:
    for letters in ("utf-16", "utf-16-le", "utf-32"):
        with pytest.raises(ParametersInvalid):
            read_revocation(with_prolog(BOMB).replace("UTF-8", letters).encode(letters), "xml")


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_body_is_bounded(form: Any) -> None:
    with pytest.raises(ParametersInvalid):
        read_revocation(b" " * (MAX_BODY + 1) + XML.encode(), form)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_sent_is_refused_and_nothing_else(sent: bytes) -> None:
    for form in ("json", "xml"):
        with pytest.raises(ParametersInvalid):
            read_revocation(sent, form)


@given(st.integers(0, len(XML.encode()) - 1), st.integers(0, 255))
def test_one_other_byte_is_read_or_refused(place: int, byte: int) -> None:
    sent = bytearray(XML.encode())
    sent[place] = byte
    try:
        read_revocation(bytes(sent), "xml")
    except ParametersInvalid:
        return
