"""The library's department for what keeps its log provable once keys, clock or SHA-256 are not believed (SPEC 18).

Nothing outside is asked here: `workshop` has the authority date what `prepare` has read, and `keep` takes it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha512
from itertools import islice

from econsent import instant, ledger, record
from econsent.access import LOCAL, Asker, Intent
from econsent.archive import Archive
from econsent.audit import AuditTrail
from econsent.errors import (
    ArgumentInvalid,
    ChangedMeanwhile,
    PreservationBroken,
    PreservationUnknown,
    StatementUnknown,
    StoreDamaged,
)
from econsent.exchange import Preservation, PreservationLine, Preservations
from econsent.instant import DAY
from econsent.ledger import PreservationNote
from econsent.ledger.preservation import WIDTH
from econsent.store.clock import Clock
from econsent.store.home import LibraryHome, pem_of
from econsent.store.preservations import KeptPreservation, PreservationShelf, Preserved, open_preserved
from econsent.store.preserved_check import Trees, check_one, digest_of
from econsent.store.rows import Engine
from econsent.store.shelf import KeptCheckpoint, Shelf
from econsent.timestamp import Stamp, TimeAuthority

SCOPE = "log.preserve"
MONTHS = 12
"""After how many months a log that has grown is to be preserved again, where nothing else is said; 0 is never."""
_MONTH = 365 * DAY // 12
_YEAR = 365 * DAY
_STEP = 64
_MOST = 10**12
"""No number is larger: one a second would take thirty thousand years."""
"""Statements between notes of how far it is."""
_RESTORE = "Run `econsent work check`, and restore the last good copy."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be dated: the note, the checkpoint under it, the preservations before it, and the new leaves."""

    note: PreservationNote
    checkpoint: KeptCheckpoint
    before: tuple[Preserved, ...]
    leaves: bytes

    @property
    def first(self) -> int:
        """The index of the first new leaf."""
        return self.note.size - len(self.leaves) // WIDTH

    def dated(self, token: bytes, stamp: Stamp, authority: TimeAuthority) -> Preserved:
        """Return the preservation that it is with a token, which was checked."""
        roots, signed = authority.roots, self.checkpoint.note
        return Preserved(self.note.text, token, signed, roots, stamp.at, stamp.authority, stamp.ends)


class PreservationDepartment:
    """Preservations of one open library; safe to share between threads."""

    def __init__(self, engine: Engine, home: LibraryHome, archive: Archive, audit: AuditTrail, clock: Clock) -> None:
        self.authority: TimeAuthority | None = None
        """Whom this process asks for time-stamps: the choice of whoever runs it, and of nobody who asks over HTTP."""
        self.months = MONTHS
        """After how many months a log that has grown is to be preserved again; 0 is never."""
        self._engine = engine
        self._home = home
        self._archive = archive
        self._audit = audit
        self._clock = clock
        self._shelf = Shelf(engine)
        self._kept = PreservationShelf(engine)

    # ── seen ──

    def list(self, *, asker: Asker = LOCAL) -> Preservations:
        """Return every preservation, the newest first; raise ScopeMissing or StoreError leaves."""
        with self._audit.asked(asker, "preservations.list"):
            asker.require(SCOPE)
            lines = tuple(_line(kept, self._open(kept)) for kept in reversed(self._kept.all()))
            return Preservations(due=self.is_due(), ready=self.authority is not None, preservations=lines)

    def show(self, number: int, *, asker: Asker = LOCAL) -> Preservation:
        """Return one preservation with all that proves it; raise PreservationUnknown, ScopeMissing, StoreError."""
        with self._audit.asked(asker, "preservations.show"):
            asker.require(SCOPE)
            kept = self._kept.one(number) if 0 < number <= _MOST else None
            if kept is None:
                raise PreservationUnknown("The log was not preserved under this number.", remedy="List them.")
            preserved = self._open(kept)
            note = ledger.parse_preservation(preserved.note)
            return Preservation(
                line=_line(kept, preserved),
                sha256_root=note.root.hex(),
                sha512_root=note.second_root.hex(),
                note=preserved.note,
                token=preserved.token,
                checkpoint=preserved.checkpoint,
                root="".join(map(pem_of, preserved.roots)),
            )

    def named(self, number: str, *, asker: Asker = LOCAL) -> Preservation:
        """Return one preservation by its number as it stands in an address; raise as `show` does."""
        is_number = number.isascii() and number.isdigit() and len(number) <= len(str(_MOST))
        return self.show(int(number) if is_number else 0, asker=asker)

    def is_due(self) -> bool:
        """Say whether the newest preservation is to be renewed; a library that was never preserved is not reminded.

        It is within a year of the end of its certificates, or in the second half of their time where that is shorter;
        or when the log has grown since, after `months`.
        """
        kept = self._kept.newest()
        if kept is None:
            return False
        preserved, now = self._open(kept), self._clock.wall()
        if now > preserved.ends - min(_YEAR, (preserved.ends - preserved.at) // 2):
            return True
        return bool(self.months) and now > preserved.at + self.months * _MONTH and self._shelf.size() > kept.size

    # ── for the workshop ──

    def prepare(self, progress: Callable[[int, int], None]) -> Draft:
        """Read every entry up to the newest checkpoint, and what was said since the last preservation; return its note.

        Raises ArgumentInvalid for an empty log, PreservationBroken or StoreError leaves where the log, or the
        preservation before, is not what it was.
        """
        every = self._kept.all()  # first: a checkpoint that is read later is not older than any of them
        checkpoint = self._shelf.latest_checkpoint()
        if not checkpoint.size:
            raise ArgumentInvalid(
                "The log is empty: there is nothing to preserve.",
                kept="Nothing was kept.",
                remedy="Wait until somebody has said something.",
            )
        before = tuple(map(self._open, every))
        trees = Trees(self._engine)
        if every:
            trees.check(check_one(every[-1], before[-1], self._home))
        start = trees.second.size
        if start > checkpoint.size:
            raise PreservationBroken("The log is shorter than it was when it was preserved.", remedy=_RESTORE)
        leaves = self._read(trees, start, checkpoint.size, progress)
        if trees.log.root() != checkpoint.root:
            raise StoreDamaged("The entries do not give the newest checkpoint.", remedy=_RESTORE)
        note = PreservationNote(
            origin=self._home.card.origin,
            number=len(every) + 1,
            size=checkpoint.size,
            root=checkpoint.root,
            second_root=trees.second.root(),
            checkpoint=digest_of(checkpoint.note),
            previous=sha512(before[-1].token).digest() if before else None,
        )
        return Draft(note, checkpoint, before, leaves)

    def now(self) -> int:
        """Return the library's clock, microseconds since the epoch."""
        return self._clock.wall()

    def leaves(self, draft: Draft) -> Iterator[bytes]:
        """Yield the hashes of all leaves under a note, many at a time."""
        kept = islice(self._kept.leaves(), draft.first)
        while part := b"".join(islice(kept, _STEP * _STEP)):
            yield part
        yield draft.leaves

    def keep(self, draft: Draft, preserved: Preserved, *, intent: Intent, asker: Asker = LOCAL) -> PreservationLine:
        """Keep a preservation; raise ScopeMissing, ChangedMeanwhile where another came first, or StoreError leaves."""
        number, size = draft.note.number, draft.note.size
        with self._audit.asked(asker, SCOPE, target=str(number), intent=intent):
            asker.require(SCOPE)
            self._engine.check_space()
            with self._kept.adding() as pen:
                if pen.number() + 1 != number:
                    raise ChangedMeanwhile("The log was preserved meanwhile.", kept="Nothing was kept.")
                pen.add(self._home.keys.vault, number, size, preserved)
                pen.add_leaves(draft.first, draft.leaves)
        return _line(KeptPreservation(number, size, b""), preserved)

    # ── inside ──

    def _open(self, kept: KeptPreservation) -> Preserved:
        return open_preserved(self._home.keys.vault, kept)

    def _read(self, trees: Trees, start: int, end: int, progress: Callable[[int, int], None]) -> bytes:
        """Grow both trees by the statements from one index to another; return the new leaves of the second."""
        leaves = bytearray()
        for index in range(start, end):
            if (index - start) % _STEP == 0:
                progress(index, end)
            entry, leaf = self._leaf(index)
            trees.log.grow([ledger.leaf_hash(entry)])
            trees.second.grow([leaf])
            leaves += leaf
        progress(end, end)
        return bytes(leaves)

    def _leaf(self, index: int) -> tuple[bytes, bytes]:
        """Return an entry of the log and its leaf in the second tree; raise StoreDamaged where it is another's."""
        kept = self._shelf.statement(index)
        if kept is None:
            raise StoreDamaged("The log has a statement that is not kept.", remedy=_RESTORE)
        files: tuple[bytes, ...] = ()
        with suppress(StatementUnknown):  # it was forgotten on demand: what stays is the entry
            files = self._archive.files(kept)
        if files and record.digest(files[0]) != kept.digest:
            raise StoreDamaged("A statement is not the one that was logged.", remedy=_RESTORE)
        return kept.digest, ledger.preserved_leaf(kept.digest, files)


def _line(kept: KeptPreservation, preserved: Preserved) -> PreservationLine:
    return PreservationLine(
        number=kept.number,
        size=kept.size,
        at=instant.render(preserved.at),
        authority=preserved.authority,
        ends=instant.render(preserved.ends),
    )
