"""What people do at the real window, to the library's answer and the document (acceptance/scenarios.md, People).

14 to 16 are in test_visits.py, 20 in test_by_ear.py, 21 and 25 in test_ways.py, 23 in test_staff_consent.py.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent.exchange import CorrectionRequest
from econsent.library import Library
from tests.builders import decide, make_station, open_station, person
from tests.kiosk import ways
from tests.kiosk.ears import Ears
from tests.kiosk.test_reading import READ, quiet
from tests.kiosk.test_visits import deliver
from tests.kiosk.test_ways import ended, kept
from tests.kiosk.visits import IIN, Visit, open_kiosk

Come = Callable[..., Visit]
LETTERS = "Әке Ғалым Қыран теҢіз Өзен Ұлан Үміт Һәм Ілияс"


def test_18_withdrew_at_another_point_and_a_consent_from_before_arrives_later(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here = visit("kk")
    here.go("done")
    here.close()  # agreed here, and nothing has been delivered yet
    make_station(library, tmp_path, name="there").close()
    there = Visit(open_kiosk(tmp_path / "there"), "ru")
    try:
        ended(ways.withdrawing(there))
        there.go("done")
    finally:
        there.close()
    with open_station(tmp_path, name="there") as station:
        station.sync(library)
    assert decide(library).decision == "CONSENT_DENY"
    with open_station(tmp_path) as station:
        station.sync(library)
    assert kept(library, person(IIN)).kind == "consent"
    assert decide(library).decision == "CONSENT_DENY"


def test_19_cannot_read_is_read_to_and_makes_a_cross_before_a_witness(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here = visit("kk", speaker=Ears())
    here.go("who")
    here.tap(READ["kk"])
    quiet(here)
    here.go("sign")
    ended(ways.by_mark(here))
    here.tap("sign")
    here.wait("done")
    deliver(here, library, tmp_path)
    statement = kept(library, person(IIN))
    assert (statement.signature_class, statement.form.reading) == ("mark", "aloud")
    assert statement.witness.name == ways.WITNESS["kk"]
    assert [item.role for item in statement.evidence] == ["ink"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_22_the_document_of_a_sitting_in_two_languages_shows_and_finds_every_kazakh_letter(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here = visit("kk")
    here.go("words", name=LETTERS)
    here.tap("Русский")
    here.tap("Қазақша")
    here.language = "kk"
    assert here.screen == "words"
    here.go("done")
    signed = here.program.kiosk.signed[-1]
    deliver(here, library, tmp_path)
    form = library.show(signed.id).statement.form
    assert (form.language, set(form.languages_shown)) == ("kk", {"kk", "ru"})
    file = tmp_path / "document.pdf"
    file.write_bytes(library.export(signed.id, "pdf"))
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert LETTERS in " ".join(text.split())
    assert set("ӘҒҚҢӨҰҮҺІәғқңөұүі") <= set(text)


def test_24_a_wrong_person_is_marked_by_two_and_the_right_one_signs_at_the_same_kiosk(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here = visit("kk")
    here.go("done", name="Басқа адам")
    wrong = here.program.kiosk.signed[-1]
    here.tap("done")
    here.wait("welcome")
    deliver(here, library, tmp_path)
    library.correct(CorrectionRequest(id=wrong.id, reason="Басқа адам.", by=("А. Сейіт", "Б. Омар")))
    assert (decide(library).decision, decide(library).reason) == ("NO_CONSENT", "entered-in-error")
    again = visit("kk")
    again.go("done", "deny", name="Әсел")
    deliver(again, library, tmp_path)
    assert decide(library).decision == "CONSENT_DENY"
    assert library.show(wrong.id).statement.subject.name == "Басқа адам"
