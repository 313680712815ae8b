"""What a library keeps of statements, opened: found by id for those who may see it, read, taken out with its proofs."""

from __future__ import annotations

import base64
import uuid
from typing import Literal

import msgspec

from econsent import exchange, instant, keys, ledger, record
from econsent.access import Asker
from econsent.audit import Asking
from econsent.document import bundle
from econsent.errors import StatementUnknown, StoreDamaged
from econsent.record import Statement
from econsent.standing import Heard
from econsent.store import answers
from econsent.store.home import LibraryHome
from econsent.store.shelf import ALL, KeptStatement, Pen, Shelf
from econsent.store.vault import Papers, open_papers, unseal
from econsent.verify import CertifiedCheckpoint, ReceiptExtra

Export = Literal["pdf", "jws", "bundle", "receipt"]


class Archive:
    """The statements of one open library; safe to share between threads."""

    def __init__(self, home: LibraryHome, shelf: Shelf) -> None:
        self._home = home
        self._shelf = shelf

    # ── found ──

    def seen(self, asker: Asker, statement_id: str, asking: Asking) -> tuple[KeptStatement, Heard]:
        """Return a statement and what was heard of it; raise StatementUnknown, also for one the asker may not see."""
        index = self._shelf.index_of(_id_bytes(statement_id))
        kept = None if index is None else self._shelf.statement(index)
        heard = None if kept is None else self.heard(kept)
        if kept is None or heard is None or not asker.sees(heard.role):
            raise StatementUnknown("There is no such statement here.", remedy="Compare the id.")
        asking.about(kept.person)
        asking.digests = (heard.digest,)
        return kept, heard

    def heard(self, kept: KeptStatement) -> Heard:
        """Return what standing needs of a statement; raise StoreDamaged."""
        return answers.read_heard(self._home.keys.vault, kept.person, kept.index, kept.heard)

    def heards(self, person: bytes, limit: int = ALL, before: int = ALL) -> list[Heard]:
        """Return what was heard of a person before an index of the log, newest first; raise StoreDamaged."""
        vault, rows = self._home.keys.vault, self._shelf.heard_of(person, limit, before)
        return [answers.read_heard(vault, person, index, row) for index, row in rows]

    def heards_seen(self, asker: Asker, person: bytes, limit: int, before: int = ALL) -> list[Heard]:
        """Return as many of a person's statements as the asker may see, newest first; raise StoreDamaged."""
        found: list[Heard] = []
        while len(found) < limit:
            heards = self.heards(person, limit, before)
            found += [one for one in heards if asker.sees(one.role)]
            if len(heards) < limit:
                break
            before = heards[-1].index
        return found[:limit]

    def heards_in(self, pen: Pen, person: bytes) -> list[Heard]:
        """Return what was heard of a person, newest first, as a transaction sees it; raise StoreDamaged."""
        vault = self._home.keys.vault
        rows = reversed(pen.heard_of([person]))
        return [answers.read_heard(vault, person, index, row) for _, index, row in rows]

    # ── read ──

    def jws(self, kept: KeptStatement) -> bytes:
        """Return a statement's own bytes; raise StatementUnknown for one that was forgotten, or StoreDamaged."""
        return unseal(self._person_key(kept), kept.jws, kept.digest)

    def statement(self, kept: KeptStatement) -> Statement:
        """Return a statement's parts; raise as `jws` does."""
        return record.parse(keys.open_jws(self.jws(kept)).payload)

    def document(self, kept: KeptStatement) -> bytes:
        """Return a statement's document; raise as `jws` does."""
        return self._papers(kept).document

    def files(self, kept: KeptStatement) -> tuple[bytes, ...]:
        """Return a statement's own bytes, its document, and its evidence in order; raise as `jws` does."""
        papers = self._papers(kept)
        return (self.jws(kept), papers.document, *papers.evidence)

    def shown(self, kept: KeptStatement, heard: Heard) -> exchange.Shown:
        """Return one statement whole, with its place in the log; raise as `jws` does."""
        return exchange.Shown(
            statement=self.statement(kept),
            digest=heard.digest,
            index=heard.index,
            logged=instant.render(kept.at),
            earliest=instant.render(heard.interval.earliest),
            latest=instant.render(heard.interval.latest),
        )

    # ── taken out ──

    def exported(self, kept: KeptStatement, what: Export) -> bytes:
        """Return a statement in one of its forms, byte for byte as it is kept; raise as `jws` does."""
        if what == "receipt":
            return self.receipt(kept)
        if what == "jws":
            return self.jws(kept)
        return self.document(kept) if what == "pdf" else self._bundle(kept)

    def evidence(self, kept: KeptStatement, place: int) -> bytes:
        """Return one of the files that belong to a statement, at its place from 0; raise as `jws` does."""
        files = self._papers(kept).evidence
        if not 0 <= place < len(files):
            raise StatementUnknown("The statement has no such file beside it.", remedy="Count its evidence from 0.")
        return files[place]

    def receipt(self, kept: KeptStatement) -> bytes:
        """Return the one receipt a statement has: its proof under the first checkpoint that contains it."""
        checkpoint = self._shelf.first_checkpoint_over(kept.index)
        proof = ledger.inclusion_proof(kept.index, checkpoint.size, self._shelf.nodes)
        extra = msgspec.json.encode(ReceiptExtra(digest=kept.digest.hex(), chain=log_chain(self._home)))
        receipt = ledger.Receipt(kept.index, tuple(proof), checkpoint.note, extra)
        return ledger.encode_receipt(receipt).encode()

    def _bundle(self, kept: KeptStatement) -> bytes:
        jws, papers = self.jws(kept), self._papers(kept)
        statement = record.parse(keys.open_jws(jws).payload)
        return bundle.pack(
            jws=jws,
            evidence=tuple(zip(statement.evidence, papers.evidence, strict=True)),
            document=papers.document,
            receipt=self.receipt(kept),
            after=self._after(statement.after.size),
        )

    def _after(self, size: int) -> bytes:
        checkpoint = self._shelf.checkpoint(size)
        if checkpoint is None:
            raise StatementUnknown("The checkpoint that this statement had seen is not kept here.")
        return msgspec.json.encode(CertifiedCheckpoint(checkpoint=checkpoint.note, chain=log_chain(self._home)))

    def _papers(self, kept: KeptStatement) -> Papers:
        sealed = self._shelf.papers(kept.person, kept.index)
        if sealed is None:
            raise StoreDamaged("A statement's document is lost.", remedy="Restore the last good copy.")
        return open_papers(self._person_key(kept), sealed, kept.digest)

    def _person_key(self, kept: KeptStatement) -> bytes:
        wrapped = self._shelf.wrapped_key(kept.person)
        if wrapped is None:
            raise StatementUnknown("This statement was forgotten on demand; the log still holds its digest.")
        return self._home.keys.vault.unwrap(wrapped)


def log_chain(home: LibraryHome) -> tuple[str, str, str]:
    """Return the certificates of the log key, of its clock key and of their issuer, base64 DER."""
    log, clock, issuing = (base64.b64encode(der).decode() for der in home.log_chain)
    return log, clock, issuing


def _id_bytes(statement_id: str) -> bytes:
    try:
        return uuid.UUID(statement_id).bytes
    except ValueError:
        raise StatementUnknown("This is not the id of a statement.", remedy="Compare the id.") from None
