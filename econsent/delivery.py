"""How a station delivers: oldest first, in batches, believing of a reply only what it proves.

What the library takes is given up here once its place in the log is proven; what it refuses for good is set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from econsent import exchange, ledger
from econsent.errors import (
    EconsentError,
    HistoryRewritten,
    JwsMalformed,
    LedgerError,
    RemoteForeign,
    StationNotEnrolled,
    by_code,
)
from econsent.instant import ClockCheck
from econsent.keys import decode_base64
from econsent.pulling import FormSource
from econsent.store.clock import Clock
from econsent.store.outbox import Contact, Outbox, Progress, Waiting

BATCH = 50
"""Envelopes in one delivery: the fewest that keep the disk and the network busy (docs/performance.md)."""
BATCH_BYTES = 16 * 1024 * 1024


Watcher = Callable[[int, int], None]
"""Told how many were delivered so far, and how many there are with those that still wait."""


class Postbox(Protocol):
    """The verbs of a library that a station needs; both `Remote` and `Library` have them."""

    def enrol(self, request: exchange.EnrolmentRequest) -> exchange.Enrolment:
        """Certify a station's key against a one-time code."""

    def deposit(self, envelopes: Sequence[bytes], *, seen: int = 0) -> exchange.DepositReply:
        """Take envelopes in."""

    def contact(self, jws: bytes) -> None:
        """Take a sign of life."""

    @property
    def forms(self) -> FormSource:
        """The organisation's own forms."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a delivery did: how many reached the log, how many still wait, what was refused or stands in the way.

    `forms` are the released forms that were taken over (``id/version``).
    """

    delivered: int
    waiting: int
    quarantined: int
    problems: tuple[EconsentError, ...] = ()
    alarms: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


class Delivery:
    """An outbox on its way to a library whose log these verifiers know."""

    def __init__(
        self,
        outbox: Outbox,
        verifiers: Sequence[ledger.NoteVerifier],
        clock: Clock,
        signer: Callable[[exchange.Contact], bytes] | None = None,
        device_id: str = "",
    ) -> None:
        self._outbox = outbox
        self._verifiers = verifiers
        self._clock = clock
        self._signer = signer
        self._device_id = device_id
        self._answered: int | None = None

    @property
    def was_answered(self) -> bool:
        """Whether this station's library has answered."""
        return self._answered is not None

    def deliver_all(self, library: Postbox, watcher: Watcher | None = None) -> SyncReport:
        """Deliver until nothing waits or the library cannot take more; tell the watcher after every batch."""
        delivered = 0
        problems: list[EconsentError] = []
        alarms: list[str] = []
        while True:
            batch = self._outbox.waiting(BATCH, BATCH_BYTES)
            try:
                took = self._deliver(library, batch)
            except EconsentError as error:
                problems.append(error)
                break
            delivered += took.delivered
            problems += took.refused
            alarms += took.alarms
            if watcher is not None:
                watcher(delivered, delivered + self._outbox.counts().waiting)
            if took.stuck or (len(batch) < BATCH and not self._outbox.waiting(1)):
                break
        try:
            self._say_here(library)
        except EconsentError as error:
            problems += [error] if error.code not in {known.code for known in problems} else []
        return self.report(delivered, problems, alarms)

    def _say_here(self, library: Postbox) -> None:
        """Give a sign of life once the library has answered: a quiet station is then told from one that is cut off."""
        if self._signer is None or self._answered is None:
            return
        counts = self._outbox.counts()
        said = exchange.Contact(
            schema="econsent-contact/1",
            device=self._device_id,
            answers=self._answered,
            seq=progress_of(self._outbox).seq,
            waiting=counts.waiting,
            oldest=counts.oldest,
        )
        library.contact(self._signer(said))

    def _deliver(self, library: Postbox, batch: Sequence[Waiting]) -> _Took:
        """Deliver one batch, believe of the reply only what it proves, and keep what came of it.

        An empty batch is still a contact: clock and log are checked.
        """
        progress = progress_of(self._outbox)
        started = self._clock.monotonic()
        reply = library.deposit([item.envelope for item in batch], seen=progress.seen_size)
        contact = contact_of(reply.time, started, self._clock)
        checkpoint = self._check_checkpoint(reply, progress)
        placed = _check_places(reply, batch, checkpoint)
        here = range(len(batch))
        refused = {
            item.place: _error_of(item)
            for item in reply.refused
            if item.place in here and reply.delivered[item.place] is None
        }
        aside = [
            (error.code, batch[place].digest) for place, error in refused.items() if not _keeps_waiting(error.code)
        ]
        self._outbox.settle(placed, aside, (checkpoint.size, checkpoint.root), contact)
        self._answered = reply.time
        return _Took(
            delivered=len(placed),
            refused=list(refused.values()),
            alarms=[code for item in reply.delivered if item is not None for code in item.alarms],
            stuck=bool(batch) and len(placed) + len(aside) < len(batch),
        )

    def _check_checkpoint(self, reply: exchange.DepositReply, progress: Progress) -> ledger.Checkpoint:
        """Return the reply's checkpoint: our log's, and one that only adds to what this station saw before."""
        try:
            checkpoint = ledger.open_checkpoint(reply.checkpoint, self._verifiers).checkpoint
        except LedgerError:
            raise RemoteForeign(
                "What answers at this address is not the library of this station.",
                kept="Everything waits here, sealed.",
                remedy="Check the library's address; enrol again if the library was replaced.",
            ) from None
        proof = _hashes(reply.consistency)
        try:
            ledger.check_consistency(progress.seen_size, progress.seen_root, checkpoint.size, checkpoint.root, proof)
        except LedgerError:
            raise HistoryRewritten(
                "The library's log no longer contains what it once showed to this station.",
                kept="Everything waits here, sealed; nothing more is delivered.",
                remedy="Call the privacy officer: the library was rewritten or restored from an old copy.",
            ) from None
        return checkpoint

    def report(self, delivered: int, problems: Sequence[EconsentError], alarms: Sequence[str]) -> SyncReport:
        """Return a report of what was done, and of how the queue stands now."""
        counts = self._outbox.counts()
        return SyncReport(delivered, counts.waiting, counts.quarantined, tuple(problems), tuple(alarms))


def progress_of(outbox: Outbox) -> Progress:
    """Return where a device is; raise StationNotEnrolled where it never began."""
    progress = outbox.progress()
    if progress is None:
        raise StationNotEnrolled("The station was never enrolled.", remedy="Run `econsent station enrol`.")
    return progress


@dataclass(frozen=True, slots=True)
class _Took:
    """What came of one batch; `stuck` when the same envelopes would be refused again."""

    delivered: int
    refused: list[EconsentError]
    alarms: list[str]
    stuck: bool


def _check_places(
    reply: exchange.DepositReply, batch: Sequence[Waiting], checkpoint: ledger.Checkpoint
) -> list[tuple[int, bytes]]:
    """Return index and digest of what the reply proves to be in the log; raise RemoteForeign or LedgerError leaves."""
    if len(reply.delivered) != len(batch):
        raise RemoteForeign("The library answered for another delivery than ours.", kept="Everything waits here.")
    placed: list[tuple[int, bytes]] = []
    for item, place in zip(batch, reply.delivered, strict=True):
        if place is None:
            continue
        if place.digest != item.digest.hex():
            raise RemoteForeign("The library answered for another statement than ours.", kept="Everything waits here.")
        proof = _hashes(place.proof)
        leaf = ledger.leaf_hash(item.digest)
        ledger.check_inclusion(leaf, place.index, checkpoint.size, proof, checkpoint.root)
        placed.append((place.index, item.digest))
    return placed


def _hashes(proof: Sequence[str]) -> list[bytes]:
    try:
        return [decode_base64(text) for text in proof]
    except JwsMalformed:
        raise RemoteForeign("The library's proof cannot be read.", kept="Everything waits here.") from None


_ABOUT_THE_STATION = ("trust.", "keys.certificate-", "verify.bracket", "envelope.foreign-key")
"""Refusals that speak of the station or the library, not of one statement: once mended, the same bytes are taken."""


def _keeps_waiting(code: str) -> bool:
    return code.startswith(_ABOUT_THE_STATION)


def _error_of(refused: exchange.Refused) -> EconsentError:
    leaf = by_code().get(refused.code, RemoteForeign)
    return leaf(refused.what, kept="The envelope is kept here, sealed.", remedy=refused.remedy)


def contact_of(time: int, started: int, clock: Clock) -> Contact:
    """Return the clock check of a reply: the library's clock was read between `started` and now."""
    wall, monotonic = clock.wall(), clock.monotonic()
    error = (monotonic - started + 1) // 2
    check = ClockCheck(at=wall, offset=time + error - wall, error=error, monotonic=monotonic)
    return Contact(at=wall, check=check, boot=clock.boot())
