"""Who of the registered staff has no consent that stands: for HR, so it names people."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from econsent.exchange.message import Message
from econsent.record import Identifier, Label, Name


class StaffMissing(Message, frozen=True, kw_only=True):
    """A worker without a permit that stands: the answer (SPEC 5.7) and why, and where they are asked.

    `asked` is at the employment contract, or by a supplement to it where they were hired before the Order asked.
    `decision` is None where it could not be found out.
    """

    worker: Identifier
    name: Name
    job: Label
    hired: dt.date
    asked: Literal["contract", "supplement"]
    decision: Literal["CONSENT_DENY", "NO_CONSENT"] | None
    reason: str = ""


class StaffReport(Message, frozen=True, kw_only=True):
    """Of everybody in the version of the register (0: none was imported by then) those without a permit, `at` a moment.

    Who was hired before the day `in_force` needs a supplement to the contract. `registered` counts everybody.
    """

    number: int
    at: str
    in_force: dt.date
    registered: int
    missing: tuple[StaffMissing, ...]
