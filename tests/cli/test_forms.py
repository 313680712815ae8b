"""Forms of one's own from the command line."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from econsent.library import Library
from tests.server.conftest import served

SHIPPED = Path(__file__).parents[2] / "forms" / "patient-filming" / "2026.2"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A copy of a shipped form, to change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "draft"))


def test_a_script_learns_from_the_exit_code_whether_a_form_lacks_what_the_law_wants(run, draft: Path):
    sound = run("forms", "check", "draft")
    assert (sound.code, sound.out) == (0, b"0 errors, 0 warnings\n")
    text = (draft / "ru.md").read_text()
    (draft / "ru.md").write_text(text.replace("в любое время", "иногда"))
    lacking = run("forms", "check", "draft", "--json")
    assert (lacking.code, [one["code"] for one in lacking.json]) == (4, ["withdrawal-told"])
    assert b"error  ru#withdraw: withdrawal-told" in run("forms", "check", "draft").out


def test_a_form_is_released_from_its_folder_and_checked_beside_those_released(run, library: Library, draft: Path):
    made = run("forms", "release", "--reason", "Asked for", "library", "draft", "--json")
    assert (made.code, made.json["version"][4:]) == (0, ".1001")
    assert run("forms", "check", "draft", "--library", "library").code == 0
    form = (draft / "form.toml").read_text()
    (draft / "form.toml").write_text(form.replace('role = "patient"', 'role = "staff"'))
    refused = run("forms", "release", "--reason", "Asked for", "library", "draft", "--json")
    assert (refused.code, refused.error["code"]) == (3, "forms.refused")
    with served(library) as address:
        given = ("--library", address)
        assert b"kind-changed" in run("forms", "check", "draft", *given).out
        (draft / "form.toml").write_text(form)
        over_http = run(
            "forms",
            "release",
            "--reason",
            "Asked for",
            address,
            "draft",
            "--token-file",
            "library/access-token",
            "--json",
        )
    assert over_http.json == made.json


def test_a_form_is_drawn_into_a_folder(run, draft: Path, tmp_path: Path):
    drawn = run("forms", "preview", "draft", "--out", "out", "--no-screens", "--json")
    assert (drawn.code, len(drawn.json["documents"]), drawn.json["screens"]) == (0, 12, [])
    assert (tmp_path / "out" / "permit.kk.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "out" / "refusal.en.txt").read_text().count("SPECIMEN\n") == (
        drawn.json["documents"][-3]["pages"]
    )
    (tmp_path / "file").write_text("")
    assert run("forms", "preview", "draft", "--out", "file", "--json").error["code"] == "store.unwritable"


def test_a_form_that_no_kiosk_shows_has_documents_and_no_screens(run, draft: Path):
    (draft / "form.toml").write_text((draft / "form.toml").read_text().replace('"patient-filming"', '"home-visits"'))
    drawn = run("forms", "preview", "draft", "--out", "out", "--json")
    assert (drawn.code, bool(drawn.json["documents"]), drawn.json["screens"]) == (0, True, [])


def test_without_the_kiosk_the_documents_are_drawn_and_what_to_install_is_said(
    run, draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "PySide6", None)
    drawn = run("forms", "preview", "draft", "--out", "out", "--json")
    assert (drawn.code, drawn.error["code"]) == (5, "station.screens-not-drawn")
    assert "pip install 'econsent[kiosk]'" in drawn.error["remedy"]
    assert (tmp_path / "out" / "permit.kk.pdf").exists()


@pytest.mark.parametrize("size", ["0x800", "1280", "wide", "1280x800x3"])
def test_a_size_that_is_none_is_a_wrong_command(run, draft: Path, size: str):
    assert run("forms", "preview", "draft", "--out", "out", "--size", size).code == 2


def test_a_folder_that_is_none_is_a_wrong_command(run):
    assert run("forms", "check", "nowhere").code == 2


def test_what_changed_between_two_versions_is_told_word_by_word(run, library: Library, draft: Path):
    text = (draft / "en.md").read_text()
    (draft / "en.md").write_text(text.replace("Sound is not recorded. There", "Sound is recorded, too. There"))
    form = (draft / "form.toml").read_text()
    (draft / "form.toml").write_text(form.replace("storage_days = 30", "storage_days = 60"))
    told = run("forms", "diff", "patient-filming/2026.2", "draft", "--language", "en").out.decode()
    assert "form.toml  terms.storage_days: 30 → 60" in told
    assert "Sound is[- not-] recorded{+, too+}. There is no automatic" in told
    assert told.endswith("sections changed: 1 in en\n")
    read = run("forms", "diff", "patient-filming/2026.2", "draft", "--json").json
    changed = {
        code: [one["key"] for one in text["sections"] if one["change"] != "same"]
        for code, text in read["texts"].items()
    }
    assert changed == {"kk": [], "ru": [], "en": ["transfer"]}


def test_versions_that_a_library_released_are_compared_by_their_names(run, library: Library, draft: Path):
    made = run("forms", "release", "--reason", "Asked for", "library", "draft", "--json").json["version"]
    names = ("patient-filming/2026.2", f"patient-filming/{made}")
    assert run("forms", "diff", *names, "--json").error["code"] == "forms.unknown-version"
    same = run("forms", "diff", *names, "--library", "library")
    assert same.out.decode() == "sections changed: 0 in kk, 0 in ru, 0 in en\n"
