"""From "sign" to durable "done": everything a visitor waits for, beside a bare render, bare signatures and one fsync.

Ours is `Station.sign` of a notice and a consent: two statements signed, two documents drawn and sealed, two envelopes,
one transaction. The floor draws the same pages with ReportLab, signs both files with pyHanko's own PAdES-B and writes
them with one fsync.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.document import bare_signer, by_turns, median, p95, row
from econsent.delivery import progress_of
from econsent.document import inkml
from econsent.document.contents import contents
from econsent.document.issue import Draft, statement_of
from econsent.document.layout import draw
from econsent.station import Station
from tests.builders import consent, make_library, make_station, notice


def run() -> list[dict[str, object]]:
    """Measure signing a sitting; both sides take turns on one disk."""
    with tempfile.TemporaryDirectory() as folder:
        library = make_library(Path(folder))
        station = make_station(library, Path(folder))
        station.check_ready()
        drafts = [notice(station), consent(station)]
        floor = _Floor(station, drafts, Path(folder) / "floor")
        ours, bare = by_turns(lambda: station.sign(drafts), floor)
        station.close()
        library.close()
    return [
        row("“sign” to durable “done” (notice and consent), p95", p95(ours), p95(bare), "≤ 1.5 ×"),
        row("the same, median", median(ours), median(bare), ""),
    ]


class _Floor:
    """The same pages drawn, signed and written, with everything that can be loaded once loaded once."""

    def __init__(self, station: Station, drafts: Sequence[Draft], file: Path) -> None:
        catalogue = station.catalogue
        circumstances = station._circumstances(progress_of(station._outbox))
        self._file = file
        self._sign = bare_signer(station._signer().chain)
        self._said = []
        for draft in drafts:
            statement = statement_of(draft, circumstances)
            form = catalogue.form(statement.form.id, statement.form.version)
            words = catalogue.labels(catalogue.latest_labels(), statement.form.language)
            said = contents(statement, form=form, words=words, language=statement.form.language, digest=bytes(32))
            ink = next((inkml.decode(item.data) for item in draft.evidence), None)
            self._said.append((said, ink))

    def __call__(self) -> None:
        with self._file.open("wb") as file:
            for said, ink in self._said:
                file.write(self._sign(draw(said, ink)))
            file.flush()
            os.fsync(file.fileno())
