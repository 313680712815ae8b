"""How a station gets its library's own forms: believed by the log's key, taken over whole or not at all (SPEC 11.5)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from econsent import exchange, ledger
from econsent.errors import FormRolledBack
from econsent.forms import Catalogue
from econsent.released import Manifest, checked, open_manifest
from econsent.store import pulled
from econsent.store.pulled import Pulled

_KEPT = "The station goes on with the forms that it has."


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
        if self._known is None or self._known[0] != there:
            self._known = (there, self._load(there))
        return self._known[1]

    def _load(self, there: tuple[int, ...]) -> Catalogue:
        good = pulled.newest_good(self._station, self._log)
        if good is None and there:
            good = pulled.read(self._station, there[0], self._log)
        return self._shipped if good is None else self._shipped.with_own(good.catalogued)

    def pull(self, source: FormSource) -> tuple[str, ...]:
        """Take over what the library has released since; return the new versions (``id/version``).

        Raises FormRolledBack, FormError or LedgerError leaves for what is not to be believed, RemoteError or StoreError
        leaves; the station then goes on with what it has.
        """
        said = source.manifest()
        manifest = open_manifest(said.manifest, said.note, self._log)
        there = pulled.sizes(self._station)
        good = pulled.newest_good(self._station, self._log)
        _check_grown(manifest, good, max(there, default=0))
        if good is not None and good.manifest.size == manifest.size == max(there):
            return ()
        if not manifest.size:
            return ()
        files = dict(good.files) if good is not None else {}
        for path in manifest.files.keys() - files.keys():
            digest = manifest.files[path]
            files[path] = checked(source.file(digest), digest, path)
        taken = Pulled(manifest, files)
        self._shipped.with_own(taken.catalogued)
        pulled.keep(self._station, taken)
        self._known = None
        before = good.files if good is not None else {}
        return tuple(sorted({path.rpartition("/")[0] for path in files.keys() - before.keys()}))


def _check_grown(manifest: Manifest, good: Pulled | None, most: int) -> None:
    """Raise FormRolledBack where a manifest does not begin with what was taken over, or is shorter than it ever was."""
    if manifest.size < most or (good is not None and not manifest.text.startswith(good.manifest.text)):
        raise FormRolledBack(
            "The library shows fewer or other forms than it showed before.",
            kept=_KEPT,
            remedy="Call the privacy officer: the library was rewritten or restored from an old copy.",
        )
