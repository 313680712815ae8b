"""IINs of people who are as old as a test wants, whenever it runs. Nobody has them."""

from __future__ import annotations

import datetime as dt

from econsent.identity import check_digit


def aged(years: int) -> str:
    """Return the IIN of somebody who had that birthday a month ago, or a little more."""
    born = dt.date.today() - dt.timedelta(days=round(365.25 * years) + 31)
    century = 5 if born.year >= 2000 else 3
    return next(
        f"{base}{digit}"
        for serial in range(99)
        if (digit := check_digit(base := f"{born:%y%m%d}{century}0{serial:03d}")) is not None
    )
