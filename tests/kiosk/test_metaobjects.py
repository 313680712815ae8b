"""What QML knows of an object's type must not outlive it (ADR 0029)."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal, Slot

from kiosk.ink import InkPad
from kiosk.staffcode import StaffCode
from tests.kiosk.visits import Visit, with_their_own_metaobject

QML_IMPORT_NAME = "tests"  # as in the modules of the kiosk whose types QML knows
CODE = "482913"


class Bell(QObject):
    rang = Signal()


class Listener(QObject):
    def __init__(self, bell: Bell) -> None:
        super().__init__()
        bell.rang.connect(self.hear)

    def hear(self) -> None:
        pass


class SlottedListener(Listener):
    @Slot()
    def hear(self) -> None:
        pass


@pytest.mark.parametrize(("kind", "found"), [(Listener, ["Listener"]), (SlottedListener, [])])
def test_an_object_that_hears_by_what_is_no_slot_is_found(qapp: object, kind: type[Listener], found: list[str]) -> None:
    bell = Bell()
    listener = kind(bell)
    assert [line.partition(":")[0] for line in with_their_own_metaobject()] == found
    bell.rang.disconnect(listener.hear)


def test_after_a_visitor_and_staff_every_object_that_qml_saw_has_the_metaobject_of_its_type(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    here = visit("kk")
    here.go("done")
    assert [each for each in gc.get_objects() if type(each) is InkPad]
    here.tap("done")
    here.wait("welcome")
    StaffCode(tmp_path / "station").set(CODE)
    for _ in range(5):
        here.program.office.knock()
    for digit in CODE:
        here.program.office.press(digit)
    here.program.office.enter()
    here.wait(lambda: here.program.office.screen == "room")
    assert with_their_own_metaobject() == []
