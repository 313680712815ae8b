"""Every question stands in a chain that nobody changes, shortens or reads a person's number from."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from econsent import audit, errors
from econsent.access import LOCAL, Asker
from econsent.exchange import SearchRequest
from econsent.library import Library
from econsent.station import Station
from tests.builders import IIN, at_rest, consent, make_library, open_library, person

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


def reader(*scopes: str) -> Asker:
    return Asker(id="camera-7", kind="key", scopes=frozenset(scopes))


def noted(library: Library) -> list[tuple[str, str, str]]:
    return [(item.entry.asker, item.entry.verb, item.entry.outcome) for item in library.audit.entries(limit=1000)]


def test_who_looked_at_what_stands_in_the_trail_and_so_does_who_was_refused(library: Library, station: Station):
    [signed] = station.sign([consent(station)])
    station.sync(library)
    library.show(signed.id)
    with pytest.raises(errors.ScopeMissing):
        library.show(signed.id, asker=reader("decision"))
    with pytest.raises(errors.StatementUnknown):
        library.show("no id", asker=reader("statements.read"))
    assert noted(library)[-3:] == [
        ("local", "statements.show", "ok"),
        ("camera-7", "statements.show", "library.scope-missing"),
        ("camera-7", "statements.show", "library.statement-unknown"),
    ]
    shown = library.audit.entries(limit=1000)[-3].entry
    assert shown.digests == (signed.digest,)
    assert shown.person == library._home.keys.vault.person(person())


def test_who_asked_about_one_person_can_be_found_without_the_number_being_kept(library: Library, tmp_path: Path):
    library.find(SearchRequest(person=person()))
    library.find(SearchRequest(person=person("051231600017")))
    who = library._home.keys.vault.person(person())
    assert [item.entry.verb for item in library.audit.entries(person=who)] == ["statements.find"]
    library.audit.flush()
    assert IIN.encode() not in at_rest(tmp_path)


def test_the_trail_goes_on_where_it_ended_after_a_restart(tmp_path: Path):
    with make_library(tmp_path) as library:
        library.find(SearchRequest(person=person()))
        before = library.audit.check()
    with open_library(tmp_path) as library:
        library.find(SearchRequest(person=person()))
        report = library.audit.check()
    assert (before.size + 1, report.problems) == (report.size, ())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET entry = (SELECT entry FROM audit WHERE seq = 0) WHERE seq = 2",
        "UPDATE audit SET chain = zeroblob(32) WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 1",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit",
        "UPDATE audit_head SET size = size - 1",
        "UPDATE audit_head SET note = replace(note, 'econsent', 'other')",
    ],
)
def test_a_trail_that_was_changed_or_shortened_is_found(library: Library, sql: str):
    for number in ("900101300126", "051231600017", "840229400125"):
        library.find(SearchRequest(person=person(number)))
    assert library.audit.check().problems == ()
    with library._engine.writing() as connection:
        assert connection.execute(sql).rowcount > 0
    assert library.audit.check().problems != ()


def test_many_threads_make_one_chain(library: Library):
    def ask() -> None:
        for _ in range(40):
            library.find(SearchRequest(person=person()))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = library.audit.check()
    assert (report.size, report.problems) == (160, ())


def test_two_open_libraries_make_one_chain(library: Library, tmp_path: Path):
    with open_library(tmp_path) as other:
        for _ in range(5):
            library.find(SearchRequest(person=person()))
            other.find(SearchRequest(person=person()))
            other.audit.flush()
        library.audit.flush()
        report = other.audit.check()
    assert (report.size, report.problems) == (10, ())


def test_where_the_trail_cannot_be_written_nothing_is_answered(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(audit, "ROOM", 0)
    with pytest.raises(errors.StoreUnwritable):
        library.find(SearchRequest(person=person()), asker=LOCAL)
