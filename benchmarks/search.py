"""A page of fifty Consents beside the SQL that finds the same rows, at ten thousand statements and at a million.

The floor runs the very query of the index, on the same connection, and does nothing with the rows. Ours asks it too,
opens what is sealed, applies the policy, writes the Bundle with its links, and notes the question in the audit trail.
Both turn over pages at many places, so that neither keeps meeting the same rows. Statements have one decision each: a
page is then of fifty statements, the most that can have to be opened for it.
"""

from __future__ import annotations

import contextlib
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks._race import beside, race
from econsent import instant
from econsent.access import LOCAL
from econsent.fhir import bundle, links
from econsent.fhir.consent import Shared, share
from econsent.fhir.published import Logged, State, Strength
from econsent.fhir.search import ConsentSearch, parse
from econsent.library import Library
from econsent.record import Statement
from econsent.store.consents import ConsentPen, Mark, Row, query
from econsent.store.publishing import sealed_share
from tests.builders import SCOPE, consent, iin, make_library, make_station, person

Line = dict[str, object]

SIZES = (10_000, 1_000_000)
ASKED = 100
ROUNDS = 7
CHUNK = 10_000
PAGE = 50
BASE = "https://library.example/fhir/R5"
FIRST = 1_760_000_000_000_000
"""When the first statement was logged (µs); one follows each second."""


@dataclass(frozen=True)
class Archive:
    """A library of so many statements, fifty to a person, and the searches to ask it: by person, status and time."""

    library: Library
    searches: dict[str, Sequence[ConsentSearch]]

    def ours(self, kind: str) -> Callable[[int], object]:
        consents = self.library.consents

        def page(number: int) -> bytes:
            found = consents.search(self.searches[kind][number], LOCAL)
            where = [("self", links.self_link(BASE, found.search, consents.seal))]
            if found.after is not None:
                where.append(("next", links.next_link(BASE, found.search, found.after, consents.seal)))
            return bundle.page(BASE, found.hits, total=found.total, links=where)

        return page

    def floor(self, kind: str) -> Callable[[int], object]:
        wanted = [self.library.consents._wanted(one, LOCAL) for one in self.searches[kind]]
        bare = [query(one) for one in wanted if one is not None]
        connection = self.library._engine.connection
        return lambda number: connection.execute(*bare[number]).fetchall()


def run() -> list[Line]:
    """Turn pages of both archives, by turns with the floor."""
    with contextlib.ExitStack() as stack:
        small, large = (stack.enter_context(archive(size)) for size in SIZES)
        lines: list[Line] = []
        for kind, name in (("person", "a person's"), ("status", "active ones"), ("updated", "by _lastUpdated")):
            few, floor, many, large_floor = race(
                [small.ours(kind), small.floor(kind), large.ours(kind), large.floor(kind)], asked=ASKED, rounds=ROUNDS
            )
            lines += [
                beside(f"a page of {PAGE}, {name}, of {SIZES[0]:,}, beside the SQL", few, floor, "≤ 5 ×"),
                beside(f"a page of {PAGE}, {name}, of {SIZES[1]:,}, beside the SQL", many, large_floor, "≤ 5 ×"),
                beside(f"a page of {PAGE}, {name}, of {SIZES[1]:,}, beside {SIZES[0]:,}", many, few, "≤ 1.5 ×"),
            ]
        return lines


@contextlib.contextmanager
def archive(size: int) -> Iterator[Archive]:
    """Found a library that has so many statements, of as many people as fill a page each."""
    with tempfile.TemporaryDirectory() as folder, make_library(Path(folder)) as library:
        statement = said(library, Path(folder))
        fill(library, statement, size)
        yield Archive(library, searches(size))


def said(library: Library, folder: Path) -> Statement:
    """Return a real statement of one decision."""
    with make_station(library, folder) as station:
        draft = consent(station, {SCOPE: "permit"})
        one = [said for said in draft.decisions if said.scope == SCOPE]
        signed = station.sign([replace(draft, decisions=tuple(one))])[0]
        station.sync(library)
    return library.show(signed.id).statement


def fill(library: Library, statement: Statement, size: int) -> None:
    """Index a statement as if so many like it had been logged, one a second."""
    vault = library._home.keys.vault  # only it can write rows that the library believes
    people = [vault.person(person(iin(number))) for number in range(size // PAGE)]
    keys = {one: vault.new_person_key() for one in people}
    interval = statement.made.interval()
    shared: Shared = share(Logged(statement=statement, digest="0" * 64, index=0, logged=0, interval=interval), "R5")
    order = [people[number % len(people)] for number in range(size)]
    random.Random(size).shuffle(order)
    with library._shelf.writing() as pen:
        pen.add_persons((one, wrapped) for one, (_, wrapped) in keys.items())
    for start in range(0, size, CHUNK):
        part = list(enumerate(order[start : start + CHUNK], start=start + 100))
        with library._shelf.writing() as pen:
            index = ConsentPen(pen.session)
            index.put_rendered((one, at, sealed_share(keys[one][0], at, "R5", shared), None) for at, one in part)
            index.put(row(at, one).values(vault) for at, one in part)
    with library._shelf.writing() as pen:
        ConsentPen(pen.session).put_sorts([row(10, people[0]).sort, row(1, people[0]).sort])


def row(at: int, one: bytes) -> Row:
    """Return the row of the statement at an index: nine of ten permits stand."""
    updated = FIRST + at * instant.SECOND
    state = State(status="active" if at % 10 else "inactive", strength=Strength("typed", "ink"))
    return Row(
        index=at, position=1, person=one, scope=SCOPE, role="patient", grantor=None, made=updated, starts=updated,
        device="desk",
        mark=Mark(at, updated, state),
    )  # fmt: skip


def searches(size: int) -> dict[str, Sequence[ConsentSearch]]:
    """Return searches that find full pages, each at another place."""
    chance = random.Random(7)
    system = "urn:econsent:id:kz.iin"
    moments = [instant.render(FIRST + chance.randrange(1000, size) * instant.SECOND) for _ in range(ASKED)]
    queries = {
        "person": [("patient:identifier", f"{system}|{iin(chance.randrange(size // PAGE))}") for _ in range(ASKED)],
        "status": [("_lastUpdated", f"le{moment}") for moment in moments],
        "updated": [("_lastUpdated", f"le{moment}") for moment in moments],
    }
    more = {"person": [], "status": [("status", "active")], "updated": []}
    return {
        kind: [parse([one, *more[kind], ("_count", str(PAGE))], "R5", _no_link) for one in asked]
        for kind, asked in queries.items()
    }


def _no_link(_: str) -> ConsentSearch:
    raise ValueError("a search of the benchmark follows no page link")


if __name__ == "__main__":
    for result in run():
        print(result)
