"""What an organisation may set, and what it is told where it set it wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from econsent.errors import ArgumentInvalid
from kiosk.settings import FILE, Settings, load


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_what_is_set_holds_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("idle_seconds = 90\n", encoding="utf-8")
    assert load(tmp_path) == Settings(idle_seconds=90.0)


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
    with pytest.raises(ArgumentInvalid, match=named):
        load(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\x00")
    with pytest.raises(ArgumentInvalid):
        load(tmp_path)
