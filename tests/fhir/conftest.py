from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fhir.said import Told, everything


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A library to which people said everything that can be said."""
    told = Told(tmp_path_factory.mktemp("told"))
    everything(told)
    yield told
    told.close()
