"""A draft of a form: what the law wants and a text lacks is named, in its language and section, all at once."""

from __future__ import annotations

import re

import pytest

from econsent import forms
from econsent.errors import FormTextMissing
from econsent.exchange import FormFinding
from econsent.forms import Catalogue, check_draft, errors_of, read_requirements
from econsent.store.folder import shipped_forms

SHIPPED = shipped_forms()
CATALOGUE = Catalogue.from_files(SHIPPED)
REQUIREMENTS = read_requirements(SHIPPED[forms.REQUIREMENTS])
LANGUAGES = ("kk", "ru", "en")


def draft(form: str = "patient-filming") -> dict[str, str]:
    """Return the files of a shipped form, as if somebody had copied it to write their own."""
    newest = CATALOGUE.latest(form)
    prefix = f"{form}/{newest.version}/"
    return {path.removeprefix(prefix): raw.decode() for path, raw in SHIPPED.items() if path.startswith(prefix)}


def check(files: dict[str, str], catalogue: Catalogue = CATALOGUE) -> list[FormFinding]:
    return check_draft({name: text.encode() for name, text in files.items()}, catalogue, REQUIREMENTS)


def changed(name: str, old: str, new: str, form: str = "patient-filming") -> list[FormFinding]:
    """Return what is found once a text of a file is replaced."""
    files = draft(form)
    assert old in files[name]
    return check(files | {name: files[name].replace(old, new)})


def named(findings: list[FormFinding]) -> set[tuple[str, str, str]]:
    return {(one.code, one.language, one.section) for one in errors_of(findings)}


def emptied(text: str, key: str, words: str) -> str:
    """Return a text in which a section says something else."""
    return re.sub(rf"(?ms)({{#{re.escape(key)}}}\n\n).*?(?=\n## |\Z)", rf"\g<1>{words}\n", text)


NOTHING = {
    "kk": "Мұнда ештеңе айтылмаған, бірақ әріптері өзімізге таныс қарапайым сөйлем тұр.",
    "ru": "Здесь ничего не сказано, но стоит простое предложение из знакомых букв.",
    "en": "Nothing is told here, but a plain sentence of familiar letters stands.",
}


@pytest.mark.parametrize("form", [form.id for form in CATALOGUE.newest()])
def test_the_forms_that_come_with_econsent_lack_nothing(form: str):
    assert check(draft(form)) == []


FORMS = [(form.id, form.kind, form.role) for form in CATALOGUE.newest()]
ASKED = [
    (form, language, asked)
    for form, kind, role in FORMS
    for asked in REQUIREMENTS.requirement
    if asked.concerns(kind, role)
    for language in LANGUAGES
    if asked.placeholder or getattr(asked, language)
]


@pytest.mark.parametrize(
    ("form", "language", "asked"), ASKED, ids=[f"{form} {said} {one.code} {one.section}" for form, said, one in ASKED]
)
def test_what_the_law_wants_is_missed_by_its_code_language_and_section(form, language, asked):
    files = draft(form)
    files[f"{language}.md"] = emptied(files[f"{language}.md"], asked.section, NOTHING[language])
    found = [one for one in check(files) if (one.code, one.language, one.section, one.law)
             == (asked.code, language, asked.section, asked.law)]  # fmt: skip
    assert any(asked.wants in one.what for one in found)


def test_every_requirement_is_asked_of_some_form():
    assert {one.code for one in REQUIREMENTS.requirement} == {asked.code for _, _, asked in ASKED}
    for asked in REQUIREMENTS.requirement:
        assert all(
            asked.section in (*forms.REQUIRED[kind, role], forms.CHILDS_TEXT)
            for _, kind, role in FORMS
            if asked.concerns(kind, role)
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("term", [term.name for term in REQUIREMENTS.term])
def test_a_yes_or_no_that_form_toml_and_a_text_do_not_share_is_an_error(language: str, term: str):
    files = draft()
    files["form.toml"] = files["form.toml"].replace(f"{term} = false", f"{term} = true")
    assert (f"{term.replace('_', '-')}-contradicts", language, "transfer") in named(check(files))
    silent = draft()
    silent[f"{language}.md"] = emptied(silent[f"{language}.md"], "transfer", NOTHING[language])
    codes = {code for code, said, _ in named(check(silent)) if said == language}
    assert {f"{term.replace('_', '-')}-told", "data-list", "data-untold"} <= codes


def test_data_that_form_toml_names_are_named_in_every_language():
    without = changed("ru.md", "день, время и место съёмки", "день съёмки")
    assert named(without) == {("data-untold", "ru", "transfer")}
    unheard = changed("form.toml", '"photo", "video"', '"photo", "voiceprint", "video"')
    assert named(unheard) == {("data-unknown", "", "")}


def test_data_stay_in_kazakhstan():
    assert ("storage-country", "", "") in named(changed("form.toml", '"KZ"', '"DE"'))


def test_the_languages_of_the_state_are_both_there_and_another_may_be_left_out():
    files = draft()
    del files["en.md"]
    two = files | {"form.toml": files["form.toml"].replace('["kk", "ru", "en"]', '["kk", "ru"]')}
    assert named(check(two)) == {("language-lost", "en", "")}
    two["form.toml"] = two["form.toml"].replace('id = "patient-filming"', 'id = "dental-filming"')
    assert named(check(two)) == set()
    assert named(check(files)) == {("file-missing", "en", "")}
    del two["ru.md"]
    kazakh_only = two | {"form.toml": two["form.toml"].replace('["kk", "ru"]', '["kk"]')}
    assert named(check(kazakh_only)) == {("language-missing", "ru", "")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_ask_for_the_same_scopes_sections_and_placeholders(language: str):
    files = draft()
    text = files[f"{language}.md"]
    first = "ru" if language == "kk" else language
    for old, new, code in (
        ("{#rights}", "{#duties}", "section-missing"),
        ("{#scope.filming.video}", "{#scope.filming.movie}", "scope-unknown"),
    ):
        found = named(check(files | {f"{language}.md": text.replace(old, new)}))
        assert code in {found_code for found_code, said, _ in found if said == language}
    once_less = check(files | {f"{language}.md": text.replace(" {{until}}", " ?", 1).replace("**{{until}}**", "?", 1)})
    assert ("placeholders-differ", first, "how-long") in named(once_less)


def test_a_text_that_was_not_translated_is_an_error():
    files = draft()
    codes = {code for code, language, _ in named(check(files | {"en.md": files["ru.md"]})) if language == "en"}
    assert {"untranslated", "letters-other"} <= codes


def test_a_list_that_another_language_has_not_is_a_warning():
    found = changed("ru.md", "- название: {{controller}};\n- бизнес", "название: {{controller}}; бизнес")
    assert [(one.sort, one.code, one.language) for one in found] == [("warning", "shape-differs", "ru")]


def test_a_scope_without_a_question_is_an_error():
    found = changed("en.md", "Do you agree to being recorded on video in the blood-draw room?", "Recording on video.")
    assert named(found) == {("scope-no-question", "en", "scope.filming.video")}


def test_a_scope_that_nobody_could_withdraw_is_an_error_on_either_side():
    more = draft()
    more["form.toml"] += '\n[[scope]]\nid = "filming.hologram"\nlegal = "8-1"\n'
    for language, asked in (("kk", "Голограмма түсіруге келісесіз бе?"), ("ru", "Согласны?"), ("en", "Do you agree?")):
        section = f"## ?\n\n## X {{#scope.filming.hologram}}\n\n{asked}\n\n## ".removeprefix("## ?\n\n")
        more[f"{language}.md"] = re.sub(
            r"(?m)^## (?=.*\{#words\.permit\}$)", lambda _, s=section: s, more[f"{language}.md"]
        )
    assert ("scope-for-good", "", "scope.filming.hologram") in named(check(more))
    less = draft("withdrawal")
    less["form.toml"] = less["form.toml"].replace('\n[[scope]]\nid = "filming.photo"\nlegal = "8-1"\n', "")
    assert ("scope-for-good", "", "scope.filming.photo") in named(check(less))


def test_a_scope_that_another_form_means_otherwise_is_an_error():
    found = changed("form.toml", 'id = "images.training"', 'id = "staff.images"')
    assert ("scope-clash", "", "scope.staff.images") in named(found)
    found = changed("form.toml", 'id = "images.training"\nlegal = "8-1"', 'id = "images.training"\nlegal = "4"')
    assert ("scope-clash", "", "scope.images.training") in named(found)


def test_what_a_form_rests_on_is_named_and_known():
    found = changed("form.toml", 'act = "94-V"\nparagraph = "8"', 'act = "94-V"\nparagraph = "99"')
    assert named(found) == {("basis-missing", "", ""), ("basis-unknown", "", "")}


def test_a_form_keeps_its_kind_and_role():
    assert ("kind-changed", "", "") in named(changed("form.toml", 'id = "notice"', 'id = "staff-filming"', "notice"))


def test_an_id_that_nobody_asks_for_is_told():
    consent = changed("form.toml", 'id = "patient-filming"', 'id = "dental-filming"')
    assert [(one.sort, one.code) for one in consent] == [("warning", "id-unknown")]
    assert "patient-filming" in consent[0].remedy
    notice = changed("form.toml", 'id = "notice"', 'id = "notice-of-ours"', "notice")
    assert named(notice) == {("id-unknown", "", "")}


# ── letters ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("old", "new"), [("камералар", "кaмералар"), ("бейнежазба", "бeйнежазба"), ("Сіз ", "Ciз ")])
def test_a_latin_letter_inside_a_kazakh_word_is_an_error(old: str, new: str):
    found = errors_of(changed("kk.md", old, new))
    assert {(one.code, one.language) for one in found} >= {("letters-mixed", "kk")}
    assert any(new.strip() in one.what for one in found)


def test_a_whole_word_of_letters_that_only_look_cyrillic_is_a_warning():
    found = changed("ru.md", "Звук не записывается.\n\nКабинет", "Звук не записывается. Bce.\n\nКабинет")
    assert [(one.sort, one.code, one.section) for one in found] == [("warning", "letters-alike", "what")]


def test_a_kazakh_text_without_kazakh_letters_is_an_error():
    files = draft()
    plain = files["kk.md"].translate(str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноууxиАГКНОУУХИ"))
    assert ("letters-not-kazakh", "kk", "") in named(check(files | {"kk.md": plain}))
    assert ("letters-other", "ru", "") in named(check(files | {"ru.md": files["en.md"]}))


def test_long_sentences_are_advice_and_hold_nothing_up():
    long = " ".join(["слово"] * 30) + "."
    found = changed("ru.md", "Объяснять причину не нужно.\n\nКровь", f"{long}\n\nКровь")
    assert [(one.sort, one.code, one.section) for one in found] == [("warning", "sentence-long", "refusal")]
    assert errors_of(found) == []


# ── broken ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_without_a_form_says_so():
    assert named(check({})) == {("file-missing", "", "")}
    assert named(check({"form.toml": "x = [\n"})) == {("malformed", "", "")}


def test_a_text_that_is_broken_does_not_hide_what_the_others_lack():
    files = draft()
    files["kk.md"] += "<b>\n"
    files["ru.md"] = emptied(files["ru.md"], "withdraw", NOTHING["ru"])
    found = named(check(files))
    assert ("malformed", "kk", "sign") in found or ("malformed", "kk", "") in found
    assert ("withdrawal-told", "ru", "withdraw") in found


def test_a_file_that_form_toml_does_not_name_is_an_error():
    assert named(check(draft() | {"de.md": "# X\n"})) == {("file-unknown", "", "")}


def test_labels_are_no_form_of_ones_own():
    files = {"form.toml": SHIPPED["document/2026.2/form.toml"].decode()}
    assert ("kind-unknown", "", "") in named(check(files))


def test_a_draft_needs_no_version_and_one_that_it_has_is_not_looked_at():
    files = draft()
    for head in ("", 'version = "1999.7"\n'):
        text = files["form.toml"].replace('version = "2026.2"\n', head)
        assert check(files | {"form.toml": text}) == []
    hidden = 'languages = """\nversion = "1"\n"""\n' + files["form.toml"].replace("languages", "version_of = 1 #")
    assert {code for code, _, _ in named(check(files | {"form.toml": hidden}))} == {"malformed"}


def test_a_form_without_words_for_a_child_is_warned_of_and_may_be_released():
    files = draft()
    for language in LANGUAGES:
        for section in forms.CHILDREN:
            files[f"{language}.md"] = without(files[f"{language}.md"], section)
    found = check(files)
    assert [(one.code, one.sort, one.language) for one in found] == [
        ("assent-missing", "warning", language) for language in LANGUAGES
    ]


def test_a_form_that_asks_children_has_all_that_this_takes():
    files = draft()
    for language in LANGUAGES:
        files[f"{language}.md"] = without(files[f"{language}.md"], forms.CHILDS_NO)
    assert named(check(files)) == {("section-missing", language, forms.CHILDS_NO) for language in LANGUAGES}
    path = f"patient-filming/{CATALOGUE.latest('patient-filming').version}/"
    shipped = SHIPPED | {path + name: text.encode() for name, text in files.items()}
    with pytest.raises(FormTextMissing):
        Catalogue.from_files(
            {name: raw for name, raw in shipped.items() if "/" in name}
            | {"MANIFEST": forms.manifest_lines({n: r for n, r in shipped.items() if "/" in n}).encode()}
        )


def without(text: str, section: str) -> str:
    """Return a text without one of its sections."""
    return re.sub(rf"## [^\n]*{{#{re.escape(section)}}}\n\n.*?(?=\n## |\Z)\n?", "", text, flags=re.DOTALL)
