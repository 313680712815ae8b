"""Whoever follows sees everything that was logged, in order, once it is logged, and nothing that names a person."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from econsent.access import LOCAL, Asker
from econsent.errors import ArgumentInvalid, ScopeMissing, StoreDamaged
from econsent.exchange import CorrectionRequest, WithdrawalRequest
from econsent.library import Library
from econsent.station import Station
from tests.builders import IIN, SCOPE, abandonment, consent, iin, notice, open_library, person
from tests.waiting import PATIENCE, joined, until

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


def agree(station: Station, library: Library, *numbers: str) -> list[str]:
    """Let people agree, and deliver; return the digests."""
    signed = station.sign([consent(station, iin=number) for number in numbers or (IIN,)])
    station.sync(library)
    return [one.digest for one in signed]


def withdraw(library: Library, number: str = IIN, **given) -> str:
    request = WithdrawalRequest(person=person(number), name="Ә. Қ.", scopes=(SCOPE,), worker="Б. Омар", **given)
    return library.withdraw(request).digest


def test_every_statement_is_a_change_in_the_order_of_the_log(library: Library, station: Station):
    digest = agree(station, library)[0]
    withdrawn = withdraw(library)
    page = library.feed.changes()
    assert [(one.index, one.kind, one.digest) for one in page.changes] == [
        (0, "consent", digest),
        (1, "withdrawal", withdrawn),
    ]
    assert (page.after, page.size) == (1, 2)
    assert page.changes[0].decisions[SCOPE] == "permit"
    assert page.changes[1].decisions == {SCOPE: "deny"}
    assert page.changes[0].device == station.device_id
    shown = library.show(page.changes[1].id)
    assert (shown.digest, shown.logged) == (withdrawn, page.changes[1].logged)


def test_a_correction_says_which_statement_it_marks(library: Library, station: Station):
    digest = agree(station, library)[0]
    first = library.feed.changes().changes[0]
    library.correct(CorrectionRequest(id=first.id, reason="Басқа адам.", by=("А. Сейіт", "Б. Омар")))
    assert library.feed.changes(0).changes[0].refers_to == (digest,)


def test_no_change_names_anybody(library: Library, station: Station):
    agree(station, library)
    withdraw(library, words="Мен қарсымын.")
    said = msgspec.json.encode(library.feed.changes()).decode()
    for personal in (IIN, "Қуанышқызы", "Омар", "қарсымын", library._home.keys.vault.person(person()).hex()):
        assert personal not in said


def test_pages_follow_one_another_and_an_empty_one_leaves_the_cursor_where_it_is(library: Library, station: Station):
    assert library.feed.changes() == msgspec.structs.replace(library.feed.changes(), changes=(), after=-1, size=0)
    agree(station, library, *(iin(number) for number in range(5)))
    seen, after = [], -1
    while (page := library.feed.changes(after, 2)).changes:
        seen += [one.index for one in page.changes]
        after = page.after
    assert seen == [0, 1, 2, 3, 4]
    assert page.after == after == 4


def test_who_may_see_staff_alone_sees_no_patient_and_gets_past_them(library: Library, station: Station):
    agree(station, library, iin(1), iin(2))
    withdraw(library, iin(3), role="staff")
    agree(station, library, iin(4))
    staff = Asker(id="hr", kind="key", scopes=frozenset(["changes.read"]), subjects=frozenset(["staff"]))
    page = library.feed.changes(asker=staff)
    assert [one.index for one in page.changes] == [2]
    assert page.after == 3
    first = library.feed.changes(limit=2, asker=staff)
    assert (first.changes, first.after) == ((), 1)


def test_a_notice_and_an_abandonment_decide_nothing(library: Library, station: Station):
    station.sign([notice(station), abandonment(station)])
    station.sync(library)
    assert [(one.kind, one.decisions) for one in library.feed.changes().changes] == [
        ("notice", {}),
        ("abandonment", {}),
    ]


@pytest.mark.parametrize("after", [-2, 1, 2**40])
def test_a_cursor_that_the_log_never_reached_is_refused_and_not_waited_for(
    library: Library, station: Station, after: int
):
    agree(station, library)
    with pytest.raises(ArgumentInvalid) as refused:
        library.feed.changes(after, wait=60)
    assert refused.value.path == "after"


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_of_no_size_is_refused(library: Library, limit: int):
    with pytest.raises(ArgumentInvalid):
        library.feed.changes(limit=limit)


def test_without_the_scope_nothing_is_followed_and_the_attempt_is_noted(library: Library):
    with pytest.raises(ScopeMissing):
        library.feed.changes(asker=Asker(id="camera", kind="key", scopes=frozenset(["decision"])))
    entry = library.audit.entries()[-1].entry
    assert (entry.asker, entry.verb, entry.outcome) == ("camera", "changes.read", "library.scope-missing")


def test_the_trail_says_from_which_to_which_change_was_read(library: Library, station: Station):
    digests = agree(station, library, iin(1), iin(2), iin(3))
    library.feed.changes(asker=LOCAL)
    assert library.audit.entries()[-1].entry.digests == (digests[0], digests[2])


def test_who_waits_is_woken_by_a_deposit_of_this_process(library: Library, station: Station):
    heard: list[object] = []
    waiting = threading.Thread(target=lambda: heard.append(library.feed.changes(wait=60)))
    waiting.start()
    digest = agree(station, library)[0]
    joined(waiting)
    assert [one.digest for one in heard[0].changes] == [digest]


def test_who_waits_is_woken_by_what_another_process_logged(library: Library, station: Station, tmp_path: Path):
    with open_library(tmp_path) as other:  # another object, and all that a process shares with another is the disk
        heard: list[object] = []
        waiting = threading.Thread(target=lambda: heard.append(other.feed.changes(wait=60)))
        waiting.start()
        digest = agree(station, library)[0]
        joined(waiting)
        assert [one.digest for one in heard[0].changes] == [digest]


def test_many_wait_and_one_thread_looks(library: Library, station: Station):
    heard: list[int] = []
    waiting = [threading.Thread(target=lambda: heard.append(library.feed.changes(wait=60).after)) for _ in range(20)]
    for one in waiting:
        one.start()
    until(lambda: len(library.feed.watch._waiting) == 20)
    assert [one.name for one in threading.enumerate()].count("econsent-watch") == 1
    agree(station, library)
    joined(*waiting)
    assert heard == [0] * 20


def test_who_waits_for_nothing_gets_an_empty_page_when_time_runs_out(library: Library):
    assert library.feed.changes(wait=0.1).changes == ()


def test_closing_the_library_lets_everybody_go(library: Library):
    ended = threading.Event()
    library.feed.watch.call_when(-1, ended.set)
    library.feed.close()
    assert ended.wait(PATIENCE)
    library.feed.watch.wait(-1, 60)  # returns at once: nobody looks any more


def test_following_goes_on_from_change_to_change(library: Library, station: Station):
    following = library.feed.follow()
    agree(station, library, iin(1))
    assert next(following).index == 0
    withdraw(library, iin(1))
    assert next(following).kind == "withdrawal"


def test_a_row_that_something_else_changed_is_not_told(library: Library, station: Station):
    agree(station, library)
    with library._engine.writing() as session:
        session.execute("UPDATE statement SET heard = ?", (b"\0" * 64,))
    with pytest.raises(StoreDamaged):
        library.feed.changes()
    with library._engine.writing() as session:
        session.execute("DELETE FROM statement")
    with pytest.raises(StoreDamaged):
        library.feed.changes()
