"""The audit trail: every question and its answer, every change and who made it, hash-chained and signed.

Entries wait in memory for a moment and are written together: a row for every decision, not a sync for every decision
(SECURITY.md says what a crash can lose of them). Where they cannot be written, nothing more is answered.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from hashlib import sha256
from types import TracebackType
from typing import Self

import msgspec

from econsent import ledger
from econsent.access import MAX_REASON, UNSAID, Asker, Intent
from econsent.errors import EconsentError, Fault, StoreUnwritable
from econsent.instant import SECOND
from econsent.store.clock import Clock
from econsent.store.home import LibraryHome
from econsent.store.rows import Packed
from econsent.store.trail import KeptEntry, Trail

GATHERING = 0.1
"""Seconds for which entries gather before they are written."""
COUNTING = 10
"""Seconds for which what came too fast is counted before it has a line."""
ROOM = 20_000
"""Entries that may wait: more than a second of questions as fast as they can be answered."""
PATIENCE = 1.0
"""Seconds between attempts to write while the store refuses."""
SUFFIX = "/audit"
"""Added to the log's origin: the name under which the log's key signs the trail's head."""
_BATCH = 2048
_MAX_TARGET = 64
OK = "ok"


class Entry(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """One line: when (µs), who, which verb, what came of it (a decision, ``ok`` or an error's code), and about what.

    `person` is a keyed hash, `digests` are the statements that the answer rested on or that were shown, `target` is the
    id of what was changed: a key, client or person, a station, a subscriber, or the form that was released. `times` is
    how often, if too fast for a line each. `reason` is why it was to be changed, sealed: lines of before have none.
    """

    at: int
    asker: str
    verb: str
    outcome: str
    person: bytes | None = None
    scope: str | None = None
    digests: tuple[str, ...] = ()
    target: str | None = None
    times: int = 1
    reason: bytes | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with its number."""

    seq: int
    entry: Entry


class TrailReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of the trail found: how many entries, the signed head, and what does not hold."""

    size: int
    head: str
    problems: tuple[str, ...]


_encode = msgspec.msgpack.Encoder().encode
_entry = Packed(Entry)


class AuditTrail:
    """The trail of one open library; safe to share between threads."""

    def __init__(self, trail: Trail, home: LibraryHome, clock: Clock) -> None:
        self._trail = trail
        self._home = home
        self._clock = clock
        self._waiting: deque[Entry] = deque()
        self._turn = threading.Lock()
        self._begun = threading.Event()
        self._closing = threading.Event()
        self._writer: threading.Thread | None = None
        self._refused: EconsentError | None = None
        self._counting = threading.Lock()
        self._counts: dict[tuple[str, str, str], int] = {}
        self._counted = clock.monotonic()

    def asked(
        self,
        asker: Asker,
        verb: str,
        *,
        person: bytes | None = None,
        scope: str | None = None,
        target: str | None = None,
        intent: Intent = UNSAID,
    ) -> Asking:
        """Stand around a verb: what came of it is noted at the end, an error by its code, and why it was asked."""
        return Asking(self, asker, verb, person, scope, target, intent.reason)

    def note(
        self,
        asker: str,
        verb: str,
        outcome: str,
        *,
        person: bytes | None = None,
        scope: str | None = None,
        digests: tuple[str, ...] = (),
        target: str | None = None,
        reason: str = "",
    ) -> None:
        """Note what was asked and answered; raise StoreError leaves while the trail cannot be written."""
        self.check_writing()
        self._put(asker, verb, outcome, person, scope, digests, target, reason=reason)
        if not self._begun.is_set():
            self._begin()

    def count(self, asker: str, verb: str, outcome: str) -> None:
        """Note that something happened once more; what comes faster than `COUNTING` has one line for all of it."""
        with self._counting:
            told = (asker, verb, outcome)
            self._counts[told] = self._counts.get(told, 0) + 1
        if not self._begun.is_set():
            self._begin()

    @property
    def waiting(self) -> int:
        """How many entries are not written yet."""
        return len(self._waiting)

    def check_writing(self) -> None:
        """Raise what `note` would raise now."""
        if self._refused is not None or len(self._waiting) >= ROOM:
            raise self._refused or StoreUnwritable("The audit trail is behind.", remedy="Ask again in a moment.")

    def flush(self) -> None:
        """Write all that waits; durable on return. Raise StoreError leaves, after which it goes on waiting."""
        self._settle_counts()
        self._flush()

    def _flush(self) -> None:
        with self._turn:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), _BATCH))]
                try:
                    self._write(batch)
                except BaseException:
                    self._waiting.extendleft(reversed(batch))
                    raise

    def close(self) -> None:
        """Write what waits and end the writer; raise StoreError leaves."""
        self._closing.set()
        if self._writer is not None:
            self._writer.join()
        self.flush()

    def entries(
        self,
        *,
        after: int = 0,
        before: int | None = None,
        limit: int = 100,
        person: bytes | None = None,
        asker: str | None = None,
    ) -> list[Kept]:
        """Return entries from a number on, oldest first, or newest first before one; what waits is written before."""
        self.flush()
        rows = self._trail.entries(after, limit, before=before, person=person, asker=asker)
        return [Kept(seq=row.seq, entry=_entry.decode(row.entry)) for row in rows]

    def reason(self, entry: Entry) -> str:
        """Return why something was to be changed, as whoever asked said it; raise StoreDamaged."""
        if entry.reason is None:
            return ""
        return self._home.keys.vault.open_row(*_reason_row(entry.at, entry.asker, entry.verb), entry.reason).decode()

    def first_since(self, at: int) -> int:
        """Return a number before which no entry is of this moment (µs) or later, if they came in order."""
        self.flush()
        low, high = 0, (self._trail.head() or (0, ""))[0]
        while low < high:
            middle = (low + high) // 2
            rows = self._trail.entries(middle, 1)
            if rows and _entry.decode(rows[0].entry).at < at:
                low = middle + 1
            else:
                high = middle
        return low

    def head(self) -> str:
        """Return the signed head of the trail: keep one elsewhere, and nobody can shorten the trail unnoticed."""
        self.flush()
        known = self._trail.head()
        return self._sign(0, b"") if known is None else known[1]

    def check(self) -> TrailReport:
        """Recompute the chain from its first entry and hold the signed head against it."""
        self.flush()
        signed, note = self._trail.head() or (0, self._sign(0, b""))
        size, chain, held = 0, b"", signed == 0 and self._covers(note, 0, b"")
        for row in self._rows():
            chain = _link(chain, row.entry)
            if row.seq != size or row.chain != chain:
                problem = f"entry {row.seq} does not follow from those before it"
                return TrailReport(size=size, head=note, problems=(problem,))
            size += 1
            held = held or (size == signed and self._covers(note, size, chain))
        problems = () if held else ("the signed head is not that of these entries",)
        return TrailReport(size=size, head=note, problems=problems)

    # ── inside ──

    def _begin(self) -> None:
        """Start the writer with the first entry: a library that is only looked at has no thread."""
        with self._turn:
            if self._begun.is_set() or self._closing.is_set():
                return
            self._begun.set()
            self._writer = threading.Thread(target=self._work, name="econsent-audit", daemon=True)
            self._writer.start()

    def _work(self) -> None:
        pause = GATHERING
        while not self._closing.wait(pause):
            try:
                if self._clock.monotonic() - self._counted >= COUNTING * SECOND:
                    self._settle_counts()
                self._flush()
            except EconsentError as error:
                self._refused, pause = error, PATIENCE
            except Exception as error:  # noqa: BLE001 - without its writer the trail must stop the answers
                self._refused, pause = Fault(f"The audit trail's writer failed ({type(error).__name__})."), PATIENCE
            else:
                self._refused, pause = None, GATHERING

    def _settle_counts(self) -> None:
        """Turn what was only counted into lines."""
        with self._counting:
            counts, self._counts = self._counts, {}
            self._counted = self._clock.monotonic()
        for (asker, verb, outcome), times in counts.items():
            self._put(asker, verb, outcome, times=times)

    def _put(
        self,
        asker: str,
        verb: str,
        outcome: str,
        person: bytes | None = None,
        scope: str | None = None,
        digests: tuple[str, ...] = (),
        target: str | None = None,
        times: int = 1,
        reason: str = "",
    ) -> None:
        at = self._clock.wall()
        said = reason[:MAX_REASON].encode(errors="replace")
        sealed = self._home.keys.vault.seal_row(*_reason_row(at, asker, verb), said) if said else None
        self._waiting.append(
            Entry(
                at=at, asker=asker, verb=verb, outcome=outcome, person=person, scope=scope, digests=digests,
                target=target, times=times, reason=sealed,
            )
        )  # fmt: skip

    def _write(self, batch: Sequence[Entry]) -> None:
        with self._trail.appending() as pen:
            last = pen.last()
            size, chain = (0, b"") if last is None else (last.seq + 1, last.chain)
            rows = []
            for entry in batch:
                packed = _encode(entry)
                chain = _link(chain, packed)
                rows.append((size, entry.at, entry.asker, entry.verb, entry.person, packed, chain))
                size += 1
            pen.append(rows)
            pen.put_head(size, self._sign(size, chain))

    def _rows(self) -> Iterator[KeptEntry]:
        after = 0
        while rows := self._trail.entries(after, _BATCH):
            yield from rows
            after = rows[-1].seq + 1

    def _sign(self, size: int, chain: bytes) -> str:
        name = self._home.card.origin + SUFFIX
        head = ledger.Checkpoint(name, size, chain or ledger.EMPTY_ROOT)
        return ledger.sign_checkpoint(head, [ledger.NoteSigner(name, self._home.keys.log)])

    def _covers(self, note: str, size: int, chain: bytes) -> bool:
        log = self._home.verifiers[0]
        try:
            opened = ledger.open_checkpoint(note, [ledger.NoteVerifier(log.name + SUFFIX, log.public_key)]).checkpoint
        except EconsentError:
            return False
        return (opened.size, opened.root) == (size, chain or ledger.EMPTY_ROOT)


class Asking:
    """Around one verb: set `outcome`, `digests` and `target` for what is noted at its end."""

    __slots__ = ("_asker", "_person", "_reason", "_scope", "_trail", "_verb", "digests", "outcome", "target")

    def __init__(
        self,
        trail: AuditTrail,
        asker: Asker,
        verb: str,
        person: bytes | None,
        scope: str | None,
        target: str | None,
        reason: str,
    ) -> None:
        self._trail = trail
        self._asker = asker.id
        self._verb = verb
        self._person = person
        self._scope = scope
        self._reason = reason
        self.outcome = OK
        self.digests: tuple[str, ...] = ()
        self.target = None if target is None else target[:_MAX_TARGET]

    def by(self, asker: str) -> None:
        """Say who asked, where that turned out on the way."""
        self._asker = asker

    def about(self, person: bytes) -> None:
        """Say whom the verb turned out to be about."""
        self._person = person

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Note what came of it."""
        if error is not None:
            self.outcome = error.code if isinstance(error, EconsentError) else Fault.code
        self._trail.note(
            self._asker, self._verb, self.outcome,
            person=self._person, scope=self._scope, digests=self.digests, target=self.target, reason=self._reason,
        )  # fmt: skip


def _reason_row(at: int, asker: str, verb: str) -> tuple[bytes, str]:
    """Return whose a reason is and in which row it stands, as it is sealed: no other line takes it over."""
    return asker.encode(errors="replace"), f"reason {verb} {at}"


def _link(before: bytes, entry: bytes) -> bytes:
    """Return the hash of everything up to and with an entry."""
    return sha256(before + entry).digest()
