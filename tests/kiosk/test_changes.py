"""Somebody who signed an earlier text is shown what has changed, and signs the new one (acceptance, scenario 17)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")


from econsent.exchange import SearchRequest
from econsent.library import Library
from tests.builders import consent, open_station, person
from tests.kiosk.test_ways import Keys
from tests.kiosk.visits import Visit
from tests.kiosk.ways import said, tap
from tests.own import NOT_RECORDED, release

Come = Callable[..., Visit]
LAST_TIME = ("Information", "What has changed since last time?")
BACK_TO_TEXT = ("Changes", "Back to the text")


@pytest.fixture
def changed(library: Library, tmp_path: Path, visit: Come) -> Iterator[str]:
    """A library whose form was changed in one sentence of each language since it came; its version."""
    yield release(library, tmp_path, "2026-12-01", **NOT_RECORDED)


def come_to_changes(here: Visit) -> None:
    here.go("information")
    tap(here, LAST_TIME)
    here.wait("changes")


def read_to_the_end(here: Visit) -> None:
    here.hand.tap_until([said(("Changes", "Read on")), said(BACK_TO_TEXT)], "information", 60)


@pytest.mark.parametrize(
    ("language", "was", "now"),
    [
        ("kk", "Дыбыс жазылмайды.", "Дыбыс та жазылады."),
        ("ru", "Звук не записывается.", "Звук тоже записывается."),
        ("en", "Sound is not recorded.", "Sound is recorded, too."),
    ],
)
def test_17_what_has_changed_is_shown_and_read_in_each_language(
    visit: Come, changed: str, language: str, was: str, now: str
) -> None:
    here = visit(language)
    come_to_changes(here)
    shown = here.hand.texts()
    before, after = shown.index(said(("Block", "Before:"))), shown.index(said(("Block", "Now:")))
    assert shown[before + 1].startswith(was) and shown[after + 1].startswith(now)
    assert any("2026.1" in text for text in shown)
    marks = [block["text"] for block in here.program.kiosk.entries.changes["blocks"] if block["kind"] == "now"]
    assert len(marks) == 1 and "<u><b>" in marks[0]


def test_17_the_new_statement_says_that_the_changes_were_shown(
    visit: Come, library: Library, changed: str, tmp_path: Path
) -> None:
    with open_station(tmp_path) as station:
        [old] = station.sign([consent(station)])
    here = visit("kk")
    come_to_changes(here)
    read_to_the_end(here)
    assert here.sitting.pages_read == set()
    here.go("done")
    here.close()
    with open_station(tmp_path) as station:
        station.sync(library)
    found = [library.show(one.id).statement for one in library.find(SearchRequest(person=person()))]
    [new] = [one for one in found if one.kind == "consent" and one.id != old.id]
    assert (new.form.version, new.form.changes_since) == (changed, "2026.1")
    assert [one.form.changes_since for one in found if one.kind == "notice"] == [None]


def test_of_versions_that_read_alike_the_oldest_is_named(visit: Come, changed: str, tmp_path: Path) -> None:
    with open_station(tmp_path) as station:
        versions = [form.version for form in station.catalogue.earlier(station.catalogue.latest("patient-filming"))]
    assert versions == ["2026.2", "2026.1"]
    here = visit("kk")
    come_to_changes(here)
    assert (here.program.kiosk.entries.changes["version"], here.program.kiosk.entries.changes["further"]) == (
        "2026.1",
        False,
    )


def test_who_signed_an_even_earlier_text_is_shown_all_that_has_changed_since(
    visit: Come, library: Library, changed: str, tmp_path: Path
) -> None:
    release(library, tmp_path, "2027-02-01", en=("There is no automatic face", "There is never any automatic face"))
    here = visit("en")
    come_to_changes(here)
    assert here.program.kiosk.entries.changes["day"] == "2026-12-01"
    tap(here, ("Changes", "I signed an earlier text"))
    here.wait(lambda: here.program.kiosk.entries.changes["version"] == "2026.1")
    [now] = [block["plain"] for block in here.program.kiosk.entries.changes["blocks"] if block["kind"] == "now"]
    assert "never any" in now
    assert said(("Changes", "I signed an earlier text")) not in here.hand.names()


def test_where_the_text_never_changed_nothing_is_offered(visit: Come) -> None:
    here = visit("kk")
    here.go("information")
    assert said(LAST_TIME) not in here.hand.names()


def test_the_changes_are_reached_and_left_by_keys_alone(visit: Come, changed: str) -> None:
    here = visit("ru")
    here.go("information")
    keys = Keys(here)
    keys.to(said(LAST_TIME))
    here.wait("changes")
    back = said(BACK_TO_TEXT)
    while keys.to(back, said(("Changes", "Read on"))) != back:
        here.rest()
    here.wait("information")
