"""The way through, as a table: which event leads from which screen where, on what condition. No Qt.

An event that has no row on a screen changes nothing. The diagram in docs/flow.md is drawn from this table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what a sitting is made of loads after the first frame
    from econsent.document.issue import Draft
    from kiosk.beside import Cosigned
    from kiosk.sitting import Manner, Purpose, Sitting, Speaker

SAME = "="
"""Target of a row that stays on its screen."""
BACK = "<"
"""Target of a row that returns to the screen beneath an overlay."""

CONSENT = ("who", "identify", "notice", "information", "choices", "words", "review", "sign")
WITHDRAWAL = ("who", "identify", "scopes", "words", "review", "sign")
"""The steps a visitor is told of, "step 3 of 8"; a representative has one more, after `identify`."""
_REPRESENTATIVE = "representative"
_STEP_OF = {
    "companion": "who", "whose": "who", "other": "identify", "name": "identify", "minor": "identify",
    "contract": "identify", "listed": "identify", "authority": _REPRESENTATIVE, "changes": "information",
    "hand": "words",
    "witness": "sign", "signing": "sign", "failed": "sign", "paper": "sign", "photo": "sign", "sheet": "sign",
    "assent": "choices", "handover": "sign", "coreview": "sign", "cosign": "sign", "cowitness": "sign",
}  # fmt: skip
STEPS = tuple(dict.fromkeys([*CONSENT, *WITHDRAWAL, _REPRESENTATIVE]))
"""Every screen that is a step of some way."""

OVERLAYS = ("idle", "stopping")
"""Questions laid over a screen, which goes on underneath."""
VISITED = (*STEPS, *(screen for screen in _STEP_OF if screen != "signing"))
"""Screens on which a visitor is at work: each of them can be left, timed out and read in another language."""

_SIGNED_IN = ("sign", "paper", "photo", "sheet")
"""Screens whose language is the one that is signed: in another one the document is reviewed anew."""

_BESIDE = ("handover", "coreview", "cosign", "cowitness")
"""Screens of who signs beside the representative: in another language both review and sign anew."""

Guard = Callable[["Sitting", Any], bool]
Effect = Callable[["Sitting", Any], None]


@dataclass(frozen=True, slots=True)
class Row:
    """From a screen, by an event, to a screen; where the guard says no, `refusal` tells the visitor why."""

    source: str
    event: str
    target: str
    guard: Guard | None = None
    refusal: str = ""
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What an event did: from where, to where, why not, and what a visitor who went away leaves to be signed."""

    source: str
    target: str
    refusal: str = ""
    parting: Draft | None = None


# ── guards: may it go on? ──────────────────────────────────────────────────────────


def _has_iin(sitting: Sitting, _: Any) -> bool:
    return sitting.iin_is_right()


def _is_number(_: Sitting, scan: Any) -> bool:
    return scan.kind in ("iin", "referral")


def _is_iin(_: Sitting, scan: Any) -> bool:
    return bool(scan.kind == "iin")


def _has_other(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.other_kind) and sitting.is_identified()


def _is_staff(sitting: Sitting, _: Any) -> bool:
    return sitting.is_staff


def _is_hired(sitting: Sitting, _: Any) -> bool:
    return _has_name(sitting, None) and sitting.is_staff and sitting.purpose == "consent"


def _is_listed(sitting: Sitting, _: Any) -> bool:
    return sitting.listed


def _has_contract(sitting: Sitting, _: Any) -> bool:
    return sitting.has_contract()


def _has_name(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.name.strip())


def _is_spoken_for(sitting: Sitting, _: Any) -> bool:
    return _has_name(sitting, None) and sitting.speaker == "representative"


def _withdraws_alone(sitting: Sitting, _: Any) -> bool:
    return _has_name(sitting, None) and sitting.purpose == "withdrawal"


def _is_too_young(sitting: Sitting, _: Any) -> bool:
    return _has_name(sitting, None) and sitting.is_minor(dt.date.today())


def _represents(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.representative.strip() and sitting.relationship)


def _withdraws_with_authority(sitting: Sitting, _: Any) -> bool:
    return _has_authority(sitting, None) and sitting.purpose == "withdrawal"


def _has_authority(sitting: Sitting, _: Any) -> bool:
    return sitting.is_authorised(dt.date.today())


def _is_represented(sitting: Sitting, _: Any) -> bool:
    return sitting.speaker == "representative"


def _went_by_other(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.other_kind)


def _withdraws_something(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.withdrawn)


def _is_withdrawing(sitting: Sitting, _: Any) -> bool:
    return sitting.purpose == "withdrawal"


def _has_witness(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.witness.strip())


def _more_pages(sitting: Sitting, _: Any) -> bool:
    return sitting.page + 1 < len(sitting.pages)


def _earlier_page(sitting: Sitting, _: Any) -> bool:
    return sitting.page > 0


def _has_earlier(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.ground.earlier)


def _has_still_earlier(sitting: Sitting, _: Any) -> bool:
    return sitting.beside + 1 < len(sitting.ground.earlier)


def _last_page(sitting: Sitting, _: Any) -> bool:
    return sitting.pages_read | {sitting.pages[sitting.page]} == set(sitting.pages)


def _answered(sitting: Sitting) -> bool:
    return sitting.scopes[sitting.question] in sitting.answers


def _more_questions(sitting: Sitting, _: Any) -> bool:
    return _answered(sitting) and sitting.question + 1 < len(sitting.scopes)


def _earlier_question(sitting: Sitting, _: Any) -> bool:
    return sitting.question > 0


def _all_answered(sitting: Sitting, _: Any) -> bool:
    asks = sitting.asks_child(dt.date.today())
    return _all_decided(sitting, None) and (not asks or sitting.assent.whole)


def _turns_to_child(sitting: Sitting, _: Any) -> bool:
    return _all_decided(sitting, None) and _asks_child(sitting, None)


def _asks_child(sitting: Sitting, _: Any) -> bool:
    return sitting.asks_child(dt.date.today())


def _all_decided(sitting: Sitting, _: Any) -> bool:
    if sitting.purpose == "withdrawal":
        return bool(sitting.withdrawn)
    told = sitting.noticed or sitting.is_staff  # the notice of Health Code art. 134 is the patient's
    told = told and (not sitting.is_staff or sitting.has_contract())
    return sitting.decided and sitting.informed and told


def _answered_by_hand(sitting: Sitting, _: Any) -> bool:
    return sitting.by_hand and _all_answered(sitting, None)


def _withdraws_by_hand(sitting: Sitting, _: Any) -> bool:
    return sitting.by_hand and bool(sitting.withdrawn)


def _has_written(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.hand.written) and _all_answered(sitting, None)


def _is_by_hand(sitting: Sitting, _: Any) -> bool:
    return sitting.by_hand


def _may_add_page(sitting: Sitting, _: Any) -> bool:
    return sitting.hand.can_add


def _is_verdict(_: Sitting, value: Any) -> bool:
    return value in ("permit", "deny")


def _has_reviewed(sitting: Sitting, _: Any) -> bool:
    return sitting.reviewed is not None and sitting.reviewed == sitting.fingerprint()


def _may_sign(sitting: Sitting, ink: Any) -> bool:
    """Say whether it may be signed: drawn, on paper, or spoken before a witness; as reviewed, by who may, once told."""
    seen = sitting.manner in ("ink", "paper") or _has_witness(sitting, None)
    return (
        _has_signed(sitting, ink)
        and seen
        and _is_entitled(sitting)
        and _has_reviewed(sitting, None)
        and _all_answered(sitting, None)
    )


def _has_signed(sitting: Sitting, ink: Any) -> bool:
    if sitting.manner == "paper":
        pages = sitting.sheets.of(sitting.fingerprint())
        return not ink and bool(pages) and all(page.legible for page in pages)
    return not ink if sitting.manner == "spoken" else bool(ink)


def _is_entitled(sitting: Sitting) -> bool:
    if sitting.speaker == "representative":
        return _represents(sitting, None) and _has_authority(sitting, None)
    return sitting.purpose == "withdrawal" or not sitting.is_minor(dt.date.today())


def _may_sign_alone(sitting: Sitting, ink: Any) -> bool:
    return _may_sign(sitting, ink) and not sitting.cosigns(dt.date.today())


def _awaits_cosigner(sitting: Sitting, ink: Any) -> bool:
    return _may_sign(sitting, ink) and sitting.cosigns(dt.date.today())


def _may_cosign(sitting: Sitting, ink: Any) -> bool:
    """Say whether the patient may sign beside: what the representative signed, reviewed by both as it stands."""
    return (
        _awaits_cosigner(sitting, sitting.ink) and _has_coreviewed(sitting, None) and sitting.cosigning.has_signed(ink)
    )


def _has_coreviewed(sitting: Sitting, _: Any) -> bool:
    return sitting.cosigning.reviewed is not None and sitting.cosigning.reviewed == sitting.fingerprint()


def _has_cowitness(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.cosigning.witness.strip())


def _may_sign_again(sitting: Sitting, _: Any) -> bool:
    return _may_sign_alone(sitting, sitting.ink) or _may_cosign(sitting, sitting.cosigning.ink)


def _is_on_paper_here(sitting: Sitting, _: Any) -> bool:
    return sitting.ground.on_paper


def _goes_to_paper(sitting: Sitting, _: Any) -> bool:
    return sitting.ground.on_paper and _all_answered(sitting, None)


def _signs_on_paper(sitting: Sitting, _: Any) -> bool:
    return sitting.manner == "paper" and _has_reviewed(sitting, None)


def _has_room(sitting: Sitting, _: Any) -> bool:
    return sitting.sheets.has_room(sitting.fingerprint())


def _is_page(sitting: Sitting, page: Any) -> bool:
    return sitting.sheets.is_page(page) and _signs_on_paper(sitting, None)


def _is_page_with_room(sitting: Sitting, page: Any) -> bool:
    return _is_page(sitting, page) and _has_room(sitting, None)


def _is_kept_page(sitting: Sitting, place: Any) -> bool:
    return str(place) in {str(at) for at in range(len(sitting.sheets.of(sitting.fingerprint())))}


def _is_legible(sitting: Sitting, _: Any) -> bool:
    page = sitting.sheets.looked
    return page is not None and page.legible


def _was_photographed(sitting: Sitting, _: Any) -> bool:
    page = sitting.sheets.looked
    return page is not None and page.origin == "camera"


# ── effects: what an event writes into the sitting ─────────────────────────────────────


def _speak(sitting: Sitting, language: Any) -> None:
    sitting.speak(language)


def _speak_before_signing(sitting: Sitting, language: Any) -> None:
    sitting.undo_signatures()
    sitting.speak(language)


def _come(purpose: Purpose, speaker: Speaker) -> Effect:
    return lambda sitting, _: sitting.come(purpose, speaker)


def _sign_as(manner: Manner) -> Effect:
    return lambda sitting, _: sitting.sign_as(manner)


def _take(sitting: Sitting, scan: Any) -> None:
    sitting.take(scan)


def _use_iin(sitting: Sitting, _: Any) -> None:
    sitting.use_iin()


def _acknowledge(sitting: Sitting, _: Any) -> None:
    sitting.noticed = True


def _turn_page(sitting: Sitting, _: Any) -> None:
    sitting.read_page()
    sitting.page += 1


def _turn_page_back(sitting: Sitting, _: Any) -> None:
    sitting.page -= 1


def _read_last_page(sitting: Sitting, _: Any) -> None:
    sitting.read_page()


def _next_question(sitting: Sitting, _: Any) -> None:
    sitting.question += 1


def _previous_question(sitting: Sitting, _: Any) -> None:
    sitting.question -= 1


def _review(sitting: Sitting, fingerprint: Any) -> None:
    sitting.reviewed = fingerprint


def _say(by_hand: bool) -> Effect:
    return lambda sitting, _: sitting.say_by_hand(by_hand)


def _draw(sitting: Sitting, ink: Any) -> None:
    sitting.ink = ink


def _undraw(sitting: Sitting, _: Any) -> None:
    sitting.undo_signatures()


def _coreview(sitting: Sitting, fingerprint: Any) -> None:
    sitting.cosigning.reviewed = fingerprint


def _cosign(sitting: Sitting, ink: Any) -> None:
    sitting.cosigning.ink = ink


def _cosign_as(manner: Cosigned) -> Effect:
    """Return what another manner of the cosigner does: the document says how each signed, so both sign it anew."""

    def change(sitting: Sitting, _: Any) -> None:
        sitting.cosigning.sign_as(manner)
        sitting.undo_signatures()

    return change


def _say_on_paper(sitting: Sitting, words: Any) -> None:
    _say(by_hand=False)(sitting, words)
    sitting.sign_as("paper")


def _look(sitting: Sitting, page: Any) -> None:
    sitting.sheets.look(page, sitting.fingerprint())


# ── the table ───────────────────────────────────────────────────────────────────────────

TABLE: tuple[Row, ...] = (
    Row("welcome", "begin", "checking"),
    Row("checking", "ready", "who"),
    Row("checking", "hired", "identify"),
    Row("checking", "listed", "listed"),
    Row("checking", "unready", "unready"),
    Row("unready", "retry", "checking"),
    Row("unready", "leave", "welcome"),
    Row("unready", "expire", "welcome"),
    Row("who", "patient", "identify", effect=_come("consent", "self")),
    Row("who", "representative", "identify", effect=_come("consent", "representative")),
    Row("who", "withdraw", "whose"),
    Row("who", "companion", "companion"),
    Row("companion", "back", "who"),
    Row("companion", "leave", "welcome"),
    Row("whose", "patient", "identify", effect=_come("withdrawal", "self")),
    Row("whose", "representative", "identify", effect=_come("withdrawal", "representative")),
    Row("whose", "back", "who"),
    Row("identify", "digit", SAME, effect=lambda sitting, digit: sitting.add_digit(digit)),
    Row("identify", "erase", SAME, effect=lambda sitting, _: sitting.erase_digit()),
    Row("identify", "scan", SAME, _is_number, "scan", _take),
    Row("identify", "next", "name", _has_iin, "iin", _use_iin),
    Row("identify", "other", "other", effect=lambda sitting, kind: sitting.use_other(kind)),
    Row("identify", "back", "stopping", _is_staff),
    Row("identify", "back", "whose", _is_withdrawing),
    Row("identify", "back", "who"),
    Row("other", "kind", SAME, effect=lambda sitting, kind: sitting.use_other(kind)),
    Row("other", "number", SAME, effect=lambda sitting, text: sitting.number(text)),
    Row("other", "born", SAME, effect=lambda sitting, digits: sitting.bear(digits)),
    Row("other", "scan", "identify", _is_iin, "scan", _take),
    Row("other", "next", "name", _has_other, "other"),
    Row("other", "back", "identify", effect=_use_iin),
    Row("name", "name", SAME, effect=lambda sitting, name: sitting.call(name)),
    Row("name", "next", "contract", _is_hired),
    Row("name", "next", "representative", _is_spoken_for),
    Row("name", "next", "scopes", _withdraws_alone),
    Row("name", "next", "minor", _is_too_young),
    Row("name", "next", "notice", _has_name, "name"),
    Row("name", "back", "other", _went_by_other),
    Row("name", "back", "identify"),
    Row("minor", "representative", "representative", effect=_come("consent", "representative")),
    Row("minor", "back", "name"),
    Row("representative", "representative", SAME, effect=lambda sitting, name: sitting.represent(name)),
    Row("representative", "relationship", SAME, effect=lambda sitting, word: sitting.relate(word)),
    Row("representative", "next", "authority", _represents, "representative"),
    Row("representative", "back", "name"),
    Row("authority", "kind", SAME, effect=lambda sitting, word: sitting.authorise(word)),
    Row("authority", "number", SAME, effect=lambda sitting, text: sitting.authorise_number(text)),
    Row("authority", "date", SAME, effect=lambda sitting, digits: sitting.authorise_date(digits)),
    Row("authority", "next", "scopes", _withdraws_with_authority),
    Row("authority", "next", "notice", _has_authority, "authority"),
    Row("authority", "back", "representative"),
    Row("contract", "number", SAME, effect=lambda sitting, text: sitting.authorise_number(text)),
    Row("contract", "date", SAME, effect=lambda sitting, digits: sitting.authorise_date(digits)),
    Row("contract", "employed", SAME, effect=lambda sitting, digits: sitting.hire(digits)),
    Row("contract", "next", "information", _has_contract, "contract"),
    Row("contract", "back", "name"),
    Row("listed", "next", "information", _has_contract),
    Row("listed", "back", "stopping"),
    Row("scopes", "toggle", SAME, effect=lambda sitting, scope: sitting.toggle(scope)),
    Row("scopes", "next", "hand", _withdraws_by_hand),
    Row("scopes", "next", "words", _withdraws_something, "nothing"),
    Row("scopes", "back", "authority", _is_represented),
    Row("scopes", "back", "name"),
    Row("notice", "next", "information", effect=_acknowledge),
    Row("notice", "back", "authority", _is_represented),
    Row("notice", "back", "name"),
    Row("information", "next", SAME, _more_pages, effect=_turn_page),
    Row("information", "next", "choices", _last_page, "unread", effect=_read_last_page),
    Row("information", "back", SAME, _earlier_page, effect=_turn_page_back),
    Row("information", "back", "listed", _is_listed),
    Row("information", "back", "contract", _is_staff),
    Row("information", "back", "notice"),
    Row("information", "changes", "changes", _has_earlier),
    Row("changes", "earlier", SAME, _has_still_earlier, effect=lambda sitting, _: sitting.look_further_back()),
    Row("changes", "next", "information", effect=lambda sitting, _: sitting.see_changes()),
    Row("changes", "back", "information"),
    Row("choices", "answer", SAME, _is_verdict, effect=lambda sitting, verdict: sitting.answer(verdict)),
    Row("choices", "next", SAME, _more_questions, effect=_next_question),
    Row("choices", "next", "assent", _turns_to_child),
    Row("choices", "next", "hand", _answered_by_hand),
    Row("choices", "next", "words", _all_answered, "unanswered"),
    Row("choices", "back", SAME, _earlier_question, effect=_previous_question),
    Row("choices", "back", "information"),
    Row("assent", "answer", SAME, effect=lambda sitting, said: sitting.ask_child(said)),
    Row("assent", "how", SAME, effect=lambda sitting, how: sitting.child.say_how(how)),
    Row("assent", "worker", SAME, effect=lambda sitting, name: sitting.child.name_worker(name)),
    Row("assent", "drawn", SAME, effect=lambda sitting, drawing: sitting.child.draw(drawing)),
    Row("assent", "next", "hand", _answered_by_hand),
    Row("assent", "next", "words", _all_answered, "assent"),
    Row("assent", "back", "choices"),
    Row("words", "words", SAME, effect=lambda sitting, words: sitting.say(words)),
    Row("words", "restore", SAME, effect=lambda sitting, _: sitting.say_ready_text()),
    Row("words", "hand", "hand"),
    Row("words", "next", "review", _all_answered, "unanswered", _say(by_hand=False)),
    Row("words", "paper", "review", _goes_to_paper, effect=_say_on_paper),
    Row("words", "back", "scopes", _is_withdrawing),
    Row("words", "back", "assent", _asks_child),
    Row("words", "back", "choices"),
    Row("hand", "write", SAME, effect=lambda sitting, ink: sitting.hand.write(ink)),
    Row("hand", "add", SAME, _may_add_page, "page", lambda sitting, _: sitting.hand.add()),
    Row("hand", "earlier", SAME, effect=lambda sitting, _: sitting.hand.turn(-1)),
    Row("hand", "later", SAME, effect=lambda sitting, _: sitting.hand.turn(1)),
    Row("hand", "next", "review", _has_written, "empty", _say(by_hand=True)),
    Row("hand", "back", "words"),
    Row("review", "shown", SAME, effect=_review),
    Row("review", "next", "paper", _signs_on_paper),
    Row("review", "next", "sign", _has_reviewed, "unshown"),
    Row("review", "failed", "failed"),
    Row("review", "back", "hand", _is_by_hand),
    Row("review", "back", "words"),
    Row("sign", "language", "review", effect=_speak_before_signing),
    Row("sign", "sign", "handover", _awaits_cosigner, effect=_draw),
    Row("sign", "sign", "signing", _may_sign_alone, "ink", effect=_draw),
    Row("sign", "mark", "witness", effect=_sign_as("mark")),
    Row("sign", "spoken", "witness", effect=_sign_as("spoken")),
    Row("sign", "ink", "review", effect=_sign_as("ink")),
    Row("sign", "paper", "review", _is_on_paper_here, effect=_sign_as("paper")),
    Row("sign", "back", "review"),
    Row("witness", "witness", SAME, effect=lambda sitting, name: sitting.attest(name)),
    Row("witness", "next", "review", _has_witness, "witness"),
    Row("witness", "back", "review", effect=_sign_as("ink")),
    *(Row(screen, "language", "review", effect=_speak) for screen in _SIGNED_IN if screen != "sign"),
    Row("paper", "photo", "photo", _has_room, "full"),
    Row("paper", "taken", "sheet", _is_page_with_room, "full", effect=_look),
    Row("paper", "look", "sheet", _is_kept_page, effect=lambda sitting, place: sitting.sheets.look_again(int(place))),
    Row("paper", "sign", "handover", _awaits_cosigner),
    Row("paper", "sign", "signing", _may_sign_alone, "pages"),
    Row("paper", "mark", "witness", effect=_sign_as("mark")),
    Row("paper", "spoken", "witness", effect=_sign_as("spoken")),
    Row("paper", "ink", "review", effect=_sign_as("ink")),
    Row("paper", "back", "review"),
    Row("photo", "taken", "sheet", _is_page, effect=_look),
    Row("photo", "back", "paper", effect=lambda sitting, _: sitting.sheets.leave()),
    Row("sheet", "turned", SAME, _is_page, effect=lambda sitting, page: sitting.sheets.turn(page)),
    Row("sheet", "keep", "paper", _is_legible, "illegible", effect=lambda sitting, _: sitting.sheets.keep()),
    Row("sheet", "again", "photo", _was_photographed, effect=lambda sitting, _: sitting.sheets.retake()),
    Row("sheet", "again", "paper", effect=lambda sitting, _: sitting.sheets.retake()),
    Row("sheet", "remove", "paper", effect=lambda sitting, _: sitting.sheets.remove()),
    Row("sheet", "back", "paper", effect=lambda sitting, _: sitting.sheets.leave()),
    Row("handover", "next", "coreview"),
    Row("handover", "no", "review", effect=lambda sitting, _: sitting.dissent()),
    Row("handover", "back", "paper", _signs_on_paper),
    Row("handover", "back", "sign", effect=_undraw),
    Row("coreview", "shown", SAME, effect=_coreview),
    Row("coreview", "next", "cosign", _has_coreviewed, "unshown"),
    Row("coreview", "failed", "failed"),
    Row("coreview", "back", "handover"),
    Row("cosign", "sign", "signing", _may_cosign, "ink", effect=_cosign),
    Row("cosign", "mark", "cowitness", effect=_cosign_as("mark")),
    Row("cosign", "spoken", "cowitness", effect=_cosign_as("spoken")),
    Row("cosign", "ink", "review", effect=_cosign_as("ink")),
    Row("cosign", "back", "coreview"),
    Row("cowitness", "witness", SAME, effect=lambda sitting, name: sitting.cosigning.attest(name)),
    Row("cowitness", "next", "review", _has_cowitness, "witness"),
    Row("cowitness", "back", "review", effect=_cosign_as("ink")),
    *(Row(screen, "language", "review", effect=_speak_before_signing) for screen in _BESIDE),
    Row("signing", "signed", "done"),
    Row("signing", "failed", "failed"),
    Row("failed", "retry", "signing", _may_sign_again),
    Row("failed", "retry", "review"),
    Row("failed", "back", "paper", _signs_on_paper),
    Row("failed", "back", "sign", _has_reviewed, effect=_undraw),
    Row("failed", "back", "hand", _is_by_hand),
    Row("failed", "back", "words"),
    Row("done", "leave", "welcome"),
    Row("done", "expire", "welcome"),
    *(Row(screen, "language", SAME, effect=_speak) for screen in VISITED if screen not in (*_SIGNED_IN, *_BESIDE)),
    *(Row(screen, "idle", "idle") for screen in VISITED),
    *(Row(screen, "cancel", "stopping") for screen in VISITED),
    Row("stopping", "idle", "idle"),
    *(Row(overlay, "stay", BACK) for overlay in OVERLAYS),
    *(Row(overlay, "leave", "welcome") for overlay in OVERLAYS),
    Row("idle", "expire", "welcome"),
)


def steps_of(sitting: Sitting | None) -> tuple[str, ...]:
    """Return the steps of the way a visitor is on."""
    steps = WITHDRAWAL if sitting is not None and sitting.purpose == "withdrawal" else CONSENT
    if sitting is not None and sitting.is_staff:
        return tuple(step for step in steps if step not in ("who", "notice"))
    if sitting is None or sitting.speaker == "self":
        return steps
    return (*steps[:2], _REPRESENTATIVE, *steps[2:])


def step_of(screen: str, sitting: Sitting | None = None) -> int:
    """Return the number of the step a screen belongs to, from 1; 0 where there is none to tell."""
    name, steps = _STEP_OF.get(screen, screen), steps_of(sitting)
    return steps.index(name) + 1 if name in steps else 0


class Flow:
    """Where one kiosk is in the table, and the sitting of the visitor who is there."""

    def __init__(self) -> None:
        self.screen = "welcome"
        self.beneath = ""
        self.sitting: Sitting | None = None

    @property
    def shown(self) -> str:
        """Return the screen that is seen: beneath an overlay, the one that waits."""
        return self.beneath or self.screen

    def send(self, event: str, value: Any = None) -> Step:
        """Take an event; return what it did. ``ready``, for a worker ``hired`` or ``listed``, brings the sitting."""
        row, refusal = self._row(event, value)
        source = self.screen
        if row is None:
            return Step(source, source, refusal)
        if event in ("ready", "hired", "listed"):
            self.sitting = value
        if row.effect is not None and self.sitting is not None:
            row.effect(self.sitting, value)
        return self._go(row)

    def _row(self, event: str, value: Any) -> tuple[Row | None, str]:
        refusal = ""
        for row in TABLE:
            if row.source != self.screen or row.event != event:
                continue
            if row.guard is None or (self.sitting is not None and row.guard(self.sitting, value)):
                return row, ""
            refusal = row.refusal
        return None, refusal

    def _go(self, row: Row) -> Step:
        source = self.screen
        if row.target == SAME:
            return Step(source, source)
        target = self.beneath if row.target == BACK else row.target
        parting = self._end(source) if target == "welcome" else None
        if target not in OVERLAYS:
            self.beneath = ""
        elif source not in OVERLAYS:
            self.beneath = source
        self.screen = target
        if self.sitting is not None:
            self.sitting.enter(target)
        return Step(source, target, parting=parting)

    def _end(self, source: str) -> Draft | None:
        """Wipe the sitting; return the abandonment of a visitor who went away before the end."""
        sitting, self.sitting = self.sitting, None
        if sitting is None:
            return None
        from kiosk.drafts import abandonment

        parting = None if source == "done" else abandonment(sitting)
        sitting.wipe()
        return parting


def diagram() -> str:
    """Return the table as a Mermaid state diagram, without what stays on its screen; ways out are told in a note."""
    lines = ["stateDiagram-v2", "    [*] --> welcome"]
    for row in TABLE:
        if row.target in (SAME, BACK) or row.event in ("idle", "cancel"):
            continue
        condition = f" [{row.guard.__name__.strip('_').replace('_', ' ')}]" if row.guard else ""
        lines.append(f"    {row.source} --> {row.target}: {row.event}{condition}")
    lines.append("    note right of who")
    lines.append(f"        {', '.join(VISITED)}:")
    lines.append("        idle → idle (stay → back), cancel → stopping (stay → back)")
    lines.append("    end note")
    return "\n".join(lines) + "\n"
