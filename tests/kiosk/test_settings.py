"""What an organisation may set, and what it is told where it set it wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import FILE, Paper, Settings, SettingsUnusable, load


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_what_is_set_holds_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("idle_seconds = 90\n", encoding="utf-8")
    assert load(tmp_path) == Settings(idle_seconds=90.0)


def test_without_a_camera_and_a_folder_paper_is_not_offered(tmp_path: Path) -> None:
    assert not Settings().paper.offered
    (tmp_path / FILE).write_text("[paper]\nfolder = '/var/spool/scans'\n", encoding="utf-8")
    assert load(tmp_path) == Settings(paper=Paper(folder="/var/spool/scans"))
    assert load(tmp_path).paper.offered


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("idle_second = 60", "idle_second"),
        ("idle_seconds = 0", "idle_seconds"),
        ("grace_seconds = -1", "grace_seconds"),
        ("sync_seconds = 'often'", "sync_seconds"),
        ("done_seconds = inf", "done_seconds"),
        ("done_seconds = nan", "done_seconds"),
        ("idle_seconds =", "Invalid value"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, written: str, named: str) -> None:
    (tmp_path / FILE).write_text(written, encoding="utf-8")
    with pytest.raises(SettingsUnusable, match=named):
        load(tmp_path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("# ours\nidle_second = 60", "line 2: there is no setting idle_second; is idle_seconds meant?"),
        ("\n\nsync_seconds = 'often'", "line 3: sync_seconds takes a number."),
        ("sign_alone_from = 16.5", "line 1: sign_alone_from takes a whole number."),
        ("printer = 7", 'line 1: printer takes a text in "quotes".'),
        ("idle_seconds = 0", "line 1: idle_seconds is more than 0 and at most 86400."),
        ("[screens]\nidle_seconds = 7", "line 1: there is no setting screens."),
        ("idle_seconds = soon\nprinter = ''", "at line 1"),
        ("idle_seconds = 60\n[paper]\ncamra = 'any'", "line 3: there is no setting camra; is camera meant?"),
        ("idle_seconds = 60\n[paper]\nidle_seconds = 0", "line 3: idle_seconds is more than 0 and at most 86400."),
        ("[paper]\nturn = 45", "line 2: turn is one of 0, 90, 180, 270."),
        ("[paper]\nfolder = 'scans'", "line 2: folder is a whole path, from / on."),
        ("[paper]\ncamera = true", 'line 2: camera takes a text in "quotes".'),
        ("paper = 'yes'", "line 1: paper takes a table."),
    ],
)
def test_staff_are_told_the_line_and_what_belongs_there(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / FILE).write_text(written, encoding="utf-8")
    with pytest.raises(SettingsUnusable) as told:
        load(tmp_path)
    assert said in told.value.what
    assert "Mend kiosk.toml" in told.value.remedy


def test_every_wrong_setting_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("idle_seconds = 0\nprinter = 1\nsync_seconds = 5\n", encoding="utf-8")
    with pytest.raises(SettingsUnusable) as told:
        load(tmp_path)
    assert ("line 1: idle_seconds" in told.value.what, "line 2: printer" in told.value.what) == (True, True)
    assert "sync_seconds" not in told.value.what
    assert told.value.path == "1: idle_seconds, 2: printer"


def written(value: object) -> str:
    """Return a default as the manual has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, (int, float)) else str(value) or "–"


def test_every_setting_stands_in_the_manual_with_its_default() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "kiosk.md").read_text(encoding="utf-8")
    rows = {row.split("|")[1].strip(" `"): row.split("|")[2].strip() for row in manual.splitlines() if "| `" in row}
    defaults = {name: getattr(Settings(), name) for name in Settings.__struct_fields__ if name != "paper"}
    defaults |= {f"paper.{name}": getattr(Settings().paper, name) for name in Paper.__struct_fields__}
    shown = {name: written(value) for name, value in defaults.items()}
    assert {name: rows.get(name) for name in shown} == shown


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\x00")
    with pytest.raises(SettingsUnusable):
        load(tmp_path)
