from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from tests import shards
from tests.builders import ADDRESS
from tests.conftest import ENGINES
from tests.fhir.said import Told, everything
from tests.postgres import Running


@pytest.fixture(scope="session", params=ENGINES)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A library to which people said everything that can be said, over each engine."""
    folder = tmp_path_factory.mktemp("told")
    if request.param == "postgres":
        server: Running = request.getfixturevalue("server")
        (folder / ADDRESS).write_text(server.database())
    with shards.proved() if request.param == "postgres" else contextlib.nullcontext():
        told = Told(folder)
        everything(told)
        yield told
        told.close()
