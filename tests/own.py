"""Drafts of an organisation's own forms, and a library whose answers about them can be changed on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from econsent.exchange import FormManifest
from econsent.forms import Catalogue
from econsent.library import Library
from econsent.store.folder import shipped_forms
from tests.builders import open_station
from tests.wire import Wire

OWN = "Цех забора крови открыт с семи утра."
"""A sentence of one's own, for a text in Russian."""

NOT_RECORDED = {
    "kk": ("Дыбыс жазылмайды. Адам", "Дыбыс та жазылады. Адам"),
    "ru": ("Звук не записывается. Автоматического", "Звук тоже записывается. Автоматического"),
    "en": ("Sound is not recorded. There", "Sound is recorded, too. There"),
}
"""What a patient's form says of sound in each language, and the contrary of it."""


def draft(form: str = "patient-filming", said: str = OWN, **replaced: tuple[str, str]) -> dict[str, bytes]:
    """Return the files of a shipped form with a sentence of its own; `kk=(old, new)` replaces in a text, `toml` too."""
    prefix = f"{form}/{Catalogue.from_files(shipped_forms()).latest(form).version}/"
    files = {path.removeprefix(prefix): raw for path, raw in shipped_forms().items() if path.startswith(prefix)}
    if said:
        files["ru.md"] = files["ru.md"].replace("Звук не записывается.\n".encode(), f"{said}\n".encode(), 1)
    for name, (old, new) in replaced.items():
        file = "form.toml" if name == "toml" else f"{name}.md"
        assert old.encode() in files[file]
        files[file] = files[file].replace(old.encode(), new.encode())
    return files


def release(library: Library, folder: Path, dated: str = "", **said: tuple[str, str]) -> str:
    """Release a patient's form with other words, which the station in a folder takes over; return its version."""
    head = ("second_language = true", f"second_language = true\n{dated and f'dated = {dated}'}")
    made = library.forms.release(draft(said="", toml=head, **said))
    with open_station(folder) as station:
        assert station.sync(library).problems == ()
    return made.version


class FormWire(Wire):
    """A library whose manifest and files may be changed on their way to a station."""

    def __init__(
        self,
        library: Library,
        manifest: Callable[[FormManifest], FormManifest] = lambda said: said,
        file: Callable[[bytes], bytes] = lambda raw: raw,
    ) -> None:
        super().__init__(library)
        self._manifest = manifest
        self._file = file
        self.asked: list[str] = []

    @property
    def forms(self) -> FormWire:
        return self

    def manifest(self) -> FormManifest:
        return self._manifest(self.library.forms.manifest())

    def file(self, digest: str) -> bytes:
        self.asked.append(digest)
        return self._file(self.library.forms.file(digest))
