"""The audit trail is read in the reader's language: what was asked, by whom and what came of it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

import econsent
from econsent.access import FHIR, VERBS
from econsent.archive import Export
from econsent.errors import by_code
from econsent.exchange import NeedCode, SearchRequest
from econsent.exchange.works import WorkKind
from econsent.forms import Catalogue
from econsent.library import Library
from econsent.server.console.view import Speech
from econsent.server.console.words import LANGUAGES, words
from econsent.store.folder import shipped_forms
from tests.builders import decide
from tests.server.browsing import Sit

ASKED = {key.removeprefix("asked."): text for key, text in words("en").items() if key.startswith("asked.")}
OTHERS = {"log.vkey", "receipt.tlog-proof", "staff.filming", "staff.images", "store.consents", "store.standing"}
"""Texts of the same form that are no verbs: names of files and modules, scopes of forms."""
DOTTED = re.compile(r"[a-z]+(\.[a-z-]+)+")
SOURCES = [path for path in sorted(Path(econsent.__file__).parent.rglob("*.py")) if "console" not in path.parts]


def verbs() -> set[str]:
    """Return every verb that a line of the trail can have, as the library's source names them."""
    said = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value)
    }
    roots = {verb.partition(".")[0] for verb in ASKED}
    made = {f"statements.export.{what}" for what in get_args(Export)} | {"decision"}
    return made | {one for one in said if one.partition(".")[0] in roots and one not in by_code()}


def test_every_verb_of_the_trail_has_its_words_and_no_other_has():
    named = {verb for verb in ASKED if "-" not in verb.partition(".")[0]}
    assert verbs() - named <= {*VERBS, *FHIR, *get_args(NeedCode), *OTHERS}, "a verb without words"
    assert named <= verbs(), "words of no verb"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(WorkKind))
@pytest.mark.parametrize("step", ["", ".confirm", ".restart", ".ended"])
def test_a_long_works_steps_are_named_by_its_kind(language, kind: str, step: str):
    speech = Speech(language, lambda: Catalogue.from_files(shipped_forms()))
    assert speech(f"kinds.{kind}") in speech.asked(f"works.{kind}{step}")
    assert speech.asked("works.of-a-later-version") == "works.of-a-later-version"


def test_the_trail_says_who_asked_what_and_what_came_of_it_in_words(sit: Sit, library: Library, said: str):
    library.find(SearchRequest(id=said))
    officer = sit("privacy-officer")
    page = officer.http.get("/audit").text
    assert "Find a person’s statements" in page and "<code>statements.find</code>" in page
    assert "On this machine, by command" in page and ">Done" in page
    [theirs] = {*re.findall(r'href="(/audit[?]asker=person-[0-9a-f]+)"><bdi>N privacy-officer</bdi>', page)}
    assert "N privacy-officer" in officer.http.get(theirs).text and "by command" not in officer.http.get(theirs).text


def test_what_was_asked_about_a_person_says_for_which_use_and_what_the_answer_was(
    sit: Sit, library: Library, said: str
):
    for _ in range(60):
        decide(library)
    officer = sit("privacy-officer")
    at = officer.person()
    page = officer.http.get(at).text
    assert "May the person be filmed?: Video" in page and '<strong class="answer CONSENT_PERMIT">' in page
    earlier = re.search(rf'href="({at}\?asked=\d+)#asked"', page)
    assert earlier and "May the person be filmed?" in officer.http.get(earlier[1]).text
    assert officer.http.get(f"{at}?asked=x").status_code == 400
