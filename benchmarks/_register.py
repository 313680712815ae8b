"""The register of a large site: two hundred points, two thousand rooms, five thousand cameras, a shift in each room."""

from __future__ import annotations

from collections.abc import Sequence

from econsent import instant
from econsent.store.clock import SYSTEM

POINTS, ROOMS, CAMERAS = 200, 2_000, 5_000
_KINDS = ("blood-draw", "blood-draw", "blood-draw", "hall", "corridor")
"""Of rooms, by turns."""
_SHIFT = 12 * 3600 * instant.SECOND


def name_of(point: int) -> str:
    """Return what statements call a point."""
    return f"Абай даңғылы, {point}"


def tables(workers: Sequence[str]) -> list[bytes]:
    """Return the register as tables, in each room a worker of those with some IINs."""
    now = SYSTEM.wall()
    starts, ends = instant.render(now - _SHIFT), instant.render(now + _SHIFT)
    rows = (
        ["bin,names.kk,names.ru,kind", "100140000122,A,B,outpatient"],
        [
            "id,name,organisation,licence,annex,collection_point,perimeter_sign,perimeter_sign_checked",
            *(f'p{one},"{name_of(one)}",100140000122,00000000,001,true,true,2026-11-02' for one in range(POINTS)),
        ],
        [
            "id,point,name,kind,sign,sign_checked",
            *(
                f"r{one},p{one % POINTS},{one},{_KINDS[one // POINTS % len(_KINDS)]},true,2026-11-02"
                for one in range(ROOMS)
            ),
        ],
        ["id,kind,room", *(f"c{one},internal,r{one % ROOMS}" for one in range(CAMERAS))],
        [
            "worker.system,worker.value,name,job,hired,room,from,until",
            *(
                f"kz.iin,{workers[one % len(workers)]},Worker {one},nurse,2022-01-01,r{one},{starts},{ends}"
                for one in range(ROOMS)
            ),
        ],
    )
    return ["\n".join(lines).encode() for lines in rows]
