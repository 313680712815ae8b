"""The kiosk's composition root: the only file that builds real parts.

Without ``--once`` it is the supervisor of such processes, one for each visitor (kiosk/supervisor.py).

Before the first frame nothing is loaded but Qt Quick and the welcome screen; what signs, the other screens and the
keyboard come behind it.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QClipboard, QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk import display, keyboard, memory, scanner, supervisor
from kiosk.bridge.aloud import ReadAloud
from kiosk.bridge.batch import Batch
from kiosk.bridge.desk import PATIENCE, Desk
from kiosk.bridge.kiosk import Kiosk
from kiosk.bridge.languages import Languages
from kiosk.bridge.office import Office
from kiosk.bridge.paper import PaperWay
from kiosk.bridge.scans import ScanFilter
from kiosk.bridge.staff import Staff
from kiosk.bridge.voices import Voice
from kiosk.collector import Collector
from kiosk.speech import Speaker

if TYPE_CHECKING:
    from kiosk.camera import Source

NO_DISPLAY = 5
"""Exit code where a window is wanted and there is nowhere to show it; that of every `PlaceError`."""
MILLIMETRES = 25.4
RECORDINGS = "audio"
"""Folder of recorded speech in a station's folder."""
_QUIET = "qt.multimedia.symbolsresolver=false;qt.multimedia.ffmpeg=false;qt.qml.propertyCache.append=false"
"""What Qt's own keyboard says of itself, and nobody here can mend."""
LEAST_DPI, MOST_DPI, USUAL_DPI = 60.0, 400.0, 96.0
"""What a screen says of itself is believed between these; an offscreen one has no glass."""


class Program:
    """One window with everything behind it; `close` finishes what was asked and lets go."""

    def __init__(
        self,
        station: Path,
        *,
        passphrase: Callable[[], str | None] = lambda: None,
        once: bool = False,
        size: QSize | None = None,
        speaker: Speaker | None = None,
        desk: Desk | None = None,
        camera: Source | None = None,
    ) -> None:
        self.collector = Collector()  # before anything of Qt's that has a thread beside it
        self.desk = desk or Desk(station, passphrase)
        self.staff = Staff(self.desk)
        self.office = Office(self.desk)
        self.batch = Batch(self.desk)
        self.kiosk = Kiosk(self.desk, Languages(), once=once)
        self.reader = self._reader(speaker, station / RECORDINGS)
        self.paper = PaperWay(self.kiosk, self.desk, camera)
        self.desk.loaded.connect(_register_late_types)  # before the kiosk hears of it, and with it QML
        self.kiosk.listen()
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(Path(__file__).parent.parent))
        self.engine.setInitialProperties(self._initial(size))
        self.kiosk.attach(self.engine)
        self.engine.loadFromModule("kiosk.qml", "Main")
        self.window = _window_of(self.engine)
        self.window.installEventFilter(self.kiosk)
        self.reader.attach(self.window)
        self.scans = ScanFilter(self.window, self._scanned, lambda: self.kiosk.sitting is not None)
        self.kiosk.warned.connect(self._warn)
        self.kiosk.wiped.connect(_clear_clipboard)
        if not once:  # else the process ends now, and with it everything
            self.kiosk.warmed.connect(self.collector.settle)
            self.kiosk.wiped.connect(self.collector.collect_all)
        self.window.frameSwapped.connect(self._after_first_frame)
        self._connect_batch()

    def _connect_batch(self) -> None:
        self.batch.chosen.connect(self.kiosk.ask_listed)
        self.kiosk.decided.connect(self.batch.note)
        self.kiosk.batched.connect(self.office.come_back)

    def _reader(self, speaker: Speaker | None, recordings: Path) -> ReadAloud:
        reader = ReadAloud(self.kiosk, speaker or Voice(self.staff.note), recordings)
        self.desk.loaded.connect(reader.use)
        return reader

    def _scanned(self, code: str) -> None:
        self.kiosk.scan(scanner.read(code, self.kiosk.referral_pattern))

    def _warn(self) -> None:
        """Let the warning be heard: spoken where the visitor is being read to, else by a bell."""
        if not self.reader.on or self.reader.silent:
            _beep()

    def _initial(self, size: QSize | None) -> dict[str, object]:
        screen = size or QGuiApplication.primaryScreen().size()
        return {
            "kiosk": self.kiosk,
            "staff": self.staff,
            "office": self.office,
            "paper": self.paper,
            "batch": self.batch,
            "reader": self.reader,
            "windowed": size is not None,
            "pixelsPerMillimetre": _dots_per_inch() / MILLIMETRES,
            "width": screen.width(),
            "height": screen.height(),
        }

    def _after_first_frame(self) -> None:
        self.window.frameSwapped.disconnect(self._after_first_frame)
        self.window.requestActivate()  # without a window manager nobody else gives it the keys
        self.desk.start()

    def close(self, patience: float = PATIENCE) -> None:
        """Close the window, let what was signed become durable, and give the station free.

        A delivery under way has `patience` seconds to end; one that is cut off is tried again, and arrives once.
        """
        self.window.hide()
        self.reader.close()
        self.paper.close()
        self.scans.close()
        self.kiosk.close()
        self.desk.close(patience)
        self.kiosk.attach(None)
        del self.window
        del self.engine
        self.collector.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the kiosk of a station; return 0, or the exit code of what stopped it."""
    options = _parse(arguments)
    if options.set_staff_code:
        return _set_staff_code(options.station)
    has_display = display.answers(os.environ)
    if options.visitor is None and not has_display:
        sys.stderr.write(
            "There is no display: neither DISPLAY nor WAYLAND_DISPLAY names one that answers. "
            "Start the kiosk where there is one, or let a scripted visitor use it with --visitor FILE.\n"
        )
        return NO_DISPLAY
    memory.leave_no_core()
    if not (options.once or options.visitor):
        return supervisor.Supervisor(_command(sys.argv[1:] if arguments is None else arguments)).run()
    whom = supervisor.VISITOR if options.after is None else _turn_comes(options.after)
    if not whom:
        return 0
    if options.visitor is None:
        logging.basicConfig(format="%(name)s: %(message)s")
    _prepare_environment(has_display)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python's own handler would wait for Qt to return
    app = QGuiApplication(sys.argv[:1])
    _load_fonts()
    QAccessible.setActive(True)  # the kiosk reads itself aloud from the tree that screen readers read
    program = Program(
        options.station, passphrase=lambda: _read(options.passphrase_file), once=options.once, size=_size(options)
    )
    if whom == supervisor.BATCH:
        program.office.come_back()
    # quit() would ask a full-screen window first, and it says no
    program.kiosk.over.connect(lambda: app.exit(supervisor.NEXT_WORKER if program.office.returning else 0))
    program.office.closed.connect(lambda: app.exit(supervisor.CLOSED))
    code = app.exec() if options.visitor is None else _let_in(program, options)
    if options.json:
        print(json.dumps([_as_dict(signed) for signed in program.kiosk.signed]))
    program.close(0.0 if options.after is not None else PATIENCE)  # the next visitor waits for this process to end
    return code


def _command(arguments: Sequence[str]) -> list[str]:
    """Return what starts the process of the next visitor, who comes after this process lets them in."""
    return [sys.executable, "-m", "kiosk", *arguments, "--once", "--after", str(os.getpid())]


def _turn_comes(parent: int) -> str:
    """Load what the first screens need, then wait to be let in; return for whom, "" where nobody lets in any more."""
    import kiosk.bridge.needed  # noqa: F401

    memory.end_with(parent)
    return supervisor.wait_for_turn()


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="econsent-kiosk", description="The touchscreen of a station.")
    parser.add_argument("station", type=Path, help="the station's folder")
    parser.add_argument("--visitor", type=Path, metavar="FILE", help="let a scripted visitor use the window")
    parser.add_argument("--screens", type=Path, metavar="DIR", help="where a visitor puts pictures of the screens")
    parser.add_argument("--once", action="store_true", help="leave after one visitor: a fresh process for each")
    parser.add_argument("--after", type=int, metavar="PID", help=argparse.SUPPRESS)  # said by the supervisor alone
    parser.add_argument("--windowed", action="store_true", help="a window that can be moved and closed")
    parser.add_argument("--size", metavar="WIDTHxHEIGHT", help="the window's size in pixels; means --windowed")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="what opens the station's key")
    parser.add_argument("--set-staff-code", action="store_true", help="read the staff's code from standard input")
    parser.add_argument("--json", action="store_true", help="print what was signed, as JSON")
    options = parser.parse_args(arguments)
    if options.screens is not None and options.visitor is None:
        parser.error(
            "--screens takes pictures of a scripted visitor's screens, never of a person's: give --visitor too"
        )
    return options


def _set_staff_code(station: Path) -> int:
    """Take the code from standard input, where no list of processes shows it."""
    from getpass import getpass

    from econsent.errors import EconsentError
    from kiosk.staffcode import StaffCode

    try:
        code = getpass("Staff code, 6 to 12 digits: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        StaffCode(station).set(code)
    except EconsentError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return error.exit_code
    return 0


def _prepare_environment(has_display: bool) -> None:
    """Tell Qt, before it starts, of our keyboard, a renderer that can be photographed, and of a missing display."""
    keyboard.announce(os.environ)
    os.environ.setdefault("QSG_RENDER_LOOP", "basic")  # with the threaded one, grabWindow() from Python never returns
    os.environ.setdefault("QT_LOGGING_RULES", _QUIET)
    if not has_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        os.environ.setdefault("QT_QUICK_BACKEND", "software")


def _load_fonts() -> None:
    import font_roboto

    for name in ("Roboto", "RobotoMedium", "RobotoBold"):
        QFontDatabase.addApplicationFont(font_roboto.font_files[name])
    QGuiApplication.setFont(QFont("Roboto"))


def _dots_per_inch() -> float:
    if QGuiApplication.platformName() == "offscreen":
        return USUAL_DPI
    return dots_per_inch(QGuiApplication.primaryScreen().physicalDotsPerInch())


def dots_per_inch(said: float) -> float:
    """Return the density that a screen says it has, or a usual one where what it says cannot be."""
    return said if LEAST_DPI <= said <= MOST_DPI else USUAL_DPI


def _size(options: argparse.Namespace) -> QSize | None:
    if options.size:
        width, _, height = options.size.partition("x")
        return QSize(int(width), int(height))
    return QSize(1280, 800) if options.windowed or options.visitor is not None else None


def _window_of(engine: QQmlApplicationEngine) -> QQuickWindow:
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise SystemExit("The window could not be made: see the messages above.")
    return roots[0]


def _register_late_types() -> None:
    """Make the types known to QML that no screen before the first visitor needs."""
    import kiosk.bridge.picture
    import kiosk.bridge.qr
    import kiosk.ink
    import kiosk.inkpage  # noqa: F401


def _beep() -> None:
    """Let the warning be heard, where the machine has a bell."""
    from PySide6.QtWidgets import QApplication

    QApplication.beep()


def _clear_clipboard() -> None:
    """Forget what was copied; where there is one, the middle button's too."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _read(file: Path | None) -> str | None:
    return None if file is None else file.read_text(encoding="utf-8").rstrip("\n")


def _as_dict(signed: object) -> dict[str, object]:
    from dataclasses import asdict

    return {name: value for name, value in asdict(signed).items() if name != "document"}  # type: ignore[call-overload]


def _let_in(program: Program, options: argparse.Namespace) -> int:
    from econsent.errors import EconsentError
    from kiosk.visitor import Visitor

    try:
        Visitor.read(options.visitor, options.screens).visit(program.window, program.kiosk)
    except EconsentError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
