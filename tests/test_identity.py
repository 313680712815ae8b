"""IIN and BIN: what the check digit catches, and what a number says about its owner."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from econsent.errors import BinInvalid, EconsentError, IinInvalid
from econsent.identity import birth_date, check_digit, parse_bin, parse_iin

IINS = ("900101300126", "051231600017", "840229400125")
SECOND_PASS = "900101300811"
UNASSIGNABLE = "90010130080"
BIN = "100140000122"

bases = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("number", [*IINS, SECOND_PASS])
def test_an_issued_number_is_taken(number: str) -> None:
    assert parse_iin(number) == number


def test_a_first_remainder_of_ten_takes_the_second_weights() -> None:
    assert _remainder(SECOND_PASS) == 10
    assert check_digit(SECOND_PASS[:11]) == 1


@pytest.mark.parametrize("last", "0123456789")
def test_a_number_that_is_never_issued_has_no_right_check_digit(last: str) -> None:
    assert check_digit(UNASSIGNABLE) is None
    with pytest.raises(IinInvalid):
        parse_iin(UNASSIGNABLE + last)


@pytest.mark.parametrize("typed", ["900101 300 126", " 900101300126\n", "9001 0130 0126", "900101\u00a0300126"])
def test_spaces_that_people_type_are_left_out(typed: str) -> None:
    assert parse_iin(typed) == "900101300126"


WIDE = "".join(chr(0xFF10 + int(digit)) for digit in IINS[0])
ARABIC = "".join(chr(0x0660 + int(digit)) for digit in IINS[0])


@pytest.mark.parametrize(
    "typed", ["", "9", IINS[0][:11], IINS[0] + "0", "900101-300126", "90010130012O", "-90010130012", WIDE, ARABIC]
)
def test_what_is_not_twelve_digits_is_refused(typed: str) -> None:
    with pytest.raises(IinInvalid):
        parse_iin(typed)
    with pytest.raises(BinInvalid):
        parse_bin(typed)


def _remainder(number: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, range(1, 12), strict=False)) % 11


@given(bases, st.sampled_from([*range(10), 11]), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_where_the_first_weights_decide(base: str, place: int, shift: int) -> None:
    """The eleventh digit has weight 11 and is the one that this check does not see."""
    number = f"{base}{check_digit(base)}"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :] if len(number) == 12 else ""
    assume(wrong and _remainder(number) < 10 and _remainder(wrong) < 10)
    with pytest.raises(IinInvalid):
        parse_iin(wrong)


@given(bases)
def test_a_number_has_one_check_digit_or_none(base: str) -> None:
    taken = []
    for last in "0123456789":
        try:
            taken.append(parse_iin(base + last))
        except IinInvalid:
            continue
    digit = check_digit(base)
    assert taken == ([] if digit is None else [f"{base}{digit}"])


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_our_error_without_the_text(text: str) -> None:
    for parse in (parse_iin, parse_bin):
        try:
            number = parse(text)
        except EconsentError as error:
            assert text.strip() not in {str(error), error.what, error.kept, error.remedy} - {""}
        else:
            assert len(number) == 12


def test_an_error_does_not_repeat_the_number() -> None:
    with pytest.raises(IinInvalid) as caught:
        parse_iin("900101300127")
    assert "900101" not in str(caught.value) + repr(caught.value) + str(caught.value.as_dict())


def test_an_organisation_is_told_from_a_person_by_its_fifth_digit() -> None:
    assert parse_bin(BIN) == BIN
    with pytest.raises(BinInvalid):
        parse_bin(IINS[0])
    base = "10011000012"
    with pytest.raises(BinInvalid):
        parse_bin(f"{base}{check_digit(base)}")


def test_an_organisation_with_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(BinInvalid):
        parse_bin("100140000123")


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("900101300126", dt.date(1990, 1, 1)),
        ("051231600017", dt.date(2005, 12, 31)),
        ("840229400125", dt.date(1984, 2, 29)),
        ("990101100126", dt.date(1899, 1, 1)),
        ("990101000126", None),  # a foreigner: no century
        ("990101900126", None),
        ("850229300126", None),  # 1985 had no such day
        ("901301300126", None),
    ],
)
def test_a_number_suggests_a_birth_date_or_none(number: str, born: dt.date | None) -> None:
    assert birth_date(number) == born
