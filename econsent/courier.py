"""Delivers changes to subscribers by webhook: in the order of the log, each at least once, signed (SPEC 16).

Runs in a thread of its own inside `econsent serve`, or as `econsent webhooks deliver`. Of several processes on one
store one delivers to a subscriber at a time: it holds a lease, and every step is taken only by the holder.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import msgspec

from econsent import instant
from econsent.access import Asker
from econsent.audit import OK
from econsent.errors import EconsentError
from econsent.exchange import Change, Event
from econsent.instant import SECOND
from econsent.library import Library
from econsent.poster import Answer, Line, Mail, Poster
from econsent.store.subscribers import ACTIVE, KeptLetter, KeptSubscriber, Terms
from econsent.subscribers import message_id

LEASE = 2 * SECOND
"""Microseconds that a process which was killed keeps others from delivering."""
RENEWING = 0.6
"""Seconds between renewals of what is held."""
TICK = 0.5
"""Seconds between looks for what is due again; growth of the log is told at once."""
PAGE = 50
STOPPING = 2.0
"""Seconds that a delivery under way may take once the courier was asked to stop."""
EVENT: Final = "statement.logged"
VERB = "changes.sent"

_dice = secrets.SystemRandom()
_encode = msgspec.json.Encoder().encode
_log = logging.getLogger("econsent.webhooks")


@dataclass(frozen=True, slots=True)
class Patience:
    """When a change is tried again, and when it is given up.

    Pauses double from `first`, seconds. Where the receiver is down (no connection, no answer, 429, 502, 503, 504) they
    grow to `nearby`, or to a sixtieth of the time it has been down, and a change is given up once it has waited for
    `horizon`. Where it answers anything else they grow to `longest`, and a change is given up after `attempts`.
    """

    first: float = 0.5
    nearby: float = 3.0
    longest: float = 60.0
    horizon: float = 24 * 3600.0
    attempts: int = 12

    def pause(self, answer: Answer, attempts: int, failing: float) -> float:
        """Return seconds until the next attempt, after so many at this change and so many seconds of failing."""
        most = max(self.nearby, failing / 60) if answer.down else self.longest
        doubled = min(self.first * 2.0 ** min(attempts - 1, 30), most)
        return max(doubled * _dice.uniform(0.75, 1.0), answer.wait)

    def is_over(self, answer: Answer, attempts: int, waited: float) -> bool:
        """Say whether a change is given up, after so many attempts and so many seconds of waiting for the receiver."""
        return waited >= self.horizon if answer.down else attempts >= self.attempts


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of deliveries came to: how many were taken, and how many subscribers still wait."""

    delivered: int
    waiting: int


class Courier:
    """Delivers for one open library until it is stopped; a context manager."""

    def __init__(self, library: Library, *, patience: Patience | None = None, poster: Poster | None = None) -> None:
        self._library = library
        self._book = library.subscribers.book
        self._patience = patience or Patience()
        self._poster = poster or Poster()
        self._holder = secrets.token_hex(8)
        self._delivered = 0
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False
        self._stir = asyncio.Event()

    def __enter__(self) -> Self:
        """Begin to deliver, in a thread."""
        self._thread = threading.Thread(target=self.run, name="econsent-courier", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and wait until it has."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def run(self) -> None:
        """Deliver until `stop` is called, which a signal may do."""
        asyncio.run(self._work())

    def round(self) -> Round:
        """Deliver all that is due, once to each subscriber until it has all or fails; return what it came to."""
        return asyncio.run(self._round())

    def stop(self) -> None:
        """Ask it to stop: a delivery under way may end, every subscriber keeps its place."""
        self._stopping = True
        self._wake()

    # ── the work ──

    async def _work(self) -> None:
        self._loop = asyncio.get_running_loop()
        tasks: dict[str, asyncio.Task[None]] = {}
        renewing = asyncio.create_task(self._renew(tasks))
        while not self._stopping:
            try:
                newest = await self._begin(tasks)
            except EconsentError as error:
                _log.warning("webhooks wait: %s", error.code)
                newest = None
            await self._until_stirred(newest)
            for subscriber_id in tasks.keys() - _under_way(tasks).keys():
                del tasks[subscriber_id]
        await self._end(tasks)
        renewing.cancel()

    async def _round(self) -> Round:
        self._loop = asyncio.get_running_loop()
        tasks: dict[str, asyncio.Task[None]] = {}
        renewing = asyncio.create_task(self._renew(tasks))
        await self._begin(tasks)
        await asyncio.gather(*tasks.values())
        renewing.cancel()
        newest = await asyncio.to_thread(self._library.feed.size) - 1
        waiting = [kept for kept in await asyncio.to_thread(self._book.all) if _has_more(kept, newest)]
        return Round(self._delivered, len(waiting))

    async def _begin(self, tasks: dict[str, asyncio.Task[None]]) -> int:
        """Start a task for each subscriber that something is due for; return the newest index of the log."""
        newest = await asyncio.to_thread(self._library.feed.size) - 1
        for kept in await asyncio.to_thread(self._due, newest):
            if kept.id not in tasks and not self._stopping:
                tasks[kept.id] = asyncio.create_task(self._deliver(kept.id))
        return newest

    def _due(self, newest: int) -> list[KeptSubscriber]:
        now = self._library.subscribers.now()
        every = self._book.all()
        wanted = {name for name, (_, wanted) in self._book.letters_of().items() if wanted} if every else set()
        return [
            kept
            for kept in every
            if kept.state == ACTIVE and kept.lease <= now
            if kept.id in wanted or (kept.told < newest and kept.due <= now)
        ]

    async def _until_stirred(self, newest: int | None) -> None:
        """Wait until the log has grown, `stop` was called, or something may be due again."""
        forget = None if newest is None else self._library.feed.watch.call_when(newest, self._wake)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stir.wait(), TICK)
        if forget is not None:
            forget()
        self._stir.clear()

    def _wake(self) -> None:
        """Wake the loop, from any thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended already
                self._loop.call_soon_threadsafe(self._stir.set)

    async def _renew(self, tasks: dict[str, asyncio.Task[None]]) -> None:
        """Hold what is being delivered for as long as it takes."""
        while True:
            await asyncio.sleep(RENEWING)
            if _under_way(tasks):
                with contextlib.suppress(EconsentError):  # it lapses then, and somebody else goes on
                    await asyncio.to_thread(self._hold)

    def _hold(self) -> None:
        with self._book.writing() as pen:
            pen.renew(self._holder, self._library.subscribers.now() + LEASE)

    async def _end(self, tasks: dict[str, asyncio.Task[None]]) -> None:
        """Let deliveries under way end, but not for long."""
        if tasks:
            _, slow = await asyncio.wait(tasks.values(), timeout=STOPPING)
            for task in slow:
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)

    # ── one subscriber ──

    async def _deliver(self, subscriber_id: str) -> None:
        """Take the lease and deliver what there is; what stands in the way is logged, and waits."""
        try:
            if await asyncio.to_thread(self._take, subscriber_id):
                try:
                    await self._tell(subscriber_id)
                finally:
                    await asyncio.to_thread(self._release, subscriber_id)
        except EconsentError as error:
            _log.warning("webhooks of %s wait: %s", subscriber_id, error.code)
        except Exception as error:  # noqa: BLE001 - a mistake at one subscriber must not keep the others waiting
            _log.error("webhooks of %s wait: fault %s", subscriber_id, type(error).__name__)

    def _take(self, subscriber_id: str) -> bool:
        now = self._library.subscribers.now()
        with self._book.writing() as pen:
            return pen.take(subscriber_id, self._holder, now, now + LEASE)

    def _release(self, subscriber_id: str) -> None:
        with self._book.writing() as pen:
            pen.release(self._holder, subscriber_id)

    async def _tell(self, subscriber_id: str) -> None:
        kept = await asyncio.to_thread(self._book.one, subscriber_id)
        if kept is None:
            return
        terms = self._library.subscribers.terms(kept)
        async with self._poster.line(terms) as line:
            round_ = Delivery(self._library, self._patience, self._holder, kept, terms, line)
            try:
                await round_.letters(lambda: self._stopping)
                await round_.changes(lambda: self._stopping)
            finally:
                self._delivered += round_.delivered


class Delivery:
    """What is delivered to one subscriber while the lease is held."""

    def __init__(
        self, library: Library, patience: Patience, holder: str, kept: KeptSubscriber, terms: Terms, line: Line
    ) -> None:
        self.delivered = 0
        self._library = library
        self._book = library.subscribers.book
        self._patience = patience
        self._holder = holder
        self._id = kept.id
        self._told = kept.told
        self._attempts = kept.attempts
        self._failing = kept.failing
        self._may_go_on = kept.due <= library.subscribers.now()
        self._terms = terms
        self._reader: Asker = terms.reader(kept.id)
        self._line = line

    async def letters(self, stopping: Callable[[], bool]) -> None:
        """Try each dead letter that is wanted once more, oldest first, until the receiver does not answer."""
        while not stopping() and (letter := await asyncio.to_thread(self._book.wanted, self._id)):
            page = await asyncio.to_thread(self._library.feed.read, letter.index - 1, 1, self._reader)
            [change] = page.changes  # what was sent once is still there, and may still be seen
            if not await asyncio.to_thread(self._settle, letter, change, await self._post(change)):
                self._may_go_on = False
                return

    async def changes(self, stopping: Callable[[], bool]) -> None:
        """Deliver what the subscriber was not told yet, in the order of the log, until an attempt fails."""
        while self._may_go_on and not stopping():
            page = await asyncio.to_thread(self._library.feed.read, self._told, PAGE, self._reader)
            if page.after == self._told:
                return
            for change in filter(self._terms.wants, page.changes):
                answer = await self._post(change)
                self._may_go_on = await asyncio.to_thread(self._note, change, answer)
                if not self._may_go_on or stopping():
                    return
            if self._told < page.after:
                self._may_go_on = await asyncio.to_thread(self._pass_over, page.after)

    async def _post(self, change: Change) -> Answer:
        about = self._library
        event = Event(
            type=EVENT, timestamp=change.logged, controller=self._terms.controller, origin=about.origin, data=change
        )
        mail = Mail(message_id(self._id, change.index), _encode(event))
        now = about.subscribers.now()
        return await self._line.post(mail, await asyncio.to_thread(self._keys, now), now // SECOND)

    def _keys(self, now: int) -> tuple[bytes, ...]:
        """Return the keys that sign at a moment, read anew: a secret that leaked signs nothing once it was rotated."""
        kept = self._book.one(self._id)
        terms = self._terms if kept is None else self._library.subscribers.terms(kept)
        return terms.keys(now)

    def _pass_over(self, index: int) -> bool:
        with self._book.writing() as pen:
            state = pen.skip(self._id, self._holder, index)
        self._told = index
        return state == ACTIVE

    def _note(self, change: Change, answer: Answer) -> bool:
        """Note what came of a change; say whether to go on with the next."""
        if answer.taken:
            return self._note_taken(change)
        now = self._library.subscribers.now()
        self._attempts += 1
        self._failing = self._failing or now
        waited = (now - max(self._failing, instant.parse(change.logged))) / SECOND
        if answer.gone:
            return self._note_gone(change, answer)
        if self._patience.is_over(answer, self._attempts, waited):
            return self._give_up(change, answer, now)
        pause = self._patience.pause(answer, self._attempts, (now - self._failing) / SECOND)
        with self._book.writing() as pen:
            pen.fail(
                self._id,
                self._holder,
                attempts=self._attempts,
                failing=self._failing,
                due=now + int(pause * SECOND),
                problem=answer.problem,
            )
        return False

    def _note_taken(self, change: Change) -> bool:
        with self._book.writing() as pen:
            state = pen.advance(self._id, self._holder, change.index)
        self._told, self._attempts, self._failing = change.index, 0, None
        self._count(change)
        return state == ACTIVE

    def _note_gone(self, change: Change, answer: Answer) -> bool:
        with self._book.writing() as pen:
            pen.disable(self._id, self._holder, answer.problem)
        self._library.audit.note(self._id, VERB, "gone", digests=(change.digest,))
        return False

    def _give_up(self, change: Change, answer: Answer, now: int) -> bool:
        """Put a change on the list of dead letters and go on: what follows must not wait for ever."""
        with self._book.writing() as pen:
            state = pen.skip(self._id, self._holder, change.index)
            if state is not None:
                pen.bury(KeptLetter(self._id, change.index, now, self._attempts, answer.problem))
        self._told, self._attempts = change.index, 0
        self._library.audit.note(self._id, VERB, "given-up", digests=(change.digest,))
        return state == ACTIVE

    def _settle(self, letter: KeptLetter, change: Change, answer: Answer) -> bool:
        """Note what came of a dead letter: it is off the list, or stays on it. Say whether to go on."""
        now = self._library.subscribers.now()
        with self._book.writing() as pen:
            state = pen.state(self._id, self._holder)
            if state is None:
                return False
            if answer.taken:
                pen.unbury(self._id, letter.index)
            else:
                pen.bury(KeptLetter(self._id, letter.index, now, letter.attempts + 1, answer.problem))
            if answer.gone or answer.down:
                pen.give_up(self._id)
        if answer.gone:
            return self._note_gone(change, answer)
        if answer.taken:
            self._count(change)
        return state == ACTIVE

    def _count(self, change: Change) -> None:
        self.delivered += 1
        self._library.audit.note(self._id, VERB, OK, digests=(change.digest,))


def _under_way(tasks: dict[str, asyncio.Task[None]]) -> dict[str, asyncio.Task[None]]:
    return {subscriber_id: task for subscriber_id, task in tasks.items() if not task.done()}


def _has_more(kept: KeptSubscriber, newest: int) -> bool:
    return kept.state == ACTIVE and kept.told < newest
