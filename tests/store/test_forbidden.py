"""A folder that belongs to another user of the machine: refused by its own code, and touched by nobody."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from econsent import errors
from econsent.library import Library
from econsent.station import Station
from econsent.store import fsck
from tests.builders import PASSPHRASE, make_library, make_station

NOBODY = 65534


@contextlib.contextmanager
def as_another_user(*closed: Path) -> Iterator[None]:
    """Be somebody to whom files or folders do not belong: who is root becomes nobody, others lock themselves out."""
    modes = [(path, path.stat().st_mode) for path in closed]
    for path in closed:
        path.chmod(0)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(os.getuid())
        for path, mode in modes:
            path.chmod(mode)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder into which every user of the machine may look, unlike those of pytest."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def homes(place: Path) -> tuple[Path, Path]:
    """The folders of a library and of a station, which have been used."""
    with make_library(place) as library:
        make_station(library, place, name="kiosk").close()
    return place / "library", place / "kiosk"


def open_library(folder: Path) -> None:
    Library.open(folder, passphrase=PASSPHRASE).close()


def open_station(folder: Path) -> None:
    Station.open(folder, passphrase=PASSPHRASE).close()


def check(folder: Path) -> None:
    fsck.check(folder, passphrase=PASSPHRASE)


@pytest.mark.parametrize(("which", "verb"), [(0, open_library), (0, check), (1, open_station), (1, check)])
def test_a_folder_of_another_user_is_refused_and_not_said_to_be_missing(
    homes: tuple[Path, Path], which: int, verb: Callable[[Path], None]
):
    folder = homes[which]
    with as_another_user(folder), pytest.raises(errors.StoreForbidden) as refused:
        verb(folder)
    assert "user" in refused.value.remedy
    verb(folder)


@pytest.mark.parametrize(("which", "card"), [(0, "library.json"), (1, "station.json")])
def test_a_file_of_another_user_is_refused_by_its_name(homes: tuple[Path, Path], which: int, card: str):
    folder, verb = homes[which], (open_library, open_station)[which]
    folder.chmod(0o755)
    with as_another_user(folder / card), pytest.raises(errors.StoreForbidden, match=card):
        verb(folder)
    verb(folder)


def test_a_passphrase_of_another_user_is_told_from_one_that_is_not_there(
    homes: tuple[Path, Path], place: Path, monkeypatch: pytest.MonkeyPatch
):
    homes[0].chmod(0o755)
    for file in homes[0].iterdir():
        file.chmod(file.stat().st_mode | 0o044)
    secret = place / "passphrase"
    secret.write_text(PASSPHRASE)
    monkeypatch.setenv("ECONSENT_PASSPHRASE_FILE", str(secret))
    with as_another_user(secret), pytest.raises(errors.KeyMissing, match="may not be read"):
        Library.open(homes[0])
    secret.unlink()
    with pytest.raises(errors.KeyMissing, match="is not there"):
        Library.open(homes[0])


@pytest.mark.parametrize("name", ["a" * 300, "a" * 5000, "\x00"])
def test_what_no_folder_can_be_called_is_not_there(tmp_path: Path, name: str):
    with pytest.raises(errors.StoreMissing):
        open_library(tmp_path / name)
    with pytest.raises(errors.StoreMissing):
        open_station(tmp_path / name)
