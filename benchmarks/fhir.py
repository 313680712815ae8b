"""A page of fifty FHIR Consents, stitched, beside `json.dumps` of the same page.

Ours begins where an index ends: the parts of each statement are at hand, and the version of each decision is known. The
floor has the whole page as a dict and encodes it with the standard library; what it takes to build that dict is not
counted.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.document import by_turns, median
from econsent import instant
from econsent.fhir import bundle
from econsent.fhir.consent import Shared, share, stitch
from econsent.fhir.published import Logged, Release, Version
from econsent.fhir.xml import to_xml
from econsent.instant import DAY, Interval
from tests.builders import consent, iin, make_library, make_station

BASE = "https://library.example/fhir/R5"
PAGE = 50
PAGES = 20
PER_STATEMENT = 5
"""Decisions of a patient's consent."""
Row = dict[str, object]


def run() -> list[Row]:
    """Render the Consents of ten statements in both releases, by turns with the floor."""
    logged = statements()
    return [*(row for release in ("R5", "R4") for row in of_release(logged, release)), xml_row(logged)]


def statements() -> list[Logged]:
    """Return real statements of ten people, as a library shows them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        make_library(Path(folder)) as library,
        make_station(library, Path(folder)) as station,
    ):
        signed = [station.sign([consent(station, iin=iin(number))])[0] for number in range(PAGE // PER_STATEMENT)]
        station.sync(library)
        shown = [library.show(one.id) for one in signed]
    return [
        Logged(
            statement=one.statement,
            digest=one.digest,
            index=one.index,
            logged=instant.parse(one.logged),
            interval=Interval(instant.parse(one.earliest), instant.parse(one.latest)),
        )
        for one in shown
    ]


def versions(logged: Sequence[Logged]) -> list[Version]:
    """Return a version of every decision, each of a moment of its own."""
    return [
        Version(
            position=number % PER_STATEMENT + 1,
            status="active",
            index=1_000 + number,
            updated=logged[0].logged + number * 7_000_003,
            ends=logged[0].logged + 365 * DAY,
        )
        for number in range(PAGE)
    ]


def page(shared: Sequence[Shared], known: Sequence[Version]) -> bytes:
    """Return a page as a server would."""
    hits = [
        bundle.Hit(f"Consent/{parts.id}-{version.position}", stitch(parts, version))
        for parts, version in zip(shared, known, strict=True)
    ]
    return bundle.page(BASE, hits, total=PAGE, links=[("self", f"{BASE}/Consent")])


def of_release(logged: Sequence[Logged], release: Release) -> list[Row]:
    """Measure Consents on a page, and the parts of a statement, which are encoded once for all its decisions."""
    known = versions(logged)
    shared = [share(logged[number // PER_STATEMENT], release) for number in range(PAGE)]
    plain = json.loads(page(shared, known))
    ours, floor = by_turns(
        lambda: [page(shared, known) for _ in range(PAGES)], lambda: [json.dumps(plain) for _ in range(PAGES)]
    )
    once, _ = by_turns(lambda: [share(one, release) for one in logged], lambda: None)
    return [
        row(f"a Consent on a page of {PAGE}, {release}", median(ours) / PAGE / PAGES, median(floor) / PAGE / PAGES, 10),
        row(f"the parts of a statement, {release}", median(once) / len(logged), None, 100),
    ]


def xml_row(logged: Sequence[Logged]) -> Row:
    """Measure the XML of a page of R4, per Consent."""
    shared = [share(logged[number // PER_STATEMENT], "R4") for number in range(PAGE)]
    written = page(shared, versions(logged))
    plain = json.loads(written)
    ours, floor = by_turns(lambda: to_xml(written), lambda: json.dumps(plain))
    return row("a Consent of R4 on a page, as XML", median(ours) / PAGE, median(floor) / PAGE, "")


def row(name: str, measured: float, floor: float | None, target: float | str) -> Row:
    """Return a row in microseconds from milliseconds."""
    beside = None if floor is None else floor * 1000
    ratio = None if floor is None else measured / floor
    return {"name": name, "measured": measured * 1000, "floor": beside, "ratio": ratio, "target": target, "unit": "µs"}
