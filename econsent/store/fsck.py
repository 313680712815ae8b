"""Find what is wrong with a library or a station, and change nothing.

Every finding has a stable code, names a place without naming a person, and says what to do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from econsent import ledger, record, site, standing
from econsent.errors import EconsentError, PreservationBroken, StoreMissing
from econsent.exchange import Finding, LogReport
from econsent.ledger import preserved_leaf
from econsent.released import checked, open_manifest
from econsent.standing import Heard
from econsent.store import answers, post
from econsent.store import home as homes
from econsent.store import outbox as outboxes
from econsent.store.cabinet import Cabinet
from econsent.store.consents import Consents
from econsent.store.devices import DeviceBook, acknowledgement_of, revocation_of
from econsent.store.folder import is_there
from econsent.store.home import LibraryHome
from econsent.store.index_check import IndexCheck
from econsent.store.preservations import PreservationShelf
from econsent.store.preserved_check import check_preservations
from econsent.store.releases import Releases
from econsent.store.revisions import Revisions, open_revision
from econsent.store.roll import Roll
from econsent.store.rows import Engine
from econsent.store.seat import Seat, is_address, seat_of
from econsent.store.shelf import KeptStatement, Shelf
from econsent.store.sites import Sites
from econsent.store.station_check import check_station
from econsent.store.subscribers import SubscriberBook, open_terms
from econsent.store.vault import Vault, open_papers, unseal
from econsent.store.works import DONE, MADE, PART, WorkBook, open_outcome
from econsent.store.works import open_terms as open_work_terms
from econsent.trust import Trust
from econsent.verify import verify_statement

Progress = Callable[[int, int], None]
_BATCH = 4096


def check(path: str | Path, *, passphrase: str | None = None, progress: Progress | None = None) -> list[Finding]:
    """Return everything that is wrong with a library or a station; raise StoreMissing or StoreForbidden.

    `path` is a folder, or the address of a library's database.
    """
    folder = Path(path)
    if is_address(path) or is_there(folder / homes.CARD):
        with contextlib.closing(seat_of(path)) as seat:
            cabinet, secret = seat.cabinet, seat.passphrase(passphrase)
            return list(_guarded(check_library(seat, cabinet, secret, progress)))
    if is_there(folder / post.CARD) or is_there(folder / outboxes.FILE):
        return list(_guarded(check_station(folder, passphrase)))
    raise StoreMissing("This folder is neither a library nor a station.", remedy="Check the folder's name.")


def _guarded(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Pass findings on; an error that stops the check is the last finding."""
    try:
        yield from findings
    except EconsentError as error:
        yield Finding(code=error.code, where=error.path or "folder", what=error.what, remedy=error.remedy)


def check_library(seat: Seat, cabinet: Cabinet, passphrase: str, progress: Progress | None) -> Iterator[Finding]:
    """Check database, log, every kept statement, and what stands against what was said."""
    home = homes.load(cabinet, passphrase)
    engine = seat.open()
    try:
        yield from _check_engine(engine)
        for fault in check_log(Shelf(engine), home, None).problems:
            yield Finding(code="ledger.damaged", where="log", what=fault, remedy="Restore the last good copy.")
        yield from _check_rows(engine, home, progress, set())
    finally:
        engine.close()


@dataclass(frozen=True, slots=True)
class StoreChecked:
    """What was found of a store while it was in use; so many persons spoke meanwhile and are checked the next time."""

    findings: tuple[Finding, ...]
    persons_skipped: int


def check_kept(engine: Engine, home: LibraryHome, progress: Progress | None) -> StoreChecked:
    """Check all that is kept but the log, while others may write: what comes after the begin is not looked at."""
    skipped: set[bytes] = set()
    every = chain(_check_engine(engine), _check_rows(engine, home, progress, skipped))
    return StoreChecked(tuple(_guarded(every)), len(skipped))


def _check_engine(engine: Engine) -> Iterator[Finding]:
    for fault in engine.check():
        yield Finding(code="store.damaged", where=engine.name, what=fault[:200])


def _check_rows(engine: Engine, home: LibraryHome, progress: Progress | None, skipped: set[bytes]) -> Iterator[Finding]:
    vault = home.keys.vault
    preserved = PreservationShelf(engine).leaves()
    yield from _check_statements(Shelf(engine), home, IndexCheck(Consents(engine), vault), progress, skipped, preserved)
    yield from check_preservations(engine, home)
    yield from _check_stations(DeviceBook(engine), vault)
    yield from _check_register(Sites(engine), vault)
    yield from _check_forms(Releases(engine), home)
    for place in Roll(engine, vault).broken():
        yield Finding(code="store.damaged", where=place, what="It does not open.", remedy="Make it anew.")
    yield from _check_subscribers(SubscriberBook(engine), vault)
    yield from _check_revisions(Revisions(engine), vault)
    yield from _check_works(WorkBook(engine), vault)


def check_log(shelf: Shelf, home: LibraryHome, progress: Progress | None) -> LogReport:
    """Recompute every node from the entries and hold every checkpoint against them."""
    size = shelf.size()
    nodes = ledger.MemoryNodes()
    problems: list[str] = []
    for start in range(0, size, _BATCH):
        leaves = [ledger.leaf_hash(entry) for entry in shelf.entries(start, start + _BATCH)]
        if len(leaves) != min(_BATCH, size - start):
            problems.append(f"entries are missing after {start}")
            break
        grown = ledger.append(start, leaves, nodes)
        nodes.store(grown)
        problems.extend(_compare_nodes(shelf, grown))
        if progress is not None:
            progress(start + len(leaves), size)
    problems.extend(_check_checkpoints(shelf, home, nodes, size))
    latest = shelf.latest_checkpoint()
    return LogReport(
        origin=home.card.origin,
        size=size,
        root=latest.root.hex(),
        checkpoints=len(shelf.checkpoints()),
        problems=tuple(problem[:200] for problem in problems),
    )


def _compare_nodes(shelf: Shelf, grown: list[ledger.Node]) -> Iterator[str]:
    try:
        stored = shelf.nodes([(level, index) for level, index, _ in grown])
    except EconsentError:
        yield f"nodes are missing among the {len(grown)} above entry {grown[0][1]}"
        return
    for (level, index, value), kept in zip(grown, stored, strict=True):
        if value != kept:
            yield f"node {level}/{index} is not what its entries give"


def _check_checkpoints(shelf: Shelf, home: LibraryHome, nodes: ledger.MemoryNodes, size: int) -> Iterator[str]:
    last = -1
    for kept in shelf.checkpoints():
        if size < kept.size <= shelf.size():
            continue  # it came while this was looked at
        last = kept.size
        try:
            opened = ledger.open_checkpoint(kept.note, home.verifiers)
            right = kept.size <= size and ledger.root(kept.size, nodes) == opened.checkpoint.root == kept.root
        except EconsentError as error:
            yield f"checkpoint {kept.size}: {error.what}"
            continue
        if not right or opened.checkpoint.size != kept.size:
            yield f"checkpoint {kept.size} is not what the entries give"
    if last != size:
        yield f"the newest checkpoint covers {last} of {size} entries"


def _check_statements(
    shelf: Shelf,
    home: LibraryHome,
    index_check: IndexCheck,
    progress: Progress | None,
    skipped: set[bytes],
    preserved: Iterator[bytes],
) -> Iterator[Finding]:
    """Check every statement; who spoke while this went on is `skipped`: what stands for them is of another moment.

    `preserved` are the leaves of the second tree, as far as it goes.
    """
    trust = Trust((home.root,))
    said: dict[bytes, list[Heard]] = {}
    size = shelf.size()
    for index in range(size):
        kept, leaf = shelf.statement(index), next(preserved, None)
        if kept is None:
            yield Finding(code="store.damaged", where=f"statement {index}", what="The log has it, the shelf has not.")
            continue
        try:
            wrapped = shelf.wrapped_key(kept.person)
        except EconsentError as error:
            yield Finding(code=error.code, where=f"statement {index}", what=error.what, remedy=error.remedy)
            continue
        if wrapped is not None:
            papers = shelf.papers(kept.person, index) or b""
            checked = yield from _check_statement(kept, papers, home, wrapped, trust, index_check, leaf)
            said.setdefault(kept.person, []).extend(checked)
        if progress is not None:
            progress(index + 1, size)
    found = [*_check_standing(shelf, home.keys.vault, said), *index_check.persons(said)]
    skipped |= {line.person for line in map(shelf.statement, range(size, shelf.size())) if line is not None}
    if skipped and found:  # only what is known of persons who did not speak meanwhile tells anything
        quiet = {person: heards for person, heards in said.items() if person not in skipped}
        found = [*_check_standing(shelf, home.keys.vault, quiet), *index_check.rows_of(quiet)]
    yield from found


def _check_statement(
    kept: KeptStatement,
    papers: bytes,
    home: LibraryHome,
    wrapped: bytes,
    trust: Trust,
    index_check: IndexCheck,
    leaf: bytes | None,
) -> Generator[Finding, None, list[Heard]]:
    """Open and verify a kept statement, and return what was heard of it, nothing where that cannot be read."""
    place, remedy = f"statement {kept.index}", "Restore the last good copy."
    vault = home.keys.vault
    try:
        heard = answers.read_heard(vault, kept.person, kept.index, kept.heard)
    except EconsentError as error:
        yield Finding(code=error.code, where=place, what=error.what, remedy=remedy)
        return []
    try:
        key = vault.unwrap(wrapped)
        jws = unseal(key, kept.jws, kept.digest)
        if record.digest(jws) != kept.digest:
            yield Finding(code="store.damaged", where=place, what="It is not the one that was logged.", remedy=remedy)
        opened = open_papers(key, papers, kept.digest)
        if leaf is not None and preserved_leaf(kept.digest, (jws, opened.document, *opened.evidence)) != leaf:
            what = "It is not the one that was preserved."
            yield Finding(code=PreservationBroken.code, where=place, what=what, remedy=remedy)
        verified = verify_statement(jws, trust, evidence=opened.evidence, bracket=heard.interval, index=kept.index)
        if standing.heard(verified.statement, kept.digest.hex(), kept.index, heard.interval) != heard:
            yield Finding(code="store.standing", where=place, what="It says something else than was heard of it.")
        yield from index_check.statement(verified.statement, heard, kept.at, kept.person, key)
    except EconsentError as error:
        yield Finding(code=error.code, where=place, what=error.what, remedy=remedy)
    return [heard]


def _check_standing(shelf: Shelf, vault: Vault, said: dict[bytes, list[Heard]]) -> Iterator[Finding]:
    for person, heards in said.items():
        kept = _standing(shelf, vault, person)
        for scope, stands in standing.fold(heards).items():
            if kept.get(scope) != stands:
                yield Finding(
                    code="store.standing",
                    where=f"statement {heards[-1].index}",
                    what=f"What stands for {scope} is not what the statements give.",
                    remedy="Restore the last good copy.",
                )


def _standing(shelf: Shelf, vault: Vault, person: bytes) -> answers.Stands:
    row = shelf.standing(person)
    try:
        return {} if row is None else answers.read_standing(vault, person, row)
    except EconsentError:
        return {}


def _check_stations(book: DeviceBook, vault: Vault) -> Iterator[Finding]:
    """Open what is kept of every station that was revoked, and of every alarm that somebody has seen to."""
    for kept in book.stations():
        try:
            revocation_of(vault, kept)
        except EconsentError as error:
            yield Finding(code=error.code, where=kept.id, what=error.what, remedy="Restore the last good copy.")
    for alarm in book.alarms():
        try:
            acknowledgement_of(vault, alarm)
        except EconsentError as error:
            place = f"{alarm.code} of {alarm.device}"
            yield Finding(code=error.code, where=place, what=error.what, remedy="Restore the last good copy.")


def _check_revisions(revisions: Revisions, vault: Vault) -> Iterator[Finding]:
    """Open who made each version that stands, and hold its number against the row's."""
    for resource, number, sealed in revisions.records():
        place = f"revision of {resource[:64]}"
        try:
            if open_revision(vault, resource, sealed).number != number:
                what = "It counts another version than it was sealed with."
                yield Finding(code="store.damaged", where=place, what=what, remedy="Restore the last good copy.")
        except EconsentError as error:
            yield Finding(code=error.code, where=place, what=error.what, remedy="Restore the last good copy.")


def _check_register(sites: Sites, vault: Vault) -> Iterator[Finding]:
    """Open every version of the site's register, and look for one that is missing."""
    for number, edition in enumerate(sites.editions(), 1):
        try:
            site.load(sites.content(edition, vault) or b"")
        except EconsentError as error:
            place = f"register {edition.number}"
            yield Finding(code=error.code, where=place, what=error.what, remedy="Restore the last good copy.")
        if edition.number != number:
            yield Finding(code="store.damaged", where=f"register {number}", what="A version is missing.")
            return


def _check_forms(releases: Releases, home: LibraryHome) -> Iterator[Finding]:
    """Check the note over the manifest of own forms, and every file that it names."""
    newest = releases.newest()
    if newest is None:
        return
    try:
        named, kept = open_manifest(newest.manifest, newest.note, home.verifiers[0]), releases.files()
        for path, digest in named.files.items():
            checked(kept.get(digest, b""), digest, path)
    except EconsentError as error:
        what = f"A released form is not as it was released ({error.code})."
        yield Finding(
            code="store.damaged", where=error.path or "forms", what=what, remedy="Restore the last good copy."
        )


def _check_subscribers(book: SubscriberBook, vault: Vault) -> Iterator[Finding]:
    """Open what was agreed with every subscriber."""
    for kept in book.all():
        try:
            open_terms(vault, kept.id, kept.terms)
        except EconsentError as error:
            yield Finding(code=error.code, where=kept.id, what=error.what, remedy="Remove it, and add it again.")


def _check_works(book: WorkBook, vault: Vault) -> Iterator[Finding]:
    """Open what every work was asked for and what came of it, and count the parts of its file."""
    for kept in book.all():
        try:
            open_work_terms(vault, kept)
            file = open_outcome(vault, kept).file
        except EconsentError as error:
            yield Finding(code=error.code, where=kept.id, what=error.what, remedy="Remove it, and begin it again.")
            continue
        if kept.state == DONE and file is not None and book.parts(kept.id, MADE) != -(-file.size // PART):
            what = "A part of what it made is missing."
            yield Finding(code="store.damaged", where=kept.id, what=what, remedy="Remove it, and begin it again.")
