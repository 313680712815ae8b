"""A library and a station for every test that asks; `tests.builders` makes more of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from econsent.library import Library
from econsent.station import Station
from tests.builders import make_library, make_station


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
