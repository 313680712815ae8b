"""The forms that an organisation released: each release with the whole manifest after it, and every file by its digest.

Forms are read by everybody, so they lie in clear; the note over the manifest shows what was changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from econsent.store.rows import FORMS_LANE, Room, Session, Tables, fetch_all, fetch_one, insert

TABLES = Tables.alike("""
CREATE TABLE form_release (
    number INT PRIMARY KEY, at INT NOT NULL, form TEXT NOT NULL, version TEXT NOT NULL, manifest TEXT NOT NULL,
    note TEXT NOT NULL) KEPT;
CREATE TABLE form_file (digest BYTES PRIMARY KEY, content BYTES NOT NULL) KEPT;
""")

_RELEASE = "SELECT number, at, form, version, manifest, note FROM form_release"
_NEWEST = f"{_RELEASE} ORDER BY number DESC LIMIT 1"
_TYPES = (int, int, str, str, str, str)


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its number from 1, when it was (µs), which version of which form, the manifest then and its note."""

    number: int
    at: int
    form: str
    version: str
    manifest: str
    note: str


class Releases(Room):
    """The releases kept in a library."""

    @contextmanager
    def adding(self) -> Iterator[ReleasesPen]:
        """Run a block as one durable transaction; no other release comes in between."""
        with self.engine.writing(FORMS_LANE) as session:
            yield ReleasesPen(session)

    def number(self) -> int:
        """Return the number of the newest release, 0 before the first."""
        row = self._one("SELECT number FROM form_release ORDER BY number DESC LIMIT 1", (), int)
        return 0 if row is None else int(row[0])

    def newest(self) -> Release | None:
        """Return the newest release, None before the first."""
        row = self._one(_NEWEST, (), *_TYPES)
        return None if row is None else Release(*row)

    def of(self, form: str, version: str) -> Release | None:
        """Return the release of a version, None where there is none."""
        row = self._one(f"{_RELEASE} WHERE form = ? AND version = ?", (form, version), *_TYPES)
        return None if row is None else Release(*row)

    def files(self) -> dict[str, bytes]:
        """Return every file by its digest in hex."""
        rows = self._all("SELECT digest, content FROM form_file", (), bytes, bytes)
        return {digest.hex(): content for digest, content in rows}

    def file(self, digest: bytes) -> bytes | None:
        """Return the file of a digest, None where there is none."""
        row = self._one("SELECT content FROM form_file WHERE digest = ?", (digest,), bytes)
        return None if row is None else row[0]


class ReleasesPen:
    """What may be done inside a transaction of the releases."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def number(self) -> int:
        """Return the number of the newest release."""
        row = fetch_one(self._session, _NEWEST, (), *_TYPES)
        return 0 if row is None else int(row[0])

    def add(self, release: Release, files: Mapping[bytes, bytes]) -> None:
        """Keep a release and its files by digest; bytes that are kept already are not kept again."""
        known = {row[0] for row in fetch_all(self._session, "SELECT digest FROM form_file", (), bytes)}
        insert(self._session, "INSERT INTO form_file VALUES", [row for row in files.items() if row[0] not in known])
        self._session.execute(
            "INSERT INTO form_release VALUES (?, ?, ?, ?, ?, ?)",
            (release.number, release.at, release.form, release.version, release.manifest, release.note),
        )
