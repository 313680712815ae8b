"""The index finds exactly what a search asks for: held against looking at every row, on either engine."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from econsent.access import LOCAL, Asker
from econsent.fhir.search import ConsentSearch, parse
from econsent.library import Library
from econsent.standing import Policy
from econsent.store import consents
from tests.builders import abandonment, consent, correction, iin, make_library, person, withdrawal
from tests.fhir.said import MOTHER
from tests.hand import Hand, deposit

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")

STAFF, PATIENTS = (
    Asker(id=f"{one}-only", kind="key", scopes=LOCAL.scopes, subjects=frozenset({one})) for one in ("staff", "patient")
)
SYSTEM = "urn:econsent:id:kz.iin"


@pytest.fixture
def crowd(tmp_path: Path) -> Iterator[Library]:
    """A library to which two dozen people said this and that."""
    with make_library(tmp_path) as library:
        hand = Hand.enrol(library)
        for number in range(12):
            deposit(
                library,
                [hand.say(consent(hand, iin=iin(number))), hand.say(consent(hand, "deny", iin=iin(50 + number)))],
            )
        deposit(library, [hand.say(withdrawal(hand, iin=iin(number))) for number in range(0, 12, 3)])
        deposit(library, [hand.say(consent(hand, iin=iin(0)))])
        deposit(library, [hand.say(consent(hand, iin=iin(80 + number), form="staff-filming")) for number in range(3)])
        deposit(library, [hand.say(consent(hand, iin=iin(90), grantor=MOTHER)), hand.say(abandonment(hand))])
        mistaken = hand.say(consent(hand, iin=iin(91), day=dt.date(2020, 1, 1)))
        deposit(library, [mistaken])
        deposit(library, [hand.say(correction(hand, mistaken.statement.id, mistaken.digest.hex(), iin=iin(91)))])
        yield library


def search(query: str, release: str, library: Library) -> ConsentSearch:
    pairs = [tuple(one.split("=", 1)) for one in query.split("&") if one]
    return parse(pairs, release, library.consents.unseal)  # type: ignore[arg-type]


def found(library: Library, query: str, release: str = "R5", asker: Asker = LOCAL) -> list[dict[str, Any]]:
    """Return everything that a search finds, page by page, as a client follows the links."""
    asked = search(query, release, library)
    hits: list[dict[str, Any]] = []
    for _ in range(200):
        page = library.consents.search(asked, asker)
        hits += [json.loads(hit.resource) for hit in page.hits]
        if page.after is None:
            return hits
        asked = library.consents.unseal(library.consents.seal(replace(page.search, after=page.after)))
    raise AssertionError("the pages have no end")


def scope_of(one: dict[str, Any]) -> str:
    return one["category"][0]["coding"][0]["code"] if "category" in one else ""


QUERIES = {
    "": lambda _: True,
    "status=active": lambda one: one["status"] == "active",
    "status=inactive,entered-in-error": lambda one: one["status"] in ("inactive", "entered-in-error"),
    "status=entered-in-error": lambda one: one["status"] == "entered-in-error",
    "status=not-done,active": lambda one: one["status"] in ("not-done", "active"),
    "category=filming.video": lambda one: scope_of(one) == "filming.video",
    "category=filming.video&status=active": lambda one: scope_of(one) == "filming.video" and one["status"] == "active",
    "category=staff.filming,filming.photo": lambda one: scope_of(one) in ("staff.filming", "filming.photo"),
    "category=never.heard.of": lambda _: False,
    "status=active&status=inactive": lambda _: False,
    "date=ge2020": lambda _: True,
    "date=lt2020": lambda _: False,
    "_lastUpdated=gt2100": lambda _: False,
    "_lastUpdated=ne2001": lambda _: True,
    "period=lt2021": lambda one: "period" in one and one["period"].get("start", "") < "2021",
    "period=gt2024": lambda one: "period" in one and one["period"].get("end", "9") > "2024",
    "controller:identifier=urn:econsent:id:kz.bin|100140000122": lambda _: True,
    "controller:identifier=urn:econsent:id:kz.bin|000740000728": lambda _: False,
}


@pytest.mark.parametrize("scan", [5, 4000])
def test_a_search_finds_what_looking_at_everything_finds(
    crowd: Library, scan: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = found(crowd, "_count=200")
    assert len(every) == len({one["id"] for one in every}) > 100
    monkeypatch.setattr(consents, "SCAN", scan)
    for query, means in QUERIES.items():
        for sort, count in itertools.product(("_lastUpdated", "-_lastUpdated", "date", "-date"), (3, 7, 200)):
            hits = found(crowd, f"{query}&_sort={sort}&_count={count}")
            assert sorted(one["id"] for one in hits) == sorted(one["id"] for one in every if means(one)), query
            moments = [one["meta"]["lastUpdated"] for one in hits]
            assert not sort.endswith("Updated") or moments == sorted(moments, reverse=sort.startswith("-"))
        total = crowd.consents.search(search(f"{query}&_total=accurate&_count=1", "R5", crowd), LOCAL).total
        assert total == crowd.consents.search(search(f"{query}&_summary=count", "R5", crowd), LOCAL).total
        assert total == sum(map(means, every))


def test_who_may_see_some_is_given_and_counts_these_alone(crowd: Library) -> None:
    every = found(crowd, "_count=200")
    of = {"Patient": PATIENTS, "Practitioner": STAFF}
    for kind, asker in of.items():
        seen = found(crowd, "_count=7", asker=asker)
        theirs = [one for one in every if one.get("subject", {"type": kind})["type"] == kind]
        assert sorted(one["id"] for one in seen) == sorted(one["id"] for one in theirs)
        total = crowd.consents.search(search("_summary=count", "R5", crowd), asker).total
        assert total == len(theirs)
    assert found(crowd, "", "R4", STAFF) == []
    assert crowd.consents.search(search("_summary=count", "R4", crowd), STAFF).total == 0
    worker = f"subject:identifier={SYSTEM}|{iin(80)}"
    assert crowd.consents.search(search(worker, "R5", crowd), PATIENTS).total == 0
    assert crowd.consents.search(search(worker, "R5", crowd), STAFF).total == len(found(crowd, worker)) > 0


def test_a_person_and_who_spoke_for_them_are_found_by_identifier(crowd: Library) -> None:
    assert MOTHER.identifier is not None
    mine = found(crowd, f"patient:identifier={SYSTEM}|{iin(0)}&_count=2")
    assert {one["subject"]["identifier"]["value"] for one in mine} == {iin(0)}
    assert len([one for one in mine if one["status"] == "active" and scope_of(one) == "filming.video"]) == 1
    both = found(crowd, f"patient:identifier={SYSTEM}|{iin(0)},{SYSTEM}|{iin(3)}")
    assert {one["subject"]["identifier"]["value"] for one in both} == {iin(0), iin(3)}
    nobody = f"patient:identifier={SYSTEM}|{iin(0)}&patient:identifier={SYSTEM}|{iin(3)}"
    assert found(crowd, nobody) == []
    hers = found(crowd, f"consentor:identifier={SYSTEM}|{MOTHER.identifier.value}", "R4")
    assert MOTHER.identifier.value == iin(9)  # who speaks for herself too
    assert {one["patient"]["identifier"]["value"] for one in hers} == {iin(9), iin(90)}
    own = found(crowd, f"consentor:identifier={SYSTEM}|{iin(1)}", "R4")
    assert {one["patient"]["identifier"]["value"] for one in own} == {iin(1)}


def test_a_policy_takes_hold_of_what_is_indexed_already(crowd: Library) -> None:
    before = found(crowd, "status=active")
    crowd.set_policy(Policy(identification="document"))
    strict = found(crowd, "status=active&_count=3")
    assert {one["decision"] for one in before} == {"permit", "deny"}
    assert {one["decision"] for one in strict} == {"deny"}
    weak = found(crowd, "status=inactive&category=filming.photo")
    assert {one["decision"] for one in weak} == {"permit"}
    (one, *_) = [one for one in before if one["decision"] == "permit"]
    assert json.loads(crowd.consents.read(one["id"], "R5", LOCAL).resource)["status"] == "inactive"
    counted = crowd.consents.search(search("status=active&_summary=count", "R5", crowd), LOCAL).total
    assert counted == len(strict)


def test_a_changed_row_is_an_error_and_a_forgotten_person_is_in_no_page(crowd: Library) -> None:
    hashed = crowd._home.keys.vault.person(person(iin(2)))
    every = crowd.consents.search(search("_summary=count", "R5", crowd), LOCAL).total
    with crowd._engine.writing() as connection:
        connection.execute("UPDATE person SET wrapped_key = NULL WHERE person = ?", (hashed,))
    assert found(crowd, f"patient:identifier={SYSTEM}|{iin(2)}") == []
    left = crowd.consents.search(search("_summary=count", "R5", crowd), LOCAL).total
    assert left == len(found(crowd, "_count=200")) == every - 5
    other = crowd._home.keys.vault.person(person(iin(50)))
    with crowd._engine.writing() as connection:
        connection.execute(
            "UPDATE consent SET mark = (SELECT mark FROM consent WHERE person <> ? LIMIT 1) WHERE person = ?",
            (other, other),
        )
    with pytest.raises(Exception, match="changed by something else"):
        found(crowd, f"patient:identifier={SYSTEM}|{iin(50)}")
