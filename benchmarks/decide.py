"""A camera's question beside one bare indexed look-up, at ten thousand people and at a million.

The floor reads the same row of the same database by the same key and does nothing with it. Ours hashes the person's
number with the library's key, reads the row, checks its stamp, unpacks what stands and answers for this moment.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._race import beside, race
from econsent import instant
from econsent.exchange import Question
from econsent.library import Library
from econsent.record import Decision
from econsent.standing import Heard, ScopeStanding, fold
from econsent.store import answers, engines
from tests.builders import iin, make_library, person
from tests.hand import shipped

Row = dict[str, object]

SIZES = (10_000, 1_000_000)
ASKED = 2_000
ROUNDS = 15
CHUNK = 20_000
SCOPE = "filming.video"


@dataclass(frozen=True)
class Town:
    """A library of so many people in a folder, the questions to ask it, and the keys under which the answers stand."""

    folder: Path
    library: Library
    bare: sqlite3.Connection
    questions: Sequence[Question]
    keys: Sequence[bytes]

    def ours(self, number: int) -> object:
        return self.library.decide(self.questions[number])

    def floor(self, number: int) -> object:
        return self.bare.execute("SELECT stands FROM standing WHERE person = ?", (self.keys[number],)).fetchone()


def run() -> list[Row]:
    """Ask people at random in both towns, by turns with the floor."""
    with contextlib.ExitStack() as stack:
        towns = [stack.enter_context(town(size)) for size in SIZES]
        calls = [call for place in towns for call in (place.ours, place.floor)]
        small, small_floor, large, large_floor = race(calls, asked=ASKED, rounds=ROUNDS)
    return [
        beside(f"decide: {SIZES[0]:,} people, beside one look-up", small, small_floor, "≤ 3 ×"),
        beside(f"decide: {SIZES[1]:,} people, beside one look-up", large, large_floor, "≤ 3 ×"),
        beside(f"decide: {SIZES[1]:,} people, beside {SIZES[0]:,}", large, small, "≤ 1.3 ×"),
    ]


@contextlib.contextmanager
def town(size: int) -> Iterator[Town]:
    """Found a library in which so many people have said yes; the first of them will be asked about."""
    with tempfile.TemporaryDirectory() as folder, make_library(Path(folder)) as library:
        vault = library._home.keys.vault  # only it can write rows that the library believes
        questions = [Question(person=person(iin(number)), scope=SCOPE) for number in range(ASKED)]
        keys = [vault.person(question.person) for question in questions]
        stands = standing()
        everybody = sorted(itertools.chain(keys, (os.urandom(16) for _ in range(size - ASKED))))
        for start in range(0, size, CHUNK):
            part = everybody[start : start + CHUNK]
            with library._shelf.writing() as pen:
                pen.put_standing((key, answers.pack_standing(vault, key, stands)) for key in part)
        bare = sqlite3.connect(Path(folder) / "library" / engines.FILE)
        yield Town(Path(folder) / "library", library, bare, questions, keys)
        bare.close()


def standing() -> dict[str, ScopeStanding]:
    """Return what stands after one consent to every scope of the form: five, as from a kiosk."""
    now = time.time_ns() // 1000
    scopes = [scope.id for scope in shipped().latest("patient-filming").scopes]
    until = dt.date.today() + dt.timedelta(days=365)
    said = Heard(
        digest=os.urandom(32).hex(),
        id="01a20000-0000-7000-8000-000000000000",
        kind="consent",
        device="station-1",
        seq=1,
        index=0,
        after_size=0,
        interval=instant.Interval(now, now),
        decisions=tuple(Decision(scope=scope, decision="permit", until=until) for scope in scopes),
        identified_by="typed",
        signature_class="ink",
    )
    return fold([said])


if __name__ == "__main__":
    for result in run():
        print(result)
