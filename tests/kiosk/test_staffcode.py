"""The staff's code: kept as a hash, and dear to guess."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from econsent.errors import ArgumentInvalid
from kiosk.staffcode import FILE, FIRST_WAIT, FREE, LONGEST_WAIT, StaffCode, StaffCodeUnusable

CODE, OTHER = "271828", "314159"
NOW = 1_800_000_000.0


@pytest.fixture
def code(tmp_path: Path) -> StaffCode:
    made = StaffCode(tmp_path)
    made.set(CODE)
    return made


def fail(code: StaffCode, times: int, now: float = NOW) -> float:
    """Guess wrongly, each time as soon as one may; return when."""
    for _ in range(times):
        guess = code.guess(OTHER, now)
        assert guess.state == "wrong"
        now += guess.seconds
    return now


def test_the_right_code_is_right_and_its_digits_stand_nowhere(code: StaffCode, tmp_path: Path) -> None:
    assert code.guess(CODE, NOW).state == "right"
    assert CODE not in (tmp_path / FILE).read_text()
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_where_none_is_set_nothing_is_right(tmp_path: Path) -> None:
    assert StaffCode(tmp_path).guess("", NOW).state == "unset"


def test_after_a_few_failures_each_guess_waits_twice_as_long(code: StaffCode, tmp_path: Path) -> None:
    now = fail(code, FREE - 1)
    waits = [code.guess(OTHER, now).seconds]
    for _ in range(10):
        now += waits[-1]
        waits.append(code.guess(OTHER, now).seconds)
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT


def test_who_does_not_wait_is_not_heard_even_with_the_right_code(code: StaffCode) -> None:
    fail(code, FREE)
    assert code.guess(CODE, NOW + FIRST_WAIT - 1).state == "wait"
    assert code.guess(CODE, NOW + FIRST_WAIT).state == "right"


def test_a_new_process_knows_of_the_failures(code: StaffCode, tmp_path: Path) -> None:
    fail(code, FREE)
    assert StaffCode(tmp_path).guess(CODE, NOW).state == "wait"


def test_the_right_code_forgets_the_failures(code: StaffCode) -> None:
    fail(code, FREE - 1)
    assert code.guess(CODE, NOW).state == "right"
    fail(code, FREE - 1)
    assert code.guess(CODE, NOW).state == "right"


def test_a_clock_that_was_set_back_locks_nobody_out_for_long(code: StaffCode) -> None:
    fail(code, FREE)
    left = code.guess(CODE, NOW - 10 * 365 * 86_400)
    assert (left.state, left.seconds) == ("wait", FIRST_WAIT)


@pytest.mark.parametrize("bad", ["", "12345", "1234567890123", "12345a", "１２３４５６", "777777"])
def test_a_code_that_is_none_is_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ArgumentInvalid, match="staff code"):
        StaffCode(tmp_path).set(bad)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"hash": 7}', b"\xff"])
def test_a_damaged_file_opens_nothing(code: StaffCode, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(StaffCodeUnusable, match="staff code"):
        code.guess(CODE, NOW)


def test_a_hash_that_is_none_opens_nothing(code: StaffCode, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"hash": ""}')
    assert code.guess("", NOW).state == "wrong"


@pytest.mark.parametrize(("typed", "result"), [(f"{CODE}\n", 0), ("secret\n", 3), ("", 3)])
def test_it_is_set_from_standard_input_and_never_from_the_command_line(tmp_path: Path, typed: str, result: int) -> None:
    command = [sys.executable, "-m", "kiosk", str(tmp_path / "new"), "--set-staff-code"]
    ran = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (result, "")
    assert (StaffCode(tmp_path / "new").guess(CODE, NOW).state == "right") == (result == 0)
    assert "Traceback" not in ran.stderr
    assert typed.strip() not in ran.stderr or not typed.strip()
