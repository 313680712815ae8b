"""The staff's room behind a code: what QML shows of it, and what staff can have done there.

A sequence of touches on the mark in the corner leads to its door, the code opens it, and rest closes it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.bridge import QVARIANT_MAP
from kiosk.bridge.desk import Desk
from kiosk.bridge.troubles import Trouble, shown

if TYPE_CHECKING:
    from kiosk.staffcode import Guess

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

KNOCKS, KNOCKING = 5, 4.0
"""Touches on the mark, within so many seconds, that lead to the door."""
REST = 90_000
"""Milliseconds without anything done after which the room is left."""
ACTIONS = ("sync", "print", "export")


@QmlElement
class Office(QObject):
    """Where staff are: ``""`` nowhere, ``door`` before the code, ``room`` behind it, ``enrol`` at a new station, or
    ``batch`` at HR's list.
    """

    changed = Signal()
    closed = Signal()
    """Staff close the kiosk."""
    _told = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._screen, self._digits = "", ""
        self._answer: dict[str, Any] = {}
        self._busy = False
        self._then = "room"
        self._knocks: list[float] = []
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.leave)

    screen = Property(str, lambda self: self._screen, notify=changed)
    typed = Property(int, lambda self: len(self._digits), notify=changed, doc="how many digits of the code")
    busy = Property(bool, lambda self: self._busy, notify=changed)
    answer = Property(
        QVARIANT_MAP,
        lambda self: self._answer,
        notify=changed,
        doc="action, state; number or path; code, what, remedy, place",
    )

    # ── the door ───────────────────────────────────────────────────────────

    @Slot()
    def knock(self) -> None:
        """Take a touch on the mark; enough of them in a short time lead to the door."""
        now = time.monotonic()
        self._knocks = [*(knock for knock in self._knocks if now - knock < KNOCKING), now]
        if len(self._knocks) >= KNOCKS and not self._screen:
            self._go("door")

    @Slot(str)
    def press(self, digit: str) -> None:
        """Type a digit of the code."""
        from kiosk.staffcode import LONGEST

        if self._screen == "door" and not self._busy:
            self._digits = (self._digits + digit)[:LONGEST]
            self._stir()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self._digits = self._digits[:-1]
        self._stir()

    @Slot()
    def enter(self) -> None:
        """Try the code that was typed."""
        if self._screen == "door" and self._digits:
            code, self._digits = self._digits, ""
            self._ask("door", lambda: self._guess(code))

    @Slot()
    def leave(self) -> None:
        """Go back to the welcome screen."""
        self._then = "room"
        self._go("")

    @Slot()
    def come_back(self) -> None:
        """Wait for the code before HR's list: a worker was asked, and the next one is HR's to choose."""
        self._then = "batch"
        self._go("door")

    @property
    def returning(self) -> bool:
        """Tell whether HR goes on with the list once the code was typed."""
        return self._then == "batch"

    # ── the room ───────────────────────────────────────────────────────────

    @Slot(str)
    def do(self, action: str) -> None:
        """Have ``sync``, ``print`` or ``export`` done; the answer says how it went."""
        jobs: dict[str, Callable[[], dict[str, Any]]] = {
            "sync": self._sync, "print": self._print, "export": self._export,
        }  # fmt: skip
        if self._screen == "room":
            self._ask(action, jobs[action])

    @Slot()
    def beginEnrolment(self) -> None:
        """Go where the code of a new station is typed."""
        if self._screen == "room":
            self._go("enrol")

    @Slot(str)
    def enrol(self, code: str) -> None:
        """Make a station in the kiosk's folder with the library's one-time code."""
        if self._screen == "enrol":
            self._ask("enrol", lambda: self._enrol(code.strip()))

    @Slot()
    def openBatch(self) -> None:
        """Go to HR's list of supplements."""
        if self._screen == "room":
            self._go("batch")

    @Slot()
    def goBack(self) -> None:
        """Go from the enrolment or HR's list to the room."""
        if self._screen in ("enrol", "batch"):
            self._then = "room"
            self._go("room")

    @Slot()
    def closeKiosk(self) -> None:
        """End the kiosk; nothing follows until somebody starts it."""
        if self._screen == "room":
            self.closed.emit()

    # ── on the desk's thread ───────────────────────────────────────────────

    def _guess(self, code: str) -> Guess:
        from kiosk.staffcode import StaffCode

        return StaffCode(self._desk.folder).guess(code, time.time())

    def _sync(self) -> dict[str, Any]:
        report = self._desk.deliver()
        return {"number": report.delivered}

    def _print(self) -> dict[str, Any]:
        from kiosk import printing

        printing.print_test_page(self._desk.setting.printer)
        return {}

    def _export(self) -> dict[str, Any]:
        from kiosk import report

        return {"path": str(report.export(self._desk.station(), self._desk.folder, self._desk.setting.export_folder))}

    def _enrol(self, code: str) -> dict[str, Any]:
        self._desk.enrol(code)
        return {}

    # ── moving ─────────────────────────────────────────────────────────────

    def _ask(self, action: str, job: Callable[[], object]) -> None:
        if self._busy:
            return
        self._busy, self._answer = True, {"action": action, "state": "busy"}
        self._stir()
        self._desk.work(job, lambda told: self._told.emit(action, told))

    @Slot(str, object)
    def _hear(self, action: str, told: object) -> None:
        self._busy = False
        if isinstance(told, Trouble):
            self._answer = {"action": action, "state": "failed", **shown(told)}
        elif isinstance(told, dict):
            self._answer = {"action": action, "state": "done", **told}
            self._desk.look()
        else:
            self._try(told)
        self._stir()

    def _try(self, guess: Any) -> None:
        self._answer = {"action": "door", "state": guess.state, "number": round(guess.seconds)}
        if guess.state == "right" and self._screen == "door":
            self._go(self._then)
            self._desk.look()

    def _go(self, screen: str) -> None:
        self._screen, self._digits, self._answer, self._knocks = screen, "", {}, []
        self._stir()

    def _stir(self) -> None:
        """Begin the time of rest anew, and show what changed."""
        if self._screen:
            self._rest.start()
        else:
            self._rest.stop()
        self.changed.emit()
