"""A library and a station for every test that asks; `tests.builders` makes more of them."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from econsent import credentials
from econsent.library import Library
from econsent.station import Station
from econsent.store import vault
from tests import shards
from tests.builders import ADDRESS, LyingClock, make_library, make_station
from tests.postgres import Running, running

# an example may take its time: a machine that does something else as well must not fail a law
settings.register_profile("unhurried", parent=settings.default, deadline=None)
settings.load_profile("unhurried")


# what runs in a process of its own stretches passphrases and passwords as in a clinic; here it would be the most
vault.SCRYPT["n"] = 2**4
credentials.COST |= {"time_cost": 1, "memory_cost": 64}

ENGINES = ("sqlite", "postgres")


def pytest_configure() -> None:
    """Collect no garbage while tests are found: a fifth of that time, and hardly anything of it ends."""
    gc.disable()


@pytest.hookimpl(trylast=True)  # when it is known which tests are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every worker begin with its share of what takes longest: none is left with one when the others are done.

    At first each worker has as many tests as any other, in their order; later an idle one takes of a busy one's last.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("long")]
    rest = [item for item in items if not item.get_closest_marker("long")]
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        first = long[worker::workers]
        share = (len(items) - len(ordered)) // (workers - worker) - len(first)
        ordered += first + rest[:share]
        del rest[:share]
    items[:] = ordered


def pytest_collection_finish() -> None:
    """Leave the tests and what they import out of every later collection: they stay to the end."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test of a module that says `BOTH_ENGINES = True` once over each engine."""
    if getattr(metafunc.module, "BOTH_ENGINES", False) and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ENGINES, indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    """A running PostgreSQL server; a test is skipped where there is none to run."""
    with running() as server:
        yield server


@pytest.fixture
def database(server: Running) -> Iterator[str]:
    """The address of an empty database."""
    address = server.database()
    yield address
    server.drop(address)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """What keeps this test's library: by default SQLite in a folder.

    On PostgreSQL every statement is proved to be one that can be spread over machines (`tests.shards`).
    """
    name: str = getattr(request, "param", "sqlite")
    if name == "sqlite":
        yield name
        return
    server: Running = request.getfixturevalue("server")
    with server.schema() as address, shards.proved():
        (request.getfixturevalue("tmp_path") / ADDRESS).write_text(address)
        yield name


@pytest.fixture
def clock() -> LyingClock:
    """The clock of this test's library, which a test moves on."""
    return LyingClock()


@pytest.fixture
def library(engine: str, tmp_path: Path, clock: LyingClock) -> Iterator[Library]:
    """A new library in tmp_path/library, or in this test's database."""
    with make_library(tmp_path, clock=clock) as library:
        yield library


@pytest.fixture
def station(library: Library, tmp_path: Path) -> Iterator[Station]:
    """A new station of that library in tmp_path/station; nothing answers at its library's address."""
    with make_station(library, tmp_path) as station:
        yield station
