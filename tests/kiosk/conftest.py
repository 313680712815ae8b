"""Windows without a screen: Qt draws in memory, by the CPU, with our on-screen keyboard."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import keyboard

if TYPE_CHECKING:
    from econsent.library import Library
    from kiosk.ground import Ground
    from tests.kiosk.visits import Visit

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QSG_RENDER_LOOP"] = "basic"
os.environ["SPEECHD_ADDRESS"] = "unix_socket:/nowhere/speechd.sock"  # no test starts a machine's own voice
keyboard.announce(os.environ)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt write its messages itself.

    A message handler in Python would need the interpreter's lock on Qt's loader thread, which the main thread holds
    while it waits for that thread: one warning from a plugin stops both for good.
    """
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.no_qt_log)


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect what a test leaves of Qt here and not in some thread of the next one (kiosk/collector.py).

    What was there before the test stays out of it: to look through every module takes longer than to look through
    what the test made.
    """
    gc.disable()
    gc.freeze()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def ground() -> Ground:
    """Return what a sitting stands on, without a station."""
    from tests.kiosk.flowing import made_ground

    return made_ground()


@pytest.fixture
def visit(qapp: object, library: Library, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open the kiosk of a new station, and let a visitor of a language come to it."""
    from PySide6.QtGui import QAccessible

    from kiosk.__main__ import _load_fonts
    from tests.builders import make_station
    from tests.kiosk.visits import Visit, open_kiosk

    QAccessible.setActive(True)
    _load_fonts()
    make_station(library, tmp_path).close()
    visits: list[Visit] = []

    def come(language: str = "kk", settings: str = "", **given: object) -> Visit:
        visits.append(Visit(open_kiosk(tmp_path / "station", settings, **given), language))
        return visits[-1]

    yield come
    for each in visits:
        each.close()
    assert [complaint for each in visits for complaint in each.complaints] == []
