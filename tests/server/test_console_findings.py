"""Whatever a check can find of a site, the console says it in Kazakh and Russian, and in the library's own English."""

from __future__ import annotations

import html
import re
from itertools import product
from typing import get_args

import pytest

from econsent import placement, site
from econsent.exchange import SiteFinding
from econsent.forms import Catalogue
from econsent.record import Language
from econsent.server.console import view
from econsent.server.console.view import Speech
from econsent.server.console.words import LANGUAGES, words
from econsent.store.folder import shipped_forms

CATALOGUE = Catalogue.from_files(shipped_forms())
SAID = site.check.__globals__["_WORDS"]
"""Code → what the library itself says of it, and the remedy."""
PART = view._templates().from_string('{% from "parts.html" import finding %}{{ finding(t, one) }}')


def shown(language: Language, code: str, count: int = 0) -> str:
    what, remedy = SAID.get(code, ("It <is>.", "Do."))
    found = SiteFinding(sort="gap", code=code, count=count, what=what.format(count=count), remedy=remedy)
    return PART.render(t=Speech(language, lambda: CATALOGUE), one=found)


def reasons(edition: str) -> set[str]:
    """Return each reason for which an edition does not permit, whatever the register says, as a check asks it."""
    law = placement.read(CATALOGUE.law(placement.ORDER, edition))
    kinds = product((*law.organisations, None), (True, False, None), (*law.rooms, None), (*law.cameras, None))
    rulings = (
        placement.evaluate(
            law, organisation=organisation, collection_point=point, room=room, camera=camera,
            sign=sign, patient=patient, staff=staff,
        )
        for organisation, point, room, camera in kinds
        for sign in (True, False, None)
        for patient in ("permit", "not-asked")
        for staff in get_args(placement.StaffAnswer)
    )  # fmt: skip
    return {ruling.reason for ruling in rulings if not ruling.permits}


def told(language: Language) -> dict[str, str]:
    """Return code → what the console's own words say of it."""
    return {key.removeprefix("finding."): text for key, text in words(language).items() if key.startswith("finding.")}


def test_every_code_that_a_check_can_give_has_its_sentences_in_every_language():
    codes = set(SAID).union(*map(reasons, CATALOGUE.editions(placement.ORDER)))
    assert codes == set(SAID)
    assert set(told("kk")) == set(told("ru")) == codes and told("en") == {}


def test_kazakh_and_russian_count_whom_the_library_counts():
    for code, (what, _) in SAID.items():
        assert ("{count}" in what) == ("{count}" in told("kk")[code]) == ("{count}" in told("ru")[code]), code


@pytest.mark.parametrize("code", SAID)
def test_a_finding_is_shown_in_the_readers_language_with_its_code_and_count(code: str):
    pages = {language: shown(language, code, count=17) for language in LANGUAGES}
    sentences = {language: re.findall(r"<p.*?>(.+)</p>", page)[0] for language, page in pages.items()}
    assert len(set(sentences.values())) == len(LANGUAGES)
    assert set("әғқңөұүһі") & set(sentences["kk"]) and not set("әғқңөұүһі") & set(sentences["ru"])
    assert html.unescape(sentences["en"]) == " ".join(SAID[code]).format(count=17)
    for language, page in pages.items():
        assert ("17" in sentences[language]) == ("{count}" in SAID[code][0])
        assert f"<code>{code}</code>" in page and ('lang="en"' in page) == (language == "en")


def test_a_code_that_the_console_does_not_know_is_said_in_the_librarys_own_english():
    for language in LANGUAGES:
        page = shown(language, "never-heard-of")
        assert '<p lang="en">It &lt;is&gt;. Do.</p>' in page and "<code>never-heard-of</code>" in page
