"""The part of fsck that holds the index of Consents against what was said: derived anew, it must be the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from econsent.errors import EconsentError
from econsent.exchange import Finding
from econsent.fhir.consent import share
from econsent.fhir.published import Logged, Release, is_published
from econsent.record import Statement
from econsent.standing import Heard
from econsent.store.consents import Consents, Row, read_mark
from econsent.store.publishing import grantor_of, read_written, rows
from econsent.store.vault import Vault
from econsent.store.wanted import index_and_position

_CODE = "store.consents"
_REMEDY = "Restore the last good copy."
_RELEASES: tuple[Release, ...] = ("R5", "R4")


class IndexCheck:
    """Takes every statement, then every person."""

    def __init__(self, room: Consents, vault: Vault) -> None:
        self._room = room
        self._vault = vault
        self._logged: dict[int, int] = {}
        self._grantors: dict[int, bytes | None] = {}
        self._expected = 0

    def statement(self, statement: Statement, heard: Heard, at: int, person: bytes, key: bytes) -> Iterator[Finding]:
        """Check what is written of a statement that was logged at a moment (µs), and remember it."""
        self._logged[heard.index] = at
        self._grantors[heard.index] = grantor_of(statement, self._vault)
        logged = Logged(statement=statement, digest=heard.digest, index=heard.index, logged=at, interval=heard.interval)
        written = self._room.written(person, heard.index)
        for release, sealed in zip(_RELEASES, written, strict=True):
            if not self._is_written(logged, key, release, sealed):
                yield _finding(heard.index, f"What is written of it for {release} is not what it says.")

    def _is_written(self, logged: Logged, key: bytes, release: Release, sealed: bytes | None) -> bool:
        if sealed is None or not is_published(logged.statement, release):
            return sealed is None and not is_published(logged.statement, release)
        try:
            return read_written(AESGCM(key), logged.index, release, sealed) == share(logged, release)
        except EconsentError:
            return False

    def persons(self, said: Mapping[bytes, Sequence[Heard]]) -> Iterator[Finding]:
        """Check every row, and that there are no others."""
        self._expected = 0
        yield from self.rows_of(said)
        if self._room.size() > self._expected:
            yield _finding(0, "The index has Consents that nobody gave.")

    def rows_of(self, said: Mapping[bytes, Sequence[Heard]]) -> Iterator[Finding]:
        """Check every row of some persons."""
        for person, heards in said.items():
            if any(heard.index not in self._logged for heard in heards):
                # that a statement of theirs does not open was said already
                self._expected += len(self._room.rows_of(person))
                continue
            derived = {row.id: row for row in rows(person, heards, self._logged.__getitem__, self._grantors)}
            kept = {row[1]: row for row in self._room.rows_of(person)}
            self._expected += len(derived)
            for row in sorted(derived.keys() | kept.keys()):
                if row not in derived or row not in kept or not self._is_same(derived[row], kept[row]):
                    yield _finding(index_and_position(row)[0], "Its Consents in the index are not what was said.")

    def _is_same(self, derived: Row, kept: tuple[object, ...]) -> bool:
        """Compare the columns in clear, and what is sealed."""
        *columns, sealed = kept
        try:
            mark = read_mark(self._vault, derived.person, derived.id, sealed if isinstance(sealed, bytes) else b"")
        except EconsentError:
            return False
        return tuple(columns) == derived.columns and mark == derived.mark


def _finding(index: int, what: str) -> Finding:
    return Finding(code=_CODE, where=f"statement {index}", what=what, remedy=_REMEDY)
