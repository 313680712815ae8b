"""A library as a large laboratory has it: a million statements of two hundred thousand people, five hundred stations.

Every statement is made of a draft, signed by its station, sealed, logged under a checkpoint, folded and indexed by the
functions that a deposit calls. What a deposit does beside that is left out: no envelope is sealed and opened, no
signature is checked, a thousand are logged at once, and what stands is folded once for each person at the end. Evidence
is a small drawing, the document a line of text. The trail holds as many entries, written by the trail itself.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import random
import secrets
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchmarks._register import POINTS, name_of, tables
from econsent import admission, ledger, record, standing
from econsent.document.issue import Circumstances, Draft, statement_of
from econsent.envelope import Contents
from econsent.fhir.published import is_published
from econsent.instant import DAY, SECOND, Interval
from econsent.library import Library
from econsent.principals import KeyRequest
from econsent.signing.jws import sign_compact
from econsent.standing import Heard
from econsent.store import answers, publishing, vault
from econsent.store.clock import SYSTEM
from econsent.store.consents import ConsentPen
from econsent.store.engines import VERSION
from econsent.store.shelf import Entry, KeptCheckpoint
from econsent.store.sqlite import Database
from tests import builders
from tests.builders import IIN, SCOPE, LyingClock, iin
from tests.hand import PAGES, Hand, deposit

APART = 17 * SECOND
"""Between two statements: five thousand a day, a million in 197 days."""
SITTING = 2
"""Statements of one visit: the notice, then what was decided."""
PEOPLE, STATIONS, WORKERS, KEYS = 200_000, 500, 2_000, 40
STAFF = 1_900
"""Workers who were asked, on the first day and never again: what is rare and old."""
FAITHFUL = 333
"""One visit of so many is by one person, who has thousands of statements."""
CHUNK = 2_000
WAITING = 10_000
"""Entries of the trail that are written together."""
CACHE_KIB = 2**20
KEPT = "ECONSENT_BENCH_KEPT"
"""Names a folder in which what was built is kept for the next run of the same day."""


@dataclass(frozen=True)
class Archive:
    """What was built: the library's folder, a statement that came by a deposit, a camera's key, the first moment."""

    folder: Path
    statement: str
    camera: str
    began: int


class _Note(msgspec.Struct):
    size: int
    version: int
    statement: str
    camera: str
    began: int


@contextlib.contextmanager
def archive(size: int) -> Iterator[Archive]:
    """Build a library of so many statements, or find the one that was kept today."""
    kept = os.environ.get(KEPT)
    with contextlib.ExitStack() as stack:
        folder = Path(kept) / str(size) if kept else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        note = folder / "note.json"
        if not _is_fresh(note, size):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            began = SYSTEM.wall() // 1000 * 1000 - size * APART
            clock = LyingClock(began - SYSTEM.wall())
            with builders.make_library(folder, clock=clock) as library:
                made = _Builder(library, clock, began).build(size)
            note.write_bytes(msgspec.json.encode(_Note(size, VERSION, *made, began)))
        read = msgspec.json.decode(note.read_bytes(), type=_Note)
        yield Archive(folder, read.statement, read.camera, read.began)


def _is_fresh(note: Path, size: int) -> bool:
    if not note.exists():
        return False
    read = msgspec.json.decode(note.read_bytes(), type=_Note)
    return (read.size, read.version) == (size, VERSION) and SYSTEM.wall() - read.began - size * APART < DAY // 2


@dataclass(slots=True)
class _Person:
    """Somebody's key, and what they said."""

    key: bytes
    heards: list[Heard] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A statement that is about to be logged."""

    statement: record.Statement
    contents: Contents
    heard: Heard
    digest: bytes
    person: bytes


class _Builder:
    """Fills one library from its first moment to now; `clock` is the library's."""

    def __init__(self, library: Library, clock: LyingClock, began: int) -> None:
        self._library = library
        self._clock = clock
        self._began = began
        self._vault = library._home.keys.vault  # only it can write rows that the library believes
        self._chance = random.Random(1)
        self._people: dict[bytes, _Person] = {}
        self._fresh: list[tuple[bytes, bytes]] = []
        self._hands: list[Hand] = []
        self._many = PEOPLE

    def build(self, size: int) -> tuple[str, str]:
        """Fill it, and return the id of a statement that came by a deposit and that of a camera's key."""
        self._many = min(PEOPLE, size // 50)
        _hurry(self._library)
        self._library.site.import_files(tables([iin(PEOPLE + number) for number in range(WORKERS)]))
        self._hands = [_enrolled(self._library, number) for number in range(min(STATIONS, 1 + size // 100))]
        self._drafts = _drafts(self._hands[0])
        for start in range(0, size - 1, CHUNK):
            self._log([self._line(at) for at in range(start, min(size - 1, start + CHUNK))])
        self._settle()
        self._stand()
        camera = self._ask(size)
        self._clock.ahead = 0
        said = self._hands[0].say(self._drafts["consent"])
        deposit(self._library, [said])
        return said.statement.id, camera

    # ── what is said ──

    def _line(self, at: int) -> _Line:
        """Return the statement at an index of the log."""
        visit, turn = divmod(at, SITTING)
        hand, number = self._hands[visit % len(self._hands)], self._number(visit)
        draft = self._draft(visit, turn, number, hand)
        moment = self._began + at * APART
        statement = _said(draft, hand, moment)
        jws = sign_compact(record.encode(statement), hand.signer)
        digest = record.digest(jws)
        hand.seq, hand.prev = statement.device.seq, digest.hex()
        heard = standing.heard(statement, digest.hex(), at, statement.made.interval())
        person = self._person(statement)
        self._people[person].heards.append(heard)
        contents = Contents(jws=jws, evidence=tuple(file.data for file in draft.evidence), document=PAGES)
        return _Line(statement, contents, heard, digest, person)

    def _number(self, visit: int) -> str:
        """Return whose visit it is: first the workers, later anybody, and one person again and again."""
        if visit < STAFF:
            return iin(PEOPLE + visit)
        if visit == STAFF:
            return iin(0)
        return IIN if visit % FAITHFUL == 0 else iin(self._chance.randrange(self._many))

    def _draft(self, visit: int, turn: int, number: str, hand: Hand) -> Draft:
        """Return what is said at a visit: after a notice mostly consent, seldom something else."""
        if visit < STAFF:
            return self._of(self._drafts["staff"], number, hand)
        chance = (visit * 7919) % 1000
        if turn == 0:
            return self._drafts["abandonment"] if chance < 40 else self._of(self._drafts["notice"], number, hand)
        if chance < 2 and (wrong := self._last_of(number)) is not None:
            reference = record.Reference(id=wrong.id, digest=wrong.digest)
            return dataclasses.replace(self._of(self._drafts["correction"], number, hand), refers_to=(reference,))
        kinds = (("consent", 850), ("mixed", 900), ("refusal", 950), ("withdrawal", 1000))
        return self._of(self._drafts[next(kind for kind, below in kinds if chance < below)], number, hand)

    def _of(self, draft: Draft, number: str, hand: Hand) -> Draft:
        """Return a draft as somebody says it at a place."""
        assert draft.subject is not None
        return dataclasses.replace(
            draft, subject=replace(draft.subject, identifier=builders.person(number)), place=hand.place
        )

    def _last_of(self, number: str) -> Heard | None:
        known = self._people.get(self._vault.person(builders.person(number)))
        return next((one for one in reversed(known.heards if known else []) if one.kind == "consent"), None)

    def _person(self, statement: record.Statement) -> bytes:
        """Return under whose key a statement is kept, as an admission does."""
        subject = statement.subject
        if subject is None:
            person = self._vault.pseudonym(f"\0{statement.device.id}")
        else:
            person = self._vault.person(subject.identifier)
        if person not in self._people:
            key, wrapped = self._vault.new_person_key()
            self._people[person] = _Person(key)
            self._fresh.append((person, wrapped))
        return person

    # ── what is kept ──

    def _log(self, lines: Sequence[_Line]) -> None:
        """Let the log grow by some statements, under one checkpoint."""
        home, start = self._library._home, lines[0].heard.index
        size = start + len(lines)
        arrivals = [
            publishing.Arrival(one.statement, one.heard, one.person, self._people[one.person].key) for one in lines
        ]
        with self._library._shelf.writing() as pen:
            pen.add_persons(self._fresh)
            pen.add_entries(_entry(one, self._logged(one.heard.index)) for one in lines)
            pen.add_nodes(ledger.append(start, [ledger.leaf_hash(one.digest) for one in lines], pen.nodes))
            checkpoint = ledger.Checkpoint(home.card.origin, size, ledger.root(size, pen.nodes))
            at = self._logged(size - 1)
            pen.add_checkpoint(KeptCheckpoint(size, checkpoint.root, admission.sign_note(checkpoint, home, at), at))
            pen.add_statements(self._sealed(one) for one in lines)
            ConsentPen(pen.session).put_rendered(
                publishing._written(one, self._logged(one.heard.index))
                for one in arrivals
                if is_published(one.statement, "R5")
            )
        self._fresh.clear()

    def _logged(self, index: int) -> int:
        """Return when a statement was logged: a second after it was made."""
        return self._began + index * APART + SECOND

    def _sealed(self, line: _Line) -> tuple[int, bytes, bytes, bytes, bytes]:
        heard = answers.pack_heard(self._vault, line.person, line.heard)
        sealed = vault.seal_contents(self._people[line.person].key, line.contents, line.digest)
        return line.heard.index, line.person, heard, *sealed

    def _settle(self) -> None:
        """Keep how far each station has come; most were heard of just now, one of fifty last week."""
        now = SYSTEM.wall()
        with self._library._shelf.writing() as pen:
            for number, hand in enumerate(self._hands):
                known = pen.device(hand.device_id)
                assert known is not None
                digest = None if hand.prev is None else bytes.fromhex(hand.prev)
                moved = dataclasses.replace(known, seq=hand.seq, digest=digest, clock="checked")
                pen.put_progress(moved, now - (7 * DAY if number % 50 == 49 else 0))

    def _stand(self) -> None:
        """Fold what each person said, keep what stands, and index it."""
        people = sorted(self._people.items())
        for start in range(0, len(people), CHUNK):
            part = {person: known.heards for person, known in people[start : start + CHUNK]}
            stands = {person: standing.fold(heards) for person, heards in part.items()}
            with self._library._shelf.writing() as pen:
                pen.put_standing((one, answers.pack_standing(self._vault, one, what)) for one, what in stands.items())
                index = ConsentPen(pen.session)
                found = [
                    row
                    for person, heards in part.items()
                    for row in publishing.rows(person, heards, self._logged, {}, stands=stands[person])
                ]
                index.put(row.values(self._vault) for row in found)
                index.put_sorts(row.sort for row in found)

    def _ask(self, size: int) -> str:
        """Fill the trail with as many questions of cameras; return the id of one camera's key."""
        audit, people = self._library.audit, list(self._people)
        keys = [
            self._library.accounts.add_key(KeyRequest(name=f"camera {one}", scopes=("decision",))).principal.id
            for one in range(KEYS)
        ]
        for at in range(size):
            self._clock.ahead = self._began + at * APART - SYSTEM.wall()
            audit.note(
                keys[at % KEYS], "decision", "CONSENT_PERMIT", person=people[at * 7919 % len(people)], scope=SCOPE,
                digests=(f"{at:064x}",),
            )  # fmt: skip
            if audit.waiting >= WAITING:
                audit.flush()
        audit.flush()
        return keys[0]


def _said(draft: Draft, hand: Hand, moment: int) -> record.Statement:
    """Return the statement that a draft becomes at a station and a moment (µs)."""
    circumstances = Circumstances(
        id=record.new_id(moment, secrets.token_bytes(10)),
        made=record.made(moment, SYSTEM.zone(), Interval(moment, moment), "checked"),
        after=hand.after,
        device=record.Device(id=hand.device_id, seq=hand.seq + 1, prev=hand.prev),
        controller=hand.controller,
    )
    return statement_of(draft, circumstances)


def _entry(line: _Line, at: int) -> Entry:
    heard = line.heard
    return Entry(
        heard.index, line.digest, uuid.UUID(heard.id).bytes, line.person, heard.kind, heard.device, heard.seq,
        heard.after_size, at,
    )  # fmt: skip


def _enrolled(library: Library, number: int) -> Hand:
    """Return a new station at one of the points."""
    return Hand.enrol(library, name=f"{number:03}", point=name_of(number % POINTS), room=str(number % POINTS))


def _drafts(hand: Hand) -> Mapping[str, Draft]:
    """Return what is said at stations, by a name of our own."""
    scopes = [scope.id for scope in hand.catalogue.latest("patient-filming").scopes]
    return {
        "staff": builders.consent(hand, form="staff-supplement"),
        "notice": builders.notice(hand),
        "consent": builders.consent(hand),
        "mixed": builders.consent(hand, {SCOPE: "permit"}),
        "refusal": builders.consent(hand, "deny"),
        "withdrawal": builders.withdrawal(hand, scopes[:1]),
        "abandonment": builders.abandonment(hand),
        "correction": builders.correction(hand, record.new_id(SYSTEM.wall(), bytes(10)), "0" * 64),
    }


def _hurry(library: Library) -> None:
    """Let the disk wait: what is built here can be built again."""
    engine = library._engine
    if isinstance(engine, Database):
        engine.connection.execute("PRAGMA synchronous = OFF")
        engine.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
