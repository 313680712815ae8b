"""Where a camera is, who works there now and what the Order says: in a small site, and in one of two thousand cameras.

Both are asked by turns. The large one does not fit the processor's caches, which costs a microsecond or two; the target
is that beside the look-up of what stands (benchmarks/decide.py) none of it is felt.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

from benchmarks._race import race
from econsent import instant, placement, site
from econsent.forms import Catalogue
from econsent.placement import Law
from econsent.site import Register, rule, who_is_rostered
from econsent.store.folder import shipped_forms

Row = dict[str, object]

POINTS = (1, 200)
ROOMS = 10
DAYS = 30
"""Of one shift in each room: 60,000 shifts in the large site."""
ASKED = 2_000
ROUNDS = 15
_FIRST = instant.parse("2026-11-01T03:00:00Z")


def run() -> list[Row]:
    """Ask cameras at random in both sites, by turns."""
    law = _law()
    small, large = (_asking(register_of(points), law) for points in POINTS)
    few, many = race([small, large], asked=ASKED, rounds=ROUNDS)
    name = f"site: place, roster and ruling of a camera, among {POINTS[1] * ROOMS:,} beside {ROOMS}"
    return [
        {"name": name, "measured": many, "floor": few, "ratio": many / few, "target": "≤ 10 or ≤ 4 ×", "unit": "µs"}
    ]


def register_of(points: int) -> Register:
    """Return a site of so many points, each of ten blood-draw rooms with a camera and a month of shifts."""
    tables = (
        ["bin,names.kk,names.ru,kind", "100140000122,A,B,outpatient"],
        ["id,name,organisation,collection_point", *(f"p{one},P{one},100140000122,true" for one in range(points))],
        ["id,point,name,kind,sign", *(f"r{room},p{room // ROOMS},{room},blood-draw,true" for room in _rooms(points))],
        ["id,kind,room", *(f"c{room},internal,r{room}" for room in _rooms(points))],
        ["worker.system,worker.value,name,job,hired,room,from,until", *_shifts(points)],
    )
    return site.read(["\n".join(lines).encode() for lines in tables])


def _rooms(points: int) -> range:
    return range(points * ROOMS)


def _shifts(points: int) -> Iterator[str]:
    for room, day in itertools.product(_rooms(points), range(DAYS)):
        begins = _FIRST + day * instant.DAY
        until = begins + 8 * 3600 * instant.SECOND
        yield f"hr,{room},N,nurse,2024-01-01,r{room},{instant.render(begins)},{instant.render(until)}"


def _asking(register: Register, law: Law) -> Callable[[int], object]:
    chance = random.Random(1)
    cameras = [chance.choice(register.cameras).id for _ in range(ASKED)]
    moments = [_FIRST + chance.randrange(DAYS) * instant.DAY + 3600 * instant.SECOND for _ in range(ASKED)]

    def ask(number: int) -> object:
        spot = register.camera(cameras[number])
        people = who_is_rostered(register, spot, moments[number])
        return rule(law, spot, patient="permit", staff="given" if people else "unknown")

    return ask


def _law() -> Law:
    catalogue = Catalogue.from_files(shipped_forms())
    return placement.read(catalogue.law(placement.ORDER, catalogue.editions(placement.ORDER)[-1]))
