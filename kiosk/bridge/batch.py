"""HR's batch of supplements to contracts: who of the list is still to be asked, and what was decided so far.

The list is read when HR opens it behind the code, and forgotten as soon as a worker was chosen or HR has left.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.bridge import QVARIANT_MAP
from kiosk.bridge.desk import STAFF_FORM, Desk, asked_since
from kiosk.bridge.troubles import Trouble, shown

if TYPE_CHECKING:
    from kiosk.sitting import Purpose
    from kiosk.stafflist import Outcome, StaffList, Worker

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_TOPIC = "staff-list"


class Hiring(NamedTuple):
    """A worker whom staff lead to the screen: what for, with which form, and who it is where HR's list says so."""

    purpose: Purpose
    form: str = STAFF_FORM
    worker: Worker | None = None


@QmlElement
class Batch(QObject):
    """What HR sees of the list: names and contracts of those still to be asked, counts of the others."""

    changed = Signal()
    chosen = Signal(object)
    """The Worker who comes to the screen."""
    _told = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._list: StaffList | None = None
        self._trouble: dict[str, str] = {}
        self._busy = False
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    busy = Property(bool, lambda self: self._busy, notify=changed)
    trouble = Property(QVARIANT_MAP, lambda self: self._trouble, notify=changed, doc="code, what, remedy, place")
    counts = Property(
        QVARIANT_MAP,
        lambda self: self._counts(),
        notify=changed,
        doc="agreed, partly, refused, left, later; or nothing",
    )
    people = Property(list, lambda self: self._people(), notify=changed, doc="name and contract, in the list's order")

    @Slot()
    def open(self) -> None:
        """Read the list and what stands beside it."""
        from kiosk import stafflist

        def job() -> StaffList:
            desk = self._desk
            return stafflist.open_list(desk.setting.staff_list, desk.folder, asked_since(desk.station()))

        self._busy, self._trouble = True, {}
        self.changed.emit()
        self._desk.work(job, self._told.emit)

    @Slot(int)
    def choose(self, place: int) -> None:
        """Let a worker of the list come to the screen; the others are forgotten."""
        if self._list is not None and 0 <= place < len(self._list.due):
            worker = self._list.due[place]
            self.forget()
            self.chosen.emit(worker)

    @Slot()
    def forget(self) -> None:
        """Forget the list."""
        self._list, self._trouble = None, {}
        self.changed.emit()

    @Slot(object, str, str)
    def note(self, worker: Worker, outcome: Outcome, code: str) -> None:
        """Write down beside the list what a worker decided; what stands in the way is for staff."""
        from kiosk import stafflist

        def job() -> None:
            stafflist.note(self._desk.setting.staff_list, self._desk.folder, worker, outcome, code, dt.date.today())

        self._desk.work(job, lambda told: self._desk.noted.emit(_TOPIC, told))

    @Slot(object)
    def _hear(self, told: object) -> None:
        self._busy = False
        if isinstance(told, Trouble):
            self._trouble = shown(told)
        else:
            self._list = told  # type: ignore[assignment]  # what the job gave
        self.changed.emit()

    def _counts(self) -> dict[str, Any]:
        if self._list is None:
            return {}
        decided = {name: self._list.decided.get(name, 0) for name in ("agreed", "partly", "refused")}
        return {**decided, "left": len(self._list.due), "later": self._list.later}

    def _people(self) -> list[dict[str, str]]:
        due = () if self._list is None else self._list.due
        return [{"name": worker.name, "contract": worker.contract} for worker in due]
