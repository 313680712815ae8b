"""The register that tests share: the one that docs/site.md shows."""

from __future__ import annotations

import re
from pathlib import Path

from econsent.exchange import SiteReport

PAGE = (Path(__file__).parents[1] / "docs" / "site.md").read_text(encoding="utf-8")
WHOLE = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0].encode()
ROSTER = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0].encode()
NURSE, REGISTRAR = "840229400125", "900101300811"
_SECOND = """
[[point]]
id = "tole-bi-59"
name = "Төле би көшесі, 59"
organisation = "100140000122"
address = "Алматы қ., Алмалы ауданы, Төле би көшесі, 59-үй, бірінші қабат, сол жақтағы есік"
perimeter_sign = false

[[room]]
id = "tole-bi-59-vestibule"
point = "tole-bi-59"
name = "Тіркеу орны"
kind = "vestibule"
sign = true

[[room]]
id = "tole-bi-59-hall"
point = "tole-bi-59"
name = "Холл"
kind = "hall"

[[room]]
id = "tole-bi-59-1"
point = "tole-bi-59"
name = "1-кабинет"
kind = "blood-draw"
sign = false

[[room]]
id = "tole-bi-59-archive"
point = "tole-bi-59"
name = "Мұрағат"
kind = "archive"
sign = true
sign_checked = 2026-11-03

[[room]]
id = "tole-bi-59-staff"
point = "tole-bi-59"
name = "Қызметкерлер бөлмесі"
kind = "staff-room"

[[camera]]
id = "cam-tole-1"
kind = "internal"
room = "tole-bi-59-vestibule"

[[camera]]
id = "cam-tole-2"
kind = "internal"
room = "tole-bi-59-vestibule"

[[camera]]
id = "cam-tole-3"
kind = "internal"
room = "tole-bi-59-hall"

[[camera]]
id = "cam-tole-4"
kind = "internal"
room = "tole-bi-59-1"

[[camera]]
id = "cam-tole-5"
kind = "thermal"
room = "tole-bi-59-archive"

[[camera]]
id = "cam-tole-gate"
kind = "external"
perimeter = "tole-bi-59"

[[camera]]
id = "cam-stock"
kind = "internal"

[[roster]]
worker = { system = "kz.iin", value = "900101300811" }
name = "Омаров Данияр"
job = "тіркеуші"
hired = 2021-02-15
room = "tole-bi-59-vestibule"
from = 2026-01-05T08:00:00+05:00

[[roster]]
worker = { system = "kz.iin", value = "900101300811" }
name = "Омаров Данияр"
job = "тіркеуші"
hired = 2021-02-15
point = "dostyk-1"
from = 2026-01-05T08:00:00+05:00
"""
_MORE = """
[[point]]
id = "dostyk-{number}"
name = "Достық даңғылы, {number}"
organisation = "100140000122"
licence = "00000000"
annex = "{number:03}"
collection_point = true
perimeter_sign = true
perimeter_sign_checked = 2026-11-02

[[room]]
id = "dostyk-{number}-1"
point = "dostyk-{number}"
name = "1"
kind = "blood-draw"
sign = true
sign_checked = 2026-11-02

[[camera]]
id = "cam-dostyk-{number}"
kind = "internal"
room = "dostyk-{number}-1"
"""
WIDE = WHOLE + "".join([_SECOND, *(_MORE.format(number=number) for number in range(1, 56))]).encode()
"""The same with more points than one page lists, and one of them with everything that may be wrong or not known."""


def found(report: SiteReport) -> set[tuple[str, str, str]]:
    """Return what a check found: sort, code and where."""
    return {(one.sort, one.code, one.camera or one.room or one.point) for one in report.findings}
