"""The register that tests share: the one that docs/site.md shows."""

from __future__ import annotations

import re
from pathlib import Path

from econsent.exchange import SiteReport

PAGE = (Path(__file__).parents[1] / "docs" / "site.md").read_text(encoding="utf-8")
WHOLE = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0].encode()
ROSTER = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0].encode()
NURSE, REGISTRAR = "840229400125", "900101300811"


def found(report: SiteReport) -> set[tuple[str, str, str]]:
    """Return what a check found: sort, code and where."""
    return {(one.sort, one.code, one.camera or one.room or one.point) for one in report.findings}
