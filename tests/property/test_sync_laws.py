"""Laws of delivery: from any interrupted beginning a station's queue reaches the log whole, once and in order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from econsent.library import Library
from tests.builders import abandonment, make_library, make_station, open_station
from tests.wire import CUT, LOST, WHOLE, Wire

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("sign"), st.integers(1, 4)),
        st.tuples(st.just("sync"), st.lists(st.sampled_from([CUT, LOST, WHOLE]), max_size=3)),
        st.tuples(st.just("restart"), st.none()),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@pytest.fixture(scope="module")
def kept(home: Path) -> Library:
    with make_library(home) as library:
        yield library


def entries(library: Library, since: int) -> list[str]:
    shelf = library._shelf
    return [entry.hex() for entry in shelf.entries(since, shelf.size())]


@pytest.mark.parametrize("batch", [1, 3, 50])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_sync_converges_from_any_interrupted_beginning(
    home: Path, kept: Library, monkeypatch: pytest.MonkeyPatch, batch: int, acts: list[tuple[str, object]]
):
    """SPEC 9: at most once in the log, oldest first, and nothing is given up before its place is proven."""
    monkeypatch.setattr("econsent.delivery.BATCH", batch)
    since = kept._shelf.size()
    station = make_station(kept, home)
    signed: list[str] = []
    try:
        for act, how in acts:
            if act == "sign":
                signed += [item.digest for item in station.sign([abandonment(station)] * how)]
            elif act == "sync":
                report = station.sync(Wire(kept, how))
                logged = entries(kept, since)
                assert logged == signed[: len(logged)]
                assert len(signed) - report.waiting <= len(logged)
                assert {problem.code for problem in report.problems} <= {"remote.unreachable"}
            else:
                station.close()
                station = open_station(home)
        assert station.sync(kept).waiting == 0
        assert entries(kept, since) == signed
        assert station.sync(kept).delivered == 0
    finally:
        station.close()
        shutil.rmtree(home / "station")
    report = kept.check_log()
    assert report.problems == ()
    assert kept._shelf.alarms() == []
