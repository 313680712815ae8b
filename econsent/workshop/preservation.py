"""The log dated by an authority outside, and what proves it as one archive (SPEC 18.6).

::

    <number>/note.txt  token.tst  checkpoint.txt  authority.pem     of each preservation, from 1 to this one
    leaves.sha512                                                   the second tree's leaves, 64 bytes each

Nothing of it says whose the statements are.
"""

from __future__ import annotations

import zipfile
from typing import IO, cast

from econsent import timestamp
from econsent.access import Intent
from econsent.exchange import WorkReport
from econsent.preservation import Draft, PreservationDepartment
from econsent.stamping import stamp
from econsent.store.home import pem_of
from econsent.store.preservations import Preserved
from econsent.workshop.bench import Bench, Made, PartWriter
from econsent.workshop.export import MEDIA_TYPE, undated

LEAVES = "leaves.sha512"


def preserve(bench: Bench) -> Made:
    """Read the log, have it dated, write the archive, and keep it.

    Raises Stopped, ScopeMissing, AuthorityError, TimestampError, LedgerError, ArgumentInvalid, ChangedMeanwhile or
    StoreError leaves; nothing is kept then.
    """
    department, terms = bench.library.preservations, bench.terms
    if department.authority is None:
        raise timestamp.unnamed()
    draft = department.prepare(bench.step)
    token, said = stamp(department.authority, draft.note.imprint, department.now())
    preserved = draft.dated(token, said, department.authority)
    bench.step(draft.note.size, draft.note.size)
    writer = PartWriter(bench.part)
    with zipfile.ZipFile(cast("IO[bytes]", writer), "w") as archive:
        _write(archive, department, draft, preserved)
    file = writer.finish(f"{bench.work_id}.zip", MEDIA_TYPE)
    bench.step(draft.note.size, draft.note.size)
    line = department.keep(draft, preserved, intent=Intent(reason=terms.reason), asker=terms.asker)
    return Made(WorkReport(preservation=line), file)


def _write(archive: zipfile.ZipFile, department: PreservationDepartment, draft: Draft, preserved: Preserved) -> None:
    for number, one in enumerate((*draft.before, preserved), 1):
        files: dict[str, str | bytes] = {
            "note.txt": one.note,
            "token.tst": one.token,
            "checkpoint.txt": one.checkpoint,
            "authority.pem": "".join(map(pem_of, one.roots)),
        }
        for name, content in files.items():
            archive.writestr(undated(f"{number}/{name}"), content)
    hashes = undated(LEAVES)
    hashes.compress_type = zipfile.ZIP_STORED  # nothing makes a hash shorter
    with archive.open(hashes, "w") as leaves:
        for part in department.leaves(draft):
            leaves.write(part)
