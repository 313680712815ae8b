"""A device driven by hand: it holds a real certificate and says whatever a test wants it to say, quickly.

A station will not skip a running number, repeat an id or lie about what it saw; a copied or broken one might.
"""

from __future__ import annotations

import base64
import functools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from econsent import exchange, ledger, record
from econsent.document.issue import Circumstances, Draft, statement_of
from econsent.envelope import Contents, seal
from econsent.forms import Catalogue
from econsent.instant import Interval
from econsent.keys import CONTACT_TYPE
from econsent.library import Library
from econsent.signing.file_key import FileKey
from econsent.signing.jws import sign_compact
from econsent.store import folder as folders
from econsent.store import post
from econsent.store.clock import SYSTEM
from tests.builders import consent, iin

PAGES = b"%PDF-1.7 a document of any bytes: a library keeps it sealed and never opens it\n"


@functools.cache
def shipped() -> Catalogue:
    return Catalogue.from_files(folders.shipped_forms())


@dataclass(frozen=True)
class Said:
    """A signed statement, its 32-byte digest, and the envelope it travels in."""

    statement: record.Statement
    jws: bytes
    digest: bytes
    envelope: bytes = field(repr=False)


@dataclass
class Hand:
    """An enrolled device; `seq`, `prev` and `after` are where it stands and what it will say next."""

    device_id: str
    controller: record.Controller
    place: record.Place
    signer: FileKey
    envelope_key: ec.EllipticCurvePublicKey
    after: record.SeenCheckpoint
    seq: int = 0
    prev: str | None = None
    catalogue: Catalogue = field(default_factory=shipped)

    @classmethod
    def enrol(
        cls,
        library: Library,
        *,
        name: str = "by hand",
        point: str = "Абай даңғылы, 12",
        room: str = "104",
        code: str = "",
    ) -> Hand:
        key = ec.generate_private_key(ec.SECP256R1())
        code = code or library.invite(name=name, point=point, room=room).code
        reply = library.enrol(exchange.EnrolmentRequest(code=code, csr=post.request_for(key)))
        envelope_key = load_pem_public_key(reply.envelope_key.encode())
        assert isinstance(envelope_key, ec.EllipticCurvePublicKey)
        chain = tuple(base64.b64decode(item) for item in reply.chain)
        after = record.SeenCheckpoint(size=0, root=ledger.EMPTY_ROOT.hex())
        hand = cls(reply.device_id, reply.controller, reply.place, FileKey(key, chain), envelope_key, after)
        hand.see(reply)
        return hand

    def see(self, reply: exchange.DepositReply | exchange.Enrolment) -> None:
        """Take a reply's checkpoint for the last one seen."""
        _, size, root = reply.checkpoint.split("\n")[:3]
        self.after = record.SeenCheckpoint(size=int(size), root=base64.b64decode(root).hex())

    def say(
        self,
        draft: Draft,
        *,
        id: str | None = None,  # noqa: A002 - the field's own name
        seq: int | None = None,
        prev: str | None = None,
        interval: Interval | None = None,
        clock: record.ClockState = "checked",
        document: bytes = PAGES,
    ) -> Said:
        """Sign the next statement; with `seq` (and `prev`) another one than the next, which then counts as said."""
        now = SYSTEM.wall()
        number = self.seq + 1 if seq is None else seq
        before = self.prev if prev is None else prev
        circumstances = Circumstances(
            id=id or record.new_id(now, secrets.token_bytes(10)),
            made=record.made(now, SYSTEM.zone(), interval or Interval(now, now), clock),
            after=self.after,
            device=record.Device(id=self.device_id, seq=number, prev=None if number == 1 else before),
            controller=self.controller,
        )
        statement = statement_of(draft, circumstances)
        jws = sign_compact(record.encode(statement), self.signer)
        evidence = tuple(file.data for file in draft.evidence)
        envelope = seal(Contents(jws=jws, evidence=evidence, document=document), self.envelope_key)
        self.seq, self.prev = number, record.digest(jws).hex()
        return Said(statement, jws, record.digest(jws), envelope)


def sign_of_life(hand: Hand, *, answers: int | None = None, waiting: int = 0, oldest: int | None = None) -> bytes:
    """Return what a station says of itself, by its key; `answers` is the library's time that it answers (µs)."""
    said = exchange.Contact(
        schema="econsent-contact/1",
        device=hand.device_id,
        answers=SYSTEM.wall() if answers is None else answers,
        seq=hand.seq,
        waiting=waiting,
        oldest=oldest,
    )
    return sign_compact(msgspec.json.encode(said), hand.signer, CONTACT_TYPE)


def skip(library: Library, hand: Hand) -> None:
    """Deliver two statements with a running number missing between them: the library notices a gap."""
    first = hand.say(consent(hand, iin=iin(91)))  # type: ignore[arg-type]  # a hand has what a draft needs
    later = hand.say(consent(hand, iin=iin(92)), seq=hand.seq + 2)  # type: ignore[arg-type]  # likewise
    assert not deposit(library, [first, later]).refused


def deposit(library: Library, said: Sequence[Said], *, seen: int = 0) -> exchange.DepositReply:
    return library.deposit([item.envelope for item in said], seen=seen)


def consent_of(hand: Hand, number: int, verdict: record.Verdict = "permit") -> Draft:
    """Return the consent or refusal of the person with this number (`builders.iin`)."""
    return consent(hand, verdict, iin=iin(number))  # type: ignore[arg-type]  # a hand has what a draft needs
