"""Run the benchmarks, print ours beside the floor, and write the tables of docs/performance.md.

    python -m benchmarks [NAME …]     all of benchmarks/*.py, or those named

Every module here has `run() -> list[Row]`: `name`, `measured`, `floor`, `ratio` (how many times the floor ours costs),
`target` and `unit`. Both are measured by turns in one run, so the ratio holds on a noisy machine where the numbers do
not. A target is a text: ``≤ 50`` or ``≥ 1000`` for what was measured, ``≤ 2 ×`` for the ratio; a bare number is a
least for a rate (a unit that ends in ``/s``), else a most. Several targets are joined by ``or``.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import platform
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
COLUMNS = ("what", "measured", "floor", "ratio", "target", "")
TARGET = re.compile(r"(?P<relation>[≤≥])\s*(?P<bound>[\d.,_ ]*\d)\s*(?P<of_ratio>×)?")

Row = Mapping[str, object]


def main(names: Sequence[str]) -> int:
    """Run what is named, print it and write it down; return 1 when a target was missed."""
    known = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    missed = 0
    for name in names or known:
        began = time.monotonic()
        rows = importlib.import_module(f"benchmarks.{name}").run()
        missed += sum(not kept(row) for row in rows)
        show(name, rows, time.monotonic() - began)
        PAGE.write_text(with_section(PAGE.read_text(), name, section(rows)))
    PAGE.write_text(with_section(PAGE.read_text(), "machine", machine()))
    print(f"{missed} missed" if missed else "every target kept")
    return 1 if missed else 0


def kept(row: Row) -> bool:
    """Tell whether a row's measurement keeps at least one of its targets; a row without a target always does."""
    target = target_of(row)
    return not target or any(holds(part, row) for part in target.split(" or "))


def target_of(row: Row) -> str:
    """Return a row's target as text, a bare number as a least for rates and a most for everything else."""
    target = row["target"]
    if isinstance(target, int | float):
        return f"{'≥' if str(row['unit']).endswith('/s') else '≤'} {figure(target)}"
    return str(target or "")


def holds(target: str, row: Row) -> bool:
    """Compare what was measured, or its ratio to the floor, with one target."""
    found = TARGET.search(target)
    if found is None:
        raise ValueError(f"not a target: {target!r}")
    value = row["ratio"] if found["of_ratio"] else row["measured"]
    bound = float(re.sub(r"[,_ ]", "", found["bound"]))
    return value <= bound if found["relation"] == "≤" else value >= bound  # type: ignore[operator]


def cells(row: Row) -> tuple[str, ...]:
    """Return the texts of one line of a table."""
    unit, floor, ratio = row["unit"], row["floor"], row["ratio"]
    return (
        str(row["name"]),
        f"{figure(row['measured'])} {unit}",
        "" if floor is None else f"{figure(floor)} {unit}",
        "" if ratio is None else f"{figure(ratio)} ×",
        target_of(row),
        "kept" if kept(row) else "**missed**",
    )


def figure(value: object) -> str:
    """Write a number with three significant digits, thousands apart."""
    number = float(value)  # type: ignore[arg-type]
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def show(name: str, rows: Sequence[Row], seconds: float) -> None:
    """Print one benchmark's table."""
    table = [COLUMNS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(COLUMNS))]
    print(f"\n{name} ({seconds:.0f} s)")
    for line in table:
        first, *others = (text.replace("*", "") for text in line)
        print("  ", first.ljust(widths[0]), *(t.rjust(w) for t, w in zip(others, widths[1:], strict=True)), sep="  ")


def section(rows: Sequence[Row]) -> str:
    """Return one benchmark's table in Markdown."""
    head = ["| " + " | ".join(COLUMNS) + " |", "|---|--:|--:|--:|--:|---|"]
    return "\n".join([*head, *("| " + " | ".join(cells(row)) + " |" for row in rows)])


def machine() -> str:
    """Describe the machine as far as the numbers depend on it, without its name."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    kernel = ".".join(platform.release().split(".")[:2])
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{dt.date.today().isoformat()} · {cpu[1] if cpu else platform.machine()} · {os.cpu_count()} cores · "
        f"{memory:.0f} GiB · {platform.system()} {kernel} · Python {platform.python_version()}"
    )


def with_section(page: str, name: str, text: str) -> str:
    """Return the page with what stands between a section's two marks replaced; a new section comes last."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    marked = f"{begin}\n{text}\n{end}"
    if begin not in page:
        return f"{page.rstrip()}\n\n## {name}\n\n{marked}\n"
    return page[: page.index(begin)] + marked + page[page.index(end) + len(end) :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
