"""Scenarios 1, 2 and 3: killed at any write, or refused by the disk, there is a whole statement or none.

Every write of an act is broken in turn: all of them in the sweep, a sample in the ordinary run, other ones by each
fault. Afterwards fsck finds nothing, the folder opens, work goes on, everything arrives once, and what was called done
is there.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from econsent.exchange import SearchRequest
from econsent.library import Library
from econsent.station import Station
from econsent.store import fsck
from tests.document import people
from tests.fault.breaking import Outcome, Write, needs_trace, run_broken, sample, writes_of
from tests.fault.conftest import World

pytestmark = needs_trace

SAMPLE = 2
"""Writes of an act that each fault breaks in an ordinary run."""
FAULTS = {"killed": "signal=KILL", "disk full": "error=ENOSPC", "disk broken": "error=EIO"}
EVERY_FAULT = pytest.mark.parametrize("fault", FAULTS)
EXTENT = pytest.mark.parametrize("most", [SAMPLE, pytest.param(10_000, marks=pytest.mark.sweep)], ids=["sample", "all"])


@EXTENT
@EVERY_FAULT
def test_a_signature_cut_off_at_any_write_leaves_whole_statements_or_none(
    fault: str, most: int, quiet: World, tmp_path: Path
) -> None:
    def check(world: World, outcome: Outcome) -> None:
        with Station.open(world.station) as station:
            before = station.health().waiting
            assert before in (0, 2)
            assert outcome.done is None or before >= 2
            station.sign([people.abandonment()])
        arrived = deliver_all(world)
        assert len(arrived) == 1 + before + 1
        assert set(outcome.done or ()) <= arrived

    break_each(quiet, tmp_path, fault, most, lambda world: ["sign", str(world.station)], check)


@EXTENT
@EVERY_FAULT
def test_a_deposit_cut_off_at_any_write_leaves_a_log_that_holds_and_takes_it_again(
    fault: str, most: int, loaded: World, tmp_path: Path
) -> None:
    def check(world: World, outcome: Outcome) -> None:
        with Library.open(world.library) as library:
            size = library.check_log().size
            assert size in (1, 3)
            assert outcome.done is None or size == 3
            again = library.deposit([path.read_bytes() for path in world.envelopes], seen=1)
            assert [place.index for place in again.delivered if place] == [1, 2]
            assert not again.refused

    def act(world: World) -> list[str]:
        return ["deposit", str(world.library), *map(str, world.envelopes)]

    break_each(loaded, tmp_path, fault, most, act, check)


@EXTENT
@EVERY_FAULT
def test_a_delivery_cut_off_at_any_write_on_either_side_goes_on_and_everything_arrives_once(
    fault: str, most: int, loaded: World, tmp_path: Path
) -> None:
    def check(world: World, outcome: Outcome) -> None:
        assert len(deliver_all(world)) == 3

    break_each(loaded, tmp_path, fault, most, lambda world: ["deliver", str(world.station), str(world.library)], check)


@EXTENT
@EVERY_FAULT
def test_forms_taken_over_while_cut_off_at_any_write_are_the_old_ones_or_the_new_ones_whole(
    fault: str, most: int, published: World, tmp_path: Path
) -> None:
    def check(world: World, outcome: Outcome) -> None:
        assert shown(world) in ((1001,), (1001, 1002))
        assert outcome.done is None or shown(world) == (1001, 1002)
        deliver_all(world)
        assert shown(world) == (1001, 1002)
        assert sorted(path.name for path in (world.station / "forms").iterdir()) == ["000004", "000008"]

    break_each(
        published, tmp_path, fault, most, lambda world: ["deliver", str(world.station), str(world.library)], check
    )


def shown(world: World) -> tuple[int, ...]:
    """Return the numbers of the own forms that a station shows, every byte of them checked."""
    with Station.open(world.station, sign=False) as station:
        catalogue = station.catalogue
        own = [form for form in catalogue.forms() if catalogue.is_own(form)]
        return tuple(int(form.version.partition(".")[2]) for form in own)


def test_done_is_said_only_after_the_last_change_is_durable(quiet: World, tmp_path: Path) -> None:
    world = quiet.copy(tmp_path)
    log = tmp_path / "calls"
    _, outcome = writes_of(["sign", str(world.station)], [world.station], log)
    assert outcome.done is not None
    lines = log.read_text().splitlines()
    said = next(place for place, line in enumerate(lines) if "writev(1" in line and "done" in line)
    changed = max(place for place, line in enumerate(lines[:said]) if "pwrite64(" in line and "outbox.db-wal" in line)
    synced = [
        line for line in lines[changed:said] if "sync(" in line and "outbox.db-wal" in line and line.endswith("= 0")
    ]
    assert synced


def break_each(
    world: World,
    folder: Path,
    fault: str,
    most: int,
    act: Callable[[World], list[str]],
    check: Callable[[World, Outcome], None],
) -> None:
    """Break the writes of an act one by one, each in a fresh copy of the world, and check what is left."""
    numbers = count()

    def fresh() -> World:
        place = folder / str(next(numbers))
        place.mkdir()
        return world.copy(place)

    relevant = [write for write in writes_when_whole(world, fresh, act, check) if is_sensible(fault, write)]
    assert len(relevant) >= 3
    interrupted = 0
    for write in sample(relevant, most, list(FAULTS).index(fault) / len(FAULTS)):
        broken = fresh()
        outcome = run_broken(act(broken), write, FAULTS[fault])
        interrupted += outcome.done is None or "refused" in " ".join(outcome.said)
        try:
            assert "Traceback" not in outcome.errors, outcome.errors
            inspect(broken, outcome, check)
        except AssertionError as error:
            raise AssertionError(f"{fault} at {write}; it said {outcome.said}") from error
    assert interrupted


def writes_when_whole(
    world: World,
    fresh: Callable[[], World],
    act: Callable[[World], list[str]],
    check: Callable[[World, Outcome], None],
) -> list[Write]:
    """Do an act whole, once for all faults, check what it left, and return its writes."""
    key = (str(world.station), *act(world))
    if key not in _WRITES:
        whole = fresh()
        writes, outcome = writes_of(act(whole), [whole.library, whole.station], whole.station.parent / "calls")
        assert outcome.done is not None, outcome
        inspect(whole, outcome, check)
        _WRITES[key] = writes
    return _WRITES[key]


_WRITES: dict[tuple[str, ...], list[Write]] = {}


def is_sensible(fault: str, write: Write) -> bool:
    """Tell whether a fault can happen at a write: a disk is not full when nothing is written."""
    return fault != "disk full" or not (write.is_durability or write.name.startswith("unlink"))


def inspect(world: World, outcome: Outcome, check: Callable[[World, Outcome], None]) -> None:
    """Find both folders sound before and after the check, and nothing of the person in the station's."""
    for _ in range(2):
        assert fsck.check(world.station) == []
        assert fsck.check(world.library) == []
        person = people.SUBJECT
        traces = [person.identifier.value.encode(), person.name.encode()]
        files = [path.read_bytes() for path in world.station.rglob("*") if path.is_file()]
        assert not [trace for trace in traces for content in files if trace in content]
        check(world, outcome)
        check = nothing


def nothing(world: World, outcome: Outcome) -> None:
    """Check no more: the second look at the folders comes after the work that went on."""


def deliver_all(world: World) -> set[str]:
    """Deliver what waits, and return the digests of every statement of the person, and those without one."""
    with Station.open(world.station) as station, Library.open(world.library) as library:
        report = station.sync(library)
        assert (report.waiting, report.quarantined, report.problems) == (0, 0, ())
        assert library.check_log().problems == ()
        size = library.check_log().size
        found = library.find(SearchRequest(person=people.SUBJECT.identifier))
        for line in found:
            library.show(line.id)
            assert library.export(line.id, "pdf").startswith(b"%PDF")
        digests = {line.digest for line in found}
        assert len(digests) == len(found)
        return digests | {f"without a person {number}" for number in range(size - len(found))}
