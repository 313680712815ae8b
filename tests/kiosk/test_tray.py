"""A scanner's folder: only what comes in this sitting is taken, whole, and nothing is left lying or lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk import page, tray
from tests.kiosk import photos


def made(data: bytes) -> tuple[bytes, ...]:
    """Take a file whose bytes begin with a word, refuse any other."""
    if not data.startswith(b"page"):
        raise page.PageUnreadable("no page")
    return (data,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "scans"
    place.mkdir()
    return place


def seen(watched: tray.Tray, times: int = 2) -> tray.Haul:
    for _ in range(times - 1):
        assert watched.look(made).taken == ()
    return watched.look(made)


def test_a_file_from_before_the_sitting_is_neither_taken_nor_touched(folder: Path) -> None:
    (folder / "before.jpg").write_bytes(b"page of somebody else")
    watched = tray.Tray(folder)
    watched.begin()
    (folder / "now.jpg").write_bytes(b"page")
    assert seen(watched).taken == ((b"page",),)
    assert [each.name for each in folder.iterdir()] == ["before.jpg"]
    assert seen(watched, 3).taken == ()


def test_a_file_from_before_that_is_written_anew_is_this_sitting_s(folder: Path) -> None:
    (folder / "scan.jpg").write_bytes(b"page of somebody else")
    watched = tray.Tray(folder)
    watched.begin()
    (folder / "scan.jpg").write_bytes(b"page of ours")
    assert seen(watched).taken == ((b"page of ours",),)


def test_a_file_that_still_grows_waits_until_it_is_whole(folder: Path) -> None:
    watched = tray.Tray(folder)
    watched.begin()
    for length in range(1, 4):
        (folder / "scan.jpg").write_bytes(b"page" * length)
        assert watched.look(made).taken == ()
    assert watched.look(made).taken == ((b"page" * 3,),)


def test_an_empty_file_is_one_that_is_still_to_come(folder: Path) -> None:
    watched = tray.Tray(folder)
    watched.begin()
    (folder / "scan.jpg").touch()
    assert seen(watched, 3) == tray.Haul((), 0)
    (folder / "scan.jpg").write_bytes(b"page")
    assert seen(watched).taken == ((b"page",),)


def test_several_files_come_in_the_order_in_which_they_were_scanned(folder: Path) -> None:
    watched = tray.Tray(folder)
    watched.begin()
    for place, name in enumerate(("b.jpg", "c.jpg", "a.jpg")):
        (folder / name).write_bytes(b"page " + name.encode())
        os.utime(folder / name, (1_000 + place, 1_000 + place))
    assert [data for (data,) in seen(watched).taken] == [b"page b.jpg", b"page c.jpg", b"page a.jpg"]


def test_garbage_is_counted_once_and_stays_for_staff(folder: Path) -> None:
    watched = tray.Tray(folder)
    watched.begin()
    (folder / "Surname Name 900101300126.txt").write_bytes(b"garbage")
    assert seen(watched) == tray.Haul((), 1)
    assert seen(watched, 3) == tray.Haul((), 0)
    assert len(list(folder.iterdir())) == 1


def test_links_folders_and_hidden_files_are_nothing(folder: Path, tmp_path: Path) -> None:
    watched = tray.Tray(folder)
    watched.begin()
    (tmp_path / "secret").write_bytes(b"page of the machine")
    (folder / "link.jpg").symlink_to(tmp_path / "secret")
    (folder / "deeper").mkdir()
    (folder / ".part.jpg").write_bytes(b"page")
    os.mkfifo(folder / "pipe.jpg")
    assert seen(watched, 3) == tray.Haul((), 0)
    assert (tmp_path / "secret").exists()


def test_a_file_that_is_too_large_is_not_read(folder: Path) -> None:
    watched = tray.Tray(folder)
    watched.begin()
    with (folder / "huge.jpg").open("wb") as file:
        file.write(b"page")
        file.truncate(tray.MAX_FILE + 1)
    assert seen(watched) == tray.Haul((), 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may remove anything")
def test_a_file_that_cannot_be_removed_is_told(folder: Path) -> None:
    watched = tray.Tray(folder)
    watched.begin()
    (folder / "scan.jpg").write_bytes(b"page")
    folder.chmod(0o500)
    try:
        assert seen(watched) == tray.Haul(((b"page",),), 0, 1)
    finally:
        folder.chmod(0o700)


def test_a_folder_that_is_not_there_is_named_by_its_setting_and_not_by_its_files(tmp_path: Path) -> None:
    with pytest.raises(tray.TrayUnusable, match=r"paper\.folder") as told:
        tray.Tray(tmp_path / "nowhere").begin()
    assert told.value.code == "kiosk.tray"


def test_a_scanner_s_picture_becomes_a_page(folder: Path) -> None:
    from PIL import Image

    watched = tray.Tray(folder)
    watched.begin()
    Image.fromarray(photos.sheet()[:, :, ::-1]).save(folder / "scan.tiff")
    for _ in range(2):
        haul = watched.look(lambda data: [page.scanned(picture) for picture in page.opened(data)])
    [[made_page]] = haul.taken
    assert (made_page.fault, made_page.origin) == ("", "folder")
    assert list(folder.iterdir()) == []
