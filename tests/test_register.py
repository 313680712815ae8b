"""The library's register of its site: versions that come whole and stay, and a check that knows who agreed."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from pathlib import Path

import pytest

from econsent import errors, instant
from econsent.access import Asker
from econsent.document.issue import Draft
from econsent.exchange import RoomQuestion
from econsent.library import Library
from econsent.station import Station
from econsent.store import fsck
from tests.builders import SCOPE, LyingClock, at_rest, consent, make_library, open_library, person, where
from tests.sites import NURSE, REGISTRAR, ROSTER, WHOLE, WIDE, found

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")

MINUTE = 60 * instant.SECOND
READER = Asker(id="reader", kind="key", scopes=frozenset({"site.read"}))


# ── versions ──


def test_before_any_import_the_register_is_empty_and_knows_no_camera(library: Library):
    version = library.site.current()
    assert (version.number, version.register.cameras) == (0, ())
    with pytest.raises(errors.CameraUnknown):
        version.register.camera("cam-104")
    report = library.site.check()
    assert (report.number, report.imported) == (0, None)
    assert found(report) == {("gap", "register-empty", "")}
    assert report.edition == "2023-04-07 № 61"


def test_every_import_is_a_version_and_what_was_known_then_is_known_still(tmp_path: Path):
    clock = LyingClock()
    with make_library(tmp_path, clock=clock) as library:
        first = library.site.import_files([WHOLE])
        clock.ahead += 10 * MINUTE
        second = library.site.import_files([ROSTER])
        assert (first.number, second.number) == (1, 2)
        assert second.rows == {"organisation": 1, "point": 1, "room": 3, "camera": 4, "roster": 2}
        assert library.site.current().number == 2
        assert library.site.at(clock.wall() - 5 * MINUTE).number == 1
        assert library.site.at(clock.wall() - 50 * MINUTE).number == 0
        then = instant.render(clock.wall() - 5 * MINUTE)
        assert library.site.check(then).number == 1
        workers = [entry.worker.value for entry in library.site.current().register.roster]
    with open_library(tmp_path) as again:
        assert [entry.worker.value for entry in again.site.current().register.roster] == workers
        assert again.site.at(instant.parse(first.imported) + instant.SECOND).number == 1


def test_a_clock_that_was_set_back_puts_no_version_before_an_earlier_one(tmp_path: Path):
    clock = LyingClock()
    with make_library(tmp_path, clock=clock) as library:
        first = library.site.import_files([WHOLE])
        clock.ahead -= 60 * MINUTE
        second = library.site.import_files([ROSTER])
        assert second.imported == first.imported
        assert library.site.at(instant.parse(first.imported) + 1000).number == 2


def test_a_version_that_another_process_imported_is_known_at_once(library: Library, tmp_path: Path):
    with open_library(tmp_path) as other:
        assert library.site.current().number == 0
        other.site.import_files([WHOLE])
        assert library.site.current().register.camera("cam-104").room.name == "104"


def test_imports_at_once_are_versions_one_after_the_other(library: Library):
    library.site.import_files([WHOLE])
    threads = [threading.Thread(target=library.site.import_files, args=([ROSTER],)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.site.current().number == 5


def test_a_version_is_read_once(library: Library):
    library.site.import_files([WHOLE])
    assert library.site.current() is library.site.current()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([], "input.argument"),
        ([b""], "site.malformed"),
        ([ROSTER], "site.reference"),
        ([WHOLE.replace(NURSE.encode(), b"840229400126")], "identity.iin-invalid"),
    ],
)
def test_what_is_refused_makes_no_version(library: Library, files: list[bytes], code: str):
    with pytest.raises(errors.InputError) as caught:
        library.site.import_files(files)
    assert caught.value.code == code
    assert library.site.current().number == 0


def test_an_error_among_several_files_names_the_file(library: Library):
    with pytest.raises(errors.IinInvalid) as caught:
        library.site.import_files([WHOLE, ROSTER.replace(NURSE.encode(), b"840229400126")])
    assert caught.value.path == "file 2, line 2, worker"


# ── what is kept ──


def test_no_number_and_no_name_of_a_worker_lies_open_on_the_disk(library: Library, tmp_path: Path):
    library.site.import_files([WHOLE])
    library.site.check()
    library.audit.flush()
    kept = at_rest(tmp_path)
    for personal in (NURSE, REGISTRAR, "Серікова", "abai-12"):
        assert personal.encode() not in kept


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE site SET sealed = zeroblob(100) WHERE number = 2",
        "UPDATE site SET sealed = (SELECT sealed FROM site WHERE number = 1) WHERE number = 2",
        "UPDATE site SET at = at - 1 WHERE number = 2",
    ],
)
def test_a_version_that_was_changed_moved_or_dated_anew_answers_nothing(library: Library, tmp_path: Path, sql: str):
    library.site.import_files([WHOLE])
    library.site.import_files([ROSTER])
    with library._engine.writing() as connection:
        assert connection.execute(sql).rowcount == 1
    with open_library(tmp_path) as again:
        with pytest.raises(errors.StoreDamaged):
            again.site.check()
        with pytest.raises(errors.StoreDamaged):
            again.site.import_files([ROSTER])
    faults = fsck.check(where(tmp_path), passphrase="correct horse")
    assert [(fault.code, fault.where) for fault in faults] == [("store.damaged", "register 2")]


def test_a_version_that_is_gone_is_found(library: Library, tmp_path: Path):
    library.site.import_files([WHOLE])
    library.site.import_files([ROSTER])
    assert fsck.check(where(tmp_path), passphrase="correct horse") == []
    with library._engine.writing() as connection:
        connection.execute("DELETE FROM site WHERE number = 1")
    faults = fsck.check(where(tmp_path), passphrase="correct horse")
    assert [(fault.code, fault.where) for fault in faults] == [("store.damaged", "register 1")]


# ── who may ask, and what is noted ──


def test_who_may_read_the_register_may_not_write_it_and_both_attempts_are_noted(library: Library):
    library.site.check(asker=READER)
    with pytest.raises(errors.ScopeMissing):
        library.site.import_files([WHOLE], asker=READER)
    with pytest.raises(errors.ScopeMissing):
        library.site.check(asker=Asker(id="camera", kind="key", scopes=frozenset({"decision"})))
    noted = [(kept.entry.asker, kept.entry.verb, kept.entry.outcome) for kept in library.audit.entries()]
    assert noted == [
        ("reader", "site.check", "ok"),
        ("reader", "site.import", "library.scope-missing"),
        ("camera", "site.check", "library.scope-missing"),
    ]


@pytest.mark.parametrize("at", ["yesterday", "2026-11-26T10:00:00", ""])
def test_a_moment_that_is_none_is_refused(library: Library, at: str):
    with pytest.raises(errors.InstantInvalid):
        library.site.check(at)


# ── point by point ──


def test_points_are_listed_a_part_at_a_time_as_of_one_version(library: Library):
    library.site.import_files([WIDE])
    first = library.site.points()
    assert (len(first.points), first.many, first.after, first.unplaced) == (50, 57, 50, 1)
    later = instant.render(instant.parse(first.at) + 1_000)  # the register was known by then: moments are shown rounded
    library.site.import_files([WHOLE])
    rest = library.site.points(later, after=50)
    assert (len(rest.points), rest.many, rest.after, rest.number) == (7, 57, None, first.number)
    assert [one.id for one in (*first.points, *rest.points)] == [
        one.id for one in library.site.at(instant.parse(later)).register.points
    ]
    assert library.site.points(after=50).points == ()
    assert [one.id for one in library.site.points(limit=1).points] == ["abai-12"]


@pytest.mark.parametrize(("after", "limit", "path"), [(0, 0, "limit"), (0, 201, "limit"), (-1, 50, "after")])
def test_more_points_than_are_listed_at_once_and_less_than_none_are_refused(
    library: Library, after: int, limit: int, path: str
):
    with pytest.raises(errors.ArgumentInvalid) as caught:
        library.site.points(after=after, limit=limit)
    assert caught.value.path == path


def test_a_point_is_shown_whole_as_it_was_known_at_a_moment_and_names_nobody(tmp_path: Path):
    clock = LyingClock()
    with make_library(tmp_path, clock=clock) as library:
        assert library.site.points().points == ()
        with pytest.raises(errors.PointUnknown):
            library.site.point("abai-12")
        library.site.import_files([WHOLE])
        clock.ahead += 10 * MINUTE
        moved = WHOLE.replace(b'room = "abai-12-hall"', b'room = "abai-12-106"').replace(b"00000000", b"00000001")
        library.site.import_files([moved])
        then = instant.render(clock.wall() - 5 * MINUTE)
        before, now = library.site.point("abai-12", then), library.site.point("abai-12")
    assert (before.number, before.point.licence) == (1, "00000000")
    assert (now.number, now.point.licence) == (2, "00000001")
    cameras = {room.id: [one.id for one in room.cameras] for room in now.point.rooms}
    assert cameras == {"abai-12-104": ["cam-104"], "abai-12-hall": [], "abai-12-106": ["cam-hall", "cam-106"]}
    assert [one.id for one in now.point.perimeter] == ["cam-gate"]
    hall = before.point.rooms[1]
    assert (hall.name, hall.kind, hall.sign, hall.sign_checked) == ("Холл", "hall", True, dt.date(2026, 11, 2))
    for personal in (NURSE, REGISTRAR, "Серікова", "Омаров"):
        assert personal not in repr(before)


def test_whoever_may_not_read_the_register_is_shown_no_point_and_the_attempt_is_noted(library: Library):
    library.site.import_files([WHOLE])
    camera = Asker(id="camera", kind="key", scopes=frozenset({"decision"}))
    for verb in (library.site.points, lambda asker: library.site.point("abai-12", asker=asker)):
        with pytest.raises(errors.ScopeMissing):
            verb(asker=camera)
    library.site.point("abai-12", asker=READER)
    noted = [(kept.entry.asker, kept.entry.verb, kept.entry.outcome) for kept in library.audit.entries()][1:]
    assert noted == [
        ("camera", "site.points", "library.scope-missing"),
        ("camera", "site.point", "library.scope-missing"),
        ("reader", "site.point", "ok"),
    ]


def test_a_camera_may_do_what_its_point_shows(library: Library, station: Station):
    always = WIDE.replace(b"2026-11-23T", b"2020-11-23T").replace(b"2026-11-28T", b"2099-11-28T")
    library.site.import_files([always])
    agrees = [consent(station, iin=worker, form="staff-filming") for worker in (REGISTRAR, NURSE)]
    station.sign([consent(station)])
    station.sync(library)

    def compared() -> Counter[str]:
        shown = Counter()
        for one in library.site.points(limit=200).points:
            point = library.site.point(one.id).point
            for camera in (*(camera for room in point.rooms for camera in room.cameras), *point.perimeter):
                shown[camera.filming] += 1
                anybody = library.decide_room(RoomQuestion(scope=SCOPE, camera=camera.id))
                agreeing = library.decide_room(RoomQuestion(scope=SCOPE, camera=camera.id, persons=(person(),)))
                assert anybody.may_film == (camera.filming == "may-film"), camera
                assert agreeing.may_film == (camera.filming != "may-not-film"), camera
                if camera.filming != "may-not-film":
                    assert (anybody.ground.outcome, anybody.ground.reason) == (camera.outcome, camera.code)
        return shown

    assert compared().keys() == {"may-not-film"}
    for draft, seen in zip(agrees, ({"may-film": 3, "condition": 1}, {"may-film": 4, "condition": 2}), strict=True):
        station.sign([draft])
        station.sync(library)
        assert compared().items() >= seen.items()


# ── the staff's consents ──


def test_the_check_asks_what_stands_for_every_worker_who_is_rostered(library: Library, station: Station):
    always = WHOLE.replace(b"2026-11-23T", b"2020-11-23T").replace(b"2026-11-28T", b"2099-11-28T")
    library.site.import_files([always])

    def check_after(*drafts: Draft) -> set[tuple[str, str, str]]:
        station.sign(drafts)
        station.sync(library)
        return found(library.site.check())

    never, supplement = ("may-not-film", "procedure-room", "cam-106"), ("gap", "supplement-needed", "abai-12")
    missing = {
        camera: ("may-not-film", "staff-consent-missing", camera) for camera in ("cam-104", "cam-hall", "cam-gate")
    }
    assert check_after() == {never, supplement, *missing.values()}
    agrees = consent(station, iin=REGISTRAR, form="staff-filming")
    assert check_after(agrees) == {never, supplement, missing["cam-104"], missing["cam-gate"]}
    condition = ("condition", "patient-not-asked", "cam-104")
    assert check_after(consent(station, iin=NURSE, form="staff-filming")) == {never, supplement, condition}
    withdraws = consent(station, "deny", iin=NURSE, form="staff-filming")
    assert check_after(withdraws) == {never, supplement, missing["cam-104"], missing["cam-gate"]}


def test_a_consent_that_a_worker_gave_as_a_patient_is_not_that_of_the_contract(library: Library, station: Station):
    library.site.import_files([WHOLE.replace(b"2026-11-23T", b"2020-11-23T")])
    station.sign([consent(station, iin=REGISTRAR)])
    station.sync(library)
    assert ("may-not-film", "staff-consent-missing", "cam-hall") in found(library.site.check())
