"""What the library says by a code has its sentence in every language of the console: forms' findings, laws, scopes."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from econsent import forms
from econsent.access import FHIR, VERBS
from econsent.exchange import FormFinding
from econsent.exchange.works import FormChecked
from econsent.forms import Catalogue, read_requirements
from econsent.server.console import view
from econsent.server.console.view import Speech
from econsent.server.console.words import LANGUAGES, words
from econsent.store.folder import shipped_forms

SHIPPED = shipped_forms()
REQUIREMENTS = read_requirements(SHIPPED[forms.REQUIREMENTS])
REQUIRED = (*REQUIREMENTS.requirement, *REQUIREMENTS.question)
TERMS = [term.name.replace("_", "-") for term in REQUIREMENTS.term]
SOURCES = [ast.parse(path.read_text("utf-8")) for path in sorted(Path(forms.__file__).parent.glob("*.py"))]


def reported() -> Iterator[tuple[str, set[str]]]:
    """Yield each code that the checker's source reports, with the names of what is said beside it."""
    for node in (node for tree in SOURCES for node in ast.walk(tree)):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("error", "warning", "_lacks")):
            continue
        named = {keyword.arg or "" for keyword in node.keywords}
        match node.args[0]:
            case ast.Constant(value=str(code)):
                yield code, named
            case ast.JoinedStr(values=[ast.FormattedValue(value=ast.Name(id="name")), ast.Constant(value=str(tail))]):
                yield from ((term + tail, named) for term in TERMS)
            case ast.Attribute(value=ast.Name(id="asked"), attr="code"):
                yield from ((one.code, named) for one in REQUIRED)
            case ast.Name(id="code"):
                pass  # within _lacks, whose callers were looked at
            case other:
                pytest.fail(f"A code that cannot be read from the source: {ast.unparse(other)}")


def laws() -> set[str]:
    """Return every citation that a finding can bear."""
    asked = {one.law for one in (*REQUIRED, *REQUIREMENTS.term)} - {""}
    basis = {f"{one.act} {one.paragraph}" for one in REQUIREMENTS.basis}
    constants = {
        target.id: node.value.value
        for tree in SOURCES
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    literal: set[str] = set()
    for node in (node for tree in SOURCES for node in ast.walk(tree)):
        match node:
            case ast.keyword(arg="law", value=ast.Constant(value=law)):
                literal.add(law)
            case ast.keyword(arg="law", value=ast.Name(id=name)):
                literal.add(constants[name])
    return asked | basis | literal


def said(group: str, language: str) -> dict[str, str]:
    start = f"{group}."
    return {key.removeprefix(start): text for key, text in words(language).items() if key.startswith(start)}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_code_of_the_form_checker_has_its_sentence_and_no_other_has(language: str):
    sentences = said("formfinding", language)
    assert set(sentences) == {code for code, _ in reported()}
    for code, named in reported():
        assert ("{value}" in sentences[code]) == ("value" in named), code
    for one in REQUIRED:
        placeholder = getattr(one, "placeholder", "")
        assert not placeholder or f"{{{{{placeholder}}}}}" in sentences[one.code].format(value=""), one.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_citation_of_the_form_checker_has_its_words_and_no_other_has(language: str):
    assert set(said("law", language)) == laws()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scope_that_a_key_may_be_given_has_its_name_and_no_other_has(language: str):
    assert set(said("scope", language)) == {*VERBS, *FHIR}
    assert len(set(said("scope", language).values())) == len({*VERBS, *FHIR})


def test_what_was_found_in_a_form_is_said_in_english_by_the_library_alone():
    assert said("formfinding", "en") == {}
    assert '<p lang="en">It is so. Do this.</p>' in shown(
        "en", FormFinding(sort="error", code="data-untold", what="It is so.", remedy="Do this.")
    )


def test_kazakh_and_russian_sentences_were_translated():
    kk, ru, en = ({**said("formfinding", one), **said("scope", one)} for one in LANGUAGES)
    for key in kk:
        assert len({kk[key], ru[key], en.get(key)}) == len(LANGUAGES), key
        assert re.search("[әғқңөұүһі]", kk[key].lower()), key
        assert not re.search("[әғқңөұүһі]", ru[key].lower()), key


# ── every word ──


def test_the_three_languages_say_the_same_things():
    kk, ru, en = (words(language) for language in LANGUAGES)
    by_the_library = {key for key in kk if key.partition(".")[0] in ("finding", "formfinding")}
    assert set(kk) == set(ru) == set(en) | by_the_library and not set(en) & by_the_library
    for key, text in kk.items():
        fields = [sorted(re.findall(r"{\w+}", one[key])) for one in (ru, en) if key in one]
        assert all(one == sorted(re.findall(r"{\w+}", text)) for one in fields), key
    for language in LANGUAGES:
        raw = resources.files("econsent.server.console") / "locale" / f"{language}.toml"
        assert all(tomllib.loads(raw.read_text("utf-8")).values())


def test_no_word_is_left_that_no_page_says():
    console = resources.files("econsent.server.console")
    said = "".join(one.read_text("utf-8") for one in (console / "templates").iterdir())
    groups = set(re.findall(r't(?:\.known)?\("([a-z_]+)\.?"', said)) | set(re.findall(r't\("([a-z_]+)\.', said))
    used = set(re.findall(r"""t\(['"]([a-z_.]+)['"]""", said))
    dynamic = {group for group in groups if re.search(rf't(?:\.known)?\("{group}\.?"(?: ~|,)', said)}
    dynamic |= {"asked"} if "t.asked(" in said else set()
    unused = [key for key in words("kk") if key not in used and key.partition(".")[0] not in dynamic]
    assert unused == []


# ── on the page ──


def shown(language, *findings: FormFinding) -> str:
    """Return the part of a work's page that shows what was found in a form."""
    speech = Speech(language, lambda: Catalogue.from_files(SHIPPED))
    checked = FormChecked(form="ours", before="", findings=findings)
    return view._templates().get_template("work-report.html").module.form_of(speech, checked, "work", "checked")


def test_a_finding_is_said_in_the_readers_language_with_its_value_law_and_code():
    found = FormFinding(sort="error", code="data-untold", language="ru", law="94-V art. 8(4)", value="<b>", what="Un.")
    page = shown("kk", found)
    assert "form.toml «&lt;b&gt;» дерегін атайды" in page and "94-V Заңы 8-бабының 4-тармағы" in page
    assert "<code>data-untold</code>" in page and "Un." not in page and 'lang="en"' not in page


def test_a_code_that_the_console_does_not_know_is_said_as_the_library_says_it():
    page = shown("kk", FormFinding(sort="warning", code="new-{code}", what="It is so.", remedy="Do this."))
    assert '<p lang="en">It is so. Do this.</p>' in page and "<code>new-{code}</code>" in page


def test_what_exactly_is_malformed_is_kept_beside_the_sentence():
    page = shown("ru", FormFinding(sort="error", code="malformed", language="ru", what="ru.md: The file is not UTF-8."))
    assert "Файл записан не так, как нужно." in page and '<p lang="en">ru.md: The file is not UTF-8. </p>' in page
