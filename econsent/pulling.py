"""How a station gets its library's own forms: believed by the log's key, taken over whole or not at all (SPEC 11.5)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from econsent import exchange, ledger
from econsent.forms import Catalogue
from econsent.released import Manifest, check_grown, checked, open_manifest
from econsent.store import pulled
from econsent.store.pulled import Pulled


class FormSource(Protocol):
    """What a library tells of its own forms; that of `Remote` and that of `Library` do."""

    def manifest(self) -> exchange.FormManifest:
        """Return the signed manifest."""

    def file(self, digest: str) -> bytes:
        """Return a released file by its digest in hex."""


class StationForms:
    """The forms of a station in a folder: those that come with econsent and those it took over."""

    def __init__(self, station: Path, shipped: Catalogue, log: ledger.NoteVerifier) -> None:
        self._station = station
        self._shipped = shipped
        self._log = log
        self._known: tuple[tuple[int, ...], Catalogue] | None = None

    def catalogue(self) -> Catalogue:
        """Return the last good forms, also those that another process has just taken over.

        Raises FormError, LedgerError or StoreError leaves where own forms were taken over and none are whole: others
        would say what the organisation does not.
        """
        there = pulled.sizes(self._station)
        if self._known is not None and self._known[0] == there:
            return self._known[1]
        good = pulled.newest_good(self._station, self._log)
        if good is None and there:
            pulled.read(self._station, there[0], self._log)
        catalogue = self._shipped if good is None else self._shipped.with_own(good.catalogued)
        if good is None or good.manifest.size == there[0]:  # what another process mends has the same name
            self._known = (there, catalogue)
        return catalogue

    def check(self) -> None:
        """Raise what is wrong with the newest forms that were taken over, while the last good ones go on being shown.

        FormError, LedgerError or StoreError leaves.
        """
        there = pulled.sizes(self._station)
        if there:
            pulled.read(self._station, there[0], self._log)

    def pull(self, source: FormSource) -> tuple[str, ...]:
        """Take over what the library has released since; return the new versions (``id/version``).

        Raises FormRolledBack, FormError or LedgerError leaves for what is not to be believed, RemoteError or StoreError
        leaves; the station then goes on with what it has.
        """
        said = source.manifest()
        manifest = open_manifest(said.manifest, said.note, self._log)
        most = max(pulled.sizes(self._station), default=0)
        good = pulled.newest_good(self._station, self._log)
        kept = {} if good is None else good.files
        check_grown(manifest, "" if good is None else good.manifest.text, most)
        if len(kept) == manifest.size:
            return ()
        taken = _fetched(manifest, kept, source)
        self._shipped.with_own(taken.catalogued)
        pulled.keep(self._station, taken)
        self._known = None
        return tuple(sorted({path.rpartition("/")[0] for path in taken.files.keys() - kept.keys()}))


def _fetched(manifest: Manifest, kept: Mapping[str, bytes], source: FormSource) -> Pulled:
    """Return the files of a manifest: those that are here, the others from the library, each with its digest."""
    missing = {path: digest for path, digest in manifest.files.items() if path not in kept}
    fetched = {path: checked(source.file(digest), digest, path) for path, digest in missing.items()}
    return Pulled(manifest, {**kept, **fetched})
