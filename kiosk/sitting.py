"""Everything one visitor has entered and not yet signed: in memory only, wiped on every way out.

A sitting knows no screens and no signing: the flow tells it what was said, and it answers with drafts.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from econsent import forms, identity, record
from econsent.document import inkml
from econsent.document.issue import Draft, EvidenceFile
from econsent.document.wording import placeholders
from econsent.errors import IinInvalid
from kiosk.scanner import Scan
from kiosk.speech import Passage

LANGUAGES: tuple[record.Language, ...] = get_args(record.Language)
IIN_DIGITS = 12
MAX_NAME = 200
MAX_WORDS = 20_000
OLDEST = dt.timedelta(days=366 * 120)
"""An age beyond this makes the birth date in an IIN implausible; it warns and never refuses."""

MAX_NUMBER = 64
DATE_DIGITS = 8
"""Of a date as it is typed: day, month, year."""
ADULT_YEARS = 18
RELATIONSHIPS = ("parent", "adoptive-parent", "guardian", "trustee", "other")
AUTHORITIES = (
    "birth-certificate", "adoption-decision", "guardianship-order", "court-decision", "power-of-attorney", "other",
)  # fmt: skip
OTHER_NUMBERS = ("passport", "residence-permit", "birth-certificate", "other")
"""Documents whose number stands for a person who has no IIN."""

Purpose = Literal["consent", "withdrawal"]
Speaker = Literal["self", "representative"]
Manner = Literal["ink", "mark", "spoken"]
Fingerprint = tuple[object, ...]


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
    """Language → the sentence that names a worker's contract, with its number and date in the places of %1 and %2."""
    alone_from: int = ADULT_YEARS
    """The age in years from which a patient signs for themselves."""


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
        self.purpose: Purpose = "consent"
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
        self.withdrawn: set[str] = set()
        self.manner: Manner = "ink"
        self.witness = ""
        self.noticed = False
        self.page = 0
        self.pages_read: set[str] = set()
        self.listening = False
        self.heard: set[tuple[str, str, str]] = set()
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

    def come(self, purpose: Purpose, speaker: Speaker) -> None:
        """Take what somebody came for, and for whom they speak; what was said for another purpose is forgotten."""
        self.purpose, self.speaker = purpose, speaker
        if speaker == "self":
            self.representative = self.relationship = ""
            self.authority_kind = self.authority_number = self.authority_date = ""
        if purpose == "consent":
            self.withdrawn = set()
        else:
            self.noticed, self.page, self.question = False, 0, 0
            self.pages_read, self.answers = set(), {}

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
        self.born = _digits(digits)

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
        self.authority_date = _digits(digits)

    def toggle(self, scope: str) -> None:
        """Choose a scope to withdraw, or take the choice back."""
        if scope in self.scopes_to_withdraw:
            self.withdrawn ^= {scope}

    def sign_as(self, manner: Manner) -> None:
        """Sign in another manner; what was drawn and who saw it belongs to the manner before."""
        self.manner, self.ink, self.witness = manner, b"", ""

    def attest(self, name: str) -> None:
        """Take the name of the witness as typed."""
        self.witness = name[:MAX_NAME]

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

    def hear(self, passage: Passage) -> None:
        """Note that a section of a form was read aloud to its end."""
        self.heard.add((passage.form, passage.language, passage.section))

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
    def is_staff(self) -> bool:
        """Tell whether a worker is asked at the employment contract, and no patient."""
        return self.ground.form.role == "staff"

    def has_contract(self) -> bool:
        """Tell whether the contract's number and date are told whole."""
        return bool(self.authority_number.strip()) and read_date(self.authority_date) is not None

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

    def is_minor(self, today: dt.date) -> bool:
        """Tell whether the person is too young to sign alone; of whom no birth date is known that is not asked."""
        born = self.birth_date()
        return born is not None and not self.is_staff and _years(born, today) < self.ground.alone_from

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
            self.used_form,
            cast("record.Language", self.language),
            controller=self.ground.controller,
            place=self.ground.place,
            day=today,
            subject=self.name.strip(),
            grantor=self.representative.strip(),
        )

    def words(self, today: dt.date) -> str:
        """Return the person's words, and after a worker's the contract that they belong to."""
        return "\n\n".join(filter(None, [self.spoken_words(today), self._contract_words()]))

    def _contract_words(self) -> str:
        day = read_date(self.authority_date)
        if not self.is_staff or self.purpose == "withdrawal" or day is None:
            return ""
        sentence = self.ground.contract.get(self.language, "%1, %2")
        return sentence.replace("%1", self.authority_number.strip()).replace("%2", f"{day:%d.%m.%Y}")

    def spoken_words(self, today: dt.date) -> str:
        """Return the person's words: their own, or the ready text for their answers, filled."""
        if self.own_words is not None:
            return self.own_words
        form = self.used_form
        said: dict[str, record.Verdict] = dict.fromkeys(self.withdrawn, "deny")
        verdicts = (self.verdicts if self.purpose == "consent" else said).values()
        key = form.words_key(verdicts, representative=self.speaker == "representative")
        section = form.text(self.language).section(key)
        return forms.fill(section, self.values(today)).plain

    def fingerprint(self) -> Fingerprint:
        """Return all that the document is made of: while this stays the same, what was reviewed is what is signed."""
        who = (self.iin, bool(self.referral), self.other_kind, self.other_number, self.born, self.name)
        authority = (self.authority_kind, self.authority_number, self.authority_date)
        speaks = (self.purpose, self.speaker, self.representative, self.relationship, authority)
        chosen = (tuple(sorted(self.answers.items())), tuple(sorted(self.withdrawn)))
        return (self.language, who, speaks, chosen, self.own_words, self.manner, self.witness)

    # ── drafts ──────────────────────────────────────────────────────────────

    def drafts(self, today: dt.date) -> list[Draft]:
        """Return what is signed at the end: notice and consent of a patient, consent of a worker, or a withdrawal."""
        if self.purpose == "withdrawal":
            return [self.withdrawal(today)]
        return [self.consent(today)] if self.is_staff else [self.notice_draft(), self.consent(today)]

    def reviewable(self, today: dt.date) -> Draft:
        """Return the statement whose document the person reviews."""
        return self.consent(today) if self.purpose == "consent" else self.withdrawal(today)

    def consent(self, today: dt.date) -> Draft:
        """Return the consent (or refusal) as said; without ink it is a draft to look at."""
        form, verdicts = self.ground.form, self.verdicts
        until = forms.expires(form, today)
        return Draft(
            kind="consent",
            place=self.ground.place,
            recorder=self.ground.recorder,
            subject=self._subject(),
            grantor=self._grantor(),
            identified_by=self._identified_by(),
            form=self._form_use(form, ("information", "choices", "words", "review", "sign")),
            decisions=tuple(
                record.Decision(scope=scope, decision=verdict, until=until if verdict == "permit" else None)
                for scope, verdict in verdicts.items()
            ),
            terms=form.terms_for([scope for scope, verdict in verdicts.items() if verdict == "permit"]),
            words=self.words(today).strip() or None,
            signature_class=self.manner,
            witness=self._witness(),
            evidence=self._evidence(),
            legal_basis=form.legal,
        )

    def withdrawal(self, today: dt.date) -> Draft:
        """Return the withdrawal of what was chosen; without ink it is a draft to look at."""
        form = self.ground.withdrawal
        return Draft(
            kind="withdrawal",
            place=self.ground.place,
            recorder=self.ground.recorder,
            subject=self._subject(),
            grantor=self._grantor(),
            identified_by=self._identified_by(),
            form=self._form_use(form, ("scopes", "words", "review", "sign")),
            decisions=tuple(
                record.Decision(scope=scope, decision="deny")
                for scope in self.scopes_to_withdraw
                if scope in self.withdrawn
            ),
            words=self.words(today).strip() or None,
            signature_class=self.manner,
            witness=self._witness(),
            evidence=self._evidence(),
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
            grantor=self._grantor(),
            identified_by=self._identified_by(),
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

    def _identified_by(self) -> record.IdentifiedBy:
        return record.IdentifiedBy(method="referral" if self.referral and not self.other_kind else "typed")

    def _subject(self) -> record.Subject:
        return record.Subject(
            role="staff" if self.is_staff else "patient",
            identifier=self._identifier(),
            name=self.name.strip(),
            birth_date=self.birth_date(),
        )

    def _identifier(self) -> record.Identifier:
        if self.other_kind:
            return record.Identifier(system=self.other_kind, value=self.other_number.strip())
        return record.Identifier(system="kz.iin", value=self.iin)

    def _grantor(self) -> record.Grantor:
        day = read_date(self.authority_date)
        if self.speaker == "self" or day is None:
            return record.Grantor(kind="self")
        return record.Grantor(
            kind="representative",
            name=self.representative.strip(),
            relationship=self.relationship,
            authority=record.Authority(kind=self.authority_kind, number=self.authority_number.strip(), date=day),
        )

    def _witness(self) -> record.Witness | None:
        return None if self.manner == "ink" else record.Witness(name=self.witness.strip())

    def _evidence(self) -> tuple[EvidenceFile, ...]:
        return (EvidenceFile("ink", inkml.MEDIA_TYPE, self.ink),) if self.ink else ()

    def _form_use(self, form: forms.Form, screens: tuple[str, ...]) -> record.FormUse:
        return record.FormUse(
            id=form.id,
            version=form.version,
            language=cast("record.Language", self.language),
            languages_shown=tuple(language for language in LANGUAGES if language in self.shown),
            digest=form.text(self.language).digest,
            reading=self._reading(form),
            seconds=int(sum(self._seconds.get(screen, 0.0) for screen in screens)),
        )

    def _reading(self, form: forms.Form) -> Literal["self", "aloud", "worker"]:
        """Return how the text was met: aloud where the kiosk reads now, or has read all in the language signed."""
        told = {(form.id, self.language, section.key) for section in form.text(self.language).information}
        if self.listening or (told and told <= self.heard):
            return "aloud"
        return "self" if self.manner == "ink" else "worker"


def read_date(digits: str) -> dt.date | None:
    """Return the date of eight digits (day, month, year), None where they are none."""
    if len(digits) != DATE_DIGITS:
        return None
    try:
        return dt.date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())[:DATE_DIGITS]


def _years(born: dt.date, today: dt.date) -> int:
    """Return somebody's age: a year is full on the birthday, on 1 March for who was born on 29 February."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
