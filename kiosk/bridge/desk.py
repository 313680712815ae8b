"""The station, off the GUI thread: one thread signs, one sends, and the window never waits for a disk or a network."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.bridge.troubles import Trouble

if TYPE_CHECKING:
    import datetime as dt

    from econsent.delivery import SyncReport
    from econsent.document.issue import Draft
    from econsent.station import Station
    from kiosk.ground import Ground
    from kiosk.settings import Settings
    from kiosk.sitting import Fingerprint

RECORDER = "econsent-kiosk"
STAFF_FORM, SUPPLEMENT = "staff-filming", "staff-supplement"
FORM, NOTICE, WITHDRAWAL = "patient-filming", "notice", "withdrawal"
"""What a patient is asked, is told, and may take back; always in the latest released version."""
BESIDE = frozenset({"kiosk.toml", "staff-code.json", "audio", "export"})
"""What is the kiosk's own in a station's folder, and may be there before the station is."""
_log = logging.getLogger("econsent.kiosk")
_log.addHandler(logging.NullHandler())  # whoever starts a kiosk for a person has it written somewhere
PATIENCE = 2.0
"""Seconds that closing waits for a delivery under way; one that is cut off is tried again, and arrives once."""


class Desk(QObject):
    """Opens the station, asks it, and answers by signals, which arrive on the thread of whoever listens."""

    loaded = Signal(object)
    """The program's heavy parts are in memory; the value is the Settings."""
    ready = Signal(object)
    """The station can sign; the value is the Ground of a new sitting."""
    unready = Signal(object)
    previewed = Signal(object, list, object)
    """What a document would contain, its pages by hand as pictures, and the fingerprint of the sitting it is of."""
    signed = Signal(list)
    failed = Signal(object)
    opened = Signal(object, object)
    """The station is open; the values are its Controller and Place."""
    health = Signal(object)
    noted = Signal(str, object)
    """What stands in the way of ``settings``, ``station``, ``forms``, ``sync``: a Trouble, or None when it is over."""
    printed = Signal(object)
    """The person's copy is on its way to paper (None), or a Trouble why not."""
    idle = Signal()
    """Every job given so far is done."""

    def __init__(self, folder: Path, passphrase: Callable[[], str | None]) -> None:
        super().__init__()
        self.folder = folder
        self._passphrase = passphrase
        self._station: Station | None = None
        self._copy = b""
        self.contract: Mapping[str, str] = {}
        """Language → the sentence that names a worker's contract."""
        self.supplement: Mapping[str, str] = {}
        """Language → the same for a supplement to it."""
        self._settings: Settings | None = None
        self._written: set[tuple[str, str]] = set()
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._wake, self._over = threading.Event(), threading.Event()
        self._worker = threading.Thread(target=self._work, name="desk")
        self._sender = threading.Thread(target=self._send, name="sender", daemon=True)

    # ── what the kiosk asks ────────────────────────────────────────────────

    def start(self) -> None:
        """Load the program's heavy parts, then open the station."""
        self._worker.start()
        self._jobs.put(self._load)
        self._jobs.put(lambda: self._note("station", self._open))

    def check(self, form: str = FORM) -> None:
        """Ask whether the station can sign now, before anything is typed, with the form of who is asked."""
        self._jobs.put(lambda: self._guarded(lambda: self._check(form), self.unready.emit))

    def preview(self, draft: Draft, fingerprint: Fingerprint) -> None:
        """Ask for the contents of the document that would be signed."""
        self._jobs.put(lambda: self._guarded(lambda: self._preview(draft, fingerprint), self.failed.emit))

    def sign(self, drafts: Sequence[Draft]) -> None:
        """Sign; ``signed`` comes when everything is durable."""
        self._jobs.put(lambda: self._guarded(lambda: self._sign(drafts), self.failed.emit))

    def print_copy(self) -> None:
        """Print what was signed last."""

        def job() -> None:
            from kiosk import printing

            printing.print_copy(self.setting.printer, self._copy)
            self.printed.emit(None)

        self._jobs.put(lambda: self._guarded(job, self.printed.emit))

    def forget(self) -> None:
        """Forget the copy of what was signed last."""
        self._jobs.put(self._forget)

    def _forget(self) -> None:
        self._copy = b""

    def enrol(self, code: str) -> None:
        """Make the station of this folder with a one-time code and open it; on the desk's own thread.

        Raises as `Station.enrol` does, and LibraryUnnamed.
        """
        from econsent.station import Station
        from kiosk.settings import LibraryUnnamed

        if not self.setting.library_url:
            raise LibraryUnnamed(
                "No library is named.", remedy="Set library_url in kiosk.toml, and start the kiosk again."
            )
        station = Station.enrol(
            self.folder, library_url=self.setting.library_url, code=code, passphrase=self._passphrase(), beside=BESIDE
        )
        station.close()
        self._note("station", self._open)

    def part(self, draft: Draft) -> None:
        """Sign the abandonment of a visitor who is gone; nobody waits for it, and its trouble is for staff."""
        self._jobs.put(lambda: self._note("station", lambda: self._opened().sign([draft])))
        self._jobs.put(self._wake.set)

    def work(self, job: Callable[[], object], tell: Callable[[object], object]) -> None:
        """Do a job of the staff's where nobody waits for the window; tell what it gave, or its Trouble."""
        self._jobs.put(lambda: self._guarded(lambda: tell(job()), tell))

    def deliver(self) -> SyncReport:
        """Deliver what waits, now; on the desk's own thread. Raises what stood in the way."""
        report = self._opened().sync()
        if report.problems:
            raise report.problems[0]
        return report

    def station(self) -> Station:
        """Return the open station, on the desk's own thread; raise as `Station.open` does."""
        return self._opened()

    def rest(self) -> None:
        """Say ``idle`` once everything asked before is done."""
        self._jobs.put(self.idle.emit)

    def look(self) -> None:
        """Ask for the station's health."""
        self._jobs.put(lambda: self._note("station", self._look))

    def close(self, patience: float = PATIENCE) -> None:
        """Finish what was asked, then let go of the station; a delivery under way has `patience` seconds."""
        self._over.set()
        self._wake.set()
        self._jobs.put(None)
        if self._worker.is_alive():
            self._worker.join()
        if self._sender.is_alive():
            self._sender.join(patience)
        if self._station is not None:
            self._station.close()
            self._station = None

    # ── on the worker's thread ─────────────────────────────────────────────

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _guarded(self, job: Callable[[], object], tell: Callable[[Trouble], object]) -> None:
        """Run a job; whatever goes wrong is told, and the desk goes on."""
        from econsent.errors import EconsentError

        try:
            job()
        except EconsentError as error:
            self._write_down(error.code, str(error))
            tell(Trouble(error.code, error.path))
        except Exception as error:  # noqa: BLE001  a kiosk that hangs is worse than an error it does not know
            trouble = Trouble("kiosk.unexpected")
            self._write_down(trouble.code, type(error).__name__)
            tell(trouble)

    def _write_down(self, code: str, what: str) -> None:
        """Write an error's own words, which staff are told in theirs, to the log; once, however often it comes."""
        if (code, what) not in self._written:
            self._written.add((code, what))
            _log.warning("%s: %s", code, what)

    def _note(self, topic: str, job: Callable[[], object]) -> None:
        """Run a job that no visitor waits for; tell staff what went wrong, or that it is over."""

        def run() -> None:
            job()
            self.noted.emit(topic, None)

        self._guarded(run, lambda trouble: self.noted.emit(topic, trouble))

    def _load(self) -> None:
        from kiosk.bridge.needed import settings  # and with it all that a sitting needs

        def read() -> None:
            self._settings = settings.load(self.folder)

        self._note("settings", read)
        self.loaded.emit(self.setting)

    @property
    def setting(self) -> Settings:
        """Return the settings, by default while none are read."""
        from kiosk.settings import Settings

        return self._settings or Settings()

    def _open(self) -> Station:
        if self._station is None:
            from econsent.station import Station

            self._station = Station.open(self.folder, passphrase=self._passphrase())
            self.opened.emit(self._station.controller, self._station.place)
            self._sender.start()
        return self._station

    def _opened(self) -> Station:
        return self._station or self._open()

    def _check(self, form: str) -> None:
        station = self._opened()
        station.check_ready()
        self.ready.emit(self._ground(station, form))

    def _ground(self, station: Station, form: str) -> Ground:
        from importlib.metadata import version

        from econsent import record
        from econsent.forms.changes import told_apart
        from kiosk.ground import Ground

        newest = station.catalogue.latest(form)
        return Ground(
            form=newest,
            earlier=told_apart(newest, station.catalogue.earlier(newest)),
            notice=station.catalogue.latest(NOTICE),
            withdrawal=station.catalogue.latest(WITHDRAWAL),
            controller=station.controller,
            place=station.place,
            recorder=record.Recorder(software=RECORDER, version=version("econsent")),
            contract=self.supplement if form == SUPPLEMENT else self.contract,
            hired_before=asked_since(station) if form == SUPPLEMENT else None,
            alone_from=self.setting.sign_alone_from,
            on_paper=self.setting.paper.offered,
            assent_from=self.setting.assent_from,
            cosign_from=self.setting.cosign_from,
        )

    def _preview(self, draft: Draft, fingerprint: Fingerprint) -> None:
        from econsent.document.contents import Handwriting
        from kiosk import ruled

        contents = self._opened().preview(draft)
        written = (item for item in contents.items if isinstance(item, Handwriting))
        pages = [ruled.picture(sheet.drawing) for item in written for sheet in item.sheets]
        self.previewed.emit(contents, pages, fingerprint)

    def _sign(self, drafts: Sequence[Draft]) -> None:
        signed = self._opened().sign(drafts)
        self._copy = signed[-1].document
        self.signed.emit([replace(item, document=b"") for item in signed])
        self._wake.set()

    def _look(self) -> None:
        if self._station is not None:
            self.health.emit(self._station.health())

    # ── on the sender's thread ─────────────────────────────────────────────

    def _send(self) -> None:
        """Sync now and then, and whenever something was signed; what fails is tried again."""
        while not self._over.is_set():
            self._note("forms", lambda: self._opened().check_forms())
            self._note("sync", self._sync)
            self.look()
            self._wake.wait(self.setting.sync_seconds)
            self._wake.clear()

    def _sync(self) -> None:
        self.deliver()


def asked_since(station: Station) -> dt.date:
    """Return the day since which workers are asked at their contract: from then on nobody signs a supplement."""
    from econsent import placement

    catalogue = station.catalogue
    editions = catalogue.editions(placement.ORDER)
    return min(placement.read(catalogue.law(placement.ORDER, edition)).in_force for edition in editions)
