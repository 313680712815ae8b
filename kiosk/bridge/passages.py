"""Which sections of a form a screen shows, by the texts that it shows them with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kiosk.speech import Passage

if TYPE_CHECKING:
    from econsent import forms
    from kiosk.sitting import Sitting

SCREENS = ("notice", "information", "choices", "assent")
"""What a form itself says."""


def shown_on(screen: str, sitting: Sitting, today: dt.date) -> tuple[Passage, ...]:
    """Return the sections of a form on a screen, in order; on most screens there is none."""
    from econsent.forms import CHILDS_QUESTION, CHILDS_TEXT, fill

    ground = sitting.ground
    if screen not in SCREENS:
        return ()
    form = ground.notice if screen == "notice" else ground.form
    text = fill(form.text(sitting.language), sitting.values(today))
    if screen == "notice":
        return tuple(_passage(form, sitting.language, section) for section in text.information)
    if screen == "assent":
        return tuple(_passage(form, sitting.language, text.section(key)) for key in (CHILDS_TEXT, CHILDS_QUESTION))
    page = screen == "information"
    key = sitting.pages[sitting.page] if page else f"scope.{sitting.scopes[sitting.question]}"
    return (_passage(form, sitting.language, text.section(key)),)


def _passage(form: forms.Form, language: str, section: forms.Section) -> Passage:
    from kiosk.bridge import blocks

    shown = blocks.of_section(section, heading=True)
    digest = form.recordings.get(f"{language}/{section.key}", "") if form.recordings else None
    texts = tuple(block["plain"] for block in shown)
    return Passage(form.id, form.version, language, section.key, texts, digest)
