"""The whole log and store recomputed, and the audit trail where whoever asked may read it."""

from __future__ import annotations

from econsent.access import EVERYBODY
from econsent.exchange import StoreReport, WorkReport
from econsent.inspection import SCOPE as TRAIL
from econsent.workshop.bench import Bench, Made


def check(bench: Bench) -> Made:
    """Check log, store and trail; raise Stopped, ScopeMissing or StoreError leaves."""
    library, asker = bench.library, bench.terms.asker
    size = library.upkeep.figures().statements

    log = library.check_log(lambda done, _: bench.step(done, 2 * size), asker=asker)
    store = library.check_store(lambda done, _: bench.step(size + done, 2 * size), asker=asker)
    may_read = TRAIL in asker.scopes and asker.subjects == EVERYBODY
    audit = library.inspection.check(asker=asker) if may_read else None
    bench.step(2 * size, 2 * size)
    report = StoreReport(log=log, findings=store.findings, persons_skipped=store.persons_skipped, audit=audit)
    return Made(WorkReport(store=report))
