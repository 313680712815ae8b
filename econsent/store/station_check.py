"""The part of fsck that looks at a station: its certificates, its key, its queue, and the forms that it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from econsent.envelope import KEY_ID_BYTES, MAGIC, key_id
from econsent.errors import EconsentError, KeyMissing
from econsent.exchange import Finding
from econsent.store import post, pulled
from econsent.store.folder import passphrase_for, read_file
from econsent.store.outbox import Outbox
from econsent.store.post import StationHome


def check_station(folder: Path, passphrase: str | None) -> Iterator[Finding]:
    """Check certificates, key, database, that no running number is missing, and that every waiting envelope is whole.

    Where no passphrase is at hand, of the key it is only checked that it is there.
    """
    home = post.load(folder)
    yield from _check_key(folder, home, passphrase)
    outbox = Outbox(folder)
    try:
        for fault in outbox.database.check():
            yield Finding(code="store.damaged", where=outbox.database.name, what=fault[:200])
        yield from _check_queue(outbox, MAGIC + key_id(home.envelope_key))
    finally:
        outbox.close()
    yield from _check_pulled(folder, home)


def _check_pulled(folder: Path, home: StationHome) -> Iterator[Finding]:
    """Read every set of own forms that the station keeps."""
    for size in pulled.sizes(folder):
        try:
            pulled.read(folder, size, home.verifiers[0])
        except EconsentError as error:
            what = f"Forms that were taken over are spoilt ({error.what})"
            yield Finding(code=error.code, where=f"forms {size}", what=what, remedy="Deliver: they are fetched anew.")


def _check_key(folder: Path, home: StationHome, passphrase: str | None) -> Iterator[Finding]:
    where = "keys/device.pem"
    if not read_file(folder / where).rstrip().endswith(b"-----END ENCRYPTED PRIVATE KEY-----"):
        yield Finding(code="signing.key-missing", where=where, what="This is not a key under a passphrase.")
        return
    try:
        known = passphrase_for(folder, passphrase)
    except KeyMissing:
        return
    try:
        post.open_key(folder, home, known)
    except EconsentError as error:
        yield Finding(code=error.code, where=where, what=error.what, remedy=error.remedy)


def _check_queue(outbox: Outbox, head: bytes) -> Iterator[Finding]:
    progress = outbox.progress()
    numbers = outbox.numbers()
    outbox.contact()
    if progress is None:
        yield Finding(code="store.damaged", where="outbox", what="The device's progress is missing.")
        return
    present = {seq for seq, _, _ in numbers}
    for seq in range(1, progress.seq + 1):
        if seq not in present:
            yield Finding(
                code="station.gap",
                where=f"number {seq}",
                what="A statement that was queued is not here.",
                remedy="Look for who deleted it; the library reports the gap too.",
            )
    if numbers and (numbers[-1][0], numbers[-1][1]) != (progress.seq, progress.digest):
        yield Finding(code="store.damaged", where="outbox", what="The last statement is not the one remembered.")
    for waiting in outbox.waiting(limit=1_000_000):
        if not waiting.envelope.startswith(head) or len(waiting.envelope) <= len(MAGIC) + KEY_ID_BYTES:
            yield Finding(code="envelope.malformed", where=f"number {waiting.seq}", what="An envelope is not whole.")
