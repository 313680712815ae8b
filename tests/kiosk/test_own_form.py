"""The real kiosk shows the organisation's own form once its station has taken it over, and signs that very text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from econsent.library import Library
from econsent.station import Station
from tests.builders import PASSPHRASE, open_station
from tests.own import draft
from tests.waiting import PATIENCE

VISITOR = Path(__file__).parents[2] / "kiosk" / "visitors" / "agrees-kk.toml"


def test_a_visitor_reads_and_signs_the_form_that_the_organisation_released(
    library: Library, station: Station, tmp_path: Path
):
    ours = draft(kk=("Дыбыс жазылмайды.\n\nКабинет", "Дыбыс ешқашан жазылмайды.\n\nКабинет"))
    made = library.forms.release(ours)
    station.sync(library)
    station.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    command = [sys.executable, "-m", "kiosk", tmp_path / "station", "--visitor", VISITOR, "--passphrase-file", secret]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [*map(str, command), "--json"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=5 * PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    with open_station(tmp_path) as again:
        assert again.sync(library).problems == ()
    signed = {one["kind"]: one["id"] for one in json.loads(ended.stdout.splitlines()[-1])}
    form = library.show(signed["consent"]).statement.form
    assert (form.id, form.version) == (made.form, made.version)
    assert form.digest == made.files[f"{made.form}/{made.version}/kk.md"]
    assert library.show(signed["notice"]).statement.form.version == "2026.1"
