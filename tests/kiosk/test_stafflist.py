"""HR's list: read whole or told what is wrong without a word of whom, and what was decided beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kiosk.stafflist import OUTCOMES, StaffListUnusable, note, open_list, outcome_of, read

LAW = dt.date(2023, 4, 22)
HEAD = "name,iin,contract,contract_date,hired\n"
LIST = HEAD + (
    "Дәурен Сапаров,840229400125,17-К,2019-02-01,2019-02-01\n"
    "Айгүл Серікқызы,900101300811,18-К,01.03.2020,02.03.2020\n"
    "Ерлан Жаңа,900101300126,19-К,2024-05-01,2024-05-01\n"
)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """HR's medium, with the list on it."""
    (tmp_path / "stick").mkdir()
    (tmp_path / "station").mkdir()
    place = tmp_path / "stick" / "staff.csv"
    place.write_text(LIST, encoding="utf-8")
    return place


def opened(stick: Path):
    return open_list(str(stick), stick.parents[1] / "station", LAW)


def refused(raw: bytes, **given) -> StaffListUnusable:
    with pytest.raises(StaffListUnusable) as caught:
        read(raw, **given)
    assert not [word for word in ("Дәурен", "840229400125", "17-К") if word in str(caught.value.as_dict())]
    return caught.value


def test_who_was_hired_when_the_contract_asked_already_is_counted_and_not_asked(stick: Path) -> None:
    found = opened(stick)
    assert [worker.contract for worker in found.due] == ["17-К", "18-К"]
    assert (found.later, dict(found.decided)) == (1, {})


@pytest.mark.parametrize("day", [LAW - dt.timedelta(days=1), LAW])
def test_the_day_of_the_law_is_the_first_on_which_the_contract_asks(stick: Path, day: dt.date) -> None:
    stick.write_text(f"{HEAD}Д,840229400125,1,{day},{day}\n", encoding="utf-8")
    assert len(opened(stick).due) == (day < LAW)


def test_a_batch_goes_on_where_it_stopped(stick: Path) -> None:
    station = stick.parents[1] / "station"
    first, second = opened(stick).due
    note(str(stick), station, first, "refused", "ABCD", dt.date(2026, 11, 26))
    again = opened(stick)
    assert (again.due, dict(again.decided)) == ((second,), {"refused": 1})
    note(str(stick), station, second, "agreed", "EFGH", dt.date(2026, 11, 26))
    assert (opened(stick).due, dict(opened(stick).decided)) == ((), {"refused": 1, "agreed": 1})
    assert list(station.iterdir()) == []


def test_the_list_as_a_spreadsheet_or_as_toml_writes_it_says_the_same() -> None:
    semicolons = "\ufeff" + LIST.replace(",", ";").replace("\n", "\r\n")
    rows = [dict(zip(HEAD.strip().split(","), line.split(","), strict=True)) for line in LIST.splitlines()[1:]]
    toml = "".join(
        "[[worker]]\n"
        + "".join(
            f"{key} = {value if value[:2] in ('20',) and '-' in value else repr(value)}\n" for key, value in row.items()
        )
        for row in rows
    )
    assert read(LIST.encode()) == read(semicolons.encode()) == read(toml.encode(), toml=True)


def test_a_worker_without_an_iin_has_another_document() -> None:
    [worker] = read(
        b"name,document,document_number,contract,contract_date,hired\nAnna,passport,N 01,1,2019-02-01,2019-02-01\n"
    )
    assert (worker.kind, worker.number) == ("passport", "N 01")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("840229400125", "840229400126"), "worker 1: iin"),
        (("2019-02-01,2019-02-01", "2019-02-30,2019-02-01"), "worker 1: contract_date"),
        (("Дәурен Сапаров", ""), "worker 1: name"),
        (("17-К", ""), "worker 1: contract"),
        (("hired\n", "begun\n"), "there is no column begun; hired is missing."),
        (("18-К,01.03.2020,02.03.2020", "18-К,01.03.2020"), "as many columns"),
        (("Айгүл Серікқызы,900101300811,18-К", "Дәурен Сапаров,840229400125,17-К"), "twice"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_and_never_by_whom(change: tuple[str, str], told: str) -> None:
    assert told in refused(LIST.replace(*change).encode()).what


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"name\n", HEAD.encode(), b'a,"b\n', b"\x00"])
def test_what_is_no_list_is_refused(raw: bytes) -> None:
    refused(raw)
    with pytest.raises(StaffListUnusable):
        read(raw, toml=True)


def test_a_list_in_the_stations_folder_is_refused_for_it_would_stay_there(stick: Path) -> None:
    station = stick.parents[1] / "station"
    with pytest.raises(StaffListUnusable, match="station's folder"):
        open_list(str(station / "staff.csv"), station, LAW)
    (stick.parent / "link").symlink_to(station)
    with pytest.raises(StaffListUnusable, match="station's folder"):
        open_list(str(stick.parent / "link" / "staff.csv"), station, LAW)


def test_without_the_medium_it_is_said_which_way_to_go(stick: Path) -> None:
    with pytest.raises(StaffListUnusable, match="staff_list"):
        open_list("", stick.parent, LAW)
    [first, _] = opened(stick).due
    stick.unlink()
    stick.parent.rmdir()
    with pytest.raises(StaffListUnusable, match="Plug HR's medium in"):
        opened(stick)
    with pytest.raises(StaffListUnusable, match="cannot be written"):
        note(str(stick), stick.parents[1] / "station", first, "agreed", "ABCD", LAW)


def test_what_stands_beside_the_list_is_not_guessed_at(stick: Path) -> None:
    beside = stick.with_name("staff.csv.done.csv")
    for spoilt in ("kind,number\niin,1\n", "kind,number,contract,outcome\niin,1,2,perhaps\n"):
        beside.write_text(spoilt, encoding="utf-8")
        with pytest.raises(StaffListUnusable, match=r"done\.csv"):
            opened(stick)


def test_the_verdicts_on_every_scope_come_to_one_outcome() -> None:
    assert [outcome_of(said) for said in (["permit"], ["permit", "deny"], ["deny", "deny"])] == list(OUTCOMES)
