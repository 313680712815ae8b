"""What staff may see on the welcome screen: counts and states of the station, nothing of any person."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.bridge import QVARIANT_MAP
from kiosk.bridge.troubles import Trouble, shown

if TYPE_CHECKING:
    from econsent.record import Controller, Place
    from econsent.station import Health
    from kiosk.bridge.desk import Desk

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

LATE = dt.timedelta(days=1)
"""A statement that waits longer, or a library not heard of for longer, deserves attention."""
FEW_DAYS = 14
"""A certificate that ends sooner deserves attention."""


@QmlElement
class Staff(QObject):
    """The station's health and name, as the desk last told them."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._organisation: list[str] = []
        self._point = ""
        self._health: dict[str, Any] = {}
        self._troubles: dict[str, Trouble] = {}
        desk.opened.connect(self._opened)
        desk.health.connect(self._looked)
        desk.noted.connect(self.note)

    organisation = Property(list, lambda self: self._organisation, notify=changed)
    point = Property(str, lambda self: self._point, notify=changed)
    health = Property(QVARIANT_MAP, lambda self: self._health, notify=changed)
    trouble = Property(QVARIANT_MAP, lambda self: self._first_trouble(), notify=changed)

    @Slot(object, object)
    def _opened(self, controller: Controller, place: Place) -> None:
        names = controller.name
        self._organisation = [names.kk] if names.kk == names.ru else [names.kk, names.ru]
        self._point = place.point
        self.changed.emit()

    @Slot(object)
    def _looked(self, health: Health) -> None:
        now = dt.datetime.now(dt.UTC)
        oldest, contact = _age(health.oldest_waiting, now), _age(health.last_contact, now)
        late = health.waiting > 0 and (oldest is None or oldest > LATE)
        self._health = {
            "waiting": health.waiting,
            "oldest": _minutes(oldest),
            "contact": _minutes(contact),
            "clock": health.clock,
            "days": health.certificate_days,
            "free": round(health.free_bytes / 1e9, 1),
            "quarantined": health.quarantined,
            "well": not late and health.certificate_days >= FEW_DAYS and not health.quarantined,
        }
        self.changed.emit()

    @Slot(str, object)
    def note(self, topic: str, trouble: Trouble | None) -> None:
        """Show what is wrong with a part of the kiosk, or with None that it is over."""
        self._troubles.pop(topic, None)
        if trouble is not None:
            self._troubles[topic] = trouble
        self.changed.emit()

    def _first_trouble(self) -> dict[str, str]:
        return next((shown(trouble) for trouble in self._troubles.values()), {})


def _age(micros: int | None, now: dt.datetime) -> dt.timedelta | None:
    return None if micros is None else now - dt.datetime.fromtimestamp(micros / 1e6, dt.UTC)


def _minutes(age: dt.timedelta | None) -> int:
    """Return whole minutes, or -1 where there is nothing to tell."""
    return -1 if age is None else max(0, int(age.total_seconds() // 60))
