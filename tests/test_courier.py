"""Subscribers hear of every change in order, whatever their receivers do: signed, at least once, and soon."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path

import pytest

from econsent.access import Asker
from econsent.courier import Courier, Patience
from econsent.errors import ArgumentInvalid, ScopeMissing, SubscriberUnknown
from econsent.exchange import (
    AuditQuery,
    CorrectionRequest,
    RedeliveryRequest,
    SecretRotation,
    Subscribed,
    SubscriberRequest,
)
from econsent.instant import SECOND
from econsent.library import Library
from econsent.poster import Poster
from econsent.station import Station
from econsent.store.subscribers import MOST_FORMER
from tests.builders import SCOPE, WHY, LyingClock, iin, make_library, make_station, open_library
from tests.hand import Hand, consent_of, deposit
from tests.receiver import OK, Receiver, Reply, receiving
from tests.server.test_serving import self_signed
from tests.test_feed import agree, withdraw
from tests.waiting import PATIENCE, joined, until

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")

HASTY = Patience(first=0.05, nearby=0.2, longest=0.2, attempts=3)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@contextmanager
def delivering(library: Library, patience: Patience = HASTY, deadline: float = PATIENCE) -> Iterator[Courier]:
    with Courier(library, patience=patience, poster=Poster(deadline)) as courier:
        yield courier


def subscribe(library: Library, receiver: Receiver, **given) -> Subscribed:
    return library.subscribers.add(SubscriberRequest(url=receiver.url, allow_private=True, **given))


def speak(hand: Hand, library: Library, first: int, many: int) -> None:
    """Let many people agree at a device that is quicker than a station."""
    assert not deposit(library, [hand.say(consent_of(hand, first + number)) for number in range(many)]).refused


def answers(*replies: Reply) -> Callable[[object], Reply]:
    """Answer with one after the other, then OK."""
    left = list(replies)
    return lambda _: left.pop(0) if left else OK


def test_a_withdrawal_is_heard_of_soon_and_its_signature_is_that_of_the_secret_shown_once(
    library: Library, station: Station, receiver: Receiver
):
    agree(station, library)
    added = subscribe(library, receiver)
    with delivering(library):
        digest = withdraw(library)
        [heard] = receiver.wait_for(1)
    assert heard.is_signed_with(added.secret)
    assert not heard.is_signed_with("whsec_" + "A" * 44)
    assert abs(heard.timestamp - time.time()) < 60
    assert heard.id == f"{added.id}-1"
    assert heard.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert heard.headers["content-type"] == "application/json"
    [change] = library.feed.changes(0).changes
    assert heard.event == {
        "type": "statement.logged",
        "timestamp": change.logged,
        "controller": library.controller.bin,
        "origin": library.origin,
        "data": {
            "index": 1,
            "id": change.id,
            "digest": digest,
            "kind": "withdrawal",
            "logged": change.logged,
            "device": "desk",
            "decisions": {SCOPE: "deny"},
            "refers_to": [],
        },
    }


def test_a_subscriber_hears_from_where_it_was_added_or_from_where_it_says(
    library: Library, station: Station, receiver: Receiver
):
    agree(station, library, iin(1), iin(2), iin(3))
    assert subscribe(library, receiver).after == 2
    with delivering(library), receiving() as earlier:
        subscribe(library, earlier, after=0)
        earlier.wait_for(2)
        agree(station, library, iin(4))
        receiver.wait_for(1)
        earlier.wait_for(3)
    assert (receiver.indexes, earlier.indexes) == ([3], [1, 2, 3])


def test_a_hundred_changes_come_in_the_order_of_the_log_and_each_once(library: Library, receiver: Receiver):
    subscribe(library, receiver)
    hand = Hand.enrol(library)
    with delivering(library):
        for batch in range(4):
            speak(hand, library, 25 * batch, 25)
        receiver.wait_for(100)
    assert receiver.indexes == list(range(100))


def test_only_the_scopes_asked_for_are_told_and_every_correction(
    library: Library, station: Station, receiver: Receiver
):
    other = next(one.id for one in station.catalogue.latest("patient-filming").scopes if one.id != SCOPE)
    added = subscribe(library, receiver, scopes=(other,))
    with delivering(library):
        withdraw(library)  # of video alone
        agree(station, library)  # of every scope
        receiver.wait_for(1)
        withdraw(library)
        wrong = library.feed.changes().changes[0].id
        library.correct(CorrectionRequest(id=wrong, reason="Басқа адам.", by=("А. Сейіт", "Б. Омар")))
        receiver.wait_for(2)
        until(lambda: library.subscribers.show(added.id).waiting == 0)
    assert receiver.indexes == [1, 3]


def test_a_subscriber_is_told_no_more_than_whoever_added_it_may_see(
    library: Library, station: Station, receiver: Receiver
):
    scopes = frozenset(["changes.read", "subscribers.manage"])
    hr = Asker(id="hr", kind="key", scopes=scopes, subjects=frozenset(["staff"]))
    request = SubscriberRequest(url=receiver.url, allow_private=True)
    library.subscribers.add(request, intent=WHY, asker=hr)
    with delivering(library):
        agree(station, library)
        withdraw(library, iin(1), role="staff")
        receiver.wait_for(1)
    assert receiver.indexes == [1]


def test_a_receiver_that_was_down_hears_everything_in_order_once_it_is_back(
    library: Library, station: Station, receiver: Receiver
):
    added = subscribe(library, receiver)
    with delivering(library, Patience()):
        agree(station, library, iin(1))
        receiver.wait_for(1)
        until(lambda: library.subscribers.show(added.id).waiting == 0)  # its answer has come back, too
        receiver.stop()
        agree(station, library, iin(2), iin(3))
        until(lambda: library.subscribers.show(added.id).attempts >= 2)
        down = library.subscribers.show(added.id)
        assert (down.problem, down.waiting, down.state) == ("no connection", 2, "active")
        assert down.failing_since is not None
        digest = withdraw(library, iin(1))
        receiver.start()
        heard = receiver.wait_for(4)
        until(lambda: library.subscribers.show(added.id).waiting == 0)
    assert receiver.indexes == [0, 1, 2, 3]
    assert heard[-1].event["data"]["digest"] == digest
    well = library.subscribers.show(added.id)
    assert (well.problem, well.attempts, well.failing_since, well.next_attempt) == ("", 0, None, None)


def test_errors_are_tried_again_and_nothing_overtakes(library: Library, station: Station, receiver: Receiver):
    receiver.answer = answers(Reply(500, body=b"x" * 1000), Reply(503), Reply(204), Reply(400), Reply(429))
    subscribe(library, receiver)
    with delivering(library):
        agree(station, library, iin(1), iin(2))
        heard = receiver.wait_for(6)
    assert receiver.indexes == [0, 0, 0, 1, 1, 1]
    assert len({one.id for one in heard[:3]}) == 1
    assert len({one.raw for one in heard[:3]}) == 1


def test_retry_after_is_kept_in_seconds_and_as_a_date(library: Library, station: Station, receiver: Receiver):
    came: list[float] = []

    def answer(_: object) -> Reply:
        came.append(time.monotonic())
        if len(came) == 1:
            return Reply(429, {"retry-after": "1"})
        return Reply(503, {"retry-after": formatdate(time.time() + 3, usegmt=True)}) if len(came) == 2 else Reply(204)

    receiver.answer = answer
    subscribe(library, receiver)
    with delivering(library):
        agree(station, library)
        receiver.wait_for(3)
    assert came[1] - came[0] >= 1
    assert came[2] - came[1] >= 1.5  # an HTTP date has whole seconds


def test_gone_is_told_nothing_more_until_it_is_resumed(library: Library, station: Station, receiver: Receiver):
    receiver.answer = answers(Reply(410))
    added = subscribe(library, receiver)
    with receiving() as other, delivering(library):
        subscribe(library, other)
        agree(station, library, iin(1), iin(2))
        until(lambda: library.subscribers.show(added.id).state == "gone")
        assert library.subscribers.show(added.id).problem == "status 410"
        agree(station, library, iin(3))
        other.wait_for(3)
        assert receiver.indexes == [0]
        library.subscribers.resume(added.id)
        receiver.wait_for(4)
    assert receiver.indexes == [0, 0, 1, 2]


def test_after_the_last_attempt_a_change_is_a_dead_letter_and_the_others_go_on(
    library: Library, station: Station, receiver: Receiver
):
    receiver.answer = lambda received: Reply(500) if received.index == 1 else OK
    added = subscribe(library, receiver)
    with delivering(library):
        agree(station, library, iin(1), iin(2), iin(3))
        receiver.wait_for(5)
        until(lambda: library.subscribers.show(added.id).waiting == 0)
    assert receiver.indexes == [0, 1, 1, 1, 2]
    [letter] = library.subscribers.dead_letters(added.id)
    assert (letter.index, letter.attempts, letter.problem) == (1, 3, "status 500")
    assert letter.message == receiver.received[1].id
    assert library.subscribers.show(added.id).dead_letters == 1
    outcomes = [(one.entry.verb, one.entry.outcome) for one in library.audit.entries(asker=added.id)]
    assert outcomes == [("changes.sent", "ok"), ("changes.sent", "given-up"), ("changes.sent", "ok")]


def test_a_dead_letter_is_delivered_once_more_on_demand_with_the_id_it_had(
    library: Library, station: Station, receiver: Receiver
):
    receiver.answer = lambda received: Reply(500) if received.index < 2 else OK
    added = subscribe(library, receiver)
    with delivering(library):
        agree(station, library, iin(1), iin(2), iin(3))
        receiver.wait_for(7)
        until(lambda: library.subscribers.show(added.id).waiting == 0)
        assert library.subscribers.redeliver(added.id, RedeliveryRequest(indexes=(1,))).indexes == (1,)
        receiver.wait_for(8)
        until(lambda: not any(one.wanted for one in library.subscribers.dead_letters(added.id)))
        assert [(one.index, one.attempts) for one in library.subscribers.dead_letters(added.id)] == [(0, 3), (1, 4)]
        receiver.answer = lambda _: OK
        assert library.subscribers.redeliver(added.id).indexes == (0, 1)
        heard = receiver.wait_for(10)
        until(lambda: library.subscribers.dead_letters(added.id) == [])
    assert receiver.indexes[-3:] == [1, 0, 1]
    assert heard[-1].id == f"{added.id}-1"
    assert heard[-1].is_signed_with(added.secret)


def test_a_slow_receiver_is_not_waited_for_longer_than_the_deadline_and_keeps_no_other_waiting(
    library: Library, station: Station, receiver: Receiver
):
    receiver.answer = answers(Reply(after=8))
    added = subscribe(library, receiver)
    with receiving() as swift, delivering(library, deadline=2):
        subscribe(library, swift)
        agree(station, library, iin(1), iin(2))
        swift.wait_for(2)
        until(lambda: library.subscribers.show(added.id).problem == "no answer in 2 seconds")
        receiver.wait_for(3)
    assert receiver.indexes == [0, 0, 1]


def test_an_endless_answer_is_not_read_to_its_end(library: Library, station: Station):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sent = [0]

        def flood() -> None:
            taken, _ = listener.accept()
            with taken:
                taken.recv(65536)
                taken.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n")
                try:
                    while sent[0] < 2**28:
                        sent[0] += taken.send(b"x" * 65536)
                except OSError:
                    pass

        flooding = threading.Thread(target=flood)
        flooding.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        added = library.subscribers.add(SubscriberRequest(url=url, allow_private=True))
        with delivering(library):
            agree(station, library)
            until(lambda: library.subscribers.show(added.id).waiting == 0)
            joined(flooding)
    assert sent[0] < 2**28


def test_redirects_are_not_followed(library: Library, station: Station, receiver: Receiver):
    with receiving() as other:
        receiver.answer = lambda _: Reply(307, {"location": other.url})
        added = subscribe(library, receiver)
        with delivering(library):
            agree(station, library)
            until(lambda: library.subscribers.show(added.id).dead_letters == 1)
        assert other.received == []
    assert library.subscribers.dead_letters(added.id)[0].problem == "status 307"


def test_paused_is_told_nothing_and_resumed_goes_on_where_it_was(
    library: Library, station: Station, receiver: Receiver
):
    added = subscribe(library, receiver)
    with receiving() as other, delivering(library):
        subscribe(library, other)
        agree(station, library, iin(1))
        receiver.wait_for(1)
        library.subscribers.pause(added.id)
        agree(station, library, iin(2))
        other.wait_for(2)
        assert receiver.indexes == [0]
        assert library.subscribers.show(added.id).state == "paused"
        library.subscribers.resume(added.id)
        receiver.wait_for(2)
    assert receiver.indexes == [0, 1]


def test_removed_is_forgotten_with_its_dead_letters(library: Library, station: Station, receiver: Receiver):
    receiver.answer = lambda _: Reply(500)
    added = subscribe(library, receiver)
    with receiving() as other, delivering(library):
        subscribe(library, other)
        agree(station, library)
        until(lambda: library.subscribers.show(added.id).dead_letters == 1)
        library.subscribers.remove(added.id)
        agree(station, library, iin(1))
        other.wait_for(2)
    assert added.id not in [one.id for one in library.subscribers.list()]
    assert library.subscribers.book.letters(added.id, -1, 10) == []
    assert set(receiver.indexes) == {0}


def test_a_name_that_leads_into_a_private_network_is_not_posted_to(library: Library, station: Station):
    with receiving() as receiver:
        # no parser of addresses takes this for one, and every resolver leads it to this machine
        url = f"https://127.1:{receiver.port}/hook"
        added = library.subscribers.add(SubscriberRequest(url=url))
        with delivering(library):
            agree(station, library)
            until(lambda: library.subscribers.show(added.id).attempts >= 2)
        assert receiver.received == []
    assert library.subscribers.show(added.id).problem == "its name leads to an address that nothing may be posted to"


def test_a_name_that_leads_nowhere_is_tried_again(library: Library, station: Station):
    added = library.subscribers.add(SubscriberRequest(url="https://receiver.invalid/hook"))
    with delivering(library):
        agree(station, library)
        until(lambda: library.subscribers.show(added.id).attempts >= 2)
    assert library.subscribers.show(added.id).problem == "its name leads nowhere"


def test_tls_is_spoken_and_a_certificate_that_nobody_vouches_for_is_not_trusted(
    library: Library, station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with receiving(context) as receiver:
        added = subscribe(library, receiver)
        with delivering(library):
            agree(station, library)
            until(lambda: library.subscribers.show(added.id).attempts >= 2)
        assert library.subscribers.show(added.id).problem == "its TLS certificate is not trusted"
        assert receiver.received == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with delivering(library):
            receiver.wait_for(1)
    assert receiver.received[0].is_signed_with(added.secret)


def test_of_two_processes_on_one_library_one_delivers_at_a_time(library: Library, receiver: Receiver, tmp_path: Path):
    receiver.answer = lambda _: Reply(after=0.02)
    subscribe(library, receiver)
    hand = Hand.enrol(library)
    with open_library(tmp_path) as other, delivering(library), delivering(other):
        for number in range(10):
            speak(hand, library, 3 * number, 3)
        receiver.wait_for(30)
    assert receiver.indexes == list(range(30))


def test_a_courier_that_was_stopped_keeps_every_place_and_lets_the_next_begin_at_once(
    library: Library, receiver: Receiver
):
    receiver.answer = lambda _: Reply(after=0.05)
    added = subscribe(library, receiver)
    speak(Hand.enrol(library), library, 0, 20)
    with delivering(library):
        receiver.wait_for(3)
    stopped_at = len(receiver.received)
    assert library.subscribers.book.one(added.id).lease == 0
    with delivering(library):
        receiver.wait_for(20)
    assert stopped_at < 20
    assert receiver.indexes == list(range(20)), "graceful: nothing was even told twice"


def test_a_round_delivers_what_is_due_and_says_who_still_waits(library: Library, station: Station, receiver: Receiver):
    subscribe(library, receiver)
    agree(station, library, iin(1), iin(2))
    done = Courier(library).round()
    assert (done.delivered, done.waiting) == (2, 0)
    receiver.stop()
    agree(station, library, iin(3))
    done = Courier(library).round()
    assert (done.delivered, done.waiting) == (0, 1)


def test_pauses_grow_to_their_longest_and_not_beyond():
    from econsent.poster import Answer

    patience, down, refused = Patience(), Answer(down=True), Answer()
    for attempts in range(1, 50):
        assert 0.375 <= patience.pause(down, attempts, 10) <= 3
        assert 0.375 <= patience.pause(refused, attempts, 10) <= 60
    assert patience.pause(down, 40, 6 * 3600) >= 270
    assert patience.pause(Answer(down=True, wait=120), 1, 0) == 120
    assert not patience.is_over(down, 10_000, 23 * 3600)
    assert patience.is_over(down, 1, 24 * 3600)
    assert patience.is_over(refused, 12, 0)


# ── another secret ──


def test_while_secrets_overlap_a_receiver_that_knows_either_is_content(
    library: Library, station: Station, receiver: Receiver
):
    added = subscribe(library, receiver)
    rotated = library.subscribers.rotate(added.id, SecretRotation(overlap_minutes=60))
    assert library.subscribers.show(added.id).former_until == rotated.former_until
    agree(station, library)
    Courier(library).round()
    [heard] = receiver.received
    assert rotated.secret != added.secret
    assert heard.is_signed_with(rotated.secret)
    assert heard.is_signed_with(added.secret)


def test_after_the_overlap_the_former_secret_signs_nothing(tmp_path: Path, receiver: Receiver):
    clock = LyingClock()
    with make_library(tmp_path, clock=clock) as library:
        added = subscribe(library, receiver)
        rotated = library.subscribers.rotate(added.id, SecretRotation(overlap_minutes=1))
        clock.ahead = 61 * SECOND
        with make_station(library, tmp_path) as station:
            agree(station, library)
        Courier(library).round()
        assert library.subscribers.show(added.id).former_until is None
    [heard] = receiver.received
    assert heard.is_signed_with(rotated.secret)
    assert not heard.is_signed_with(added.secret)


def test_a_secret_that_leaked_signs_nothing_more_and_neither_do_those_before_it(
    library: Library, station: Station, receiver: Receiver
):
    added = subscribe(library, receiver)
    second = library.subscribers.rotate(added.id)
    third = library.subscribers.rotate(added.id, SecretRotation(overlap_minutes=0))
    assert third.former_until is None
    agree(station, library)
    Courier(library).round()
    [heard] = receiver.received
    assert heard.is_signed_with(third.secret)
    assert not any(heard.is_signed_with(old.secret) for old in (added, second))


def test_a_secret_rotated_in_the_middle_of_a_long_delivery_signs_the_very_next_message(
    library: Library, station: Station, receiver: Receiver
):
    added = subscribe(library, receiver)
    rotated: list[str] = []

    def rotate_at_the_first(received: object) -> Reply:
        if not rotated:
            rotated.append(library.subscribers.rotate(added.id, SecretRotation(overlap_minutes=0)).secret)
        return OK

    receiver.answer = rotate_at_the_first
    agree(station, library, iin(1), iin(2))
    Courier(library).round()
    first, second = receiver.received
    assert first.is_signed_with(added.secret)
    assert second.is_signed_with(rotated[0])
    assert not second.is_signed_with(added.secret)


def test_one_who_rotates_again_and_again_leaves_no_more_than_the_newest_secrets(
    library: Library, station: Station, receiver: Receiver
):
    added = subscribe(library, receiver)
    secrets = [added.secret, *(library.subscribers.rotate(added.id).secret for _ in range(MOST_FORMER + 1))]
    agree(station, library)
    Courier(library).round()
    [heard] = receiver.received
    assert [heard.is_signed_with(secret) for secret in secrets] == [False] + [True] * (MOST_FORMER + 1)


def test_a_rotation_stands_in_the_trail_with_whose_secret_it_was(library: Library):
    added = library.subscribers.add(SubscriberRequest(url="https://receiver.example/"))
    rotated = library.subscribers.rotate(added.id)
    line = library.inspection.find(AuditQuery())[-1]
    assert (line.verb, line.outcome, line.target) == ("subscribers.rotate", "ok", added.id)
    assert rotated.secret not in repr(line)


# ── who may ──


def test_subscribers_are_managed_by_those_who_may_and_added_by_those_who_may_read(library: Library):
    request = SubscriberRequest(url="https://receiver.example/")
    for scopes in (["changes.read"], ["subscribers.manage"]):
        with pytest.raises(ScopeMissing):
            library.subscribers.add(request, asker=Asker(id="x", kind="key", scopes=frozenset(scopes)))
    nobody = Asker(id="x", kind="key", scopes=frozenset(["changes.read"]))
    added = library.subscribers.add(request)
    for verb in ("show", "remove", "pause", "resume", "dead_letters", "redeliver", "rotate"):
        with pytest.raises(ScopeMissing):
            getattr(library.subscribers, verb)(added.id, asker=nobody)
    with pytest.raises(ScopeMissing):
        library.subscribers.list(asker=nobody)
    assert library.subscribers.show(added.id).state == "active"


def test_what_is_not_there_is_unknown(library: Library):
    for verb in ("show", "remove", "pause", "resume", "dead_letters", "redeliver", "rotate"):
        with pytest.raises(SubscriberUnknown):
            getattr(library.subscribers, verb)("subscriber-000000000000")
    added = library.subscribers.add(SubscriberRequest(url="https://receiver.example/"))
    with pytest.raises(SubscriberUnknown):
        library.subscribers.redeliver(added.id, RedeliveryRequest(indexes=(7,)))
    with pytest.raises(ArgumentInvalid):
        library.subscribers.add(SubscriberRequest(url="https://receiver.example/", after=0))


def test_neither_address_nor_secret_lies_in_the_store_or_the_trail_in_clear(library: Library):
    added = library.subscribers.add(SubscriberRequest(url="https://receiver.example/hidden-path", name="Cameras"))
    library.audit.flush()
    with library._engine.foreign_errors:
        tables = [library._engine.connection.execute(f"SELECT * FROM {name}") for name in ("subscriber", "audit")]
        values = [value for rows in tables for row in rows.fetchall() for value in row]
    at_rest = b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
    assert added.id.encode() in at_rest
    for hidden in ("receiver.example", "hidden-path", "Cameras", added.secret.removeprefix("whsec_")):
        assert hidden.encode() not in at_rest
    assert added.secret not in repr(library.subscribers.list())
