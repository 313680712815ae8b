"""What tests wait for comes when it comes: one deadline for all, for a busy machine is no fault of anything."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds after which what a quiet machine does at once is taken not to come at all."""
LOOKS = 0.02
"""Seconds between looks for it."""


def until(holds: Callable[[], object], what: str = "what is waited for", patience: float = PATIENCE) -> None:
    """Wait until something holds that another thread or process is about to do."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"{what} does not come"
        time.sleep(LOOKS)


def joined(*threads: threading.Thread) -> None:
    """Wait for threads to end, as they should."""
    end = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
        assert not thread.is_alive(), f"{thread.name} does not end"


def unmeasured() -> dict[str, str]:
    """Return the environment for a process that is killed.

    No coverage is measured in it: killed while it writes down what it ran, it would leave half a file of that.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}
