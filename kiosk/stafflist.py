"""HR's list of workers who are asked for a supplement to their contract, and beside it what each decided.

Both lie on a medium that HR takes along, never in the station's folder. The kiosk reads the list while HR looks at it,
and writes down beside it who is done: a batch goes on where it stopped, at any kiosk.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from econsent import identity
from econsent.errors import IinInvalid, InputError
from kiosk.persons import MAX_NAME, MAX_NUMBER, OTHER_NUMBERS

Outcome = Literal["agreed", "partly", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("agreed", "partly", "refused")
IIN = "iin"
COLUMNS = ("name", "iin", "document", "document_number", "contract", "contract_date", "hired")
"""`iin`, or `document` and its number for whoever has none; dates as 2019-02-01 or 01.02.2019."""
DONE = ("kind", "number", "contract", "outcome", "code", "day")
"""Columns of what is written beside the list: who, by number and contract; what they decided; the receipt's code."""
MOST, MOST_TOLD = 5_000, 20
"""Workers in a list, and faults of it that are told at once."""
_SUFFIX = ".done.csv"
_NEEDED = ("name", "contract", "contract_date", "hired")
_DAYS = ("%Y-%m-%d", "%d.%m.%Y")
_MEND = "Mend the list and open it again; docs/kiosk.md says how it is written."


class StaffListUnusable(InputError):
    """HR's list is not written as it must be; the leaves say what else can be wrong with it."""

    code = "kiosk.staff-list"


class StaffListUnnamed(StaffListUnusable):
    """No setting says where the list is."""

    code = "kiosk.staff-list-unnamed"


class StaffListKeptHere(StaffListUnusable):
    """The list lies in the station's folder, where it would stay."""

    code = "kiosk.staff-list-kept-here"


class StaffListUnreadable(StaffListUnusable):
    """The list is not where it is said to be, or the medium cannot be read."""

    code = "kiosk.staff-list-unreadable"


class DecisionsUnreadable(StaffListUnusable):
    """What was decided so far, and stands beside the list, cannot be read."""

    code = "kiosk.staff-list-decisions"


class DecisionUnwritten(StaffListUnusable):
    """What a worker decided cannot be written beside the list."""

    code = "kiosk.staff-list-unwritten"


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker of the list: `kind` is ``iin`` or that of another document, `contract` the contract's number."""

    name: str
    kind: str
    number: str
    contract: str
    contract_date: dt.date
    hired: dt.date

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells a worker from others in the list, and in what is written beside it."""
        return self.kind, self.number, self.contract


@dataclass(frozen=True, slots=True)
class StaffList:
    """A list with what was decided of it: `due` are those still to be asked, `later` counts who needs no supplement."""

    due: tuple[Worker, ...]
    decided: Mapping[Outcome, int]
    later: int


def open_list(place: str, station: Path, hired_before: dt.date) -> StaffList:
    """Read the list at a place and what stands beside it; raise StaffListUnusable, or a leaf, which name no person."""
    path = _placed(place, station)
    workers = read(_bytes(path), toml=path.suffix == ".toml")
    done = _read_done(path)
    asked = [worker for worker in workers if worker.hired < hired_before]
    return StaffList(
        due=tuple(worker for worker in asked if worker.key not in done),
        decided=Counter(done[worker.key] for worker in asked if worker.key in done),
        later=len(workers) - len(asked),
    )


def note(place: str, station: Path, worker: Worker, outcome: Outcome, code: str, day: dt.date) -> None:
    """Write down beside the list what a worker decided, durably; raise a leaf of StaffListUnusable."""
    path = _placed(place, station)
    beside = _beside(path)
    row = _line((*worker.key, outcome, code, day.isoformat()))
    new = beside.with_name(f"{beside.name}.new")
    try:
        known = beside.read_bytes() if beside.exists() else _line(DONE)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(known + row)
            file.flush()
            os.fsync(file.fileno())
        new.replace(beside)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise DecisionUnwritten(
            f"What the worker decided cannot be written beside the list ({error.strerror}).",
            kept="The statement is signed and safe.",
            remedy="Put HR's medium back; the worker may be passed over in the list.",
        ) from None


# ── the list ──────────────────────────────────────────────────────────────────────────────


def read(raw: bytes, *, toml: bool = False) -> tuple[Worker, ...]:
    """Return the workers of a list, in its order; raise StaffListUnusable with every row and column that is wrong."""
    try:
        text = raw.decode("utf-8-sig")
        rows = _toml(text) if toml else _csv(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error):
        raise _unusable("The list is no table in UTF-8.") from None
    if len(rows) > MOST:
        raise _unusable(f"The list has more than {MOST} workers.")
    wrong = [(number, column) for number, row in enumerate(rows, 1) for column in _wrong(row)][:MOST_TOLD]
    if wrong:
        said = "; ".join(f"worker {number}: {column}" for number, column in wrong)
        raise _unusable(said, place=", ".join(f"{number}: {column}" for number, column in wrong))
    if not rows:
        raise _unusable("Nobody is in the list.")
    workers = tuple(map(_worker, rows))
    twice = [key for key, count in Counter(worker.key for worker in workers).items() if count > 1]
    if twice:
        raise _unusable("A worker with the same number and contract stands twice in the list.")
    return workers


def _csv(text: str) -> list[dict[str, str]]:
    first = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",", strict=True)
    header, *cells = list(table) or [[]]
    names = [name.strip().lower() for name in header]
    _check_columns(names)
    if any(row and len(row) != len(names) for row in cells):
        raise _unusable("A row does not have as many columns as the first line.")
    return [dict(zip(names, map(str.strip, row), strict=True)) for row in cells if any(map(str.strip, row))]


def _toml(text: str) -> list[dict[str, str]]:
    rows = tomllib.loads(text).get("worker", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _unusable("A list in TOML has a table [[worker]] for each.")
    for row in rows:
        _check_columns(row, whole=False)
    return [{name: str(value).strip() for name, value in row.items()} for row in rows]


def _check_columns(names: Iterable[str], *, whole: bool = True) -> None:
    known = set(names)
    unknown, missing = sorted(known - set(COLUMNS)), [name for name in _NEEDED if whole and name not in known]
    if unknown or missing:
        told = [*(f"there is no column {name[:40]}" for name in unknown), *(f"{name} is missing" for name in missing)]
        raise _unusable(f"{'; '.join(told)}.", place=", ".join([*(name[:40] for name in unknown), *missing]))


def _wrong(row: Mapping[str, str]) -> list[str]:
    """Return the columns of a row that are not as they must be; never what stands in them."""
    wrong = [name for name in ("contract_date", "hired") if _day(row.get(name, "")) is None]
    wrong += [
        name for name, most in (("name", MAX_NAME), ("contract", MAX_NUMBER)) if not 0 < len(row.get(name, "")) <= most
    ]
    if row.get(IIN):
        return wrong if _is_iin(row[IIN]) else [*wrong, IIN]
    if row.get("document", "") not in OTHER_NUMBERS:
        return [*wrong, "document"]
    return wrong if 0 < len(row.get("document_number", "")) <= MAX_NUMBER else [*wrong, "document_number"]


def _worker(row: Mapping[str, str]) -> Worker:
    days = {name: _day(row[name]) or dt.date.min for name in ("contract_date", "hired")}
    kind, number = (IIN, row[IIN]) if row.get(IIN) else (row["document"], row["document_number"])
    return Worker(name=row["name"], kind=kind, number=number, contract=row["contract"], **days)


def _day(text: str) -> dt.date | None:
    for form in _DAYS:
        with suppress(ValueError):
            return dt.datetime.strptime(text, form).date()
    return None


def _is_iin(text: str) -> bool:
    try:
        return identity.parse_iin(text) == text
    except IinInvalid:
        return False


# ── where it lies ─────────────────────────────────────────────────────────────────────────


def _placed(place: str, station: Path) -> Path:
    if not place:
        raise _unusable(
            "No list is named.", "Set staff_list in kiosk.toml: where HR's medium shows it.", StaffListUnnamed
        )
    path = Path(place)
    if path.resolve().is_relative_to(station.resolve()):
        raise _unusable(
            "The list lies in the station's folder.", "Put it on a medium that HR takes along.", StaffListKeptHere
        )
    return path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(
            f"The list cannot be read ({error.strerror}).",
            "Plug HR's medium in and open it again.",
            StaffListUnreadable,
        ) from None


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}{_SUFFIX}")


def _read_done(path: Path) -> dict[tuple[str, str, str], Outcome]:
    beside = _beside(path)
    try:
        text = beside.read_text(encoding="utf-8") if beside.exists() else ""
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        said = {(row["kind"], row["number"], row["contract"]): row["outcome"] for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        raise _undecided(beside, "cannot be read") from None
    if not set(said.values()) <= set(OUTCOMES):
        raise _undecided(beside, "has an outcome that is none")
    return {key: next(one for one in OUTCOMES if one == outcome) for key, outcome in said.items()}


def outcome_of(verdicts: Iterable[str]) -> Outcome:
    """Return what the verdicts on every scope come to."""
    said = set(verdicts)
    return "agreed" if said == {"permit"} else "refused" if said == {"deny"} else "partly"


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()


def _unusable(
    what: str, remedy: str = _MEND, leaf: type[StaffListUnusable] = StaffListUnusable, *, place: str = ""
) -> StaffListUnusable:
    return leaf(what, kept="Nobody was asked.", remedy=remedy, path=place)


def _undecided(beside: Path, what: str) -> StaffListUnusable:
    mend = f"Mend it or take it away: {beside.name}."
    return _unusable(f"{beside.name} {what}.", mend, DecisionsUnreadable, place=beside.name)
