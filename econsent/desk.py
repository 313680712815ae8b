"""A library's own desk: what a person says to a worker there, signed with the desk's key and admitted like the rest.

What draws and seals documents takes half a second to load, so it is loaded with the first thing said here.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from econsent import exchange, instant, record
from econsent.admission import Candidate, known_device, newest_checkpoint
from econsent.envelope import Contents
from econsent.errors import RecordRuleBroken
from econsent.forms import Catalogue
from econsent.identity import birth_date
from econsent.record import Controller, Place
from econsent.store.home import DESK, LibraryHome
from econsent.store.shelf import Pen
from econsent.trust import Trust
from econsent.verify import verify_statement

if TYPE_CHECKING:
    from econsent.document.issue import Draft

SOFTWARE = "econsent library"
VERSION = metadata.version("econsent")


@dataclass(frozen=True, slots=True)
class Taken:
    """What was said at the desk, as it stands in the log: id, digest in hex, index."""

    id: str
    digest: str
    index: int


def place(organisation: str) -> Place:
    """Return where a library's desk stands: at the organisation, at no point of its own."""
    return Place(point=organisation, room="", room_kind="desk")


def withdrawal(request: exchange.WithdrawalRequest, catalogue: Catalogue, controller: Controller) -> Draft:
    """Return the draft of a withdrawal that a worker took down; raise FormError leaves."""
    from econsent.document.issue import Draft
    from econsent.document.wording import choose

    form = catalogue.latest("withdrawal")
    return Draft(
        kind="withdrawal",
        place=place(choose(controller.name, request.language)),
        subject=record.Subject(
            role=request.role,
            identifier=request.person,
            name=request.name,
            birth_date=birth_date(request.person.value) if request.person.system == "kz.iin" else None,
        ),
        grantor=request.grantor or record.Grantor(kind="self"),
        identified_by=record.IdentifiedBy(method="document", worker=request.worker),
        witness=record.Witness(name=request.worker),
        recorder=record.Recorder(software=SOFTWARE, version=VERSION, worker=request.worker),
        form=record.FormUse(
            id=form.id,
            version=form.version,
            language=request.language,
            languages_shown=(request.language,),
            digest=form.text(request.language).digest,
            reading="worker",
            seconds=0,
        ),
        decisions=tuple(record.Decision(scope=scope, decision="deny") for scope in request.scopes),
        words=request.words,
        signature_class="spoken",
        legal_basis=form.legal,
    )


def correction(
    request: exchange.CorrectionRequest, wrong: record.Statement, digest: str, controller: Controller
) -> Draft:
    """Return the draft of a correction: about the subject of the statement that was entered in error."""
    from econsent.document.issue import Draft

    if wrong.subject is None:
        raise RecordRuleBroken("A statement that names nobody is not corrected.", path="id", clause="2.10.1")
    return Draft(
        kind="correction",
        place=place(controller.name.kk),
        subject=wrong.subject,
        recorder=record.Recorder(software=SOFTWARE, version=VERSION, worker=request.by[0]),
        refers_to=(record.Reference(id=wrong.id, digest=digest),),
        correction=record.Correction(reason=request.reason, by=request.by),
    )


def sign(draft: Draft, pen: Pen, home: LibraryHome, catalogue: Catalogue, now: int, zone: dt.tzinfo) -> Candidate:
    """Sign a draft with the desk's key, as the next in its sequence, on top of the newest checkpoint.

    `now` is the library's clock in microseconds. Raises FormError and RecordError leaves.
    """
    from econsent.document.issue import Circumstances, issue

    device, seen = known_device(pen, DESK), newest_checkpoint(pen)
    circumstances = Circumstances(
        id=record.new_id(now, secrets.token_bytes(10)),
        made=record.made(now, zone, instant.Interval(now, now), "checked"),
        after=record.SeenCheckpoint(size=seen.size, root=seen.root.hex()),
        device=record.Device(id=DESK, seq=device.seq + 1, prev=device.digest.hex() if device.digest else None),
        controller=home.card.controller,
    )
    issued = issue(draft, circumstances, home.keys.desk, catalogue)
    evidence = tuple(item.data for item in issued.evidence)
    verified = verify_statement(issued.jws, Trust((home.root,)), evidence=evidence)
    contents = Contents(jws=issued.jws, evidence=evidence, document=issued.document)
    return Candidate(0, verified, contents)
