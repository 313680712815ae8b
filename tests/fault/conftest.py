"""A library and an enrolled station, made once, copied for every fault."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from econsent.errors import RemoteUnreachable
from econsent.exchange import DepositReply
from econsent.library import Library
from econsent.record import Names
from econsent.station import Station
from tests import own
from tests.document import people


@dataclass(frozen=True)
class World:
    """A library that holds one statement, and the station it came from, with two more (`envelopes`) that wait."""

    library: Path
    station: Path
    envelopes: tuple[Path, ...] = ()

    def copy(self, where: Path) -> World:
        """Return a copy to break."""
        shutil.copytree(self.library, where / "library")
        shutil.copytree(self.station, where / "station")
        return World(where / "library", where / "station", self.envelopes)


class Overhears:
    """A library that cannot be reached, and notes what was to be delivered."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def deposit(self, envelopes: Sequence[bytes], *, seen: int = 0) -> DepositReply:
        self.heard = list(envelopes)
        raise RemoteUnreachable("The library cannot be reached.")


@pytest.fixture(scope="session")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A library that holds one statement, and its station with an empty outbox."""
    folder = tmp_path_factory.mktemp("quiet")
    world = World(folder / "library", folder / "station")
    name = Names(kk="«Шипа» клиникасы", ru="Клиника «Шипа»")
    with Library.create(world.library, bin=people.CONTROLLER.bin, name=name) as library:
        code = library.invite(name="Kiosk", point="Point").code
        url = "http://127.0.0.1:9"
        with Station.enrol(world.station, library=library, library_url=url, code=code) as station:
            station.sign([people.consent("ru", ())])
            assert station.sync(library).waiting == 0
    return world


@pytest.fixture(scope="session")
def published(quiet: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same with a form of its own at the station, and the next version of it in the library."""
    world = quiet.copy(tmp_path_factory.mktemp("published"))
    with Library.open(world.library) as library, Station.open(world.station) as station:
        library.forms.release(own.draft())
        assert len(station.sync(library).forms) == 1
        library.forms.release(own.draft(said="Цех открыт с восьми утра."))
    return world


@pytest.fixture(scope="session")
def loaded(quiet: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same with two statements more, signed and waiting."""
    folder = tmp_path_factory.mktemp("loaded")
    world = quiet.copy(folder)
    network = Overhears()
    with Station.open(world.station) as station:
        station.sign([people.notice(), people.consent()])
        station.sync(network)  # type: ignore[arg-type]
    paths = tuple(folder / f"{number}.envelope" for number, _ in enumerate(network.heard))
    for path, envelope in zip(paths, network.heard, strict=True):
        path.write_bytes(envelope)
    return World(world.library, world.station, paths)
