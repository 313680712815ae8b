"""Every stage that anybody can come to at the kiosk: the ordinary way and all others, refusals, failures, the staff's.

Pictures are taken at each, and their geometry is measured. A new way belongs into `ways.tour`, what the kiosk refuses
or cannot do into `troubles`, what staff do into `office`.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtGui import QGuiApplication

from econsent.library import Library
from kiosk.scanner import Scan
from kiosk.staffcode import StaffCode
from tests.kiosk import ways
from tests.kiosk.minors import aged
from tests.kiosk.visits import IIN, ORDER, WORDS, Visit
from tests.own import NOT_RECORDED, release

CODE, WRONG = "271828", "111222"
NOT_AN_IIN = "900101300127"
FIRST, SECOND, LATER = "840229400125", "900101300811", "900101300126"
NAMES = ("Дәурен Сапаров", "Айгүл Серікқызы", "Ерлан Жаңабай")
LIST = f"""name;iin;contract;contract_date;hired
{NAMES[0]};{FIRST};17-К;01.02.2019;01.02.2019
{NAMES[1]};{SECOND};18-К;01.03.2020;02.03.2020
{NAMES[2]};{LATER};19-К;01.05.2024;01.05.2024
"""
"""HR's: two who are asked for a supplement, and one who was asked at the contract."""
SETTINGS = "idle_seconds = 3600\ndone_seconds = 3600\ncosign_from = 16\n"
CAMERA = '[paper]\ncamera = "any"\n'


def prepare(library: Library, home: Path) -> str:
    """Release a changed text to the station of a folder, and lay HR's list beside it; return the kiosk's settings."""
    release(library, home, "2026-12-01", **NOT_RECORDED)
    stick = home / "stick"
    stick.mkdir()
    (stick / "staff.csv").write_text(LIST, encoding="utf-8")
    return f'{SETTINGS}staff_list = "{stick / "staff.csv"}"\n{CAMERA}'


def every(here: Visit) -> Iterator[str]:
    """Come to every stage, one visitor after another; needs a camera and what `prepare` makes."""
    here.wait(lambda: bool(here.program.window.property("complete")))
    yield from ordinary(here)
    yield from ways.on_paper(here)
    to_the_beginning(here)
    yield from ways.tour(here)
    to_the_beginning(here)
    yield from beside(here)
    yield from changes(here)
    yield from troubles(here)
    yield from office(here)
    yield from batch(here)


def ordinary(here: Visit) -> Iterator[str]:
    """Go the ordinary way, with two answers of the one kind and the rest of the other."""
    yield "welcome"
    for screen in ORDER:
        here.go(screen, {0: "permit", 1: "permit"})
        here.wait(lambda: not here.program.kiosk.property("busy"))
        yield screen
    here.tap("done")
    here.wait("welcome")


def beside(here: Visit) -> Iterator[str]:
    """Come as a parent with somebody of sixteen, who signs beside them; needs `cosign_from`."""
    for _ in ways.parent(here, aged(16)):
        pass
    here.go("handover")
    yield from ways.hands_over(here)
    here.wait("coreview")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    yield "coreview"
    ways._reviewed(here, "coreview")
    yield from ways.stages(here, "cosign")
    ways.tap(here, ("Sign", "Sign another way"), ("Sign", "A cross or a dot"))
    yield from ways.stages(here, "cowitness")
    ways.vouched(here)
    yield from ways.hands_over(here)
    ways._reviewed(here, "coreview")
    yield from ways.stages(here, "cosign-mark")
    to_the_beginning(here)


def changes(here: Visit) -> Iterator[str]:
    """Come as somebody who signed an earlier text, and looks at what has changed."""
    here.go("information")
    ways.tap(here, ("Information", "What has changed since last time?"))
    yield from ways.stages(here, "changes")
    to_the_beginning(here)


def to_the_beginning(here: Visit) -> None:
    """Leave, from whichever screen."""
    if here.screen != "welcome":
        here.program.kiosk.send("cancel")
        here.program.kiosk.send("leave")
    here.wait("welcome")


def troubles(here: Visit) -> Iterator[str]:
    """Come to what is refused on the way, to both questions over a screen, and to what the kiosk cannot do."""
    yield from refusals(here)
    yield from questions(here)
    yield from failures(here)


def refusals(here: Visit) -> Iterator[str]:
    """Go on too early, type what is wrong, scan what nobody knows."""
    kiosk = here.program.kiosk
    here.go("identify")
    here.tap("next")
    yield "identify-unanswered"
    kiosk.scan(Scan("garbage", ""))
    yield "identify-unknown-scan"
    here.hand.type(NOT_AN_IIN)
    yield "identify-wrong"
    for _ in NOT_AN_IIN:
        kiosk.send("erase")
    here.go("name")
    here.tap("next")
    yield "name-unanswered"
    kiosk.send("name", WORDS[here.language]["name"])
    here.tap("next")
    here.go("choices")
    here.tap("next")
    yield "choices-unanswered"
    here.go("words")
    ways.tap(here, ("OwnWords", "Write my own"))
    here.wait(lambda: QGuiApplication.inputMethod().isVisible())
    yield "words-typing"
    kiosk.send("restore")
    kiosk.endTyping()
    here.go("sign")
    here.tap("sign")
    yield "sign-unanswered"


def questions(here: Visit) -> Iterator[str]:
    """Come to the two questions that lie over a screen."""
    kiosk = here.program.kiosk
    for name, event in (("stopping", "cancel"), ("idle", "idle")):
        kiosk.send(event)
        here.wait(name)
        yield name
        kiosk.send("stay")
    to_the_beginning(here)


def failures(here: Visit) -> Iterator[str]:
    """Come to where the disk is full, before anything is typed and after all is, and where nothing is printed."""
    here.go("sign")
    here.hand.draw("signature")
    with held(here):
        here.tap("sign")
        here.wait("signing")
        yield "signing"
    here.wait("done")
    here.program.kiosk._show_copy("offer")
    yield "done-offer"
    here.program.kiosk._show_copy("failed")
    yield "done-unprinted"
    here.tap("done")
    here.wait("welcome")
    here.go("sign")
    with without_room():
        here.hand.draw("signature")
        here.tap("sign")
        here.wait("failed")
        yield "failed"
        to_the_beginning(here)
        here.tap("language")
        here.wait("unready")
        yield "unready"
        here.program.kiosk.send("leave")
    here.wait("welcome")


@contextmanager
def held(here: Visit) -> Iterator[None]:
    """Let the station be busy meanwhile."""
    enough = threading.Event()
    here.program.desk.work(enough.wait, lambda _: None)
    try:
        yield
    finally:
        enough.set()


@contextmanager
def without_room() -> Iterator[None]:
    """Let the station's disk be full meanwhile."""
    usage = shutil.disk_usage("/")
    with patch.object(shutil, "disk_usage", lambda _: usage._replace(free=1)):
        yield


def office(here: Visit) -> Iterator[str]:
    """Go through the staff's room, and lead a worker to the contract."""
    office, kiosk = here.program.office, here.program.kiosk
    knock(here)
    yield "staff-door"
    enter(here, WRONG)
    yield "staff-door-wrong"
    enter(here, CODE)
    assert office.screen == "room"
    yield "staff-room"
    office.do("print")
    here.wait(lambda: not office.busy)
    yield "staff-room-failed"
    office.beginEnrolment()
    assert office.screen == "enrol"
    yield "staff-enrol"
    kiosk.endTyping()
    office.goBack()
    kiosk.hire("consent")
    office.leave()
    here.wait("identify")
    yield "identify-worker"
    here.hand.type(IIN)
    ways.tap(here, ways.NEXT)
    ways.write(here, "name", WORDS[here.language]["name"])
    here.wait("contract")
    yield "contract-number"
    here.hand.type("17")
    ways.tap(here, ways.NEXT)
    here.hand.type("01022026")
    yield "contract-date"
    ways.tap(here, ways.NEXT)
    here.wait("information")
    here.go("choices")
    yield "choices-worker"
    to_the_beginning(here)


def batch(here: Visit) -> Iterator[str]:
    """Open HR's list, and let a worker of it come to the screen, who goes away."""
    come_in(here)
    here.program.office.openBatch()
    here.wait(lambda: bool(here.program.batch.counts))
    yield "staff-batch"
    here.tap(NAMES[0])
    yield from ways.stages(here, "listed")
    to_the_beginning(here)


def knock(here: Visit) -> None:
    """Come to the staff's door in the visitor's language."""
    here.wait(lambda: bool(here.program.window.property("complete")))
    StaffCode(here.program.desk.folder).set(CODE)
    here.program.desk.look()
    here.wait(lambda: bool(here.program.staff.health))
    here.program.kiosk.showLanguage(here.language)
    for _ in range(5):
        here.program.office.knock()


def come_in(here: Visit) -> None:
    """Come into the staff's room."""
    knock(here)
    enter(here, CODE)
    assert here.program.office.screen == "room"


def enter(here: Visit, code: str) -> None:
    """Type a code at the staff's door."""
    office = here.program.office
    for digit in code:
        office.press(digit)
    office.enter()
    here.wait(lambda: not office.busy)
