"""Locks, space, small durable files and passphrases of a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from econsent import errors
from econsent.store import folder as folders
from tests.waiting import unmeasured


def test_a_folder_is_locked_once_and_free_again_after_release(tmp_path: Path):
    lock = folders.FolderLock(tmp_path)
    with pytest.raises(errors.StoreBusy):
        folders.FolderLock(tmp_path)
    folders.FolderLock(tmp_path, "sync.lock").release()
    lock.release()
    lock.release()
    folders.FolderLock(tmp_path).release()


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path):
    hold = (
        "import sys, pathlib; from econsent.store.folder import FolderLock\n"
        "lock = FolderLock(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=unmeasured()
    )
    assert process.stdout.readline() == b"held\n"
    with pytest.raises(errors.StoreBusy):
        folders.FolderLock(tmp_path)
    process.kill()
    process.communicate()
    folders.FolderLock(tmp_path).release()


def test_a_folder_that_is_not_there_cannot_be_locked_or_measured(tmp_path: Path):
    with pytest.raises(errors.StoreUnwritable):
        folders.FolderLock(tmp_path / "missing")
    with pytest.raises(errors.StoreMissing):
        folders.free_bytes(tmp_path / "missing")


def test_below_the_reserve_nothing_new_is_begun(tmp_path: Path):
    free = folders.check_space(tmp_path, reserve=1)
    with pytest.raises(errors.StoreFull) as caught:
        folders.check_space(tmp_path, reserve=free * 2)
    assert caught.value.kept


def test_a_new_folder_is_its_owners_alone_and_an_occupied_one_is_left_alone(tmp_path: Path):
    folders.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    (tmp_path / "a" / "note").write_text("mine")
    with pytest.raises(errors.StoreExists):
        folders.make_folder(tmp_path / "a")
    assert (tmp_path / "a" / "note").read_text() == "mine"


@pytest.mark.parametrize("place", ["file/folder", "file", "x" * 300])
def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path, place: str):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(errors.StoreUnwritable) as caught:
        folders.make_folder(tmp_path / place)
    assert str(tmp_path) not in str(caught.value)


def test_a_file_is_replaced_whole(tmp_path: Path):
    folders.write_durably(tmp_path / "card", b"old")
    folders.write_durably(tmp_path / "card", b"new")
    assert folders.read_file(tmp_path / "card") == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["card"]


def test_a_file_that_cannot_be_written_or_read_says_so(tmp_path: Path):
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "note").touch()
    with pytest.raises(errors.StoreUnwritable):
        folders.write_durably(tmp_path / "card", b"new")
    with pytest.raises(errors.StoreMissing):
        folders.read_file(tmp_path / "card")


def test_a_passphrase_is_the_one_given_then_the_one_named_then_the_one_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(folders.PASSPHRASE_VARIABLE, raising=False)
    with pytest.raises(errors.KeyMissing):
        folders.passphrase_for(tmp_path)
    kept = folders.new_passphrase(tmp_path)
    assert folders.passphrase_for(tmp_path) == kept
    assert (tmp_path / folders.PASSPHRASE_FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / "named").write_text("named\n")
    monkeypatch.setenv(folders.PASSPHRASE_VARIABLE, str(tmp_path / "named"))
    assert folders.passphrase_for(tmp_path) == "named"
    assert folders.passphrase_for(tmp_path, "given") == "given"


def test_no_passphrase_is_kept_where_one_is_given_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert folders.new_passphrase(tmp_path, "given") == "given"
    (tmp_path / "elsewhere").write_text("named")
    monkeypatch.setenv(folders.PASSPHRASE_VARIABLE, str(tmp_path / "elsewhere"))
    assert folders.new_passphrase(tmp_path) == "named"
    assert not (tmp_path / folders.PASSPHRASE_FILE).exists()


def test_a_named_passphrase_that_is_not_there_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "noise").write_bytes(b"\xff\xfe")
    for name in ("nowhere", "noise"):
        monkeypatch.setenv(folders.PASSPHRASE_VARIABLE, str(tmp_path / name))
        with pytest.raises(errors.KeyMissing):
            folders.passphrase_for(tmp_path)


def test_a_file_is_its_owners_alone_whatever_lies_under_its_temporary_name(tmp_path: Path):
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"")
    (tmp_path / ".document.pdf.new").symlink_to(theirs)
    before = os.umask(0)
    try:
        folders.write_durably(tmp_path / "document.pdf", b"a person's")
    finally:
        os.umask(before)
    assert theirs.read_bytes() == b""
    assert (tmp_path / "document.pdf").read_bytes() == b"a person's"
    assert (tmp_path / "document.pdf").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["document.pdf", "theirs"]
