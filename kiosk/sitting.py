"""Everything one visitor has entered and not yet signed: in memory only, wiped on every way out.

A sitting knows no screens and no signing: the flow tells it what was said, and it answers with drafts.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from typing import Literal, cast, get_args

from econsent import forms, record
from econsent.document.wording import placeholders
from kiosk.beside import Assent, Cosigning
from kiosk.dates import read_date, show_day, years
from kiosk.ground import ADULT_YEARS, Ground
from kiosk.handwriting import Handwriting
from kiosk.persons import MAX_NAME, Persons, Speaker
from kiosk.sheets import Sheets
from kiosk.speech import Passage

LANGUAGES: tuple[record.Language, ...] = get_args(record.Language)
MAX_WORDS = 20_000
Purpose = Literal["consent", "withdrawal"]
Manner = Literal["ink", "mark", "spoken", "paper"]
Fingerprint = tuple[object, ...]


class Sitting(Persons):
    """One visitor, from the choice of a language to a signature or a way out.

    `clock` returns monotonic seconds: durations never run backwards, whatever the wall clock does.
    """

    def __init__(self, ground: Ground, language: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.ground = ground
        self._clock = clock
        self._blank()
        self.speak(language)

    def _blank(self) -> None:
        self.blank_persons()
        self.language = ""
        self.shown: list[str] = []
        self.purpose: Purpose = "consent"
        self.withdrawn: set[str] = set()
        self.manner: Manner = "ink"
        self.witness = ""
        self.noticed = False
        self.page = 0
        self.pages_read: set[str] = set()
        self.beside = 0
        self.changes_since = ""
        self.listening = False
        self.heard: set[tuple[str, str, str]] = set()
        self.question = 0
        self.answers: dict[str, record.Verdict] = {}
        self.own_words: str | None = None
        self.hand = Handwriting()
        self.by_hand = False
        self.reviewed: Fingerprint | None = None
        self.ink = b""
        self.child, self.cosigning = Assent(), Cosigning()
        self.sheets = Sheets()
        self.seconds: dict[str, float] = {}
        """Screen → seconds spent there, in the order of coming."""
        self._screen, self._entered = "", 0.0

    def wipe(self) -> None:
        """Forget everything the visitor entered, chose, wrote, drew or laid before the camera."""
        self.sheets.wipe()
        self._blank()

    # ── what the visitor says ──────────────────────────────────────────────

    def speak(self, language: str) -> None:
        """Go on in another language; nothing entered is lost."""
        self.language = language
        if language not in self.shown:
            self.shown.append(language)

    def enter(self, screen: str) -> None:
        """Count the time on the screen that is left, and begin to count for this one."""
        now = self._clock()
        if self._screen:
            self.seconds[self._screen] = self.seconds.get(self._screen, 0.0) + max(0.0, now - self._entered)
        self._screen, self._entered = screen, now

    def come(self, purpose: Purpose, speaker: Speaker) -> None:
        """Take what somebody came for, and for whom they speak; what was said for another purpose is forgotten."""
        self.purpose, self.speaker = purpose, speaker
        self.child, self.cosigning = Assent(), Cosigning()
        if speaker == "self":
            self.forget_representative()
        if purpose == "consent":
            self.withdrawn = set()
        else:
            self.noticed, self.page, self.question = False, 0, 0
            self.pages_read, self.answers = set(), {}
            self.beside, self.changes_since = 0, ""

    def toggle(self, scope: str) -> None:
        """Choose a scope to withdraw, or take the choice back."""
        if scope in self.scopes_to_withdraw:
            self.withdrawn ^= {scope}

    def sign_as(self, manner: Manner) -> None:
        """Sign in another manner; what was drawn and who saw it belongs to the manner before."""
        self.manner, self.ink, self.witness = manner, b"", ""
        self.sheets.wipe()

    def attest(self, name: str) -> None:
        """Take the name of the witness as typed."""
        self.witness = name[:MAX_NAME]

    def read_page(self) -> None:
        """Note that the page on the screen was read."""
        self.pages_read.add(self.pages[self.page])

    def look_further_back(self) -> None:
        """Turn to the changes since the version before the one that this text is shown beside."""
        self.beside = min(self.beside + 1, max(0, len(self.ground.earlier) - 1))

    def see_changes(self) -> None:
        """Note that the changes since an earlier version were read to their end."""
        self.changes_since = self.ground.earlier[self.beside].version

    def hear(self, passage: Passage) -> None:
        """Note that a section of a form was read aloud to its end."""
        self.heard.add((passage.form, passage.language, passage.section))

    def answer(self, verdict: record.Verdict) -> None:
        """Answer the question on the screen with ``permit`` or ``deny``; a child was asked about other answers."""
        self.answers[self.scopes[self.question]] = verdict
        self.child = Assent()

    def ask_child(self, said: str) -> None:
        """Take what the patient says beside the representative: ``yes``, ``no``, or ``none`` for no answer."""
        self.child.say(said, self._asked_of())

    def dissent(self) -> None:
        """Take the no of who was to sign beside: nothing is permitted then, and whoever signed signs anew."""
        self.ask_child("no")
        self.cosigning = Cosigning()
        self.undo_signatures()

    def undo_signatures(self) -> None:
        """Take back what was drawn: each signs the document anew."""
        self.ink = b""
        self.cosigning.undo()

    def say(self, words: str) -> None:
        """Take the person's own words instead of the ready text."""
        self.own_words = words[:MAX_WORDS]

    def say_by_hand(self, chosen: bool) -> None:
        """Let the pages written by hand count, or what was typed; the other is kept, in case they come back to it."""
        self.by_hand = chosen

    def say_ready_text(self) -> None:
        """Go back to the ready text."""
        self.own_words = None

    # ── what is known of it ────────────────────────────────────────────────

    @property
    def is_staff(self) -> bool:
        """Tell whether a worker is asked at the employment contract, and no patient."""
        return self.ground.form.role == "staff"

    def has_contract(self) -> bool:
        """Tell whether the contract's number and date are told whole."""
        told = bool(self.authority_number.strip()) and read_date(self.authority_date) is not None
        return told and (self.ground.hired_before is None or self.was_hired_before())

    def was_hired_before(self) -> bool:
        """Tell whether a worker was hired before the Order began to ask, so that a supplement asks them."""
        day, law = read_date(self.hired), self.ground.hired_before
        return day is not None and law is not None and day < law

    @property
    def scopes(self) -> tuple[str, ...]:
        """Return the scopes that are asked, in order."""
        return tuple(scope.id for scope in self.ground.form.scopes)

    @property
    def scopes_to_withdraw(self) -> tuple[str, ...]:
        """Return what a patient may withdraw here, in order; what stands is never shown."""
        return tuple(scope.id for scope in self.ground.withdrawal.scopes if scope.id in self.scopes)

    @property
    def used_form(self) -> forms.Form:
        """Return the form whose words the person signs."""
        return self.ground.form if self.purpose == "consent" else self.ground.withdrawal

    @property
    def pages(self) -> tuple[str, ...]:
        """Return the keys of the pages of information."""
        form = self.ground.form
        return tuple(section.key for section in form.text(form.languages[0]).information)

    def is_minor(self, today: dt.date) -> bool:
        """Tell whether the person is too young to sign alone; of whom no birth date is known that is not asked."""
        born = self.birth_date()
        return born is not None and not self.is_staff and years(born, today) < self.ground.alone_from

    def _asked_of(self) -> Fingerprint:
        who = (self.iin, self.other_kind, self.other_number, self.born, self.name, self.representative)
        return (who, tuple(sorted(self.answers.items())))

    @property
    def assent(self) -> Assent:
        """Return what the patient said beside the representative, of these answers; blank where nothing was said."""
        represented = self.speaker == "representative" and self.purpose == "consent"
        return self.child if represented and self.child.of == self._asked_of() else Assent()

    def _is_beside(self) -> bool:
        """Tell whether a representative permits something for a patient, beside whom one may be asked."""
        represented = self.speaker == "representative" and self.purpose == "consent" and not self.is_staff
        return represented and "permit" in self.answers.values()

    def _is_cosigner(self, today: dt.date) -> bool:
        born = self.birth_date()
        return born is not None and self.ground.cosign_from <= years(born, today) < ADULT_YEARS

    def asks_child(self, today: dt.date) -> bool:
        """Tell whether the child is asked; somebody of unknown age is."""
        born = self.birth_date()
        asked = born is None or self.ground.assent_from <= years(born, today) < ADULT_YEARS
        return self._is_beside() and self.ground.form.asks_children and asked and not self._is_cosigner(today)

    def cosigns(self, today: dt.date) -> bool:
        """Tell whether the patient signs beside the representative, who permits something."""
        return self._is_beside() and self._is_cosigner(today) and "permit" in self.verdicts.values()

    @property
    def informed(self) -> bool:
        """Tell whether every page of information was read."""
        return self.pages_read == set(self.pages)

    @property
    def decided(self) -> bool:
        """Tell whether every scope has an answer."""
        return set(self.answers) == set(self.scopes)

    @property
    def verdicts(self) -> dict[str, record.Verdict]:
        """Return scope → permit or deny, in the order of the form; after a child's no nothing is permitted."""
        answered = [scope for scope in self.scopes if scope in self.answers]
        if self.assent.said == "no":
            return dict.fromkeys(answered, "deny")
        return {scope: self.answers[scope] for scope in answered}

    def values(self, today: dt.date, form: forms.Form | None = None) -> dict[str, str]:
        """Return what stands in the places of a text, in the language of the sitting; by default of the one signed."""
        return placeholders(
            form or self.used_form,
            cast("record.Language", self.language),
            controller=self.ground.controller,
            place=self.ground.place,
            day=today,
            subject=self.name.strip(),
            grantor=self.representative.strip(),
        )

    def words(self, today: dt.date) -> str:
        """Return the person's words as typed, and after a worker's the contract that they belong to."""
        said = "" if self.by_hand else self.spoken_words(today)
        return "\n\n".join(filter(None, [said, self._contract_words()]))

    @property
    def handwritten(self) -> tuple[bytes, ...]:
        """Return the pages that are signed: none where the person's words are typed."""
        return self.hand.written if self.by_hand else ()

    def _contract_words(self) -> str:
        day = read_date(self.authority_date)
        if not self.is_staff or self.purpose == "withdrawal" or day is None:
            return ""
        hired = read_date(self.hired)
        said = {"%1": self.authority_number.strip(), "%2": show_day(day), "%3": show_day(hired) if hired else ""}
        sentence = self.ground.contract.get(self.language, "%1, %2")
        return re.sub("%[123]", lambda place: said[place[0]], sentence)

    def spoken_words(self, today: dt.date) -> str:
        """Return the person's words: their own, or the ready text for their answers, filled."""
        if self.own_words is not None:
            return self.own_words
        form = self.used_form
        said: dict[str, record.Verdict] = dict.fromkeys(self.withdrawn, "deny")
        verdicts = (self.verdicts if self.purpose == "consent" else said).values()
        dissent = self.assent.said == "no" and form.asks_children
        key = forms.CHILDS_NO if dissent else form.words_key(verdicts, representative=self.speaker == "representative")
        section = form.text(self.language).section(key)
        return forms.fill(section, self.values(today)).plain

    def fingerprint(self) -> Fingerprint:
        """Return all that the document is made of: while this stays the same, what was reviewed is what is signed."""
        who = (self.iin, bool(self.referral), self.other_kind, self.other_number, self.born, self.name)
        authority = (self.authority_kind, self.authority_number, self.authority_date)
        speaks = (self.purpose, self.speaker, self.representative, self.relationship, authority)
        chosen = (tuple(sorted(self.answers.items())), tuple(sorted(self.withdrawn)))
        child = (self.assent.said, self.assent.how, self.assent.worker, self.assent.drawing)
        beside = (child, self.cosigning.manner, self.cosigning.witness)
        words = (self.own_words, self.by_hand, self.handwritten)
        hired = (self.hired, self.listed)
        return (
            self.language,
            who,
            speaks,
            hired,
            chosen,
            words,
            self.manner,
            self.witness,
            self.changes_since,
            beside,
        )
