"""Ways through the flow, as events that nobody needs a window for; each yields what is sent next."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Iterator

from econsent import record
from econsent.document.issue import Circumstances, Draft
from econsent.forms import Catalogue
from econsent.store.folder import shipped_forms
from kiosk import drafts
from kiosk.flow import Flow
from kiosk.ground import Ground
from kiosk.sheets import Page
from kiosk.sitting import Sitting
from tests.kiosk.minors import aged

IIN = "900101300126"
DAY = dt.date(2026, 11, 23)
INK, COINK = b"<ink/>", b"<coink/>"
CHILD = "051231600017"
"""Born on 31 December 2005: of age; `aged` makes one that is not."""


CIRCUMSTANCES = Circumstances(
    id="019aaf5e-1c00-7000-8000-000000000001",
    made=record.Made(
        at="2026-11-23T10:00:00.000+05:00",
        clock="unchecked",
        earliest="1970-01-01T00:00:00.000+00:00",
        latest="9999-12-31T23:59:59.000+00:00",
    ),
    after=record.SeenCheckpoint(size=1, root="ab" * 32),
    device=record.Device(id="kiosk-1", seq=1, prev=None),
    controller=record.Controller(bin="100140000122", name=record.Names(kk="Сынақ", ru="Сынақ")),
)


class Clock:
    """Seconds that pass only when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@functools.cache
def made_ground() -> Ground:
    catalogue = Catalogue.from_files(shipped_forms())
    names = record.Names(kk="«Сынақ» зертханасы", ru="Лаборатория «Сынақ»")
    form = catalogue.latest("patient-filming")
    return Ground(
        form=form,
        earlier=tuple(dataclasses.replace(form, version=version) for version in ("2025.2", "2025.1")),
        notice=catalogue.latest("notice"),
        withdrawal=catalogue.latest("withdrawal"),
        controller=record.Controller(bin="100140000122", name=names),
        place=record.Place(point="Абай даңғылы, 12", room="104", room_kind="blood-draw"),
        recorder=record.Recorder(software="tests", version="1"),
        on_paper=True,
        cosign_from=16,
    )


Event = tuple[str, object]


def consenting(flow: Flow, verdict: str = "permit") -> Iterator[Event]:
    """Yield the events from the notice to the words."""
    yield "next", None
    yield from [("next", None)] * len(flow.sitting.pages)
    for _ in flow.sitting.scopes:
        yield "answer", verdict
        yield "next", None


def signing(flow: Flow, manner: str = "ink") -> Iterator[Event]:
    """Yield the events from the words to the signature."""
    yield "next", None
    yield "shown", flow.sitting.fingerprint()
    yield "next", None
    if manner != "ink":
        yield manner, None
        yield "witness", "Сейіт А."
        yield "next", None
        yield "shown", flow.sitting.fingerprint()
        yield "next", None
    yield "sign", b"" if manner == "spoken" else INK


def by_hand(flow: Flow) -> Iterator[Event]:
    """Yield the events from the words to two pages written by hand, between which one is left empty."""
    yield "hand", None
    yield "write", b"<one/>"
    yield "add", None
    yield "write", b"<spoilt/>"
    yield "add", None
    yield "write", b"<two/>"
    yield "earlier", None
    yield "write", b""


def named(iin: str = IIN, name: str = "Әсел Қуанышқызы") -> Iterator[Event]:
    yield from (("digit", digit) for digit in iin)
    yield "next", None
    yield "name", name
    yield "next", None


def representing() -> Iterator[Event]:
    yield "representative", "Қуаныш Сапар"
    yield "relationship", "parent"
    yield "next", None
    yield "kind", "birth-certificate"
    yield "number", "AB 1234567"
    yield "date", "05.03.2020"
    yield "next", None


def way(flow: Flow, verdict: str = "permit") -> Iterator[Event]:
    """Yield the events of a whole visit, one at a time, as the screens ask for them."""
    yield "patient", None
    yield from named()
    yield from consenting(flow, verdict)
    yield from signing(flow)


def parents_way(flow: Flow) -> Iterator[Event]:
    yield "representative", None
    yield from named(CHILD)
    yield from representing()
    yield from consenting(flow)
    yield from signing(flow)


def way_back(flow: Flow) -> Iterator[Event]:
    """Yield the events of a withdrawal."""
    yield "withdraw", None
    yield "patient", None
    yield from named()
    yield "toggle", "filming.video"
    yield "next", None
    yield from signing(flow)


def nobodys_number(flow: Flow) -> Iterator[Event]:
    """Yield the events of a person without an IIN who cannot write."""
    yield "patient", None
    yield "other", "passport"
    yield "number", "N 01234567"
    yield "next", None
    yield "name", "Anna"
    yield "next", None
    yield from consenting(flow)
    yield from signing(flow, "mark")


PAGE = Page(b"a page", 1654, 2339, "")
BLURRED = Page(b"a blurred page", 1654, 2339, "blurred")


def papers(flow: Flow) -> Iterator[Event]:
    """Yield the events from the words to a signature on two pages of paper, one of which is taken twice."""
    yield "next", None
    for _ in range(2):
        yield "shown", flow.sitting.fingerprint()
        yield "next", None
        if flow.screen == "sign":
            yield "paper", None
    yield "photo", None
    yield "taken", BLURRED
    yield "again", None
    yield "taken", PAGE
    yield "keep", None
    yield "taken", Page(b"a scanned page", 2339, 1654, "", "folder")
    yield "keep", None
    yield "sign", b""


def paper_way(flow: Flow) -> Iterator[Event]:
    yield "patient", None
    yield from named()
    yield from consenting(flow)
    yield from papers(flow)


def asked(said: str = "yes", how: str = "representative") -> Iterator[Event]:
    """Yield the events of a child that is asked."""
    yield "answer", said
    if said == "yes":
        yield "how", how
        if how != "representative":
            yield ("worker", "Айгүл") if how == "worker" else ("drawn", b"<drawn/>")
    yield "next", None


def childs_way(flow: Flow, said: str = "yes", how: str = "representative", verdict: str = "permit") -> Iterator[Event]:
    yield "representative", None
    yield from named(aged(10))
    yield from representing()
    yield from consenting(flow, verdict)
    if flow.screen == "assent":
        yield from asked(said, how)
    yield from signing(flow)


def drawing_childs_way(flow: Flow) -> Iterator[Event]:
    yield from childs_way(flow, how="drawn")


def dissenting_childs_way(flow: Flow) -> Iterator[Event]:
    yield from childs_way(flow, "no")


def cosigning(flow: Flow, manner: str = "ink") -> Iterator[Event]:
    """Yield the events from the representative's signature to that of the patient beside it."""
    yield "next", None
    yield "shown", flow.sitting.fingerprint()
    yield "next", None
    if manner != "ink" and flow.sitting.cosigning.manner == "ink":
        yield manner, None
        yield "witness", "Сейіт А."
        yield "next", None
        yield "shown", flow.sitting.fingerprint()
        yield "next", None
        yield "sign", INK
        yield from cosigning(flow, manner)
        return
    yield "sign", b"" if manner == "spoken" else COINK


def cosigned_way(flow: Flow, manner: str = "ink") -> Iterator[Event]:
    yield "representative", None
    yield from named(aged(16))
    yield from representing()
    yield from consenting(flow)
    yield from signing(flow)
    yield from cosigning(flow, manner)


def spoken_beside_way(flow: Flow) -> Iterator[Event]:
    yield from cosigned_way(flow, "spoken")


def handwritten_way(flow: Flow) -> Iterator[Event]:
    yield "patient", None
    yield from named()
    yield from consenting(flow)
    yield from by_hand(flow)
    yield from signing(flow)


def returning(flow: Flow) -> Iterator[Event]:
    """Yield the events of somebody who signed the text before the last one, and looks at what has changed."""
    yield "patient", None
    yield from named()
    yield "next", None
    yield from [("changes", None), ("earlier", None), ("next", None)]
    yield from list(consenting(flow))[1:]
    yield from signing(flow)


WAYS = (
    way, returning, parents_way, way_back, nobodys_number, paper_way, childs_way, drawing_childs_way,
    dissenting_childs_way,
    cosigned_way, handwritten_way, spoken_beside_way,
)  # fmt: skip


def begun(ground: Ground, language: str = "kk", clock: Clock | None = None) -> Flow:
    flow = Flow()
    flow.send("begin")
    flow.send("ready", Sitting(ground, language, clock or Clock()))
    return flow


def at(ground: Ground, screen: str) -> Flow:
    """Return a flow that went the ordinary way as far as a screen."""
    flow = begun(ground)
    for event, value in way(flow):
        if flow.screen == screen:
            return flow
        flow.send(event, value)
    return flow


def walked(ground: Ground, path: Callable[[Flow], Iterator[Event]]) -> Flow:
    flow = begun(ground)
    for event, value in path(flow):
        flow.send(event, value)
    return flow


def consent_of(flow: Flow) -> Draft:
    return drafts.consent(flow.sitting, DAY)


def verdicts(draft: Draft) -> set[str]:
    return {item.decision for item in draft.decisions}


def at_beside(ground: Ground, screen: str) -> Flow:
    """Return a flow that went the way of two who sign as far as a screen."""
    flow = begun(ground)
    for event, value in cosigned_way(flow):
        if flow.screen == screen:
            return flow
        flow.send(event, value)
    return flow
