"""A specimen shows the document that a form will make, says on every page what it is, and is nobody's statement."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest

from econsent import errors
from econsent.document.check import check_document
from econsent.document.specimen import VERSION, WORDS, Specimen, read_words, specimens
from econsent.forms import Catalogue
from econsent.store.folder import shipped_forms
from tests.own import OWN, draft

SHIPPED = shipped_forms()
CATALOGUE = Catalogue.from_files(SHIPPED)
SAID = read_words(SHIPPED[WORDS])
DAY = dt.date(2026, 3, 15)
CASES = {
    "patient-filming": ["permit", "refusal", "partly", "representative"],
    "staff-filming": ["permit", "refusal", "partly"],
    "withdrawal": ["withdrawal", "representative"],
    "notice": ["notice"],
}


def drawn(form: str, **changes) -> list[Specimen]:
    return list(specimens(draft(form, **changes), CATALOGUE, SAID, DAY))


@pytest.fixture(scope="module")
def patient() -> list[Specimen]:
    return drawn("patient-filming")


@pytest.mark.parametrize("form", CASES)
def test_every_form_is_shown_in_every_language_and_case(form: str, patient: list[Specimen]):
    shown = patient if form == "patient-filming" else drawn(form, said="")
    assert [(one.language, one.case) for one in shown] == [
        (language, case) for language in ("kk", "ru", "en") for case in CASES[form]
    ]


def test_every_page_says_that_it_is_a_specimen_and_nothing_is_attached(patient: list[Specimen]):
    for one in patient:
        words = SAID[one.language]
        with pikepdf.open(io.BytesIO(one.document)) as opened:
            assert len(opened.pages) == len(one.pages) > 1
            assert "/AcroForm" not in opened.Root
            assert not opened.attachments
        for page in one.pages:
            assert page.startswith(f"{words.mark}\n")
            assert page.endswith(f"{words.sentence}\n")


def test_no_check_takes_a_specimen_for_a_statement(patient: list[Specimen]):
    with pytest.raises(errors.EconsentError) as caught:
        check_document(patient[0].document, roots=(), at=dt.datetime(2026, 3, 15, tzinfo=dt.UTC))
    assert caught.value.code == "document.not-signed"


def test_the_pages_tell_the_text_the_answers_and_nobody(patient: list[Specimen]):
    by_case = {one.case: "".join(one.pages) for one in patient if one.language == "ru"}
    assert all(OWN in text for text in by_case.values())
    assert all("{{" not in text for text in by_case.values())
    assert by_case["representative"].count(SAID["ru"].grantor) > by_case["permit"].count(SAID["ru"].grantor) == 0
    assert "15.03.2027" in by_case["permit"]
    assert by_case["permit"].count("Не согласен") < by_case["refusal"].count("Не согласен")
    assert VERSION not in "".join(by_case.values())


def test_a_draft_that_contradicts_another_form_is_not_drawn():
    with pytest.raises(errors.FormClash):
        drawn("notice", said="", toml=('id = "notice"', 'id = "staff-filming"'))
