"""The way through, as a table: which event leads from which screen where, on what condition. No Qt.

An event that has no row on a screen changes nothing. The diagram in docs/flow.md is drawn from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk import effects, guards
from kiosk.effects import Effect
from kiosk.guards import Guard

if TYPE_CHECKING:  # what a sitting is made of loads after the first frame
    from econsent.document.issue import Draft
    from kiosk.sitting import Sitting

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
    Row("who", "patient", "identify", effect=effects.come("consent", "self")),
    Row("who", "representative", "identify", effect=effects.come("consent", "representative")),
    Row("who", "withdraw", "whose"),
    Row("who", "companion", "companion"),
    Row("companion", "back", "who"),
    Row("companion", "leave", "welcome"),
    Row("whose", "patient", "identify", effect=effects.come("withdrawal", "self")),
    Row("whose", "representative", "identify", effect=effects.come("withdrawal", "representative")),
    Row("whose", "back", "who"),
    Row("identify", "digit", SAME, effect=lambda sitting, digit: sitting.add_digit(digit)),
    Row("identify", "erase", SAME, effect=lambda sitting, _: sitting.erase_digit()),
    Row("identify", "scan", SAME, guards.is_number, "scan", effects.take),
    Row("identify", "next", "name", guards.has_iin, "iin", effects.use_iin),
    Row("identify", "other", "other", effect=lambda sitting, kind: sitting.use_other(kind)),
    Row("identify", "back", "stopping", guards.is_staff),
    Row("identify", "back", "whose", guards.is_withdrawing),
    Row("identify", "back", "who"),
    Row("other", "kind", SAME, effect=lambda sitting, kind: sitting.use_other(kind)),
    Row("other", "number", SAME, effect=lambda sitting, text: sitting.number(text)),
    Row("other", "born", SAME, effect=lambda sitting, digits: sitting.bear(digits)),
    Row("other", "scan", "identify", guards.is_iin, "scan", effects.take),
    Row("other", "next", "name", guards.has_other, "other"),
    Row("other", "back", "identify", effect=effects.use_iin),
    Row("name", "name", SAME, effect=lambda sitting, name: sitting.call(name)),
    Row("name", "next", "contract", guards.is_hired),
    Row("name", "next", "representative", guards.is_spoken_for),
    Row("name", "next", "scopes", guards.withdraws_alone),
    Row("name", "next", "minor", guards.is_too_young),
    Row("name", "next", "notice", guards.has_name, "name"),
    Row("name", "back", "other", guards.went_by_other),
    Row("name", "back", "identify"),
    Row("minor", "representative", "representative", effect=effects.come("consent", "representative")),
    Row("minor", "back", "name"),
    Row("representative", "representative", SAME, effect=lambda sitting, name: sitting.represent(name)),
    Row("representative", "relationship", SAME, effect=lambda sitting, word: sitting.relate(word)),
    Row("representative", "next", "authority", guards.represents, "representative"),
    Row("representative", "back", "name"),
    Row("authority", "kind", SAME, effect=lambda sitting, word: sitting.authorise(word)),
    Row("authority", "number", SAME, effect=lambda sitting, text: sitting.authorise_number(text)),
    Row("authority", "date", SAME, effect=lambda sitting, digits: sitting.authorise_date(digits)),
    Row("authority", "next", "scopes", guards.withdraws_with_authority),
    Row("authority", "next", "notice", guards.has_authority, "authority"),
    Row("authority", "back", "representative"),
    Row("contract", "number", SAME, effect=lambda sitting, text: sitting.authorise_number(text)),
    Row("contract", "date", SAME, effect=lambda sitting, digits: sitting.authorise_date(digits)),
    Row("contract", "employed", SAME, effect=lambda sitting, digits: sitting.hire(digits)),
    Row("contract", "next", "information", guards.has_contract, "contract"),
    Row("contract", "back", "name"),
    Row("listed", "next", "information", guards.has_contract),
    Row("listed", "back", "stopping"),
    Row("scopes", "toggle", SAME, effect=lambda sitting, scope: sitting.toggle(scope)),
    Row("scopes", "next", "hand", guards.withdraws_by_hand),
    Row("scopes", "next", "words", guards.withdraws_something, "nothing"),
    Row("scopes", "back", "authority", guards.is_represented),
    Row("scopes", "back", "name"),
    Row("notice", "next", "information", effect=effects.acknowledge),
    Row("notice", "back", "authority", guards.is_represented),
    Row("notice", "back", "name"),
    Row("information", "next", SAME, guards.more_pages, effect=effects.turn_page),
    Row("information", "next", "choices", guards.last_page, "unread", effect=effects.read_last_page),
    Row("information", "back", SAME, guards.earlier_page, effect=effects.turn_page_back),
    Row("information", "back", "listed", guards.is_listed),
    Row("information", "back", "contract", guards.is_staff),
    Row("information", "back", "notice"),
    Row("information", "changes", "changes", guards.has_earlier),
    Row("changes", "earlier", SAME, guards.has_still_earlier, effect=lambda sitting, _: sitting.look_further_back()),
    Row("changes", "next", "information", effect=lambda sitting, _: sitting.see_changes()),
    Row("changes", "back", "information"),
    Row("choices", "answer", SAME, guards.is_verdict, effect=lambda sitting, verdict: sitting.answer(verdict)),
    Row("choices", "next", SAME, guards.more_questions, effect=effects.next_question),
    Row("choices", "next", "assent", guards.turns_to_child),
    Row("choices", "next", "hand", guards.answered_by_hand),
    Row("choices", "next", "words", guards.all_answered, "unanswered"),
    Row("choices", "back", SAME, guards.earlier_question, effect=effects.previous_question),
    Row("choices", "back", "information"),
    Row("assent", "answer", SAME, effect=lambda sitting, said: sitting.ask_child(said)),
    Row("assent", "how", SAME, effect=lambda sitting, how: sitting.child.say_how(how)),
    Row("assent", "worker", SAME, effect=lambda sitting, name: sitting.child.name_worker(name)),
    Row("assent", "drawn", SAME, effect=lambda sitting, drawing: sitting.child.draw(drawing)),
    Row("assent", "next", "hand", guards.answered_by_hand),
    Row("assent", "next", "words", guards.all_answered, "assent"),
    Row("assent", "back", "choices"),
    Row("words", "words", SAME, effect=lambda sitting, words: sitting.say(words)),
    Row("words", "restore", SAME, effect=lambda sitting, _: sitting.say_ready_text()),
    Row("words", "hand", "hand"),
    Row("words", "next", "review", guards.all_answered, "unanswered", effects.say(by_hand=False)),
    Row("words", "paper", "review", guards.goes_to_paper, effect=effects.say_on_paper),
    Row("words", "back", "scopes", guards.is_withdrawing),
    Row("words", "back", "assent", guards.asks_child),
    Row("words", "back", "choices"),
    Row("hand", "write", SAME, effect=lambda sitting, ink: sitting.hand.write(ink)),
    Row("hand", "add", SAME, guards.may_add_page, "page", lambda sitting, _: sitting.hand.add()),
    Row("hand", "earlier", SAME, effect=lambda sitting, _: sitting.hand.turn(-1)),
    Row("hand", "later", SAME, effect=lambda sitting, _: sitting.hand.turn(1)),
    Row("hand", "next", "review", guards.has_written, "empty", effects.say(by_hand=True)),
    Row("hand", "back", "words"),
    Row("review", "shown", SAME, effect=effects.review),
    Row("review", "next", "paper", guards.signs_on_paper),
    Row("review", "next", "sign", guards.has_reviewed, "unshown"),
    Row("review", "failed", "failed"),
    Row("review", "back", "hand", guards.is_by_hand),
    Row("review", "back", "words"),
    Row("sign", "language", "review", effect=effects.speak_before_signing),
    Row("sign", "sign", "handover", guards.awaits_cosigner, effect=effects.draw),
    Row("sign", "sign", "signing", guards.may_sign_alone, "ink", effect=effects.draw),
    Row("sign", "mark", "witness", effect=effects.sign_as("mark")),
    Row("sign", "spoken", "witness", effect=effects.sign_as("spoken")),
    Row("sign", "ink", "review", effect=effects.sign_as("ink")),
    Row("sign", "paper", "review", guards.is_on_paper_here, effect=effects.sign_as("paper")),
    Row("sign", "back", "review"),
    Row("witness", "witness", SAME, effect=lambda sitting, name: sitting.attest(name)),
    Row("witness", "next", "review", guards.has_witness, "witness"),
    Row("witness", "back", "review", effect=effects.sign_as("ink")),
    *(Row(screen, "language", "review", effect=effects.speak) for screen in _SIGNED_IN if screen != "sign"),
    Row("paper", "photo", "photo", guards.has_room, "full"),
    Row("paper", "taken", "sheet", guards.is_page_with_room, "full", effect=effects.look),
    Row(
        "paper",
        "look",
        "sheet",
        guards.is_kept_page,
        effect=lambda sitting, place: sitting.sheets.look_again(int(place)),
    ),
    Row("paper", "sign", "handover", guards.awaits_cosigner),
    Row("paper", "sign", "signing", guards.may_sign_alone, "pages"),
    Row("paper", "mark", "witness", effect=effects.sign_as("mark")),
    Row("paper", "spoken", "witness", effect=effects.sign_as("spoken")),
    Row("paper", "ink", "review", effect=effects.sign_as("ink")),
    Row("paper", "back", "review"),
    Row("photo", "taken", "sheet", guards.is_page, effect=effects.look),
    Row("photo", "back", "paper", effect=lambda sitting, _: sitting.sheets.leave()),
    Row("sheet", "turned", SAME, guards.is_page, effect=lambda sitting, page: sitting.sheets.turn(page)),
    Row("sheet", "keep", "paper", guards.is_legible, "illegible", effect=lambda sitting, _: sitting.sheets.keep()),
    Row("sheet", "again", "photo", guards.was_photographed, effect=lambda sitting, _: sitting.sheets.retake()),
    Row("sheet", "again", "paper", effect=lambda sitting, _: sitting.sheets.retake()),
    Row("sheet", "remove", "paper", effect=lambda sitting, _: sitting.sheets.remove()),
    Row("sheet", "back", "paper", effect=lambda sitting, _: sitting.sheets.leave()),
    Row("handover", "next", "coreview"),
    Row("handover", "no", "review", effect=lambda sitting, _: sitting.dissent()),
    Row("handover", "back", "paper", guards.signs_on_paper),
    Row("handover", "back", "sign", effect=effects.undraw),
    Row("coreview", "shown", SAME, effect=effects.coreview),
    Row("coreview", "next", "cosign", guards.has_coreviewed, "unshown"),
    Row("coreview", "failed", "failed"),
    Row("coreview", "back", "handover"),
    Row("cosign", "sign", "signing", guards.may_cosign, "ink", effect=effects.cosign),
    Row("cosign", "mark", "cowitness", effect=effects.cosign_as("mark")),
    Row("cosign", "spoken", "cowitness", effect=effects.cosign_as("spoken")),
    Row("cosign", "ink", "review", effect=effects.cosign_as("ink")),
    Row("cosign", "back", "coreview"),
    Row("cowitness", "witness", SAME, effect=lambda sitting, name: sitting.cosigning.attest(name)),
    Row("cowitness", "next", "review", guards.has_cowitness, "witness"),
    Row("cowitness", "back", "review", effect=effects.cosign_as("ink")),
    *(Row(screen, "language", "review", effect=effects.speak_before_signing) for screen in _BESIDE),
    Row("signing", "signed", "done"),
    Row("signing", "failed", "failed"),
    Row("failed", "retry", "signing", guards.may_sign_again),
    Row("failed", "retry", "review"),
    Row("failed", "back", "paper", guards.signs_on_paper),
    Row("failed", "back", "sign", guards.has_reviewed, effect=effects.undraw),
    Row("failed", "back", "hand", guards.is_by_hand),
    Row("failed", "back", "words"),
    Row("done", "leave", "welcome"),
    Row("done", "expire", "welcome"),
    *(
        Row(screen, "language", SAME, effect=effects.speak)
        for screen in VISITED
        if screen not in (*_SIGNED_IN, *_BESIDE)
    ),
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
