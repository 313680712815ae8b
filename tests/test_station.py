"""What a station does with and without its library, and what it refuses."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import msgspec
import pytest

from econsent import errors, exchange, instant, record
from econsent.instant import DAY
from econsent.library import Library
from econsent.station import Station
from econsent.store.clock import SYSTEM
from econsent.store.fsck import check
from econsent.trust import Trust
from tests.builders import (
    NOBODY,
    LyingClock,
    abandonment,
    consent,
    decide,
    iin,
    make_library,
    make_station,
    notice,
    open_library,
    open_station,
    person,
)
from tests.hand import Hand, deposit
from tests.wire import CUT, LOST, Wire


def codes(report) -> list[str]:
    return [problem.code for problem in report.problems]


def logged(library: Library) -> list[str]:
    """Return the digests in the log, in its order."""
    return [entry.hex() for entry in library._shelf.entries(0, library.check_log().size)]


# ── with nobody there ──


def test_a_station_signs_with_its_library_switched_off(library: Library, station: Station):
    signed = station.sign([notice(station), consent(station)])
    report = station.sync()
    assert (report.delivered, report.waiting, codes(report)) == (0, 2, ["remote.unreachable"])
    assert station.health().waiting == 2
    assert decide(library).decision == "NO_CONSENT"
    assert [item.seq for item in signed] == [1, 2]


def test_when_the_library_comes_back_everything_arrives_once_and_oldest_first(library: Library, station: Station):
    drafts = [notice(station, iin=iin(number)) for number in range(5)]
    signed = [station.sign([draft])[0].digest for draft in drafts]
    wire = Wire(library, [CUT, CUT])
    assert codes(station.sync(wire)) == ["remote.unreachable"]
    assert codes(station.sync(wire)) == ["remote.unreachable"]
    report = station.sync(wire)
    assert (report.delivered, report.waiting, report.problems) == (5, 0, ())
    assert wire.arrived == logged(library) == signed
    assert station.sync(wire).delivered == 0


def test_a_hundred_statements_of_a_week_offline_arrive_in_their_order(library: Library, station: Station):
    signed = [item.digest for _ in range(10) for item in station.sign([abandonment(station)] * 10)]
    wire = Wire(library, ["whole", LOST, CUT])
    first = station.sync(wire)
    assert (first.delivered, first.waiting, codes(first)) == (50, 50, ["remote.unreachable"])
    assert codes(station.sync(wire)) == ["remote.unreachable"]
    last = station.sync(wire)
    assert (last.delivered, last.waiting) == (50, 0)
    assert logged(library) == signed
    assert wire.arrived == signed + signed[50:]


def test_a_lost_reply_costs_nothing_but_saying_it_again(library: Library, station: Station):
    [signed] = station.sign([consent(station)])
    wire = Wire(library, [LOST])
    assert codes(station.sync(wire)) == ["remote.unreachable"]
    receipt = library.export(signed.id, "receipt")
    assert station.sync(wire).delivered == 1
    assert library.export(signed.id, "receipt") == receipt
    assert logged(library) == [signed.digest]


def test_signing_goes_on_while_another_thread_delivers(library: Library, station: Station):
    stop = threading.Event()
    problems: list[str] = []

    def deliver() -> None:
        while not stop.is_set():
            problems.extend(codes(station.sync(library)))

    thread = threading.Thread(target=deliver)
    thread.start()
    try:
        signed = [station.sign([abandonment(station)])[0].digest for _ in range(15)]
    finally:
        stop.set()
        thread.join()
    station.sync(library)
    assert problems == []
    assert logged(library) == signed


def test_what_was_seen_of_the_log_is_never_unseen_by_signing(library: Library, station: Station):
    station.sign([abandonment(station)])
    station.sync(library)
    beside = station._outbox.progress()
    station.sign([abandonment(station)])
    assert station._outbox.progress().seen_size == beside.seen_size == 1


def test_two_deliveries_at_once_are_one(library: Library, station: Station, tmp_path: Path):
    station.sign([abandonment(station)])

    class Slow(Wire):
        def deposit(self, envelopes, *, seen=0):
            self.beside = other.sync(library)
            return super().deposit(envelopes, seen=seen)

    with open_station(tmp_path, sign=False) as other:
        wire = Slow(library)
        assert station.sync(wire).delivered == 1
        assert codes(wire.beside) == ["store.busy"]


def test_a_statement_names_the_last_checkpoint_its_station_saw(library: Library, station: Station):
    first, second = station.sign([abandonment(station)] * 2)
    station.sync(library)
    [third] = station.sign([abandonment(station)])
    station.sync(library)
    said = [library.show(item.id).statement for item in (first, second, third)]
    assert [item.after.size for item in said] == [0, 0, 2]
    assert [item.device.prev for item in said] == [None, first.digest, second.digest]


# ── a statement that is not taken ──


def test_the_same_id_with_other_bytes_is_quarantined_on_both_sides_and_the_queue_moves_on(
    library: Library, station: Station
):
    [signed, behind] = station.sign([consent(station, iin=iin(1)), consent(station, iin=iin(2))])
    hand = Hand.enrol(library)
    first = hand.say(consent(hand, "deny", iin=iin(1)), id=signed.id)
    deposit(library, [first])
    report = station.sync(library)
    assert (report.delivered, report.waiting, report.quarantined) == (1, 0, 1)
    assert codes(report) == ["library.conflict"]
    assert logged(library) == [first.digest.hex(), behind.digest]
    assert [(digest.hex(), code) for digest, code in library._shelf.quarantined()] == [
        (signed.digest, "library.conflict")
    ]
    assert [code for code, _, _ in library._shelf.alarms()] == ["library.conflict", "station.gap"]
    assert decide(library, iin(1)).decision == "CONSENT_DENY"
    assert decide(library, iin(2)).decision == "CONSENT_PERMIT"


def test_a_queued_statement_that_was_deleted_is_missed_at_the_next_delivery(
    library: Library, station: Station, tmp_path: Path
):
    station.sign([abandonment(station)] * 3)
    with sqlite3.connect(tmp_path / "station" / "outbox.db") as database:
        database.execute("DELETE FROM envelope WHERE seq = 2")
    database.close()
    assert [(item.code, item.where) for item in check(tmp_path / "station")] == [("station.gap", "number 2")]
    report = station.sync(library)
    assert (report.delivered, report.alarms) == (2, ("station.gap",))
    assert [(code, seq) for code, _, seq in library._shelf.alarms()] == [("station.gap", 3)]


def test_a_copied_station_is_caught_and_flagged_at_both_ends(library: Library, tmp_path: Path):
    with make_station(library, tmp_path) as station:
        station.sign([consent(station, iin=iin(0))])
        station.sync(library)
    shutil.copytree(tmp_path / "station", tmp_path / "copy")
    with open_station(tmp_path) as station, open_station(tmp_path, "copy") as copy:
        station.sign([consent(station, iin=iin(1))])
        copy.sign([consent(copy, iin=iin(2)), consent(copy, iin=iin(3))])
        assert station.sync(library).delivered == 1
        report = copy.sync(library)
        assert (report.delivered, report.quarantined) == (0, 2)
        assert set(codes(report)) == {"station.forked"}
        assert {(code, device) for code, device, _ in library._shelf.alarms()} == {
            ("station.forked", station.device_id)
        }
        assert decide(library, iin(1)).decision == "CONSENT_PERMIT"
        assert decide(library, iin(2)).decision == "NO_CONSENT"
        station.sign([consent(station, iin=iin(4))])
        assert station.sync(library).delivered == 1


def test_what_a_revoked_station_says_waits_and_what_it_said_still_verifies(library: Library, station: Station):
    [before] = station.sign([consent(station, iin=iin(0))])
    station.sync(library)
    library.revoke(station.device_id)
    station.sign([consent(station, iin=iin(1))])
    report = station.sync(library)
    assert (report.delivered, report.waiting, codes(report)) == (0, 1, ["trust.device-revoked"])
    assert codes(station.sync(library)) == ["trust.device-revoked"]
    assert decide(library, iin(0)).decision == "CONSENT_PERMIT"
    assert library.show(before.id).digest == before.digest
    assert library.check_log().problems == ()


# ── another library ──


def test_a_library_that_was_replaced_is_foreign_and_nothing_is_lost(library: Library, station: Station, tmp_path: Path):
    station.sign([consent(station)])
    with make_library(tmp_path / "other") as other:
        report = station.sync(other)
        assert (report.delivered, report.waiting, codes(report)) == (0, 1, ["remote.foreign"])
        assert other.check_log().size == 0
    assert station.sync(library).delivered == 1


@pytest.mark.parametrize("since", [0, 1, 4], ids=["behind", "even", "ahead"])
def test_a_library_restored_from_an_old_copy_has_rewritten_history(tmp_path: Path, since: int):
    """The old copy held one entry, the station saw three; since then the copy took in some from elsewhere."""
    with make_library(tmp_path) as library, make_station(library, tmp_path) as station:
        hand = Hand.enrol(library)
        station.sign([abandonment(station)])
        station.sync(library)
        library._engine.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copytree(tmp_path / "library", tmp_path / "old" / "library")
        station.sign([abandonment(station)] * 2)
        station.sync(library)
        station.sign([consent(station)])
        with open_library(tmp_path / "old") as old:
            deposit(old, [hand.say(abandonment(hand)) for _ in range(since)])
            report = station.sync(old)
            assert (report.delivered, report.waiting, codes(report)) == (0, 1, ["remote.history-rewritten"])
        assert station.sync(library).delivered == 1


def test_a_reply_for_other_statements_or_without_proof_is_not_believed(library: Library, station: Station):
    station.sign([consent(station)])

    def bent(**changes):
        return lambda reply: msgspec.structs.replace(reply, **changes)

    def misplaced(reply: exchange.DepositReply) -> exchange.DepositReply:
        [place] = reply.delivered
        return msgspec.structs.replace(reply, delivered=(msgspec.structs.replace(place, index=place.index + 1),))

    def another(reply: exchange.DepositReply) -> exchange.DepositReply:
        [place] = reply.delivered
        return msgspec.structs.replace(reply, delivered=(msgspec.structs.replace(place, digest="ab" * 32),))

    for change in (bent(delivered=()), bent(checkpoint="nonsense"), bent(consistency=("!",)), misplaced, another):
        report = station.sync(Wire(library, change=change))
        assert (report.delivered, report.waiting, len(report.problems)) == (0, 1, 1)
    assert station.sync(library).delivered == 1


def test_a_reply_that_names_a_place_outside_the_batch_harms_nothing(library: Library, station: Station):
    station.sign([consent(station)])
    odd = (
        exchange.Refused(place=7, code="no.such-code", what="?"),
        exchange.Refused(place=-1, code="record", what="?"),
    )
    report = station.sync(Wire(library, change=lambda reply: msgspec.structs.replace(reply, refused=odd)))
    assert (report.delivered, report.waiting, report.quarantined) == (1, 0, 0)


# ── a station that cannot sign ──


def test_a_second_kiosk_on_one_folder_is_refused_and_the_first_goes_on(station: Station, tmp_path: Path):
    with pytest.raises(errors.StoreBusy):
        open_station(tmp_path)
    assert station.sign([abandonment(station)])[0].seq == 1
    station.close()
    with open_station(tmp_path) as again:
        assert again.sign([abandonment(again)])[0].seq == 2


def test_a_wrong_passphrase_leaves_the_folder_free(station: Station, tmp_path: Path):
    station.close()
    with pytest.raises(errors.PassphraseWrong):
        Station.open(tmp_path / "station", passphrase="wrong")
    open_station(tmp_path).close()


def test_a_station_opened_to_deliver_cannot_sign(station: Station, tmp_path: Path):
    with open_station(tmp_path, sign=False) as beside, pytest.raises(errors.StationNotEnrolled):
        beside.sign([abandonment(beside)])


def test_there_is_no_station_in_an_empty_missing_or_impossible_folder(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "missing", tmp_path / ("x" * 300), Path("/proc/self/mem")):
        with pytest.raises(errors.StoreMissing):
            Station.open(folder)


def test_enrolling_where_nothing_answers_leaves_the_folder_empty(tmp_path: Path):
    with pytest.raises(errors.RemoteUnreachable):
        Station.enrol(tmp_path / "station", library_url=NOBODY, code="ABCD")
    assert list((tmp_path / "station").iterdir()) == []


def test_enrolling_over_a_station_touches_nothing(library: Library, station: Station, tmp_path: Path):
    code = library.invite(name="k", point="p").code
    with pytest.raises(errors.StoreExists):
        Station.enrol(tmp_path / "station", library_url=NOBODY, code=code, library=library)
    station.sign([abandonment(station)])


@pytest.mark.parametrize("folder", ["file/station", "file", "/proc/station"])
def test_enrolling_where_no_folder_can_be_made_uses_no_code(library: Library, tmp_path: Path, folder: str):
    (tmp_path / "file").write_text("in the way")
    code = library.invite(name="k", point="p").code
    with pytest.raises(errors.StoreError):
        Station.enrol(tmp_path / folder, library_url=NOBODY, code=code, library=library)
    Station.enrol(tmp_path / "station", library_url=NOBODY, code=code, library=library).close()


class FourYearsOn(LyingClock):
    """A machine that has run for four years: both of its clocks say so."""

    def monotonic(self) -> int:
        return SYSTEM.monotonic() + self.ahead


def test_an_expired_certificate_stops_a_sitting_before_anything_is_typed(library: Library, tmp_path: Path):
    clock = FourYearsOn()
    with make_station(library, tmp_path, clock=clock) as station:
        [kept] = station.sign([consent(station)])
        clock.ahead = 4 * 365 * DAY
        with pytest.raises(errors.CertificateExpired):
            station.check_ready()
        with pytest.raises(errors.CertificateExpired):
            station.sign([consent(station)])
        assert station.health().certificate_days < 0
        assert station.sync(library).delivered == 1
    assert library.show(kept.id).digest == kept.digest


def test_a_wall_clock_four_years_ahead_stops_nobody_and_dates_nothing(library: Library, tmp_path: Path):
    clock = LyingClock()
    with make_station(library, tmp_path, clock=clock) as station:
        clock.ahead = 4 * 365 * DAY
        station.check_ready()
        [signed] = station.sign([consent(station)])
        assert station.sync(library).delivered == 1
    shown = library.show(signed.id)
    assert instant.parse(shown.statement.made.at) > SYSTEM.wall() + 3 * 365 * DAY
    assert instant.parse(shown.latest) <= SYSTEM.wall()


@pytest.mark.parametrize(
    "change", [{"version": "1999.1"}, {"id": "no-such-form"}, {"digest": "ab" * 32}], ids=["version", "form", "text"]
)
def test_a_form_that_is_not_in_the_catalogue_is_not_signed(station: Station, change: dict[str, str]):
    draft = consent(station)
    odd = consent(station, form="patient-filming")
    object.__setattr__(odd, "form", msgspec.structs.replace(draft.form, **change))
    with pytest.raises(errors.FormError):
        station.preview(odd)
    with pytest.raises(errors.FormError):
        station.sign([draft, odd])
    assert station.health().waiting == 0
    assert station.sign([draft])[0].seq == 1


def test_a_wrong_iin_cannot_become_a_person():
    with pytest.raises(errors.IinInvalid) as caught:
        person("900101300127")
    assert "900101300127" not in str(caught.value)


def test_a_draft_that_breaks_a_rule_takes_the_whole_sitting_back(station: Station):
    with pytest.raises(errors.RecordRuleBroken):
        station.sign([notice(station), consent(station, evidence=())])
    assert station.health().waiting == 0


def test_signing_nothing_changes_nothing(station: Station):
    assert station.sign([]) == []
    assert station.sign([abandonment(station)])[0].seq == 1


# ── what it tells ──


def test_the_health_of_a_station_says_how_it_stands_and_nothing_personal(library: Library, station: Station):
    before = SYSTEM.wall()
    station.sign([consent(station)])
    health = station.health()
    assert (health.waiting, health.delivered, health.quarantined, health.clock) == (1, 0, 0, "checked")
    assert before <= health.oldest_waiting <= SYSTEM.wall()
    assert health.certificate_days == 3 * 365 - 1
    station.sync(library)
    after = station.health()
    assert (after.waiting, after.oldest_waiting, after.delivered) == (0, None, 1)
    assert after.last_contact >= health.last_contact


def test_what_a_preview_says_is_what_the_document_says(station: Station):
    draft = consent(station)
    assert station.preview(draft) == station.preview(draft)
    assert station.preview(draft).language == "kk"


def test_a_stranger_with_the_root_verifies_what_a_station_signed(library: Library, station: Station):
    from econsent.store.home import der_of
    from econsent.verify import verify_statement

    [signed] = station.sign([consent(station)])
    station.sync(library)
    trust = Trust((der_of(library.root_pem.encode()),))
    verified = verify_statement(library.export(signed.id, "jws"), trust, receipt=library.export(signed.id, "receipt"))
    assert verified.digest.hex() == signed.digest
    assert isinstance(verified.statement, record.Statement)
