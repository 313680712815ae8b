"""Hold every preservation against the log, against the one before it, and its token against its authority (SPEC 18)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha512
from itertools import islice

from econsent import ledger, timestamp
from econsent.errors import EconsentError, PreservationBroken, TimestampLate
from econsent.exchange import Finding
from econsent.ledger import PreservationNote, RightEdge
from econsent.store.home import LibraryHome
from econsent.store.preservations import KeptPreservation, PreservationShelf, Preserved, open_preserved
from econsent.store.rows import Engine
from econsent.store.shelf import Shelf

_BATCH = 4096


class Trees:
    """The log's tree and the second one, grown from what is kept, leaf by leaf."""

    def __init__(self, engine: Engine) -> None:
        self._shelf = Shelf(engine)
        self._leaves = PreservationShelf(engine).leaves()
        self.log = RightEdge()
        self.second = RightEdge(sha512)

    def grow(self, size: int) -> None:
        """Let both grow to a size; raise PreservationBroken where something is missing."""
        while self.log.size < size:
            many = min(_BATCH, size - self.log.size)
            entries = self._shelf.entries(self.log.size, self.log.size + many)
            leaves = list(islice(self._leaves, many))
            if not len(entries) == len(leaves) == many:
                raise PreservationBroken("Entries, or leaves of the second tree, are missing.", remedy=RESTORE)
            self.log.grow([ledger.leaf_hash(entry) for entry in entries])
            self.second.grow(leaves)

    def check(self, note: PreservationNote) -> None:
        """Raise PreservationBroken where the trees, at the note's size, do not have the roots that it says."""
        self.grow(note.size)
        if (self.log.root(), self.second.root()) != (note.root, note.second_root):
            raise PreservationBroken("What is kept does not give the roots that were preserved.", remedy=RESTORE)


RESTORE = "Restore the last good copy."


def check_preservations(engine: Engine, home: LibraryHome) -> Iterator[Finding]:
    """Check every preservation and what ties each to the one before."""
    trees, before = Trees(engine), None
    for number, kept in enumerate(PreservationShelf(engine).all(), 1):
        place = f"preservation {number}"
        try:
            preserved = open_preserved(home.keys.vault, kept)
            if kept.number != number:
                raise PreservationBroken("A preservation is missing.", remedy=RESTORE)
            note = check_one(kept, preserved, home)
            check_tie(note, preserved, before)
            trees.check(note)
        except EconsentError as error:
            yield Finding(code=error.code, where=place, what=error.what, remedy=RESTORE)
            return
        if before is not None and preserved.at > before.ends:
            what = "It was made after the certificates under the one before had ended."
            remedy = "It proves what was there when it was made; the one before must be believed otherwise."
            yield Finding(code=TimestampLate.code, where=place, what=what, remedy=remedy)
        before = preserved


def check_one(kept: KeptPreservation, preserved: Preserved, home: LibraryHome) -> PreservationNote:
    """Check note, checkpoint and token of a preservation by themselves, and return the note.

    Raises LedgerError or TimestampError leaves.
    """
    note = ledger.parse_preservation(preserved.note)
    checkpoint = ledger.open_checkpoint(preserved.checkpoint, home.verifiers).checkpoint
    said = (kept.number, kept.size, home.card.origin, checkpoint.size, checkpoint.root, digest_of(preserved.checkpoint))
    if said != (note.number, note.size, note.origin, note.size, note.root, note.checkpoint):
        raise PreservationBroken("The note is of another log, size or checkpoint.", remedy=RESTORE)
    stamp = timestamp.check_token(preserved.token, note.imprint, preserved.roots)
    if (stamp.at, stamp.authority, stamp.ends) != (preserved.at, preserved.authority, preserved.ends):
        raise PreservationBroken("The token says something else than what was kept of it.", remedy=RESTORE)
    return note


def check_tie(note: PreservationNote, preserved: Preserved, before: Preserved | None) -> None:
    """Raise PreservationBroken where a preservation does not follow the one before."""
    expected = None if before is None else sha512(before.token).digest()
    if note.previous != expected or (before is not None and preserved.at < before.at):
        raise PreservationBroken("It does not follow the preservation before it.", remedy=RESTORE)


def digest_of(checkpoint: str) -> bytes:
    """Return the SHA-512 of a signed checkpoint, as a note names it."""
    return sha512(checkpoint.encode()).digest()
