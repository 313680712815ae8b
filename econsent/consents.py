"""The library's department of Consents: what a FHIR client reads, searches and follows, and how it withdraws (SPEC 14).

Everything is found by the index of `store/consents.py`, shown under the policy that holds now, and noted in the audit
trail. Nothing is counted that the asker may not see.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec.structs import replace

from econsent.access import EVERYBODY, Asker
from econsent.archive import Archive
from econsent.audit import Asking, AuditTrail
from econsent.desk import Taken
from econsent.errors import ParametersInvalid, ResourceUnknown, SearchInvalid, StoreDamaged
from econsent.exchange import WithdrawalRequest
from econsent.fhir.bundle import Hit, Past
from econsent.fhir.conditions import Named, is_id
from econsent.fhir.consent import Shared, stitch
from econsent.fhir.parameters import Revocation
from econsent.fhir.published import ABANDONED, Release, State, Version, changes, consent_id, shown
from econsent.fhir.search import ConsentSearch
from econsent.standing import EVERYTHING, Heard, Policy
from econsent.store.consents import Consents, Found, read_mark
from econsent.store.home import LibraryHome
from econsent.store.publishing import read_written
from econsent.store.rows import Engine
from econsent.store.vault import Vault
from econsent.store.wanted import Wanted, accepted_by, index_and_position, row_id

_SEALED = "fhir search"


@dataclass(frozen=True, slots=True)
class Searched:
    """A page: the search as it was understood, its hits, how many there are of all, and where the next page begins."""

    search: ConsentSearch
    hits: tuple[Hit, ...]
    total: int | None
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Current:
    """A Consent as it is shown: its JSON, its version and when that came (µs)."""

    resource: bytes
    version: Version


class ConsentDepartment:
    """Consents of one open library; safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        home: LibraryHome,
        audit: AuditTrail,
        archive: Archive,
        *,
        policy: Callable[[], Policy],
        withdraw: Callable[[WithdrawalRequest], Taken],
    ) -> None:
        self._room = Consents(engine)
        self._home = home
        self._vault = home.keys.vault
        self._audit = audit
        self._archive = archive
        self._policy = policy
        self._withdraw = withdraw

    # ── links ──

    def seal(self, search: ConsentSearch) -> str:
        """Return a search as a text that only this library opens, and that names nobody (fhir.search.Seal)."""
        sealed = self._vault.seal_row(b"", _SEALED, msgspec.msgpack.encode(search))
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def unseal(self, text: str) -> ConsentSearch:
        """Return the search that `seal` made a text of; raise SearchInvalid."""
        try:
            sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            search = msgspec.msgpack.decode(self._vault.open_row(b"", _SEALED, sealed), type=ConsentSearch)
        except (StoreDamaged, binascii.Error, ValueError):
            raise SearchInvalid("The link is none of this library.", remedy="Search anew.", path="_cursor") from None
        return search

    # ── search ──

    def search(self, search: ConsentSearch, asker: Asker) -> Searched:
        """Return a page of the Consents that are searched for; raise ScopeMissing or StoreError leaves.

        It is noted as one question, about the one person that it names; reading a Consent notes the statement too.
        """
        with self._audit.asked(asker, "consents.search") as asking:
            asker.require("system/Consent.s")
            understood = _sorted(search)
            wanted = self._wanted(understood, asker)
            if wanted is None:
                return Searched(understood, (), 0, None)
            if wanted.persons is not None and len(wanted.persons) == 1:
                asking.about(next(iter(wanted.persons)))
            return self._page(understood, wanted)

    def _page(self, search: ConsentSearch, wanted: Wanted) -> Searched:
        if search.count == 0:
            return Searched(search, (), self._count(wanted), None)
        page = self._room.page(wanted)
        showing = _Showing(self._vault, self._policy(), wanted.release)
        shown_rows = [showing.of(row) for row in page.rows]
        hits = tuple(
            Hit(f"Consent/{consent_id(shared.id, version.position)}", stitch(shared, version))
            for shared, version in shown_rows
            if wanted.statuses is None or version.status in wanted.statuses
        )
        if page.more is None and wanted.after is None:
            return Searched(search, hits, None if search.total is False else len(hits), None)
        counted = search.total or (search.total is None and wanted.is_narrow and not wanted.is_seldom)
        return Searched(search, hits, self._count(wanted) if counted else None, page.more)

    def _count(self, wanted: Wanted) -> int:
        """Return how many Consents are wanted that the asker may see."""
        policy = self._policy()
        sure, unsure = self._room.count(wanted)
        statuses = wanted.statuses or frozenset()
        return sure + sum(self._state(policy, *row).status in statuses for row in unsure)

    def _state(self, policy: Policy, person: bytes, row: int, sealed: bytes) -> State:
        """Return the state that is shown of a row by itself."""
        index, _ = index_and_position(row)
        digest = next(heard.digest for heard in self._archive.heards(person) if heard.index == index)
        return shown(digest, read_mark(self._vault, person, row, sealed).state, policy)

    def _wanted(self, search: ConsentSearch, asker: Asker) -> Wanted | None:
        """Return what the index is asked for, None where nothing can be found."""
        policy = self._policy()
        bin = self._home.card.controller.bin  # noqa: A001 - the field's own name
        patients = search.patients or search.release == "R4"
        roles = asker.subjects & {"patient"} if patients else asker.subjects
        ranges, persons = self._ranges(search.named), self._persons(search)
        statuses, scopes = _common(search.statuses), _common(search.scopes)
        if scopes is not None:
            scopes &= self._room.known_scopes()
        asked = (ranges, persons, statuses, scopes)
        if any(bin not in bins for bins in search.organisations) or any(one is not None and not one for one in asked):
            return None
        if patients and not roles:
            return None
        return Wanted(
            release=search.release,
            ranges=ranges,
            persons=persons,
            grantors=tuple(frozenset(self._vault.person(one) for one in people) for people in search.grantors),
            roles=None if roles == EVERYBODY else roles,
            nobody=not patients,
            statuses=statuses,
            accepted=None if policy == EVERYTHING else accepted_by(policy),
            scopes=scopes,
            updated=search.updated,
            made=search.made,
            period=search.period,
            column="updated" if search.sort.endswith("_lastUpdated") else "made",
            descending=search.sort.startswith("-"),
            after=(search.after[0], search.after[1]) if search.after else None,
            limit=search.count,
        )

    def _persons(self, search: ConsentSearch) -> frozenset[bytes] | None:
        return _common(tuple(frozenset(self._vault.person(one) for one in people) for people in search.persons))

    def _ranges(self, named: Sequence[Named]) -> tuple[Range, ...] | None:
        """Return the rows that are named, None where none is asked for by name."""
        if not named:
            return None
        ids = {uuid.UUID(text[:36]).bytes for one in named for text in one.ids}
        digests = {bytes.fromhex(text) for one in named for text in one.digests}
        places = self._room.places(sorted(ids), sorted(digests))
        found = [_rows_named(one, places) for one in named]
        met: set[Range] = reduce(_meet, found)
        return tuple(sorted(met))

    # ── one Consent ──

    def read(self, consent: str, release: Release, asker: Asker) -> Current:
        """Return a Consent as it is now; raise ResourceUnknown, also for one that the asker may not see."""
        with self._audit.asked(asker, "consents.read") as asking:
            asker.require("system/Consent.r")
            found = self._found(consent, release, asker, asking)
            shared, version = _Showing(self._vault, self._policy(), release).of(found)
            return Current(stitch(shared, version), version)

    def vread(self, consent: str, number: str, release: Release, asker: Asker) -> Current:
        """Return one version of a Consent by its versionId; raise ResourceUnknown."""
        with self._audit.asked(asker, "consents.vread") as asking:
            asker.require("system/Consent.r")
            shared, versions = self._versions(consent, release, asker, asking)
            for version in versions:
                if str(version.index) == number:
                    return Current(stitch(shared, version), version)
            raise _unknown("There is no such version of this Consent.")

    def history(self, consent: str, release: Release, asker: Asker) -> list[Past]:
        """Return every version of a Consent, newest first; raise ResourceUnknown."""
        with self._audit.asked(asker, "consents.history") as asking:
            asker.require("system/Consent.r")
            shared, versions = self._versions(consent, release, asker, asking)
            address, first = f"Consent/{consent}", versions[0].index
            return [
                Past(address, stitch(shared, one), one.index, one.updated, one.index == first)
                for one in reversed(versions)
            ]

    def revoke(self, asked: Revocation, release: Release, asker: Asker) -> Current:
        """Withdraw the scope of a Consent at the library's desk, and return that Consent as it is then.

        Whoever asks is named as the worker where the request names none. Raises ResourceUnknown, ParametersInvalid
        where the Consent is another person's, or RecordError and StoreError leaves; nothing is kept then.
        """
        with self._audit.asked(asker, "consents.revoke") as asking:
            asker.require("system/Consent.u")
            found = self._found(asked.consent, release, asker, asking)
            if found.person != self._vault.person(asked.person):
                raise ParametersInvalid("The Consent is not this person's.", kept="Nothing was kept.", path="patient")
            taken = self._withdraw(self._withdrawal(asked, asker, asking))
            asking.digests = (taken.digest,)
            after = self._found(asked.consent, release, asker, asking)
            shared, version = _Showing(self._vault, self._policy(), release).of(after)
            return Current(stitch(shared, version), version)

    def _withdrawal(self, asked: Revocation, asker: Asker, asking: Asking) -> WithdrawalRequest:
        statement_id, position = _parted(asked.consent)
        statement = self._archive.statement(self._archive.seen(asker, statement_id, asking)[0])
        if statement.subject is None:
            raise ParametersInvalid("Nobody decided anything here.", kept="Nothing was kept.", path="consent")
        return WithdrawalRequest(
            person=asked.person,
            name=statement.subject.name,
            scopes=(statement.decisions[position - 1].scope,),
            worker=asked.worker or asker.id,
            words=asked.words,
            role=statement.subject.role,
            language="kk" if statement.form is None else statement.form.language,
        )

    # ── what proves it ──

    def brought_by(
        self, consent: str, index: int | None, release: Release, asker: Asker, asking: Asking
    ) -> frozenset[str]:
        """Return the ids of the statements that brought a Consent's versions about, or the one at an index."""
        _, versions = self._versions(consent, release, asker, asking)
        return self._room.statements(indexes=[one.index for one in versions if index in (None, one.index)])

    def statements_of(self, digests: frozenset[str]) -> frozenset[str]:
        """Return the ids of the statements that have these digests (hex)."""
        return self._room.statements(digests=[bytes.fromhex(digest) for digest in digests])

    def resting_on(self, digest: str, scope: str) -> str | None:
        """Return the id of the Consent that a statement (its digest in hex) has for a scope, None where it has none."""
        place = self._room.places((), [bytes.fromhex(digest)])
        heards = [one for _, person in place.values() for one in self._archive.heards(person) if one.digest == digest]
        for position, decision in enumerate(heards[0].decisions if heards else (), start=1):
            if decision.scope == scope:
                return consent_id(heards[0].id, position)
        return None

    # ── inside ──

    def _found(self, consent: str, release: Release, asker: Asker, asking: Asking) -> Found:
        if not is_id(consent):
            raise _unknown("This is not the id of a Consent.")
        named = (Named(ids=frozenset((consent,))),)
        wanted = self._wanted(ConsentSearch(release=release, named=named, count=1), asker)
        rows = () if wanted is None else self._room.page(wanted).rows
        if not rows:
            raise _unknown("There is no such Consent here.")
        asking.about(rows[0].person)
        return rows[0]

    def _versions(self, consent: str, release: Release, asker: Asker, asking: Asking) -> tuple[Shared, list[Version]]:
        """Return every version of a Consent, oldest first, derived from what the person said until each."""
        found = self._found(consent, release, asker, asking)
        policy = self._policy()
        shared, _ = _Showing(self._vault, policy, release).of(found)
        asking.digests = (shared.digest,)
        index, position = index_and_position(found.id)
        heards = _concerned(self._archive.heards(found.person), shared.digest, position)
        own = [one for one in changes(heards, since=index) if (one.digest, one.position) == (shared.digest, position)]
        logged = self._room.logged([one.index for one in own])
        return shared, [
            _version(position, one.index, logged[one.index], shown(shared.digest, one.state, policy)) for one in own
        ]


class _Showing:
    """Shows rows of one page: what rows have in common is opened once."""

    def __init__(self, vault: Vault, policy: Policy, release: Release) -> None:
        self._vault = vault
        self._policy = policy
        self._release = release
        self._written: dict[int, Shared] = {}
        self._ciphers: dict[bytes, AESGCM] = {}

    def of(self, row: Found) -> tuple[Shared, Version]:
        """Return what is written of a row's statement, and the version that the row is of; raise StoreDamaged."""
        index, position = index_and_position(row.id)
        shared = self._written.get(index)
        if shared is None:
            shared = self._written[index] = self._open(row, index)
        mark = read_mark(self._vault, row.person, row.id, row.mark)
        state = mark.state
        if state.beside or state.status == "active":  # nothing else depends on the policy
            state = shown(shared.digest, state, self._policy)
        return shared, _version(position, mark.version, mark.updated, state)

    def _open(self, row: Found, index: int) -> Shared:
        if row.wrapped_key is None:
            raise _unknown("This Consent was forgotten on demand; the log still holds its digest.")
        cipher = self._ciphers.get(row.wrapped_key)
        if cipher is None:
            cipher = self._ciphers[row.wrapped_key] = AESGCM(self._vault.unwrap(row.wrapped_key))
        return read_written(cipher, index, self._release, row.written)


def _version(position: int, index: int, updated: int, state: State) -> Version:
    return Version(position=position, status=state.status, index=index, updated=updated, ends=state.ends)


def _concerned(heards: Sequence[Heard], digest: str, position: int) -> list[Heard]:
    """Return what can change the state of a decision: all of its scope, and every correction."""
    own = next(heard for heard in heards if heard.digest == digest)
    if position == ABANDONED:
        return [own]
    scope = own.decisions[position - 1].scope
    return [
        heard
        for heard in heards
        if heard.kind == "correction" or any(decision.scope == scope for decision in heard.decisions)
    ]


# ── what is asked ─────────────────────────────────────────────────────────────────────────

Range = tuple[bytes, int, int]
"""A person, and the first and last id of their rows."""
Element = TypeVar("Element")


def _sorted(search: ConsentSearch) -> ConsentSearch:
    """Return a search by the moment of making sorted by it, where the client leaves the order to us."""
    names = {name for name, _ in search.used}
    if not search.made or search.updated or search.after or "_sort" in names:
        return search
    return replace(search, sort="-date")


def _common(sets: Sequence[frozenset[Element]]) -> frozenset[Element] | None:
    """Return what is in all sets, None where there is none."""
    return frozenset.intersection(*sets) if sets else None


def _rows_named(named: Named, places: Mapping[bytes, tuple[int, bytes]]) -> set[Range]:
    """Return the rows that are named by id or by the digest of their statement, of those that are in the log."""
    found: set[Range] = set()
    for text in named.ids:
        statement_id, position = _parted(text)
        index, person = places.get(uuid.UUID(statement_id).bytes, (-1, b""))
        found |= {(person, row_id(index, position), row_id(index, position))} if index >= 0 else set()
    for text in named.digests:
        index, person = places.get(bytes.fromhex(text), (-1, b""))
        found |= {(person, row_id(index, 0), row_id(index + 1, 0) - 1)} if index >= 0 else set()
    return found


def _meet(some: set[Range], others: set[Range]) -> set[Range]:
    """Return the rows that are in both."""
    pairs = product(some, others)
    met = {(one[0], max(one[1], other[1]), min(one[2], other[2])) for one, other in pairs if one[0] == other[0]}
    return {one for one in met if one[1] <= one[2]}


def _parted(consent: str) -> tuple[str, int]:
    return consent[:36], int(consent[37:])


def _unknown(what: str) -> ResourceUnknown:
    return ResourceUnknown(what, remedy="Compare the id; R4 has patients alone.")
