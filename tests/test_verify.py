"""The whole procedure on what a real library gives out; each step's failures are in tests/vectors."""

from __future__ import annotations

import datetime as dt

import pytest

from econsent import instant, record
from econsent.document.bundle import unpack
from econsent.errors import BracketBroken, CertificateExpired, CertificateForeign, ProofError, ReceiptMismatch
from econsent.instant import BEGINNING, DAY, END, SECOND, Interval
from econsent.store.home import der_of
from econsent.trust import Trust
from econsent.verify import verify_receipt, verify_statement
from tests.builders import LyingClock, consent, decide, make_library, make_station, notice, open_station

YEAR = 365 * DAY


def trust(library) -> Trust:
    return Trust((der_of(library.root_pem.encode()),))


@pytest.fixture
def exported(library, station):
    """The bundle of a statement whose station had seen the log with one entry."""
    station.sign([notice(station)])
    station.sync(library)
    (signed,) = station.sign([consent(station)])
    station.sync(library)
    return unpack(library.export(signed.id, "bundle"))


def test_a_statement_with_everything_is_verified_with_everything(library, exported):
    verified = verify_statement(
        exported.jws, trust(library), evidence=exported.evidence, receipt=exported.receipt, after=exported.after
    )
    assert verified.digest == record.digest(exported.jws)
    assert verified.evidence
    assert verified.receipt.index == 1
    assert verified.receipt.controller == library.controller.bin
    assert verified.statement.after.size == 1


def test_a_statement_alone_is_verified_as_far_as_it_goes(library, exported):
    verified = verify_statement(exported.jws, trust(library))
    assert (verified.evidence, verified.receipt) == (False, None)
    assert verified.interval == verified.statement.made.interval()


def test_no_root_verifies_nothing(exported):
    with pytest.raises(CertificateForeign):
        verify_statement(exported.jws, Trust(()))


def test_another_library_of_the_same_name_is_another(exported, tmp_path):
    with make_library(tmp_path / "other") as other, pytest.raises(CertificateForeign):
        verify_statement(exported.jws, trust(other))


def test_a_receipt_by_itself_proves_a_digest(library, exported):
    proven = verify_receipt(exported.receipt, trust(library))
    assert proven.digest == record.digest(exported.jws)
    assert proven.checkpoint.origin == library.origin


def test_an_error_names_the_part_it_is_about(library, exported):
    broken = {
        "evidence[0]": {"evidence": (b"",)},
        "receipt": {"receipt": exported.receipt.replace(b"index 1", b"index 2")},
        "after": {"after": b"{}"},
    }
    for part, given in broken.items():
        with pytest.raises(ProofError) as caught:
            verify_statement(exported.jws, trust(library), **given)
        assert caught.value.path == part


def test_a_receipt_of_another_statement_is_refused(library, station, exported):
    (signed,) = station.sign([notice(station)])
    station.sync(library)
    with pytest.raises(ReceiptMismatch):
        verify_statement(exported.jws, trust(library), receipt=library.export(signed.id, "receipt"))


def test_a_library_gives_the_bracket_itself(library, exported):
    narrow = Interval(
        *(verify_statement(exported.jws, trust(library)).interval.latest + step for step in (DAY, 2 * DAY))
    )
    assert verify_statement(exported.jws, trust(library), bracket=narrow, index=1).interval == narrow
    with pytest.raises(BracketBroken):
        verify_statement(exported.jws, trust(library), index=0)


@pytest.mark.parametrize("lie", [-YEAR, YEAR, -40 * YEAR])
def test_a_clock_that_lies_by_a_year_is_still_placed_between_two_checkpoints(tmp_path, lie):
    """The clock was right when it was checked, jumps while the kiosk is off, and nobody has noticed (SPEC 5.3-5.4)."""
    clock = LyingClock()
    with make_library(tmp_path) as library:
        with make_station(library, tmp_path, clock=clock) as station:
            station.sign([notice(station)])
            station.sync(library)
        before = library._clock.wall()
        clock.restart()
        clock.ahead = lie
        with open_station(tmp_path, clock=clock) as station:
            (signed,) = station.sign([consent(station)])
            truth = library._clock.wall()
            station.sync(library)
        shown = library.show(signed.id)
        claimed = instant.parse(shown.statement.made.at)
        assert abs(claimed - (truth + lie)) < 60 * SECOND

        placed = Interval(instant.parse(shown.earliest), instant.parse(shown.latest))
        assert before - 60 * SECOND < placed.earliest <= truth <= placed.latest + SECOND
        assert placed.latest < truth + 60 * SECOND

        held = unpack(library.export(signed.id, "bundle"))
        offline = verify_statement(held.jws, trust(library), receipt=held.receipt, after=held.after).interval
        assert before - 60 * SECOND < offline.earliest <= truth <= offline.latest
        assert offline.latest < truth + 60 * SECOND
        assert decide(library).decision == "CONSENT_PERMIT"


def test_without_the_log_a_lying_clock_is_all_there_is(tmp_path):
    clock = LyingClock()
    with make_library(tmp_path) as library, make_station(library, tmp_path, clock=clock) as station:
        station.sign([notice(station)])
        station.sync(library)
        clock.restart()
        clock.ahead = -YEAR
        (signed,) = station.sign([consent(station)])
        station.sync(library)
        held = unpack(library.export(signed.id, "bundle"))
        alone = verify_statement(held.jws, trust(library))
        assert alone.statement.made.clock == "unchecked"
        assert alone.interval.latest == END
        later = verify_statement(held.jws, trust(library), after=held.after)
        assert later.interval.earliest > BEGINNING
        assert later.interval.latest == END


def test_a_station_that_knows_better_than_its_clock_does_not_sign_with_an_expired_certificate(tmp_path):
    """Its own clock says that all is well; what the library said at the last contact says otherwise."""
    clock, station_clock = LyingClock(), LyingClock()
    with (
        make_library(tmp_path, clock=clock) as library,
        make_station(library, tmp_path, clock=station_clock) as station,
    ):
        clock.ahead = 4 * YEAR
        station.sync(library)
        station_clock.restart()
        with pytest.raises(CertificateExpired):
            station.sign([consent(station)])


def test_what_was_signed_while_the_certificate_was_valid_verifies_forever(library, exported):
    """The procedure asks when the statement was made, never what time it is now."""
    verified = verify_statement(exported.jws, trust(library), receipt=exported.receipt, after=exported.after)
    made = instant.to_datetime(verified.interval.earliest)
    assert made < dt.datetime.now(dt.UTC)
    assert verified.interval.latest - verified.interval.earliest <= 10 * SECOND
