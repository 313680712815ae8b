"""The texts that people sign: every language says the same, and says what the law asks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from econsent import forms, placement
from econsent.forms import Bullets, Catalogue, Form

ROOT = Path(__file__).parents[1] / "forms"
CATALOGUE = Catalogue.from_files(
    {
        str(path.relative_to(ROOT)): path.read_bytes()
        for path in ROOT.rglob("*")
        if path.suffix in (".md", ".toml", "") and path.is_file()
    }
)
PATIENT = CATALOGUE.form("patient-filming", "2026.2")
STAFF = CATALOGUE.form("staff-filming", "2026.1")
WITHDRAWAL = CATALOGUE.form("withdrawal", "2026.1")
LANGUAGES = ("kk", "ru", "en")


def sentences(form: Form, language: str, key: str) -> str:
    return form.text(language).section(key).plain


# ── the languages ─────────────────────────────────────────────────────────────────────────────────────────────────


def shape(section: forms.Section) -> list[object]:
    blocks = [len(block.items) if isinstance(block, Bullets) else "p" for block in section.blocks]
    bold = sum(run.bold for line in section.lines() for run in line)
    return [section.key, blocks, bold, sorted(re.findall(r"\{\{\w+\}\}", section.plain))]


@pytest.mark.parametrize("form", CATALOGUE.forms(), ids=lambda form: form.id)
def test_every_language_has_the_same_sections_shape_and_placeholders(form):
    assert form.languages == LANGUAGES
    for sections in zip(*(form.text(language).sections for language in LANGUAGES), strict=True):
        assert shape(sections[0]) == shape(sections[1]) == shape(sections[2])


def test_every_label_has_the_same_placeholders_in_every_language():
    kk, ru, en = (CATALOGUE.labels(CATALOGUE.latest_labels(), language) for language in LANGUAGES)
    assert kk.keys() == ru.keys() == en.keys()
    for key in kk:
        open_places = [set(re.findall(r"\{\{\w+\}\}", labels[key])) for labels in (kk, ru, en)]
        assert open_places[0] == open_places[1] == open_places[2], key


def kazakh() -> dict[str, str]:
    texts = {
        f"{form.id}#{item.key}": f"{item.heading}\n{item.plain}"
        for form in CATALOGUE.forms()
        for item in form.text("kk").sections
    }
    order = placement.read(CATALOGUE.law(placement.ORDER, CATALOGUE.editions(placement.ORDER)[-1]))
    texts |= {f"law#{key}": word for key, word in order.words["kk"].items()}
    return texts | {f"document#{key}": word for key, word in CATALOGUE.labels(CATALOGUE.latest_labels(), "kk").items()}


def test_the_kazakh_texts_use_every_letter_of_the_alphabet_that_is_not_russian():
    said = "".join(kazakh().values()).lower()
    assert [letter for letter in "әғқңөұүһі" if letter not in said] == []


def test_the_kazakh_texts_use_no_latin_look_alikes():
    for key, said in kazakh().items():
        words = re.findall(r"[^\W\d_]+", re.sub(r"\{\{\w+\}\}", "", said))
        mixed = [word for word in words if re.search("[A-Za-z]", word) and re.search("[А-ӿ]", word)]
        assert mixed == [], key


def test_the_word_for_refusing_is_never_used_for_cancelling():
    refusing = {key for key, said in kazakh().items() if "бас тарт" in said.lower()}
    texts = ("patient-filming", "staff-filming", "staff-supplement")
    assert refusing == {*(f"{text}#refusal" for text in texts), "document#title.refusal"}


def test_both_legal_terms_for_informed_consent_stand_in_the_kazakh_consents():
    for form in (PATIENT, STAFF):
        said = sentences(form, "kk", "what")
        assert "ақпараттандырылған келісім" in said
        assert said.count("хабардар етілген келісім") == 1


# ── the law ───────────────────────────────────────────────────────────────────────────────────────────────────────

CONSENTS = (PATIENT, STAFF)
LAW = tomllib.loads((Path(__file__).parent / "forms_law.toml").read_text(encoding="utf-8"))["requirement"]


@pytest.mark.parametrize("asked", LAW, ids=[f"{asked['law']} ({asked['section']})" for asked in LAW])
def test_the_law_is_answered_in_every_language(asked):
    for form_id in asked["forms"]:
        for language in LANGUAGES:
            assert asked[language] in sentences(CATALOGUE.latest(form_id), language, asked["section"])


def test_the_order_asks_for_free_form_so_words_are_ready_for_every_decision():
    for form, ways in ((PATIENT, (False, True)), (STAFF, (False,))):
        for representative in ways:
            keys = [
                form.words_key(said, representative=representative)
                for said in (["permit"], ["deny"], ["permit", "deny"])
            ]
            for language in LANGUAGES:
                words = [sentences(form, language, key) for key in keys]
                assert len(set(words)) == 3
                assert all("{{subject}}" in said and "{{controller}}" in said for said in words)
                assert all(("{{grantor}}" in said) == representative for said in words)


def test_consent_and_withdrawal_speak_of_the_same_scopes():
    asked = {scope.id for form in CONSENTS for scope in form.scopes}
    assert asked == {scope.id for scope in WITHDRAWAL.scopes}


def test_terms_say_no_to_every_transfer_and_keep_in_kazakhstan():
    for form in CONSENTS:
        terms = form.terms_for(())
        assert (terms.third_parties, terms.cross_border, terms.publication) == (False, False, False)
        assert (terms.storage_country, terms.storage_days) == ("KZ", 30)


def test_everything_a_form_names_has_a_label():
    for language in LANGUAGES:
        labels = CATALOGUE.labels(CATALOGUE.latest_labels(), language)
        for form in CATALOGUE.forms():
            assert {f"legal.{item.act}.{item.paragraph}" for item in form.legal} <= labels.keys()
            assert {f"data.{key}" for key in (form.terms.data if form.terms else ())} <= labels.keys()
            assert {f"kind.{form.kind}", f"title.{form.kind}"} <= labels.keys()


def test_ink_is_never_called_an_electronic_digital_signature():
    for language, denial in zip(LANGUAGES, ("(ЭЦҚ) емес", "не является", "is not an"), strict=True):
        labels = CATALOGUE.labels(CATALOGUE.latest_labels(), language)
        for sort in ("ink", "mark", "paper"):
            assert denial in labels[f"signature_class.{sort}"]
        assert denial not in labels["signature_class.eds"]
