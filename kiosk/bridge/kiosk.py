"""The kiosk as QML sees it: where the visitor is, what the screen looks like, and every intent a screen can send."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QByteArray, QEvent, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from kiosk.bridge import QVARIANT_MAP
from kiosk.bridge.batch import Hiring
from kiosk.bridge.desk import FORM, STAFF_FORM, SUPPLEMENT
from kiosk.bridge.entries import Entries
from kiosk.bridge.languages import ORDER, Languages
from kiosk.bridge.look import Look
from kiosk.bridge.patience import Patience
from kiosk.bridge.reviewing import Reviewing, is_reviewed
from kiosk.bridge.troubles import shown
from kiosk.flow import Flow, Step, step_of, steps_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from econsent.document.contents import Contents
    from econsent.station import Signed
    from kiosk.bridge.desk import Desk
    from kiosk.bridge.troubles import Trouble
    from kiosk.ground import Ground
    from kiosk.scanner import Scan
    from kiosk.settings import Settings
    from kiosk.sitting import Fingerprint, Sitting
    from kiosk.speech import Passage
    from kiosk.stafflist import Worker

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.KeyPress,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


@QmlElement
class Kiosk(Look):
    """One kiosk, from the first frame on; until it is `warm` only the welcome screen exists, and a tap on it waits."""

    moved = Signal()
    warmed = Signal()
    refused = Signal()
    troubleChanged = Signal()
    receiptChanged = Signal()
    copyChanged = Signal()
    ticked = Signal()
    wiped = Signal()
    """The visitor is gone: fields, ink and keyboard forget."""
    warned = Signal()
    """The visitor is asked whether they are still there: to be heard as well as seen."""
    decided = Signal(object, str, str)
    """A worker of HR's list signed: who, how they decided, and the receipt's code."""
    batched = Signal()
    """The worker of HR's list is gone: HR goes on with the list."""
    over = Signal()
    """One visitor came and went, and everything of it is done."""

    def __init__(self, desk: Desk, languages: Languages, *, once: bool = False) -> None:
        super().__init__(languages)
        self._desk, self._once = desk, once
        self._settings: Settings | None = None
        self._flow = Flow()
        self._entries = Entries(self)
        self._review = Reviewing()
        self._waits = self._listening = False
        self._refusal = ""
        self._trouble: dict[str, str] = {}
        self._receipt: dict[str, str] = {}
        self._copy = ""
        self._hiring: Hiring | None = None
        desk.contract, desk.supplement = languages.contract(), languages.supplement()
        self.signed: list[Signed] = []
        """What the last visitor signed: digests and codes, nothing of the person."""
        self._patience = Patience(self)
        self._patience.rested.connect(self._rested)
        self._patience.expired.connect(self._expired)
        self._patience.ticked.connect(self.ticked)

    def listen(self) -> None:
        """Begin to hear what the desk answers."""
        self._desk.loaded.connect(self._warm_up)
        self._desk.ready.connect(self._ready)
        self._desk.unready.connect(self._unready)
        self._desk.previewed.connect(self._previewed)
        self._desk.signed.connect(self._have_signed)
        self._desk.failed.connect(self._have_failed)
        self._desk.printed.connect(self._printed)
        self._desk.idle.connect(self.over)

    # ── what QML reads ─────────────────────────────────────────────────────

    def _get_busy(self) -> bool:
        return self._waits or self._flow.screen in ("checking", "signing") or not is_reviewed(self._flow)

    screen = Property(str, lambda self: self._flow.shown, notify=moved)
    overlay = Property(str, lambda self: self._flow.screen if self._flow.beneath else "", notify=moved)
    step = Property(int, lambda self: step_of(self._flow.shown, self._flow.sitting), notify=moved)
    steps = Property(int, lambda self: len(steps_of(self._flow.sitting)), notify=moved)
    refusal = Property(str, lambda self: self._refusal, notify=refused)
    warm = Property(bool, lambda self: self._settings is not None, notify=warmed)
    busy = Property(bool, _get_busy, notify=moved, doc="The visitor waits for the station.")
    remaining = Property(int, lambda self: self._patience.remaining, notify=ticked)
    motion = Property(bool, lambda self: self._settings is None or self._settings.motion, notify=warmed)
    entries = Property(Entries, lambda self: self._entries, constant=True)
    trouble = Property(QVARIANT_MAP, lambda self: self._trouble, notify=troubleChanged)
    copy = Property(
        str, lambda self: self._copy, notify=copyChanged, doc="of the paper copy: offer, printing, printed or a trouble"
    )
    receipt = Property(QVARIANT_MAP, lambda self: self._receipt, notify=receiptChanged)

    # ── what screens ask ───────────────────────────────────────────────────

    @Slot(str)
    def begin(self, language: str) -> None:
        """Begin with a language; where the program is still loading, as soon as it can."""
        if self._flow.screen != "welcome":
            return
        self.show_language(language)
        self._waits = True
        self.moved.emit()
        if self._settings is not None:
            self._check()

    @Slot(str)
    @Slot(str, str)
    def send(self, event: str, value: str = "") -> None:
        """Take an intent of a screen to the flow."""
        self._after(self._flow.send(event, value))

    @Slot(QByteArray)
    def sign(self, ink: QByteArray) -> None:
        """Sign with this ink; an empty one is refused."""
        self._after(self._flow.send("sign", ink.data()))

    @Slot(int)
    def stand(self, blocks: int) -> None:
        """Take that so many blocks of the document stand on the screen; with the last of them it is shown."""
        self._review.stands = blocks > 0 and blocks == self._entries.reviewed_blocks
        self._show()

    @Slot(QByteArray)
    def drawAssent(self, drawing: QByteArray) -> None:
        """Take what a child drew; an empty drawing takes it back."""
        self._after(self._flow.send("drawn", drawing.data()))

    @Slot(QByteArray)
    def write(self, ink: QByteArray) -> None:
        """Take what stands on the page that is written by hand; of an empty page nothing."""
        self._after(self._flow.send("write", ink.data()))

    @Slot(str)
    def speak(self, language: str) -> None:
        """Go on in another language, on any screen, without losing an answer."""
        step = self._flow.send("language", language)
        if self._flow.sitting is not None and self._flow.sitting.language == language:
            self.show_language(language)
            self._after(step)

    @Slot()
    def printCopy(self) -> None:
        """Print the person's copy of what was just signed; once, and again where it failed."""
        if self._flow.screen == "done" and self._copy in ("offer", "failed"):
            self._show_copy("printing")
            self._desk.print_copy()

    @Slot(str)
    def hire(self, purpose: str) -> None:
        """Begin with a worker, whom staff led here: ``consent``, ``supplement`` to the contract, or ``withdrawal``."""
        form = SUPPLEMENT if purpose == "supplement" else STAFF_FORM
        self._employ(Hiring("withdrawal" if purpose == "withdrawal" else "consent", form))

    @Slot(object)
    def ask_listed(self, worker: Worker) -> None:
        """Begin with a worker of HR's list."""
        self._employ(Hiring("consent", SUPPLEMENT, worker))

    def _employ(self, hiring: Hiring) -> None:
        if self._flow.screen == "welcome" and self._settings is not None:
            self._hiring = hiring
            self._check()

    @Slot(str)
    def showLanguage(self, language: str) -> None:
        """Show staff their language; a visitor's begins at the welcome screen anew."""
        if self._flow.sitting is None and language in ORDER:
            self.show_language(language)

    @Slot()
    def beginTyping(self) -> None:
        """Bring the on-screen keyboard up for the field in focus."""
        QGuiApplication.inputMethod().show()

    @Slot()
    def endTyping(self) -> None:
        """Take the letter that is still being composed, and let the keyboard go."""
        QGuiApplication.inputMethod().commit()
        QGuiApplication.inputMethod().hide()

    # ── from the program ───────────────────────────────────────────────────

    def close(self) -> None:
        """Stop the clocks."""
        self._patience.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin the time of rest anew at every sign of life; hold nothing back."""
        if event.type() in _SIGNS_OF_LIFE:
            self.stir()
        return False

    @property
    def sitting(self) -> Sitting | None:
        """Return what the visitor has entered so far."""
        return self._flow.sitting

    @property
    def referral_pattern(self) -> str:
        """Return what the number of a referral looks like here, as a regular expression; "" where none is taken."""
        return self._settings.referral_pattern if self._settings is not None else ""

    def stir(self) -> None:
        """Take a sign of life: the time of rest begins anew."""
        self._patience.stir()

    def note_listening(self, on: bool) -> None:
        """Note whether the visitor is being read to."""
        self._listening = on
        if self._flow.sitting is not None:
            self._flow.sitting.listening = on

    def note_heard(self, passage: Passage) -> None:
        """Note that a section was read aloud to its end."""
        if self._flow.sitting is not None:
            self._flow.sitting.hear(passage)

    def scan(self, scan: Scan) -> None:
        """Take a code that was scanned; where it is not asked for, nothing changes."""
        self._after(self._flow.send("scan", scan))

    def tell(self, event: str, value: object) -> None:
        """Take what a part of the kiosk found, such as a photographed page; out of place it changes nothing."""
        self._after(self._flow.send(event, value))

    @Slot(object)
    def _warm_up(self, settings: Settings) -> None:
        self._settings = settings
        self.warmed.emit()
        if self._waits:
            self._check()

    # ── the desk answers ───────────────────────────────────────────────────

    def _check(self) -> None:
        self._after(self._flow.send("begin"))

    @Slot(object)
    def _ready(self, ground: Ground) -> None:
        from kiosk.sitting import Sitting

        sitting = Sitting(ground, self._language)
        sitting.listening = self._listening
        if self._hiring is not None:
            sitting.come(self._hiring.purpose, "self")
        if self._hiring is not None and self._hiring.worker is not None:
            sitting.take_listed(self._hiring.worker)
        event = "ready" if self._hiring is None else "listed" if sitting.listed else "hired"
        self._after(self._flow.send(event, sitting))

    @Slot(object)
    def _unready(self, trouble: Trouble) -> None:
        self._show_trouble(trouble)
        self._after(self._flow.send("unready"))

    @Slot(object, list, object)
    def _previewed(self, contents: Contents, pages: list[QImage], fingerprint: Fingerprint) -> None:
        sitting = self._flow.sitting
        if sitting is not None and self._review.takes(sitting, fingerprint):
            self._entries.show_review(contents, pages, sitting)

    def _show(self) -> None:
        """Tell the flow that the document is shown, once all of it is, and nothing was changed meanwhile."""
        shown = self._review.shown(self._flow)
        if shown is not None:
            self._after(self._flow.send("shown", shown))

    @Slot(list)
    def _have_signed(self, signed: list[Signed]) -> None:
        if self._flow.screen != "signing":  # a parted visitor's abandonment, which nobody waits for
            return
        self.signed = signed
        self._receipt = {"code": signed[-1].code, "link": signed[-1].link}
        self.receiptChanged.emit()
        self._tell_decided(signed[-1].code)
        self._show_copy("offer" if self._settings is not None and self._settings.printer else "")
        self._after(self._flow.send("signed"))

    def _tell_decided(self, code: str) -> None:
        sitting = self._flow.sitting
        if sitting is not None and self._hiring is not None and self._hiring.worker is not None:
            from kiosk.stafflist import outcome_of

            self.decided.emit(self._hiring.worker, outcome_of(sitting.verdicts.values()), code)

    @Slot(object)
    def _printed(self, trouble: Trouble | None) -> None:
        self._show_copy("printed" if trouble is None else "failed")
        self._desk.noted.emit("printer", trouble)

    def _show_copy(self, state: str) -> None:
        self._copy = state
        self.copyChanged.emit()

    @Slot(object)
    def _have_failed(self, trouble: Trouble) -> None:
        self._review.ask_anew()
        self._show_trouble(trouble)
        self._after(self._flow.send("failed"))

    # ── moving ─────────────────────────────────────────────────────────────

    def _after(self, step: Step) -> None:
        """Show what a step did, and do what the screen it led to needs."""
        self._refusal = step.refusal
        self.refused.emit()
        if step.target != step.source:
            self._arrive(step)
        self._entries.refresh(self._flow.sitting, self._flow.shown, dt.date.today())
        self._keep_review()
        if step.target != step.source:
            QGuiApplication.inputMethod().hide()
            self.moved.emit()

    def _arrive(self, step: Step) -> None:
        self._waits = False
        self._patience.begin(step.target, self._settings)
        if step.target == "coreview":  # who signs beside has not seen what was reviewed before
            self._review.ask_anew()
        if step.target == "checking":
            self._desk.check(FORM if self._hiring is None else self._hiring.form)
        elif step.target == "signing" and self._flow.sitting is not None:
            from kiosk import drafts

            sitting, today = self._flow.sitting, dt.date.today()
            self._desk.sign(drafts.to_sign(sitting, today))
        elif step.target == "idle":
            self.warned.emit()
        elif step.target == "welcome":
            self._part(step)

    def _keep_review(self) -> None:
        """Ask for the document anew whenever what is reviewed is no longer what would be signed."""
        sitting = self._flow.sitting
        if sitting is None or is_reviewed(self._flow):
            return
        if (asked := self._review.asks(sitting)) is not None:
            from kiosk import drafts

            self._entries.blank_review()
            self._desk.preview(drafts.reviewable(sitting, dt.date.today()), asked)
        else:  # it was made while a question stood over it
            self._show()

    def _part(self, step: Step) -> None:
        """Wipe what the visitor left on the screen, and keep that somebody went away."""
        if step.parting is not None:
            self._desk.part(step.parting)
        self._review = Reviewing()
        self._trouble, self._receipt, self._copy = {}, {}, ""
        listed = self._hiring is not None and self._hiring.worker is not None
        self._hiring = None
        self._desk.forget()
        self.look_as_first()
        for changed in (self.troubleChanged, self.receiptChanged, self.copyChanged, self.wiped):
            changed.emit()
        if listed:
            self.batched.emit()
        if self._once:
            self._desk.rest()
        else:
            self._desk.look()

    def _show_trouble(self, trouble: Trouble) -> None:
        self._trouble = shown(trouble)
        self.troubleChanged.emit()

    # ── time ───────────────────────────────────────────────────────────────

    @Slot()
    def _rested(self) -> None:
        self.send("expire" if self._flow.screen in ("done", "unready") else "idle")

    @Slot()
    def _expired(self) -> None:
        self.send("expire")
