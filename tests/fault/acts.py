"""The acts that faults interrupt, each a process of its own: sign, deposit, feed, deliver.

    python acts.py sign STATION | deposit LIBRARY ENVELOPE… | feed LIBRARY ENVELOPE… | deliver STATION LIBRARY

Says "begin", then "done" and what was done, one line each. An act that an error of ours stops says its code and tries
once more, as a person would.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from econsent.errors import EconsentError
from econsent.library import Library
from econsent.station import Station
from tests.document import people

_FEW = 3


def say(*words: object) -> None:
    """Print at once, and by another system call than those that databases write with."""
    os.writev(1, [" ".join(map(str, words)).encode() + b"\n"])


def sign(folder: str) -> None:
    """Sign a notice and a consent in one transaction."""
    drafts = [people.notice(), people.consent()]
    with Station.open(folder) as station:
        say("begin")
        insist(lambda: say("done", *(signed.digest for signed in station.sign(drafts))))


def deposit(folder: str, *envelopes: str) -> None:
    """Take envelopes into a library."""
    read = [Path(name).read_bytes() for name in envelopes]
    with Library.open(folder) as library:
        say("begin")

        def take_in() -> None:
            reply = library.deposit(read)
            say("done", *(place.digest for place in reply.delivered if place))

        insist(take_in)


def feed(where: str, *envelopes: str) -> None:
    """Take envelopes into a library a few at a time, and say of each few which they were."""
    with Library.open(where) as library:
        say("begin")
        for start in range(0, len(envelopes), _FEW):
            reply = library.deposit([Path(name).read_bytes() for name in envelopes[start : start + _FEW]])
            say("kept", *(f"{place.digest}@{place.index}" for place in reply.delivered if place))
    say("done")


def deliver(folder: str, home: str) -> None:
    """Deliver what waits in a station to a library in the same process."""
    with Station.open(folder, sign=False) as station, Library.open(home) as library:
        say("begin")

        def send() -> None:
            report = station.sync(library)
            if report.problems:
                raise report.problems[0]
            say("done", report.delivered)

        insist(send)


def insist(act: Callable[[], None]) -> None:
    """Do something; after an error of ours, say its code and try once more."""
    try:
        act()
    except EconsentError as error:
        say("refused", error.code)
        act()


def main() -> int:
    """Run the act named; every failure of ours has a code, anything else is a traceback and fails the test."""
    try:
        {"sign": sign, "deposit": deposit, "feed": feed, "deliver": deliver}[sys.argv[1]](*sys.argv[2:])
    except EconsentError as error:
        say("refused", error.code)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
