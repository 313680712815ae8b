"""A library and a station for every test that asks; `tests.builders` makes more of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from econsent.library import Library
from econsent.station import Station
from tests.builders import make_library, make_station

# an example may take its time: a machine that does something else as well must not fail a law
settings.register_profile("unhurried", parent=settings.default, deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A new library in tmp_path/library."""
    with make_library(tmp_path) as library:
        yield library


@pytest.fixture
def station(library: Library, tmp_path: Path) -> Iterator[Station]:
    """A new station of that library in tmp_path/station; nothing answers at its library's address."""
    with make_station(library, tmp_path) as station:
        yield station
