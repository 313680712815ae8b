"""A station's outbox: queued once, oldest first, given up only when it is proven to be in the log."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from econsent import errors
from econsent.instant import ClockCheck
from econsent.store import fsck
from econsent.store.outbox import Contact, Outbox, Pending, Progress
from tests.builders import NOBODY, abandonment, make_library, make_station

ROOT = bytes(range(32))
CONTACT = Contact(at=5, check=ClockCheck(at=5, offset=0, error=1, monotonic=3), boot="b")


def digest(seq: int) -> bytes:
    return bytes([seq]) * 32


def pending(*numbers: int) -> list[Pending]:
    return [Pending(seq, digest(seq), "notice", 100 + seq, b"sealed") for seq in numbers]


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    box = Outbox(tmp_path, create=True)
    box.begin(Progress(seen_root=ROOT), CONTACT)
    return box


def test_a_new_outbox_waits_for_nothing(outbox: Outbox):
    assert outbox.progress() == Progress(seen_root=ROOT)
    assert outbox.contact() == CONTACT
    assert (outbox.waiting(10), outbox.counts().oldest) == ([], None)


def test_what_is_queued_waits_oldest_first_and_the_device_advances(outbox: Outbox):
    outbox.queue(pending(1, 2))
    outbox.queue(pending(3))
    assert [item.seq for item in outbox.waiting(2)] == [1, 2]
    assert outbox.progress() == Progress(seq=3, digest=digest(3), seen_root=ROOT)
    counts = outbox.counts()
    assert (counts.waiting, counts.oldest) == (3, 101)


def test_as_many_are_taken_as_fit_together_and_the_first_however_large(outbox: Outbox):
    sizes = (400, 300, 300, 5000, 10)
    outbox.queue([Pending(seq, digest(seq), "notice", seq, bytes(size)) for seq, size in enumerate(sizes, 1)])
    assert [item.seq for item in outbox.waiting(9, 1000)] == [1, 2, 3]
    assert [item.seq for item in outbox.waiting(2, 1000)] == [1, 2]
    assert [item.seq for item in outbox.waiting(9, 100)] == [1]
    assert [len(item.envelope) for item in outbox.waiting(9)] == list(sizes)


def test_a_running_number_is_used_once_and_the_whole_sitting_taken_back(outbox: Outbox):
    outbox.queue(pending(1))
    with pytest.raises(errors.StoreError):
        outbox.queue([*pending(2), *pending(1)])
    assert [item.seq for item in outbox.waiting(9)] == [1]
    assert outbox.progress().seq == 1


def test_a_reply_settles_what_it_proves_and_keeps_what_was_set_aside(outbox: Outbox):
    outbox.queue(pending(1, 2, 3))
    later = Contact(at=9, check=CONTACT.check, boot="b")
    outbox.settle([(7, digest(1))], [("library.conflict", digest(2))], (8, digest(9)), later)
    counts = outbox.counts()
    assert (counts.waiting, counts.delivered, counts.quarantined, counts.oldest) == (1, 1, 1, 103)
    assert outbox.progress() == Progress(seq=3, digest=digest(3), seen_size=8, seen_root=digest(9))
    assert outbox.contact() == later
    rows = outbox.database.connection.execute("SELECT seq, code, idx, envelope FROM envelope ORDER BY seq").fetchall()
    assert rows == [(1, None, 7, None), (2, "library.conflict", None, b"sealed"), (3, None, None, b"sealed")]


def test_an_older_checkpoint_does_not_replace_the_newest_seen(outbox: Outbox):
    outbox.settle([], [], (8, digest(8)), CONTACT)
    outbox.settle([], [], (5, digest(5)), CONTACT)
    assert (outbox.progress().seen_size, outbox.progress().seen_root) == (8, digest(8))


def test_an_outbox_without_its_progress_is_damaged(outbox: Outbox):
    with outbox.database.writing() as connection:
        connection.execute("DELETE FROM state")
    for act in (lambda: outbox.queue(pending(1)), lambda: outbox.settle([], [], (1, ROOT), CONTACT)):
        with pytest.raises(errors.StoreDamaged):
            act()
    assert outbox.waiting(1) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("DELETE FROM envelope WHERE seq = 2", "station.gap"),
        ("DELETE FROM envelope WHERE seq = 3", "station.gap"),
        ("UPDATE envelope SET digest = zeroblob(32) WHERE seq = 3", "store.damaged"),
        ("UPDATE envelope SET envelope = x'00' WHERE seq = 1", "envelope.malformed"),
        ("UPDATE envelope SET envelope = NULL WHERE seq = 1", "store.damaged"),
        ("DELETE FROM state WHERE name = 'progress'", "store.damaged"),
        ("UPDATE state SET value = x'c1' WHERE name = 'progress'", "store.damaged"),
        ("UPDATE state SET value = x'c1' WHERE name = 'contact'", "store.damaged"),
    ],
)
def test_fsck_names_what_was_changed_in_a_station(tmp_path: Path, change: str, code: str):
    with make_library(tmp_path) as library, make_station(library, tmp_path, url=NOBODY) as station:
        station.sign([abandonment(station)] * 3)
    with sqlite3.connect(tmp_path / "station" / "outbox.db") as database:
        assert database.execute(change).rowcount == 1
    database.close()
    assert code in [item.code for item in fsck.check(tmp_path / "station")]
