"""Lists of decisions walk along an index, whatever is asked: what none is costs no more than what is common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import get_args

import pytest

from econsent.access import LOCAL
from econsent.exchange import DecisionQuery
from econsent.exchange.search import Stands
from econsent.fhir.search import parse
from econsent.library import Library
from econsent.store.consents import Sort
from tests.builders import SCOPE, abandonment, make_library
from tests.hand import Hand, consent_of, deposit


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with make_library(tmp_path_factory.mktemp("lists")) as library:
        hand = Hand.enrol(library)
        verdicts = ["permit", "deny", "permit"]
        said = [hand.say(consent_of(hand, number, verdict)) for number, verdict in enumerate(verdicts)]
        deposit(library, [*said, hand.say(abandonment(hand))])
        yield library


@contextmanager
def asked(library: Library) -> Iterator[list[str]]:
    """Give every statement that the block runs on this thread's connection."""
    said: list[str] = []
    connection = library._engine.connection
    connection.set_trace_callback(said.append)
    yield said
    connection.set_trace_callback(None)


@pytest.mark.parametrize(
    ("scope", "decision", "standing"),
    list(product((None, SCOPE, "staff.filming"), (None, "permit", "deny"), (None, *get_args(Stands)))),
)
def test_no_list_looks_at_rows_that_it_does_not_show(library: Library, scope, decision, standing):
    point = library.stations.listed().stations[0].place.point
    found = library.search.decisions(DecisionQuery(limit=1))
    for where, day, after in product((None, point), (None, dt.date(2100, 1, 1)), (None, found.after)):
        query = DecisionQuery(
            scope=scope, decision=decision, standing=standing, point=where, since=day, until=day, after=after
        )
        with asked(library) as statements:
            library.search.decisions(query)
        lists = [one for one in statements if "consent c" in one]
        for one in lists:
            plan = "\n".join(row[3] for row in library._engine.connection.execute(f"EXPLAIN QUERY PLAN {one}"))
            assert "SCAN c" not in plan.replace("SCAN c USING INDEX consent_by_making", ""), (one, plan)
            assert "TEMP B-TREE" not in plan, (one, plan)


def test_a_sort_is_read_as_it_was_written():
    for sort in (Sort("a.b", "staff", "active", 7, True), Sort(None, None, "not-done", 0, False)):
        assert Sort.read(sort.text) == sort


@pytest.mark.parametrize("query", ["", "status=active", "status=inactive,entered-in-error", "status=not-done"])
def test_a_total_is_counted_along_the_index_of_sorts(library: Library, query: str):
    asked_for = [(name, value) for name, _, value in [query.partition("=")] if name]
    search = parse([*asked_for, ("_summary", "count")], "R5", library.consents.unseal)
    with asked(library) as statements:
        library.consents.search(search, LOCAL)
    counts = [one for one in statements if "count(*) FROM consent c WHERE c.sort IN" in one]
    assert len(counts) == 1
    plan = "\n".join(row[3] for row in library._engine.connection.execute(f"EXPLAIN QUERY PLAN {counts[0]}"))
    assert plan == "SEARCH c USING COVERING INDEX consent_by_sort (sort=?)"
