"""What goes wrong around a person: they are told plainly, staff exactly, and nothing that was entered is lost.

A camera's troubles are in test_camera.py, a printer's in test_printing.py, a voice's in test_voices.py.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from econsent import instant
from econsent.exchange import SearchRequest
from econsent.instant import SECOND
from econsent.library import Library
from econsent.store import folder as folders
from econsent.store import fsck
from econsent.store.clock import SystemClock
from kiosk.scanner import LONGEST
from tests.builders import make_station, open_station, person
from tests.kiosk.scanning import FAST, send
from tests.kiosk.test_visits import deliver
from tests.kiosk.visits import IIN, Visit, open_kiosk
from tests.own import draft

Come = Callable[..., Visit]
DAY = 86_400 * SECOND
UNKNOWN = "This code is not known here. Nothing was changed: please type your IIN."


# ── a scanner that sends garbage ───────────────────────────────────────────────────────────────────────────────────


GARBAGE: dict[str, list[str | Qt.Key]] = {
    "two codes glued": [*IIN, *"051231600017", Qt.Key.Key_Return],
    "a wrong check digit": [*IIN[:-1], "7", Qt.Key.Key_Return],
    "the middle is binary": [*"0104870", Qt.Key.Key_F7, *"21ABC", Qt.Key.Key_Escape, *"17", Qt.Key.Key_Return],
    "endless": list("8" * (3 * LONGEST)),
    "an address": [*"https://example.org/a", Qt.Key.Key_Return],
}


def test_a_scanner_that_sends_garbage_changes_nothing_anywhere_and_is_told(visit: Come) -> None:
    here = visit("en")
    for screen, typed in (("identify", "90"), ("name", "As"), ("words", "")):
        here.go(screen)
        if screen == "words":
            here.tap("Write my own")
        here.hand.type(typed)
        before = (here.sitting.iin, here.sitting.name, here.sitting.own_words)
        for garbage, keys in GARBAGE.items():
            send(here, keys, FAST)
            assert (here.screen, here.sitting.iin, here.sitting.name, here.sitting.own_words) == (screen, *before), (
                garbage
            )
        if screen == "identify":
            assert UNKNOWN in here.hand.texts()
            for _ in typed:
                here.tap("Delete the last digit")


def test_after_garbage_without_an_end_the_next_code_is_read(visit: Come) -> None:
    here = visit("en")
    here.go("identify")
    send(here, GARBAGE["endless"], FAST)
    send(here, f"{IIN}\n", FAST)
    assert here.sitting.iin == IIN


# ── a clock that jumps ─────────────────────────────────────────────────────────────────────────────────────────────


def wrong_by(monkeypatch: pytest.MonkeyPatch, ahead: int) -> None:
    """Set the machine's clock wrong from now on; what counts from the start of the machine is as it was."""
    right = SystemClock.wall
    monkeypatch.setattr(SystemClock, "wall", lambda self: right(self) + ahead)


def statement_of(here: Visit, library: Library, folder: Path):
    deliver(here, library, folder)
    found = [library.show(item.id).statement for item in library.find(SearchRequest(person=person(IIN)))]
    return next(each for each in found if each.kind == "consent")


@pytest.mark.parametrize(
    "ahead",
    [pytest.param(-7 * 365 * DAY, id="2019"), pytest.param(2 * DAY, id="two days on", marks=pytest.mark.sweep)],
)
def test_4_a_wrong_clock_orders_nothing_the_statement_says_so_and_the_library_adds_its_own_time(
    visit: Come, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    right = instant.to_datetime(SystemClock().wall())
    wrong_by(monkeypatch, ahead)
    here = visit("en")
    here.go("done", "deny")
    monkeypatch.undo()
    statement = statement_of(here, library, tmp_path)
    assert statement.form.seconds >= 0
    made = statement.made
    assert made.at[:10] != made.earliest[:10]
    assert right <= dt.datetime.fromisoformat(made.latest) <= dt.datetime.now(dt.UTC)
    assert dt.datetime.fromisoformat(made.earliest) <= dt.datetime.fromisoformat(made.latest)
    assert dt.datetime.fromisoformat(library.show(statement.id).logged) >= right - dt.timedelta(seconds=1)


def test_4_a_clock_that_steps_back_in_mid_sitting_runs_no_duration_backwards_and_rushes_nobody(
    visit: Come, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = visit("en", "idle_seconds = 600")
    here.go("choices", "deny")
    wrong_by(monkeypatch, -400 * DAY)
    QTest.qWait(50)
    assert here.screen == "choices"
    here.go("done", "deny")
    monkeypatch.undo()
    assert 0 <= statement_of(here, library, tmp_path).form.seconds < 600


# ── what the station lacks, before anything is typed ───────────────────────────────────────────────────────────────


def refused(here: Visit, code: str) -> None:
    """Choose a language, and be told in plain words, in it, that a paper form will do; staff see the code."""
    here.wait(lambda: bool(here.program.window.property("complete")))
    here.tap("language")
    here.wait("unready")
    assert code in here.hand.texts()
    assert PAPER[here.language] in " ".join(here.hand.texts())
    assert here.sitting is None


PAPER = {"kk": "қағаз", "ru": "бумажн", "en": "paper form"}


@pytest.mark.parametrize("language", ["kk", pytest.param("ru", marks=pytest.mark.sweep)])
def test_an_expired_certificate_is_said_before_anything_is_typed(
    visit: Come, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    wrong_by(monkeypatch, 20 * 365 * DAY)
    since = SystemClock.monotonic
    monkeypatch.setattr(SystemClock, "monotonic", lambda self: since(self) + 20 * 365 * DAY)
    here = visit(language)
    refused(here, "keys.certificate-expired")
    monkeypatch.undo()
    here.tap("again")
    here.wait("who")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_3_a_disk_below_the_reserve_refuses_before_anything_is_typed_and_full_in_mid_save_says_no_done(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    """A file system that really is full, before a sitting and in the middle of one."""
    small = tmp_path / "small"
    small.mkdir()
    size = folders.RESERVE_BYTES + 24 * 2**20
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", small], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        make_station(library, small).close()
        here = Visit(open_kiosk(small / "station"), "en")
        try:
            with_a_full_disk(here, small)
        finally:
            here.close()
        with open_station(small) as station:
            assert station.sync(library).problems == ()
        assert fsck.check(small / "station") == []
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def with_a_full_disk(here: Visit, small: Path) -> None:
    ballast = small / "ballast"
    ballast.write_bytes(bytes(30 * 2**20))
    refused(here, "store.full")
    ballast.unlink()
    here.tap("again")
    here.wait("who")
    here.go("sign", "deny")
    fill(ballast, small)
    here.go("failed")
    assert not here.program.kiosk.signed
    assert here.sitting.ink
    ballast.unlink()
    here.tap("again")
    here.wait("done")


def fill(ballast: Path, disk: Path) -> None:
    """Leave not a block free."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while shutil.disk_usage(disk).free:
            file.write(bytes(2**20))


# ── a broken form ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_broken_form_is_never_shown_and_the_last_good_one_is_and_staff_are_told(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    with open_station(tmp_path) as station:
        first = library.forms.release(draft())
        station.sync(library)
        library.forms.release(draft(said="Цех открыт с восьми утра."))
        station.sync(library)
    newest = max((tmp_path / "station" / "forms").iterdir())
    broken = next(newest.rglob("kk.md"))
    broken.write_bytes(broken.read_bytes()[:-100])
    here = visit("en")
    here.go("information")
    assert here.sitting.ground.form.version == first.version
    here.wait(lambda: "forms" in here.program.staff._troubles)
    trouble = here.program.staff._troubles["forms"]
    assert trouble.code == "forms.digest-mismatch"
    here.go("done")
    statement = statement_of(here, library, tmp_path)
    assert statement.form.version == first.version
    with open_station(tmp_path) as mended:
        mended.check_forms()
