"""Paper from a printer, through CUPS: a person's signed copy, and a test page.

CUPS prints a PDF as it is, so nothing is drawn anew here; the bytes go to `lp` on its standard input, no file is made,
and the job is called `econsent` whoever it is for. `lpstat` tells beforehand whether there is a printer and what it
lacks.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Sequence
from typing import Literal

from econsent.errors import PlaceError

TITLE = "econsent"
PATIENCE = 20.0
"""Seconds that CUPS may take to answer."""
SETTLED, WATCHED, STEP = 2.0, 8.0, 0.3
"""Seconds after which an alert is this job's own, after which a job is left alone, and between two looks."""
_JOB = re.compile(r"request id is (?P<id>\S+)")
QUEUE = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,126}")
State = Literal["ready", "paper", "jam", "stopped", "absent"]
"""How a printer stands: `paper` means that it has none."""
_LACKS: tuple[tuple[str, State], ...] = (("media-empty", "paper"), ("media-needed", "paper"), ("media-jam", "jam"))


class PrinterNotReady(PlaceError):
    """A printer cannot print now; each leaf says why."""

    code = "kiosk.printer"


class PrinterAbsent(PrinterNotReady):
    """There is no such queue, or no CUPS."""

    code = "kiosk.printer-absent"


class PrinterEmpty(PrinterNotReady):
    """The printer has no paper."""

    code = "kiosk.printer-paper"


class PrinterJammed(PrinterNotReady):
    """Paper is stuck in the printer."""

    code = "kiosk.printer-jam"


class PrinterStopped(PrinterNotReady):
    """The queue is stopped."""

    code = "kiosk.printer-stopped"


class PrinterRefused(PrinterNotReady):
    """CUPS did not take the document."""

    code = "kiosk.printer-refused"


class PrinterSilent(PrinterNotReady):
    """CUPS stopped answering in the middle of a document."""

    code = "kiosk.printer-silent"


def standing(queue: str) -> State:
    """Return how a queue of CUPS stands; whatever cannot be asked is absent."""
    if not QUEUE.fullmatch(queue):
        return "absent"
    said = _run(["lpstat", "-l", "-p", queue])
    if said is None or said.returncode != 0:
        return "absent"
    text = said.stdout.decode("utf-8", "replace")
    for reason, state in _LACKS:
        if reason in text:
            return state
    return "stopped" if "disabled" in text else "ready"


def print_copy(queue: str, document: bytes) -> None:
    """Print a person's document; raise PrinterNotReady where it does not come out, and leave no job that would later.

    An alert may be left over from the last job, so only what stands after this one was sent stops it. A job that goes
    on for long without an alert is believed to be printing.
    """
    state = standing(queue)
    if state in ("absent", "stopped"):
        raise _not_ready(state)
    ran = _run(["lp", "-d", queue, "-t", TITLE, "-o", "fit-to-page", "-"], document)
    job = _JOB.search(ran.stdout.decode("utf-8", "replace")) if ran is not None and ran.returncode == 0 else None
    if job is None:
        raise PrinterRefused("The printer did not take the document.", remedy=_REMEDY)
    _watch(queue, job["id"])


def _watch(queue: str, job: str) -> None:
    began = time.monotonic()
    while (passed := time.monotonic() - began) < WATCHED:
        if not _is_under_way(queue, job):
            return
        state = standing(queue)
        if state in ("paper", "jam", "stopped") and passed > SETTLED:
            _run(["cancel", "-x", job])
            raise _not_ready(state)
        time.sleep(STEP)


def _is_under_way(queue: str, job: str) -> bool:
    """Tell whether a job is still to be printed; raise PrinterNotReady where nobody can say so any more."""
    said = _run(["lpstat", "-W", "not-completed", "-o", queue])
    if said is None or said.returncode != 0:
        raise PrinterSilent("The printing system stopped answering in the middle of a document.", remedy=_REMEDY)
    return job in said.stdout.decode("utf-8", "replace").split()


def print_test_page(queue: str) -> None:
    """Print a page that tells where it comes from, with the letters that Kazakh needs; raise PrinterNotReady."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from econsent.document import typeface

    typeface.load()
    paper = BytesIO()
    canvas = Canvas(paper, invariant=True)
    canvas.setFont(typeface.REGULAR, 24)
    for line, text in enumerate(("econsent", _LETTERS.upper(), _LETTERS)):
        canvas.drawString(72, 740 - 40 * line, text)
    canvas.save()
    print_copy(queue, paper.getvalue())


_LETTERS = "".join(chr(point) for point in (0x4D9, 0x493, 0x49B, 0x4A3, 0x4E9, 0x4B1, 0x4AF, 0x4BB, 0x456))
_LEAVES: dict[State, tuple[type[PrinterNotReady], str]] = {
    "absent": (PrinterAbsent, "There is no such printer."),
    "paper": (PrinterEmpty, "The printer has no paper."),
    "jam": (PrinterJammed, "Paper is stuck in the printer."),
    "stopped": (PrinterStopped, "The printer is stopped."),
}
_REMEDY = "Look at the printer, and at `lpstat -l -p`; its queue is named in kiosk.toml."


def _not_ready(state: State) -> PrinterNotReady:
    leaf, what = _LEAVES[state]
    return leaf(what, remedy=_REMEDY)


def _run(command: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """Run a program of CUPS, in English; None where it is not here or does not answer."""
    try:
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
