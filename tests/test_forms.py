"""The catalogue of forms: released files never change, and nothing malformed is read."""

from __future__ import annotations

import datetime as dt
import re
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent import errors, forms
from econsent.forms import Bullets, Catalogue, Form, Paragraph, Run

ROOT = Path(__file__).parents[1] / "forms"
FILES = {
    str(path.relative_to(ROOT)): path.read_bytes()
    for path in ROOT.rglob("*")
    if path.suffix in (".md", ".toml", "") and path.is_file()
}
CATALOGUE = Catalogue.from_files(FILES)
PATIENT = CATALOGUE.form("patient-filming", "2026.2")
STAFF = CATALOGUE.form("staff-filming", "2026.1")
WITHDRAWAL = CATALOGUE.form("withdrawal", "2026.1")
NOTICE = CATALOGUE.form("notice", "2026.1")

RELEASES = [
    # (lines of MANIFEST, SHA-256 of these lines): one is added for every release, none is ever changed
    (20, "225a289802966be07a9a6c7ec439094f95fba08569ca2b1546ed9373fc5a6dab"),
    (24, "4e57563250dcac2f7af42989d6f09c01ea54c7825ba507c0fdcd659f661ff901"),
    (32, "f8c50b4decabe1f7481d64c831a913b6a9ca764011ec54aa21276d328c5f6f7a"),
    (36, "07e217e3d589b07f606df0ba73c467b3926a6838a264cfe3cb6e24b592d3a15f"),
    (40, "7b9222f4d61e46602ef691e71295d8da014da9c0395c029e9a6fd3afe6226ba5"),
]


def released(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with a MANIFEST that names them all."""
    named = {path: raw for path, raw in files.items() if "/" in path}
    lines = (f"{sha256(raw).hexdigest()}  {path}\n" for path, raw in named.items())
    return {**named, "MANIFEST": "".join(lines).encode()}


def with_file(path: str, change) -> dict[str, bytes]:
    return released({**FILES, path: change(FILES[path])})


def refused(files: dict[str, bytes]) -> errors.FormError:
    with pytest.raises(errors.FormError) as caught:
        Catalogue.from_files(files)
    return caught.value


# ── released ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("lines", "digest"), RELEASES)
def test_a_released_file_never_changes(lines, digest):
    manifest = FILES["MANIFEST"].splitlines(keepends=True)
    assert sha256(b"".join(manifest[:lines])).hexdigest() == digest
    for line in manifest[:lines]:
        expected, path = line.decode().split()
        assert sha256(FILES[path]).hexdigest() == expected, path


def test_every_line_of_manifest_belongs_to_a_release():
    assert len(FILES["MANIFEST"].splitlines()) == RELEASES[-1][0]


@pytest.mark.parametrize("path", sorted(path for path in FILES if "/" in path))
def test_a_flipped_byte_is_named(path):
    for position in (0, len(FILES[path]) // 2, len(FILES[path]) - 1):
        raw = bytearray(FILES[path])
        raw[position] ^= 1
        error = refused({**FILES, path: bytes(raw)})
        assert (error.code, error.path) == ("forms.digest-mismatch", path)


def test_no_form_that_comes_with_econsent_has_a_number_of_ones_own():
    assert [form for form in CATALOGUE.forms() if int(form.version.partition(".")[2]) >= forms.FIRST] == []
    assert not any(map(CATALOGUE.is_own, CATALOGUE.forms()))


def test_a_missing_file_is_named():
    files = {path: raw for path, raw in FILES.items() if path != "notice/2026.1/kk.md"}
    error = refused(files)
    assert (error.code, error.path) == ("forms.missing-file", "notice/2026.1/kk.md")


def test_a_catalogue_without_manifest_does_not_open():
    files = {path: raw for path, raw in FILES.items() if path != "MANIFEST"}
    assert refused(files).code == "forms.missing-file"


def test_a_draft_beside_released_files_is_named():
    error = refused({**FILES, "notice/2026.2/kk.md": b"# Draft\n"})
    assert (error.code, error.path) == ("forms.unlisted-file", "notice/2026.2/kk.md")


def test_a_law_beside_released_ones_is_named():
    draft = "law/dsm-335-2020/2030-01-01/order.toml"
    error = refused({**FILES, draft: b""})
    assert (error.code, error.path) == ("forms.unlisted-file", draft)


@pytest.mark.parametrize("path", ["law/order.toml", "law/x/2030-01-01/deep/order.toml", "law/x/soon/order.toml"])
def test_a_law_that_lies_elsewhere_than_under_its_edition_is_named(path):
    error = refused(released({**FILES, path: b""}))
    assert (error.code, error.path) == ("forms.malformed", path)


def test_a_law_is_given_out_as_it_was_released():
    law = CATALOGUE.law("dsm-335-2020", CATALOGUE.editions("dsm-335-2020")[-1])
    assert sorted(law) == ["en.toml", "kk.toml", "order.toml", "ru.toml"]
    assert law["order.toml"] == FILES["law/dsm-335-2020/2023-04-07/order.toml"]


def test_a_manifest_that_names_a_file_twice_is_refused():
    line = FILES["MANIFEST"].splitlines(keepends=True)[0]
    assert refused({**FILES, "MANIFEST": FILES["MANIFEST"] + line}).code == "forms.malformed"


def test_the_digest_of_a_text_is_the_digest_of_its_file():
    for form in CATALOGUE.forms():
        for language, text in form.texts.items():
            raw = FILES[f"{form.id}/{form.version}/{language}.md"]
            assert text.raw == raw
            assert text.digest == sha256(raw).hexdigest()


# ── asking the catalogue ──────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_there_is_refused_with_its_own_code():
    for ask, code in (
        (lambda: CATALOGUE.form("no-such", "2026.1"), "forms.unknown-form"),
        (lambda: CATALOGUE.latest("document"), "forms.unknown-form"),
        (lambda: CATALOGUE.form("notice", "1999.1"), "forms.unknown-version"),
        (lambda: NOTICE.text("fr"), "forms.unknown-language"),
        (lambda: NOTICE.text("kk").section("words"), "forms.missing-text"),
        (lambda: CATALOGUE.labels("1999.1", "kk"), "forms.unknown-version"),
        (lambda: CATALOGUE.labels("2026.1", "fr"), "forms.unknown-language"),
        (lambda: CATALOGUE.editions("no-such"), "forms.unknown-form"),
        (lambda: CATALOGUE.law("dsm-335-2020", "1999-01-01"), "forms.unknown-version"),
        (lambda: forms.expires(NOTICE, dt.date(2026, 3, 15)), "forms.missing-term"),
        (lambda: WITHDRAWAL.terms_for(()), "forms.missing-term"),
    ):
        with pytest.raises(errors.FormError) as caught:
            ask()
        assert caught.value.code == code


def test_the_newest_version_is_the_highest_number_not_the_last_name():
    files = dict(FILES)
    for version in ("2026.2", "2026.10"):
        for path in [path for path in FILES if path.startswith("notice/2026.1/")]:
            raw = FILES[path].replace(b'version = "2026.1"', f'version = "{version}"'.encode())
            files[path.replace("2026.1", version)] = raw
    assert Catalogue.from_files(released(files)).latest("notice").version == "2026.10"


def test_ready_words_fit_what_was_decided():
    assert PATIENT.words_key(["permit", "permit"]) == "words.permit"
    assert PATIENT.words_key(["deny"], representative=True) == "words.deny.representative"
    assert PATIENT.words_key(["deny", "permit"]) == "words.mixed"
    assert WITHDRAWAL.words_key(["deny"], representative=True) == "words.representative"
    for form, verdicts, representative in ((PATIENT, [], False), (STAFF, ["permit"], True), (NOTICE, [], False)):
        with pytest.raises(errors.FormTextMissing):
            form.words_key(verdicts, representative=representative)


def test_only_a_permitted_publication_is_publication():
    assert not PATIENT.terms_for({"filming.photo", "images.training"}).publication
    assert PATIENT.terms_for({"images.publication"}).publication
    assert not STAFF.terms_for({"staff.images"}).publication


@pytest.mark.parametrize(
    ("until", "made", "last"),
    [
        ("P1Y", "2026-03-15", "2027-03-15"),
        ("P1Y", "2024-02-29", "2025-02-28"),
        ("P4Y", "2024-02-29", "2028-02-29"),
        ("P1M", "2026-01-31", "2026-02-28"),
        ("P6M", "2026-08-31", "2027-02-28"),
        ("P30D", "2026-12-15", "2027-01-14"),
        ("P1Y2M3D", "2026-11-30", "2028-02-02"),
    ],
)
def test_a_consent_ends_by_the_calendar(until, made, last):
    form = consent_until(until)
    assert forms.expires(form, dt.date.fromisoformat(made)) == dt.date.fromisoformat(last)


def consent_until(until: str) -> Form:
    files = with_file("patient-filming/2026.2/form.toml", lambda raw: raw.replace(b'"P1Y"', f'"{until}"'.encode()))
    return Catalogue.from_files(files).latest("patient-filming")


def test_a_consent_that_would_outlast_the_calendar_is_refused():
    with pytest.raises(errors.FormMalformed):
        forms.expires(consent_until("P999Y"), dt.date(9999, 1, 1))


@pytest.mark.parametrize("until", ["", "P", "1Y", "P1H", "P-1Y", "P1D1Y", "PT5M", "P1.5Y", "P١Y"])
def test_a_term_that_is_no_duration_is_refused(until):
    with pytest.raises(errors.FormMalformed):
        consent_until(until)


# ── form.toml ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('schema = "econsent-form/1"', 'schema = "econsent-form/2"'),
        ('version = "2026.1"', 'version = "2026.2"'),
        ('role = "patient"', 'role = "any"'),
        ('kind = "consent"', 'kind = "notice"'),
        ('storage_country = "KZ"', 'storage_country = "kz"'),
        ("second_language = true", "second_language = true\nsurprise = 1"),
        ('id = "images.training"', 'id = "images.unheard-of"'),
        ('id = "images.training"', 'id = "filming.photo"'),
        ('languages = ["kk", "ru", "en"]', 'languages = ["kk", "ru"]'),
        ('languages = ["kk", "ru", "en"]', 'languages = ["kk", "ru", "en", "kk"]'),
        ("[terms]", "[terms"),
    ],
)
def test_a_form_that_contradicts_itself_is_refused(old, new):
    path = "patient-filming/2026.1/form.toml"
    error = refused(with_file(path, lambda raw: raw.replace(old.encode(), new.encode())))
    assert error.code in ("forms.malformed", "forms.missing-text")
    assert error.path.startswith("patient-filming/2026.1/")


@pytest.mark.parametrize("form", CATALOGUE.forms(), ids=lambda form: form.id)
def test_a_text_that_lacks_a_required_section_is_refused(form):
    for key in forms.REQUIRED[form.kind, form.role]:
        path = f"{form.id}/{form.version}/ru.md"
        renamed = with_file(path, lambda raw, key=key: raw.replace(f"{{#{key}}}".encode(), b"{#other}"))
        error = refused(renamed)
        assert (error.code, error.path) == ("forms.missing-text", f"{path}#{key}")


def test_languages_with_other_sections_are_refused():
    more = with_file("notice/2026.1/en.md", lambda raw: raw + b"\n## More {#more}\n\nMore.\n")
    assert refused(more).code == "forms.malformed"


def test_a_label_that_lacks_a_language_is_refused():
    fewer = with_file("document/2026.1/en.toml", lambda raw: re.sub(rb"(?m)^permit = .*\n", b"", raw))
    error = refused(fewer)
    assert (error.code, error.path) == ("forms.missing-text", "document/2026.1/en.toml#permit")


# ── the subset of Markdown ────────────────────────────────────────────────────────────────────────────────────────


def parse(body: str) -> forms.Text:
    return forms.parse_text(f"# T\n\n## H {{#key}}\n\n{body}\n".encode(), "x/kk.md")


def test_paragraphs_lists_and_emphasis_are_read():
    text = parse("One **two**\nthree.\n\n- a\n- **b** {{bin}}")
    assert text.section("key").blocks == (
        Paragraph((Run("One ", False), Run("two", True), Run(" three.", False))),
        Bullets(((Run("a", False),), (Run("b", True), Run(" {{bin}}", False)))),
    )
    assert text.section("key").plain == "One two three.\na\nb {{bin}}"


@pytest.mark.parametrize(
    "body",
    [
        "", "\n", "a\n\n\nb", " indented", "trailing ", "tab\tbed", "a\n- b", "- a\nb", "-", "- ", "* a", "+ a", "1. a",
        "1) a", "> a", "# a", "## a", "### a {#b}", "---", "===", "*a*", "_a_", "**a", "****", "** a**", "`a`",
        "[a](b)", "![a](b)", "<b>a</b>", "a | b", "a &amp; b", "\\*", "{{unheard}}", "{{bin", "{bin}", "{{ bin }}",
        "**{{b**in}}", "a\r", "a\u200bb", "a\u202eb", "a\u00a0b", "и\u0306", "\ufeffa",
        "## Again {#key}\n\nb", "## Empty {#empty}",
    ],
)  # fmt: skip
def test_what_is_outside_the_subset_is_refused(body):
    with pytest.raises(errors.FormMalformed) as caught:
        parse(body)
    assert caught.value.path.startswith("x/kk.md")


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"# T", b"# T\n", b"T\n", b"# T\n\nbody\n", b"# {{bin}}\n\n## H {#a}\n\nb\n"]
)
def test_a_text_without_title_or_sections_is_refused(raw):
    with pytest.raises(errors.FormMalformed):
        forms.parse_text(raw, "x/kk.md")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_a_form_error(noise):
    readable_or_refused(noise)


@given(st.data())
def test_a_damaged_text_is_a_text_or_a_form_error(data):
    raw = FILES["notice/2026.1/kk.md"]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    scrap = data.draw(st.binary(max_size=8) | st.sampled_from([b"**", b"\n\n", b"{{", b"}}", b"- ", b"## ", b"{#a}"]))
    readable_or_refused(raw[:start] + scrap + raw[end:])


def readable_or_refused(raw: bytes) -> None:
    try:
        text = forms.parse_text(raw, "x/kk.md")
    except errors.FormMalformed:
        return
    assert text.raw == raw
    assert text.keys


@given(
    st.binary(max_size=60)
    | st.text(alphabet='[]{}="a.1\n', max_size=60).map(str.encode)
    | st.just(b"a=" + b"[" * 9999 + b"\n")
)
def test_any_bytes_as_form_toml_are_a_form_error(noise):
    refused(released({"notice/2026.1/form.toml": noise}))


# ── filling ───────────────────────────────────────────────────────────────────────────────────────────────────────

VALUES = {name: f"<{name}>" for name in forms.PLACEHOLDERS}


def test_a_filled_text_leaves_nothing_open_and_keeps_its_digest():
    for form in CATALOGUE.forms():
        for text in form.texts.values():
            filled = forms.fill(text, VALUES)
            assert "{{" not in "".join(section.plain for section in filled.sections)
            assert filled.digest == text.digest
            assert filled.keys == text.keys


def test_a_value_is_never_read_for_placeholders():
    section = PATIENT.text("ru").section("words.permit")
    filled = forms.fill(section, {**VALUES, "subject": "{{controller}} **bold**"})
    assert "{{controller}} **bold**" in filled.plain
    assert all(not run.bold for line in filled.lines() for run in line)


def test_a_placeholder_without_a_value_is_named():
    with pytest.raises(errors.FormValueMissing) as caught:
        forms.fill(PATIENT.text("kk").section("words.permit"), {"subject": "A", "controller": "B"})
    assert caught.value.path == "point"


def test_a_label_is_filled_like_a_text():
    assert forms.fill(CATALOGUE.labels("2026.1", "en")["page_of"], {"page": "2", "pages": "3"}) == "2 / 3"


# ── versions ──


def version(number: int, said: str = "") -> dict[str, bytes]:
    """Return the files of a later version of the patient's form, with a line of its own in form.toml."""
    files = {path: raw for path, raw in FILES.items() if path.startswith("patient-filming/2026.1/")}
    head = FILES["patient-filming/2026.1/form.toml"].decode().replace('"2026.1"', f'"2026.{number}"')
    head = head.replace("second_language = true", f"second_language = true\n{said}")
    return {path.replace("/2026.1/", f"/2026.{number}/"): raw for path, raw in files.items()} | {
        f"patient-filming/2026.{number}/form.toml": head.encode()
    }


def test_who_permitted_by_an_earlier_version_is_asked_anew_from_the_soonest_day_that_a_later_one_names():
    files = FILES | version(2, "reconsent = 2027-05-01") | version(3) | version(4, "reconsent = 2027-03-01")
    catalogue = Catalogue.from_files(released(files))
    assert dict(catalogue.renewals()) == {
        "patient-filming/2026.1": dt.date(2027, 3, 1),
        "patient-filming/2026.2": dt.date(2027, 3, 1),
        "patient-filming/2026.3": dt.date(2027, 3, 1),
    }
    newest = catalogue.latest("patient-filming")
    assert [form.version for form in catalogue.earlier(newest)] == ["2026.3", "2026.2", "2026.1"]


def test_where_no_version_asks_anew_every_permit_goes_on():
    assert Catalogue.from_files(released(FILES | version(2, "dated = 2027-05-01"))).renewals() == {}


@pytest.mark.parametrize("said", ["reconsent = 2027-05-01\ndated = 2027-06-01", "reconsent = true", 'dated = "soon"'])
def test_a_day_that_cannot_be_is_refused(said):
    assert refused(released(FILES | version(2, said))).code == "forms.malformed"
