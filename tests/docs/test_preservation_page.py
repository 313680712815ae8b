"""The page about preservation is true: what it has an expert do with openssl and Python does what it says."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.shell import REPOSITORY
from tests.docs.test_manual import assert_true

PAGE = (REPOSITORY / "docs" / "preservation.md").read_text(encoding="utf-8")


def test_an_expert_proves_a_statement_with_openssl_and_the_program_of_the_page(tmp_path: Path):
    (program,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "prove.py").write_text(program)
    assert_true(PAGE, tmp_path)
