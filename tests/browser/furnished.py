"""A library with a day's work in it, for whoever looks at the console's pages; its people do not exist."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyotp
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, StorageState

from econsent import codes
from econsent.access import Duty, Intent
from econsent.document import inkml
from econsent.document.issue import EvidenceFile
from econsent.exchange import CorrectionRequest, SubscriberRequest, WithdrawalRequest
from econsent.instant import DAY
from econsent.library import Library
from econsent.principals import PersonRequest
from econsent.store.clock import SYSTEM
from econsent.store.subscribers import KeptLetter
from tests.browser.conftest import NAMES, PASSWORD, opened
from tests.builders import IIN, SCOPE, abandonment, consent, iin, make_library, person, subject
from tests.hand import Hand, consent_of, deposit
from tests.server.conftest import served
from tests.sites import REGISTRAR, WIDE
from tests.timeauthority import Authority, running


@dataclass(frozen=True)
class Furnished:
    """A served library, and the paths of pages in it that have something to show."""

    library: Library
    url: str
    statement: str
    paper: str
    corrected: str
    receipt: str
    subscriber: str
    authority: Authority


@contextmanager
def furnished() -> Iterator[Furnished]:
    """Serve a library with a day's work in it, of a folder of its own."""
    with (
        TemporaryDirectory() as folder,
        running(Path(folder) / "authority") as authority,
        make_library(Path(folder)) as library,
        served(library) as url,
    ):
        yield _furnish(library, url, authority)


def state_of(browser: Browser, there: Furnished, duty: Duty, login: str) -> StorageState:
    """Let in somebody with a duty, sign them in, and return what their browser keeps."""
    secret = let_in(there, duty, login)
    context = opened(browser, locale="en")
    page = context.new_page()
    page.goto(there.url)
    page.locator("#login").fill(login)
    page.locator("#password").fill(PASSWORD)
    page.locator("#code").fill(code_of(secret))
    page.locator("main button").click()
    page.locator("nav").wait_for()
    state = context.storage_state()
    context.close()
    return state


def let_in(there: Furnished, duty: Duty, login: str) -> str:
    """Let in somebody with a duty; return the secret of their authenticator."""
    request = PersonRequest(login=login, name=NAMES[duty], duty=duty, password=PASSWORD)
    return pyotp.parse_uri(there.library.accounts.add_person(request).otpauth).secret


def code_of(secret: str) -> str:
    """Return the one-time code of this moment."""
    return pyotp.TOTP(secret).at(int(time.time()))


def _furnish(library: Library, url: str, authority: Authority) -> Furnished:
    _late(library)
    hand = Hand.enrol(library)
    drawn = EvidenceFile("handwriting", inkml.MEDIA_TYPE, _scribble(150, 210))
    said = [
        hand.say(consent(hand, evidence=(EvidenceFile("ink", inkml.MEDIA_TYPE, _scribble(160, 60)),))),
        hand.say(
            consent(
                hand,
                iin=iin(1),
                subject=subject(iin(1), "Серікбаева Айгүл Нұрланқызы"),
                signature_class="paper",
                words=None,
                evidence=(EvidenceFile("paper", "image/png", _sheet()), drawn),
            )
        ),
        *(hand.say(consent_of(hand, number, "deny" if number % 7 == 0 else "permit")) for number in range(2, 40)),
        hand.say(abandonment(hand)),
        hand.say(consent(hand, form="staff-filming", iin=iin(60))),
        hand.say(consent(hand, form="staff-filming", iin=REGISTRAR)),
    ]
    reply = deposit(library, said)
    assert not reply.refused, reply.refused
    library.withdraw(
        WithdrawalRequest(
            person=person(IIN), name="Әсел Қуанышқызы", scopes=(SCOPE,), worker="Сейіт Әйгүл", words="Енді қаламаймын."
        )
    )
    corrected = library.correct(
        CorrectionRequest(id=said[5].statement.id, reason="Басқа адамның нөмірі", by=("А. Сейіт", "Б. Омар"))
    )
    library.site.import_files([WIDE])
    subscriber = library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook", name="Бейнебақылау"))
    library.subscribers.pause(subscriber.id)
    with library.subscribers.book.writing() as pen:
        for index in (3, 17):
            pen.bury(
                KeptLetter(subscriber.id, index, SYSTEM.wall(), 12, "HTTP 500 Internal Server Error", wanted=False)
            )
    return Furnished(
        library=library,
        url=url,
        statement=f"/statements/{said[0].statement.id}",
        paper=f"/statements/{said[1].statement.id}",
        receipt=f"/r/{codes.write(said[0].digest[: codes.BYTES]).replace('-', '')}",
        corrected=f"/statements/{corrected.id}",
        subscriber=f"/subscribers/{subscriber.id}",
        authority=authority,
    )


def _late(library: Library) -> None:
    """Have a station that was not heard of for four days, one that is gone, and one that is invited."""
    late, gone = Hand.enrol(library), Hand.enrol(library)
    with library._shelf.writing() as pen:
        pen.put_contact(late.device_id, SYSTEM.wall() - 4 * DAY, 2, 0)
        pen.add_alarm(0, "station.gap", late.device_id, 3)
    library.revoke(gone.device_id, intent=Intent(reason="Ұрланған"))
    library.invite(name="2-киоск", point="Абай даңғылы, 12")


def _scribble(width: int, height: int) -> bytes:
    """Return loops that look like writing, three lines of them where there is room."""
    strokes = []
    for line in range(1 if height < 100 else 3):
        points = [
            inkml.Point(
                2000 + step * 50 + (step * 977 % 701),
                2000 + line * 2500 + (step * 389 % 1103),
                line * 4000 + step * 12,
                0.25 + (step % 40) / 60,
            )
            for step in range(160)
        ]
        strokes.append(inkml.Stroke(tuple(points)))
    return inkml.encode(strokes, width, height)


def _sheet() -> bytes:
    """Return a page of paper with lines on it."""
    sheet = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(sheet)
    for row in range(80, 700, 40):
        draw.line((60, row, 560 - row * 7 % 120, row), fill=90, width=6)
    draw.line((80, 780, 160, 740, 210, 800, 290, 750), fill=30, width=4)
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()
