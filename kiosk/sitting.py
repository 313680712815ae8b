"""Everything one visitor has entered and not yet signed: in memory only, wiped on every way out.

A sitting knows no screens and no signing: the flow tells it what was said, and it answers with drafts.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast, get_args

from econsent import forms, identity, record
from econsent.document import inkml
from econsent.document.issue import Draft, EvidenceFile
from econsent.document.wording import placeholders
from econsent.errors import IinInvalid

LANGUAGES: tuple[record.Language, ...] = get_args(record.Language)
IIN_DIGITS = 12
MAX_NAME = 200
MAX_WORDS = 20_000
OLDEST = dt.timedelta(days=366 * 120)
"""An age beyond this makes the birth date in an IIN implausible; it warns and never refuses."""

Fingerprint = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every visitor: the forms, the organisation, the place and the recording software."""

    form: forms.Form
    notice: forms.Form
    controller: record.Controller
    place: record.Place
    recorder: record.Recorder


class Sitting:
    """One visitor, from the choice of a language to a signature or a way out.

    `clock` returns monotonic seconds: durations never run backwards, whatever the wall clock does.
    """

    def __init__(self, ground: Ground, language: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.ground = ground
        self._clock = clock
        self._blank()
        self.speak(language)

    def _blank(self) -> None:
        self.language = ""
        self.shown: list[str] = []
        self.iin = ""
        self.name = ""
        self.noticed = False
        self.page = 0
        self.pages_read: set[str] = set()
        self.question = 0
        self.answers: dict[str, record.Verdict] = {}
        self.own_words: str | None = None
        self.reviewed: Fingerprint | None = None
        self.ink = b""
        self._seconds: dict[str, float] = {}
        self._screen, self._entered = "", 0.0

    def wipe(self) -> None:
        """Forget everything the visitor entered, chose, wrote or drew."""
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
            self._seconds[self._screen] = self._seconds.get(self._screen, 0.0) + max(0.0, now - self._entered)
        self._screen, self._entered = screen, now

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

    def read_page(self) -> None:
        """Note that the page on the screen was read."""
        self.pages_read.add(self.pages[self.page])

    def answer(self, verdict: record.Verdict) -> None:
        """Answer the question on the screen with ``permit`` or ``deny``."""
        self.answers[self.scopes[self.question]] = verdict

    def say(self, words: str) -> None:
        """Take the person's own words instead of the ready text."""
        self.own_words = words[:MAX_WORDS]

    def say_ready_text(self) -> None:
        """Go back to the ready text."""
        self.own_words = None

    # ── what is known of it ────────────────────────────────────────────────

    @property
    def scopes(self) -> tuple[str, ...]:
        """Return the scopes that are asked, in order."""
        return tuple(scope.id for scope in self.ground.form.scopes)

    @property
    def pages(self) -> tuple[str, ...]:
        """Return the keys of the pages of information."""
        form = self.ground.form
        return tuple(section.key for section in form.text(form.languages[0]).information)

    def iin_is_right(self) -> bool:
        """Tell whether the number typed has 12 digits and a right check digit."""
        try:
            return bool(identity.parse_iin(self.iin))
        except IinInvalid:
            return False

    def birth_date(self) -> dt.date | None:
        """Return the birth date that a right IIN suggests."""
        return identity.birth_date(self.iin) if self.iin_is_right() else None

    def birth_date_is_odd(self, today: dt.date) -> bool:
        """Tell whether a right IIN has a birth date that deserves a second look."""
        if not self.iin_is_right():
            return False
        born = identity.birth_date(self.iin)
        return born is None or born > today or today - born > OLDEST

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
        """Return scope → permit or deny, in the order of the form."""
        return {scope: self.answers[scope] for scope in self.scopes if scope in self.answers}

    def values(self, today: dt.date) -> dict[str, str]:
        """Return what stands in the places of a text, in the language of the sitting."""
        return placeholders(
            self.ground.form,
            cast("record.Language", self.language),
            controller=self.ground.controller,
            place=self.ground.place,
            day=today,
            subject=self.name.strip(),
        )

    def words(self, today: dt.date) -> str:
        """Return the person's words: their own, or the ready text for their answers, filled."""
        if self.own_words is not None:
            return self.own_words
        form = self.ground.form
        section = form.text(self.language).section(form.words_key(self.verdicts.values()))
        return forms.fill(section, self.values(today)).plain

    def fingerprint(self) -> Fingerprint:
        """Return all that the document is made of: while this stays the same, what was reviewed is what is signed."""
        return (self.language, self.iin, self.name, tuple(sorted(self.answers.items())), self.own_words)

    # ── drafts ──────────────────────────────────────────────────────────────

    def consent(self, today: dt.date) -> Draft:
        """Return the consent (or refusal) as said; without ink it is a draft to look at."""
        form, verdicts = self.ground.form, self.verdicts
        until = forms.expires(form, today)
        return Draft(
            kind="consent",
            place=self.ground.place,
            recorder=self.ground.recorder,
            subject=self._subject(),
            grantor=record.Grantor(kind="self"),
            identified_by=record.IdentifiedBy(method="typed"),
            form=self._form_use(form, ("information", "choices", "words", "review", "sign")),
            decisions=tuple(
                record.Decision(scope=scope, decision=verdict, until=until if verdict == "permit" else None)
                for scope, verdict in verdicts.items()
            ),
            terms=form.terms_for([scope for scope, verdict in verdicts.items() if verdict == "permit"]),
            words=self.words(today).strip() or None,
            signature_class="ink",
            evidence=(EvidenceFile("ink", inkml.MEDIA_TYPE, self.ink),) if self.ink else (),
            legal_basis=form.legal,
        )

    def notice_draft(self) -> Draft:
        """Return the notice: the person was told of surveillance. Told, not asked, so nobody signs it by hand."""
        notice = self.ground.notice
        return Draft(
            kind="notice",
            place=self.ground.place,
            recorder=self.ground.recorder,
            subject=self._subject(),
            grantor=record.Grantor(kind="self"),
            identified_by=record.IdentifiedBy(method="typed"),
            form=self._form_use(notice, ("notice",)),
            legal_basis=notice.legal,
        )

    def abandonment(self) -> Draft:
        """Return the abandonment: somebody began and went away. It says before which text, and nothing of who."""
        return Draft(
            kind="abandonment",
            place=self.ground.place,
            recorder=self.ground.recorder,
            form=self._form_use(self.ground.form, tuple(self._seconds)),
        )

    def _subject(self) -> record.Subject:
        return record.Subject(
            role="patient",
            identifier=record.Identifier(system="kz.iin", value=self.iin),
            name=self.name.strip(),
            birth_date=self.birth_date(),
        )

    def _form_use(self, form: forms.Form, screens: tuple[str, ...]) -> record.FormUse:
        return record.FormUse(
            id=form.id,
            version=form.version,
            language=cast("record.Language", self.language),
            languages_shown=tuple(language for language in LANGUAGES if language in self.shown),
            digest=form.text(self.language).digest,
            reading="self",
            seconds=int(sum(self._seconds.get(screen, 0.0) for screen in screens)),
        )
