"""All that a sitting uses, for the thread that loads it before a visitor can come: an import reads files.

What is imported inside a function, so that the first frame need not wait for it, is named here as well, in the same
words: PySide reads the source of a module when names are first taken *from* it.
"""

from __future__ import annotations

import segno

import econsent.station
from econsent import forms, record
from econsent.document.wording import show_date
from econsent.forms import fill
from econsent.forms.changes import compare_texts, is_met
from kiosk import dates, drafts, ground, settings, sitting, stafflist
from kiosk.bridge import blocks, changed, passages
from kiosk.dates import DATE_DIGITS, read_date
from kiosk.drafts import abandonment
from kiosk.ground import Ground
from kiosk.settings import Settings
from kiosk.sitting import Sitting
from kiosk.stafflist import outcome_of

__all__ = [
    "DATE_DIGITS", "Ground", "Settings", "Sitting", "abandonment", "blocks", "changed", "compare_texts", "dates",
    "drafts", "econsent", "fill", "forms", "ground", "is_met", "outcome_of", "passages", "read_date", "record", "segno",
    "settings", "show_date", "sitting", "stafflist",
]  # fmt: skip
