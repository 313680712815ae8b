"""Takes works as they come and does them, a few at a time, inside `econsent serve` or wherever a store is opened.

Of several processes on one store one does a work: it holds a lease, which it renews while the work goes on. A process
that dies leaves its lease to lapse, and the work is then told as interrupted.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Final, Self

from econsent.errors import EconsentError, Fault
from econsent.exchange import WorkKind, WorkProblem
from econsent.instant import DAY, SECOND
from econsent.library import Library
from econsent.store.works import CHECKED, DONE, FAILED, INTERRUPTED, Outcome
from econsent.workshop.bench import Bench, Made, Stopped
from econsent.workshop.check import check
from econsent.workshop.export import export
from econsent.workshop.preservation import preserve
from econsent.workshop.uploads import bring_in, release

LEASE = 5 * SECOND
"""Microseconds after which a work whose process was killed is told as interrupted."""
RENEWING = 0.5
"""Seconds between notes of how far the works are, which hold them as well."""
TICK = 1.0
"""Seconds between looks for works that another process was asked for; one of this process is taken up at once."""
STOPPING = 5.0
"""Seconds that a step under way may take at the end; one that takes longer is left behind, and its lease lapses."""
HANDS = 2
"""Works that one process does at a time: answers must not wait for them."""

_KINDS: Final[Mapping[WorkKind, Callable[[Bench], Made]]] = {
    "export": export,
    "check": check,
    "import": bring_in,
    "release": release,
    "preservation": preserve,
}
_log = logging.getLogger("econsent.works")


class Workshop:
    """Does the works of one open library until it is stopped; a context manager."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._works = library.works
        self._holder = secrets.token_hex(8)
        self._stopping = threading.Event()
        self._benches: dict[str, Bench] = {}
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        """Begin to do works, in threads."""
        self._threads = [
            *(threading.Thread(target=self._work, name=f"econsent-work-{hand}", daemon=True) for hand in range(HANDS)),
            threading.Thread(target=self._hold, name="econsent-work-lease", daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop: a work under way ends at its next step, and is told as interrupted; for long it is not waited for."""
        self._stopping.set()
        self._works.begun.set()
        end = time.monotonic() + STOPPING
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def do(self, work_id: str) -> bool:
        """Do one work that waits, here and now; say whether it was this process. Raise StoreError leaves."""
        renewing = threading.Thread(target=self._hold, name="econsent-work-lease", daemon=True)
        renewing.start()
        try:
            return self._do(work_id)
        finally:
            self._stopping.set()
            renewing.join()

    # ── threads ──

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self._works.sweep()
                did = any(self._do(work_id) for work_id in self._works.book.waiting() if not self._stopping.is_set())
            except EconsentError as error:
                _log.warning("works wait: %s", error.code)
                did = False
            except Exception as error:  # noqa: BLE001 - a mistake at one work must not keep the others waiting
                _log.error("works wait: fault %s", type(error).__name__)
                did = False
            if not did:
                self._works.begun.wait(TICK)
                if not self._stopping.is_set():  # else the other hands must be woken by it, too
                    self._works.begun.clear()

    def _hold(self) -> None:
        """Note how far every work is, and hold it, until all is done."""
        while not self._stopping.wait(RENEWING):
            for work_id, bench in list(self._benches.items()):
                try:
                    held = self._note(work_id, bench)
                except EconsentError as error:  # it may lapse then, and is told as interrupted
                    _log.warning("%s is not held: %s", work_id, error.code)
                else:
                    if not held:
                        bench.lost.set()

    def _note(self, work_id: str, bench: Bench) -> bool:
        lease = self._works.now() + LEASE
        with self._works.book.writing() as pen:
            return pen.hold(work_id, self._holder, lease, bench.done, bench.total) or work_id not in self._benches

    # ── one work ──

    def _do(self, work_id: str) -> bool:
        if not self._is_ours(work_id):
            return False
        now = self._works.now()
        with self._works.book.writing() as pen:
            taken = pen.take(work_id, self._holder, now, now + LEASE)
        kept = self._works.book.one(work_id) if taken else None
        if kept is None:
            return False
        terms = self._works.terms(kept)
        bench = self._benches[work_id] = Bench(self._library, work_id, self._holder, terms, self._stopping)
        try:
            state, outcome = self._outcome(bench, self._works.outcome(kept))
        finally:
            del self._benches[work_id]
        self._settle(bench, state, outcome)
        return True

    def _is_ours(self, work_id: str) -> bool:
        """Say whether this process can do a work: the log is dated where an authority was named, and left to it."""
        if self._library.preservations.authority is not None:
            return True
        kept = self._works.book.one(work_id)
        return kept is not None and self._works.terms(kept).kind != "preservation"

    def _outcome(self, bench: Bench, before: Outcome) -> tuple[str, Outcome]:
        """Do a work and return its state and what came of it; what was looked through stays to be seen."""
        try:
            made = _KINDS[bench.terms.kind](bench)
        except Stopped:
            return INTERRUPTED, Outcome(report=before.report)
        except EconsentError as error:
            return FAILED, Outcome(report=before.report, problem=_problem(error))
        except Exception as error:  # noqa: BLE001 - nothing of it is told to anybody but the log
            _log.error("%s failed: fault %s", bench.work_id, type(error).__name__)
            return FAILED, Outcome(report=before.report, problem=_problem(Fault("econsent made a mistake.")))
        return (CHECKED if made.checked else DONE), Outcome(report=made.report, file=made.file)

    def _settle(self, bench: Bench, state: str, outcome: Outcome) -> None:
        now = self._works.now()
        steps = (bench.total, bench.total) if state in (DONE, CHECKED) else (bench.done, bench.total)
        with self._works.book.writing() as pen:
            settled = pen.settle(
                bench.work_id, self._holder, state, now=now, ends=now + DAY, steps=steps,
                outcome=self._works.sealed(bench.work_id, outcome),
            )  # fmt: skip
        if settled:
            code = outcome.problem.code if outcome.problem else "ok" if state in (DONE, CHECKED) else state
            self._works.note_ended(bench.terms, bench.work_id, code)


def _problem(error: EconsentError) -> WorkProblem:
    return WorkProblem(code=error.code, what=error.what, remedy=error.remedy, path=error.path)
