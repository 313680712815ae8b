"""Windows without a screen: Qt draws in memory, by the CPU, with our on-screen keyboard."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk import keyboard

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QSG_RENDER_LOOP"] = "basic"
keyboard.announce(os.environ)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt write its messages itself.

    A message handler in Python would need the interpreter's lock on Qt's loader thread, which the main thread holds
    while it waits for that thread: one warning from a plugin stops both for good.
    """
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.no_qt_log)
