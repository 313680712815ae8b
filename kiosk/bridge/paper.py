"""The way over paper as QML sees it: print what is to be signed, photograph it or take it from the scanner's folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from kiosk.bridge import QVARIANT_MAP
from kiosk.bridge.troubles import Trouble

if TYPE_CHECKING:
    from kiosk.bridge.desk import Desk
    from kiosk.bridge.kiosk import Kiosk
    from kiosk.camera import Camera, Source
    from kiosk.sheets import Page, Sheets
    from kiosk.tray import Haul, Tray

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

OFTEN = 1000
"""Milliseconds between two looks into the scanner's folder."""
WHOLE = 1300
"""Pixels of the longer side of a page that is shown whole."""
_EYES = {
    "absent": Trouble("kiosk.camera-absent"),
    "lost": Trouble("kiosk.camera-lost"),
    "black": Trouble("kiosk.camera-black"),
}
_GARBAGE, _LEFT = Trouble("kiosk.page"), Trouble("kiosk.tray-left")


@QmlElement
class PaperWay(QObject):
    """What there is to take pages with, what it sees now, and the page that is looked at."""

    offered = Signal()
    liveChanged = Signal()
    sheetChanged = Signal()
    stateChanged = Signal()
    _answered = Signal(int, str, object)
    """Of which visit, what was asked, and what it gave: or a Trouble."""

    _loaded = Signal(object)

    def __init__(self, kiosk: Kiosk, desk: Desk, source: Source | None = None) -> None:
        super().__init__()
        self._kiosk, self._desk, self._source = kiosk, desk, source
        self._eye: Camera | None = None
        self._tray: Tray | None = None
        self._marked: object = None
        self._visit = 0
        self._ways = {"camera": False, "folder": False, "printer": False}
        self._blank()
        self._poll = QTimer(self)
        self._poll.setInterval(OFTEN)
        self._poll.timeout.connect(self._look_into_tray)
        self._answered.connect(self._have_answer)
        self._loaded.connect(self._warm)
        desk.loaded.connect(self._use)
        kiosk.moved.connect(self._moved)
        kiosk.wiped.connect(self._wipe)

    def _blank(self) -> None:
        self._live, self._corners = QImage(), list[Any]()
        self._sheet, self._large = QImage(), QImage()
        self._shown: Page | None = None
        self._pages: tuple[Page, ...] = ()
        self._waiting: list[Page] = []
        self._working = self._looking = self._garbage = False
        self._trouble = self._print = ""

    # ── what QML reads ─────────────────────────────────────────────────────

    ways = Property(QVARIANT_MAP, lambda self: self._ways, notify=offered, doc="camera, folder, printer: what is there")
    live = Property(QImage, lambda self: self._live, notify=liveChanged)
    corners = Property(list, lambda self: self._corners, notify=liveChanged)
    sheet = Property(QImage, lambda self: self._sheet, notify=sheetChanged)
    large = Property(QImage, lambda self: self._large, notify=sheetChanged)
    looked = Property(QVARIANT_MAP, lambda self: self._looked(), notify=stateChanged, doc="number, fault, origin, kept")
    count = Property(int, lambda self: len(self._pages), notify=stateChanged)
    working = Property(bool, lambda self: self._working, notify=stateChanged)
    trouble = Property(str, lambda self: self._trouble, notify=stateChanged, doc="absent, lost, black, folder, garbage")
    printing = Property(str, lambda self: self._print, notify=stateChanged, doc="printing, printed or failed")

    def _looked(self) -> dict[str, Any]:
        sheets = self._sheets()
        if sheets is None or sheets.looked is None:
            return {"number": 0, "fault": "", "origin": "", "kept": False}
        page = sheets.looked
        return {"number": sheets.number, "fault": page.fault, "origin": page.origin, "kept": sheets.kept}

    def _sheets(self) -> Sheets | None:
        return self._kiosk.sitting.sheets if self._kiosk.sitting is not None else None

    # ── what screens ask ───────────────────────────────────────────────────

    @Slot()
    def take(self) -> None:
        """Photograph what lies before the camera."""
        frame = self._eye.still() if self._eye is not None else None
        if frame is None or self._working:
            return
        turn = self._desk.setting.paper.turn

        def job() -> object:
            from kiosk import camera, page

            return page.photographed(camera.picture(camera.upright(frame, turn)))

        self._ask("page", job)

    @Slot()
    def turn(self) -> None:
        """Turn the page that is looked at by a quarter, clockwise."""
        sheets = self._sheets()
        if sheets is None or sheets.looked is None or self._working:
            return
        looked = sheets.looked

        def job() -> object:
            from kiosk import page

            return page.turned(looked)

        self._ask("turned", job)

    @Slot()
    def printSheet(self) -> None:
        """Print the document that was reviewed, to be signed by hand."""
        sitting = self._kiosk.sitting
        if sitting is None or self._print == "printing":
            return
        from kiosk import drafts

        draft = drafts.reviewable(sitting, dt.date.today())

        def job() -> object:
            from kiosk import printing

            printing.print_copy(self._desk.setting.printer, self._desk.station().printable(draft))
            return None

        self._print = "printing"
        self._ask("print", job, quietly=True)

    def close(self) -> None:
        """Let go of the camera and the clock."""
        self._poll.stop()
        if self._eye is not None:
            self._eye.end()

    # ── where the visitor is ───────────────────────────────────────────────

    @Slot(object)
    def _use(self, settings: Any) -> None:
        """Know what there is to take pages with; what judges pages is loaded now, before anybody waits for it."""
        paper = settings.paper
        self._ways = {"camera": bool(paper.camera), "folder": bool(paper.folder), "printer": bool(settings.printer)}
        if paper.offered:
            self._desk.work(_load, self._loaded.emit)
        self.offered.emit()

    @Slot(object)
    def _warm(self, _: object) -> None:
        """Let Qt find its plugin for cameras now: it takes more than a frame, and nobody is here yet."""
        if self._ways["camera"]:
            from kiosk.camera import warm

            warm()

    @Slot()
    def _moved(self) -> None:
        screen = self._screen()
        self._watch(screen == "photo")
        if screen == "paper":
            self._mark()
            self._hand_over()
        if screen == "paper" and self._tray is not None:
            self._poll.start()
        else:
            self._poll.stop()
        self._refresh()

    def _screen(self) -> str:
        """Return the screen that the visitor is at; "" while a question lies over it."""
        return "" if self._kiosk.overlay else str(self._kiosk.screen)

    def _watch(self, on: bool) -> None:
        if on:
            eye = self._open_eye()
            if eye is not None:
                eye.begin()
        elif self._eye is not None:
            self._eye.end()
            self._live, self._corners = QImage(), []
            self.liveChanged.emit()
            if self._trouble in _EYES:
                self._trouble = ""

    def _open_eye(self) -> Camera | None:
        paper = self._desk.setting.paper
        if self._eye is None and paper.camera:
            from kiosk.camera import Camera, Device

            self._eye = Camera(self._source or Device(paper.camera), paper.turn)
            self._eye.seen.connect(self._seen)
            self._eye.troubled.connect(self._troubled)
        return self._eye

    def _mark(self) -> None:
        """Remember what lies in the scanner's folder when a text comes to be signed: whatever it is, it is older."""
        folder, sitting = self._desk.setting.paper.folder, self._kiosk.sitting
        if sitting is None or self._marked == sitting.fingerprint():
            return
        self._marked, self._waiting, self._print = sitting.fingerprint(), [], ""
        if folder:
            from kiosk.tray import Tray

            self._tray = Tray(Path(folder))
            self._ask("begun", self._tray.begin, quietly=True)

    @Slot()
    def _wipe(self) -> None:
        """Forget every picture; what is still being made comes too late to be seen."""
        self._visit += 1
        self._marked, self._tray = None, None
        self._poll.stop()
        self._blank()
        for changed in (self.liveChanged, self.sheetChanged, self.stateChanged):
            changed.emit()

    # ── what comes ─────────────────────────────────────────────────────────

    def _ask(self, what: str, job: Any, *, quietly: bool = False) -> None:
        """Let the desk do a job; the answer comes to `_have_answer`, if the visitor is still the same."""
        visit = self._visit
        self._working = self._working or not quietly
        self.stateChanged.emit()
        self._desk.work(job, lambda given: self._answered.emit(visit, what, given))

    @Slot(int, str, object)
    def _have_answer(self, visit: int, what: str, given: object) -> None:
        if visit != self._visit:
            return
        if what in ("page", "turned"):
            self._working = False
            self._have_page("taken" if what == "page" else "turned", given)
        elif what == "print":
            self._print = "failed" if isinstance(given, Trouble) else "printed"
            self._desk.noted.emit("printer", given if isinstance(given, Trouble) else None)
        elif what == "picture":
            self._sheet, self._large = given if isinstance(given, tuple) else (QImage(), QImage())
            self.sheetChanged.emit()
        else:
            self._have_haul(given)
        self._refresh()

    def _have_page(self, event: str, given: object) -> None:
        if isinstance(given, Trouble):
            self._desk.noted.emit("paper", given)
            return
        self._desk.noted.emit("paper", _EYES["black"] if getattr(given, "fault", "") == "black" else None)
        self._kiosk.tell(event, given)

    def _have_haul(self, given: Haul[list[Page]] | Trouble | object) -> None:
        """Take what the scanner brought; say name-free what it was where it was nothing."""
        self._looking = False
        if isinstance(given, Trouble):
            self._trouble = "folder"
            self._desk.noted.emit("paper", given)
            return
        if given is None:
            return
        haul: Any = given
        if self._trouble == "folder" or haul.taken:
            self._trouble = ""
        if haul.refused or haul.taken or not self._trouble:
            self._desk.noted.emit("paper", _GARBAGE if haul.refused else _LEFT if haul.left else None)
        if haul.refused:
            self._trouble = "garbage"
        self._waiting += [page for pages in haul.taken for page in pages]
        self._hand_over()

    def _hand_over(self) -> None:
        """Show the next page that the scanner brought, where the visitor waits for pages."""
        if self._waiting and self._screen() == "paper":
            self._kiosk.tell("taken", self._waiting.pop(0))

    @Slot()
    def _look_into_tray(self) -> None:
        tray = self._tray
        if tray is None or self._looking:
            return
        self._looking = True
        self._ask("haul", lambda: tray.look(_pages), quietly=True)

    @Slot(QImage, list)
    def _seen(self, image: QImage, corners: list[Any]) -> None:
        if self._screen() == "photo":
            self._live, self._corners = image, corners
            self.liveChanged.emit()

    @Slot(str)
    def _troubled(self, trouble: str) -> None:
        self._trouble = trouble
        self._desk.noted.emit("paper", _EYES.get(trouble))
        if trouble in ("absent", "lost"):
            self._live, self._corners = QImage(), []
            self.liveChanged.emit()
        self.stateChanged.emit()

    def _refresh(self) -> None:
        """Read the sitting again; where another page is looked at, have it drawn."""
        sitting = self._kiosk.sitting
        self._pages = sitting.sheets.of(sitting.fingerprint()) if sitting is not None else ()
        looked = sitting.sheets.looked if sitting is not None else None
        if looked is not self._shown:
            self._shown, self._sheet, self._large = looked, QImage(), QImage()
            self.sheetChanged.emit()
            if looked is not None:
                self._ask("picture", lambda: _drawn(looked), quietly=True)
        self.stateChanged.emit()


def _load() -> None:
    """Load what pages are taken and judged with, in the words of those who use it (kiosk/bridge/needed.py)."""
    from kiosk import camera, page  # noqa: F401
    from kiosk.camera import Camera, Device, warm  # noqa: F401
    from kiosk.tray import Tray  # noqa: F401


def _pages(data: bytes) -> list[Page]:
    from kiosk import page

    return [page.scanned(picture) for picture in page.opened(data)]


def _drawn(page: Page) -> tuple[QImage, QImage]:
    """Return a page to be seen whole, and in its full size."""
    from PySide6.QtCore import Qt

    full = QImage.fromData(page.data)
    side = Qt.AspectRatioMode.KeepAspectRatio
    return full.scaled(WHOLE, WHOLE, side, Qt.TransformationMode.SmoothTransformation), full
