"""The verbs of a place that keeps statements and answers questions.

In process; `econsent.remote` speaks the same verbs over HTTP. Every public verb raises EconsentError leaves only.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from econsent import accounts, admission, desk, exchange, instant, keys, ledger
from econsent.access import LOCAL, UNSAID, Asker, Intent
from econsent.accounts import Accounts
from econsent.admission import Admission, sign_note
from econsent.aliases import Aliases
from econsent.archive import Archive, Export
from econsent.attention import Attention
from econsent.audit import AuditTrail
from econsent.consents import ConsentDepartment
from econsent.decisions import POLICY, Decisions
from econsent.door import Door
from econsent.errors import (
    ArgumentInvalid,
    ChangedMeanwhile,
    ScopeMissing,
    TileUnknown,
    by_code,
)
from econsent.feed import Feed
from econsent.forms import Catalogue
from econsent.identity import parse_bin
from econsent.inspection import Inspection
from econsent.overview import Overview
from econsent.preservation import PreservationDepartment
from econsent.proofs import ProofDepartment
from econsent.publishing import OwnForms
from econsent.receipts import Receipts
from econsent.record import Controller, Identifier, Names
from econsent.register import SiteRegister
from econsent.search import Search
from econsent.standing import Heard, Policy, Standing
from econsent.stations import Stations
from econsent.store import answers
from econsent.store import home as homes
from econsent.store.cabinet import Cabinet
from econsent.store.clock import SYSTEM, Clock
from econsent.store.fsck import StoreChecked, check_kept, check_log
from econsent.store.home import DESK, LibraryHome
from econsent.store.revisions import Revisions, revise
from econsent.store.roll import Roll
from econsent.store.rows import Engine
from econsent.store.seat import Seat, seat_of
from econsent.store.shelf import ALL, KeptCheckpoint, Pen, Shelf
from econsent.store.subscribers import SubscriberBook
from econsent.store.trail import Trail
from econsent.subscribers import Subscribers
from econsent.upkeep import Upkeep
from econsent.verify import certificate_sha256
from econsent.works import Works

if TYPE_CHECKING:
    from econsent.document.issue import Draft

ACCESS_TOKEN = "access-token"  # noqa: S105 - a file name

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""
Check = Callable[[Pen], None]
"""Looks, in the transaction that would change something, whether it still may."""


class Library:
    """A library in a folder or a database. Use `Library.create` once, then `Library.open`; both are context managers.

    One object may be used by many threads, and several processes may have the same library open.
    """

    def __init__(self, home: LibraryHome, engine: Engine, clock: Clock, policy: Policy | None = None) -> None:
        self._home = home
        self._engine = engine
        self._shelf = Shelf(engine)
        self._archive = Archive(home, self._shelf)
        self._clock = clock
        self.audit = AuditTrail(Trail(engine), home, clock)
        """Every question and its answer."""
        roll = Roll(engine, home.keys.vault)
        self.door = Door(roll, home.keys.vault, home.card.controller.bin, clock, self.audit)
        """Who shows this token, who signs in."""
        self.aliases = Aliases(home.keys.vault)
        """Names for people that may stand in a URL."""
        self.accounts = Accounts(roll, home.card.controller, clock, self.audit, self.door)
        """The keys, clients and people that may ask."""
        self.inspection = Inspection(self.audit, home.keys.vault)
        """What was asked, and by whom."""
        self.receipts = Receipts(home, self._shelf, self._archive, roll, self.audit, clock)
        """What the holder of a receipt sees."""
        self.overview = Overview(self._shelf, home.keys.vault, self.audit, clock)
        """How a day went."""
        self.upkeep = Upkeep(home, engine, self.audit, clock)
        """Whether it can answer, and its figures."""
        self.forms = OwnForms(engine, home, clock, self.audit)
        """The forms that the organisation has released."""
        self.feed = Feed(self._shelf, home.keys.vault, self.audit)
        """What happens, for those who follow it."""
        self.subscribers = Subscribers(SubscriberBook(engine), home, self.feed, self.audit, clock)
        """Who is told of it by webhook."""
        self.site = SiteRegister(
            engine, home.keys.vault, clock, self.audit, catalogue=lambda: self.catalogue, staff=self._stand_for
        )
        """The register of points, rooms, cameras, signs and rosters."""
        self.first_token: str | None = None
        """The first access token, where the library was founded just now: nowhere else is it kept in clear."""
        self._decisions = Decisions(
            home, self._shelf, self.audit, clock, self.site, catalogue=lambda: self.catalogue, policy=policy
        )
        self.stations = Stations(
            home, self._shelf, self.audit, clock, policy=self._decisions.policy, changed=self._decisions.forget
        )
        """The stations: invited, enrolled, heard of, revoked."""
        self.consents = ConsentDepartment(
            engine, home, self.audit, self._archive, policy=self._decisions.policy, withdraw=self._withdrawn
        )
        """Consents as FHIR has them."""
        self.search = Search(
            engine, self._archive, self._shelf, home.keys.vault, self.audit, clock, self._decisions.policy
        )
        """Decisions by what they are, or by a name on certain days."""
        book = self.subscribers.book
        self.preservations = PreservationDepartment(engine, home, self._archive, self.audit, clock)
        """What keeps the log provable later."""
        self.attention = Attention(
            self.stations, book, self.site, self.preservations, self.audit, clock, self._shelf.size
        )
        """What needs a person."""
        self.proofs = ProofDepartment(self.audit, self._archive, self.consents, home.card.controller.bin)
        """What proves them, and what was asked."""
        self.works = Works(engine, home, self.audit, clock, lambda: self.preservations.authority)
        """What takes longer than an answer may."""

    @classmethod
    def create(
        cls,
        where: str | Path,
        *,
        bin: str,  # noqa: A002 - the field's own name
        name: Names,
        passphrase: str | None = None,
        clock: Clock = SYSTEM,
        citus: bool = False,
    ) -> Library:
        """Found a library in a new folder or an empty database (``postgresql://``) and return it open.

        Without a passphrase, and with none named by ECONSENT_PASSPHRASE_FILE, a random one is kept in the folder; for a
        database that is KeyMissing. `citus` spreads a database's tables over its machines, or raises CitusMissing.
        Raises BinInvalid, StoreExists, StoreUnwritable, StoreFull or StoreUnreachable; nothing unfinished is left.
        """
        controller = Controller(bin=parse_bin(bin), name=name)
        seat = seat_of(where, spread=citus)
        with seat.founding(passphrase) as (secret, cabinet):
            return cls._found(seat, cabinet, controller, secret, clock)

    @classmethod
    def _found(cls, seat: Seat, cabinet: Cabinet, controller: Controller, secret: str, clock: Clock) -> Library:
        now = clock.wall()
        vault = homes.found(cabinet, controller, secret, instant.to_datetime(now))
        home = homes.load(cabinet, secret, vault)
        engine = seat.make()
        token = accounts.found(Roll(engine, home.keys.vault), controller, now)
        with Shelf(engine).writing() as pen:
            empty = ledger.Checkpoint(home.card.origin, 0, ledger.EMPTY_ROOT)
            pen.add_checkpoint(KeptCheckpoint(0, ledger.EMPTY_ROOT, sign_note(empty, home, now), now))
            place = msgspec.json.encode(desk.place(controller.name.kk))
            certificate = home.keys.desk.chain[0]
            ends = instant.to_micros(keys.not_after(certificate))
            pen.add_device(DESK, "desk", place, certificate_sha256(certificate), ends)
        if seat.keeps_secrets:
            cabinet.write(ACCESS_TOKEN, token.encode() + b"\n")
        library = cls(home, engine, clock)
        library.first_token = token
        return library

    @classmethod
    def open(
        cls, where: str | Path, *, passphrase: str | None = None, clock: Clock = SYSTEM, policy: Policy | None = None
    ) -> Library:
        """Open a library in a folder or a database (``postgresql://``).

        Raises StoreMissing, StoreForbidden, StoreDamaged, StoreUnreachable, KeyMissing or PassphraseWrong. `policy` is
        what is asked of a permit while it is open, by default what `set_policy` has kept.
        """
        seat = seat_of(where)
        try:
            home = homes.load(seat.cabinet, seat.passphrase(passphrase))
            return cls(home, seat.open(), clock, policy)
        except BaseException:
            seat.close()
            raise

    def close(self) -> None:
        """Write what the audit trail still holds and close the database; the object is of no use afterwards."""
        self.feed.close()
        self.stations.watch.close()
        try:
            self.audit.close()
        finally:
            self._engine.close()

    def __enter__(self) -> Library:
        """Return the library itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the library."""
        self.close()

    # ── who it is ──

    @property
    def controller(self) -> Controller:
        """The organisation whose library this is."""
        return self._home.card.controller

    @property
    def origin(self) -> str:
        """The log's name in its checkpoints."""
        return self._home.card.origin

    @property
    def root_pem(self) -> str:
        """The root certificate that verifiers trust."""
        return homes.pem_of(self._home.root)

    @property
    def log_vkey(self) -> str:
        """The log's C2SP verifier key."""
        verifier = self._home.verifiers[0]
        return ledger.vkey(verifier.name, verifier.public_key, verifier.key_type)

    @property
    def clock_vkey(self) -> str:
        """The C2SP verifier key of the cosignatures that date this log's checkpoints."""
        verifier = self._home.verifiers[1]
        return ledger.vkey(verifier.name, verifier.public_key, verifier.key_type)

    def about(self) -> exchange.About:
        """Return what anybody may know of this library."""
        return exchange.About(
            controller=self.controller,
            origin=self.origin,
            root=self.root_pem,
            log_vkey=self.log_vkey,
            clock_vkey=self.clock_vkey,
        )

    # ── stations ──

    def invite(
        self,
        *,
        name: str,
        point: str,
        room: str = "",
        room_kind: str = "blood-draw",
        minutes: int = 60,
        intent: Intent = UNSAID,
        asker: Asker = LOCAL,
    ) -> exchange.Invitation:
        """Return a one-time code for a new station at a place; raise ArgumentInvalid or ScopeMissing."""
        return self.stations.invite(
            name=name, point=point, room=room, room_kind=room_kind, minutes=minutes, intent=intent, asker=asker
        )

    def enrol(self, request: exchange.EnrolmentRequest) -> exchange.Enrolment:
        """Certify a station's key against a code, which is then used up; raise CodeRefused or CertificateInvalid."""
        return self.stations.enrol(request)

    def revoke(self, device_id: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> exchange.Revoked:
        """Trust a station no more: what it logged so far stays valid, nothing more is taken. Raise DeviceUnknown."""
        return self.stations.revoke(device_id, intent=intent, asker=asker)

    def contact(self, jws: bytes) -> None:
        """Take a station's sign of life; raise ContactRefused, KeysError leaves, DeviceUnknown or DeviceRevoked."""
        self.stations.contact(jws)

    def deposit(self, envelopes: Sequence[bytes], *, seen: int = 0) -> exchange.DepositReply:
        """Take envelopes in; say of each where it stands in the log, or why it is refused for good.

        `seen` is the size of the last checkpoint the station saw; the reply proves that the log only grew since.
        The reply holds when this returns: everything delivered is durable. Raises StoreError, ArgumentInvalid.
        """
        if seen < 0:
            raise ArgumentInvalid("A log has no such size.", kept="Nothing was stored.", path="seen")
        self._engine.check_space()
        if seen > self._shelf.size():
            return self._outrun(len(envelopes))
        now = self._clock.wall()
        candidates, refused = admission.open_candidates(envelopes, self._home, now)
        admitted = admission.admit(candidates, self._home, self._shelf, now)
        self._decisions.forget()
        self.feed.grew()
        covered = admitted.checkpoint or self._shelf.latest_checkpoint()
        places = admission.delivered(admitted, candidates, self._shelf.nodes)
        return exchange.DepositReply(
            checkpoint=covered.note,
            consistency=_base64(self.consistency(seen, covered.size)),
            delivered=tuple(places.get(place) for place in range(len(envelopes))),
            refused=tuple(sorted([*refused, *admitted.refused], key=lambda item: item.place)),
            time=self._clock.wall(),
        )

    def _outrun(self, count: int) -> exchange.DepositReply:
        """Answer a station that has seen more of this log than there is: this is an old copy, and takes nothing in."""
        note = self._shelf.latest_checkpoint().note
        nothing = (None,) * count
        time = self._clock.wall()
        return exchange.DepositReply(checkpoint=note, consistency=(), delivered=nothing, refused=(), time=time)

    # ── answers ──

    def decide(self, question: exchange.Question, *, asker: Asker = LOCAL) -> exchange.Answer:
        """Say whether a person may be filmed for a scope, in a room or by a camera where one is named (SPEC 5, 13).

        Raises ScopeMissing, FormScopeUnknown, InstantInvalid for a time without an offset, SiteError or StoreError
        leaves: an error is never a permit.
        """
        return self._decisions.decide(question, asker)

    def stands(self, question: exchange.PersonQuestion, *, asker: Asker = LOCAL) -> exchange.PersonAnswer:
        """Say what stands for a person, scope by scope; raise as `decide` does."""
        return self._decisions.person(question, asker)

    def decide_room(self, question: exchange.RoomQuestion, *, asker: Asker = LOCAL) -> exchange.RoomAnswer:
        """Say who of some people may not be filmed in a room or by a camera; raise as `decide` does."""
        return self._decisions.room(question, asker)

    @property
    def policy(self) -> Policy:
        """What is asked of a permit."""
        return self._decisions.policy()

    @property
    def policy_version(self) -> int:
        """How often what is asked of a permit was set."""
        return Revisions(self._engine).number(POLICY)

    def set_policy(self, policy: Policy, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> None:
        """Keep what is asked of a permit from now on, in every process.

        Raises ScopeMissing, ArgumentInvalid where no reason is said, ChangedMeanwhile, or StoreError leaves.
        """
        verb, vault = "policy.write", self._home.keys.vault
        with self.audit.asked(asker, verb, intent=intent):
            asker.require(verb)
            asker.require_reason(intent)
            with self._shelf.writing() as pen:
                revise(pen.session, vault, POLICY, intent, at=self._clock.wall(), asker=asker, verb=verb)
                pen.put_setting(POLICY, msgspec.json.encode(policy))
        self._decisions.forget()

    def find(self, request: exchange.SearchRequest, *, asker: Asker = LOCAL) -> list[exchange.Found]:
        """Return the statements of a person, or one by id, newest first; raise ArgumentInvalid for neither."""
        with self.audit.asked(asker, "statements.find") as asking:
            asker.require("statements.read")
            if request.id is not None:
                heards = [self._archive.seen(asker, request.id, asking)[1]]
            elif request.person is not None:
                person = self._home.keys.vault.person(request.person)
                asking.about(person)
                before = ALL if request.before is None else request.before
                heards = self._archive.heards_seen(asker, person, request.limit, before)
            else:
                raise ArgumentInvalid("Whose statements, or which one?", remedy="Name a person or an id.")
            asking.digests = tuple(heard.digest for heard in heards)
            return [_line(heard) for heard in heards]

    def show(self, statement_id: str, *, asker: Asker = LOCAL) -> exchange.Shown:
        """Return one statement whole; raise StatementUnknown, also for one that the asker may not see."""
        with self.audit.asked(asker, "statements.show") as asking:
            asker.require("statements.read")
            return self._archive.shown(*self._archive.seen(asker, statement_id, asking))

    def export(self, statement_id: str, what: Export, *, asker: Asker = LOCAL) -> bytes:
        """Return a statement's document, JWS, receipt, or all of it as one bundle; raise StatementUnknown."""
        with self.audit.asked(asker, f"statements.export.{what}") as asking:
            asker.require("statements.read")
            return self._archive.exported(self._archive.seen(asker, statement_id, asking)[0], what)

    def evidence(self, statement_id: str, place: int, *, asker: Asker = LOCAL) -> bytes:
        """Return a file of a statement's evidence, at its place from 0, as it was signed; raise StatementUnknown."""
        with self.audit.asked(asker, "statements.evidence") as asking:
            asker.require("statements.read")
            return self._archive.evidence(self._archive.seen(asker, statement_id, asking)[0], place)

    def withdraw(
        self, request: exchange.WithdrawalRequest, *, intent: Intent = UNSAID, asker: Asker = LOCAL
    ) -> exchange.Withdrawn:
        """Take down a withdrawal at the library's desk, sign it with the desk's key and log it.

        The person asks for it: no other reason need be said. Raises ScopeMissing, ChangedMeanwhile where something was
        said since the version of `stands` that was seen, or FormError, RecordError, StoreError leaves; nothing is kept
        then.
        """
        person = self._home.keys.vault.person(request.person)
        with self.audit.asked(asker, "statements.withdraw", person=person, intent=intent) as asking:
            asker.require("statements.withdraw")
            if not asker.sees(request.role):
                raise ScopeMissing("Whoever asks is not there for this sort of person.", kept="Nothing was kept.")
            taken = self._withdrawn(request, lambda pen: self._check_seen(pen, person, intent, asker))
            asking.digests = (taken.digest,)
        return exchange.Withdrawn(id=taken.id, digest=taken.digest, index=taken.index, scopes=request.scopes)

    def correct(self, request: exchange.CorrectionRequest, *, asker: Asker = LOCAL) -> exchange.Corrected:
        """Mark a statement as entered in error, on the word of two people; nothing is deleted (SPEC 5.6).

        Raises ScopeMissing, StatementUnknown, ChangedMeanwhile for one that is marked already, or RecordError and
        StoreError leaves; nothing is kept then.
        """
        intent = Intent(reason=request.reason)
        with self.audit.asked(asker, "statements.correct", intent=intent) as asking:
            asker.require("statements.correct")
            kept, heard = self._archive.seen(asker, request.id, asking)
            wrong = self._archive.statement(kept)
            draft = desk.correction(request, wrong, heard.digest, self.controller)
            taken = self._take_down(draft, lambda pen: self._check_uncorrected(pen, kept.person, heard.digest))
            asking.digests = (heard.digest, taken.digest)
        return exchange.Corrected(id=taken.id, digest=taken.digest, index=taken.index, corrects=heard.digest)

    def _withdrawn(self, request: exchange.WithdrawalRequest, check: Check | None = None) -> desk.Taken:
        return self._take_down(desk.withdrawal(request, self.catalogue, self.controller), check)

    def _take_down(self, draft: Draft, check: Check | None = None) -> desk.Taken:
        """Sign what was said at the desk and log it, in one transaction, at whose beginning `check` may refuse."""
        now = self._clock.wall()
        with self._shelf.writing() as pen:
            if check is not None:
                check(pen)
            candidate = desk.sign(draft, pen, self._home, self.catalogue, now, self._clock.zone())
            admitted = Admission(pen, self._home, now).take_all([candidate])
            for refusal in admitted.refused:
                raise by_code()[refusal.code](refusal.what, kept="Nothing was kept.", remedy=refusal.remedy)
        self.feed.grew()
        return desk.Taken(candidate.verified.statement.id, candidate.verified.digest.hex(), admitted.indexes[0])

    def _check_seen(self, pen: Pen, person: bytes, intent: Intent, asker: Asker) -> None:
        """Refuse what rests on an older look at a person than the last thing that was logged about them."""
        if intent.version is None:
            return
        heards = [one for one in self._archive.heards_in(pen, person) if asker.sees(one.role)]
        if answers.version_of(heards) != intent.version:
            raise _said_meanwhile(heards[0] if heards else None, "About this person")

    def _check_uncorrected(self, pen: Pen, person: bytes, digest: str) -> None:
        """Refuse to mark a statement as entered in error that is marked already."""
        corrections = [one for one in self._archive.heards_in(pen, person) if one.kind == "correction"]
        void = {wrong for one in corrections for wrong in one.refers_to}
        for one in corrections:
            if digest in one.refers_to and one.digest not in void:
                raise _said_meanwhile(one, "About this statement")

    @property
    def catalogue(self) -> Catalogue:
        """The forms this library knows: those that come with econsent, and the organisation's own."""
        return self.forms.catalogue()

    # ── the log ──

    def checkpoint(self) -> str:
        """Return the newest signed checkpoint."""
        return self._shelf.latest_checkpoint().note

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Return the proof that the log at size `new`, or now, only adds to that at `old`; raise ArgumentInvalid."""
        size = self._shelf.size()
        newer = size if new is None else new
        if not 0 <= old <= newer <= size:
            raise ArgumentInvalid("The log has no such sizes.", remedy="Ask for sizes up to the newest checkpoint's.")
        return ledger.consistency_proof(old, newer, self._shelf.nodes)

    def tile(self, path: str) -> bytes:
        """Return a tile or an entry bundle by its path (C2SP tlog-tiles); raise TileUnknown or TilePathMalformed."""
        tile = ledger.parse_tile_path(path)
        if tile.width > ledger.tile_width(tile.level, tile.index, self._shelf.size()):
            raise TileUnknown("The log is not that long.", remedy="Ask for tiles of the newest checkpoint.")
        if tile.level == ledger.ENTRIES:
            start = tile.index * ledger.TILE_WIDTH
            return ledger.entry_bundle(self._shelf.entries(start, start + tile.width))
        return b"".join(self._shelf.nodes(ledger.tile_coords(tile.level, tile.index, tile.width)))

    def check_log(self, progress: Progress | None = None, *, asker: Asker = LOCAL) -> exchange.LogReport:
        """Recompute every leaf, node and checkpoint of the log and report what does not hold."""
        with self.audit.asked(asker, "log.check"):
            asker.require("log.check")
            return check_log(self._shelf, self._home, progress)

    def check_store(self, progress: Progress | None = None, *, asker: Asker = LOCAL) -> StoreChecked:
        """Check everything that is kept, as `econsent fsck` does, while the library goes on: what came since waits."""
        with self.audit.asked(asker, "store.check"):
            asker.require("log.check")
            return check_kept(self._engine, self._home, progress)

    # ── inside ──

    def _stand_for(self, workers: Sequence[Identifier], scope: str, at: int) -> list[Standing | None]:
        return self._decisions.standings_at_once(workers, scope, at)


def _line(heard: Heard) -> exchange.Found:
    return exchange.Found(
        id=heard.id,
        digest=heard.digest,
        kind=heard.kind,
        index=heard.index,
        made=instant.render(heard.interval.latest),
        device=heard.device,
        decisions={item.scope: item.decision for item in heard.decisions},
    )


def _said_meanwhile(newest: Heard | None, about: str) -> ChangedMeanwhile:
    """Return what whoever comes second is told of the last thing that was logged; it names nobody."""
    if newest is None:
        return ChangedMeanwhile("Nothing was said that this rests on.", kept="Nothing was kept.")
    moment = instant.render(newest.interval.latest)
    scopes = ", ".join(f"{one.scope} {one.decision}" for one in newest.decisions)
    return ChangedMeanwhile(
        f"{about} a {newest.kind} was logged meanwhile, at {moment} from {newest.device}"
        + (f": {scopes}." if scopes else "."),
        kept="Nothing was kept.",
        version=newest.index + 1,
        at=moment,
        by=newest.device,
        verb=f"statement.{newest.kind}",
    )


def _base64(hashes: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(base64.b64encode(item).decode() for item in hashes)
