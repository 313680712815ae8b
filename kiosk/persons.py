"""The people of a sitting: whom it is about, who speaks for them and by what right. No Qt."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Protocol

from econsent import identity
from econsent.errors import IinInvalid
from kiosk.dates import date_digits, read_date, show_day
from kiosk.scanner import Scan

IIN_DIGITS = 12
MAX_NAME = 200
OLDEST = dt.timedelta(days=366 * 120)
"""An age beyond this makes the birth date in an IIN implausible; it warns and never refuses."""

MAX_NUMBER = 64
RELATIONSHIPS = ("parent", "adoptive-parent", "guardian", "trustee", "other")
AUTHORITIES = (
    "birth-certificate", "adoption-decision", "guardianship-order", "court-decision", "power-of-attorney", "other",
)  # fmt: skip
OTHER_NUMBERS = ("passport", "residence-permit", "birth-certificate", "other")
"""Documents whose number stands for a person who has no IIN."""

Speaker = Literal["self", "representative"]


class Listed(Protocol):
    """A worker of HR's list; that of `kiosk.stafflist.Worker` is one."""

    @property
    def name(self) -> str:
        """The worker's name."""

    @property
    def kind(self) -> str:
        """``iin``, or the kind of another document."""

    @property
    def number(self) -> str:
        """The number of either."""

    @property
    def contract(self) -> str:
        """The contract's number."""

    @property
    def contract_date(self) -> dt.date:
        """The contract's date."""

    @property
    def hired(self) -> dt.date:
        """The first day of work."""


class Persons:
    """What was typed, scanned or read from HR's list of somebody, of a representative and of a worker's contract."""

    def blank_persons(self) -> None:
        """Know nobody."""
        self.speaker: Speaker = "self"
        self.iin = ""
        self.referral = ""
        self.other_kind = ""
        self.other_number = ""
        self.born = ""
        self.name = ""
        self.representative = ""
        self.relationship = ""
        self.authority_kind = ""
        self.authority_number = ""
        self.authority_date = ""
        self.hired = ""
        self.listed = False

    # ── what is said of them ───────────────────────────────────────────────

    def forget_representative(self) -> None:
        """Forget who spoke for somebody else, and by what right."""
        self.representative = self.relationship = ""
        self.authority_kind = self.authority_number = self.authority_date = ""

    def use_iin(self) -> None:
        """Go by the IIN: another number is forgotten."""
        self.other_kind = self.other_number = self.born = ""

    def use_other(self, kind: str) -> None:
        """Go by the number of another document, for a person without an IIN."""
        if kind in OTHER_NUMBERS:
            self.other_kind, self.iin = kind, ""

    def number(self, text: str) -> None:
        """Take the number of that other document as typed."""
        self.other_number = text[:MAX_NUMBER]

    def bear(self, digits: str) -> None:
        """Take the person's birth date as typed: day, month, year."""
        self.born = date_digits(digits)

    def take(self, scan: Scan) -> None:
        """Take a scanned IIN in place of what was typed, or a referral, beside which the IIN is still wanted."""
        if scan.kind == "iin":
            self.use_iin()
            self.iin = scan.value
        elif scan.kind == "referral":
            self.referral = scan.value

    def represent(self, name: str) -> None:
        """Take the representative's name as typed."""
        self.representative = name[:MAX_NAME]

    def relate(self, relationship: str) -> None:
        """Take what the representative is to the person."""
        if relationship in RELATIONSHIPS:
            self.relationship = relationship

    def authorise(self, kind: str) -> None:
        """Take which document gives the representative the right."""
        if kind in AUTHORITIES:
            self.authority_kind = kind

    def authorise_number(self, text: str) -> None:
        """Take that document's number as typed."""
        self.authority_number = text[:MAX_NUMBER]

    def authorise_date(self, digits: str) -> None:
        """Take that document's date as typed: day, month, year."""
        self.authority_date = date_digits(digits)

    def hire(self, digits: str) -> None:
        """Take the day on which a worker was hired as typed: day, month, year."""
        self.hired = date_digits(digits)

    def take_listed(self, worker: Listed) -> None:
        """Take what HR's list says of a worker, who looks at it first and then is asked as everybody is."""
        self.name = worker.name[:MAX_NAME]
        self.iin, self.other_kind, self.other_number = "", "", ""
        if worker.kind == "iin":
            self.iin = worker.number
        else:
            self.use_other(worker.kind)
            self.number(worker.number)
        self.authorise_number(worker.contract)
        self.authorise_date(show_day(worker.contract_date))
        self.hire(show_day(worker.hired))
        self.listed = True

    def add_digit(self, digit: str) -> None:
        """Add one typed digit to the IIN; whatever is beyond its length is not taken."""
        if len(self.iin) < IIN_DIGITS and len(digit) == 1 and digit.isascii() and digit.isdigit():
            self.iin += digit

    def erase_digit(self) -> None:
        """Take back the last digit."""
        self.iin = self.iin[:-1]

    def call(self, name: str) -> None:
        """Take the person's name as typed."""
        self.name = name[:MAX_NAME]

    # ── what follows from it ───────────────────────────────────────────────

    def iin_is_right(self) -> bool:
        """Tell whether the number typed has 12 digits and a right check digit."""
        try:
            return bool(identity.parse_iin(self.iin))
        except IinInvalid:
            return False

    def birth_date(self) -> dt.date | None:
        """Return the birth date that was typed, or that a right IIN suggests."""
        typed = read_date(self.born)
        return typed or (identity.birth_date(self.iin) if self.iin_is_right() else None)

    def is_identified(self) -> bool:
        """Tell whether there is a number to go by; who is spoken for without an IIN has a birth date, too."""
        if not self.other_kind:
            return self.iin_is_right()
        known = read_date(self.born)
        dated = known is not None and known <= dt.date.today()
        return bool(self.other_number.strip()) and (dated or (not self.born and self.speaker == "self"))

    def is_authorised(self, today: dt.date) -> bool:
        """Tell whether the representative's document is told whole, with a date that is not to come."""
        day = read_date(self.authority_date)
        return bool(self.authority_kind and self.authority_number.strip()) and day is not None and day <= today

    def birth_date_is_odd(self, today: dt.date) -> bool:
        """Tell whether a right IIN has a birth date that deserves a second look."""
        if not self.iin_is_right():
            return False
        born = identity.birth_date(self.iin)
        return born is None or born > today or today - born > OLDEST
