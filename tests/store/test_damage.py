"""Databases cut off or changed at rest: a verb works or says what is wrong, nothing becomes a permit, fsck names it."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from econsent.errors import EconsentError
from econsent.exchange import Question, SearchRequest, WithdrawalRequest
from econsent.library import Library
from econsent.standing import Policy
from econsent.station import Station
from econsent.store import engines, fsck, home, outbox
from econsent.store.clock import SYSTEM
from tests.builders import PASSPHRASE, SCOPE, abandonment, consent, iin, make_library, make_station, person
from tests.hand import Hand, Said, deposit

PERMITTED, DENIED, UNKNOWN = iin(0), iin(1), iin(2)


@dataclasses.dataclass(frozen=True)
class Whole:
    """A library and a station in good order, closed, and what a library needs that damage to its database spares."""

    folder: Path
    home: home.LibraryHome
    said: tuple[Said, ...]
    late: Said

    def library(self, folder: Path) -> Library:
        return Library(self.home, engines.open_engine(folder), SYSTEM, Policy())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    with make_library(folder) as library, make_station(library, folder) as station:
        hand = Hand.enrol(library)
        said = [hand.say(consent(hand, iin=PERMITTED)), hand.say(consent(hand, "deny", iin=DENIED))]
        deposit(library, said)
        deposit(library, [hand.say(consent(hand, iin=iin(number))) for number in range(3, 9)])
        station.sign([abandonment(station)])
        station.sync(library)
        station.sign([abandonment(station)] * 3)
        return Whole(folder, library._home, tuple(said), hand.say(consent(hand, iin=iin(9))))


@pytest.fixture
def library_folder(whole: Whole, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole.folder / "library", tmp_path / "library"))


@pytest.fixture
def answering(whole: Whole, tmp_path: Path) -> Iterator[Library]:
    """A library in good order, to deliver to."""
    with whole.library(Path(shutil.copytree(whole.folder / "library", tmp_path / "answering"))) as library:
        yield library


@pytest.fixture
def station_folder(whole: Whole, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole.folder / "station", tmp_path / "station"))


def library_verbs(whole: Whole) -> Iterator[Callable[[Library], object]]:
    first = whole.said[0].statement.id
    yield lambda library: library.checkpoint()
    yield lambda library: library.door.admit("wrong")
    yield lambda library: library.find(SearchRequest(person=person(PERMITTED)))
    yield lambda library: library.find(SearchRequest(id=first))
    yield lambda library: library.show(first)
    for what in ("jws", "pdf", "receipt", "bundle"):
        yield lambda library, what=what: library.export(first, what)
    yield lambda library: library.consistency(2, 9)
    yield lambda library: library.tile("tile/0/000.p/9")
    yield lambda library: library.tile("tile/entries/000.p/9")
    yield lambda library: library.check_log()
    yield lambda library: library.stations.listed()
    yield lambda library: library.revoke("desk")
    yield lambda library: library.invite(name="k", point="p")
    yield lambda library: library.deposit([whole.late.envelope, whole.said[0].envelope], seen=2)
    yield lambda library: library.withdraw(
        WithdrawalRequest(person=person(PERMITTED), name="Ә", scopes=(SCOPE,), worker="М")
    )


def try_library(whole: Whole, folder: Path) -> list[str]:
    """Try every verb on a damaged library; return the codes of what was refused. Anything but our errors fails."""
    refused: list[str] = []

    def attempt(verb: Callable[[Library], object], library: Library) -> object:
        try:
            return verb(library)
        except EconsentError as error:
            refused.append(error.code)
            return None

    try:
        library = whole.library(folder)
    except EconsentError as error:
        return [error.code]
    with library:
        for number, allowed in ((PERMITTED, "CONSENT_PERMIT"), (DENIED, "CONSENT_DENY"), (UNKNOWN, "NO_CONSENT")):
            answer = attempt(lambda it, number=number: it.decide(Question(person=person(number), scope=SCOPE)), library)
            assert answer is None or answer.decision in (allowed, "NO_CONSENT")
        for verb in library_verbs(whole):
            attempt(verb, library)
    return refused


def try_station(library: Library, folder: Path) -> list[str]:
    """Try every verb on a damaged station; return the codes of what was refused."""
    refused: list[str] = []
    try:
        station = Station.open(folder, passphrase=PASSPHRASE)
    except EconsentError as error:
        return [error.code]
    with station:
        draft = abandonment(station)
        for verb in (station.check_ready, station.health, lambda: station.sign([draft]), lambda: station.sync(library)):
            try:
                said = verb()
                refused.extend(problem.code for problem in getattr(said, "problems", ()))
            except EconsentError as error:
                refused.append(error.code)
    return refused


def lengths(size: int, count: int) -> list[int]:
    """Return lengths to cut a file to: the edges of header and pages, and others at random."""
    edges = [0, 1, 15, 16, 99, 100, 512, 4096, 16383, 16384, 16385, size // 2, size - 16384, size - 1]
    return sorted({*edges, *(random.Random(7).randrange(size) for _ in range(count))})


def cut(path: Path, length: int) -> None:
    with path.open("r+b") as file:
        file.truncate(length)


def flip(path: Path, position: int, bits: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ bits]))


def test_a_library_in_good_order_refuses_nothing_and_fsck_is_content(whole: Whole, library_folder: Path):
    assert fsck.check(library_folder, passphrase=PASSPHRASE) == []
    assert try_library(whole, library_folder) == ["library.access-denied", "trust.device-revoked"]


def test_a_station_in_good_order_refuses_nothing_and_fsck_is_content(whole: Whole, station_folder: Path):
    assert fsck.check(station_folder) == []


@pytest.mark.parametrize("count", [0, pytest.param(400, marks=pytest.mark.sweep)])
def test_a_truncated_library_says_so_at_every_length(whole: Whole, library_folder: Path, count: int):
    path = library_folder / engines.FILE
    good = path.read_bytes()
    for length in lengths(len(good), count):
        path.write_bytes(good)
        cut(path, length)
        assert "store.damaged" in try_library(whole, library_folder), length


def test_fsck_names_a_truncated_library(whole: Whole, library_folder: Path):
    path = library_folder / engines.FILE
    size = path.stat().st_size
    for length in (size - 16384, 100, 0):
        cut(path, length)
        assert [item.code for item in fsck.check(library_folder, passphrase=PASSPHRASE)] == ["store.damaged"]


@pytest.mark.parametrize("count", [0, pytest.param(200, marks=pytest.mark.sweep)])
def test_a_truncated_outbox_says_so_at_every_length(answering: Library, station_folder: Path, count: int):
    path = station_folder / outbox.FILE
    good = path.read_bytes()
    for length in lengths(len(good), count):
        path.write_bytes(good)
        cut(path, length)
        assert try_station(answering, station_folder) == ["store.damaged"], length
        assert [item.code for item in fsck.check(station_folder)] == ["store.damaged"]


@pytest.mark.parametrize("name", [engines.FILE, outbox.FILE])
def test_a_database_that_is_gone_or_is_none_is_not_made_anew(
    whole: Whole, answering: Library, tmp_path: Path, name: str
):
    kind = "library" if name == engines.FILE else "station"
    folder = Path(shutil.copytree(whole.folder / kind, tmp_path / kind))

    def attempt() -> list[str]:
        return try_library(whole, folder) if name == engines.FILE else try_station(answering, folder)

    (folder / name).write_bytes(b"not a database, and longer than its header would have been" * 9)
    assert attempt() == ["store.damaged"]
    (folder / name).unlink()
    assert attempt() == ["store.missing"]
    assert not (folder / name).exists()


@pytest.mark.parametrize("count", [40, pytest.param(4000, marks=pytest.mark.sweep)])
def test_a_changed_byte_in_a_library_never_ends_in_a_traceback_or_a_permit(
    whole: Whole, library_folder: Path, count: int
):
    path = library_folder / engines.FILE
    good = path.read_bytes()
    used = [position for position, byte in enumerate(good) if byte]
    chance = random.Random(count)
    for _ in range(count):
        path.write_bytes(good)
        flip(path, chance.choice(used), 1 << chance.randrange(8))
        try_library(whole, library_folder)
        for rest in library_folder.glob(f"{engines.FILE}-*"):
            rest.unlink()


@pytest.mark.parametrize("most", [24, pytest.param(None, marks=pytest.mark.sweep)], ids=["sample", "every byte"])
def test_a_changed_byte_in_any_row_that_answers_rest_on_is_found(whole: Whole, library_folder: Path, most: int | None):
    """The bytes of one person's standing, one at a time, from the first to the last."""
    path = library_folder / engines.FILE
    good = path.read_bytes()
    key = whole.home.keys.vault.person(person(DENIED))
    with whole.library(library_folder) as library:
        row = library._shelf.standing(key)
    begin, last = good.index(row), len(row) - 1
    steps = last if most is None else most
    for position in sorted({begin + last * step // steps for step in range(steps + 1)}):
        path.write_bytes(good)
        flip(path, position, 0x01)
        with whole.library(library_folder) as library, pytest.raises(EconsentError) as caught:
            library.decide(Question(person=person(DENIED), scope=SCOPE))
        assert caught.value.code == "store.damaged"


@pytest.mark.parametrize("count", [20, pytest.param(1000, marks=pytest.mark.sweep)])
def test_a_changed_byte_in_an_outbox_never_ends_in_a_traceback(answering: Library, station_folder: Path, count: int):
    path = station_folder / outbox.FILE
    good = path.read_bytes()
    used = [position for position, byte in enumerate(good) if byte]
    chance = random.Random(count)
    for _ in range(count):
        path.write_bytes(good)
        flip(path, chance.choice(used), 1 << chance.randrange(8))
        try_station(answering, station_folder)
        fsck.check(station_folder, passphrase=PASSPHRASE)
        for rest in station_folder.glob(f"{outbox.FILE}-*"):
            rest.unlink()


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda good: b"",
    "half": lambda good: good[: len(good) // 2],
    "noise": lambda good: bytes(255 - byte for byte in good),
}


@pytest.mark.parametrize("how", [*SPOILS, "gone"])
@pytest.mark.parametrize("kind", ["library", "station"])
def test_a_spoiled_key_card_or_certificate_is_named(whole: Whole, tmp_path: Path, kind: str, how: str):
    folder = Path(shutil.copytree(whole.folder / kind, tmp_path / kind))
    unused = {"access-token", "log.vkey", "clock.vkey", "device.jwk", "keys/root.pem", "lock", "sync.lock"}
    opening = Library.open if kind == "library" else Station.open
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name in unused or path.suffix == ".db":
            continue
        good = path.read_bytes()
        path.unlink() if how == "gone" else path.write_bytes(SPOILS[how](good))
        with pytest.raises(EconsentError) as caught:
            opening(folder, passphrase=PASSPHRASE)
        assert str(folder) not in str(caught.value)
        if kind == "station" and name != "station.json":
            assert fsck.check(folder, passphrase=PASSPHRASE) != []
        path.write_bytes(good)
    opening(folder, passphrase=PASSPHRASE).close()
