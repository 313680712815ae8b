"""The program as it is started: without a display, with a scripted visitor, and how little it loads before a window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent import record
from econsent.envelope import open_envelope
from econsent.keys import open_jws
from econsent.library import Library
from tests.builders import IIN, PASSPHRASE, decide, make_station, open_station
from tests.waiting import PATIENCE

VISITORS = Path(__file__).parents[2] / "kiosk" / "visitors"


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Path:
    """A new station's folder, with what opens it in a file beside it."""
    make_station(library, tmp_path).close()
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return tmp_path / "station"


def kiosk(folder: Path, *arguments: object, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program as its own process, on a machine without a display, or with what the environment names."""
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    command = [sys.executable, "-m", "kiosk", folder, "--passphrase-file", folder.parent / "passphrase", *arguments]
    return subprocess.run(
        [str(part) for part in command],
        env=environment | environ,
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,
        check=False,
    )


DEAD = ({"DISPLAY": ":64000"}, {"DISPLAY": ":64000", "QT_QPA_PLATFORM": "xcb"}, {"WAYLAND_DISPLAY": "dead"})


@pytest.mark.parametrize("named", [{}, *DEAD])
def test_without_a_display_that_answers_and_a_visitor_it_says_so(folder: Path, named: dict[str, str]) -> None:
    ran = kiosk(folder, **named)
    assert ran.returncode == 5
    assert "no display" in ran.stderr
    assert "--visitor" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("named", DEAD)
def test_a_scripted_visitor_needs_no_display_that_answers(folder: Path, tmp_path: Path, named: dict[str, str]) -> None:
    (tmp_path / "looks.toml").write_text('[[step]]\nwait = "welcome"\n', encoding="utf-8")
    ran = kiosk(folder, "--visitor", tmp_path / "looks.toml", **named)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_no_pictures_are_taken_of_a_persons_visit(folder: Path, tmp_path: Path) -> None:
    ran = kiosk(folder, "--screens", tmp_path / "screens", QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 2
    assert "never of a person's" in ran.stderr
    assert not (tmp_path / "screens").exists()


@pytest.mark.parametrize(
    ("visitor", "answers", "person"),
    [
        ("agrees-kk", ["CONSENT_PERMIT"] * 5, IIN),
        ("refuses-ru", ["CONSENT_DENY"] * 5, "840229400125"),
        ("mixed-en", ["CONSENT_PERMIT"] * 3 + ["CONSENT_DENY"] * 2, "051231600017"),
    ],
)
def test_a_scripted_visitor_goes_the_whole_way(
    folder: Path, library: Library, tmp_path: Path, visitor: str, answers: list[str], person: str
) -> None:
    screens = ["--screens", tmp_path / "screens"] if visitor == "mixed-en" else []
    ran = kiosk(folder, "--visitor", VISITORS / f"{visitor}.toml", "--json", *screens)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [item["kind"] for item in json.loads(ran.stdout)] == ["notice", "consent"]
    pictures = sorted(path.name for path in tmp_path.glob("screens/*"))
    assert (pictures[:1] + pictures[-1:]) == (["01-welcome.png", "11-done.png"] if screens else [])
    assert person not in ran.stdout + ran.stderr + "".join(pictures)
    with open_station(tmp_path) as station:
        assert station.sync(library).delivered == 2
        scopes = [scope.id for scope in station.catalogue.latest("patient-filming").scopes]
    assert [decide(library, person, scope).decision for scope in scopes] == answers


def test_14_a_visitor_who_walks_away_leaves_an_abandonment_that_names_nobody(
    folder: Path, library: Library, tmp_path: Path
) -> None:
    (folder / "kiosk.toml").write_text("idle_seconds = 1.0\ngrace_seconds = 0.5\n", encoding="utf-8")
    ran = kiosk(folder, "--visitor", VISITORS / "walks-away.toml", "--json")
    assert (ran.returncode, ran.stderr, json.loads(ran.stdout)) == (0, "", [])
    with open_station(tmp_path) as station:
        [waiting] = station._outbox.waiting(9)
        assert station.sync(library).delivered == 1
    kept = open_envelope(waiting.envelope, library._home.keys.envelope)
    statement = record.parse(open_jws(kept.jws).payload)
    assert (statement.kind, statement.subject, statement.words) == ("abandonment", None, None)
    assert kept.evidence == ()


def test_a_visitor_who_is_stuck_says_where_and_nothing_personal(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "stuck.toml"
    script.write_text(
        '[[step]]\ntap = "English"\n[[step]]\ntap = "I am the patient"\n[[step]]\nwait = "identify"\n'
        f'[[step]]\ntype = "{IIN}"\n[[step]]\ntap = "No such button"\npatience = 0.2\n',
        encoding="utf-8",
    )
    ran = kiosk(folder, "--visitor", script)
    assert ran.returncode == 3
    assert "kiosk.visitor-stuck: Step 5" in ran.stderr
    assert IIN not in ran.stderr


@pytest.mark.parametrize(
    "script", ["step = 1", '[[step]]\nfly = "away"', '[[step]]\ndraw = "a horse"', "[[step]]", "\x00"]
)
def test_a_script_that_cannot_be_used_is_refused(folder: Path, tmp_path: Path, script: str) -> None:
    (tmp_path / "script.toml").write_text(script, encoding="utf-8")
    ran = kiosk(folder, "--visitor", tmp_path / "script.toml")
    assert ran.returncode == 3
    assert ran.stderr.startswith("input.argument: ")


def test_before_the_first_frame_nothing_heavy_is_loaded() -> None:
    heavy = (
        "econsent.record",
        "cryptography",
        "msgspec",
        "reportlab",
        "pyhanko",
        "PySide6.QtWidgets",
        "PySide6.QtTest",
    )
    program = f"import sys, kiosk.__main__; print([name for name in {heavy!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_reference_to_none_is_not_lost_at_every_call() -> None:
    """PySide6 6.12.0 lost one at each call that returns None, and died on Python 3.11 (see pyproject.toml)."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("a")
    assert sys.getrefcount(None) > before - 500
