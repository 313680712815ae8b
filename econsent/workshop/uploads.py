"""What was handed in: a register or a form, looked through first, and taken over once that was confirmed."""

from __future__ import annotations

import msgspec

from econsent.access import Intent
from econsent.exchange import WorkReport
from econsent.workshop.bench import Bench, Made


def bring_in(bench: Bench) -> Made:
    """Look through files of a register, or take them over; raise Stopped, or what the register raises."""
    files = msgspec.msgpack.decode(bench.library.works.read_given(bench.work_id), type=tuple[bytes, ...])
    bench.step(0, 1)
    register, asker = bench.library.site, bench.terms.asker
    if not bench.terms.sure:
        return Made(WorkReport(register=register.changes(files, asker=asker)), checked=True)
    intent = Intent(reason=bench.terms.reason, version=bench.terms.seen)
    return Made(WorkReport(imported=register.import_files(files, intent=intent, asker=asker)))


def release(bench: Bench) -> Made:
    """Look through a form, or release it; raise Stopped, or what a release raises."""
    files = msgspec.msgpack.decode(bench.library.works.read_given(bench.work_id), type=dict[str, bytes])
    bench.step(0, 1)
    forms, asker = bench.library.forms, bench.terms.asker
    if not bench.terms.sure:
        return Made(WorkReport(form=forms.check(files, asker=asker)), checked=True)
    intent = Intent(reason=bench.terms.reason)
    return Made(WorkReport(released=forms.release(files, intent=intent, asker=asker)))
