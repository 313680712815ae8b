"""Forms of one's own from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parents[2] / "forms" / "patient-filming" / "2026.1"


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


def test_a_folder_that_is_none_is_a_wrong_command(run):
    assert run("forms", "check", "nowhere").code == 2
