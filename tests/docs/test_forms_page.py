"""The page about forms of one's own is true: its example is written, checked, drawn, released and taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.shell import REPOSITORY
from tests.docs.test_manual import assert_true


@pytest.mark.long
def test_the_example_of_a_form_of_ones_own_goes_from_its_folder_to_a_kiosk(tmp_path: Path):
    assert_true((REPOSITORY / "docs" / "forms.md").read_text(encoding="utf-8"), tmp_path)
