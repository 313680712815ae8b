"""IIN and BIN, the identification numbers of Kazakhstan: parse, check digit, plausible birth date.

Rules: orders of the Minister of Internal Affairs № 521 of 29.06.2023 (IIN) and of the Minister of Justice № 423 of
2023 (BIN).
The check digit decides validity; the date in an IIN is only a plausibility warning.
"""

from __future__ import annotations

import datetime as dt
from operator import mul

from econsent.errors import BinInvalid, IinInvalid

_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


def check_digit(base: str) -> int | None:
    """Return the check digit of the first 11 digits, or None where the number is never issued."""
    digits = [int(digit) for digit in base]
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest: int = sum(map(mul, digits, weights)) % 11
        if rest < 10:
            return rest
    return None


def _has_right_check_digit(number: str) -> bool:
    shaped = len(number) == 12 and number.isascii() and number.isdigit()
    return shaped and check_digit(number[:11]) == int(number[11])


def parse_iin(text: str) -> str:
    """Return the 12 digits of an IIN, without the spaces people type; raise IinInvalid."""
    number = "".join(text.split())
    if not _has_right_check_digit(number):
        raise IinInvalid(
            "This is not an individual identification number: 12 digits with a right check digit are needed.",
            kept="Nothing was saved.",
            remedy="Compare it with the identity card and type it again.",
        )
    return number


def parse_bin(text: str) -> str:
    """Return the 12 digits of a BIN, without spaces; raise BinInvalid. Digit 5 is 4, 5 or 6."""
    number = "".join(text.split())
    if not _has_right_check_digit(number) or number[4] not in "456":
        raise BinInvalid(
            "This is not a business identification number: 12 digits, the fifth 4, 5 or 6, with a right check digit.",
            kept="Nothing was saved.",
            remedy="Compare it with the certificate of registration.",
        )
    return number


def birth_date(iin: str) -> dt.date | None:
    """Return the birth date an IIN suggests, or None where it suggests none (foreigners, old numbers)."""
    century = _CENTURIES.get(iin[6])
    if century is None:
        return None
    try:
        return dt.date(century + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except ValueError:
        return None
