"""The library's department for work that takes longer than an answer may: asked for, watched, confirmed, fetched.

Nothing is done here: `workshop` does it, in the process that serves or where the store is opened. Whoever asked for a
work sees it, and who manages access sees that it is there; its result is for whoever asked alone.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

import msgspec

from econsent import instant, timestamp
from econsent.access import LOCAL, Asker, Intent
from econsent.audit import AuditTrail
from econsent.errors import StoreBusy, StoreDamaged, WorkNotReady, WorkUnknown
from econsent.exchange import (
    CheckRequest,
    Confirmation,
    ExportRequest,
    ImportRequest,
    PreservationRequest,
    ReleaseRequest,
    Work,
    WorkFile,
    WorkKind,
)
from econsent.instant import DAY
from econsent.store.clock import Clock
from econsent.store.home import LibraryHome
from econsent.store.rows import Engine
from econsent.store.works import (
    CHECKED,
    FAILED,
    GIVEN,
    INTERRUPTED,
    MADE,
    PART,
    RUNNING,
    WAITING,
    KeptWork,
    Outcome,
    WorkBook,
    WorkPen,
    WorkTerms,
    open_outcome,
    open_terms,
    seal_outcome,
    seal_terms,
)
from econsent.timestamp import TimeAuthority

MANAGE = "access.manage"
"""The scope of whoever may see that a work is there, and remove it, whoever asked for it."""
SCOPES: Mapping[WorkKind, str] = {
    "export": "statements.read",
    "check": "log.check",
    "import": "site.write",
    "release": "forms.release",
    "preservation": "log.preserve",
}
"""What it takes to ask for each kind of work."""
MOST = 1000
"""Works of one library at a time."""
_NOTHING_BEGUN = "Nothing was begun."
_encode = msgspec.msgpack.Encoder().encode
_Listed = list[Work]  # `list` is a verb below


class Works:
    """The works of one open library; safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        home: LibraryHome,
        audit: AuditTrail,
        clock: Clock,
        authority: Callable[[], TimeAuthority | None],
    ) -> None:
        self.book = WorkBook(engine)
        """Their rows, for the workshop."""
        self.begun = threading.Event()
        """Set when a work begins to wait in this process, for a workshop beside it."""
        self._engine = engine
        self._vault = home.keys.vault
        self._audit = audit
        self._clock = clock
        self._authority = authority

    # ── asked for ──

    def export(self, request: ExportRequest, *, asker: Asker = LOCAL) -> Work:
        """Ask for statements as one archive; raise ScopeMissing, StoreBusy or StoreError leaves."""
        terms = WorkTerms(
            kind="export", asker=asker, reason=request.reason, decisions=request.decisions, person=request.person
        )
        return self._begin(terms)

    def check(self, request: CheckRequest, *, asker: Asker = LOCAL) -> Work:
        """Ask for a check of the whole log and store; raise as `export` does."""
        return self._begin(WorkTerms(kind="check", asker=asker, reason=request.reason))

    def import_register(self, request: ImportRequest, *, asker: Asker = LOCAL) -> Work:
        """Have files of a register looked through, to be confirmed; raise as `export` does."""
        return self._begin(WorkTerms(kind="import", asker=asker), _encode(request.files))

    def release_form(self, request: ReleaseRequest, *, asker: Asker = LOCAL) -> Work:
        """Have a form looked through, to be confirmed; raise as `export` does."""
        return self._begin(WorkTerms(kind="release", asker=asker), _encode(request.files))

    def preserve(self, request: PreservationRequest, *, asker: Asker = LOCAL) -> Work:
        """Ask for the log to be dated by the authority that this process knows.

        Raises AuthorityUnnamed where it knows none, or as `export` does.
        """
        terms = WorkTerms(kind="preservation", asker=asker, reason=request.reason)
        if self._authority() is None:
            with self._audit.asked(asker, f"works.{terms.kind}", intent=Intent(reason=terms.reason)):
                asker.require(SCOPES[terms.kind])
                raise timestamp.unnamed()
        return self._begin(terms)

    # ── watched ──

    def list(self, *, asker: Asker = LOCAL) -> _Listed:
        """Return the works that the asker may see, the newest first; raise StoreError leaves."""
        now = self._clock.wall()
        self._audit.count(asker.id, "works.list", "ok")
        return [self._shown(kept, now, asker) for kept in self.book.all() if kept.ends > now and _sees(asker, kept)]

    def show(self, work_id: str, *, asker: Asker = LOCAL) -> Work:
        """Return a work and how far it is; raise WorkUnknown, also for one that the asker may not see."""
        self._audit.count(asker.id, "works.show", "ok")
        return self._shown(self._seen(work_id, asker), self._clock.wall(), asker)

    def given(self, work_id: str, *, asker: Asker = LOCAL) -> dict[str, bytes]:
        """Return the form that was handed in with a work; raise WorkUnknown, or WorkNotReady where none was."""
        kept = self._own(work_id, asker)
        if open_terms(self._vault, kept).kind != "release":
            raise WorkNotReady("No form was handed in with this work.")
        return msgspec.msgpack.decode(self.read_given(work_id), type=dict[str, bytes])

    def fetch(self, work_id: str, *, asker: Asker = LOCAL) -> tuple[WorkFile, Callable[[int, int], Iterator[bytes]]]:
        """Return what a work made: the file, and what reads its bytes from one place to another, a part at a time.

        For whoever asked for the work, while they have the scope of its kind. Raises WorkUnknown, WorkNotReady where
        there is no file, ScopeMissing or StoreError leaves.
        """
        with self._audit.asked(asker, "works.fetch") as asking:
            kept = self._own(work_id, asker)
            asking.target = kept.id
            asker.require(SCOPES[open_terms(self._vault, kept).kind])
            file = open_outcome(self._vault, kept).file
            if file is None:
                raise WorkNotReady("The work has made no file.", remedy="Wait until it is done.")
            return file, lambda start, end: self._read(kept.id, start, min(end, file.size))

    def download(self, work_id: str, file: WorkFile, into: BinaryIO, *, asker: Asker = LOCAL) -> None:
        """Append to a file what is still missing of what a work made; raise as `fetch` does.

        Whoever calls compares the digest: what was there before is not looked at.
        """
        made, read = self.fetch(work_id, asker=asker)
        for part in read(into.seek(0, 2) if made.digest == file.digest else into.truncate(into.seek(0)), made.size):
            into.write(part)

    # ── changed ──

    def confirm(self, work_id: str, said: Confirmation, *, asker: Asker = LOCAL) -> Work:
        """Have what was looked through taken over; raise WorkUnknown, WorkNotReady, ScopeMissing, StoreError leaves."""
        kept = self._own(work_id, asker)
        terms = open_terms(self._vault, kept)
        intent = Intent(reason=said.reason)
        with self._audit.asked(asker, f"works.{terms.kind}.confirm", target=kept.id, intent=intent):
            asker.require(SCOPES[terms.kind])
            report = open_outcome(self._vault, kept).report
            seen = None if report is None or report.register is None else report.register.basis
            sure = msgspec.structs.replace(terms, asker=asker, reason=said.reason, sure=True, seen=seen)
            self._again(kept, (CHECKED,), sure)
        return self.show(work_id, asker=asker)

    def restart(self, work_id: str, *, asker: Asker = LOCAL) -> Work:
        """Begin a work again that was interrupted or has failed; raise as `confirm` does, or AuthorityUnnamed."""
        kept = self._own(work_id, asker)
        terms = open_terms(self._vault, kept)
        with self._audit.asked(asker, f"works.{terms.kind}.restart") as asking:
            asking.target = kept.id
            asker.require(SCOPES[terms.kind])
            if terms.kind == "preservation" and self._authority() is None:
                raise timestamp.unnamed()
            self.sweep()
            self._again(kept, (INTERRUPTED, FAILED), msgspec.structs.replace(terms, asker=asker))
        return self.show(work_id, asker=asker)

    def remove(self, work_id: str, *, asker: Asker = LOCAL) -> None:
        """Forget a work and its result; raise WorkUnknown, WorkNotReady while it is being done, StoreError leaves."""
        kept = self._seen(work_id, asker)
        with self._audit.asked(asker, "works.remove") as asking:
            asking.target = kept.id
            with self.book.writing() as pen:
                removed = pen.remove(kept.id, self._clock.wall())
            if not removed:
                raise WorkNotReady("The work is being done.", kept="It goes on.", remedy="Wait until it has ended.")

    # ── for the workshop ──

    def sweep(self) -> None:
        """Note what nobody does any more as interrupted, and forget what is over; raise StoreError leaves."""
        now = self._clock.wall()
        if self.book.is_stale(now):
            with self.book.writing() as pen:
                interrupted = pen.interrupt(now, now + DAY)
                pen.forget(now)
            for work_id, asker in interrupted:
                self._audit.note(asker, "works.ended", INTERRUPTED, target=work_id)

    def now(self) -> int:
        """Return the library's clock, microseconds since the epoch."""
        return self._clock.wall()

    def terms(self, kept: KeptWork) -> WorkTerms:
        """Return what a work was asked for; raise StoreDamaged."""
        return open_terms(self._vault, kept)

    def outcome(self, kept: KeptWork) -> Outcome:
        """Return what came of a work so far; raise StoreDamaged."""
        return open_outcome(self._vault, kept)

    def sealed(self, work_id: str, outcome: Outcome) -> bytes:
        """Return what came of a work as it is kept."""
        return seal_outcome(self._vault, work_id, outcome)

    def put_made(self, pen: WorkPen, work_id: str, number: int, content: bytes) -> None:
        """Keep a part of the file that a work makes."""
        pen.put_part(self._vault, work_id, MADE, number, content)

    def check_space(self) -> None:
        """Raise StoreFull where the next part may not fit."""
        self._engine.check_space()

    def note_ended(self, terms: WorkTerms, work_id: str, outcome: str) -> None:
        """Note in the trail what came of a work: ``ok``, or why it came to nothing."""
        person = None if terms.person is None else self._vault.person(terms.person)
        self._audit.note(terms.asker.id, f"works.{terms.kind}.ended", outcome, person=person, target=work_id)

    def read_given(self, work_id: str) -> bytes:
        """Return what was handed in with a work; raise StoreDamaged."""
        return b"".join(self._parts(work_id, GIVEN, 0, self.book.parts(work_id, GIVEN)))

    # ── inside ──

    def _begin(self, terms: WorkTerms, given: bytes = b"") -> Work:
        asker = terms.asker
        person = None if terms.person is None else self._vault.person(terms.person)
        scope = None if terms.decisions is None else terms.decisions.scope
        intent = Intent(reason=terms.reason)
        with self._audit.asked(asker, f"works.{terms.kind}", person=person, scope=scope, intent=intent) as asking:
            asker.require(SCOPES[terms.kind])
            self._engine.check_space()
            asking.target = work_id = f"work-{secrets.token_hex(6)}"
            now = self._clock.wall()
            sealed = seal_terms(self._vault, work_id, terms)
            kept = KeptWork(work_id, asker.id, now, WAITING, 0, 0, None, None, now + DAY, "", 0, sealed, None)
            with self.book.writing() as pen:
                if pen.count() >= MOST:
                    raise StoreBusy(
                        f"There are {MOST} works.", kept=_NOTHING_BEGUN, remedy="Remove some, or wait a day."
                    )
                pen.add(kept)
                for number, start in enumerate(range(0, len(given), PART)):
                    pen.put_part(self._vault, work_id, GIVEN, number, given[start : start + PART])
        self.begun.set()
        return self._shown(kept, now, asker)

    def _again(self, kept: KeptWork, states: Sequence[str], terms: WorkTerms) -> None:
        sealed, ends = seal_terms(self._vault, kept.id, terms), self._clock.wall() + DAY
        with self.book.writing() as pen:
            if not any(pen.again(kept.id, state, ends, sealed) for state in states):
                raise WorkNotReady(
                    "The work is not at the point for this.", kept="Nothing was changed.", remedy="Look at it again."
                )
        self.begun.set()

    def _seen(self, work_id: str, asker: Asker) -> KeptWork:
        kept = self.book.one(work_id)
        if kept is None or (kept.ends <= self._clock.wall() and kept.state != RUNNING) or not _sees(asker, kept):
            raise _unknown()
        return kept

    def _own(self, work_id: str, asker: Asker) -> KeptWork:
        kept = self._seen(work_id, asker)
        if not _is_own(asker, kept):
            raise _unknown()
        return kept

    def _read(self, work_id: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of what a work made from one place to another."""
        first = start // PART
        for number, part in enumerate(self._parts(work_id, MADE, first, -(-end // PART)), first):
            yield part[max(0, start - number * PART) : end - number * PART]

    def _parts(self, work_id: str, file: str, first: int, end: int) -> Iterator[bytes]:
        for number in range(first, end):
            part = self.book.part(self._vault, work_id, file, number)
            if part is None:
                raise StoreDamaged("A part of a work's file is lost.", remedy="Begin the work again.")
            yield part

    def _shown(self, kept: KeptWork, now: int, asker: Asker) -> Work:
        terms = open_terms(self._vault, kept)
        lost = kept.state == RUNNING and kept.lease <= now
        ended = kept.lease if lost else kept.ended
        shown = Work(
            id=kept.id,
            kind=terms.kind,
            state=INTERRUPTED if lost else kept.state,  # type: ignore[arg-type]
            asker=kept.asker,
            reason=terms.reason,
            asked=instant.render(kept.at),
            begun=None if kept.begun is None else instant.render(kept.begun),
            ended=None if ended is None else instant.render(ended),
            expires=instant.render(kept.ends),
            done=kept.done,
            total=kept.total,
        )
        if not _is_own(asker, kept):
            return shown
        outcome = open_outcome(self._vault, kept)
        return msgspec.structs.replace(shown, file=outcome.file, report=outcome.report, problem=outcome.problem)


def _is_own(asker: Asker, kept: KeptWork) -> bool:
    """Say whether a work is the asker's; from whoever opened the store nothing could be kept."""
    return asker.id == kept.asker or asker.kind == "local"


def _sees(asker: Asker, kept: KeptWork) -> bool:
    return _is_own(asker, kept) or MANAGE in asker.scopes


def _unknown() -> WorkUnknown:
    return WorkUnknown("There is no such work here.", remedy="List them: `econsent work list`.")
