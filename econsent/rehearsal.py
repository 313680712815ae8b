"""A form rehearsed before it is released: what the screens of a kiosk ask of a station, said by nobody's.

It shows and never signs: it has no key, no folder and no statement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from econsent.document.contents import Contents
from econsent.document.issue import Draft, preview
from econsent.document.specimen import WORDS, SpecimenWords, circumstances, controller, place_of, read_words
from econsent.forms import Catalogue, Form
from econsent.record import Controller, Language, Place
from econsent.store.folder import shipped_forms


class Rehearsal:
    """A form among those that an organisation released, at a place of nobody's in the language spoken."""

    def __init__(self, own: Mapping[str, bytes], form_id: str, day: dt.date) -> None:
        """Take an organisation's own forms, MANIFEST among them, and rehearse one; raise FormError leaves."""
        shipped = shipped_forms()
        self.catalogue = Catalogue.from_files(shipped).with_own(own)
        self.form: Form = self.catalogue.latest(form_id)
        self.day = day
        self.language: Language = self.form.languages[0]
        self._words = read_words(shipped[WORDS])

    @property
    def words(self) -> SpecimenWords:
        """Return who and what stands in the specimen, in the language spoken."""
        return self._words[self.language]

    @property
    def controller(self) -> Controller:
        """Return an organisation that does not exist."""
        return controller(self._words)

    @property
    def place(self) -> Place:
        """Return a place that does not exist."""
        return place_of(self.words)

    def check_ready(self) -> None:
        """Refuse nothing: where nothing is signed, nothing can be missing for it."""

    def preview(self, draft: Draft) -> Contents:
        """Return what the document of a draft would say; raise FormError leaves."""
        return preview(draft, circumstances(self._words, self.day), self.catalogue)

    def close(self) -> None:
        """Let go of nothing."""
