"""Searches for Provenance, DocumentReference and AuditEvent."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent import instant
from econsent.errors import SearchInvalid
from econsent.fhir.dates import Reach
from econsent.fhir.lookup import PARAMETERS, Kind, Lookup, Target, next_link, parse, self_link
from tests.builders import IIN

STATEMENT = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
CONSENT = f"{STATEMENT}-2"
DIGEST = "ab" * 32
BASE = "https://library.example/fhir/R4"
KINDS: tuple[Kind, ...] = ("AuditEvent", "DocumentReference", "Provenance")


def read(query: str, kind: Kind, *, strict: bool = False) -> Lookup:
    return parse(parse_qsl(query, keep_blank_values=True), kind, strict=strict)


@pytest.mark.parametrize(
    ("query", "targets"),
    [
        (f"target=Consent/{CONSENT}", {Target(CONSENT)}),
        (f"target=Consent/{CONSENT}/_history/7", {Target(CONSENT, 7)}),
        (f"target={BASE}/Consent/{CONSENT}", {Target(CONSENT)}),
        (f"target=Consent/{CONSENT},Consent/unknown", {Target(CONSENT)}),
        ("target=Consent/unknown", set()),
        (f"target=Consent/{CONSENT}/_history/x", set()),
    ],
)
def test_a_provenance_is_found_by_what_it_proves(query: str, targets: set[Target]) -> None:
    assert read(query, "Provenance").targets == (frozenset(targets),)


def test_a_document_is_found_by_its_statement() -> None:
    assert read(f"_id={STATEMENT}", "DocumentReference").ids == (frozenset({STATEMENT}),)
    assert read(f"identifier=urn:econsent:statement|{DIGEST}", "DocumentReference").digests == (frozenset({DIGEST}),)
    assert read("_id=unknown", "DocumentReference").ids == (frozenset(),)


def test_the_trail_is_found_by_number_day_and_asker() -> None:
    low, high = (instant.parse(f"2026-11-{day}T00:00:00+05:00") for day in (23, 24))
    assert read("_id=7", "AuditEvent").ids == (frozenset({"7"}),)
    assert read("date=2026-11-23", "AuditEvent").made == ((Reach(start_from=low, end_before=high),),)
    for how in (":identifier", ".identifier"):
        found = read(f"agent{how}=urn:econsent:asker|client-ab12", "AuditEvent")
        assert found.askers == (frozenset({"client-ab12"}),)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("target=Patient/1", "Provenance"),
        ("target=", "Provenance"),
        ("_count=x", "Provenance"),
        ("_count=1&_count=2", "AuditEvent"),
        ("_format=turtle", "DocumentReference"),
        ("date=yesterday", "AuditEvent"),
        ("_cursor=x", "AuditEvent"),
    ],
)
def test_what_cannot_be_read_is_refused(query: str, kind: Kind) -> None:
    with pytest.raises(SearchInvalid):
        read(query, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_unknown_is_left_out_and_refused_under_strict_handling(kind: Kind) -> None:
    search = read("colour=red&_count=5", kind)
    assert self_link(BASE, search) == f"{BASE}/{kind}?_count=5"
    with pytest.raises(SearchInvalid):
        read("colour=red", kind, strict=True)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        (f"target=Consent/{CONSENT}/_history/7&_format=xml", "Provenance"),
        (f"_id={STATEMENT}&_count=3", "DocumentReference"),
        ("date=ge2026-11-23&agent:identifier=client-ab12&_id=5,6", "AuditEvent"),
    ],
)
def test_a_self_link_asks_the_same_again_and_a_next_link_goes_on(query: str, kind: Kind) -> None:
    search = read(query, kind)
    assert read(urlsplit(self_link(BASE, search)).query, kind).used == search.used
    onward = read(urlsplit(next_link(BASE, search, 40)).query, kind)
    assert onward.after == 40
    assert msgspec.structs.replace(onward, after=0, used=search.used) == search
    assert read(urlsplit(next_link(BASE, onward, 80)).query, kind).after == 80


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_of_a_person_in_the_wrong_place_is_not_in_a_link(kind: Kind) -> None:
    for name in PARAMETERS[kind]:
        value = f"Consent/{IIN}/_history/{IIN}" if name == "target" else IIN
        if name != "date":  # which refuses it
            assert IIN not in self_link(BASE, read(f"{name}={value}", kind))
    assert IIN not in self_link(BASE, read(f"_format=json; x={IIN}", kind))
    with pytest.raises(SearchInvalid):
        read(f"_cursor={IIN}", kind)


@given(st.sampled_from(KINDS), st.lists(st.tuples(st.text(max_size=12), st.text(max_size=40)), max_size=3))
def test_whatever_is_sent_is_read_or_refused(kind: Kind, pairs: list[tuple[str, str]]) -> None:
    known = [*PARAMETERS[kind], "_count", "_format", "_cursor"]
    for name, value in [*pairs, *((known[len(value) % len(known)], value) for _, value in pairs)]:
        try:
            search = parse([(name, value)], kind)
        except SearchInvalid:
            continue
        assert self_link(BASE, search).startswith(f"{BASE}/{kind}")
