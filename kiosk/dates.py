"""Dates as they are typed on a keypad: day, month, year, and the age that a birth date makes."""

from __future__ import annotations

import datetime as dt

DATE_DIGITS = 8
"""Of a date as it is typed: day, month, year."""


def read_date(digits: str) -> dt.date | None:
    """Return the date of eight digits (day, month, year), None where they are none."""
    if len(digits) != DATE_DIGITS:
        return None
    try:
        return dt.date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def date_digits(text: str) -> str:
    """Return the digits of a text, as many as a date has."""
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())[:DATE_DIGITS]


def years(born: dt.date, today: dt.date) -> int:
    """Return somebody's age: a year is full on the birthday, on 1 March for who was born on 29 February."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def show_day(day: dt.date) -> str:
    """Return a date as it is typed, with dots between."""
    return f"{day:%d.%m.%Y}"
