"""What a library says and keeps: before, after and in between, whatever is handed to it."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from econsent import errors, exchange, instant, record
from econsent.access import EVERY_SCOPE
from econsent.instant import SECOND, Interval
from econsent.library import Library
from econsent.standing import Policy
from econsent.station import Station
from econsent.store.clock import SYSTEM
from econsent.store.fsck import check
from tests.builders import (
    BIN,
    IIN,
    NAME,
    PASSPHRASE,
    SCOPE,
    LyingClock,
    abandonment,
    consent,
    correction,
    decide,
    iin,
    make_library,
    notice,
    open_library,
    person,
    where,
)
from tests.hand import Hand, deposit

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


def ask_desk(library: Library, *scopes: str, number: str = IIN) -> exchange.Withdrawn:
    request = exchange.WithdrawalRequest(
        person=person(number), name="Әсел Қуанышқызы", scopes=scopes or (SCOPE,), worker="Медбике Сәуле"
    )
    return library.withdraw(request)


# ── the answer, before and after ──


def test_nobody_has_said_anything_yet(library: Library):
    answer = decide(library)
    assert (answer.decision, answer.reason, answer.statements) == ("NO_CONSENT", "never-asked", ())


def test_the_answer_follows_what_was_said_and_names_the_statement(library: Library, station: Station):
    for verdict, decision in (("permit", "CONSENT_PERMIT"), ("deny", "CONSENT_DENY"), ("permit", "CONSENT_PERMIT")):
        [signed] = station.sign([consent(station, verdict)])
        assert station.sync(library).delivered == 1
        answer = decide(library)
        assert (answer.decision, answer.statements) == (decision, (signed.digest,))


def test_a_permit_holds_until_the_midnight_after_its_last_day_in_kazakhstan(library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand, day=dt.date(2026, 11, 23)))])
    answer = decide(library)
    assert answer.valid_until == "2027-11-23T19:00:00.000+00:00"
    end = instant.parse(answer.valid_until)
    assert decide(library, at=end - 1000).decision == "CONSENT_PERMIT"
    after = decide(library, at=end)
    assert (after.decision, after.reason) == ("NO_CONSENT", "expired")


def test_a_withdrawal_at_the_desk_denies_from_then_on_and_is_a_statement_like_any(library: Library, station: Station):
    station.sign([consent(station)])
    station.sync(library)
    withdrawn = ask_desk(library)
    answer = decide(library)
    assert (answer.decision, answer.reason, answer.statements) == ("CONSENT_DENY", "withdrawn", (withdrawn.digest,))
    assert decide(library, scope="filming.photo").decision == "CONSENT_PERMIT"
    shown = library.show(withdrawn.id)
    assert (shown.statement.kind, shown.statement.device.id, shown.index) == ("withdrawal", "desk", withdrawn.index)
    assert library.check_log().problems == ()


def test_the_past_is_answered_as_it_was(library: Library, station: Station):
    before = SYSTEM.wall()
    station.sign([consent(station)])
    station.sync(library)
    permitted = SYSTEM.wall()
    ask_desk(library)
    assert decide(library, at=before).decision == "NO_CONSENT"
    assert decide(library, at=permitted).decision == "CONSENT_PERMIT"
    assert decide(library).decision == "CONSENT_DENY"


def test_a_consent_given_before_a_withdrawal_and_arriving_after_it_does_not_revive_it(
    library: Library, station: Station
):
    station.sign([consent(station)])
    ask_desk(library)
    station.sync(library)
    assert decide(library).decision == "CONSENT_DENY"


def test_a_consent_given_again_after_a_withdrawal_permits_again(library: Library, station: Station):
    ask_desk(library)
    station.sync(library)
    station.sign([consent(station)])
    station.sync(library)
    assert decide(library).decision == "CONSENT_PERMIT"


def test_a_consent_entered_in_error_permits_nothing_and_stays_readable(library: Library, station: Station):
    [signed] = station.sign([consent(station)])
    station.sign([correction(station, signed.id, signed.digest)])
    station.sync(library)
    answer = decide(library)
    assert (answer.decision, answer.reason) == ("NO_CONSENT", "entered-in-error")
    assert library.show(signed.id).digest == signed.digest
    assert [item.kind for item in library.find(exchange.SearchRequest(person=person()))] == ["correction", "consent"]


def test_a_notice_and_an_abandonment_decide_nothing(library: Library, station: Station):
    station.sign([notice(station), abandonment(station)])
    station.sync(library)
    assert decide(library).decision == "NO_CONSENT"


def test_one_persons_words_say_nothing_of_another(library: Library):
    hand = Hand.enrol(library)
    deposit(
        library,
        [hand.say(consent(hand, verdict, iin=iin(number))) for number, verdict in enumerate(("permit", "deny"))],
    )
    assert decide(library, iin(0)).decision == "CONSENT_PERMIT"
    assert decide(library, iin(1)).decision == "CONSENT_DENY"
    assert decide(library, iin(2)).decision == "NO_CONSENT"


def test_another_register_with_the_same_number_is_another_person(library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand))])
    stranger = exchange.Question(person=record.Identifier(system="passport", value=IIN), scope=SCOPE)
    assert library.decide(stranger).decision == "NO_CONSENT"


def test_a_policy_that_asks_for_more_than_was_shown_answers_no_consent(tmp_path: Path):
    with make_library(tmp_path) as library:
        hand = Hand.enrol(library)
        deposit(library, [hand.say(consent(hand, iin=iin(0))), hand.say(consent(hand, "deny", iin=iin(1)))])
    with open_library(tmp_path, policy=Policy(identification="document")) as strict:
        answer = decide(strict, iin(0))
        assert (answer.decision, answer.reason) == ("NO_CONSENT", "policy")
        assert decide(strict, iin(1)).decision == "CONSENT_DENY"


# ── once, and in its place ──


def test_a_statement_delivered_again_keeps_its_place(library: Library):
    hand = Hand.enrol(library)
    said = [hand.say(consent(hand, iin=iin(number))) for number in range(3)]
    first = deposit(library, said)
    again = deposit(library, [*reversed(said), said[0]])
    indexes = [item.index for item in first.delivered]
    assert indexes == [0, 1, 2]
    assert [item.index for item in again.delivered] == [2, 1, 0, 0]
    assert again.checkpoint == first.checkpoint
    assert library.check_log().size == 3


def test_the_same_id_with_other_bytes_is_set_aside_and_the_rest_of_the_batch_goes_in(library: Library, tmp_path: Path):
    hand = Hand.enrol(library)
    first = hand.say(consent(hand))
    deposit(library, [first])
    twin = hand.say(consent(hand, "deny"), id=first.statement.id)
    hand.seq, hand.prev = 1, first.digest.hex()
    next_one = hand.say(consent(hand, iin=iin(1)))
    reply = deposit(library, [twin, next_one])
    assert reply.delivered[0] is None
    assert reply.delivered[1].index == 1
    assert [(item.place, item.code) for item in reply.refused] == [(0, "library.conflict")]
    assert decide(library).decision == "CONSENT_PERMIT"
    assert library.export(first.statement.id, "jws") == first.jws
    shelf = library._shelf
    assert [(code, device) for code, device, _ in shelf.alarms()] == [("library.conflict", hand.device_id)]
    assert [(digest, code) for digest, code in shelf.quarantined()] == [(twin.digest, "library.conflict")]
    assert check(where(tmp_path), passphrase=PASSPHRASE) == []


def test_two_statements_of_one_id_in_one_batch_conflict_too(library: Library):
    hand = Hand.enrol(library)
    first = hand.say(consent(hand))
    twin = hand.say(consent(hand, "deny"), id=first.statement.id)
    reply = deposit(library, [first, twin])
    assert [item.code for item in reply.refused] == ["library.conflict"]
    assert decide(library).decision == "CONSENT_PERMIT"


def test_a_missing_running_number_raises_an_alarm_and_stops_nothing(library: Library):
    hand = Hand.enrol(library)
    first, lost, third = (hand.say(consent(hand, iin=iin(number))) for number in range(3))
    deposit(library, [first])
    reply = deposit(library, [third])
    assert [item.alarms for item in reply.delivered] == [("station.gap",)]
    assert [(code, seq) for code, _, seq in library._shelf.alarms()] == [("station.gap", 3)]
    late = deposit(library, [lost])
    assert late.delivered[0].index == 2


def test_two_devices_with_one_identity_are_caught_at_the_first_number_both_used(library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand, iin=iin(0)))])
    seq, prev = hand.seq, hand.prev
    original = [hand.say(consent(hand, iin=iin(number))) for number in (1, 2)]
    hand.seq, hand.prev = seq, prev
    copy = [hand.say(consent(hand, iin=iin(number))) for number in (3, 4, 5)]
    assert deposit(library, original).refused == ()
    reply = deposit(library, copy)
    assert [item.code for item in reply.refused] == ["station.forked"] * 3
    assert reply.delivered == (None, None, None)
    assert {code for code, _, _ in library._shelf.alarms()} >= {"station.forked"}
    assert decide(library, iin(1)).decision == "CONSENT_PERMIT"
    assert decide(library, iin(3)).decision == "NO_CONSENT"


def test_a_revoked_device_is_refused_and_what_it_said_before_stands(library: Library):
    hand = Hand.enrol(library)
    before = hand.say(consent(hand, iin=iin(0)))
    deposit(library, [before])
    library.revoke(hand.device_id)
    reply = deposit(library, [hand.say(consent(hand, iin=iin(1))), before])
    assert [(item.place, item.code) for item in reply.refused] == [(0, "trust.device-revoked")]
    assert reply.delivered[1].index == 0
    assert decide(library, iin(0)).decision == "CONSENT_PERMIT"
    assert decide(library, iin(1)).decision == "NO_CONSENT"


def test_a_revoked_desk_says_so_and_keeps_nothing(library: Library):
    library.revoke("desk")
    with pytest.raises(errors.DeviceRevoked):
        ask_desk(library)
    assert library.check_log().size == 0


def test_a_device_of_another_library_is_foreign_here(library: Library, tmp_path: Path):
    with make_library(tmp_path / "other") as other:
        stranger = Hand.enrol(other)
    ours = Hand.enrol(library)
    sealed_elsewhere = stranger.say(consent(stranger))
    stranger.envelope_key = ours.envelope_key
    signed_elsewhere = stranger.say(consent(stranger))
    reply = deposit(library, [sealed_elsewhere, signed_elsewhere])
    assert [item.code for item in reply.refused] == ["envelope.foreign-key", "keys.certificate-foreign"]
    assert library.check_log().size == 0


def test_a_clock_ten_years_ahead_neither_expires_the_certificate_nor_dates_the_statement(
    library: Library, tmp_path: Path
):
    hand = Hand.enrol(library)
    started = SYSTEM.wall()
    later = started + 10 * 365 * 86400 * SECOND
    said = hand.say(consent(hand), interval=Interval(later, later + SECOND))
    assert deposit(library, [said]).refused == ()
    assert decide(library).decision == "CONSENT_PERMIT"
    shown = library.show(said.statement.id)
    assert instant.parse(shown.latest) <= SYSTEM.wall()
    assert check(where(tmp_path), passphrase=PASSPHRASE) == []


def test_a_certificate_that_had_expired_when_the_statement_was_made_is_refused(library: Library):
    class TooLate:
        wall = staticmethod(lambda: SYSTEM.wall() + 4 * 365 * 86400 * SECOND)
        zone = staticmethod(SYSTEM.zone)

    hand = Hand.enrol(library)
    library._clock = TooLate()
    moment = TooLate.wall() - SECOND
    reply = deposit(library, [hand.say(consent(hand), interval=Interval(moment, moment))])
    assert [item.code for item in reply.refused] == ["keys.certificate-expired"]


def test_a_statement_that_saw_a_checkpoint_never_published_is_refused(library: Library):
    hand = Hand.enrol(library)
    hand.after = record.SeenCheckpoint(size=7, root="ab" * 32)
    reply = deposit(library, [hand.say(consent(hand))])
    assert [item.code for item in reply.refused] == ["verify.bracket"]


def test_whatever_is_not_an_envelope_is_refused_by_name_and_stops_nothing_behind_it(library: Library):
    hand = Hand.enrol(library)
    said = hand.say(consent(hand))
    flipped = bytearray(said.envelope)
    flipped[len(flipped) // 2] ^= 1
    reply = library.deposit([b"", b"\0" * 100, said.envelope[:60], bytes(flipped), said.envelope])
    assert [item.code for item in reply.refused] == ["envelope.malformed"] * 2 + ["envelope.broken"] * 2
    assert reply.delivered[4].index == 0


def test_an_empty_delivery_is_a_contact(library: Library):
    reply = library.deposit([])
    assert (reply.delivered, reply.refused) == ((), ())
    assert reply.checkpoint == library.checkpoint()


def test_a_size_that_no_log_has_is_refused_before_anything_is_stored(library: Library):
    hand = Hand.enrol(library)
    with pytest.raises(errors.ArgumentInvalid):
        deposit(library, [hand.say(consent(hand))], seen=-1)
    assert library.check_log().size == 0


def test_a_station_that_saw_more_than_there_is_gets_nothing_taken_in(library: Library):
    hand = Hand.enrol(library)
    reply = deposit(library, [hand.say(consent(hand))], seen=5)
    assert reply.delivered == (None,)
    assert library.check_log().size == 0


# ── codes ──


def test_a_code_enrols_one_station_and_no_second_one(library: Library, tmp_path: Path):
    code = library.invite(name="k", point="p").code
    Station.enrol(
        tmp_path / "one", library_url="http://127.0.0.1:9", code=code, library=library, passphrase="p"
    ).close()
    with pytest.raises(errors.CodeRefused):
        Station.enrol(tmp_path / "two", library_url="http://127.0.0.1:9", code=code, library=library, passphrase="p")
    assert list((tmp_path / "two").iterdir()) == []


def test_a_code_is_read_whatever_its_case_and_hyphens(library: Library, tmp_path: Path):
    code = library.invite(name="k", point="p").code.lower().replace("-", " ")
    Station.enrol(
        tmp_path / "one", library_url="http://127.0.0.1:9", code=code, library=library, passphrase="p"
    ).close()


def test_an_expired_code_enrols_nobody(library: Library, tmp_path: Path):
    code = library.invite(name="k", point="p", minutes=1).code
    with open_library(tmp_path, clock=LyingClock(ahead=61 * SECOND)) as later, pytest.raises(errors.CodeRefused):
        Station.enrol(tmp_path / "one", library_url="http://127.0.0.1:9", code=code, library=later, passphrase="p")


# ── bad input ──


@pytest.mark.parametrize("number", ["900101300127", "90010130012", "90010130012a", "", "991301300126", "９00101300126"])
def test_a_wrong_iin_cannot_be_asked_about(number: str):
    body = f'{{"person": {{"system": "kz.iin", "value": "{number}"}}, "scope": "filming.video"}}'
    with pytest.raises(errors.InputError) as caught:
        exchange.parse(body.encode(), exchange.Question)
    assert number == "" or number not in str(caught.value)


def test_a_time_without_an_offset_is_refused(library: Library):
    with pytest.raises(errors.InstantInvalid):
        library.decide(exchange.Question(person=person(), scope=SCOPE, at="2026-11-23T10:00:00"))


@pytest.mark.parametrize("asked", ["", "nonsense", "../../etc/passwd", "3f0b6c52-8f0e-7c11-9d3a-5f2b1c7e9a40"])
def test_a_statement_that_is_not_here_is_unknown(library: Library, asked: str):
    for ask in (
        library.show,
        lambda known: library.export(known, "pdf"),
        lambda known: library.export(known, "receipt"),
        lambda known: library.evidence(known, 0),
    ):
        with pytest.raises(errors.StatementUnknown):
            ask(asked)


def test_a_search_for_nobody_is_refused(library: Library):
    with pytest.raises(errors.ArgumentInvalid):
        library.find(exchange.SearchRequest())


def test_sizes_and_tiles_that_the_log_does_not_have_are_refused(library: Library):
    for old, new in ((1, 0), (0, 1), (-1, 0)):
        with pytest.raises(errors.ArgumentInvalid):
            library.consistency(old, new)
    with pytest.raises(errors.TileUnknown):
        library.tile("tile/0/000")
    with pytest.raises(errors.TilePathMalformed):
        library.tile("tile/../library.db")


def test_a_withdrawal_of_nothing_or_of_no_form_keeps_nothing(library: Library):
    with pytest.raises(errors.EconsentError):
        library.withdraw(exchange.WithdrawalRequest(person=person(), name="А", scopes=(SCOPE, SCOPE), worker="Б"))
    assert library.check_log().size == 0


def test_an_access_token_opens_and_any_other_text_does_not(library: Library):
    token = library.first_token or ""
    assert library.door.admit(token).scopes == EVERY_SCOPE
    for wrong in ("", token + "x", token[:-1], "\ud800"):
        with pytest.raises(errors.AccessDenied):
            library.door.admit(wrong)


@pytest.mark.parametrize("wrong", ["", "100140000123", "10014000012", "000000000000"])
def test_a_library_is_not_founded_under_a_wrong_bin(tmp_path: Path, wrong: str):
    with pytest.raises(errors.BinInvalid):
        Library.create(tmp_path / "library", bin=wrong, name=NAME)
    assert not (tmp_path / "library").exists()


def test_a_library_is_not_founded_over_anything(tmp_path: Path, library: Library):
    with pytest.raises(errors.StoreExists):
        Library.create(where(tmp_path), bin=BIN, name=NAME, passphrase=PASSPHRASE)
    library.check_log()


# ── many at once ──


def test_threads_that_deposit_and_ask_at_once_see_one_log(library: Library):
    hands = [Hand.enrol(library) for _ in range(4)]
    asked: list[str] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            asked.append(decide(library, iin(0)).decision)

    def work(number: int) -> None:
        hand = hands[number]
        for turn in range(5):
            hand.see(deposit(library, [hand.say(consent(hand, iin=iin(10 * turn + number + one))) for one in range(4)]))

    with ThreadPoolExecutor(5) as pool:
        asking = pool.submit(ask)
        for future in [pool.submit(work, number) for number in range(4)]:
            future.result()
        stop.set()
        asking.result()
    report = library.check_log()
    assert (report.size, report.problems) == (80, ())
    assert set(asked) <= {"NO_CONSENT", "CONSENT_PERMIT"}


def test_a_person_whose_number_is_a_devices_name_is_not_kept_with_that_device(library: Library, station: Station):
    station.sign([abandonment(station)])
    station.sync(library)
    namesake = record.Identifier(system="device", value=station.device_id)
    assert library.find(exchange.SearchRequest(person=namesake)) == []
