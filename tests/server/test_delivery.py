"""Deliveries over real HTTP: offline and back, replies lost, the same id with other bytes (scenarios 5, 6 and 7)."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from econsent import ledger
from econsent.errors import RemoteUnreachable
from econsent.exchange import SearchRequest
from econsent.library import Library
from econsent.remote import Remote
from econsent.station import Station
from econsent.store.outbox import Outbox
from tests.builders import NOBODY, consent, decide, iin, make_station, open_station, person
from tests.hand import Hand
from tests.server.conftest import queue, served


def waiting_in(folder: Path) -> list[bytes]:
    """Return the envelopes that wait in a station's folder, oldest first."""
    outbox = Outbox(folder)
    envelopes = [item.envelope for item in outbox.waiting(1000)]
    outbox.close()
    return envelopes


def test_with_the_library_off_everything_waits_and_then_arrives_once_oldest_first(library: Library, tmp_path):
    with served(library) as url:
        port = int(url.rpartition(":")[2])
        kiosk = make_station(library, tmp_path, name="kiosk", url=url)
    signed = [kiosk.sign([consent(kiosk, verdict)])[0] for verdict in ("permit", "deny", "permit")]

    report = kiosk.sync()
    assert (report.delivered, report.waiting) == (0, 3)
    assert isinstance(report.problems[0], RemoteUnreachable)

    with served(library, port):
        report = kiosk.sync()
        assert (report.delivered, report.waiting, report.problems) == (3, 0, ())
        assert kiosk.sync().delivered == 0
    found = sorted(library.find(SearchRequest(person=person())), key=lambda item: item.index)
    assert [item.digest for item in found] == [item.digest for item in signed]
    assert decide(library).statements == (signed[-1].digest,)
    kiosk.close()


def test_a_reply_lost_and_the_delivery_sent_again_a_hundred_times_in_parallel_is_one_statement(
    kiosk: Station, url: str, tmp_path: Path, library: Library
):
    signed = kiosk.sign([consent(kiosk)])[0]
    envelopes = waiting_in(tmp_path / "kiosk")

    def deliver(_: int) -> tuple[str, int, str]:
        with Remote(url) as remote:
            reply = remote.deposit(envelopes)
        place = reply.delivered[0]
        proof = [ledger.encoding.decode_base64(item) for item in place.proof]
        verifiers = [ledger.parse_vkey(library.log_vkey), ledger.parse_vkey(library.clock_vkey)]
        tree = ledger.open_checkpoint(reply.checkpoint, verifiers).checkpoint
        leaf = ledger.leaf_hash(bytes.fromhex(place.digest))
        ledger.check_inclusion(leaf, place.index, tree.size, proof, tree.root)
        return place.digest, place.index, reply.checkpoint

    with ThreadPoolExecutor(10) as pool:
        replies = set(pool.map(deliver, range(100)))

    assert len(replies) == 1
    assert replies.pop()[:2] == (signed.digest, 0)
    assert len(library.find(SearchRequest(person=person()))) == 1
    assert library.check_log().size == 1
    receipts = {library.export(signed.id, "receipt") for _ in range(3)}
    assert len(receipts) == 1

    report = kiosk.sync()
    assert (report.delivered, report.waiting, report.problems) == (1, 0, ())
    assert library.check_log().size == 1


def test_the_same_id_with_other_bytes_is_quarantined_on_both_sides_and_the_queue_moves_on(
    kiosk: Station, library: Library, tmp_path: Path
):
    hand = Hand.enrol(library)
    first = hand.say(consent(hand))
    same_id = hand.say(consent(hand, "deny"), id=first.statement.id)
    behind = hand.say(consent(hand, iin=iin(1)))
    queue(tmp_path / "kiosk", [first])
    kiosk.sync()
    queue(tmp_path / "kiosk", [same_id, behind])

    report = kiosk.sync()

    assert [problem.code for problem in report.problems] == ["library.conflict"]
    assert (report.delivered, report.waiting, report.quarantined) == (1, 0, 1)
    assert library.export(first.statement.id, "jws") == first.jws
    assert library.show(behind.statement.id).digest == behind.digest.hex()
    assert library.check_log().problems == ()
    with sqlite3.connect(tmp_path / "library" / "library.db") as database:
        aside = database.execute("SELECT digest, code, envelope FROM quarantine").fetchall()
    assert aside == [(same_id.digest, "library.conflict", same_id.envelope)]
    assert kiosk.health().quarantined == 1
    assert kiosk.sync().problems == ()


def test_one_flipped_byte_of_an_envelope_is_refused_by_its_place_and_the_next_is_taken(
    kiosk: Station, remote: Remote, tmp_path: Path
):
    kiosk.sign([consent(kiosk), consent(kiosk)])
    first, second = waiting_in(tmp_path / "kiosk")
    broken = bytearray(first)
    broken[-1] ^= 1

    reply = remote.deposit([bytes(broken), second])

    assert [(item.place, item.code) for item in reply.refused] == [(0, "envelope.broken")]
    assert reply.delivered[0] is None
    assert reply.delivered[1].index == 0


def test_a_station_restarted_between_signing_and_delivering_delivers(kiosk: Station, tmp_path: Path):
    signed = kiosk.sign([consent(kiosk)])[0]
    kiosk.close()
    with open_station(tmp_path, "kiosk") as again:
        assert again.sync().delivered == 1
        assert again.sign([consent(again)])[0].seq == signed.seq + 1


def test_a_long_delivery_tells_how_far_it_is(kiosk: Station, library: Library, tmp_path: Path):
    hand = Hand.enrol(library)
    queue(tmp_path / "kiosk", [hand.say(consent(hand, iin=iin(number))) for number in range(120)])
    told: list[tuple[int, int]] = []
    kiosk.sync(progress=lambda done, total: told.append((done, total)))
    assert told == [(50, 120), (100, 120), (120, 120)]


def test_nobody_at_the_address_is_unreachable_and_nothing_is_lost(station: Station):
    assert station.library_url == NOBODY
    station.sign([consent(station)])
    report = station.sync()
    assert [problem.code for problem in report.problems] == ["remote.unreachable"]
    assert report.waiting == 1
    with pytest.raises(RemoteUnreachable):
        Remote(NOBODY).checkpoint()
