"""A search as FHIR clients write it, and as they get it wrong."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent import instant
from econsent.errors import SearchInvalid
from econsent.fhir.conditions import MAX_COUNT, PAGE, Named
from econsent.fhir.dates import Reach, moments, reaches
from econsent.fhir.links import next_link, self_link
from econsent.fhir.published import Release
from econsent.fhir.search import ConsentSearch, parse
from econsent.record import Identifier
from tests.builders import BIN, IIN, iin

ID = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b-2"
DIGEST = "ab" * 32
SYSTEM = "urn:econsent:id:kz.iin"
BASE = "https://library.example/fhir/R5"
PERSON = Identifier(system="kz.iin", value=IIN)


class Safe:
    """Seal and unseal as a library would, with a number in the place of a cipher."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []

    def seal(self, search: ConsentSearch) -> str:
        self.kept.append(msgspec.json.encode(search))
        return f"sealed-{len(self.kept) - 1}"

    def unseal(self, text: str) -> ConsentSearch:
        number = text.removeprefix("sealed-")
        if not number.isdigit() or int(number) >= len(self.kept):
            raise SearchInvalid("This is no link of ours.")
        return msgspec.json.decode(self.kept[int(number)], type=ConsentSearch)


@pytest.fixture
def safe() -> Safe:
    return Safe()


def read(query: str, release: Release = "R5", *, strict: bool = False, safe: Safe | None = None) -> ConsentSearch:
    pairs = parse_qsl(query, keep_blank_values=True)
    return parse(pairs, release, (safe or Safe()).unseal, strict=strict)


def plain(search: ConsentSearch) -> ConsentSearch:
    """Return what a search asks, without how it was written."""
    return msgspec.structs.replace(search, used=())


def test_nothing_asked_is_everything_a_page_at_a_time_newest_first() -> None:
    assert read("") == ConsentSearch(release="R5", count=PAGE, sort="-_lastUpdated")


@pytest.mark.parametrize("release", ["R4", "R5"])
@pytest.mark.parametrize("name", ["patient", "subject"])
def test_a_person_is_found_both_ways(name: str, release: Release) -> None:
    modifier, chain = (read(f"{name}{how}={SYSTEM}|{IIN}", release) for how in (":identifier", ".identifier"))
    assert plain(modifier) == plain(chain)
    assert modifier.persons == (frozenset({PERSON}),)


def test_a_chain_may_name_the_type_it_goes_through() -> None:
    typed = read(f"subject:Patient.identifier={SYSTEM}|{IIN}")
    assert plain(typed) == plain(read(f"patient:identifier={SYSTEM}|{IIN}"))
    assert read(f"controller:Organization.identifier={BIN}").organisations == (frozenset({BIN}),)


def test_patient_leaves_staff_out_and_subject_does_not() -> None:
    assert read(f"patient:identifier={SYSTEM}|{IIN}").patients
    assert not read(f"subject:identifier={SYSTEM}|{IIN}").patients
    assert read(f"subject:identifier={SYSTEM}|{IIN}", "R4").patients


@pytest.mark.parametrize(
    "query",
    [
        "patient=Patient/1",
        "patient=1",
        "subject:Patient=1",
        f"subject:Practitioner.identifier={SYSTEM}|{IIN}",
        f"organization:Patient.identifier={BIN}",
        "patient.name=Asel",
        "subject:missing=false",
        "patient.birthdate=1990",
        f"organization=Organization/{BIN}",
        f"patient:identifier={IIN}",
        f"patient:identifier=|{IIN}",
        f"patient:identifier=urn:oid:1.2.3|{IIN}",
        f"patient:identifier={SYSTEM}|",
        f"patient:identifier={SYSTEM}|900101300127",
        f"patient:identifier={SYSTEM}|9001 0130 0126",
        "patient:identifier=",
    ],
)
def test_whom_a_search_names_is_never_dropped_or_guessed(query: str) -> None:
    with pytest.raises(SearchInvalid) as refused:
        read(query, "R4")
    assert refused.value.code == "fhir.search"
    assert "9001" not in f"{refused.value} {refused.value.as_dict()}"


def test_a_comma_is_or_and_a_repetition_is_and() -> None:
    search = read(f"status=active,inactive&status=active&patient:identifier={SYSTEM}|{IIN},{SYSTEM}|{iin(1)}")
    assert search.statuses == (frozenset({"active", "inactive"}), frozenset({"active"}))
    assert search.persons == (frozenset({PERSON, Identifier(system="kz.iin", value=iin(1))}),)


def test_tokens_have_their_system_or_none() -> None:
    assert read("status=http://hl7.org/fhir/consent-state-codes|active").statuses == read("status=active").statuses
    assert read("category=urn:econsent:scope|filming.video").scopes == (frozenset({"filming.video"}),)
    assert read("category=http://terminology.hl7.org/CodeSystem/v2-0496|136").scopes[0] >= {"filming.video"}
    assert read("category=http://loinc.org|filming.video").scopes == (frozenset(),)


def test_a_consent_is_found_by_its_id_its_identifier_and_its_statement() -> None:
    assert read(f"_id={ID}").named == (Named(ids=frozenset({ID})),)
    assert read(f"identifier=urn:econsent:consent|{ID}").named == (Named(ids=frozenset({ID})),)
    assert read(f"identifier=urn:econsent:statement|{DIGEST}").named == (Named(digests=frozenset({DIGEST})),)
    assert read(f"identifier={DIGEST},{ID}").named == (Named(ids=frozenset({ID}), digests=frozenset({DIGEST})),)


@pytest.mark.parametrize("query", ["_id=nothing", "_id=../../x", "identifier=urn:oid:1|7", "category=x|y"])
def test_what_nothing_has_finds_nothing_and_is_no_error(query: str) -> None:
    search = read(query)
    assert search.named == (Named(),) or search.scopes == (frozenset(),)


@pytest.mark.parametrize("name", ["controller", "manager", "grantee"])
def test_an_organisation_is_found_in_r5(name: str) -> None:
    assert read(f"{name}:identifier=urn:econsent:id:kz.bin|{BIN}").organisations == (frozenset({BIN}),)
    assert read(f"{name}.identifier={BIN}").organisations == (frozenset({BIN}),)
    assert read(f"{name}.identifier=123").organisations == (frozenset(),)


def test_r4_has_parameters_of_its_own() -> None:
    assert read(f"organization:identifier={BIN}", "R4").organisations == (frozenset({BIN}),)
    assert read(f"actor.identifier={BIN}", "R4").organisations == (frozenset({BIN}),)
    assert read(f"consentor:identifier={SYSTEM}|{IIN}", "R4").grantors == (frozenset({PERSON}),)
    assert read("scope=patient-privacy", "R4").scopes == ()
    assert read("scope=research", "R4").scopes == (frozenset(),)
    assert read("scope=patient-privacy", "R5").used == ()


# ── dates ──

DAY_START, DAY_END = instant.parse("2026-11-23T00:00:00+05:00"), instant.parse("2026-11-24T00:00:00+05:00")


def test_a_day_is_a_day_in_kazakhstan() -> None:
    assert moments("2026-11-23", "date") == (Reach(start_from=DAY_START, end_before=DAY_END),)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2026", "2026-01-01T00:00:00+05:00", "2027-01-01T00:00:00+05:00"),
        ("2026-12", "2026-12-01T00:00:00+05:00", "2027-01-01T00:00:00+05:00"),
        ("2028-02-29", "2028-02-29T00:00:00+05:00", "2028-03-01T00:00:00+05:00"),
        ("2026-11-23T10:20Z", "2026-11-23T10:20:00Z", "2026-11-23T10:21:00Z"),
        ("2026-11-23T10:20:30+05:00", "2026-11-23T10:20:30+05:00", "2026-11-23T10:20:31+05:00"),
        ("2026-11-23T10:20:30.5Z", "2026-11-23T10:20:30.5Z", "2026-11-23T10:20:30.6Z"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, low: str, high: str) -> None:
    assert moments(text, "date") == (Reach(start_from=instant.parse(low), end_before=instant.parse(high)),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "ap2026-11-23",
        "2026-13",
        "2026-02-30",
        "2026-11-23T10:20",
        "2026-11-23T10:20:30",
        "2026-11-23T10:20:30 05:00",
        "2026-11-23T25:00Z",
        "0000",
        "9999",
        "ge",
        "ge ge2026",
        "2026-11-23\n",
        "٢٠٢٦",
    ],
)
def test_a_date_that_cannot_be_read_is_refused(text: str) -> None:
    for name in ("date", "_lastUpdated", "period"):
        with pytest.raises(SearchInvalid):
            parse([(name, text)], "R5", Safe().unseal)


def holds(reach: Reach, start: int | None, end: int | None) -> bool:
    """Say whether a period meets what is asked, as SQL would, with open ends at both ends of time."""
    first, last = -(10**20) if start is None else start, 10**20 if end is None else end
    return (
        (reach.start_from is None or first >= reach.start_from)
        and (reach.start_before is None or first < reach.start_before)
        and (reach.end_from is None or last >= reach.end_from)
        and (reach.end_before is None or last < reach.end_before)
    )


PREFIXES = {
    "": lambda at: DAY_START <= at < DAY_END,
    "eq": lambda at: DAY_START <= at < DAY_END,
    "ne": lambda at: not DAY_START <= at < DAY_END,
    "gt": lambda at: at >= DAY_END,
    "sa": lambda at: at >= DAY_END,
    "ge": lambda at: at >= DAY_START,
    "lt": lambda at: at < DAY_START,
    "eb": lambda at: at < DAY_START,
    "le": lambda at: at < DAY_END,
}


@pytest.mark.parametrize("prefix", PREFIXES)
@given(distance=st.integers(-3 * instant.DAY, 3 * instant.DAY) | st.sampled_from([-1, 0, 1, instant.DAY]))
def test_a_prefix_asks_of_a_moment_what_it_says(prefix: str, distance: int) -> None:
    at = DAY_START + distance
    for asked in (moments, reaches):  # a moment is a period of no length
        found = any(holds(reach, at, at) for reach in asked(f"{prefix}2026-11-23", "date"))
        assert found == PREFIXES[prefix](at)


@pytest.mark.parametrize(
    ("prefix", "start", "end", "found"),
    [
        ("eq", DAY_START, DAY_END - 1, True),
        ("eq", DAY_START - 1, DAY_END - 1, False),
        ("ne", DAY_START - 1, DAY_END - 1, True),
        ("gt", DAY_START, DAY_END, True),
        ("gt", DAY_START, None, True),
        ("sa", DAY_START, None, False),
        ("lt", None, DAY_START, True),
        ("eb", None, DAY_START, False),
        ("eb", None, DAY_START - 1, True),
        ("ge", DAY_START - 5, DAY_END - 1, False),
        ("ge", DAY_START, DAY_END - 1, True),
        ("le", DAY_START + 1, None, False),
    ],
)
def test_a_prefix_asks_of_a_period_what_fhir_says(prefix: str, start: int | None, end: int | None, found: bool) -> None:
    assert any(holds(reach, start, end) for reach in reaches(f"{prefix}2026-11-23", "period")) is found


# ── results ──


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("1", 1), ("200", 200), ("1000", MAX_COUNT)])
def test_a_page_is_as_long_as_asked_up_to_a_limit(text: str, count: int) -> None:
    search = read(f"_count={text}")
    assert search.count == count
    assert search.used == (("_count", str(count)),)


@pytest.mark.parametrize(
    "query",
    [
        "_count=-1",
        "_count=x",
        "_count=٣",
        "_count=1&_count=2",
        "_count=",
        "_format=turtle",
        "status=nonsense",
        "status=",
        "status=active,",
        "status:not=active",
        "_id:missing=true",
        "category=urn:econsent:scope|",
        "&".join("status=active" for _ in range(101)),
        "_id=" + ",".join("1" for _ in range(101)),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_even_when_handling_is_lenient(query: str) -> None:
    with pytest.raises(SearchInvalid):
        read(query)


def test_counting_alone_wants_no_entries() -> None:
    for query in ("_summary=count", "_count=0", "_summary=count&_count=5", "_count=5&_summary=count"):
        assert read(query).count == 0
    assert read("_summary=count").total is None
    assert read("_total=none").total is False
    assert read("_total=accurate").total is True


@pytest.mark.parametrize("text", ["json", "application/json", "application/fhir+json", "application/fhir json"])
def test_a_format_has_many_names(text: str) -> None:
    assert read(f"_format={text}").format == "json"
    assert read(f"_format={text.replace('json', 'xml')}; fhirVersion=4.0").format == "xml"


UNKNOWN = ["_include=Consent:patient", "colour=red", "_sort=status", "_summary=text", "_total=many", "purpose=TREAT"]


@pytest.mark.parametrize("query", UNKNOWN)
def test_what_is_unknown_is_left_out_of_the_self_link(query: str, safe: Safe) -> None:
    search = read(f"status=active&{query}")
    assert plain(search) == plain(read("status=active"))
    assert self_link(BASE, search, safe.seal) == f"{BASE}/Consent?status=active"


@pytest.mark.parametrize("query", UNKNOWN)
def test_what_is_unknown_is_refused_under_strict_handling(query: str) -> None:
    with pytest.raises(SearchInvalid) as refused:
        read(f"status=active&{query}", strict=True)
    assert refused.value.path == query.partition("=")[0]


def test_what_is_known_passes_under_strict_handling() -> None:
    query = "status=active&_sort=-date&_count=5&_total=accurate&_format=json&date=ge2026&date=lt2027"
    assert plain(read(query, strict=True)) == plain(read(query))


# ── links ──


def again(link: str, safe: Safe) -> ConsentSearch:
    """Follow a link as a client would."""
    return read(urlsplit(link).query, safe=safe)


@pytest.mark.parametrize(
    "query",
    [
        f"patient:identifier={SYSTEM}|{IIN}",
        f"subject.identifier={SYSTEM}|{IIN}&status=active",
        f"subject:identifier={SYSTEM}|{IIN},{SYSTEM}|{iin(1)}&patient:identifier={SYSTEM}|{IIN}",
    ],
)
def test_no_link_names_a_person_and_each_asks_the_same_again(query: str, safe: Safe) -> None:
    search = read(query)
    here, onward = self_link(BASE, search, safe.seal), next_link(BASE, search, (5, 7), safe.seal)
    assert IIN not in here + onward
    assert iin(1) not in here + onward
    assert {name for name, _ in parse_qsl(urlsplit(here).query)} == {name for name, _ in parse_qsl(query)}
    found = again(here, safe)
    assert set(found.persons) == set(search.persons)
    assert (found.statuses, found.patients) == (search.statuses, search.patients)
    assert plain(again(onward, safe)) == plain(msgspec.structs.replace(search, after=(5, 7)))


@pytest.mark.parametrize(
    "query",
    [
        f"_id={IIN}",
        f"identifier={SYSTEM}|{IIN}",
        f"category={IIN}",
        f"controller:identifier={BIN},{IIN}",
        f"_format=xml; x={IIN}",
    ],
)
def test_a_number_in_the_wrong_place_is_not_in_the_link_either(query: str, safe: Safe) -> None:
    assert IIN not in self_link(BASE, read(query), safe.seal)


def test_a_self_link_without_a_person_can_be_read(safe: Safe) -> None:
    link = self_link(BASE, read("status=active&date=ge2026-11-23&_count=10&colour=red"), safe.seal)
    assert link == f"{BASE}/Consent?status=active&date=ge2026-11-23&_count=10"
    assert self_link(BASE, read(""), safe.seal) == f"{BASE}/Consent"


def test_a_link_holds_nothing_that_an_address_cannot(safe: Safe) -> None:
    query = f"patient:identifier={SYSTEM}|{IIN}&identifier=urn:econsent:consent|{ID}&date=ge2026-11-23T10:00:00%2B05:00"
    link = self_link(BASE, read(query), safe.seal)
    assert re.fullmatch(r"[A-Za-z0-9:/?#@!$&'()*+,;=._~%-]+", link)
    assert again(link, safe).made == read(query).made


def test_the_next_page_knows_its_own_address(safe: Safe) -> None:
    onward = next_link(BASE, read("status=active&_format=xml"), (3,), safe.seal)
    page = again(onward, safe)
    assert self_link(BASE, page, safe.seal) == onward
    assert page.format == "xml"
    assert again(f"{onward}&_format=json", safe).format == "json"


@pytest.mark.parametrize("addition", ["&status=active", "&_cursor=sealed-0", "&colour=red"])
def test_nothing_can_be_added_to_a_next_link(addition: str, safe: Safe) -> None:
    onward = next_link(BASE, read(""), (3,), safe.seal)
    with pytest.raises(SearchInvalid):
        again(onward + addition, safe)


def test_a_next_link_of_another_release_or_of_nobody_is_refused(safe: Safe) -> None:
    onward = next_link(BASE, read("", "R4"), (3,), safe.seal)
    for query in (urlsplit(onward).query, "_cursor=invented", "_cursor=sealed-9"):
        with pytest.raises(SearchInvalid):
            read(query, "R5", safe=safe)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=4))
def test_whatever_is_sent_is_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    for release in ("R4", "R5"):
        try:
            search = parse(pairs, release, Safe().unseal)
        except SearchInvalid:
            continue
        assert self_link(BASE, search, Safe().seal).startswith(f"{BASE}/Consent")
