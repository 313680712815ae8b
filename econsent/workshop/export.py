"""Statements as one archive: the bundle of each (SPEC 4.8), and a manifest that says which they are.

::

    statements/<id>.zip    as `econsent export` gives it, byte for byte
    manifest.json          `econsent-export/1`: the log, its checkpoint, and of each bundle its SHA-256

Nothing in names or manifest says whose they are. The archive is written as it is made, and never held whole.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Any, cast

import msgspec

from econsent.access import Asker
from econsent.errors import ArgumentInvalid, StatementUnknown
from econsent.exchange import SearchRequest, WorkReport
from econsent.library import Library
from econsent.store.works import WorkTerms
from econsent.workshop.bench import Bench, Made, PartWriter

SCHEMA = "econsent-export/1"
MANIFEST = "manifest.json"
MEDIA_TYPE = "application/zip"
_PAGE = 200
_PERSONS_MOST = 1000
_IN_MEMORY = 1024 * 1024
"""Bytes of the manifest that are kept in memory: it has ids and digests alone, the rest lies in a nameless file."""
_UNDATED = (1980, 1, 1, 0, 0, 0)
_LEVEL = 1
"""Documents are compressed already: more would cost time and save nothing."""


def export(bench: Bench) -> Made:
    """Write the archive; raise Stopped, ScopeMissing, ArgumentInvalid or StoreError leaves."""
    library, asker = bench.library, bench.terms.asker
    ids = _found(bench)
    writer = PartWriter(bench.part)
    missing = 0
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as lines:
        with zipfile.ZipFile(cast("IO[bytes]", writer), "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            for done, statement_id in enumerate(ids):
                bench.step(done, len(ids))
                line = _take(library, statement_id, asker, archive)
                missing += "missing" in line
                lines.write((b",\n" if done else b"") + msgspec.json.encode(line))
            _write_manifest(archive, _head(library, bench.terms), lines)
        bench.step(len(ids), len(ids))
        return Made(
            WorkReport(statements=len(ids) - missing, missing=missing),
            writer.finish(f"{bench.work_id}.zip", MEDIA_TYPE),
        )


def _found(bench: Bench) -> list[str]:
    """Return the ids of the statements that are asked for, each once."""
    library, terms, asker = bench.library, bench.terms, bench.terms.asker
    if terms.person is not None:
        request = SearchRequest(person=terms.person, limit=_PERSONS_MOST)
        found = library.find(request, asker=asker)
        if len(found) == _PERSONS_MOST:
            raise ArgumentInvalid(f"The person has said {_PERSONS_MOST} things or more.", kept="Nothing was taken out.")
        return [one.id for one in found]
    ids: dict[str, None] = {}
    for page in _pages(bench, library):
        ids |= dict.fromkeys(page)
        bench.step(0, 0)
    return list(ids)


def _pages(bench: Bench, library: Library) -> Iterator[list[str]]:
    if bench.terms.decisions is None:
        raise AssertionError("an export names decisions, or one person")
    query = msgspec.structs.replace(bench.terms.decisions, limit=_PAGE, after=None)
    while True:
        found = library.search.decisions(query, asker=bench.terms.asker)
        yield [one.id for one in found.decisions]
        if found.after is None:
            return
        query = msgspec.structs.replace(query, after=found.after)


def _take(library: Library, statement_id: str, asker: Asker, archive: zipfile.ZipFile) -> dict[str, Any]:
    """Put a statement's bundle into the archive, and return its line; one forgotten meanwhile is told as missing."""
    try:
        bundle = library.export(statement_id, "bundle", asker=asker)
    except StatementUnknown as error:
        return {"id": statement_id, "missing": error.code}
    name = f"statements/{statement_id}.zip"
    archive.writestr(undated(name), bundle)
    return {"id": statement_id, "file": name, "size": len(bundle), "sha256": sha256(bundle).hexdigest()}


def _head(library: Library, terms: WorkTerms) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "origin": library.origin,
        "checkpoint": library.checkpoint(),
        "asked": "one person" if terms.decisions is None else msgspec.to_builtins(_asked(terms)),
    }


def _asked(terms: WorkTerms) -> dict[str, Any]:
    """Return what was searched for: nothing of it is about anybody in particular."""
    said = msgspec.to_builtins(terms.decisions)
    return {name: value for name, value in said.items() if value is not None and name not in ("limit", "after")}


def _write_manifest(archive: zipfile.ZipFile, head: dict[str, Any], lines: IO[bytes]) -> None:
    lines.seek(0)
    with archive.open(undated(MANIFEST), "w") as manifest:
        manifest.write(msgspec.json.encode(head)[:-1] + b',"statements":[\n')
        while part := lines.read(io.DEFAULT_BUFFER_SIZE):
            manifest.write(part)
        manifest.write(b"\n]}\n")


def undated(name: str) -> zipfile.ZipInfo:
    """Return an entry of an archive that says nothing of when and where it was made."""
    entry = zipfile.ZipInfo(name, _UNDATED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    return entry
