"""What every sitting at one kiosk stands on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from econsent import forms, record

ADULT_YEARS = 18
UNDERSTANDS_YEARS = 7


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every visitor: the forms, the organisation, the place and the recording software."""

    form: forms.Form
    notice: forms.Form
    withdrawal: forms.Form
    controller: record.Controller
    place: record.Place
    recorder: record.Recorder
    contract: Mapping[str, str] = field(default_factory=dict)
    """Language → the sentence that names a worker's contract: its number and date are %1 and %2, %3 the hiring."""
    earlier: tuple[forms.Form, ...] = ()
    """Versions of the form before this one that a reader would tell apart from it, newest first."""
    hired_before: dt.date | None = None
    """Of a supplement: the day on which the Order began to ask at the contract; who was hired since signs none."""
    alone_from: int = ADULT_YEARS
    """The age in years from which a patient signs for themselves."""
    assent_from: int = UNDERSTANDS_YEARS
    """The age in years from which a child is asked beside the representative who decides."""
    cosign_from: int = ADULT_YEARS
    """The age in years from which a patient signs beside the representative; from the adults' on nobody does."""
    on_paper: bool = False
    """Whether pages that were signed on paper can come in here."""
