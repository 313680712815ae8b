"""The library's department of proofs: Provenance, DocumentReference with its files, AuditEvent (SPEC 14.10, 14.11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha1
from typing import Literal, get_args

from econsent.access import Asker
from econsent.archive import Archive
from econsent.audit import Asking, AuditTrail
from econsent.audit import Kept as Line
from econsent.consents import ConsentDepartment
from econsent.errors import ResourceUnknown, SearchInvalid, StatementUnknown
from econsent.fhir import proof
from econsent.fhir.audit import Asked, audit_event
from econsent.fhir.bundle import Hit
from econsent.fhir.dates import Reach
from econsent.fhir.lookup import Lookup, Target
from econsent.fhir.published import Logged, Release, changes, consent_id
from econsent.instant import SECOND
from econsent.standing import Heard
from econsent.store.shelf import KeptStatement
from econsent.store.wanted import high_of, low_of

File = Literal["pdf", "jws"]
MEDIA_TYPES: dict[File, str] = {"pdf": "application/pdf", "jws": proof.JWS}
MANY = 100
"""Statements that one search may name: each of them is opened."""
SCAN = 2_000
"""Lines of the audit trail that one page looks at, at most."""
_SLACK = 60 * SECOND
"""By how much lines may be out of order in time: they gather in memory, and a clock may be set."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was looked up, and the number after which the next one begins, None at the end."""

    hits: tuple[Hit, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    logged: Logged
    kept: KeptStatement
    heards: tuple[Heard, ...]


class ProofDepartment:
    """Proofs of one open library; safe to share between threads."""

    def __init__(self, audit: AuditTrail, archive: Archive, consents: ConsentDepartment, bin: str) -> None:  # noqa: A002
        self._audit = audit
        self._archive = archive
        self._consents = consents
        self._bin = bin

    # ── Provenance ──

    def provenance(self, statement_id: str, release: Release, asker: Asker) -> bytes:
        """Return the Provenance of a statement; raise ResourceUnknown or StatementUnknown."""
        with self._audit.asked(asker, "provenance.read") as asking:
            asker.require("system/Provenance.r")
            return self._provenance(self._opened(statement_id, release, asker, asking), release)

    def provenances(self, lookup: Lookup, release: Release, asker: Asker) -> Found:
        """Return the Provenances of some statements, or of a Consent's versions; raise SearchInvalid."""
        with self._audit.asked(asker, "provenance.search") as asking:
            asker.require("system/Provenance.s")
            by_target = [self._brought_by(targets, release, asker, asking) for targets in lookup.targets]
            hits = []
            for statement_id in _named([*lookup.ids, *by_target]):
                with_it = self._maybe(statement_id, release, asker, asking)
                brought = () if with_it is None else _brought(with_it, release)
                if with_it is not None and brought:
                    hits.append(Hit(f"Provenance/{statement_id}", self._provenance(with_it, release)))
            return Found(tuple(hits))

    def _provenance(self, opened: _Opened, release: Release) -> bytes:
        brought = _brought(opened, release)
        return proof.provenance(opened.logged, self._archive.jws(opened.kept), brought, release)

    def _brought_by(self, targets: Iterable[Target], release: Release, asker: Asker, asking: Asking) -> frozenset[str]:
        """Return the ids of the statements that brought versions of Consents about."""
        found: set[str] = set()
        for target in targets:
            try:
                found |= self._consents.brought_by(target.consent, target.index, release, asker, asking)
            except ResourceUnknown:
                continue
        return frozenset(found)

    # ── DocumentReference ──

    def document(self, statement_id: str, release: Release, asker: Asker, base: str) -> bytes:
        """Return the DocumentReference of a statement; `base` is where its files are (a FHIR base URL)."""
        with self._audit.asked(asker, "documents.read") as asking:
            asker.require("system/DocumentReference.r")
            return self._document(self._opened(statement_id, release, asker, asking), release, base)

    def documents(self, lookup: Lookup, release: Release, asker: Asker, base: str) -> Found:
        """Return the DocumentReferences of some statements; raise SearchInvalid where none is named."""
        with self._audit.asked(asker, "documents.search") as asking:
            asker.require("system/DocumentReference.s")
            by_digest = [self._consents.statements_of(digests) for digests in lookup.digests]
            opened = [
                (statement_id, self._maybe(statement_id, release, asker, asking))
                for statement_id in _named([*lookup.ids, *by_digest])
            ]
            return Found(
                tuple(
                    Hit(f"DocumentReference/{statement_id}", self._document(one, release, base))
                    for statement_id, one in opened
                    if one is not None
                )
            )

    def file(self, name: str, release: Release, asker: Asker) -> tuple[bytes, str]:
        """Return a file of a statement, ``<id>.pdf`` or ``<id>.jws``, and its media type; raise ResourceUnknown."""
        with self._audit.asked(asker, "documents.file") as asking:
            asker.require("system/DocumentReference.r")
            statement_id, _, kind = name.rpartition(".")
            for known in get_args(File):
                if kind == known:
                    opened = self._opened(statement_id, release, asker, asking)
                    return self._file(opened, known), MEDIA_TYPES[known]
            raise _unknown()

    def _document(self, opened: _Opened, release: Release, base: str) -> bytes:
        files = [self._attachment(opened, kind, base) for kind in get_args(File)]
        wrong = {digest for heard in opened.heards if heard.kind == "correction" for digest in heard.refers_to}
        return proof.document_reference(opened.logged, files, release, in_error=opened.logged.digest in wrong)

    def _attachment(self, opened: _Opened, kind: File, base: str) -> proof.Attachment:
        content = self._file(opened, kind)
        return proof.Attachment(
            media_type=MEDIA_TYPES[kind],
            url=f"{base}/Binary/{opened.logged.statement.id}.{kind}",
            size=len(content),
            sha1=sha1(content, usedforsecurity=False).digest(),
        )

    def _file(self, opened: _Opened, kind: File) -> bytes:
        return self._archive.jws(opened.kept) if kind == "jws" else self._archive.document(opened.kept)

    # ── AuditEvent ──

    def audit_event(self, number: str, release: Release, asker: Asker) -> bytes:
        """Return a line of the audit trail by its number; raise ResourceUnknown."""
        with self._audit.asked(asker, "audit.read"):
            asker.require("system/AuditEvent.r")
            return self._event(self._line(number), release)

    def audit_events(self, lookup: Lookup, release: Release, asker: Asker) -> Found:
        """Return a page of the audit trail, oldest first."""
        with self._audit.asked(asker, "audit.search"):
            asker.require("system/AuditEvent.s")
            if lookup.ids:
                return Found(self._hits(self._lines(lookup), release))
            return self._trail(lookup, release)

    def _lines(self, lookup: Lookup) -> list[Line]:
        found = []
        for number in sorted(frozenset.intersection(*lookup.ids), key=int)[:MANY]:
            try:
                found.append(self._line(number))
            except ResourceUnknown:
                continue
        return [line for line in found if _is_meant(line, lookup)]

    def _line(self, number: str) -> Line:
        if not (number.isascii() and number.isdigit() and len(number) < 12):
            raise _unknown()
        lines = self._audit.entries(after=int(number), limit=1)
        if not lines or str(lines[0].seq) != number:
            raise _unknown()
        return lines[0]

    def _trail(self, lookup: Lookup, release: Release) -> Found:
        lows = [low for condition in lookup.made if (low := low_of(condition)) is not None]
        highs = [high for condition in lookup.made if (high := high_of(condition)) is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        start = max(lookup.after, 0 if low is None else self._audit.first_since(low - _SLACK))
        one = next(iter(lookup.askers[0]), None) if lookup.askers and len(lookup.askers[0]) == 1 else None
        if any(not askers for askers in lookup.askers):
            return Found(())
        lines = self._audit.entries(after=start, limit=SCAN, asker=one)
        chosen = [line for line in lines if _is_meant(line, lookup)]
        page = chosen[: lookup.count]
        if len(chosen) > len(page):
            return Found(self._hits(page, release), page[-1].seq + 1 if page else None)
        is_over = len(lines) < SCAN or (high is not None and lines[-1].entry.at >= high + _SLACK)
        return Found(self._hits(page, release), None if is_over else lines[-1].seq + 1)

    def _hits(self, lines: Sequence[Line], release: Release) -> tuple[Hit, ...]:
        return tuple(Hit(f"AuditEvent/{line.seq}", self._event(line, release)) for line in lines)

    def _event(self, line: Line, release: Release) -> bytes:
        said = line.entry
        asked = Asked(
            seq=line.seq,
            at=said.at,
            asker=said.asker,
            verb=said.verb,
            outcome=said.outcome,
            person=said.person,
            digests=said.digests,
        )
        return audit_event(asked, self._bin, release)

    # ── inside ──

    def _opened(self, statement_id: str, release: Release, asker: Asker, asking: Asking) -> _Opened:
        """Return a statement that the asker may see and a release has a place for; raise ResourceUnknown."""
        kept, heard = self._archive.seen(asker, statement_id, asking)
        if release == "R4" and heard.role != "patient":
            raise ResourceUnknown("This statement is not in R4.", remedy="Ask for it in R5.")
        statement = self._archive.statement(kept)
        heards = (heard,) if statement.subject is None else tuple(self._archive.heards(kept.person))
        logged = Logged(
            statement=statement, digest=heard.digest, index=kept.index, logged=kept.at, interval=heard.interval
        )
        return _Opened(logged, kept, heards)

    def _maybe(self, statement_id: str, release: Release, asker: Asker, asking: Asking) -> _Opened | None:
        try:
            return self._opened(statement_id, release, asker, asking)
        except (ResourceUnknown, StatementUnknown):
            return None


def _brought(opened: _Opened, release: Release) -> list[str]:
    """Return the ids of the Consents of which a statement brought a version about, as a release has them."""
    index = opened.logged.index
    known = [heard for heard in opened.heards if heard.index <= index]
    said = {heard.digest: heard for heard in known}
    return [
        consent_id(said[change.digest].id, change.position)
        for change in changes(known, since=index)
        if release == "R5" or said[change.digest].role == "patient"
    ]


def _named(sets: Sequence[frozenset[str]]) -> list[str]:
    """Return the statements that are named by every condition, in the order in which they were made."""
    if not sets:
        raise SearchInvalid("Nothing is named to search for.", remedy="Name an _id, an identifier or a target.")
    found = sorted(frozenset.intersection(*sets))
    if len(found) > MANY:
        raise SearchInvalid(f"A search here names {MANY} statements at most.", remedy="Search in parts.")
    return found


def _is_meant(line: Line, lookup: Lookup) -> bool:
    said = line.entry
    asked = all(said.asker in askers for askers in lookup.askers)
    return asked and all(any(_reaches(reach, said.at) for reach in condition) for condition in lookup.made)


def _reaches(reach: Reach, at: int) -> bool:
    after = (bound for bound in (reach.start_from, reach.end_from) if bound is not None)
    before = (bound for bound in (reach.start_before, reach.end_before) if bound is not None)
    return all(at >= bound for bound in after) and all(at < bound for bound in before)


def _unknown() -> ResourceUnknown:
    return ResourceUnknown("There is no such resource here.", remedy="Compare the id.")
